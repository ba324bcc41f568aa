import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { type Agency, AgencyTree } from "../../../functions/domain/agency.ts";
import { figuresOf } from "../../../functions/domain/figures/figures.ts";
import type { Inputs } from "../../../functions/domain/figures/inputs.ts";
import { AgencyScores, scoresOf } from "../../../functions/domain/figures/scores.ts";
import { type Period, windowOf, windowOfMonth, yearToDateOf } from "../../../functions/domain/period.ts";
import type { Programme, Target } from "../../../functions/domain/programme.ts";
import { digestOf } from "../../../functions/domain/sums/digest.ts";
import { agency, countsRow } from "../../helpers/data/made.ts";

const catalogue = loadCatalogue(new URL("../../../templates/", import.meta.url));
const INDICATORS = ["remote-filing", "online-filing", "postal-intake"];

const target = (indicator: string, more: Partial<Target> = {}): Target => ({
  ...{ id: indicator, indicator, name: indicator, goal: "min", unit: "percent", deadline: "2023-12-31" },
  ...{ thresholds: { so: 50, xa: 50 }, clause: "1", quote: "q" },
  ...more,
});

const programme = (targets: readonly Target[], exceptions: readonly string[] = []): Programme => ({
  ...{ id: "p1", province: "p", citation: "Quyết định", shortName: "Quyết định", title: "Quyết định" },
  ...{ issuer: "UBND tỉnh", issued: "2023-01-02", inForce: { to: "2023-12-31" }, ocrCorrections: [], tasks: [] },
  exceptions: exceptions.map((name) => ({ name, clause: "1" })),
  targets: [...targets],
});

const FILING = programme([target("remote-filing")]);

/** Four communes and two departments. */
const COMMUNES = ["X1", "X2", "X3", "X4"].map((code) => agency(code, `UBND xã ${code}`, "xa"));
const AGENCIES = [...COMMUNES, agency("S1", "Sở A", "so"), agency("S2", "Sở B", "so")];

/** Of a hundred dossiers a month: so many from afar. */
type Months = Readonly<Record<string, readonly (number | null)[]>>;

interface Asked {
  readonly period?: Period;
  readonly months: Months;
  readonly agencies?: readonly Agency[];
  readonly programmes?: readonly Programme[];
  readonly before?: readonly Programme[];
  readonly smallest?: number;
}

const dossiers = (remote: number) =>
  digestOf([countsRow("1", { onlineRemote: remote, counter: 100 - remote, postal: 0 })], []);

/** Code, score with two decimals, place and places moved of every agency that has a score. */
function scored({ period = "2023-03", months, agencies = AGENCIES, smallest = 30, ...asked }: Asked) {
  const { programmes = [FILING], before = programmes } = asked;
  const year = yearToDateOf(period);
  const days = year.flatMap((month) => Object.values(windowOfMonth(month, "nd09")));
  const inForce = (day: string) =>
    agencies.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));
  const lists = new Map(days.map((day) => [day, inForce(day)]));
  const inputs: Inputs = {
    ...{ province: "p", period, scheme: "nd09", months: year, programmes, programmesBefore: before, lists },
    indicators: new Map(INDICATORS.map((id) => [id, catalogue.indicator(id)])),
    earlierLists: new Map(),
    catalogues: new Map(year.map((month) => [windowOfMonth(month, "nd09").to, []])),
    measures: new Map(),
    tasks: new Map(),
    digests: (code, month) => {
      const remote = months[code]?.[Number(month.slice(5)) - 1] ?? null;
      return remote === null ? undefined : dossiers(remote);
    },
    collected: new Set(year),
  };
  const tree = new AgencyTree(lists, windowOf(period, "nd09").to);
  const scores = [...scoresOf(inputs, tree, figuresOf(inputs, tree), smallest).values()];
  return scores.map(({ code, score: { over, under }, rank, moved }) => [
    code,
    Number((over * 100n) / under) / 100,
    rank,
    moved,
  ]);
}

/** The same in every month. */
const all = (remote: number): number[] => Array.from({ length: 12 }, () => remote);

