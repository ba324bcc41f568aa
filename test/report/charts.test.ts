import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { AgencyTree } from "../../functions/domain/agency.ts";
import type { FigureRow } from "../../functions/domain/figures/figure.ts";
import { figuresOf } from "../../functions/domain/figures/figures.ts";
import type { Inputs } from "../../functions/domain/figures/inputs.ts";
import { Chart, type ChartOf } from "../../functions/report/chart.ts";
import { levelBars } from "../../functions/report/charts/levels.ts";
import { districtMultiples, numberedCharts, trendCharts } from "../../functions/report/charts/trends.ts";
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

const trends = (composition: Composition): Block[] => trendCharts(composition);

const lineNamed = (composition: Composition, name: string) =>
  chartsOf(trends(composition), "trend")
    .flatMap(({ series }) => series)
    .find((one) => one.name === name);

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

test("a trend has the rate of each month alone, as the counts give it, and a gap where no month was collected", () => {
  const answers = workedExample();
  const line = lineNamed(compositionOf(answers), "Hồ sơ nộp trực tuyến từ xa");
  const [before, own] = [line?.values.slice(0, 6), line?.values.slice(6)];

  expect(before).toEqual([null, null, null, null, null, null]);
  expect(own?.map((value) => value?.toFixed(5))).toEqual(OWN.map((day) => remoteByHand(answers, day).toFixed(5)));
  // The worked example's own numbers of May and June (figures.csv, previous and rate).
  expect(own?.slice(4)).toEqual([19.816662, 21.640489]);
  expect(line?.text).toBe("21,64% (giao 50%)");
});

