import { describe, expect, test } from "vitest";
import { type Agency, AgencyTree, agenciesOfWindow } from "../../functions/domain/agency.ts";
import { reorganisationsOf } from "../../functions/domain/reorganisation.ts";
import { scopesFed, scopesOf } from "../../functions/domain/scope.ts";
import { agency } from "../helpers/data/made.ts";

const FIRST = "2023-01-15";
const LAST = "2023-06-14";

/** The agencies of the first day and of the last. */
const listsOf = (first: readonly Agency[], last: readonly Agency[]) =>
  new Map([
    // Not in the order of days: what is newest must not depend on it.
    [LAST, last],
    [FIRST, first],
  ]);
const treeOf = (first: readonly Agency[], last: readonly Agency[]) => new AgencyTree(listsOf(first, last), LAST);

const district = agency("H1", "UBND huyện A", "huyen");
const other = agency("H2", "UBND huyện B", "huyen");
const commune = (code: string, parent: string | null = "H1", ...successors: readonly string[]): Agency => ({
  ...agency(code, `UBND xã ${code}`, "xa", parent),
  successors: [...successors],
});

describe("the agencies of a window", () => {
  const lists = listsOf([commune("X2"), commune("X10")], [commune("X1"), commune("X2")]);

  test("are those of its first and of its last day, each once, by code", () => {
    expect(agenciesOfWindow(lists, { from: FIRST, to: LAST })).toEqual(["X1", "X10", "X2"]);
  });

  test("cannot be told where one of the days was not asked for", () => {
    expect(() => agenciesOfWindow(lists, { from: FIRST, to: "2023-06-30" })).toThrow("2023-06-30");
    expect(() => new AgencyTree(lists, "2023-06-30")).toThrow("2023-06-30");
  });
});

describe("a tree", () => {
  test("holds the agencies of the last day as the latest day tells of them, by code", () => {
    const renamed = { ...commune("X1"), name: "UBND phường X1" };
    const tree = treeOf([commune("X1"), commune("X9")], [other, renamed, district]);
    expect(tree.inForce.map(({ name }) => name)).toEqual(["UBND huyện A", "UBND huyện B", "UBND phường X1"]);
    expect(tree.newest("X1")).toEqual(renamed);
    expect(["X1", "X9", "none"].map((code) => tree.isInForce(code))).toEqual([true, false, false]);
    expect(tree.agencies.map(({ code }) => code)).toEqual(["H1", "H2", "X1", "X9"]);
  });

  test("keeps what the last list says of one that only an earlier list has", () => {
    const early = commune("X9");
    const late = { ...commune("X9"), successors: ["X1"] };
    const lists = new Map([
      [FIRST, [early]],
      ["2023-03-14", [late]],
      [LAST, [commune("X1")]],
    ]);
    expect(new AgencyTree(lists, LAST).successorOf("X9", LAST)?.code).toBe("X1");
  });
});

describe("who answers for an agency's counts", () => {
  const heir = (code: string, first: readonly Agency[], last: readonly Agency[] = [district, commune("X1")]) =>
    treeOf(first, last).successorOf(code, LAST)?.code ?? null;

  test("is itself while it is in force, whatever successors its record names", () => {
    expect(heir("X1", [], [commune("X1", "H1", "X2"), commune("X2")])).toBe("X1");
  });

  test("is the end of a chain of single successors", () => {
    const chain = [commune("X3", "H1", "X2"), commune("X2", "H1", "X1")];
    expect(heir("X3", chain)).toBe("X1");
  });

  test.each([
    ["it was split", [commune("X3", "H1", "X1", "X2"), commune("X2")]],
    ["no successor is named", [commune("X3")]],
    ["its successor is unknown", [commune("X3", "H1", "X99")]],
    ["its successor was split", [commune("X3", "H1", "X4"), commune("X4", "H1", "X1", "X2")]],
    ["the chain is a circle", [commune("X3", "H1", "X4"), commune("X4", "H1", "X3")]],
    ["it hands on to itself", [commune("X3", "H1", "X3")]],
    ["it was never heard of", []],
  ])("is nobody where %s", (_, first) => {
    expect(heir("X3", first)).toBeNull();
  });
});

