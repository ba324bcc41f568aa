import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../functions/domain/agency.ts";
import { figuresOf } from "../../functions/domain/figures/figures.ts";
import type { Inputs } from "../../functions/domain/figures/inputs.ts";
import { Chart, type ChartOf } from "../../functions/report/chart.ts";
import { numberedCharts } from "../../functions/report/charts/captions.ts";
import { levelBars } from "../../functions/report/charts/levels.ts";
import { targetCharts } from "../../functions/report/charts/targets.ts";
import {
  type Composition,
  compositionOf as composedOf,
  type PrintedTarget,
} from "../../functions/report/composition.ts";
import type { PrintedRow } from "../../functions/report/printed-rate.ts";
import type { Block } from "../../functions/report/report.ts";
import { type Answers, computed, workedExample } from "../helpers/data/answers.ts";

const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));

interface Asked {
  readonly period?: string;
  readonly programmes?: readonly string[];
  readonly province?: string;
  readonly change?: (inputs: Inputs) => Inputs;
}

/** The worked example as a report of these programmes would be composed. */
function compositionOf(answers: Answers, asked: Asked = {}): Composition {
  const { period = "2023-06", programmes: ids = ["brvt-qd-2023"], change = (inputs) => inputs } = asked;
  const province = catalogue.province(asked.province ?? "ba-ria-vung-tau");
  const programmes = catalogue.programmes(province.id).filter(({ id }) => ids.includes(id));
  const indicators = new Map(
    programmes.flatMap(({ targets }) => targets.map(({ indicator }) => [indicator, catalogue.indicator(indicator)])),
  );
  const inputs = change(computed(answers, { province: province.id, period, programmes, indicators }).inputs);
  const tree = new AgencyTree(inputs.lists, [...inputs.lists.keys()].sort().at(-1) ?? "");
  const head = { revision: 1, state: "final", synthetic: false, dataAsOf: "2023-06-15T06:00:00+07:00" } as const;
  return composedOf({
    province,
    forms: catalogue.forms(),
    inputs,
    tree,
    figures: figuresOf(inputs, tree),
    findings: [],
    changes: null,
    inputChanges: [],
    head,
  });
}

function chartsOf<Type extends Chart["type"]>(blocks: readonly Block[], type: Type): ChartOf<Type>[] {
  const is = (chart: Chart): chart is ChartOf<Type> => chart.type === type;
  return blocks.flatMap((block) => (block.type === "chart" && is(block.chart) ? [block.chart] : []));
}

const captions = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.type === "chart" ? [block.caption] : []));

const monthsOf = (composition: Composition): ChartOf<"multiples"> | undefined =>
  chartsOf(targetCharts(composition), "multiples")[0];

/** The panel of this name, whatever the number before it. */
const panelNamed = (composition: Composition, name: string) =>
  monthsOf(composition)?.panels.find((panel) => panel.name.replace(/^\([\d, ]+\) /, "") === name);

const FILING = "Hồ sơ nộp trực tuyến từ xa";

const COUNTS = ["onlineRemote", "onlineAssisted", "counter", "postal"] as const;
const Row = z.object({ procedure: z.string() }).and(z.record(z.string(), z.union([z.string(), z.int().min(0)])));

/** Remote filing of the province in the month that begins on this day, summed from the raw answers. */
function remoteByHand(answers: Answers, from: string): number {
  let [over, under] = [0, 0];
  for (const answer of answers.counts.filter((one) => one.from === from)) {
    const rows = z.array(Row).safeParse(answer.items);
    if (!rows.success) continue;
    const byProcedure = new Map<string, string>();
    const isContradictory = rows.data.some((row) => {
      const text = JSON.stringify(Object.entries(row).sort());
      const other = byProcedure.get(row.procedure) ?? text;
      byProcedure.set(row.procedure, text);
      return other !== text;
    });
    if (isContradictory) continue;
    const once = rows.data.filter((row, at) => rows.data.findIndex((one) => one.procedure === row.procedure) === at);
    for (const row of once) {
      over += Number(row["onlineRemote"]);
      under += COUNTS.reduce((sum, name) => sum + Number(row[name]), 0);
    }
  }
  return (over / under) * 100;
}

const OWN = ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15", "2023-04-15", "2023-05-15"];

