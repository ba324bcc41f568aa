import { expect, test } from "vitest";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, under } from "../../helpers/data/composed.ts";

const PLAN = "dongnai-kh109-2022";

/** Where many agencies of a level have one list of procedures between them. */
const sections = () => sectionsOf(composed(workedExample(), "2023-06", [PLAN]), "cntt").sections;

// A district's and a commune's procedures are those of its level: their number is nobody's own work.
test("a rate that all agencies of a level share by their common list is told of the level, and asked of no agency", () => {
  const told = sections().flatMap(({ texts }) => texts);
  const common = told.filter((text) => text.includes("danh mục thủ tục hành chính dùng chung của cấp"));

  expect(common.length).toBeGreaterThan(0);
  for (const text of common) expect(text).not.toMatch(/chưa có đơn vị nào|cao nhất/);
  expect(under(sections(), "KIẾN NGHỊ, ĐỀ XUẤT").join(" ")).not.toMatch(/UBND cấp xã: [^;]*chỉ tiêu số [^)]*\b3\b/);
});
