import { describe, expect, test } from "vitest";
import { type Agency, AgencyTree } from "../../functions/domain/agency.ts";
import { carryOverFindings } from "../../functions/domain/carryover.ts";
import type { ProcedureCounts } from "../../functions/domain/counts.ts";
import { digestOf, noSums } from "../../functions/domain/digest.ts";
import { windowOfMonth } from "../../functions/domain/period.ts";
import { Catalogue, type Procedure } from "../../functions/domain/procedure.ts";
import { answerFindings, measureFindings } from "../../functions/domain/quality.ts";

const agency = (code: string, more: Partial<Agency> = {}): Agency => ({
  code,
  name: `Sở ${code}`,
  level: "so",
  parentCode: null,
  validFrom: "2010-01-01",
  validTo: null,
  successors: [],
  ...more,
});

const procedure = (code: string, owner: string): Procedure => ({
  code,
  name: code,
  field: "Hộ tịch",
  level: "so",
  owner,
  service: "full",
  eligible: "full",
  published: true,
  integrated: true,
  internal: false,
  fee: true,
  payableOnline: true,
  postalIntake: true,
  postalReturn: true,
  redesigned: false,
});

const row = (code: string, more: Partial<ProcedureCounts> = {}): ProcedureCounts => ({
  ...noSums(),
  procedure: code,
  ...more,
});

const window = windowOfMonth("2023-02", "nd09");
const earlier = windowOfMonth("2023-01", "nd09");
const old = agency("A", { validTo: "2023-01-20", successors: ["B"] });
const treeOf = (before: readonly Agency[], now: readonly Agency[]) =>
  new AgencyTree(
    new Map([
      [earlier.from, before],
      [earlier.to, before],
      [window.from, now],
      [window.to, now],
    ]),
    window.to,
  );

describe("a procedure's place", () => {
  const tree = treeOf([old, agency("B")], [agency("B"), agency("C")]);
  const found = (code: string, owner: string, by: string) =>
    answerFindings([row(code)], "final", {
      agency: by,
      window,
      catalogue: new Catalogue([procedure("1", owner)], tree),
      tree,
    });

  test("is right at the heir of the agency that the catalogue still names", () => {
    expect(found("1", "A", "B")).toEqual([]);
  });
  test("is wrong at any other agency, and at none if the catalogue does not know it", () => {
    expect(found("1", "A", "C")).toMatchObject([
      { rule: "procedure-misplaced", expected: "owner C", actual: "owner A" },
    ]);
    expect(found("2", "A", "B")).toMatchObject([{ rule: "procedure-unknown", actual: "absent" }]);
  });
});