test("a panel has the rate of each month alone, as the counts give it, from the first month that is known", () => {
  const composition = compositionOf(workedExample());
  const panel = panelNamed(composition, FILING);

  expect(monthsOf(composition)?.months).toEqual(["01/2023", "02/2023", "03/2023", "04/2023", "05/2023", "06/2023"]);
  expect(panel?.values.map((value) => value?.toFixed(5))).toEqual(
    OWN.map((day) => remoteByHand(workedExample(), day).toFixed(5)),
  );
  // The worked example's own numbers of May and June (figures.csv, previous and rate).
  expect(panel?.values.slice(4)).toEqual([19.816662, 21.640489]);
  expect(panel?.text).toBe("21,64%");
  expect(panel?.threshold).toEqual({ name: "Mức tối thiểu 50%", value: 50 });
});

test("the newest two points of every panel are the figures' own rate and the one they are compared with", () => {
  const composition = compositionOf(workedExample());
  const millionths = (value: number | null | undefined) => (typeof value === "number" ? Math.round(value * 1e6) : null);
  const rate = (value: bigint | null | undefined) => (value === null || value === undefined ? null : Number(value));
  const panels = monthsOf(composition)?.panels ?? [];

  expect(panels).toHaveLength(5);
  for (const { name, values } of panels) {
    const [, number] = /^\((\d+)/.exec(name) ?? [];
    const target = composition.targets[Number(number) - 1];
    const own = target?.rows.find(({ scope, basis }) => scope === "province" && basis !== "year");
    expect(name.toLowerCase()).toContain(target?.indicator.name.replace(/^Tỷ lệ /, "").toLowerCase());
    expect([name, ...values.slice(-2).map(millionths)]).toEqual([name, rate(own?.previous), rate(own?.rate)]);
  }
});

/** As if the months of the second half of 2022 had been stored, each with January's answers. */
const withHalfYear = (inputs: Inputs): Inputs => {
  const months = ["07", "08", "09", "10", "11", "12"].map((month) => `2022-${month}`);
  const agencies = inputs.lists.get("2022-12-15") ?? [];
  const days = months.flatMap((month) => [`${month}-14`, `${month}-15`]).concat("2022-06-15");
  return {
    ...inputs,
    earlierLists: new Map(days.map((day) => [day, agencies])),
    digests: (agency, month) => inputs.digests(agency, month.startsWith("2022") ? "2023-01" : month),
    collected: new Set([...inputs.months, ...months.filter((month) => month !== "2022-10")]),
  };
};

test("an earlier month is shown where it was collected, and is a gap where its counts are stored but it was not", () => {
  const composition = compositionOf(workedExample(), { change: withHalfYear });
  const january = remoteByHand(workedExample(), "2022-12-15").toFixed(5);

  expect(monthsOf(composition)?.months).toEqual([
    ...["07/2022", "08/2022", "09/2022", "10/2022", "11/2022", "12/2022"],
    ...["01/2023", "02/2023", "03/2023", "04/2023", "05/2023", "06/2023"],
  ]);
  expect(
    panelNamed(composition, FILING)
      ?.values.slice(0, 6)
      .map((value) => value?.toFixed(5) ?? null),
  ).toEqual([january, january, january, null, january, january]);
});

test("a picture with gaps says so, one without does not", () => {
  const about = "Tỷ lệ từng tháng của toàn tỉnh so với mức giao";
  expect(captions(targetCharts(compositionOf(workedExample(), { change: withHalfYear })))).toEqual([
    `${about}, từ tháng 07/2022 đến tháng 06/2023; tháng không có số liệu để trống`,
  ]);
  expect(captions(targetCharts(compositionOf(workedExample())))).toEqual([
    `${about}, từ tháng 01/2023 đến tháng 06/2023`,
  ]);
});

test("a month in which nobody reported is a gap, one without a single dossier too, and the label says which", () => {
  const silent = workedExample();
  silent.counts = silent.counts.filter(({ from }) => from !== "2023-05-15");
  const idle = workedExample();
  for (const answer of idle.counts) if (answer.from === "2023-05-15") answer.items = [];
  const newest = (answers: Answers) => {
    const panel = panelNamed(compositionOf(answers), FILING);
    return [panel?.values.at(-1), panel?.text];
  };

  expect(newest(silent)).toEqual([null, "chưa có số liệu"]);
  expect(newest(idle)).toEqual([null, "không phát sinh"]);
});

test("a quarter's last month has no rate in words: it stands in none of the report's tables", () => {
  const filing = panelNamed(compositionOf(workedExample(), { period: "2023-Q2" }), FILING);
  expect([filing?.values.at(-1), filing?.text]).toEqual([21.640489, ""]);
});

test("one month alone makes no picture", () => {
  expect(targetCharts(compositionOf(workedExample(), { period: "2023-01" }))).toEqual([]);
});

test("a panel bears the number of its target and its threshold; distinct counts have no month", () => {
  const panels = monthsOf(compositionOf(workedExample()))?.panels ?? [];

  expect(panels.map(({ name, threshold }) => [name, threshold?.name])).toEqual([
    ["(1) Hồ sơ nộp trực tuyến từ xa", "Mức tối thiểu 50%"],
    ["(2) Hồ sơ nộp trực tuyến", "Mức phấn đấu 100%"],
    ["(3) Giao dịch thanh toán trực tuyến", "Mức tối thiểu 30%"],
    ["(4) TTHC có yêu cầu nghĩa vụ tài chính được triển khai thanh toán trực tuyến", "Mức tối thiểu 60%"],
    ["(6) Hồ sơ có phát sinh giao dịch thanh toán trực tuyến", "Mức tối thiểu 30%"],
  ]);
});

test("an indicator that two targets ask for is one panel under both numbers, and a count target has none", () => {
  const asked = { province: "quang-tri", programmes: ["quangtri-cv90-2021"] };
  const panels = monthsOf(compositionOf(workedExample(), asked))?.panels ?? [];

  expect(panels.map(({ name, threshold }) => [name, threshold?.value])).toEqual([
    ["(1, 2) TTHC được cung cấp DVCTT toàn trình", 50],
    ["(3) DVCTT được tích hợp lên Cổng Dịch vụ công quốc gia", 100],
  ]);
});

/** The leading target again, with this demand of the province. */
function alike({ targets }: Composition, goal: "min" | "strive", province: number | undefined): PrintedTarget {
  const [leading] = targets;
  if (leading === undefined) throw new Error("the example has no target");
  const { province: _, ...levels } = leading.target.thresholds;
  const thresholds = province === undefined ? levels : { ...levels, province };
  return { ...leading, target: { ...leading.target, goal, thresholds } };
}

test.each([
  [
    "the minimum beside what is striven for",
    [
      ["strive", 100],
      ["min", 50],
    ],
    "Mức tối thiểu 50%",
  ],
  [
    "what is striven for where nothing else is demanded",
    [
      ["min", undefined],
      ["strive", 80],
    ],
    "Mức phấn đấu 80%",
  ],
  ["none where the province is held to none", [["min", undefined]], undefined],
] as const)("the threshold that is drawn: %s", (_, demands, expected) => {
  const composition = compositionOf(workedExample());
  const targets = demands.map(([goal, value]) => alike(composition, goal, value));
  const drawn = { ...composition, targets };

  expect(monthsOf(drawn)?.panels.map(({ threshold }) => threshold?.name)).toEqual([expected]);
  expect(captions(targetCharts(drawn))[0]?.includes("so với mức giao")).toBe(expected !== undefined);
});

test("at most six rates are drawn, the first, and the caption says so", () => {
  const composition = compositionOf(workedExample());
  const [leading] = composition.targets;
  if (leading === undefined) throw new Error("the example has no target");
  const many = (count: number) => ({
    ...composition,
    targets: Array.from({ length: count }, () => ({ ...leading, indicator: { ...leading.indicator } })),
  });

  expect(monthsOf(many(12))?.panels.map(({ name }) => name.slice(0, 3))).toEqual(
    [1, 2, 3, 4, 5, 6].map((number) => `(${number})`),
  );
  expect(captions(targetCharts(many(12)))[0]).toMatch(/; vẽ 06 tỷ lệ đầu trong 12$/);
  expect(captions(targetCharts(many(6)))[0]).not.toContain("vẽ");
});

const Fixture = z.array(z.record(z.string(), z.string()));
const fixture = Fixture.parse(
  parse(readFileSync(new URL("../fixtures/worked-example/figures.csv", import.meta.url)), { columns: true, bom: true }),
);

/** Rates of the worked example's own figures.csv with one of these verdicts, the weakest first. */
const ratesOf = (level: string, verdicts: readonly string[]): number[] =>
  fixture
    .filter((row) => row["target"] === "remote-filing" && row["scope"] === "agency" && row["basis"] === "year")
    .filter((row) => row["level"] === level && row["rate"] !== "" && verdicts.includes(row["verdict"] ?? ""))
    .map((row) => Number(row["rate"]))
    .sort((left, right) => left - right);

const barsAt = (composition: Composition): ChartOf<"bars">[] => chartsOf(levelBars(composition), "bars");

/** As if no agency had few dossiers: those of the worked example have. */
const busy = (composition: Composition): Composition => ({ ...composition, small: new Set() });

test("bars: those below the threshold first, the weakest at the top, then those that reach it, then who is not bound", () => {
  const [so, huyen] = barsAt(busy(compositionOf(workedExample())));
  const values = (chart: ChartOf<"bars"> | undefined) => chart?.bars.map(({ value }) => value) ?? [];
  const below = ratesOf("so", ["not-met", "not-due"]);
  const met = ratesOf("so", ["met"]);

  expect(below.length).toBeGreaterThan(1);
  expect(values(so).filter((value) => value !== null)).toEqual([...below, ...met, ...ratesOf("so", ["not-assessed"])]);
  expect(values(huyen)).toEqual([...ratesOf("huyen", ["not-met", "not-due"]), ...ratesOf("huyen", ["met"])]);
  expect(so?.bars.findIndex(({ name }) => name === "Thanh tra tỉnh")).toBe(below.length + met.length);
  expect(so?.bars.find(({ name }) => name === "Thanh tra tỉnh")).toMatchObject({ mark: "not-assessed" });
  expect(so?.threshold).toEqual({ name: "Mức tối thiểu 50%", value: 50 });
  expect(so?.title).toBe("Tỷ lệ lũy kế từ đầu năm đến ngày 14/6/2023 (%)");
});

test("agencies without dossiers or without data come last, with their words and no bar", () => {
  const answers = workedExample();
  // Neither is the heir of another.
  const [first, second] = ["Z1.X04", "Z1.X05"];
  answers.counts = answers.counts.filter(({ agency }) => agency !== first);
  for (const answer of answers.counts) if (answer.agency === second) answer.items = [];
  const bars = barsAt(busy(compositionOf(answers))).at(-1)?.bars ?? [];
  const nameOf = (code: string) => answers.agencies.find((one) => one.code === code)?.name;

  expect(bars.slice(-2)).toEqual([
    { name: nameOf(second), value: null, mark: "no-activity", text: "không phát sinh" },
    { name: nameOf(first), value: null, mark: "no-data", text: "chưa có số liệu" },
  ]);
  expect(bars.slice(0, -2).every(({ value }) => value !== null)).toBe(true);
});

test("a level where all must be alike is not drawn: the catalogue's share is the same for each district", () => {
  const asked = { province: "quang-tri", programmes: ["quangtri-cv90-2021"] };
  const composition = busy(compositionOf(workedExample(), asked));

  expect(captions(levelBars(composition))).toEqual([
    "Tỷ lệ TTHC được cung cấp DVCTT toàn trình của các sở, ban, ngành so với mức tối thiểu 50%",
  ]);
});

/** The example's leading target with these shares as its communes, judged against a threshold; some have few dossiers. */
function communes(
  shares: readonly (readonly [number, number] | null)[],
  threshold: number,
  few: readonly number[] = [],
): Block[] {
  const composition = compositionOf(workedExample());
  const [leading] = composition.targets;
  const model = leading?.rows.find(
    ({ scope, level, basis }) => scope === "agency" && level === "xa" && basis === "year",
  );
  if (leading === undefined || model === undefined) throw new Error("the example has no commune");
  const rows = shares.map((share, index): PrintedRow => {
    const [numerator, denominator] = share ?? [0, 0];
    const isMet = numerator * 100 >= threshold * denominator;
    const verdict = share === null ? ("no-activity" as const) : isMet ? ("met" as const) : ("not-due" as const);
    const rate = share === null ? null : (BigInt(numerator) * 100_000_000n) / BigInt(denominator);
    const name = `UBND xã số ${index}`;
    return { ...model, code: `X${index}`, name, numerator, denominator, rate, threshold, verdict };
  });
  const target: PrintedTarget = { ...leading, rows };
  return levelBars({ ...composition, targets: [target], small: new Set(few.map((index) => `X${index}`)) });
}

const told = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.type === "note" ? [block.text] : []));

