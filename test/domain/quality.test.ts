import { describe, expect, test } from "vitest";
import { type Agency, AgencyTree } from "../../functions/domain/agency.ts";
import { carryOverFindings } from "../../functions/domain/carryover.ts";
import type { ProcedureCounts } from "../../functions/domain/counts.ts";
import { digestOf, noSums } from "../../functions/domain/digest.ts";
import { windowOfMonth } from "../../functions/domain/period.ts";
import { Catalogue, type Procedure } from "../../functions/domain/procedure.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import { answerFindings, measureFindings, taskFindings } from "../../functions/domain/quality.ts";
import { Task, type TaskProgress } from "../../functions/domain/task.ts";

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

describe("agencies that tell nothing of their tasks", () => {
  const task = (levels: Task["executing"]["levels"], agencies: readonly string[] = []): Task =>
    Task.parse({
      id: "VT23-T-A",
      kind: "task",
      clause: "Điều 2.a",
      title: "Tuyên truyền việc cung ứng DVCTT",
      quote: "Tuyên truyền, phổ biến",
      lead: [],
      coordinating: [],
      executing: { names: [], levels, agencies },
      deadline: { type: "regular" },
    });
  const programme = (id: string, tasks: Programme["tasks"], exceptions: readonly string[] = []): Programme => ({
    ...{ id, province: "p", citation: id, shortName: id, title: id, issuer: "UBND tỉnh", issued: "2023-01-02" },
    ...{ inForce: { from: 2023, to: 2023 }, mended: [], targets: [], tasks },
    exceptions: exceptions.map((name) => ({ name, clause: "Điều 1" })),
  });
  const told = (...codes: readonly string[]): TaskProgress[] =>
    codes.map((code) => ({ task: "VT23-T-A", agency: code, status: "not-started", completedOn: null, note: "" }));
  const [so, huyen, xa] = [
    agency("S"),
    agency("H", { name: "UBND huyện H", level: "huyen" }),
    agency("X", { name: "UBND xã X", level: "xa", parentCode: "H" }),
  ];
  const tree = treeOf([old, so, huyen, xa], [so, huyen, xa]);
  const found = (programmes: readonly Programme[], progress: Record<string, readonly TaskProgress[]>) =>
    taskFindings(programmes, new Map(Object.entries(progress)), window.to, tree).map(({ agency: code }) => code);

  test("are named where a task names their level; one row of any task is enough", () => {
    const one = programme("p1", [task(["so", "huyen"]), task(["xa"]), task(["huyen"])]);

    expect(taskFindings([one], new Map([["p1", told("S", "H", "H")]]), window.to, tree)).toEqual([
      {
        rule: "tasks-missing",
        agency: "X",
        procedure: "",
        window: { from: "2023-02-14", to: "2023-02-14" },
        expected: "tasks",
        actual: "absent",
      },
    ]);
    expect(found([programme("p1", [task(["so"])])], { p1: [] })).toEqual(["S"]);
  });

  test("are not those that a task names by name alone, nor those in no task, nor those of a programme without tasks", () => {
    expect(found([programme("p1", [task([], ["Sở S"])])], { p1: [] })).toEqual([]);
    expect(found([programme("p1", [])], {})).toEqual([]);
  });

  test("are all that must report where the whole list failed, but for excepted ones", () => {
    const excepting = programme("p1", [task(["so", "huyen", "xa"])], [" Sở S ".normalize("NFD")]);

    expect(found([excepting], {})).toEqual(["H", "X"]);
  });

  test("are named once, however many programmes they owe", () => {
    const both = ["p1", "p2"].map((id) => programme(id, [task(["so", "huyen"])]));

    expect(found(both, {})).toEqual(["H", "S"]);
    expect(found(both, { p1: told("S", "H"), p2: told("S") })).toEqual(["H"]);
    // What is told of one programme is not told of the other.
    expect(found(both, { p1: told("S"), p2: told("H") })).toEqual(["H", "S"]);
  });
});
