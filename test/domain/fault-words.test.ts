import { expect, test } from "vitest";
import { AnswerInvalid, ProvinceUnavailable } from "../../functions/domain/failure.ts";

/** What the contract's words are to whoever reads a failure: no English but the names of fields and values. */
const FAULTS = [
  ["integer >= 0", "counter=-3", 'cần "số nguyên từ 0", nhận "counter=-3"'],
  ["integer >= 0", "counter=absent", 'cần "số nguyên từ 0", nhận "không có counter"'],
  ["1 row", "2 rows with different counts", 'cần "1 dòng", nhận "2 dòng khác số liệu"'],
  ["1 row", "3 rows with different content", 'cần "1 dòng", nhận "3 dòng khác nội dung"'],
  ["a last page", "more than 500 pages", 'cần "có trang cuối", nhận "hơn 500 trang"'],
  ["a last page", "cursor repeated", 'cần "có trang cuối", nhận "con trỏ trang lặp lại"'],
  ["at most 8388608 bytes a page", "more", 'cần "một trang không quá 8388608 byte", nhận "nhiều hơn"'],
  ["Content-Encoding: gzip", "not gzip", 'cần "Content-Encoding: gzip", nhận "không giải nén được"'],
  ["Content-Encoding: gzip", "Content-Encoding: br", 'cần "Content-Encoding: gzip", nhận "Content-Encoding: br"'],
  ["JSON of the contract", '"<html>"', 'cần "JSON theo hợp đồng dữ liệu", nhận ""<html>""'],
  ["JSON of the contract", "not JSON", 'cần "JSON theo hợp đồng dữ liệu", nhận "không phải JSON"'],
  ["date", 'validFrom="14/6/2023"', 'cần "ngày, viết năm-tháng-ngày", nhận "validFrom="14/6/2023""'],
  ["RFC 3339 date-time", "dataAsOf=absent", 'cần "ngày giờ theo RFC 3339", nhận "không có dataAsOf"'],
  ["dataAsOf <= now", 'dataAsOf="2099"', 'cần "thời điểm lấy số liệu không ở tương lai", nhận "dataAsOf="2099""'],
  ["at most 1000000000", "payments=9007199254740991", 'cần "không quá 1000000000", nhận "payments=9007199254740991"'],
  ["at most 100 letters", 'code="1…', 'cần "không quá 100 ký tự", nhận "code="1…"'],
  ["at most 500 rows a page", "501 rows", 'cần "một trang không quá 500 dòng", nhận "501 dòng"'],
  ["1 row or more", "0 rows", 'cần "từ 1 dòng", nhận "0 dòng"'],
  ["valid code", 'procedure="__proto__"', 'cần "mã hợp lệ", nhận "procedure="__proto__""'],
  ["string, not empty", 'name=""', 'cần "chữ, không để trống", nhận "name="""'],
  ["boolean", "fee=1", 'cần "true hoặc false", nhận "fee=1"'],
  ["final | provisional", 'status="done"', 'cần "final | provisional", nhận "status="done""'],
] as const;

test.each(FAULTS)("an answer that has not %s but %s is refused in Vietnamese", (expected, actual, words) => {
  const failure = new AnswerInvalid("số liệu của UBND xã A", { procedure: "", expected, actual });
  expect(failure.message).toBe(
    `Câu trả lời của API tỉnh cho số liệu của UBND xã A không đúng hợp đồng dữ liệu: ${words}; đề nghị đơn vị vận hành API sửa rồi chạy lại.`,
  );
  expect(failure).toMatchObject({ expected, actual });
});

test.each([
  ["204", "câu trả lời không có số liệu (204); kiểm tra kết nối và địa chỉ API, đề nghị đơn vị vận hành API kiểm tra"],
  ["302", "máy chủ chuyển sang địa chỉ khác (302); đặt thẳng địa chỉ API mà máy chủ chuyển đến"],
  ["418", "máy chủ không nhận câu hỏi (418); kiểm tra kết nối và địa chỉ API, đề nghị đơn vị vận hành API kiểm tra"],
  ["429", "máy chủ hạn chế số lượt hỏi (429); chờ ít phút, đề nghị đơn vị vận hành API kiểm tra"],
  ["503", "máy chủ đang bận hoặc bảo trì (503); chờ ít phút, đề nghị đơn vị vận hành API kiểm tra"],
  ["500", "máy chủ báo lỗi (500); đề nghị đơn vị vận hành API kiểm tra"],
])("a server that answers with %s has answered: what is to be done is said", (reason, words) => {
  const failure = new ProvinceUnavailable("danh mục TTHC ngày 14/6/2023", reason);
  expect(failure.message).toBe(`Không lấy được danh mục TTHC ngày 14/6/2023 từ API của tỉnh: ${words} rồi chạy lại.`);
  expect(failure.reason).toBe(reason);
});
