import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../functions/domain/agency.ts";
import type { Measures } from "../../functions/domain/counts.ts";
import type { FigureRow } from "../../functions/domain/figures/figure.ts";
import { figuresOf } from "../../functions/domain/figures/figures.ts";
import type { Inputs } from "../../functions/domain/figures/inputs.ts";
import { MonthlyRates } from "../../functions/domain/figures/monthly.ts";
import { monthsOf, twelveMonthsTo, windowOfMonth } from "../../functions/domain/period.ts";
import type { Programme, Target } from "../../functions/domain/programme.ts";
import { digestOf } from "../../functions/domain/sums/digest.ts";
import { agency, catalogueRow, countsRow } from "../helpers/data/made.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));

const AGENCIES = [
  agency("H1", "UBND huyện A", "huyen"),
  agency("H2", "UBND huyện B", "huyen"),
  agency("S1", "Sở A", "so"),
  agency("S2", "Sở B", "so"),
  agency("X1", "UBND xã A", "xa", "H1"),
  agency("X2", "UBND xã B", "xa", "H1"),
];

/** Two of a department, one of the other, one of the districts, four of the communes. */
const PROCEDURES = [
  catalogueRow({ code: "1", level: "so", owner: "S1", fee: true, payableOnline: true, redesigned: true }),
  catalogueRow({ code: "2", level: "so", owner: "S1", service: "information", eligible: "none", fee: true }),
  catalogueRow({ code: "3", level: "so", owner: "S2", service: "partial", eligible: "partial", published: false }),
  catalogueRow({ code: "4", level: "huyen", service: "partial", eligible: "full", integrated: false, fee: true }),
  catalogueRow({ code: "5", level: "xa", fee: true, payableOnline: true, postalIntake: true }),
  catalogueRow({ code: "6", level: "xa", service: "information", eligible: "full", postalReturn: true, fee: true }),
  catalogueRow({ code: "7", level: "xa", service: "partial", eligible: "partial", integrated: false }),
  catalogueRow({ code: "8", level: "xa", service: "information", eligible: "none", published: false }),
];

/** One month of a commune: every count another power of two, so that no sum can be had in two ways. */
const COMMUNE = [
  countsRow("5", {
    onlineRemote: 1,
    onlineAssisted: 2,
    counter: 4,
    postal: 8,
    resolvedEarly: 16,
    resolvedOnTime: 32,
    resolvedLate: 64,
    resolvedOnline: 128,
    returnedCounter: 256,
    returnedPostal: 512,
    returnedElectronic: 1024,
    digitisedResults: 2048,
    feeDossiers: 4096,
    paidOnlineDossiers: 8192,
    payments: 16_384,
    onlinePayments: 32_768,
  }),
  countsRow("6", { returnedPostal: 1, counter: 1 }),
  countsRow("7", { counter: 1 }),
  // In the catalogue for another level: in the sums, and in no distinct count.
  countsRow("4", { onlineRemote: 1, paidOnlineDossiers: 1 }),
];

const MEASURES: readonly Measures[] = [
  { agency: "H1", portalUsers: 100, identifiedUsers: 40, websites: 3, websitesWithSection: 2 },
  { agency: "X1", portalUsers: 10, identifiedUsers: 5, websites: 1, websitesWithSection: 0 },
  { agency: "Z9", portalUsers: 7, identifiedUsers: 7, websites: 7, websitesWithSection: 7 },
];

const IDS = [
  "online-filing",
  "remote-filing",
  "online-resolution",
  "online-payments",
  "paid-online-dossiers",
  "payable-procedures",
  "payable-services",
  "paid-procedures",
  "active-services",
  "provision",
  "full-provision",
  "full-services",
  "integrated-services",
  "postal-procedures",
  "postal-intake",
  "postal-return",
  "published-procedures",
  "redesigned-services",
  "identified-users",
  "website-sections",
  "digitised-results",
  "on-time",
];

const target = (indicator: string, more: Partial<Target> = {}): Target => ({
  id: indicator,
  indicator,
  name: indicator,
  goal: "min",
  unit: "percent",
  thresholds: { so: 50, huyen: 50, xa: 50, province: 50 },
  deadline: "2023-12-31",
  clause: "1",
  quote: "q",
  ...more,
});

const programme = (targets: readonly Target[]): Programme => ({
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
  targets: [...targets],
  tasks: [],
});

const ACTIVITIES = [["paidOnlineDossiers"], ["onlineRemote", "onlineAssisted"], ["postal", "returnedPostal"]] as const;

const windows = monthsOf("2023-Q1").map((month) => windowOfMonth(month, "nd09"));
const lists = new Map(windows.flatMap(({ from, to }) => [from, to].map((day) => [day, AGENCIES] as const)));
const tree = new AgencyTree(lists, "2023-03-14");

