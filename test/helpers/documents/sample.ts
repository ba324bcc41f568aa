import type { Appendix, Block, Cell, Column, Report, Row, Table } from "../../../functions/report/report.ts";
import { chance } from "../chance.ts";
import { HUYEN, SO, XA } from "./agency-names.ts";

export const text = (value: string): Cell => ({ type: "text", text: value });

export const count = (value: number): Cell => ({ type: "count", value, text: grouped(value) });

export const rate = (value: number, decimals = 2): Cell => ({
  type: "rate",
  value,
  decimals,
  text: `${value.toFixed(decimals).replace(".", ",")}%`,
});

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

/** Numbers that look uneven and are the same in every run. */
const made = (seed: number, most: number): number => chance(most, "sample", seed);

const column = (title: string, weight: number, align: Column["align"], group?: string): Column =>
  group === undefined ? { title, weight, align } : { title, weight, align, group };

const RECEIVED = "Số hồ sơ tiếp nhận";

const agencyColumns: readonly Column[] = [
  column("TT", 2, "center"),
  column("Cơ quan, đơn vị", 11, "left"),
  column("Tổng số", 4, "right", RECEIVED),
  column("Trực tuyến từ xa", 4, "right", RECEIVED),
  column("Trực tuyến tại Bộ phận Một cửa", 4, "right", RECEIVED),
  column("Trực tiếp", 4, "right", RECEIVED),
  column("Bưu chính công ích", 4, "right", RECEIVED),
  column("Tỷ lệ hồ sơ trực tuyến trong kỳ", 4, "right"),
  column("Lũy kế từ đầu năm", 4, "right"),
  column("So với kỳ trước (điểm phần trăm)", 4, "right"),
  column("Còn thiếu (hồ sơ)", 4, "right"),
  column("Xếp hạng", 3, "center"),
  column("Đánh giá", 5, "left"),
];

function agencyRow(name: string, index: number): Row {
  const remote = made(index, 900);
  const assisted = made(index + 3, 90);
  const counter = made(index + 7, 800);
  const postal = made(index + 11, 40);
  const total = remote + assisted + counter + postal;
  const share = ((remote + assisted) / total) * 100;
  const verdict = share >= 50 ? "đạt" : "chưa đạt (chưa đến hạn)";
  const cells = [text(String(index + 1)), text(name), ...[total, remote, assisted, counter, postal].map(count)];
  const lacking = Math.max(0, Math.ceil(total / 2) - remote - assisted);
  cells.push(
    rate(share),
    rate(share - 1.234567, 6),
    text(`+${made(index, 9)},${made(index, 89) + 10}`),
    count(lacking),
  );
  return { bold: false, cells: [...cells, text(String(made(index, 21) + 1)), text(verdict)] };
}

const total = (name: string): Row => ({
  bold: true,
  cells: [
    text(""),
    text(name),
    ...[45678, 28101, 1204, 15873, 500].map(count),
    rate(64.16),
    rate(52.35),
    text("+4,10"),
    count(0),
  ],
});

export function agencyTable(names: readonly string[], level: string): Table {
  return { columns: agencyColumns, rows: [total(level), ...names.map(agencyRow)] };
}

/** A narrow table of 13 short columns, Biểu số II.06a. */
function form06a(): Table {
  const columns = [column("TT", 2, "center"), column("Lĩnh vực công việc giải quyết theo cấp", 12, "left")];
  const groups = ["Số hồ sơ nhận giải quyết", "Số hồ sơ đã giải quyết", "Số hồ sơ đang giải quyết"];
  const titles = [
    ["Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước"],
    ["Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"],
    ["Tổng số", "Trong hạn", "Quá hạn"],
  ];
  titles.forEach((names, index) => {
    for (const name of names) columns.push(column(name, 4, "right", groups[index] ?? ""));
  });
  const fields = ["Đất đai", "Hộ tịch", "Chứng thực", "Thành lập và hoạt động của hộ kinh doanh", "Bảo trợ xã hội"];
  const rows = fields.map((field, index) => ({
    bold: false,
    cells: [
      text(String(index + 1)),
      text(field),
      ...Array.from({ length: 11 }, (_, at) => count(made(index * 11 + at, 4000))),
    ],
  }));
  return { columns, rows };
}

