import { expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { outlinesNamed } from "../../functions/domain/regime.ts";
import { missingOf } from "../../functions/mail/letters/missing.ts";
import { reportJobsOf } from "../../functions/report/job.ts";
import { workbooksOf } from "../../functions/report/tables/workbook.ts";
import { type Answers, workedExample } from "../helpers/data/answers.ts";
import { type Composed, composed, sectionsOf } from "../helpers/data/composed.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));

/** The worked example in which a commune of each district is "xã Thanh Sơn", and another "phường 1". */
function withNamesakes(): Answers {
  const answers = workedExample();
  for (const district of ["Z1.H01", "Z1.H02"]) {
    const communes = answers.agencies.filter(({ parentCode }) => parentCode === district);
    const [first, second] = communes;
    if (first === undefined || second === undefined) throw new Error(`${district} has too few communes`);
    first.name = "UBND xã Thanh Sơn";
    second.name = "UBND phường 1";
  }
  return answers;
}

/** Every word of the reports and workbooks of the province, its districts and its communes. */
function wordsOf(one: Composed): string {
  const { composition } = one;
  const { programmes } = composition.inputs;
  const regimes = catalogue.regimes("ba-ria-vung-tau");
  const outlines = outlinesNamed(regimes).map((id) => catalogue.outline(id));
  const jobs = reportJobsOf({ programmes, regimes, outlines }, composition.tree, ["cntt", "don-vi"]);
  const workbookOf = workbooksOf(composition);
  const written = jobs.map((job) => {
    const { report } = sectionsOf(one, job.key);
    return [report, workbookOf(job, report)];
  });
  return JSON.stringify(written);
}

test("a name that recurs never stands alone, and the type before a number is in capitals, wherever it is printed", () => {
  const one = composed(withNamesakes(), "2023-06", ["brvt-qd-2023"]);
  const words = wordsOf(one);
  const uses = words.match(/(?:UBND|Ủy ban nhân dân) xã Thanh Sơn.{0,20}/gu) ?? [];
  expect(uses.length).toBeGreaterThan(100);
  expect(uses.filter((use) => !/^\S.* xã Thanh Sơn, huyện Đảo Khỉ/u.test(use))).toEqual([]);
  expect(words).toMatch(/UBND Phường 1, huyện/u);
  expect(words.match(/UBND phường 1\b.{0,20}/gu)).toBeNull();
  // The letterhead of its own report has the bare name, as its seal does.
  expect(words).toContain('ỦY BAN NHÂN DÂN\\nXÃ THANH SƠN"');
  expect(words).toContain('"place":"Phường 1"');
});

test("a district with its communes is an area in every table and sentence, never the district's own office", () => {
  const one = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);
  const { report } = sectionsOf(one, "phu-luc");
  const areas = report.appendices.flatMap(({ table }) => table.rows.filter(({ figure }) => figure?.scope === "area"));
  expect(areas.map(({ cells }) => cells[1]?.text)).toEqual([1, 2, 3].map((at) => `Địa bàn huyện Đảo Khỉ ${at}`));
  const { report: own } = sectionsOf(one, "don-vi/Z1.H01");
  const words = JSON.stringify(own);
  expect(words).toContain("Địa bàn, gồm cả cấp xã");
});

test("a mail tells namesakes apart whose figures are missing", () => {
  const { tree, names } = composed(withNamesakes(), "2023-06", ["brvt-qd-2023"]).composition;
  const window = { from: "2023-05-15", to: "2023-06-14" };
  const gap = { rule: "agency-missing", procedure: "", window, expected: "counts", actual: "404" } as const;
  const missing = missingOf(
    [
      { ...gap, agency: "Z1.X01" },
      { ...gap, agency: "Z1.X02" },
    ],
    tree,
    names,
  );
  expect(missing.map(({ name }) => name)).toEqual([
    "UBND xã Thanh Sơn, huyện Đảo Khỉ 1",
    "UBND xã Thanh Sơn, huyện Đảo Khỉ 2",
  ]);
});