describe("the places of agencies", () => {
  test("are those of their level, equal scores sharing one and the next left out", () => {
    expect(
      scored({ months: { X1: all(40), X2: all(20), X3: all(40), X4: all(45), S1: all(10), S2: all(20) } }),
    ).toEqual([
      ["S1", 20, 2, 0],
      ["S2", 40, 1, 0],
      ["X1", 80, 2, 0],
      ["X2", 40, 4, 0],
      ["X3", 80, 2, 0],
      ["X4", 90, 1, 0],
    ]);
  });

  test("leave out whom nothing is known of, who received too little, and whom no target is left for", () => {
    const months = { X1: all(40), X2: [null, null, null], X3: [10], S1: all(10) };
    // Three months of 100 dossiers each; of X3 one.
    expect(scored({ months, smallest: 300 })).toEqual([
      ["S1", 20, 1, null],
      ["X1", 80, 1, null],
    ]);
    expect(scored({ months, smallest: 301 })).toEqual([]);
    expect(scored({ months, smallest: 100 }).map(([code]) => code)).toEqual(["S1", "X1", "X3"]);
    const onlyDepartments = programme([target("remote-filing", { thresholds: { so: 50 } })]);
    expect(scored({ months, programmes: [onlyDepartments] })).toEqual([["S1", 20, 1, 0]]);
    const strive = programme([target("remote-filing", { goal: "strive" })]);
    expect(scored({ months, programmes: [strive] })).toEqual([]);
    const nothing = programme([target("postal-intake", { thresholds: { so: 0, xa: 0 } })]);
    expect(scored({ months, programmes: [nothing] })).toEqual([]);
  });

  test("are not taken by who is excepted", () => {
    const months = { X1: all(40), X2: all(50), X3: all(20) };
    expect(scored({ months, programmes: [programme([target("remote-filing")], ["UBND xã X2"])] })).toEqual([
      ["X1", 80, 1, 0],
      ["X3", 40, 2, 0],
    ]);
  });

  test("are by the months that are there", () => {
    expect(scored({ months: { X1: [null, 20, 30], X2: [25, 25, 20] } })).toEqual([
      // 50 of 200 and 70 of 300, of the half: 50 and 46,66.
      ["X1", 50, 1, 1],
      ["X2", 46.66, 2, -1],
    ]);
  });

  test("count what two documents demand alike once", () => {
    const both = programme([target("remote-filing"), target("postal-intake")]);
    const again: Programme = { ...programme([target("remote-filing")], ["UBND xã X2"]), id: "p2" };
    expect(scored({ months: { X1: all(40), X2: all(40) }, programmes: [both, again] })).toEqual([
      ["X1", 40, 1, 0],
      ["X2", 40, 1, 0],
    ]);
  });
});

describe("the places moved", () => {
  const months = { X1: [10, 10, 40], X2: [20, 20, 20], X3: [30, 0, 0] };

  test("are those since the period before, of its figures since January", () => {
    expect(scored({ months })).toEqual([
      // 20, 40 and 30 of 200 before; 60, 60 and 30 of 300 now.
      ["X1", 40, 1, 2],
      ["X2", 40, 1, 0],
      ["X3", 20, 3, -1],
    ]);
  });

  test("are told of quarters as of months", () => {
    const quarters = { X1: [10, 10, 10, 40, 40, 40], X2: [20, 20, 20, 20, 20, 20] };
    expect(scored({ months: quarters, period: "2023-Q2" })).toEqual([
      ["X1", 50, 1, 1],
      ["X2", 40, 2, -1],
    ]);
  });

  test.each(["2023-01", "2023-Q1", "2023-H1", "2023-9M", "2023"])("are not there in %s", (period) => {
    const moved = scored({ months: { X1: all(40), X2: all(20) }, period }).map((line) => line[3]);
    expect(moved).toEqual([null, null]);
  });

  test("are by the documents that the period before was reported by", () => {
    const post = programme([target("postal-intake", { thresholds: { xa: 50 } }), target("remote-filing")]);
    const less = programme([target("remote-filing", { thresholds: { xa: 10 } })]);
    const moved = (before: readonly Programme[]) => scored({ months, before }).map((line) => line[3]);
    expect(moved([post])).toEqual([2, 0, -1]);
    // All three had reached 10 %.
    expect(moved([less])).toEqual([0, 0, -2]);
    expect(moved([])).toEqual([null, null, null]);
  });

  test("are not there for who had no score then", () => {
    expect(scored({ months: { X1: all(40), X2: [null, null, 50], X3: [20, 20] }, smallest: 100 })).toEqual([
      ["X1", 80, 2, -1],
      ["X2", 100, 1, null],
      ["X3", 40, 3, -1],
    ]);
  });

  test("are those among the agencies of the period before", () => {
    const [one, two, three, four] = COMMUNES;
    if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error("four");
    const ended = { ...three, validTo: "2023-02-20", successors: ["X2"] };
    // X3 was the best until X2 took it over, with its 150 of 300: both of the others have one place more.
    expect(scored({ months: { X1: all(40), X2: all(20), X3: all(50) }, agencies: [one, two, ended] })).toEqual([
      ["X1", 80, 1, 1],
      ["X2", 70, 2, 1],
    ]);
  });

  test("are not there for who took over the code of another", () => {
    const [one, two] = COMMUNES;
    if (one === undefined || two === undefined) throw new Error("two");
    const former = { ...two, validTo: "2023-02-14", successors: ["X1"] };
    const newer = { ...two, name: "UBND phường X2", validFrom: "2023-02-15" };
    expect(
      scored({ months: { X1: all(40), X2: all(50) }, agencies: [one, former, newer] }).map((line) => line[3]),
    ).toEqual([0, null]);
  });
});

test("scores outlive JSON, digit by digit", () => {
  const [over, under] = [10n ** 40n + 1n, 10n ** 41n];
  const scores = [{ code: "X1", score: { over, under }, rank: 1, moved: -2 }];
  expect(AgencyScores.parse(JSON.parse(JSON.stringify(AgencyScores.encode(scores))))).toEqual(scores);
});
