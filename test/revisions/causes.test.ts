import { describe, expect, test } from "vitest";
import { AgencyTree } from "../../functions/domain/agency.ts";
import type { FigureRow } from "../../functions/domain/figures/figure.ts";
import { causesIn, causeText } from "../../functions/revisions/cause.ts";
import { changesOf, type InputChange, inputChanges } from "../../functions/revisions/change.ts";
import type { Manifest } from "../../functions/revisions/revision.ts";
import { agency } from "../helpers/data/made.ts";

type Snapshot = Manifest["snapshots"][number];

const hash = (digit: string): string => digit.repeat(64);

const counts = (code: string, month: string, sha256 = hash("a")): Snapshot => ({
  kind: "counts",
  agency: code,
  from: `${month}-01`,
  to: `${month}-28`,
  month,
  vintage: 1,
  sha256,
  status: "final",
  dataAsOf: "2023-06-15T06:00:00+07:00",
});
const list = (kind: Snapshot["kind"], day: string, sha256 = hash("a"), code = ""): Snapshot => ({
  ...counts(code, ""),
  kind,
  from: day,
  to: day,
  sha256,
});
const inputs = (snapshots: readonly Snapshot[], more: Partial<Pick<Manifest, "templates" | "code">> = {}) => ({
  snapshots: [...snapshots],
  templates: hash("c"),
  code: "0.2.0",
  ...more,
});

describe("what the inputs of two revisions differ in", () => {
  test("is nothing where the same answers were read, whenever and as whatever vintage", () => {
    const again = { ...counts("S1", "2023-01"), vintage: 7, dataAsOf: "2023-07-01T06:00:00+07:00" };
    expect(inputChanges(inputs([counts("S1", "2023-01")]), inputs([again]))).toEqual([]);
  });

  test("is every answer that came, changed or went", () => {
    const before = inputs([counts("S1", "2023-01"), counts("S2", "2023-01"), counts("S3", "2023-01")]);
    const after = inputs([counts("S1", "2023-01", hash("b")), counts("S3", "2023-01"), counts("S4", "2023-02")]);
    expect(inputChanges(before, after)).toEqual([
      { kind: "counts", agency: "S1", when: "2023-01", to: "2023-01-28", how: "changed" },
      { kind: "counts", agency: "S4", when: "2023-02", to: "2023-02-28", how: "added" },
      { kind: "counts", agency: "S2", when: "2023-01", to: "2023-01-28", how: "removed" },
    ]);
  });

  test("is told by the day where a list of one day differs, and by the programme where tasks do", () => {
    const kinds = ["agencies", "procedures", "measures"] as const;
    const tasks = list("tasks", "2023-06-14", hash("a"), "brvt-qd-2023");
    const before = inputs([...kinds.map((kind) => list(kind, "2023-06-14")), tasks]);
    const changed = before.snapshots.map((one) => ({ ...one, sha256: hash("b") }));
    expect(inputChanges(before, inputs(changed))).toEqual([
      ...kinds.map((kind) => ({ kind, agency: "", when: "2023-06-14", to: "2023-06-14", how: "changed" })),
      { kind: "tasks", agency: "brvt-qd-2023", when: "2023-06-14", to: "2023-06-14", how: "changed" },
    ]);
    expect(inputChanges(inputs([tasks]), inputs([{ ...tasks, agency: "brvt-kh92-2021" }]))).toHaveLength(2);
  });

  test("is not what people have written beside the figures", () => {
    const [one, other] = [list("texts", "2023-06-14", hash("a")), list("texts", "2023-06-14", hash("b"))];
    expect(inputChanges(inputs([one]), inputs([other]))).toEqual([]);
    expect(inputChanges(inputs([]), inputs([other]))).toEqual([]);
    expect(inputChanges(inputs([one]), inputs([]))).toEqual([]);
  });

  test("is the templates and the program, each on its own", () => {
    const other = (kind: InputChange["kind"]) => ({ kind, agency: "", when: "", to: "", how: "changed" });
    expect(inputChanges(inputs([]), inputs([], { templates: hash("d") }))).toEqual([other("templates")]);
    expect(inputChanges(inputs([]), inputs([], { code: "0.3.0" }))).toEqual([other("code")]);
    expect(inputChanges(inputs([]), inputs([], { templates: hash("d"), code: "0.3.0" }))).toHaveLength(2);
  });
});

const AGENCIES = [
  agency("S1", "Sở A", "so"),
  agency("S2", "Sở B", "so"),
  agency("H1", "UBND huyện C", "huyen"),
  agency("X1", "UBND xã D", "xa", "H1"),
];
const tree = new AgencyTree(new Map([["2023-06-14", AGENCIES]]), "2023-06-14");

