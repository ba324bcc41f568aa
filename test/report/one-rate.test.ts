import { expect, test } from "vitest";
import { ProcedureCounts } from "../../functions/domain/counts.ts";
import type { Report } from "../../functions/report/report.ts";
import { filingTable } from "../../functions/report/tables/filing.ts";
import { lineSheet, linesOf } from "../../functions/report/tables/lines.ts";
import { summarySheet } from "../../functions/report/tables/targets/summary.ts";
import type { WorkbookSheet } from "../../functions/report/workbook.ts";
import { workedExample } from "../helpers/data/answers.ts";
import { type Composed, composed, onSheet, rowNamed, sectionsOf, textsOf } from "../helpers/data/composed.ts";
import { contextOf } from "../helpers/data/tables.ts";

const FROM = "2023-05-15";

/** The worked example (744 of 3.438 from afar in June) with so many more dossiers of one procedure. */
function withMore(remote: number, onPaper: number): Composed {
  const answers = workedExample();
  const answer = answers.counts.find(({ from, items }) => from === FROM && (items?.length ?? 0) > 0);
  const row = ProcedureCounts.parse(answer?.items?.[0]);
  const more = { ...row, onlineRemote: row.onlineRemote + remote, counter: row.counter + onPaper };
  answer?.items?.splice(0, 1, more);
  return composed(answers, "2023-06", ["brvt-qd-2023"]);
}

/** 49.996 of 100.000, where the month before had 19,820151%. */
const close = (): Composed => withMore(49_996 - 744, 100_000 - 3_438 - (49_996 - 744));

const wordsOf = (report: Report): string => JSON.stringify(report.body);

/** The cell of a title in the sheet's first row of the province. */
function provinceCell({ columns, rows }: WorkbookSheet, group: string | undefined, title: string) {
  const at = columns.findIndex((column) => column.group === group && column.title === title);
  const row = rows.find(({ cells }) => cells.some((cell) => cell.type === "text" && cell.text === "Toàn tỉnh"));
  const cell = row?.cells[at];
  if (cell?.type !== "formula") throw new Error(`no formula ${title}`);
  return cell;
}

test("a rate has the same digits in sentences, tables, pictures and the workbook, and so has its difference", () => {
  const one = close();
  const { composition } = one;
  const signed = wordsOf(sectionsOf(one, "cntt").report);
  const { report } = sectionsOf(one, "phu-luc");
  const words = `${signed}${wordsOf(report)}`;
  expect(signed).toContain('"49,996"');
  expect(signed).toContain('"text":"+30,176"');
  expect(words).toContain('"text":"49,996%","threshold"');
  expect(words).not.toContain("30,18");

  const { rows } = onSheet(report.appendices, "Tong hop").table;
  const printed = textsOf(rows.find(({ cells }) => cells[1]?.text === "Toàn tỉnh"));
  expect(printed.slice(4, 7)).toEqual(["49,996", "19,82", "+30,176"]);
  const filing = rowNamed(onSheet(report.appendices, "Tiep nhan"), "Toàn tỉnh");
  expect(filing["Nộp trực tuyến từ xa|Tỷ lệ (%)"]).toBe("49,996");
  expect(filing["Nộp trực tuyến từ xa|± so với tháng trước (điểm %)"]).toBe("+30,176");

  const summary = summarySheet(contextOf(composition), null, "").sheet;
  expect(provinceCell(summary, "Trong kỳ", "Tỷ lệ (%)")).toMatchObject({ result: 49.996, decimals: 3 });
  expect(provinceCell(summary, undefined, "± kỳ trước (điểm %)")).toMatchObject({ result: 30.176, decimals: 3 });
  const context = contextOf(composition);
  const sheet = lineSheet(context, filingTable(context), linesOf(composition, "each"), "");
  expect(provinceCell(sheet, "Nộp trực tuyến từ xa", "± so với tháng trước (điểm %)")).toMatchObject({
    result: 30.176,
    decimals: 3,
  });
});

test("a percentage is printed without a blank", () => {
  const { report } = sectionsOf(close(), "cntt");
  const words = JSON.stringify(report);
  expect(words.match(/\d%/gu)?.length).toBeGreaterThan(100);
  expect(words.match(/\d\s+%/gu)).toBeNull();
});

test("one dossier that is missing to all is seen where the target is a hundred percent", () => {
  // 199.996 of 200.000 online: the example's others are taken as they are.
  const { composition } = withMore(0, 0);
  const online = composition.figures.rows.find(
    ({ target, scope }) => target === "online-filing" && scope === "province",
  );
  const [numerator, denominator] = [online?.numerator ?? 0, online?.denominator ?? 0];
  const lacking = denominator - numerator;
  const { report } = sectionsOf(withMore(lacking * 100_000, 0), "cntt");
  const summary = report.body.flatMap((block) => (block.type === "table" ? block.table.rows : []));
  const month = textsOf(summary.find(({ figure }) => figure?.target === "online-filing"))[2];
  expect(month).toBe("99,999");
});

test("a rate that two targets hold against thresholds of their own has the digits that both need, under either", () => {
  const { targets } = composed(workedExample(), "2023-06", ["quangtri-cv90-2021"]);
  const limits = targets
    .filter(({ indicator }) => indicator.id === "full-services")
    .map(({ rows }) => rows.find(({ scope }) => scope === "province")?.limits);
  expect(limits).toEqual([
    [50, 80],
    [50, 80],
  ]);
  const counted = targets.filter(({ target }) => target.unit === "count").flatMap(({ rows }) => rows);
  expect(counted.map(({ limits: held }) => held)).toEqual(counted.map(() => [100]));
});