function summaryTable(): Table {
  const columns = [
    column("TT", 1, "center"),
    column("Chỉ tiêu", 8, "left"),
    column("Trong kỳ", 3, "right"),
    column("Lũy kế từ đầu năm", 3, "right"),
    column("Chỉ tiêu giao", 3, "right"),
    column("Đánh giá", 4, "left"),
  ];
  const names = [
    "Hồ sơ thủ tục hành chính thực hiện trực tuyến từ xa",
    "Thủ tục hành chính có phát sinh thanh toán trực tuyến",
    "Kết quả giải quyết trả qua dịch vụ bưu chính công ích",
    "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
  ];
  const rows = names.map((name, index) => ({
    bold: false,
    cells: [
      text(String(index + 1)),
      text(name),
      rate(61.5216 - index),
      rate(49.99612 - index, 4),
      text("50%"),
      text("đạt"),
    ],
  }));
  return { columns, rows };
}

const PARAGRAPH =
  "Toàn tỉnh tiếp nhận 45.678 hồ sơ, trong đó trực tuyến 28.101 hồ sơ, đạt tỷ lệ 61,52%, tăng 4,10 điểm phần trăm so với " +
  "tháng trước và tăng 12,03 điểm phần trăm so với cùng kỳ năm 2022; vượt 11,52 điểm phần trăm so với chỉ tiêu tối thiểu " +
  "(50%). Có 18/20 sở, ban, ngành đạt; 02 cơ quan chưa đạt gồm: Sở Xây dựng, Ban Dân tộc (chi tiết tại Phụ lục I).";

const section = (title: string): Block[] => [
  { type: "heading", level: 2, text: title },
  { type: "paragraph", text: PARAGRAPH },
  { type: "paragraph", text: `Đối với cấp huyện: ${PARAGRAPH}` },
  {
    type: "list",
    items: ["UBND huyện Côn Đảo: 38,10%, còn thiếu 120 hồ sơ;", "UBND huyện Đất Đỏ: 41,20%, còn thiếu 88 hồ sơ."],
  },
];

function sampleBody(): Block[] {
  return [
    {
      type: "paragraph",
      text: "Kỳ số liệu từ ngày 15/5/2023 đến ngày 14/6/2023. Sở Thông tin và Truyền thông báo cáo kết quả như sau:",
    },
    { type: "heading", level: 1, text: "I. TÌNH HÌNH CHỈ ĐẠO, TRIỂN KHAI" },
    { type: "paragraph", text: PARAGRAPH },
    { type: "heading", level: 1, text: "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU" },
    { type: "table", table: summaryTable() },
    { type: "note", text: "Ghi chú: tỷ lệ lũy kế tính từ đầu năm; số liệu gồm cả thủ tục hành chính nội bộ." },
    ...section("1. Hồ sơ trực tuyến"),
    ...section("2. Thanh toán trực tuyến"),
    { type: "heading", level: 3, text: "Cấp xã" },
    { type: "paragraph", text: PARAGRAPH },
    ...section("3. Dịch vụ bưu chính công ích"),
    { type: "heading", level: 1, text: "III. KIẾN NGHỊ, ĐỀ XUẤT" },
    {
      type: "paragraph",
      text: "Trên đây là báo cáo kết quả thực hiện chỉ tiêu dịch vụ công trực tuyến tháng 6 năm 2023./.",
    },
  ];
}

const appendix = (title: string, sheet: string, table: Table, landscape = true): Appendix => ({
  title,
  sheet,
  landscape,
  table,
  notes: ["(*) Tỷ lệ làm tròn đến hai chữ số thập phân."],
});