const row = (given: Partial<FigureRow>): FigureRow => ({
  province: "ba-ria-vung-tau",
  programme: "p1",
  period: "2023-06",
  from: "2023-01-01",
  to: "2023-06-14",
  target: "remote-filing",
  indicator: "remote-filing",
  scope: "agency",
  code: "S1",
  name: "Sở A",
  level: "so",
  basis: "year",
  numerator: 1,
  denominator: 10,
  rate: 10_000_000n,
  goal: "min",
  threshold: 50,
  unit: "percent",
  deadline: null,
  verdict: "not-due",
  shortfall: 4,
  rank: 2,
  previous: null,
  yearEarlier: null,
  missing: 0,
  ...given,
});

const came = (code: string, when: string): InputChange => ({
  kind: "counts",
  agency: code,
  when,
  to: `${when}-14`,
  how: "added",
});
const other = (kind: InputChange["kind"]): InputChange => ({ kind, agency: "", when: "", to: "", how: "changed" });

/** What a field is changed to, and how its column is called. */
const NEW = {
  numerator: [{ numerator: 2 }, "numerator"],
  rank: [{ rank: 3 }, "rank"],
  previous: [{ previous: 1n }, "previous"],
  yearEarlier: [{ yearEarlier: 1n }, "year_earlier"],
} as const;

/** The causes of one field of a row that changed. */
function causes(
  given: Partial<FigureRow>,
  field: keyof typeof NEW,
  all: readonly InputChange[],
): readonly InputChange[] {
  const [changed, column] = NEW[field];
  const [change, ...more] = changesOf([row(given)], [row({ ...given, ...changed })], all, tree);
  if (change === undefined || more.length > 0) throw new Error(`${more.length + 1} changes`);
  expect(change.field).toBe(column);
  return change.causes;
}

describe("a published number that the new revision gives differently", () => {
  test("is told field by field, with what stood and what stands, and what is the same is not", () => {
    const now = row({ numerator: 2, rate: 20_000_000n, shortfall: 3 });
    expect(changesOf([row({})], [now], [], tree)).toEqual(
      [
        ["numerator", "1", "2"],
        ["rate", "10.000000", "20.000000"],
        ["shortfall", "4", "3"],
      ].map(([field, old, value]) => ({
        programme: "p1",
        target: "remote-filing",
        scope: "agency",
        code: "S1",
        name: "Sở A",
        basis: "year",
        field,
        old,
        new: value,
        causes: [],
      })),
    );
    expect(changesOf([row({})], [row({})], [came("S1", "2023-06")], tree)).toEqual([]);
  });

  test("is not a name that is only spelt otherwise", () => {
    const names = (before: string, now: string) =>
      changesOf([row({ name: before })], [row({ name: now })], [], tree).map((one) => [one.field, one.old, one.new]);
    expect(names("UBND phường Yên Hoà", " UBND phường  Yên Hòa ")).toEqual([]);
    expect(names("UBND xã Yên Hòa", "UBND phường Yên Hòa")).toEqual([
      ["name", "UBND xã Yên Hòa", "UBND phường Yên Hòa"],
    ]);
  });

  test("is explained by the counts of the agency that had the code in their window", () => {
    const split = { ...agency("S1", "Sở Cũ", "so"), validTo: "2023-03-31", successors: ["S1", "S2"] };
    const now = { ...agency("S1", "Sở Mới", "so"), validFrom: "2023-04-01" };
    const lists = new Map([
      ["2023-03-14", [split]],
      ["2023-06-14", [now, agency("S2", "Sở B", "so")]],
    ]);
    const all = [came("S1", "2023-03"), came("S1", "2023-04")];
    const explained = (given: Partial<FigureRow>) => {
      const [change] = changesOf(
        [row(given)],
        [row({ ...given, numerator: 2 })],
        all,
        new AgencyTree(lists, "2023-06-14"),
      );
      return change?.causes.map(({ when }) => when);
    };
    expect(explained({ scope: "agency", code: "S1" })).toEqual(["2023-04"]);
    expect(explained({ scope: "level", code: "so" })).toEqual(["2023-03", "2023-04"]);
  });

  test("is told of rows that came in their place, of those that went at the end", () => {
    const before = [row({ code: "S2" }), row({ code: "S1" })];
    const after = [row({ code: "H1" }), row({ code: "S1", missing: 1 })];
    expect(changesOf(before, after, [], tree).map((one) => [one.code, one.field, one.old, one.new])).toEqual([
      ["H1", "row", "absent", "present"],
      ["S1", "missing", "0", "1"],
      ["S2", "row", "present", "absent"],
    ]);
  });

  test("is another row for another programme, target, scope, basis or code", () => {
    const apart = [
      { programme: "p2" },
      { target: "online-filing" },
      { scope: "area" },
      { basis: "period" },
      { code: "S2" },
    ] as const;
    for (const change of apart) {
      expect(changesOf([row({})], [row(change)], [], tree).map(({ field }) => field)).toEqual(["row", "row"]);
    }
  });
});

