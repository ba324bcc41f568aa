interface Reason {
  /** What happened, within a Vietnamese sentence. */
  readonly happened: string;
  /** What to do about it, within a Vietnamese sentence. */
  readonly remedy: string;
  /** A second attempt within minutes would meet the same. */
  readonly lasts?: true;
}

const REMEDY = "kiểm tra kết nối và địa chỉ API";
const NETWORK = "kiểm tra đường truyền, tường lửa và proxy";

/** By the few words that findings have of it. */
const REASONS: Readonly<Record<string, Reason>> = {
  "connection refused": {
    happened: "máy chủ từ chối kết nối",
    remedy: "kiểm tra máy chủ, cổng trong địa chỉ API và máy chủ đó có đang chạy không",
  },
  "connection reset": { happened: "kết nối bị ngắt giữa chừng", remedy: REMEDY },
  "connect timeout": { happened: "không kết nối được trong thời hạn", remedy: NETWORK },
  "no route": { happened: "không có đường truyền đến máy chủ", remedy: NETWORK },
  timeout: { happened: "quá thời hạn trả lời", remedy: REMEDY },
  "host not found": {
    happened: "không tìm thấy tên máy chủ",
    remedy: "kiểm tra tên máy chủ trong địa chỉ API và máy chủ phân giải tên miền (DNS)",
    lasts: true,
  },
  "host not found for now": {
    happened: "chưa phân giải được tên máy chủ",
    remedy: "kiểm tra đường truyền và máy chủ phân giải tên miền (DNS)",
  },
  "certificate not trusted": {
    happened: "chứng thư của máy chủ không do tổ chức mà máy này tin cậy cấp",
    remedy: "cài chứng thư gốc của đơn vị vận hành API theo mục 10 của hướng dẫn sử dụng",
    lasts: true,
  },
  "certificate expired": {
    happened: "chứng thư của máy chủ đã hết hạn hoặc chưa có hiệu lực",
    remedy: "kiểm tra đồng hồ của máy này, đề nghị đơn vị vận hành API thay chứng thư",
    lasts: true,
  },
  "certificate of another name": {
    happened: "chứng thư của máy chủ cấp cho tên khác",
    remedy: "kiểm tra tên máy chủ trong địa chỉ API",
    lasts: true,
  },
  "no secure connection": {
    happened: "không thiết lập được kết nối an toàn (TLS)",
    remedy: "kiểm tra địa chỉ API (http hay https), cổng và proxy",
    lasts: true,
  },
  "proxy unreachable": {
    happened: "không kết nối được proxy",
    remedy: "kiểm tra địa chỉ proxy và mạng nội bộ",
  },
  "proxy wants credentials": {
    happened: "proxy đòi tài khoản hoặc không chấp nhận tài khoản (407)",
    remedy: "kiểm tra tài khoản và mật khẩu trong địa chỉ proxy",
    lasts: true,
  },
  "no token in the answer": {
    happened: "câu trả lời không có mã truy cập dùng được",
    remedy: "kiểm tra địa chỉ API, đề nghị đơn vị vận hành API kiểm tra dịch vụ cấp mã truy cập",
  },
  "token refused": { happened: "mã truy cập bị từ chối", remedy: REMEDY },
  "unreadable answer": { happened: "câu trả lời không đọc được", remedy: REMEDY },
  "dataAsOf keeps changing": { happened: "số liệu nguồn thay đổi liên tục trong khi đọc", remedy: "chờ nguồn ổn định" },
};

/** Why an answer of this status is of no use. */
function ofStatus(status: string): Reason {
  const operator = "đề nghị đơn vị vận hành API kiểm tra";
  if (status === "429") return { happened: "máy chủ hạn chế số lượt hỏi (429)", remedy: `chờ ít phút, ${operator}` };
  if (status === "503") return { happened: "máy chủ đang bận hoặc bảo trì (503)", remedy: `chờ ít phút, ${operator}` };
  switch (status[0]) {
    case "2":
      return { happened: `câu trả lời không có số liệu (${status})`, remedy: `${REMEDY}, ${operator}` };
    case "3":
      return {
        happened: `máy chủ chuyển sang địa chỉ khác (${status})`,
        remedy: "đặt thẳng địa chỉ API mà máy chủ chuyển đến",
      };
    case "4":
      return { happened: `máy chủ không nhận câu hỏi (${status})`, remedy: `${REMEDY}, ${operator}` };
    default:
      return { happened: `máy chủ báo lỗi (${status})`, remedy: operator };
  }
}

/** Why something could not be had from the province's API: a status, or what `reasonOf` knows. */
export const answerReasonOf = (reason: string): Reason =>
  /^[2-5]\d\d$/.test(reason) ? ofStatus(reason) : reasonOf(reason);

/** Why the province's API did not answer, in Vietnamese; a status or a code that is not known stays as it is. */
export function reasonOf(reason: string): Reason {
  const [isBroken, code] = /^broken connection(?:: (\w{1,60}))?$/.exec(reason) ?? [];
  if (isBroken !== undefined) return brokenBy(code);
  const refused = /^proxy refused: (\d{3})$/.exec(reason)?.[1];
  if (refused !== undefined) return refusedBy(refused);
  return REASONS[reason] ?? { happened: reason, remedy: REMEDY };
}

function refusedBy(status: string): Reason {
  return status.startsWith("5")
    ? { happened: `proxy không đến được máy chủ API (${status})`, remedy: REMEDY }
    : {
        happened: `proxy không cho chuyển tiếp (${status})`,
        remedy: "đề nghị quản trị mạng cho phép proxy kết nối đến máy chủ API",
        lasts: true,
      };
}

/** @param code of the HTTP library, for whoever looks into it */
const brokenBy = (code: string | undefined): Reason => ({
  happened: `câu trả lời không đúng giao thức HTTP hoặc kết nối bị hỏng${code === undefined ? "" : ` (mã lỗi ${code})`}`,
  remedy: REMEDY,
});