const times = (count: number, share: readonly [number, number]) => Array.from({ length: count }, () => share);

test("one with few dossiers stands after the judged ones, unjudged, and its label says why", () => {
  const shares = [[0, 5], [30, 100], [60, 100], [20, 100], null, [4, 4], [52, 100]] as const;
  const [chart] = chartsOf(communes(shares, 50, [0, 5]), "bars");

  expect(chart?.bars.map(({ name, mark, text }) => [name.slice(-1), mark, text])).toEqual([
    ["3", "not-due", "20,00%"],
    ["1", "not-due", "30,00%"],
    ["6", "met", "52,00%"],
    ["2", "met", "60,00%"],
    ["0", "not-assessed", "0,00%, ít hồ sơ"],
    ["5", "not-assessed", "100,00%, ít hồ sơ"],
    ["4", "no-activity", "không phát sinh"],
  ]);
  expect(chart?.key).toEqual([
    { mark: "not-due", text: "Chưa đạt (chưa đến hạn)" },
    { mark: "met", text: "Đạt" },
    { mark: "not-assessed", text: "Ít hồ sơ" },
  ]);
});

const SPREAD = [
  ...times(20, [15, 100]),
  // 19,999…% prints as 20,00% and is still below.
  [19_999_999, 100_000_000],
  [2, 10],
  [33, 100],
  [34, 100],
  [35, 100],
  [39, 100],
  [79, 100],
  null,
  ...times(20, [55, 100]),
] as const;