/** Only the communes have answers; X2 none for January. */
function inputsOf(more: Partial<Inputs> = {}): Inputs {
  const digest = digestOf(COMMUNE, ACTIVITIES);
  return {
    province: "p",
    period: "2023-Q1",
    scheme: "nd09",
    months: monthsOf("2023-Q1"),
    programmes: [programme(IDS.map((id) => target(id)))],
    programmesBefore: [],
    indicators: new Map(IDS.map((id) => [id, catalogue.indicator(id)])),
    lists,
    earlierLists: new Map(),
    catalogues: new Map([["2023-03-14", PROCEDURES]]),
    measures: new Map([["2023-03-14", MEASURES]]),
    tasks: new Map(),
    digests: (code, month) => (code.startsWith("X") && `${code} ${month}` !== "X2 2023-01" ? digest : undefined),
    collected: new Set(monthsOf("2023-Q1")),
    ...more,
  };
}

const figures = figuresOf(inputsOf(), tree).rows;
const figure = (indicator: string, scope: string, code: string, rows: readonly FigureRow[] = figures) => {
  const found = rows.find(
    (one) => one.indicator === indicator && one.scope === scope && one.code === code && one.basis !== "period",
  );
  if (found === undefined) throw new Error(`no ${indicator} of ${scope} ${code}`);
  return found;
};
const share = (indicator: string, scope: string, code: string) => {
  const { numerator, denominator, missing } = figure(indicator, scope, code);
  return [numerator, denominator, missing];
};

describe("an indicator of a commune is what its definition says", () => {
  // Three months; procedure 6 and 7 have one dossier at the counter each month, the strange one has one online.
  const received = 3 * (1 + 2 + 4 + 8 + 1 + 1 + 1);
  test.each([
    ["online-filing", 3 * (1 + 2 + 1), received, 0],
    ["remote-filing", 3 * (1 + 1), received, 0],
    ["online-resolution", 3 * 128, 3 * (16 + 32 + 64), 0],
    ["online-payments", 3 * 32_768, 3 * 16_384, 0],
    ["paid-online-dossiers", 3 * (8192 + 1), 3 * 4096, 0],
    ["payable-procedures", 1, 2, 0],
    ["payable-services", 1, 1, 0],
    ["paid-procedures", 1, 2, 0],
    ["active-services", 1, 2, 0],
    ["provision", 2, 3, 0],
    ["full-provision", 1, 2, 0],
    ["full-services", 1, 4, 0],
    ["integrated-services", 1, 2, 0],
    ["postal-procedures", 2, 2, 0],
    ["postal-intake", 3 * 8, received, 0],
    ["postal-return", 3 * (512 + 1), 3 * (256 + 512 + 1024 + 1), 0],
    ["published-procedures", 3, 4, 0],
    ["redesigned-services", 0, 2, 0],
    ["identified-users", 5, 10, 0],
    ["website-sections", 0, 1, 0],
    ["digitised-results", 3 * 2048, 3 * (16 + 32 + 64), 0],
    ["on-time", 3 * (16 + 32), 3 * (16 + 32 + 64), 0],
  ])("%s", (indicator, numerator, denominator, missing) => {
    expect(share(indicator, "agency", "X1")).toEqual([numerator, denominator, missing]);
  });
});

describe("the catalogue of a scope", () => {
  test.each([
    ["agency", "S1", 2],
    ["agency", "S2", 1],
    ["agency", "H1", 1],
    ["agency", "X2", 4],
    ["level", "so", 3],
    ["level", "huyen", 1],
    ["level", "xa", 4],
    ["area", "H1", 5],
    ["area", "H2", 1],
    ["province", "", 8],
  ])("of %s %s has each code once: %i", (scope, code, all) => {
    expect(figure("published-procedures", scope, code).denominator).toBe(all);
  });

  test("has none of a level without agencies in force", () => {
    const departments = AGENCIES.filter(({ level }) => level === "so");
    const only = new Map([...lists.keys()].map((day) => [day, departments] as const));
    const rows = figuresOf(inputsOf({ lists: only }), new AgencyTree(only, "2023-03-14")).rows;
    expect(figure("published-procedures", "province", "", rows).denominator).toBe(3);
  });
});

