import { expect, test } from "vitest";
import { LEVELS } from "../../../functions/domain/agency.ts";
import { printedEarlier } from "../../../functions/report/printed-rate.ts";
import type { Appendix } from "../../../functions/report/report.ts";
import { summaryAppendix } from "../../../functions/report/tables/targets/appendices.ts";
import { unitSheet } from "../../../functions/report/tables/targets/sheets.ts";
import { areaTables, levelTables } from "../../../functions/report/tables/units/levels.ts";
import { points, printed } from "../../../functions/report/tables/value.ts";
import type { WorkbookCell, WorkbookSheet } from "../../../functions/report/workbook.ts";
import { type Answers, workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, textsOf } from "../../helpers/data/composed.ts";
import { contextOf } from "../../helpers/data/tables.ts";

const REMOTE = "CT 1";

/** The worked example where sở 1 has sent nothing all year, and sở 2 in no month any dossier. */
function quiet(): Answers {
  const answers = workedExample();
  answers.counts = answers.counts.filter(({ agency }) => agency !== "Z1.S01");
  for (const answer of answers.counts) if (answer.agency === "Z1.S02") answer.items = [];
  return answers;
}

function cellsBy(appendix: Appendix, name: string): Readonly<Record<string, string>> {
  const row = appendix.table.rows.find(({ cells }) => cells.some((cell) => cell.text === name));
  const texts = textsOf(row);
  return Object.fromEntries(
    appendix.table.columns.map(({ group = "", title }, at) => [`${group}|${title}`, texts[at] ?? ""]),
  );
}

test("a rate is a rate, a share of nothing KPS, no data CCSL, and every table says what that means", () => {
  const { composition } = composed(quiet(), "2023-06", ["brvt-qd-2023"]);
  const tables = [
    ...LEVELS.flatMap((level) => levelTables(contextOf(composition), level)),
    ...areaTables(contextOf(composition)),
  ];
  const table = onSheet(tables, "So nganh");
  const rateOf = (name: string): string | undefined => cellsBy(table, name)[`${REMOTE}|Tỷ lệ (%)`];

  expect(rateOf("Sở Thử nghiệm 1")).toBe("CCSL");
  expect(rateOf("Sở Thử nghiệm 2")).toBe("KPS");
  expect(rateOf("Thanh tra tỉnh")).toMatch(/^\d+,\d\d$/);
  for (const { notes } of tables) {
    expect(notes.join(" ")).toContain("K không phát sinh (KPS); S chưa có số liệu (CCSL, không phải là số 0)");
  }
  expect(summaryAppendix(contextOf(composition)).notes.join(" ")).toContain(
    "CCSL: chưa có số liệu (không phải là số 0); KPS: không phát sinh (mẫu số bằng 0)",
  );
});

test("a rate of zero is printed as a rate", () => {
  const answers = quiet();
  const [row] = answers.counts.find(({ agency }) => agency === "Z1.H01")?.items ?? [];
  const zeros = Object.entries(Object(row)).map(([name, value]) => [name, name === "procedure" ? value : 0]);
  for (const answer of answers.counts) {
    if (answer.agency === "Z1.S02") answer.items = [{ ...Object.fromEntries(zeros), counter: 3 }];
  }
  const { composition } = composed(answers, "2023-06", ["brvt-qd-2023"]);
  const cells = cellsBy(onSheet(levelTables(contextOf(composition), "so"), "So nganh"), "Sở Thử nghiệm 2");

  expect(cells[`${REMOTE}|Tỷ lệ (%)`]).toBe("0,00");
});

/** What a row of the workbook's first target shows of an agency, by the titles over it. */
function shownBy({ columns, rows }: WorkbookSheet, code: string): Readonly<Record<string, unknown>> {
  const row = rows.find(({ figure }) => figure?.scope === "agency" && figure.code === code);
  return Object.fromEntries(
    columns.map(({ group = "", title }, at) => {
      const cell = row?.cells[at];
      return [`${group}|${title}`, cell?.type === "formula" ? cell.result : cell?.type === "text" ? cell.text : null];
    }),
  );
}

test("numbers that are not known are not written as nothing, and one that cannot be compared stays a dash", () => {
  const { composition } = composed(quiet(), "2023-06", ["brvt-qd-2023"]);
  const agencies = composition.tree.inForce.filter(({ level }) => level === "so");
  const { sheet } = unitSheet(contextOf(composition), agencies, { about: "", isWhole: true });

  expect(shownBy(sheet, "Z1.S01")).toMatchObject({
    "Trong kỳ|Tử số": "CCSL",
    "Trong kỳ|Mẫu số": "CCSL",
    "Trong kỳ|Tỷ lệ (%)": "CCSL",
    "|Kỳ trước (%)": "–",
    "|± kỳ trước (điểm %)": "–",
    "Lũy kế (tại ngày chốt)|Tử số": "CCSL",
    "|Đánh giá": "Chưa có số liệu",
    "|Còn thiếu": "–",
    "|Hạng": "–",
  });
  expect(shownBy(sheet, "Z1.S02")).toMatchObject({
    "Trong kỳ|Tử số": 0,
    "Trong kỳ|Tỷ lệ (%)": "KPS",
    "|Đánh giá": "Không phát sinh",
  });
});

