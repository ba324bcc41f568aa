import { expect, test } from "vitest";
import { checkXlsx } from "../../functions/check/xlsx.ts";
import { COUNT_FIELDS } from "../../functions/domain/counts.ts";
import { renderXlsx } from "../../functions/render/xlsx/xlsx.ts";
import { pagesOf } from "../../functions/report/tables/book/size.ts";
import { type Answers, workedExample } from "../helpers/data/answers.ts";
import { composed } from "../helpers/documents/reports.ts";
import { packageFaults } from "../helpers/workbooks/package.ts";
import { recalculate } from "../helpers/workbooks/recalculate.ts";

const MONTHS = ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15", "2023-04-15", "2023-05-15"];

/** The worked example with this many communes more, each with counts of its own; one lacks the last month. */
function withCommunes(many: number): Answers {
  const answers = workedExample();
  const { agencies, counts } = answers;
  const items = counts.find(({ agency, from }) => agency === "Z1.X01" && from === "2023-05-15")?.items ?? [];
  for (let at = 0; at < many; at++) {
    const code = `Z1.Y${String(at).padStart(3, "0")}`;
    const parentCode = [null, "Z1.H01", "Z1.H02"][at % 3] ?? null;
    const terms = { validFrom: "2010-01-01", validTo: null, successors: [] };
    agencies.push({ code, name: `UBND xã ${at}`, level: "xa", parentCode, ...terms });
    for (const from of MONTHS) {
      const drawn = items.map((item, row) => ({
        ...(typeof item === "object" && item !== null ? item : {}),
        ...Object.fromEntries(COUNT_FIELDS.map((field, place) => [field, (at * 7 + row * 3 + place) % 5])),
      }));
      if (at !== 4 || from !== "2023-05-15") counts.push({ agency: code, from, to: "", items: drawn });
    }
  }
  return answers;
}

test("600 communes: the file opens without repair, every formula comes to its result, every figure is right", async () => {
  const { workbook, figures, scores } = composed({ programmes: ["brvt-qd-2023"], answers: withCommunes(600) });
  const bytes = await renderXlsx(workbook);
  expect(packageFaults(bytes)).toEqual([]);
  await checkXlsx(bytes, { document: "bao-cao.xlsx", workbook, figures, scores });
  expect(recalculate(bytes).differences).toEqual([]);
  const printed = workbook.sheets.filter(({ isPrinted }) => isPrinted);
  expect(printed.map(({ name }) => name)).toEqual(expect.arrayContaining(["Mục lục", "Tổng hợp", "Giải thích"]));
  expect(printed.reduce((pages, sheet) => pages + pagesOf(sheet), 0)).toBeLessThanOrEqual(20);
});
