import { expect, test } from "vitest";
import { inWordsOf } from "../../functions/report/city-words.ts";
import { sampleReport } from "../helpers/documents/sample.ts";

const WORDS =
  "Toàn tỉnh đạt 02/02 chỉ tiêu; duy trì trên địa bàn tỉnh. Văn bản ghi “trên toàn tỉnh”, báo cáo của toàn tỉnh, Thanh tra tỉnh, địa bàn tỉnh Bình Phước";

test("a city is spoken of as one, but in a document's own words and in names", () => {
  const report = { ...sampleReport(), subject: WORDS };
  expect(inWordsOf({ name: "tỉnh Gia Lai" }, report)).toBe(report);
  expect(inWordsOf({ name: "Thành phố Hồ Chí Minh" }, report).subject).toBe(
    "Toàn thành phố đạt 02/02 chỉ tiêu; duy trì trên địa bàn thành phố. Văn bản ghi “trên toàn tỉnh”, báo cáo của toàn thành phố, Thanh tra tỉnh, địa bàn tỉnh Bình Phước",
  );
});
