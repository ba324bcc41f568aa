import { describe, expect, test } from "vitest";
import { type Agency, AgencyTree } from "../../functions/domain/agency.ts";
import type { ProcedureCounts } from "../../functions/domain/counts.ts";
import { noSums } from "../../functions/domain/counts.ts";
import { windowOfMonth } from "../../functions/domain/period.ts";
import { type Procedure, ProcedureCatalogue } from "../../functions/domain/procedure.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import { carryOverFindings } from "../../functions/domain/quality/carryover.ts";
import { compareFindings, type Finding, severityOf } from "../../functions/domain/quality/finding.ts";
import {
  answerFindings,
  exceptionFindings,
  measureFindings,
  taskFindings,
} from "../../functions/domain/quality/quality.ts";
import { digestOf } from "../../functions/domain/sums/digest.ts";
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

/** A document that asks for nothing. */
const QUIET: Programme = {
  id: "p1",
  province: "p",
  citation: "Quyết định",
  shortName: "Quyết định",
  title: "Quyết định",
  issuer: "UBND tỉnh",
  issued: "2023-01-02",
  inForce: { to: "2023-12-31" },
  exceptions: [],
  ocrCorrections: [],
  targets: [],
  tasks: [],
};

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
      catalogue: new ProcedureCatalogue([procedure("1", owner)], tree, window.to),
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
  test("is not checked where the month before was not asked for, or for half of its days only", () => {
    const rows = { "B 2023-01": waiting, "B 2023-02": opens(1) };
    const own = [window.from, window.to].map((day) => [day, [agency("B")]] as const);
    const tree = treeOf([agency("B")], [agency("B")]);
    for (const earlierDays of [[], [earlier.from], [earlier.to]]) {
      const lists = new Map([...own, ...earlierDays.map((day) => [day, [agency("B")]] as const)]);
      const asked = { months: ["2023-02"], scheme: "nd09", lists, tree, digests: digests(rows) } as const;
      expect(carryOverFindings(asked)).toEqual([]);
    }
  });
  test("is checked of every month, each against the one before it", () => {
    const lists = new Map(
      ["2023-01", "2023-02", "2023-03"].flatMap((month) =>
        Object.values(windowOfMonth(month, "nd09")).map((day) => [day, [agency("B")]] as const),
      ),
    );
    const both = [row("1", { openingBacklog: 3, pendingInTime: 5 }), row("2", { openingBacklog: 1 })];
    const rows = { "B 2023-01": waiting, "B 2023-02": both, "B 2023-03": both };
    const tree = new AgencyTree(lists, "2023-03-14");
    const asked = { months: ["2023-02", "2023-03"], scheme: "nd09", lists, tree, digests: digests(rows) } as const;
    expect(carryOverFindings(asked).map((one) => [one.window.from, one.procedure, one.expected, one.actual])).toEqual([
      ["2023-01-15", "1", "5", "3"],
      ["2023-01-15", "2", "0", "1"],
      ["2023-02-15", "1", "5", "3"],
      ["2023-02-15", "2", "0", "1"],
    ]);
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
    catalogue: new ProcedureCatalogue([procedure("1", "B")], tree, window.to),
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

describe("one counts answer", () => {
  const tree = treeOf([agency("B")], [agency("B")]);
  const context = {
    agency: "B",
    window,
    catalogue: new ProcedureCatalogue([procedure("1", "B")], tree, window.to),
    tree,
  };
  const found = (...rows: readonly ProcedureCounts[]) => answerFindings(rows, "final", context);

  test("has no more dossiers with a fee than were received: those of the months before are no part of them", () => {
    const counts = { openingBacklog: 10, onlineRemote: 2, counter: 2, postal: 1, resolvedOnTime: 15 };
    expect(found(row("1", { ...counts, feeDossiers: 5 }))).toEqual([]);
    expect(found(row("1", { ...counts, feeDossiers: 6 }))).toEqual([
      {
        rule: "part-exceeds-whole",
        agency: "B",
        procedure: "1",
        window,
        expected: "5",
        actual: "6",
        relation: "feeDossiers > received",
      },
    ]);
  });

  test("may have parts as large as their wholes", () => {
    const whole = row("1", {
      onlineAssisted: 4,
      resolvedEarly: 1,
      resolvedOnTime: 1,
      resolvedLate: 1,
      withdrawn: 1,
      resolvedOnline: 3,
      digitisedResults: 3,
      returnedCounter: 1,
      returnedPostal: 1,
      returnedElectronic: 1,
      feeDossiers: 4,
      paidOnlineDossiers: 4,
      payments: 2,
      onlinePayments: 2,
    });
    expect(found(whole)).toEqual([]);
  });

  test("has as many dossiers that came as went or wait, every one of the counts among them", () => {
    const sound = row("1", {
      openingBacklog: 1,
      onlineRemote: 2,
      onlineAssisted: 4,
      counter: 8,
      postal: 16,
      resolvedEarly: 3,
      resolvedOnTime: 5,
      resolvedLate: 6,
      withdrawn: 7,
      pendingInTime: 4,
      pendingOverdue: 6,
    });
    expect(found(sound)).toEqual([]);
    expect(found({ ...sound, openingBacklog: 2 })).toMatchObject([
      { rule: "flow-mismatch", procedure: "1", expected: "32", actual: "31" },
    ]);
    expect(found({ ...sound, withdrawn: 9 })).toMatchObject([
      { rule: "flow-mismatch", procedure: "1", expected: "31", actual: "33" },
    ]);
  });

  test("that gives a procedure several times is told how often, and is checked once", () => {
    const twice = row("1", { counter: 1 });
    expect(found(twice, twice, twice).map(({ rule, expected, actual }) => [rule, expected, actual])).toEqual([
      ["row-repeated", "1", "3"],
      ["flow-mismatch", "1", "0"],
    ]);
    expect(found(row("1"))).toEqual([]);
  });

  test("that is provisional is told once, for the agency", () => {
    expect(answerFindings([row("1")], "provisional", context)).toEqual([
      { rule: "provisional", agency: "B", procedure: "", window, expected: "final", actual: "provisional" },
    ]);
  });
});

test("a procedure of another level than the agency's is misplaced by its level, whoever owns it", () => {
  const commune = agency("X", { name: "UBND xã X", level: "xa", parentCode: "H" });
  const tree = treeOf([agency("B"), commune], [agency("B"), commune]);
  const catalogue = new ProcedureCatalogue([procedure("1", "B")], tree, window.to);
  expect(answerFindings([row("1")], "final", { agency: "X", window, catalogue, tree })).toMatchObject([
    { rule: "procedure-misplaced", expected: "level xa", actual: "level so" },
  ]);
});

test("an exception is unmatched where no agency in force has its name, after NFC and trimming", () => {
  const inspectorate = agency("T", { name: "Thanh tra tỉnh".normalize("NFD") });
  const tree = treeOf([agency("A", { name: "Sở cũ" }), inspectorate], [inspectorate]);
  const exceptions = [" Thanh tra tỉnh", "Sở cũ", "Sở không có"].map((name) => ({ name, clause: "Điều 1" }));
  expect(exceptionFindings({ ...QUIET, exceptions }, window, tree)).toEqual(
    ["Sở cũ", "Sở không có"].map((name) => ({
      rule: "exception-unmatched",
      agency: "",
      procedure: "",
      window,
      expected: name,
      actual: "no agency",
    })),
  );
});

test("findings stand by rule, then by agency, procedure and window, whatever order they were found in", () => {
  const of = (rule: Finding["rule"], code = "", procedureCode = "", from = "2023-01-15"): Finding => ({
    rule,
    agency: code,
    procedure: procedureCode,
    window: { from, to: "2023-02-14" },
    expected: "",
    actual: "",
  });
  const sorted = [
    of("agency-missing", "B"),
    of("answer-invalid", "A"),
    of("refresh-failed", "A"),
    of("row-repeated", "A"),
    of("flow-mismatch", "A", "1", "2023-01-15"),
    of("flow-mismatch", "A", "1", "2023-02-15"),
    of("flow-mismatch", "A", "10", "2023-01-15"),
    of("flow-mismatch", "A", "2", "2023-01-15"),
    of("flow-mismatch", "B", "1", "2023-01-15"),
    of("carry-over-mismatch", "A"),
    of("part-exceeds-whole", "A"),
    of("procedure-unknown", "A"),
    of("procedure-misplaced", "A"),
    of("measures-missing", "A"),
    of("tasks-missing", "A"),
    of("exception-unmatched"),
    of("data-early", "A"),
    of("data-put-back", "A"),
    of("layout"),
    of("provisional", "A"),
  ];
  expect([...sorted].reverse().sort(compareFindings)).toEqual(sorted);
  expect(sorted.map(severityOf)).toEqual([
    ...Array.from({ length: 2 }, () => "gap"),
    ...Array.from({ length: 14 }, () => "warning"),
    "notice",
    "warning",
    ...Array.from({ length: 2 }, () => "notice"),
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
    ...QUIET,
    id,
    tasks,
    exceptions: exceptions.map((name) => ({ name, clause: "Điều 1" })),
  });
  const told = (...codes: readonly string[]): TaskProgress[] =>
    codes.map((code) => ({ task: "VT23-T-A", agency: code, status: "not-started", completedOn: null, note: "" }));
  const so = agency("S");
  const huyen = agency("H", { name: "UBND huyện H", level: "huyen" });
  const xa = agency("X", { name: "UBND xã X", level: "xa", parentCode: "H" });
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