test("the newest two points of every line are the figures' own rate and the one they are compared with", () => {
  const composition = compositionOf(workedExample());
  const targets = composition.targets;
  const own = (name: string, scope: string, code: string): FigureRow | undefined =>
    targets
      .find(
        ({ indicator }) =>
          indicator.name === `Tỷ lệ ${name.charAt(0).toLowerCase()}${name.slice(1)}` ||
          indicator.name === `Tỷ lệ ${name}`,
      )
      ?.rows.find((row) => row.scope === scope && row.code === code && row.basis !== "year");
  const millionths = (value: number | null | undefined) => (typeof value === "number" ? Math.round(value * 1e6) : null);
  const rate = (value: bigint | null | undefined) => (value === null || value === undefined ? null : Number(value));
  const lines = chartsOf(trends(composition), "trend").flatMap(({ series }) => series);
  const panels = chartsOf(districtMultiples(composition), "multiples").flatMap((chart) => chart.panels);
  const districts = composition.tree.inForce.filter(({ level }) => level === "huyen");

  expect(lines).toHaveLength(5);
  expect(panels).toHaveLength(districts.length);
  for (const line of lines) {
    const row = own(line.name, "province", "");
    expect([line.name, ...line.values.slice(-2).map(millionths)]).toEqual([
      line.name,
      rate(row?.previous),
      rate(row?.rate),
    ]);
  }
  for (const [index, panel] of panels.entries()) {
    const row = own("hồ sơ nộp trực tuyến từ xa", "area", districts[index]?.code ?? "");
    expect(panel.values.slice(-2).map(millionths)).toEqual([rate(row?.previous), rate(row?.rate)]);
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
  const line = lineNamed(compositionOf(workedExample(), { change: withHalfYear }), "Hồ sơ nộp trực tuyến từ xa");
  const january = remoteByHand(workedExample(), "2022-12-15").toFixed(5);

  expect(line?.values.slice(0, 6).map((value) => value?.toFixed(5) ?? null)).toEqual([
    ...[january, january, january],
    null,
    ...[january, january],
  ]);
});

test("a picture with gaps says so, one without does not", () => {
  const whole = (inputs: Inputs): Inputs => {
    const half = withHalfYear(inputs);
    return { ...half, collected: new Set([...half.collected, "2022-10"]) };
  };
  const filings = (change: (inputs: Inputs) => Inputs) =>
    captions(trends(compositionOf(workedExample(), { change })))[0];

  expect(filings(withHalfYear)).toBe(
    "Tỷ lệ từng tháng của toàn tỉnh so với mức giao, từ tháng 7/2022 đến tháng 6/2023; tháng không có số liệu để trống",
  );
  expect(filings(whole)).toBe("Tỷ lệ từng tháng của toàn tỉnh so với mức giao, từ tháng 7/2022 đến tháng 6/2023");
});

test("a month in which nobody reported is a gap, one without a single dossier too, and the label says which", () => {
  const silent = workedExample();
  silent.counts = silent.counts.filter(({ from }) => from !== "2023-05-15");
  const idle = workedExample();
  for (const answer of idle.counts) if (answer.from === "2023-05-15") answer.items = [];
  const newest = (answers: Answers) => {
    const line = lineNamed(compositionOf(answers), "Hồ sơ nộp trực tuyến từ xa");
    return [line?.values.at(-1), line?.text];
  };

  expect(newest(silent)).toEqual([null, "chưa có số liệu (giao 50%)"]);
  expect(newest(idle)).toEqual([null, "không phát sinh (giao 50%)"]);
});

test("one month alone makes no trend", () => {
  const january = compositionOf(workedExample(), { period: "2023-01" });
  expect(trends(january)).toEqual([]);
  expect(districtMultiples(january)).toEqual([]);
});

test("a picture has at most four lines and two thresholds, in the order of the targets; distinct counts have no month", () => {
  const all = chartsOf(trends(compositionOf(workedExample())), "trend");

  expect(all.map(({ series }) => series.map(({ name }) => name))).toEqual([
    ["Hồ sơ nộp trực tuyến từ xa", "Hồ sơ nộp trực tuyến"],
    [
      "Giao dịch thanh toán trực tuyến",
      "TTHC có yêu cầu nghĩa vụ tài chính được triển khai thanh toán trực tuyến",
      "Hồ sơ có phát sinh giao dịch thanh toán trực tuyến",
    ],
  ]);
  expect(all.map(({ thresholds }) => thresholds)).toEqual([
    [
      { name: "Mức tối thiểu 50%", value: 50 },
      { name: "Mức phấn đấu 100%", value: 100 },
    ],
    [
      { name: "Mức tối thiểu 30%", value: 30 },
      { name: "Mức tối thiểu 60%", value: 60 },
    ],
  ]);
  expect(all[0]?.months).toEqual([
    ...["7/2022", "8/2022", "9/2022", "10/2022", "11/2022", "12/2022"],
    ...["01/2023", "02/2023", "3/2023", "4/2023", "5/2023", "6/2023"],
  ]);
});

test("an indicator that two targets ask for is one line under both thresholds, and a count target has none", () => {
  const asked = { province: "quang-tri", programmes: ["quangtri-cv90-2021"] };
  const all = chartsOf(trends(compositionOf(workedExample(), asked)), "trend");

  expect(
    all.map(({ series, thresholds }) => [series.map(({ name }) => name), thresholds.map(({ value }) => value)]),
  ).toEqual([
    [["TTHC được cung cấp DVCTT toàn trình"], [50, 80]],
    [["DVCTT được tích hợp lên Cổng Dịch vụ công quốc gia"], [100]],
  ]);
  expect(all[0]?.series[0]?.text).toMatch(/^\d+,\d\d% \(giao 50%, 80%\)$/);
});

const Fixture = z.array(z.record(z.string(), z.string()));
const fixture = Fixture.parse(
  parse(readFileSync(new URL("../fixtures/worked-example/figures.csv", import.meta.url)), { columns: true, bom: true }),
);

/** Rates of the worked example's own figures.csv, best first. */
const ratesOf = (level: string, isJudged: boolean): number[] =>
  fixture
    .filter((row) => row["target"] === "remote-filing" && row["scope"] === "agency" && row["basis"] === "year")
    .filter((row) => row["level"] === level && row["rate"] !== "" && (row["rank"] !== "") === isJudged)
    .map((row) => Number(row["rate"]))
    .sort((left, right) => right - left);

const barsAt = (composition: Composition): ChartOf<"bars">[] => chartsOf(levelBars(composition), "bars");

test("bars stand best first with the rates of figures.csv, whoever is not bound after them", () => {
  const [so, huyen] = barsAt(compositionOf(workedExample()));
  const values = (chart: ChartOf<"bars"> | undefined) => chart?.bars.map(({ value }) => value) ?? [];

  expect(values(so).filter((value) => value !== null)).toEqual([...ratesOf("so", true), ...ratesOf("so", false)]);
  expect(values(huyen)).toEqual(ratesOf("huyen", true));
  expect(so?.bars.find(({ name }) => name === "Thanh tra tỉnh")).toMatchObject({ mark: "not-assessed" });
  expect(so?.bars.findIndex(({ name }) => name === "Thanh tra tỉnh")).toBe(ratesOf("so", true).length);
  expect(so?.threshold).toEqual({ name: "Mức tối thiểu 50%", value: 50 });
  expect(so?.title).toBe("Tỷ lệ lũy kế từ đầu năm đến ngày 14/6/2023 (%)");
});

test("agencies without dossiers or without data come last, with their words and no bar", () => {
  const answers = workedExample();
  // Neither is the heir of another.
  const [first, second] = ["Z1.X04", "Z1.X05"];
  answers.counts = answers.counts.filter(({ agency }) => agency !== first);
  for (const answer of answers.counts) if (answer.agency === second) answer.items = [];
  const bars = barsAt(compositionOf(answers)).at(-1)?.bars ?? [];
  const nameOf = (code: string) => answers.agencies.find((one) => one.code === code)?.name;

  expect(bars.slice(-2)).toEqual([
    { name: nameOf(second), value: null, mark: "no-activity", text: "không phát sinh" },
    { name: nameOf(first), value: null, mark: "no-data", text: "chưa có số liệu" },
  ]);
  expect(bars.slice(0, -2).every(({ value }) => value !== null)).toBe(true);
});

test("a level where all must be alike is not drawn: the catalogue's share is the same for each district", () => {
  const asked = { province: "quang-tri", programmes: ["quangtri-cv90-2021"] };
  const composition = compositionOf(workedExample(), asked);

  expect(captions(levelBars(composition))).toEqual([
    "Tỷ lệ TTHC được cung cấp DVCTT toàn trình của các sở, ban, ngành so với mức tối thiểu 50%",
  ]);
  expect(districtMultiples(composition)).toEqual([]);
});

/** The example's leading target with these shares as its communes, judged against a threshold. */
function manyCommunes(shares: readonly (readonly [number, number] | null)[], threshold: number): Block[] {
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
    return { ...model, code: `X${index}`, numerator, denominator, rate, threshold, verdict };
  });
  const target: PrintedTarget = { ...leading, rows };
  return levelBars({ ...composition, targets: [target] });
}

