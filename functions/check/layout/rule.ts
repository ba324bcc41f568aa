/**
 * What the rendered document has to keep, by the names that failures and warnings tell. Sources are the clauses of Phụ
 * lục I of Nghị định 30/2020/NĐ-CP; what the decree leaves open is the project's own choice and says so.
 */
export const RULES = {
  readable: "tệp đọc lại được bằng một chương trình khác",
  "page-size": "khổ giấy A4, văn bản khổ dọc, phụ lục theo khổ đã định (Mục I khoản 1, 2)",
  "empty-page": "không có trang trắng",
  margins: "lề trên 20, dưới 20, trái 30, phải 15 mm (Mục I khoản 3)",
  "inside-margins": "mọi chữ nằm trong lề, trừ số trang và nhãn ở lề trên (Mục I khoản 3)",
  font: "phông chữ Tinos thay Times New Roman, nhúng trong tệp (Mục I khoản 4)",
  black: "chữ màu đen (Mục I khoản 4)",
  overlap: "các chữ không đè lên nhau",
  "line-through-text": "đường kẻ không cắt qua chữ",
  "forbidden-words": "không có từ của máy: undefined, NaN, null, Infinity, [object",
  "page-number-first-page": "trang đầu không hiển thị số trang (Mục I khoản 7)",
  "page-number-order": "số trang liên tục từ 2 (Mục I khoản 7)",
  "page-number-place": "số trang cỡ 13–14, kiểu đứng, canh giữa ở lề trên (Mục I khoản 7)",
  "foot-line": "ở lề dưới không có gì, hoặc một dòng nhỏ như nhau ở mọi trang",
  "labels-on-every-page": "nhãn của báo cáo có ở trang đầu và ở lề trên mọi trang",
  "letterhead-columns":
    "Quốc hiệu, Tiêu ngữ bên phải, tên cơ quan bên trái, mỗi bên trong khung và canh giữa (Mục II khoản 1, 2)",
  "letterhead-type": "cỡ và kiểu chữ của Quốc hiệu, Tiêu ngữ, tên cơ quan (Mục II khoản 1, 2)",
  "letterhead-rule": "đường kẻ dưới tên cơ quan dài 1/3 đến 1/2 dòng chữ, cân đối (Mục II khoản 2)",
  "motto-rule": "đường kẻ dưới Tiêu ngữ dài bằng dòng chữ (Mục II khoản 1)",
  "number-line": "số, ký hiệu cỡ 13, canh giữa dưới tên cơ quan, chừa chỗ điền số (Mục II khoản 3)",
  "date-line":
    "địa danh, thời gian một dòng chữ nghiêng cỡ 13–14 dưới Quốc hiệu, ngang dòng số, chừa chỗ điền ngày (Mục II khoản 4)",
  "title-centred": "tên loại và trích yếu cỡ 13–14, đậm, canh giữa (Mục II khoản 5)",
  "subject-rule": "đường kẻ dưới trích yếu dài 1/3 đến 1/2 dòng chữ, cân đối (Mục II khoản 5)",
  addressee: "Kính gửi cỡ 13–14, kiểu đứng, nhiều nơi thì mỗi nơi một dòng (Mục II khoản 9)",
  basis: "căn cứ chữ nghiêng cỡ 13–14, dòng cuối chấm, các dòng khác chấm phẩy (Mục II khoản 6)",
  "text-complete": "mọi câu của báo cáo được in đủ, đúng thứ tự",
  "body-size": "nội dung cỡ 13–14, kiểu đứng (Mục II khoản 6)",
  "first-line-indent": "dòng đầu lùi vào 1 hoặc 1,27 cm (Mục II khoản 6)",
  justified: "nội dung canh đều hai lề (Mục II khoản 6)",
  "paragraph-gap": "các đoạn cách nhau ít nhất 6 pt (Mục II khoản 6)",
  "line-spacing": "khoảng cách dòng từ đơn đến 1,5 (Mục II khoản 6)",
  "heading-type": "mục chữ in hoa đậm, khoản chữ đậm, điểm chữ thường kiểu đứng (Mục II khoản 6)",
  "heading-order":
    "mục I, II, III; khoản 1, 2, 3; điểm a, b, c, d, đ theo chữ cái tiếng Việt; chỉ có một thì không đánh số (Mục II khoản 6)",
  "orphan-heading": "đề mục không đứng cuối trang, không tách khỏi nội dung",
  picture: "hình nằm trong lề, ngay trên tên hình, không đè lên chữ",
  caption: "tên hình chữ nghiêng cỡ 12, canh giữa, đánh số Hình 1, 2, 3",
  "end-mark": "dấu ./. sau câu cuối, không có ở chỗ khác",
  recipients: "Nơi nhận cỡ 12 nghiêng đậm, danh sách cỡ 11, dòng cuối Lưu (Mục II khoản 9)",
  "signature-type": "chức vụ người ký in hoa, đậm, cỡ 13–14, ở nửa phải, ngang Nơi nhận (Mục II khoản 7)",
  "signature-together": "Nơi nhận, chức vụ, chỗ ký nằm trên một trang cùng đoạn cuối (Mục II khoản 7)",
  provenance: "khung về số liệu dưới chữ ký và dòng ở lề dưới có đủ lời của báo cáo",
  "appendix-order": "các phụ lục đủ, đúng thứ tự, đánh số La Mã khi có từ hai (Mục III khoản 1)",
  "appendix-heading": "Phụ lục, tên phụ lục đậm, canh giữa, cỡ 13–14 (Mục III khoản 1)",
  "appendix-reference": "dòng kèm theo nghiêng, canh giữa, cỡ 13–14, số và ngày để trống (Mục III khoản 1)",
  "appendix-numbers": "số trang của mỗi phụ lục đánh lại từ 1 (Mục I khoản 7)",
  "header-row-repeated": "dòng tiêu đề bảng có ở mọi trang của bảng",
  "row-cut": "một dòng của bảng không bị cắt qua hai trang",
  "table-text": "mọi ô của bảng được in đủ, đúng hàng, đúng cột",
  "table-size": "chữ trong bảng cỡ 9 đến 13",
} as const;

export type RuleName = keyof typeof RULES;

export interface Breach {
  readonly rule: RuleName;
  /** From 1, through the whole file. */
  readonly page: number;
  /** The words or the part that it is about. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Whether words of the report are missing from the page, or others are there: what is printed, not how it is set. */
export const isContent = ({ rule }: Breach): boolean => rule === "text-complete" || rule === "table-text";

/** A breach as a list, none where all is well. */
export function breach(
  rule: RuleName,
  page: number,
  what: string,
  { expected, actual }: { readonly expected: string; readonly actual: string },
): Breach[] {
  return [{ rule, page, what: shortened(what), expected: shortened(expected), actual: shortened(actual) }];
}

const LONGEST = 90;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return (line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line).toWellFormed();
}