describe("distinct procedures", () => {
  test("are active where any agency of the scope in any of the months used them, and count once", () => {
    for (const [scope, code] of [
      ["level", "xa"],
      ["area", "H1"],
      ["province", ""],
    ] as const) {
      expect(figure("postal-procedures", scope, code)).toMatchObject({ numerator: 2, denominator: 2 });
    }
    // Procedure 4 is the districts': in the province's catalogue what the communes did with it is activity.
    expect(figure("paid-procedures", "province", "").numerator).toBe(2);
    expect(figure("paid-procedures", "level", "xa").numerator).toBe(1);
  });

  test("have the catalogue's denominator on both bases, and none where nobody answered", () => {
    const both = figures.filter(
      ({ indicator, code, scope }) => `${indicator} ${scope} ${code}` === "paid-procedures agency X1",
    );
    expect(both.map(({ basis, denominator }) => [basis, denominator])).toEqual([
      ["period", 2],
      ["year", 2],
    ]);
    expect(figure("paid-procedures", "agency", "S1")).toMatchObject({
      numerator: null,
      denominator: null,
      rate: null,
      verdict: "no-data",
      shortfall: null,
      rank: null,
    });
  });
});

describe("what is missing", () => {
  test("is a pair of agency and month of the scope for counts, never for the catalogue", () => {
    const missing = (indicator: string, scope: string, code: string) => figure(indicator, scope, code).missing;
    expect(missing("online-filing", "agency", "X2")).toBe(1);
    expect(missing("paid-procedures", "area", "H1")).toBe(3 + 1);
    expect(missing("online-filing", "province", "")).toBe(3 * 4 + 1);
    expect(missing("published-procedures", "province", "")).toBe(0);
  });

  test("is no zero: a scope without any answer has no data, one with an empty list no activity", () => {
    expect(figure("online-filing", "agency", "H2")).toMatchObject({ numerator: null, verdict: "no-data", missing: 3 });
    const empty = digestOf([], ACTIVITIES);
    const silent = figuresOf(inputsOf({ digests: () => empty }), tree).rows;
    expect(figure("online-filing", "agency", "H2", silent)).toMatchObject({
      numerator: 0,
      denominator: 0,
      rate: null,
      verdict: "no-activity",
      missing: 0,
    });
  });

  test("is an agency without a row for measures; the others are summed, strangers are not", () => {
    expect(share("identified-users", "province", "")).toEqual([45, 110, 4]);
    expect(share("website-sections", "province", "")).toEqual([2, 4, 4]);
    expect(share("identified-users", "area", "H1")).toEqual([45, 110, 1]);
    expect(share("identified-users", "level", "xa")).toEqual([5, 10, 1]);
    expect(figure("identified-users", "agency", "S1")).toMatchObject({
      numerator: null,
      verdict: "no-data",
      missing: 1,
    });
    const none = figuresOf(inputsOf({ measures: new Map() }), tree).rows;
    expect(figure("identified-users", "province", "", none)).toMatchObject({
      numerator: null,
      verdict: "no-data",
      missing: 6,
    });
  });
});

