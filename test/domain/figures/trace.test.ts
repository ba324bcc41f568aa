import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../../functions/domain/agency.ts";
import type { CountRows } from "../../../functions/domain/counts.ts";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { judgedIndicator } from "../../../functions/domain/figures/per-procedure.ts";
import { pairsFeeding, traceCounts, traceMeasures } from "../../../functions/domain/figures/trace.ts";
import { isMeasured } from "../../../functions/domain/indicator.ts";
import { monthsOf, windowOfMonth, yearToDateOf } from "../../../functions/domain/period.ts";
import { ProcedureCatalogue } from "../../../functions/domain/procedure.ts";
import { proceduresOf } from "../../../functions/domain/scope.ts";
import { type Answers, coarseIn, computed, usable, workedExample } from "../../helpers/data/answers.ts";
import { coarsened } from "../../helpers/data/coarsened.ts";
import { agency, catalogueRow, countsRow } from "../../helpers/data/made.ts";
import { provinces } from "../../helpers/data/provinces.ts";

const catalogue = loadCatalogue(new URL("../../../templates/", import.meta.url));
const PERIOD = "2023-06";
const programmes = [
  ...["ba-ria-vung-tau", "dong-nai", "quang-tri"].flatMap(catalogue.programmes),
  ...catalogue.national(),
];
const indicators = new Map(
  programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
);
const question = { province: "ba-ria-vung-tau", period: PERIOD, programmes, indicators };

/** What agencies have answered, as it came. */
function answersIn(answers: Answers, code: string, month: string): CountRows[] {
  const { from } = windowOfMonth(month, "nd09");
  const coarse = coarseIn(answers, code, from);
  if (coarse.length > 0) return [coarse];
  const rows = usable(answers, code, from);
  return rows === null ? [] : [rows];
}

/** What the rows of every figure come to, beside what was published. */
function compared(answers: Answers) {
  const { figures, inputs } = computed(answers, question);
  const { lists, catalogues, measures } = inputs;
  const { to } = windowOfMonth(PERIOD, "nd09");
  const tree = new AgencyTree(lists, to);
  const procedures = new ProcedureCatalogue(catalogues.get(to) ?? [], tree, to);
  return figures.map((row: FigureRow) => {
    const target = programmes.find(({ id }) => id === row.programme)?.targets.find(({ id }) => id === row.target);
    const base = target === undefined ? undefined : indicators.get(target.indicator);
    if (target === undefined || base === undefined) throw new RangeError(row.target);
    const indicator = judgedIndicator(target, base);
    const scope = { kind: row.scope, code: row.code, name: row.name, level: row.level };
    const published = { numerator: row.numerator, denominator: row.denominator };
    if (isMeasured(indicator)) {
      const rows = traceMeasures(indicator, scope, to, measures.get(to) ?? [], lists, tree);
      const known = rows.flatMap(({ share }) => share ?? []);
      return { row, published, rows: known, isReported: known.length > 0 };
    }
    const months = row.basis === "as-of" ? [] : row.basis === "year" ? yearToDateOf(PERIOD) : monthsOf(PERIOD);
    const pairs = pairsFeeding(scope, months, "nd09", lists, tree);
    const given = pairs.map((pair) => ({ ...pair, answers: answersIn(answers, pair.agency, pair.month) }));
    const own = proceduresOf(scope, procedures, tree);
    const { rows, total } = traceCounts(indicator, own, months, given);
    return { row, published, rows: rows.map(({ share }) => share), isReported: total !== null };
  });
}

function expectSums(answers: Answers): number {
  const all = compared(answers);
  for (const { row, published, rows, isReported } of all) {
    const sum = (of: "numerator" | "denominator") => rows.reduce((total, one) => total + one[of], 0);
    const about = `${row.target} ${row.scope} ${row.code} ${row.basis}`;
    const numerator = isReported ? sum("numerator") : null;
    const denominator = row.unit === "count" || !isReported ? null : sum("denominator");
    expect({ about, numerator, denominator }).toEqual({ about, ...published });
  }
  return all.length;
}

