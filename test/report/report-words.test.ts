import { expect, test } from "vitest";
import { inWordsOf } from "../../functions/report/text/report-words.ts";
import { sampleReport } from "../helpers/documents/sample.ts";

const WORDS =
  "Toàn tỉnh đạt 02/02 chỉ tiêu; duy trì trên địa bàn tỉnh. Văn bản ghi “trên toàn tỉnh”, báo cáo của toàn tỉnh, mức của tỉnh 60%, cơ quan của tỉnh, thành phố, Thanh tra tỉnh, địa bàn tỉnh Bình Phước";

test("a city is spoken of as one, but in a document's own words and in names", () => {
  const report = { ...sampleReport(), subject: WORDS };
  expect(inWordsOf({ name: "tỉnh Gia Lai" }, report)).toBe(report);
  expect(inWordsOf({ name: "Thành phố Hồ Chí Minh" }, report).subject).toBe(
    "Toàn thành phố đạt 02/02 chỉ tiêu; duy trì trên địa bàn thành phố. Văn bản ghi “trên toàn tỉnh”, báo cáo của toàn thành phố, mức của thành phố 60%, cơ quan của tỉnh, thành phố, Thanh tra tỉnh, địa bàn tỉnh Bình Phước",
  );
});

test("figures of a special period are told of its own days, not since January", () => {
  const subject = "Lũy kế từ đầu năm; “lũy kế từ đầu năm”";
  const told = (period: string) => inWordsOf({ name: "tỉnh Gia Lai" }, { ...sampleReport(), period, subject }).subject;
  expect(told("2025-06-27--2025-12-14")).toBe("Lũy kế trong kỳ; “lũy kế từ đầu năm”");
  expect(told("2025-Q3")).toBe(subject);
});
