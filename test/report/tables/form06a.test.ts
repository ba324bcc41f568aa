import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { type CountField, noSums, ProcedureCounts, type Sums } from "../../../functions/domain/counts.ts";
import type { Finding } from "../../../functions/domain/quality/finding.ts";
import { knownOf } from "../../../functions/domain/sums/known-counts.ts";
import { PairSums } from "../../../functions/domain/sums/pair-sums.ts";
import type { Appendix } from "../../../functions/report/report.ts";
import { form06aByField } from "../../../functions/report/tables/form06a.ts";
import { type Answers, workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, textsOf } from "../../helpers/data/composed.ts";
import { gappyProvinces, provinces } from "../../helpers/data/provinces.ts";
import { form06aAppendix } from "../../helpers/data/tables.ts";

/** The sums of one month that is all of its period. */
function pairOf(sums: Sums): PairSums {
  const pairs = new PairSums();
  pairs.add(knownOf(sums), true, { month: "2023-06", first: true, last: true });
  return pairs;
}

const PARTIES = { reporting: "UBND huyện A", receiving: ["Sở B", "Sở C"] };

const UNKNOWN = "chưa có số liệu";

const formOf = (answers: Answers, period: string): Appendix =>
  onSheet(form06aAppendix(composed(answers, period, ["brvt-qd-2023"]).composition, PARTIES), "Bieu 06a");

/** Columns (3) to (13) of the only row of this name. */
function columnsOf({ table }: Appendix, name: string): (number | string)[] {
  const [row, ...others] = table.rows.filter(({ cells }) => cells[1]?.text === name);
  if (row === undefined || others.length > 0) throw new Error(`${others.length + 1} rows of ${name}`);
  return row.cells.slice(2, 13).map((cell) => (cell.type === "count" ? cell.value : cell.text));
}

const WINDOWS = { "2023-04": "2023-03-15", "2023-05": "2023-04-15", "2023-06": "2023-05-15" } as const;

/** The sum of counts of one agency in one month, straight from what the province answered. */
function answered(
  answers: Answers,
  agency: string,
  month: keyof typeof WINDOWS,
  fields: readonly CountField[],
): number {
  const items = answers.counts.find((one) => one.agency === agency && one.from === WINDOWS[month])?.items;
  const rows = new Map(
    z
      .array(ProcedureCounts)
      .parse(items)
      .map((row) => [row.procedure, row]),
  );
  return [...rows.values()].reduce((sum, row) => sum + fields.reduce((all, field) => all + row[field], 0), 0);
}

test("the thirteen columns of an agency over a quarter, as its answers give them", () => {
  const answers = workedExample();
  const months = ["2023-04", "2023-05", "2023-06"] as const;
  const flow = (...fields: CountField[]): number =>
    months.reduce((sum, month) => sum + answered(answers, "Z1.H01", month, fields), 0);
  const opening = answered(answers, "Z1.H01", "2023-04", ["openingBacklog"]);
  const [online, onPaper] = [flow("onlineRemote", "onlineAssisted"), flow("counter", "postal")];
  const [early, onTime, late] = [flow("resolvedEarly"), flow("resolvedOnTime", "withdrawn"), flow("resolvedLate")];
  const inTime = answered(answers, "Z1.H01", "2023-06", ["pendingInTime"]);
  const overdue = answered(answers, "Z1.H01", "2023-06", ["pendingOverdue"]);

  expect(columnsOf(formOf(answers, "2023-Q2"), "UBND huyện Đảo Khỉ 1")).toEqual([
    ...[online + onPaper + opening, online, onPaper, opening],
    ...[early + onTime + late, early, onTime, late],
    ...[inTime + overdue, inTime, overdue],
  ]);
});