describe("the rows of a target", () => {
  const rowsOf = (thresholds: Target["thresholds"], indicator = "online-filing") =>
    figuresOf(inputsOf({ programmes: [programme([target(indicator, { thresholds })])] }), tree).rows.filter(
      ({ basis }) => basis !== "period",
    );
  const places = (rows: readonly FigureRow[]) => rows.map(({ scope, code }) => `${scope} ${code}`.trim());

  test("are the province's always, those of a level and its agencies where it is bound", () => {
    expect(places(rowsOf({ province: 50 }))).toEqual(["province"]);
    expect(places(rowsOf({ so: 50 }))).toEqual(["province", "level so", "agency S1", "agency S2"]);
    expect(places(rowsOf({ xa: 50 }))).toEqual(["province", "level xa", "agency X1", "agency X2"]);
  });

  test("are the districts' where huyen and xa are both bound, or areas are given a threshold", () => {
    expect(places(rowsOf({ huyen: 50, xa: 40 }))).toEqual([
      "province",
      "level huyen",
      "level xa",
      "area H1",
      "area H2",
      "agency H1",
      "agency H2",
      "agency X1",
      "agency X2",
    ]);
    expect(places(rowsOf({ area: 50 }))).toEqual(["province", "area H1", "area H2"]);
  });

  test("have the threshold of their level; an area its own, or the one that huyen and xa share, or none", () => {
    const threshold = (thresholds: Target["thresholds"], place: string) =>
      rowsOf(thresholds).find(({ scope, code }) => `${scope} ${code}`.trim() === place)?.threshold;
    expect(threshold({ so: 60 }, "level so")).toBe(60);
    expect(threshold({ so: 60 }, "agency S1")).toBe(60);
    expect(threshold({ so: 60 }, "province")).toBeNull();
    expect(threshold({ so: 60, province: 30 }, "province")).toBe(30);
    expect(threshold({ huyen: 50, xa: 50 }, "area H1")).toBe(50);
    expect(threshold({ huyen: 50, xa: 40 }, "area H1")).toBeNull();
    expect(threshold({ huyen: 50, xa: 40, area: 45 }, "area H1")).toBe(45);
  });

  test("without a threshold are not assessed, and keep their figure", () => {
    expect(rowsOf({ so: 60, xa: 50 })[0]).toMatchObject({
      scope: "province",
      verdict: "not-assessed",
      shortfall: null,
    });
    expect(rowsOf({ so: 60, xa: 50 })[0]?.numerator).toBeGreaterThan(0);
  });

  test("that ask for a number have no denominator and no rate, and are judged by the numerator", () => {
    const asked = target("integrated-services", { unit: "count", thresholds: { province: 3 } });
    const [row] = figuresOf(inputsOf({ programmes: [programme([asked])] }), tree).rows;
    // 1, 3 and 5 are integrated and no mere information.
    expect(row).toMatchObject({ numerator: 3, denominator: null, rate: null, verdict: "met", shortfall: 0 });
  });

  test("cover the days of their basis; those of the last day cover that day", () => {
    const days = (indicator: string, basis: string) => {
      const row = figures.find((one) => one.indicator === indicator && one.basis === basis);
      return [row?.from, row?.to];
    };
    expect(days("online-filing", "period")).toEqual(["2022-12-15", "2023-03-14"]);
    expect(days("published-procedures", "as-of")).toEqual(["2023-03-14", "2023-03-14"]);
    const march = { ...inputsOf(), period: "2023-03" };
    const rows = figuresOf(march, tree).rows.filter(
      ({ indicator, scope }) => indicator === "online-filing" && scope === "province",
    );
    expect(rows.map(({ basis, from, to }) => [basis, from, to])).toEqual([
      ["period", "2023-02-15", "2023-03-14"],
      ["year", "2022-12-15", "2023-03-14"],
    ]);
    expect(rows.map(({ numerator }) => numerator)).toEqual([2 * 4, 5 * 4]);
  });

  test("are judged on basis year, and have no verdict, shortfall or rank on basis period", () => {
    const period = figures.filter(({ basis }) => basis === "period");
    expect(period.length).toBeGreaterThan(100);
    expect(period.filter(({ verdict, shortfall, rank }) => verdict ?? shortfall ?? rank)).toEqual([]);
    expect(figure("online-filing", "agency", "X1")).toMatchObject({ verdict: "not-due", rank: 1 });
    expect(figure("online-filing", "level", "xa").rank).toBeNull();
  });
});

test("each level is ranked by itself", () => {
  const digests = (code: string) => digestOf([countsRow("9", { onlineRemote: Number(code.slice(1)), counter: 3 })], []);
  const rows = figuresOf(inputsOf({ digests }), tree).rows;
  const ranks = ["S1", "S2", "H1", "H2", "X1", "X2"].map((code) => figure("online-filing", "agency", code, rows).rank);
  expect(ranks).toEqual([2, 1, 2, 1, 2, 1]);
});

describe("a trend of twelve months", () => {
  const province = { kind: "province", code: "", name: "Toàn tỉnh", level: null } as const;
  const months = twelveMonthsTo("2023-Q1");
  const earlier = new Map(
    months
      .slice(0, 9)
      .flatMap((month) => Object.values(windowOfMonth(month, "nd09")).map((day) => [day, AGENCIES] as const)),
  );
  const trend = (more: Partial<Inputs>) =>
    new MonthlyRates(inputsOf({ earlierLists: earlier, ...more }), tree).shares(
      catalogue.indicator("remote-filing"),
      province,
    );
  const third = digestOf([countsRow("5", { onlineRemote: 1, counter: 2 })], ACTIVITIES);
  const none = digestOf([], ACTIVITIES);

  test("has the share of each month alone, none where nobody answered and of nothing where nothing came", () => {
    const rates = trend({
      digests: (code, month) => {
        if (code !== "X1" || month === "2022-05") return undefined;
        return month === "2022-12" ? none : third;
      },
      collected: new Set(["2022-04", "2022-05", "2022-12", "2023-01", "2023-02", "2023-03"]),
    });
    const known = { numerator: 1, denominator: 3 };
    const unknown = null;
    const idle = { numerator: 0, denominator: 0 };
    expect(new MonthlyRates(inputsOf({ earlierLists: earlier }), tree).months).toEqual(months);
    expect(rates).toEqual([
      known,
      // Collected, and nobody answered; then six months that were not collected, whatever is stored of them.
      unknown,
      ...Array.from({ length: 6 }, () => unknown),
      idle,
      known,
      known,
      known,
    ]);
  });

  test("has the last month also where it is not collected in full", () => {
    const rates = trend({ digests: (code) => (code === "X1" ? third : undefined), collected: new Set() });
    expect(rates).toEqual([...Array.from({ length: 11 }, () => null), { numerator: 1, denominator: 3 }]);
  });
});
