import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AgencyTree, type Level } from "../../../functions/domain/agency.ts";
import { figuresOf } from "../../../functions/domain/figures/figures.ts";
import { compositionOf } from "../../../functions/report/composition.ts";
import type { Appendix } from "../../../functions/report/report.ts";
import { levelTables } from "../../../functions/report/tables/units/levels.ts";
import { type Answers, workedExample } from "../../helpers/data/answers.ts";
import { type Composed, composed, onSheet, rowNamed, textsOf } from "../../helpers/data/composed.ts";
import { contextOf } from "../../helpers/data/tables.ts";

const LEVELS: readonly Level[] = ["so", "huyen", "xa"];
const QD = ["brvt-qd-2023"];

const tablesOf = ({ composition }: Pick<Composed, "composition">): Appendix[] =>
  LEVELS.flatMap((level) => levelTables(contextOf(composition), level));

const made = (answers: Answers = workedExample(), ids: readonly string[] = QD): Appendix[] =>
  tablesOf(composed(answers, "2023-06", ids));

/** The columns of figures.csv of the worked example, by name. */
const figures = readFileSync(new URL("../../fixtures/worked-example/figures.csv", import.meta.url), "utf8")
  .replace("\uFEFF", "")
  .split("\r\n")
  .map((line) =>
    line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replace(/^"|"$/g, "").replaceAll('""', '"')),
  );
const [header = [], ...lines] = figures;
const cell = (line: readonly string[], name: string): string => line[header.indexOf(name)] ?? "";

/** 100 × the mean of min(1, rate ÷ threshold), in an ordinary calculator's numbers. */
function scoreByHand(name: string): string {
  const judged = lines.filter(
    (line) =>
      cell(line, "scope") === "agency" &&
      cell(line, "name") === name &&
      cell(line, "goal") === "min" &&
      ["met", "not-due", "not-met"].includes(cell(line, "verdict")),
  );
  if (judged.length === 0) return "–";
  const reached = judged.map((line) => Math.min(1, Number(cell(line, "rate")) / Number(cell(line, "threshold"))));
  return ((100 * reached.reduce((sum, one) => sum + one)) / reached.length).toFixed(2).replace(".", ",");
}

test("every agency in force stands in its level's table with the score that its rows of figures.csv give", () => {
  const rows = made().flatMap(({ table }) => table.rows.filter(({ figure }) => figure?.scope === "agency"));
  const names = new Set(lines.filter((line) => cell(line, "scope") === "agency").map((line) => cell(line, "name")));
  expect(new Set(rows.map((row) => textsOf(row)[1]))).toEqual(names);
  for (const row of rows) {
    const [, name = ""] = textsOf(row);
    expect(textsOf(row).at(-3), name).toBe(scoreByHand(name));
  }
});