test("many communes are counted by tens of percent, exactly at the edges, from the first band with one to the last", () => {
  const blocks = communes(SPREAD, 34);
  const [chart] = chartsOf(blocks, "distribution");

  expect(chart?.bands).toEqual([
    { from: 10, to: 20, parts: [{ mark: "not-due", count: 21 }], text: "21" },
    { from: 20, to: 30, parts: [{ mark: "not-due", count: 1 }], text: "1" },
    {
      from: 30,
      to: 40,
      parts: [
        { mark: "not-due", count: 1 },
        { mark: "met", count: 3 },
      ],
      text: "4",
    },
    { from: 40, to: 50, parts: [], text: "" },
    { from: 50, to: 60, parts: [{ mark: "met", count: 20 }], text: "20" },
    { from: 60, to: 70, parts: [], text: "" },
    { from: 70, to: 80, parts: [{ mark: "met", count: 1 }], text: "1" },
  ]);
  expect(chart?.note).toBe("24/47 đơn vị đạt; không vẽ 01 đơn vị không phát sinh");
  expect(chart?.key.map(({ text }) => text)).toEqual(["Chưa đạt (chưa đến hạn)", "Đạt"]);
  expect(captions(blocks)).toEqual([
    "Phân bố các UBND cấp xã theo tỷ lệ hồ sơ nộp trực tuyến từ xa so với mức tối thiểu 34%",
  ]);
});

