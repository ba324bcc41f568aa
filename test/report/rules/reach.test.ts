import { describe, expect, test } from "vitest";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf, under } from "../../helpers/data/composed.ts";
import { composed as changed } from "../../helpers/documents/reports.ts";

/*
 * Figures of the worked example since January: filing from afar 3.737 of 21.074, payments online 1.978 of 6.702. With 95% of
 * filing asked for by November the five months left would have to reach (95 × (6 + 5) × 21.074 − 600 × 3.737) ÷ (5 × 21.074)
 * = 187,7%: more than all.
 */
const texts = (threshold: number, others: boolean, report = "cntt"): string[] => {
  const change: NonNullable<Parameters<typeof changed>[0]>["change"] = (programme) => ({
    ...programme,
    targets: programme.targets.flatMap((target) => {
      if (target.id !== "remote-filing") return others && target.goal === "min" ? [target] : [];
      const thresholds = { so: threshold, huyen: threshold, xa: threshold, province: threshold };
      return [{ ...target, thresholds }];
    }),
  });
  return changed({ change, report }).report.body.flatMap((block) => {
    if (block.type === "list") return block.items;
    return "text" in block ? [block.text] : [];
  });
};

const BEYOND = "không thể đạt được nữa với lượng hồ sơ của năm nay";

describe("of a target that can no longer be reached this year no sentence asks that it be reached in time", () => {
  test("where it is all that is asked", () => {
    const said = texts(95, false).join("\n");

    expect(said).toContain(BEYOND);
    expect(said).not.toMatch(/đúng thời hạn|để đạt các mức/u);
    expect(said).toContain("có giải pháp nâng kết quả đến mức cao nhất có thể từ nay đến thời hạn, cụ thể:");
    expect(said).toContain("Nâng kết quả thực hiện chỉ tiêu số 1 đến mức cao nhất có thể từ nay đến thời hạn");
  });

  test("where others can be reached, those are asked for", () => {
    const said = texts(95, true);

    expect(said.filter((text) => text.startsWith("Nâng kết quả"))).toEqual([
      expect.stringMatching(
        /^Nâng kết quả thực hiện các chỉ tiêu số 2, 5 và 3 \(UBND cấp huyện\) để đạt mức tối thiểu đúng thời hạn/,
      ),
      expect.stringMatching(/^Nâng kết quả thực hiện chỉ tiêu số 1 đến mức cao nhất có thể từ nay đến thời hạn/),
    ]);
    expect(said.filter((text) => text.includes("có giải pháp để"))).toEqual([
      expect.stringContaining("có giải pháp để đạt đúng thời hạn các mức còn có thể đạt được"),
      expect.stringContaining("có giải pháp để đạt đúng thời hạn các mức còn có thể đạt được"),
    ]);
  });

  test("in an agency's own report", () => {
    const said = texts(95, false, "don-vi/Z1.X03").join("\n");

    expect(said).toContain("đến mức cao nhất có thể từ nay đến thời hạn");
    expect(said).not.toContain("đúng thời hạn");
  });
});

test("what can still be reached is asked for in time", () => {
  const { sections } = sectionsOf(composed(workedExample(), "2023-06", ["brvt-qd-2023"]), "cntt");

  expect(under(sections, "KIẾN NGHỊ, ĐỀ XUẤT").join()).toContain("có giải pháp để đạt đúng thời hạn, cụ thể:");
  expect(sections.flatMap((one) => one.texts).join()).not.toMatch(/cao nhất có thể|còn có thể đạt/u);
});