describe("the rows of every figure add up to its numerator and denominator", () => {
  test("in the worked example", () => {
    expect(expectSums(workedExample())).toBeGreaterThan(200);
  });

  test("where some agencies tell fields or the whole alone", () => {
    const { agencies } = workedExample();
    const [first = "", second = "", third = ""] = agencies.map(({ code }) => code);
    expectSums(coarsened(workedExample(), { [first]: "field", [second]: "unit", [third]: "field" }));
  });

  test("whatever the counts", () => {
    fc.assert(
      fc.property(provinces, (answers) => void expectSums(answers)),
      { numRuns: 4 },
    );
  });
});

const FILING = catalogue.indicator("online-filing");
const USED = catalogue.indicator("active-services");
const PROCEDURES = [
  catalogueRow({ code: "1" }),
  catalogueRow({ code: "2" }),
  catalogueRow({ code: "3", service: "information" }),
];
const MONTHS = ["2023-01", "2023-02", "2023-03"];
const at = (month: string, ...rows: CountRows[]) => ({ agency: "X1", month, answers: rows });
const ANSWERS = [
  at("2023-01", [countsRow("1", { onlineRemote: 3, counter: 7 }), countsRow("9", { postal: 2 })]),
  at("2023-02"),
  at("2023-03", [countsRow("1", { onlineAssisted: 1, counter: 4 }), countsRow("3", { onlineRemote: 5 })]),
];

test("dossiers: every procedure that had some with its counts, one outside the catalogue too, and each month", () => {
  const { fields, months, rows, total } = traceCounts(FILING, PROCEDURES, MONTHS, ANSWERS);
  expect(fields).toEqual(["onlineRemote", "onlineAssisted", "counter", "postal"]);
  expect(rows).toEqual([
    { grain: "procedure", code: "1", counts: [3, 1, 11, 0], share: { numerator: 4, denominator: 15 } },
    { grain: "procedure", code: "3", counts: [5, 0, 0, 0], share: { numerator: 5, denominator: 5 } },
    { grain: "procedure", code: "9", counts: [0, 0, 0, 2], share: { numerator: 0, denominator: 2 } },
  ]);
  expect(total).toEqual({ numerator: 9, denominator: 22 });
  expect(months).toEqual([
    {
      agency: "X1",
      month: "2023-01",
      state: "counted",
      counts: [3, 0, 7, 2],
      share: { numerator: 3, denominator: 12 },
    },
    { agency: "X1", month: "2023-02", state: "missing", counts: [null, null, null, null], share: null },
    {
      agency: "X1",
      month: "2023-03",
      state: "counted",
      counts: [5, 1, 4, 0],
      share: { numerator: 6, denominator: 10 },
    },
  ]);
});

test("procedures: each of the catalogue once, whether it had dossiers or not", () => {
  const { rows, total } = traceCounts(USED, PROCEDURES, MONTHS, ANSWERS);
  expect(rows.map(({ code, share }) => [code, share.numerator, share.denominator])).toEqual([
    ["1", 1, 1],
    ["2", 0, 1],
  ]);
  expect(total).toEqual({ numerator: 1, denominator: 2 });
});

test("where no month was answered nothing is a row, and the sum is none, not 0", () => {
  for (const indicator of [FILING, USED]) {
    expect(traceCounts(indicator, PROCEDURES, MONTHS, [at("2023-01")])).toMatchObject({ rows: [], total: null });
  }
});

test("an ended agency's counts are its only successor's", () => {
  const old = { ...agency("X0", "UBND xã C", "xa"), validTo: "2023-01-31", successors: ["X1"] };
  const lists = new Map(
    MONTHS.flatMap((month) => Object.values(windowOfMonth(month, "nd09"))).map((day) => [
      day,
      [agency("X1", "UBND xã A", "xa"), ...(day <= "2023-01-31" ? [old] : [])],
    ]),
  );
  const tree = new AgencyTree(lists, "2023-03-14");
  const pairs = pairsFeeding({ kind: "agency", code: "X1" }, MONTHS, "nd09", lists, tree);
  expect(pairs.map(({ agency: code, month }) => `${code} ${month}`)).toEqual([
    ...["X0 2023-01", "X1 2023-01", "X0 2023-02", "X1 2023-02", "X1 2023-03"],
  ]);
});