test("many communes are counted by tens of percent, exactly at the edges and on both sides of the threshold", () => {
  const shares = [
    ...Array.from({ length: 20 }, (): [number, number] => [5, 100]),
    // 9,999…% prints as 10,00% and is still below.
    [9_999_999, 100_000_000],
    [1, 10],
    [33, 100],
    [34, 100],
    [35, 100],
    [39, 100],
    [7, 7],
    [9, 8],
    null,
    ...Array.from({ length: 20 }, (): [number, number] => [55, 100]),
  ] as const;
  const blocks = manyCommunes(shares, 34);
  const [chart] = chartsOf(blocks, "distribution");

  expect(chart?.bands.filter(({ parts }) => parts.length > 0)).toEqual([
    { from: 0, to: 10, parts: [{ mark: "not-due", count: 21 }], text: "21" },
    { from: 10, to: 20, parts: [{ mark: "not-due", count: 1 }], text: "1" },
    {
      from: 30,
      to: 40,
      parts: [
        { mark: "not-due", count: 1 },
        { mark: "met", count: 3 },
      ],
      text: "4",
    },
    { from: 50, to: 60, parts: [{ mark: "met", count: 20 }], text: "20" },
    { from: 90, to: 100, parts: [{ mark: "met", count: 2 }], text: "2" },
  ]);
  expect(chart?.bands).toHaveLength(10);
  expect(chart?.note).toBe("25/48 đơn vị đạt; 01 đơn vị không phát sinh");
  expect(chart?.key.map(({ text }) => text)).toEqual(["Đạt", "Chưa đạt (chưa đến hạn)"]);
  expect(captions(blocks)).toEqual([
    "Phân bố các UBND cấp xã theo tỷ lệ hồ sơ nộp trực tuyến từ xa so với mức tối thiểu 34%",
  ]);
});

