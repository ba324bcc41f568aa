import { expect, test } from "vitest";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, sectionsOf } from "../../helpers/data/composed.ts";

const PLAN = "dongnai-kh109-2022";

const made = () => composed(workedExample(), "2023-06", [PLAN]);

/** Where many agencies of a level have one list of procedures between them. */
const sections = () => sectionsOf(made(), "cntt").sections;

/** How many communes are below a minimum that is not the same share of one list for all of them. */
function belowOwn(): number {
  const rows = made().composition.figures.rows.filter(
    ({ scope, level, goal, verdict }) => scope === "agency" && level === "xa" && goal === "min" && verdict !== null,
  );
  const own = [...Map.groupBy(rows, ({ target }) => target).values()].filter(
    (all) => new Set(all.map(({ numerator, denominator }) => `${numerator}/${denominator}`)).size > 1,
  );
  return new Set(
    own.flat().flatMap(({ code, verdict }) => (verdict === "not-due" || verdict === "not-met" ? [code] : [])),
  ).size;
}

/** How many communes the summary asks for. */
function asked(): number {
  const text = sections()
    .flatMap(({ texts }) => texts)
    .find((one) => one.startsWith("Đề nghị"));
  return Number(/(\d\d) UBND cấp xã/.exec(text ?? "")?.[1] ?? 0);
}

// A district's and a commune's procedures are those of its level: their number is nobody's own work.
test("a rate that all agencies of a level share by their common list is told of the level, and asked of no agency", () => {
  const told = sections().flatMap(({ texts }) => texts);
  const common = told.filter((text) => text.includes("tính theo danh mục dùng chung của cấp"));

  expect(common.length).toBeGreaterThan(0);
  for (const text of common) expect(text).not.toMatch(/chưa có đơn vị nào|cao nhất/);
  expect(asked()).toBe(belowOwn());
});
