/** What was wrong with an answer, in the words of `quality.csv` (templates/definitions.md), and as an official reads it. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["absent", "không có"],
  ["more", "nhiều hơn"],
  ["1 row", "1 dòng"],
  ["1 row or more", "từ 1 dòng"],
  ["integer >= 0", "số nguyên từ 0"],
  ["string, not empty", "chữ, không để trống"],
  ["valid code", "mã hợp lệ"],
  ["day not before validFrom", "ngày không trước validFrom"],
  ["date", "ngày, viết năm-tháng-ngày"],
  ["string", "chữ"],
  ["boolean", "true hoặc false"],
  ["array", "danh sách"],
  ["object", "đối tượng JSON"],
  ["RFC 3339 date-time", "ngày giờ theo RFC 3339"],
  ["JSON of the contract", "JSON theo hợp đồng dữ liệu"],
  ["not JSON", "không phải JSON"],
  ["not gzip", "không giải nén được"],
  ["dataAsOf <= now", "thời điểm lấy số liệu không ở tương lai"],
  ["a last page", "có trang cuối"],
  ["cursor repeated", "con trỏ trang lặp lại"],
  ["value or null", "có mục này, giá trị hoặc null"],
  ["1 count of a kind", "một hồ sơ chỉ thuộc một số đếm của cùng một loại"],
  ["calendar month", "trọn một tháng dương lịch"],
  ["list of rows", "danh sách các dòng"],
  ["key", "mã hồ sơ, chữ hoặc số"],
]);

/**
 * The fixed words of a fault in Vietnamese; fields, values, numbers and codings stay as they are, and so does what it
 * does not know.
 */
export const faultWords = (words: string): string =>
  (WORDS.get(words) ?? words)
    .replace(/^([\p{L}\w. ]+)=absent$/u, "không có $1")
    .replace(/^(\d+) rows with different counts$/, "$1 dòng khác số liệu")
    .replace(/^(\d+) rows with different content$/, "$1 dòng khác nội dung")
    .replace(/^more than (\d+) pages$/, "hơn $1 trang")
    .replace(/^at most (\d+)$/, "không quá $1")
    .replace(/^at most (\d+) letters$/, "không quá $1 ký tự")
    .replace(/^at most (\d+) rows a page$/, "một trang không quá $1 dòng")
    .replace(/^(\d+) rows$/, "$1 dòng")
    .replace(/^at most (\d+) bytes a page$/, "một trang không quá $1 byte");
