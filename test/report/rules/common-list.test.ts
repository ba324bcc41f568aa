import { expect, test } from "vitest";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, under } from "../../helpers/data/composed.ts";

const PLAN = "dongnai-kh109-2022";

/** Where many agencies of a level have one list of procedures between them. */
const sections = () => sectionsOf(composed(workedExample(), "2023-06", [PLAN]), "cntt").sections;

// A district's and a commune's procedures are those of its level: their number is nobody's own work.
test("a rate that all agencies of a level share by their common list is told of the level, and asked of no agency", () => {
  const asked = under(sections(), "KIẾN NGHỊ, ĐỀ XUẤT");
  const common = asked.find((text) => text.includes("danh mục thủ tục hành chính dùng chung của cấp"));
  const numbers = /hỉ tiêu số ([\d, và]+) của UBND cấp xã/u.exec(common ?? "")?.[1]?.match(/\d+/g) ?? [];

  expect(common).toMatch(/mọi đơn vị có cùng tỷ lệ, không đánh giá riêng từng đơn vị\.$/);
  expect(numbers.length).toBeGreaterThan(0);
  const communes = asked.filter((text) => text.startsWith("UBND cấp xã")).join(" ");
  for (const number of numbers) expect(communes).not.toMatch(new RegExp(`chỉ tiêu số [^)]*\\b${number}\\b`));
});