describe("backlog carried over", () => {
  const digests = (rows: Record<string, readonly ProcedureCounts[]>) => (code: string, month: string) => {
    const found = rows[`${code} ${month}`];
    return found === undefined ? undefined : digestOf(found, []);
  };
  const check = (before: readonly Agency[], now: readonly Agency[], rows: Record<string, readonly ProcedureCounts[]>) =>
    carryOverFindings({
      months: ["2023-02"],
      scheme: "nd09",
      lists: new Map([
        [earlier.from, before],
        [earlier.to, before],
        [window.from, now],
        [window.to, now],
      ]),
      tree: treeOf(before, now),
      digests: digests(rows),
    });
  const waiting = [row("1", { pendingInTime: 3, pendingOverdue: 2 })];
  const opens = (backlog: number) => [row("1", { openingBacklog: backlog })];

  test("of a single successor is its own and that of the agency that ended", () => {
    const rows = { "A 2023-01": waiting, "B 2023-01": waiting };
    expect(check([old, agency("B")], [agency("B")], { ...rows, "B 2023-02": opens(10) })).toEqual([]);
    expect(check([old, agency("B")], [agency("B")], { ...rows, "B 2023-02": opens(5) })).toMatchObject([
      { rule: "carry-over-mismatch", agency: "B", procedure: "1", expected: "10", actual: "5" },
    ]);
  });
  test("of a new successor is that of the agency that ended alone", () => {
    expect(check([old], [agency("B")], { "A 2023-01": waiting, "B 2023-02": opens(5) })).toEqual([]);
  });
  test("is not checked where one of the months is missing", () => {
    expect(check([old, agency("B")], [agency("B")], { "B 2023-01": waiting, "B 2023-02": opens(1) })).toEqual([]);
    expect(check([agency("B")], [agency("B")], { "B 2023-02": opens(1) })).toEqual([]);
  });
  test("of a row that is not there counts 0 on either side", () => {
    expect(check([agency("B")], [agency("B")], { "B 2023-01": waiting, "B 2023-02": [] })).toMatchObject([
      { expected: "5", actual: "0" },
    ]);
    expect(check([agency("B")], [agency("B")], { "B 2023-01": [], "B 2023-02": opens(4) })).toMatchObject([
      { expected: "0", actual: "4" },
    ]);
  });
  test("of an agency that splits is checked nowhere", () => {
    const split = agency("A", { validTo: "2023-01-20", successors: ["B", "C"] });
    const rows = { "A 2023-01": waiting, "B 2023-01": waiting, "B 2023-02": opens(5) };
    expect(check([split, agency("B")], [agency("B")], rows)).toEqual([]);
  });
  test("of a code that is in force again is never handed on", () => {
    const paused = agency("A", { successors: ["B"] });
    const lists = new Map([
      [earlier.from, [paused, agency("B")]],
      [earlier.to, [paused, agency("B")]],
      [window.from, [agency("B")]],
      [window.to, [agency("B")]],
      ["2023-03-14", [paused, agency("B")]],
    ]);
    const rows = { "A 2023-01": waiting, "B 2023-01": waiting, "B 2023-02": opens(5) };
    const tree = new AgencyTree(lists, "2023-03-14");
    expect(carryOverFindings({ months: ["2023-02"], scheme: "nd09", lists, tree, digests: digests(rows) })).toEqual([]);
  });
});

test("a part that exceeds its whole names its relation, each relation on its own", () => {
  const tree = treeOf([agency("B")], [agency("B")]);
  const rows = [
    row("1", {
      counter: 5,
      resolvedOnTime: 2,
      withdrawn: 3,
      resolvedOnline: 3,
      digitisedResults: 4,
      returnedPostal: 3,
      feeDossiers: 6,
      paidOnlineDossiers: 7,
      payments: 1,
      onlinePayments: 2,
    }),
  ];
  const found = answerFindings(rows, "final", {
    agency: "B",
    window,
    catalogue: new Catalogue([procedure("1", "B")], tree),
    tree,
  });

  expect(found.map(({ rule, relation, expected, actual }) => [rule, relation, expected, actual])).toEqual([
    ["part-exceeds-whole", "resolvedOnline > resolved", "2", "3"],
    ["part-exceeds-whole", "digitisedResults > resolved", "2", "4"],
    ["part-exceeds-whole", "returned > resolved", "2", "3"],
    ["part-exceeds-whole", "paidOnlineDossiers > feeDossiers", "6", "7"],
    ["part-exceeds-whole", "feeDossiers > received", "5", "6"],
    ["part-exceeds-whole", "onlinePayments > payments", "1", "2"],
  ]);
});

test("an agency without a row of measures is named, also where the whole list failed", () => {
  const tree = treeOf([agency("B")], [agency("B"), agency("C")]);
  const measures = [{ agency: "B", portalUsers: 1, identifiedUsers: 2, websites: 1, websitesWithSection: 1 }];

  expect(measureFindings(measures, "2023-02-14", tree).map(({ rule, agency: code }) => [rule, code])).toEqual([
    ["part-exceeds-whole", "B"],
    ["measures-missing", "C"],
  ]);
  expect(measureFindings(undefined, "2023-02-14", tree).map(({ rule }) => rule)).toEqual([
    "measures-missing",
    "measures-missing",
  ]);
});