test("up to thirty communes still have a bar each", () => {
  const thirty = Array.from({ length: 30 }, (_, index): [number, number] => [index, 60]);
  expect(chartsOf(manyCommunes(thirty, 34), "bars")[0]?.bars).toHaveLength(30);
  expect(chartsOf(manyCommunes([...thirty, [1, 2]], 34), "bars")).toEqual([]);
});

test("districts are named as areas where their communes are counted in, as offices where not", () => {
  const composition = compositionOf(workedExample());
  const [leading] = composition.targets;
  if (leading === undefined) throw new Error("the example has no target");
  const offices = { ...leading, rows: leading.rows.filter(({ scope }) => scope !== "area") };
  const [areas] = districtMultiples({ ...composition, targets: [leading] });
  const [own] = districtMultiples({ ...composition, targets: [offices] });
  const names = (block: Block | undefined) =>
    chartsOf(block === undefined ? [] : [block], "multiples").flatMap(({ panels }) => panels.map(({ name }) => name));

  expect(names(areas)).toEqual(["Huyện Đảo Khỉ 1", "Huyện Đảo Khỉ 2", "Huyện Đảo Khỉ 3"]);
  expect(names(own)).toEqual(["UBND huyện Đảo Khỉ 1", "UBND huyện Đảo Khỉ 2", "UBND huyện Đảo Khỉ 3"]);
  expect(captions([areas, own].filter((block) => block !== undefined))).toEqual([
    "Tỷ lệ hồ sơ nộp trực tuyến từ xa từng tháng theo địa bàn cấp huyện (gồm cấp xã), từ tháng 7/2022 đến tháng 6/2023; tháng không có số liệu để trống",
    "Tỷ lệ hồ sơ nộp trực tuyến từ xa từng tháng của UBND cấp huyện, từ tháng 7/2022 đến tháng 6/2023; tháng không có số liệu để trống",
  ]);
});

test("a province without districts has no small multiples and no bars of them", () => {
  const answers = workedExample();
  answers.agencies = answers.agencies.filter(({ level }) => level !== "huyen");
  const composition = compositionOf(answers);

  expect(districtMultiples(composition)).toEqual([]);
  expect(captions(levelBars(composition)).filter((caption) => caption.includes("huyện"))).toEqual([]);
});

test("pictures are numbered over the whole document, and nothing else is touched", () => {
  const blocks = trends(compositionOf(workedExample()));
  const text: Block = { type: "paragraph", text: "Hình" };
  const numbered = numberedCharts([text, ...blocks.slice(0, 1), text, ...blocks.slice(1)]);

  expect(numbered.map((block) => (block.type === "chart" ? block.caption.slice(0, 8) : block))).toEqual([
    ...[text, "Hình 1. "],
    ...[text, "Hình 2. "],
  ]);
});

test("a chart is plain data: it survives being stored, and refuses what is no number", () => {
  const composition = compositionOf(workedExample());
  const blocks = [...trends(composition), ...levelBars(composition), ...districtMultiples(composition)];
  for (const block of blocks) {
    if (block.type !== "chart") throw new Error("only pictures were asked for");
    expect(Chart.parse(JSON.parse(JSON.stringify(block.chart)))).toEqual(block.chart);
  }
  const [first] = chartsOf(blocks, "trend");
  expect(Chart.safeParse({ ...first, thresholds: [{ name: "", value: Number.NaN }] }).success).toBe(false);
});