test("its columns are numbered below their titles, and days, unit and rules stand below the table", () => {
  const form = formOf(workedExample(), "2023-06");

  expect(textsOf(form.table.rows[0]).slice(0, 13)).toEqual(Array.from({ length: 13 }, (_, at) => `(${at + 1})`));
  expect(textsOf(form.table.rows[1]).slice(0, 2)).toEqual(["", "Toàn tỉnh"]);
  expect(form.table.columns.map(({ group }) => group).slice(2, 13)).toEqual([
    ...Array.from({ length: 4 }, () => "Số hồ sơ nhận giải quyết"),
    ...Array.from({ length: 4 }, () => "Số hồ sơ đã giải quyết"),
    ...Array.from({ length: 3 }, () => "Số hồ sơ đang giải quyết"),
  ]);
  expect(form.notes.join(" ")).toContain("Kỳ báo cáo từ ngày 15/5/2023 đến hết ngày 14/6/2023.");
  expect(form.notes.join(" ")).toContain("Đơn vị tính: Số hồ sơ TTHC.");
  expect(form.notes.join(" ")).toContain("Cột (9) gồm hồ sơ rút, trả lại (tổng số 91 hồ sơ).");
});

const mismatch = (findings: readonly Finding[], agencies: readonly string[], from: string): number =>
  findings
    .filter(({ rule, agency, window }) => rule === "flow-mismatch" && agencies.includes(agency) && window.from === from)
    .reduce((sum, { expected, actual }) => sum + Number(expected) - Number(actual), 0);

test("of a month, (3) is (7) + (11) up to what the findings say, for the province and every agency", () => {
  fc.assert(
    fc.property(provinces, (answers) => {
      const { composition } = composed(answers, "2023-05", ["brvt-qd-2023"]);
      const form = onSheet(form06aAppendix(composition, PARTIES), "Bieu 06a");
      const { findings, tree } = composition;
      const codes = [...new Set(answers.agencies.map(({ code }) => code))];
      const differenceOf = (name: string): number => {
        const [taken, , , , done, , , , pending] = columnsOf(form, name).map(Number);
        return (taken ?? Number.NaN) - (done ?? Number.NaN) - (pending ?? Number.NaN);
      };
      expect(differenceOf("Toàn tỉnh")).toBe(mismatch(findings, codes, "2023-04-15"));
      for (const { code, name } of tree.inForce) {
        const fed = codes.filter((one) => tree.successorOf(one, "2023-05-14")?.code === code);
        expect(differenceOf(name)).toBe(mismatch(findings, fed, "2023-04-15"));
      }
    }),
    { numRuns: 10 },
  );
});

test("the sums within a row hold for any counts and gaps, and what cannot be known is said", () => {
  fc.assert(
    fc.property(gappyProvinces, (answers) => {
      const rows = formOf(answers, "2023-Q2").table.rows.slice(1);
      expect(rows.flatMap(({ cells }) => cells.filter(({ type }) => type === "count")).length).toBeGreaterThan(50);
      for (const row of rows) {
        const [c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13] = row.cells
          .slice(2, 13)
          .map((cell) => (cell.type === "count" ? cell.value : null));
        const sum = (...parts: (number | null | undefined)[]): number | null =>
          parts.reduce<number | null>((all, part) => (all === null || part == null ? null : all + part), 0);
        expect([c3, c7, c11]).toEqual([sum(c4, c5, c6), sum(c8, c9, c10), sum(c12, c13)]);
        expect(row.cells.slice(2, 13).filter((cell) => cell.type === "text" && cell.text !== UNKNOWN)).toEqual([]);
      }
    }),
    { numRuns: 10 },
  );
});