test("every number of a distribution stands in words before it", () => {
  expect(told(communes(SPREAD, 34))).toEqual([
    "Các UBND cấp xã theo tỷ lệ lũy kế từ đầu năm đến ngày 14/6/2023: 21 đơn vị từ 10% đến dưới 20%; 01 đơn vị từ 20% đến dưới 30%; 04 đơn vị từ 30% đến dưới 40%; 20 đơn vị từ 50% đến dưới 60%; 01 đơn vị từ 70% đến dưới 80% (24/47 đơn vị đạt; không vẽ 01 đơn vị không phát sinh).",
  ]);
  expect(told(communes([...times(20, [1, 100]), ...times(20, [9, 8])], 34))[0]).toContain(
    ": 20 đơn vị dưới 10%; 20 đơn vị từ 90% trở lên (",
  );
});

test.each([
  ["above all", 95, [10, 100]],
  ["at the edge of a band above all", 90, [10, 90]],
  ["below all", 5, [0, 80]],
  ["at the edge of a band below all", 10, [10, 80]],
])("a threshold %s is within the axis", (_, threshold, ends) => {
  const [chart] = chartsOf(communes(SPREAD, threshold), "distribution");
  expect([chart?.bands[0]?.from, chart?.bands.at(-1)?.to]).toEqual(ends);
});

test("those with few dossiers are in no band, and the note counts them", () => {
  const shares = [...times(20, [50, 100]), ...times(20, [70, 100]), [0, 3], [2, 2]] as const;
  const [chart] = chartsOf(communes(shares, 60, [40, 41]), "distribution");

  expect(chart?.bands.map(({ from, text }) => [from, text])).toEqual([
    [50, "20"],
    [60, ""],
    [70, "20"],
  ]);
  // 21 of 42 as the tables judge them.
  expect(chart?.note).toBe("21/42 đơn vị đạt; không vẽ 02 đơn vị ít hồ sơ");
});