test("a target that is judged by its number alone has no denominator and no rate", () => {
  const { composition, targets } = composed(workedExample(), "2023-06", ["quangtri-cv90-2021"]);
  const counted = targets.filter(({ target }) => target.unit === "count");
  const cells = cellsBy(summaryAppendix(contextOf({ ...composition, targets: counted })), "Toàn tỉnh");

  expect(cells["Lũy kế (tại ngày chốt)|Tử số"]).toMatch(/^\d+$/);
  expect(cells["Lũy kế (tại ngày chốt)|Mẫu số"]).toBe("–");
  expect(cells["Lũy kế (tại ngày chốt)|Tỷ lệ (%)"]).toBe("–");
});

test("the summary prints the difference from the period before in percentage points, from the exact rates", () => {
  const { composition } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);

  // figures.csv of the worked example: 21.640489 after 19.820151; nothing of the year before.
  expect(cellsBy(summaryAppendix(contextOf(composition)), "Toàn tỉnh")).toMatchObject({
    "Trong kỳ|Tỷ lệ (%)": "21,64",
    "|Kỳ trước (%)": "19,82",
    "|± kỳ trước (điểm %)": "+1,82",
    "|Cùng kỳ (%)": "–",
    "|± cùng kỳ (điểm %)": "–",
  });
});

test.each([
  [21_640_489n, 19_820_151n, "+1,82"],
  [19_820_151n, 21_640_489n, "-1,82"],
  // 71,62 less 69,72 as they are printed, though 1,891 lie between them.
  [71_615_000n, 69_724_000n, "+1,90"],
  [50_004_000n, 50_000_000n, "0,00"],
  [99_995_000n, 98_120_000n, "+1,875"],
  [0n, 100_000_000n, "-100,00"],
])("%s millionths of a percent after %s is a difference of %s", (now, before, expected) => {
  expect(printed(points(printedEarlier(now, []), printedEarlier(before, []))).text).toBe(expected);
});

test("the summary prints what the months left must reach, a dash where nothing is asked of them", () => {
  const { composition } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);
  const { table } = summaryAppendix(contextOf(composition));
  const at = table.columns.findIndex(({ title }) => title === "Tỷ lệ cần đạt (%)");
  const needed = table.rows
    .filter(({ figure }) => figure?.scope === "province")
    .map(({ figure, cells }) => [figure?.target, cells[at]?.text]);

  // figures.csv of the worked example; online-filing is to be striven for, the other dashes are reached or no flow.
  expect(needed).toEqual([
    ["remote-filing", "88,72"],
    ["online-filing", "–"],
    ["online-payments", "30,58"],
    ["payable-procedures", "–"],
    ["paid-procedures", "–"],
    ["paid-online-dossiers", "31,40"],
  ]);
});

/** The cells of an agency's first target in a sheet of its level, by their titles. */
function levelCells(answers: Answers, code: string): Readonly<Record<string, WorkbookCell | undefined>> {
  const { composition } = composed(answers, "2023-06", ["brvt-qd-2023"]);
  const agencies = composition.tree.inForce.filter(({ level }) => level === "so");
  const { columns, rows } = unitSheet(contextOf(composition), agencies, { about: "", isWhole: true }).sheet;
  const row = rows.find(({ figure }) => figure?.scope === "agency" && figure.code === code);
  return Object.fromEntries(columns.map(({ title }, at) => [title, row?.cells[at]]));
}

test("the workbook's needed rate counts the months that have been answered, its pace those that are left", () => {
  const answers = workedExample();
  const silent = answers.counts.find(({ agency, items }) => agency === "Z1.S01" && items !== undefined);
  answers.counts = answers.counts.filter((one) => one !== silent);

  for (const [given, months] of [[workedExample(), 6] as const, [answers, 5] as const]) {
    const cells = levelCells(given, "Z1.S01");
    const [number, whole, short] = ["Tử số", "Mẫu số", "Còn thiếu"].map((title) => {
      const cell = cells[title];
      return cell?.type === "formula" ? Number(cell.result) : Number.NaN;
    });
    if (number === undefined || whole === undefined || short === undefined) throw new Error("no numbers");
    const expected = (whole * 5) / months;
    const needed = (50 * (whole + expected) - 100 * number) / expected;
    expect(cells["Tỷ lệ cần đạt (%)"]).toMatchObject({ type: "formula", result: expect.closeTo(needed, 10) });
    expect(cells["Mỗi tháng cần thêm"]).toMatchObject({ type: "formula", result: Math.ceil(short / 5) });
  }
});