describe("the scopes that an agency's counts enter", () => {
  const fed = (code: string, first: readonly Agency[], last: readonly Agency[]) =>
    scopesFed(treeOf(first, last), code, LAST);

  test("are the province's, its level's, its district's and its own", () => {
    const last = [district, commune("X1"), agency("S1", "Sở A", "so")];
    expect(fed("X1", last, last)).toEqual(["province:", "level:xa", "area:H1", "agency:X1"]);
    expect(fed("H1", last, last)).toEqual(["province:", "level:huyen", "area:H1", "agency:H1"]);
    expect(fed("S1", last, last)).toEqual(["province:", "level:so", "agency:S1"]);
  });

  test("are its heir's, also where that one lies in another district or is of another level", () => {
    expect(fed("X2", [commune("X2", "H1", "X1")], [district, other, commune("X1", "H2")])).toEqual([
      "province:",
      "level:xa",
      "area:H2",
      "agency:X1",
    ]);
    expect(fed("X2", [commune("X2", "H1", "S1")], [agency("S1", "Sở A", "so")])).toEqual([
      "province:",
      "level:so",
      "agency:S1",
    ]);
  });

  test("are the province's and those of the level it had where nobody answers for it, and nowhere else", () => {
    expect(fed("X2", [commune("X2", "H1", "X1", "X3")], [district, commune("X1")])).toEqual(["province:", "level:xa"]);
    expect(fed("?", [], [district])).toEqual(["province:"]);
  });

  test("of a commune without a district are no district's", () => {
    const last = [district, commune("X1", null)];
    expect(fed("X1", last, last)).toEqual(["province:", "level:xa", "agency:X1"]);
  });
});

test("a report's scopes are the province, the levels that have agencies, the districts, the agencies by code", () => {
  const last = [commune("X1"), other, agency("S1", "Sở A", "so"), district];
  expect(scopesOf(treeOf(last, last))).toEqual([
    { kind: "province", code: "", name: "Toàn tỉnh", level: null },
    { kind: "level", code: "so", name: "Sở, ban, ngành", level: "so" },
    { kind: "level", code: "huyen", name: "UBND cấp huyện", level: "huyen" },
    { kind: "level", code: "xa", name: "UBND cấp xã", level: "xa" },
    { kind: "area", code: "H1", name: "UBND huyện A", level: "huyen" },
    { kind: "area", code: "H2", name: "UBND huyện B", level: "huyen" },
    { kind: "agency", code: "H1", name: "UBND huyện A", level: "huyen" },
    { kind: "agency", code: "H2", name: "UBND huyện B", level: "huyen" },
    { kind: "agency", code: "S1", name: "Sở A", level: "so" },
    { kind: "agency", code: "X1", name: "UBND xã X1", level: "xa" },
  ]);
  expect(scopesOf(treeOf([commune("X1")], [district])).map(({ kind, code }) => `${kind}:${code}`)).toEqual([
    "province:",
    "level:huyen",
    "area:H1",
    "agency:H1",
  ]);
});

describe("what happened to the agencies of a report", () => {
  const told = (first: readonly Agency[], last: readonly Agency[]) => {
    const lists = listsOf(first, last);
    return reorganisationsOf(lists, new AgencyTree(lists, LAST));
  };

  test("is nothing where nothing changed, or an agency is new", () => {
    expect(told([district, commune("X1")], [district, commune("X1"), commune("X2")])).toEqual([]);
  });

  test("is a merger, a split or an end, by who answers for the counts", () => {
    const merged = commune("X2", "H1", "X1");
    const split = commune("X3", "H1", "X1", "X4");
    const closed = commune("X5");
    const lost = commune("X6", "H1", "X99");
    expect(told([lost, closed, split, merged, commune("X1")], [district, commune("X1")])).toEqual([
      { kind: "merged", agency: merged, successor: commune("X1") },
      { kind: "split", agency: split, successors: [commune("X1"), "X4"] },
      { kind: "closed", agency: closed, successors: [] },
      { kind: "closed", agency: lost, successors: ["X99"] },
    ]);
  });

  test("is a new name, another district, or both", () => {
    const renamed = { ...commune("X1"), name: "UBND phường X1" };
    const moved = commune("X2", "H2");
    const both = { ...commune("X3", "H2"), name: "UBND phường X3" };
    const [x1, x2, x3] = [commune("X1"), commune("X2"), commune("X3")];
    const first = [x1, x2, x3];
    expect(told(first, [district, other, renamed, moved, both])).toEqual([
      { kind: "renamed", agency: renamed, before: x1 },
      { kind: "moved", agency: moved, before: district },
      { kind: "renamed", agency: both, before: x3 },
      { kind: "moved", agency: both, before: district },
    ]);
  });
});