test("places are those of the level, with the places moved since the month before; an excepted agency has none", () => {
  const lastOf = (sheet: string) =>
    onSheet(made(), sheet)
      .table.rows.filter(({ figure }) => figure !== undefined)
      .map((row) => textsOf(row).slice(-3));
  // Sở 1: 10,36 of 50, 24,04 of 30, 50 of 60 and twice all; Thanh tra tỉnh is not bound.
  expect(lastOf("So nganh")).toEqual([
    ["–", "–", "–"],
    ["76,84", "2", "0"],
    ["84,92", "1", "0"],
    ["–", "–", "–"],
  ]);
  const [, ...communes] = lastOf("Cap xa");
  expect(communes.map(([, place]) => Number(place)).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const byScore = communes.toSorted(
    ([left = ""], [right = ""]) => Number(right.replace(",", ".")) - Number(left.replace(",", ".")),
  );
  expect(byScore.map(([, place]) => place)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  // What some have gained others have lost.
  expect(communes.reduce((sum, [, , moved]) => sum + Number(moved), 0)).toBe(0);
  expect(communes.map(([, , moved]) => moved)).toContain("+1");
});

test("communes stand under their districts while there are districts, numbered through", () => {
  const named = (appendix: Appendix) => appendix.table.rows.map((row) => textsOf(row).slice(0, 2));
  expect(named(onSheet(made(), "Cap xa")).slice(0, 8)).toEqual([
    ["", "UBND cấp xã"],
    ["", "Huyện Đảo Khỉ 1"],
    ["1", "UBND xã Nghĩa Thắng 1"],
    ["2", "UBND xã Nghĩa Thắng 3"],
    ["3", "UBND xã Nghĩa Thắng 5"],
    ["4", "UBND xã Nghĩa Thắng 7"],
    ["", "Huyện Đảo Khỉ 2"],
    ["5", "UBND xã Nghĩa Thắng 2"],
  ]);
  const answers = workedExample();
  answers.agencies = answers.agencies.filter(({ level }) => level !== "huyen");
  const [, ...communes] = named(onSheet(made(answers), "Cap xa"));
  expect(communes.map(([number]) => number)).toEqual(communes.map((_, at) => String(at + 1)));
});

test("a commune whose district is not in force comes before the districts, under none of their names", () => {
  const answers = workedExample();
  for (const agency of answers.agencies) if (agency.code === "Z1.X04") agency.parentCode = null;
  const names = onSheet(made(answers), "Cap xa").table.rows.map((row) => textsOf(row)[1]);
  expect(names.slice(0, 3)).toEqual(["UBND cấp xã", "UBND xã Nghĩa Thắng 4", "Huyện Đảo Khỉ 1"]);
});

test("nobody is placed where all have the same score", () => {
  const { composition } = composed(workedExample(), "2023-06", QD);
  const scores = new Map([...composition.scores].map(([code, one]) => [code, { ...one, rank: 1, moved: 0 }]));
  const tables = tablesOf({ composition: { ...composition, scores } });
  expect(composition.scores.size).toBeGreaterThan(2);
  for (const { table } of tables) expect(table.columns.map(({ group = "" }) => group)).not.toContain("Xếp hạng chung");
  expect(tables[0]?.notes.join(" ")).toContain(
    "có điểm bằng nhau nên đồng hạng 1; điểm, hạng của từng cơ quan có trong tệp Excel kèm theo.",
  );
});

test("nobody is placed in a level where many share two scores, and others are placed in theirs", () => {
  const { composition } = composed(workedExample(), "2023-06", QD);
  const isCommune = (code: string): boolean => composition.tree.newest(code)?.level === "xa";
  const [first] = [...composition.scores.keys()].filter(isCommune);
  const scores = new Map(
    [...composition.scores].map(([code, one]) => [
      code,
      isCommune(code) ? { ...one, rank: code === first ? 1 : 2 } : one,
    ]),
  );
  const tables = tablesOf({ composition: { ...composition, scores } });
  const placed = tables.map(({ table }) => table.columns.some(({ group }) => group === "Xếp hạng chung"));
  expect(placed).toEqual([true, true, false]);
  expect(tables.at(-1)?.notes.join(" ")).toMatch(
    /\d\d cơ quan được tính điểm có 02 mức điểm, bằng điểm thì đồng hạng; điểm, hạng/,
  );
});

test("the rule of the score and who has too few dossiers for one are said under the table", () => {
  const { composition } = composed(workedExample(), "2023-06", QD);
  const { regime } = composition.province;
  const strict = compositionOf({
    ...composition,
    province: { ...composition.province, regime: { ...regime, smallest: 1_000_000 } },
  });
  const [table] = tablesOf({ composition: strict });
  expect(table?.notes.join(" ")).toContain(
    "Không có cơ quan nào đủ điều kiện tính điểm (tiếp nhận từ 1.000.000 hồ sơ từ đầu năm).",
  );
  expect(table?.notes.at(-1)).toMatch(/^Tiếp nhận dưới 1\.000\.000 hồ sơ từ đầu năm.*Sở Thử nghiệm 1/);
  expect(table?.table.columns.map(({ title }) => title)).not.toContain("Điểm");
});

test("a regime without scores has neither their columns nor their rule", () => {
  const { composition } = composed(workedExample(), "2023-06", QD);
  const { regime } = composition.province;
  const province = { ...composition.province, regime: { ...regime, scored: false } };
  const off = compositionOf({ ...composition, province });
  expect(off.scores.size).toBe(0);
  for (const { table, notes } of tablesOf({ composition: off })) {
    expect(table.columns.map(({ title }) => title)).not.toContain("Điểm");
    expect(notes.join(" ")).not.toContain("Điểm");
  }
});

test("nobody has moved in January: no column of places moved, and a sentence why", () => {
  const { composition } = composed(workedExample(), "2023-06", QD);
  const inputs = { ...composition.inputs, period: "2023-01", months: ["2023-01"] };
  const tree = new AgencyTree(inputs.lists, "2023-01-14");
  const january = compositionOf({ ...composition, inputs, tree, figures: figuresOf(inputs, tree) });
  const tables = tablesOf({ composition: january });
  const ranked = tables
    .flatMap(({ table }) => table.rows)
    .map(textsOf)
    .filter((texts) => /^\d+$/.test(texts.at(-1) ?? ""));
  expect(ranked.length).toBeGreaterThan(10);
  for (const { table } of tables) expect(table.columns.at(-1)?.title).toBe("Hạng");
  expect(tables[0]?.notes.join(" ")).toContain("Kỳ đầu tiên trong năm nên không có xếp hạng trước để so sánh.");
});

test("more than ten targets stand under their numbers in two parts, whose notes say where the numbers are told; every one is judged", () => {
  const all = ["brvt-kh92-2021", ...QD];
  const { composition, targets } = composed(workedExample(), "2023-06", all);
  const [first, second] = levelTables(contextOf(composition), "so");
  expect([first?.sheet, second?.sheet]).toEqual(["So nganh phần 1", "So nganh phần 2"]);
  const groups = [first, second].flatMap((one) => one?.table.columns.map(({ group }) => group) ?? []);
  for (const [at] of targets.entries()) {
    expect(groups.filter((group) => group === `CT ${at + 1}`)).toHaveLength(2);
  }
  for (const one of [first, second]) {
    expect(one?.notes.join(" ")).toContain("CT: chỉ tiêu theo số thứ tự của bảng Tổng hợp kết quả thực hiện chỉ tiêu.");
  }
  expect(first?.table.rows.map((row) => textsOf(row)[1])).toEqual(second?.table.rows.map((row) => textsOf(row)[1]));
});

test("a target keeps its number of the report where the level is not bound by those before it", () => {
  const rows = rowNamed(onSheet(made(workedExample(), ["dongnai-kh109-2022"]), "Cap xa"), "UBND xã Nghĩa Thắng 1");
  const numbers = Object.keys(rows).flatMap((name) => /^CT (\d+)\|/.exec(name)?.[1] ?? []);
  // Payments, redesigned services, identified users and digitised results bind no commune.
  expect([...new Set(numbers)]).toEqual(["1", "2", "3", "8", "9", "10"]);
});