export function sampleAppendices(): Appendix[] {
  return [
    appendix("TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU", "PL01 Tong hop", summaryTable(), false),
    appendix("KẾT QUẢ CỦA CÁC SỞ, BAN, NGÀNH", "PL02 So nganh", agencyTable(SO, "Sở, ban, ngành")),
    appendix("KẾT QUẢ CỦA ỦY BAN NHÂN DÂN CẤP HUYỆN", "PL03 Cap huyen", agencyTable(HUYEN, "UBND cấp huyện")),
    appendix("KẾT QUẢ CỦA ỦY BAN NHÂN DÂN CẤP XÃ", "PL04 Cap xa", agencyTable(XA, "UBND cấp xã")),
    appendix("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "PL05 Bieu 06a", form06a()),
    appendix("CHẤT LƯỢNG SỐ LIỆU", "PL06 Chat luong", { columns: agencyColumns, rows: [] }, false),
  ];
}

/** The line at the foot of every page of the sample report. */
export const FOOTER = "DỮ LIỆU MÔ PHỎNG · Bản 2 · TẠM TÍNH · Số liệu đến 14/6/2023 · figures.csv SHA-256 1a2b3c4d5e6f";

/** A month's report of Bà Rịa - Vũng Tàu: 111 agencies, synthetic and provisional. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    province: "ba-ria-vung-tau",
    period: "2023-06",
    report: "cntt",
    form: "report",
    letterhead: {
      superior: "UBND tỉnh Bà Rịa - Vũng Tàu",
      issuer: "Sở Thông tin và Truyền thông",
      name: "Sở Thông tin và Truyền thông",
      symbol: "STTTT",
      place: "Bà Rịa - Vũng Tàu",
      year: "2023",
    },
    kind: "BÁO CÁO",
    subject:
      "Kết quả thực hiện chỉ tiêu dịch vụ công trực tuyến lồng ghép công tác công nghệ thông tin - cải cách hành chính tháng 6 năm 2023",
    addressees: ["Ủy ban nhân dân tỉnh", "Sở Nội vụ"],
    basis: [
      "Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ",
      "Căn cứ Quyết định giao chỉ tiêu năm 2023",
    ],
    labels: ["DỮ LIỆU MÔ PHỎNG", "SỐ LIỆU TẠM TÍNH"],
    body: sampleBody(),
    recipients: ["Như trên", "Ban Giám đốc Sở", "Các sở, ban, ngành; UBND cấp huyện"],
    signer: "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    signerName: "Nguyễn Văn Thử",
    appendices: sampleAppendices(),
    provenance: {
      lines: [
        "Số liệu trong kỳ (tháng 6 năm 2023): từ ngày 15/5/2023 đến hết ngày 14/6/2023.",
        "Số liệu lũy kế từ đầu năm: từ ngày 15/12/2022 đến hết ngày 14/6/2023.",
        "Nguồn: DỮ LIỆU MÔ PHỎNG, không phải số liệu của tỉnh Bà Rịa - Vũng Tàu; số liệu tại thời điểm 08 giờ 30 phút ngày 16/6/2023.",
        "Bản phát hành: 2; trạng thái số liệu: TẠM TÍNH.",
        "Tệp số liệu figures.csv đính kèm trong tệp PDF này; mã băm SHA-256 bắt đầu bằng 1a2b3c4d5e6f.",
      ],
      footer: FOOTER,
      verification: { address: "https://baocao.example.vn/kiem-chung/ba-ria-vung-tau/2023-06/2" },
    },
    archive: {
      properties: {
        OrganName: "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        CodeNotation: "BC-STTTT",
        "SignerInfo.Position": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
      },
    },
    revision: 2,
    state: "provisional",
    synthetic: true,
    dataAsOf: "2023-06-16T08:30:00+07:00",
    ...changes,
  };
}