describe("the causes of a changed number", () => {
  const all = [came("S1", "2023-06"), came("S1", "2023-01"), came("S2", "2023-06"), came("X1", "2023-06")];

  test("are the counts of its agency since January, on basis year", () => {
    expect(causes({}, "numerator", all)).toEqual([came("S1", "2023-06"), came("S1", "2023-01")]);
    expect(causes({ scope: "agency", code: "X1", level: "xa" }, "numerator", all)).toEqual([came("X1", "2023-06")]);
  });

  test("are those of the period alone on basis period", () => {
    expect(causes({ basis: "period" }, "numerator", all)).toEqual([came("S1", "2023-06")]);
    expect(causes({ basis: "period", period: "2023-Q1" }, "numerator", all)).toEqual([came("S1", "2023-01")]);
  });

  test("are those of every agency of a wider scope", () => {
    expect(causes({ scope: "province", code: "", level: null }, "numerator", all)).toEqual(all);
    expect(causes({ scope: "level", code: "so" }, "numerator", all)).toEqual(all.slice(0, 3));
    expect(causes({ scope: "area", code: "H1", level: "huyen" }, "numerator", all)).toEqual(all.slice(3));
  });

  test("of a rank are those of every agency of the level", () => {
    expect(causes({}, "rank", all)).toEqual(all.slice(0, 3));
  });

  test("of a comparison are the months outside of the figure's own", () => {
    const months = [came("S1", "2023-06"), came("S1", "2023-05"), came("S1", "2022-06"), came("S2", "2023-05")];
    for (const field of ["previous", "yearEarlier"] as const) {
      expect(causes({ basis: "period" }, field, months)).toEqual(months.slice(1, 3));
    }
  });

  test("of a figure of the last day are measures and no counts, of any other counts and no measures", () => {
    const some = [came("S1", "2023-06"), other("measures")];
    expect(causes({ basis: "as-of" }, "numerator", some)).toEqual([other("measures")]);
    expect(causes({}, "numerator", some)).toEqual([came("S1", "2023-06")]);
  });

  test("may always be agencies, the catalogue, the templates and the program, and are never the tasks", () => {
    const kinds = (["agencies", "procedures", "templates", "code"] as const).map(other);
    for (const basis of ["period", "year", "as-of"] as const) {
      expect(causes({ basis }, "numerator", [...kinds, other("tasks")])).toEqual(kinds);
    }
  });
});

test("causes are written by agency and month, three of them and how many more", () => {
  const words = ["S2", "S1", "S4", "S3", "S5"].map((code) => came(code, "2023-05"));
  expect(causeText(words.slice(0, 1))).toBe("counts:S2:2023-05:added");
  expect(causeText(words.slice(0, 3))).toBe("counts:S1:2023-05:added counts:S2:2023-05:added counts:S4:2023-05:added");
  expect(causeText(words)).toBe("counts:S1:2023-05:added counts:S2:2023-05:added counts:S3:2023-05:added +2");
  expect(causeText([other("templates")])).toBe("templates:changed");
  expect(causeText([])).toBe("");
});

const byText = (one: object, two: object): number => (JSON.stringify(one) < JSON.stringify(two) ? -1 : 1);

test("what is written of causes is read again as it was", () => {
  const system: InputChange = { ...came("S1", "2023-05"), kind: "source-counts", system: "opencps" };
  const all: InputChange[] = [system, came("S2", "2023-06"), other("templates")];
  const read = causesIn(causeText(all));
  expect(read.more).toBe(0);
  expect(read.causes.map(({ to: _, ...cause }) => cause)).toEqual(all.map(({ to: _, ...cause }) => cause).sort(byText));
  const many = ["S2", "S1", "S4", "S3", "S5"].map((code) => came(code, "2023-05"));
  expect(causesIn(causeText(many))).toMatchObject({
    more: 2,
    causes: [{ agency: "S1" }, { agency: "S2" }, { agency: "S3" }],
  });
  const day = causesIn("agencies:2023-06-14:changed").causes;
  expect(day).toEqual([{ kind: "agencies", agency: "", when: "2023-06-14", to: "2023-06-14", how: "changed" }]);
});

test("a cause that another version of the program has written is left out", () => {
  for (const text of ["", "weather:changed", "counts:S1:2023-05:doubled", "counts:S1:changed", "counts:a:b:c:added"])
    expect(causesIn(text)).toEqual({ causes: [], more: 0 });
});