test("bands are narrower where the communes lie close together", () => {
  const close = Array.from({ length: 40 }, (_, index): [number, number] => [90 + (index % 8), 100]);
  const [chart] = chartsOf(communes(close, 95), "distribution");

  expect(chart?.bands.map(({ from, to, text }) => [from, to, text])).toEqual([
    [90, 92, "10"],
    [92, 94, "10"],
    [94, 96, "10"],
    [96, 98, "10"],
  ]);
  expect(chart?.title).toMatch(/, mỗi cột là một khoảng 2%$/);
});

test("up to thirty communes still have a bar each", () => {
  const thirty = Array.from({ length: 30 }, (_, index): [number, number] => [index, 60]);
  expect(chartsOf(communes(thirty, 34), "bars")[0]?.bars).toHaveLength(30);
  expect(chartsOf(communes([...thirty, [1, 2]], 34), "bars")).toEqual([]);
});

describe("what a level may be like", () => {
  const six = Array.from({ length: 6 }, (_, index): [number, number] => [index + 1, 100]);

  test.each([
    ["one agency", [[1, 2]], []],
    ["no dossiers anywhere", [null, null, null], []],
    ["few dossiers everywhere", six, [0, 1, 2, 3, 4, 5]],
    ["few dossiers in all but one", six, [1, 2, 3, 4, 5]],
    ["hundreds that are all alike", times(610, [9, 10]), []],
    ["hundreds without dossiers", Array.from({ length: 610 }, () => null), []],
  ] as const)("%s: no picture", (_, shares, few) => {
    expect(communes(shares, 50, few)).toEqual([]);
  });

  test.each([
    ["all reach it", 1, "Đạt"],
    ["none reaches it", 90, "Chưa đạt (chưa đến hạn)"],
  ])("%s: one pattern, the weakest first", (_, threshold, text) => {
    const [chart] = chartsOf(communes(six.toReversed(), threshold), "bars");
    expect(chart?.bars.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(chart?.key.map((one) => one.text)).toEqual([text]);
  });

  test("610 communes: one picture, and every one of them is counted", () => {
    const shares = Array.from({ length: 610 }, (_, index): [number, number] => [(index * 37) % 100, 100]);
    const blocks = communes(shares, 34);
    const [chart] = chartsOf(blocks, "distribution");
    expect(captions(blocks)).toHaveLength(1);
    expect(chart?.bands.flatMap(({ parts }) => parts).reduce((sum, { count }) => sum + count, 0)).toBe(610);
  });
});

test("a province without districts or communes has no picture of them", () => {
  const answers = workedExample();
  answers.agencies = answers.agencies.filter(({ level }) => level === "so");
  const all = captions(levelBars(busy(compositionOf(answers))));

  expect(all).toEqual(["Tỷ lệ hồ sơ nộp trực tuyến từ xa của các sở, ban, ngành so với mức tối thiểu 50%"]);
});

test("a province of which nothing is known has no picture at all", () => {
  const composition = compositionOf({ ...workedExample(), counts: [], procedures: {} });
  expect([...targetCharts(composition), ...levelBars(composition)]).toEqual([]);
});

test("a report has at most four pictures: the months, then one for each level", () => {
  const composition = busy(compositionOf(workedExample()));
  const all = captions([...targetCharts(composition), ...levelBars(composition)]);

  expect(all.map((caption) => caption.replace(/^.* (của|các) /, "").split(" so với")[0])).toEqual([
    "toàn tỉnh",
    "sở, ban, ngành",
    "UBND cấp huyện",
    "UBND cấp xã",
  ]);
});

test("pictures are numbered over the whole document, and nothing else is touched", () => {
  const composition = busy(compositionOf(workedExample()));
  const [first, second] = [...targetCharts(composition), ...levelBars(composition)];
  if (first === undefined || second === undefined) throw new Error("the example has two pictures");
  const text: Block = { type: "paragraph", text: "Hình" };
  const numbered = numberedCharts([text, first, text, second]);

  expect(numbered.map((block) => (block.type === "chart" ? block.caption.slice(0, 8) : block))).toEqual([
    ...[text, "Hình 1. "],
    ...[text, "Hình 2. "],
  ]);
});

test("a chart is plain data: it survives being stored, and refuses what is no number", () => {
  const composition = busy(compositionOf(workedExample()));
  const blocks = [...targetCharts(composition), ...levelBars(composition), ...communes(SPREAD, 34)];
  for (const block of blocks) {
    if (block.type === "chart") expect(Chart.parse(JSON.parse(JSON.stringify(block.chart)))).toEqual(block.chart);
  }
  const [first] = chartsOf(blocks, "bars");
  expect(Chart.safeParse({ ...first, threshold: { name: "", value: Number.NaN } }).success).toBe(false);
});