test.each([
  ["first", "2023-03-15", { known: [1, 2, 4, 5, 6, 7, 8, 9, 10], unknown: [0, 3] }],
  ["last", "2023-05-15", { known: [0, 1, 2, 3, 4, 5, 6, 7], unknown: [8, 9, 10] }],
])(
  "a missing %s month leaves open what only it knows, for the agency and all that it is part of",
  (_, from, { known, unknown }) => {
    const answers = workedExample();
    // The example itself lacks one agency's June.
    answers.counts = answers.counts.map(({ status: _, ...one }) => ({ items: [], ...one }));
    const before = formOf(answers, "2023-Q2");
    answers.counts = answers.counts.filter((one) => !(one.agency === "Z1.H02" && one.from === from));
    const after = formOf(answers, "2023-Q2");

    for (const name of ["Toàn tỉnh", "UBND cấp huyện", "UBND huyện Đảo Khỉ 2"]) {
      const columns = columnsOf(after, name);
      expect(unknown.map((at) => columns[at])).toEqual(unknown.map(() => UNKNOWN));
      expect(known.map((at) => typeof columns[at])).toEqual(known.map(() => "number"));
    }
    for (const name of ["Sở, ban, ngành", "UBND huyện Đảo Khỉ 1", "Sở Thử nghiệm 1"]) {
      expect(columnsOf(after, name)).toEqual(columnsOf(before, name));
    }
  },
);

test("an agency without any month of the period has no number, and the lines above count what is missing", () => {
  const form = formOf(workedExample(), "2023-06");
  const missing = (name: string): string | undefined =>
    textsOf(form.table.rows.find(({ cells }) => cells[1]?.text === name)).at(-1);

  expect(columnsOf(form, "UBND xã Nghĩa Thắng 3")).toEqual(Array.from({ length: 11 }, () => UNKNOWN));
  expect(["UBND xã Nghĩa Thắng 3", "UBND cấp xã", "Toàn tỉnh", "UBND cấp huyện"].map(missing)).toEqual([
    "1",
    "1",
    "1",
    "0",
  ]);
});

test("one agency's form has a row for each field and their total, which is the agency's row of the synthesis", () => {
  const answers = workedExample();
  const { composition } = composed(answers, "2023-06", ["brvt-qd-2023"]);
  const agency = composition.tree.newest("Z1.H01");
  const [one, two] = [noSums(), noSums()];
  const items = answers.counts.find((given) => given.agency === "Z1.H01" && given.from === "2023-05-15")?.items;
  const rows = new Map(
    z
      .array(ProcedureCounts)
      .parse(items)
      .map((row) => [row.procedure, row]),
  );
  for (const [at, { procedure: _, ...counts }] of [...rows.values()].entries()) {
    const target: Sums = at % 2 === 0 ? one : two;
    for (const [field, value] of Object.entries(counts))
      Object.assign(target, { [field]: Reflect.get(target, field) + value });
  }
  if (agency === undefined) throw new Error("the example lacks Z1.H01");
  const form = form06aByField(
    composition,
    agency,
    new Map([
      ["Hộ tịch", pairOf(one)],
      ["Đất đai", pairOf(two)],
    ]),
    PARTIES,
  );

  expect(form.table.columns).toHaveLength(13);
  expect(form.table.rows.map((row) => textsOf(row).slice(0, 2))).toEqual([
    ["(1)", "(2)"],
    ["", "Tổng số"],
    ["1", "Hộ tịch"],
    ["2", "Đất đai"],
  ]);
  expect(columnsOf(form, "Tổng số")).toEqual(columnsOf(formOf(answers, "2023-06"), agency.name));
  expect(form.notes.join(" ")).toContain("Đơn vị báo cáo: UBND huyện A. Đơn vị nhận báo cáo: Sở B; Sở C.");
});

test("the form of an agency that has sent nothing says so, field by field", () => {
  const { composition } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);
  const agency = composition.tree.newest("Z1.X03");
  if (agency === undefined) throw new Error("the example lacks Z1.X03");
  const form = form06aByField(composition, agency, new Map(), PARTIES);

  expect(columnsOf(form, "Tổng số")).toEqual(Array.from({ length: 11 }, () => UNKNOWN));
  expect(form.notes.at(-1)).toBe("Chưa gồm số liệu của 01 tháng chưa có trong kỳ.");
});
