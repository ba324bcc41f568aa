import { beforeAll, describe, expect, test } from "vitest";
import { chartHeight, chartSvg } from "../../functions/render/charts/charts.ts";
import { BLOCK, mm } from "../../functions/render/layout.ts";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import type { Chart } from "../../functions/report/chart.ts";
import type { Block } from "../../functions/report/report.ts";
import { NAMES } from "../helpers/documents/hostile.ts";
import { dense, type Item, type Page, type Pdf, readPdf, textOf } from "../helpers/documents/read-pdf.ts";
import { sampleReport } from "../helpers/documents/sample.ts";
import { bars, barsOf, distribution, MONTHS, multiples, multiplesOf } from "../helpers/documents/sample-charts.ts";

const SAMPLES: readonly (readonly [name: string, chart: Chart])[] = [
  ["set of small multiples", multiples],
  ["row of bars", bars],
  ["distribution", distribution],
];

const hostile = multiplesOf(NAMES.slice(0, 9));

const HOSTILE: readonly (readonly [name: string, chart: Chart])[] = [
  [
    "set of hostile multiples",
    {
      ...hostile,
      panels: hostile.panels.map((one, at) => ({
        ...one,
        text: NAMES[at + 2] ?? "",
        threshold: { name: NAMES[at + 4] ?? "", value: 50 },
      })),
    },
  ],
  ["row of hostile bars", barsOf(NAMES)],
  ["hostile distribution", { ...distribution, title: NAMES.join(" "), note: NAMES.join(" ") }],
];

/** So many panels of these rates. */
const panelsOf = (count: number, values: readonly (number | null)[], threshold: number | null = null): Chart => ({
  ...multiples,
  panels: Array.from({ length: count }, (_, index) => ({
    name: `(${index + 1}) Hồ sơ`,
    values,
    text: "44,00%",
    threshold: threshold === null ? null : { name: `Mức tối thiểu ${threshold}%`, value: threshold },
  })),
});

const svgOf = (chart: Chart): Promise<string> => chartSvg(chart, BLOCK.portrait, chartHeight(chart));

const block = (chart: Chart, number: number): Block => ({ type: "chart", chart, caption: `Hình ${number}. Chú thích` });

const pdfOf = (body: readonly Block[]): Promise<Uint8Array> => renderPdf(sampleReport({ body, appendices: [] }), []);

/** The pieces of a page that are in the pictures: set in their size. */
const labels = (page: Page): Item[] => page.items.filter((item) => Math.abs(item.size - 9) < 0.01);

describe.each(SAMPLES)("a %s", (_, chart) => {
  test("is the same bytes again, whatever was drawn before", async () => {
    const first = await svgOf(chart);
    for (const [, other] of [...SAMPLES, ...HOSTILE]) await svgOf(other);
    expect(await svgOf(chart)).toBe(first);
  });

  test("leaves its data as they were", async () => {
    const before = structuredClone(chart);
    await svgOf(chart);
    expect(chart).toEqual(before);
  });

  test("has black, white and greys only, and no picture made of dots", async () => {
    const svg = await svgOf(chart);
    const colours = [...svg.matchAll(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)/gi)].map(([colour]) => colour);
    expect(colours.length).toBeGreaterThan(0);
    expect(colours.filter((colour) => !/^(#(..?)\2\2|rgb\(0,0,0\))$/i.test(colour))).toEqual([]);
    expect(svg).not.toMatch(/<image|data:/);
  });
});

test("a month without a rate has no mark and breaks the line; it is never drawn as zero", async () => {
  const marks = async (chart: Chart) => [...(await svgOf(chart)).matchAll(/transform="matrix/g)].length;
  const paths = async (chart: Chart) =>
    [...(await svgOf(chart)).matchAll(/<path d="(M[^"]*)"[^>]*stroke-width="1\.1"/g)].map(([, path]) => path ?? "");
  const whole = panelsOf(
    1,
    MONTHS.map((_, month) => 20 + month),
  );
  const broken = panelsOf(
    1,
    MONTHS.map((_, month) => (month === 4 || month === 5 ? null : 20 + month)),
  );

  expect(await marks(whole)).toBe(12);
  expect(await marks(broken)).toBe(10);
  const starts = (all: readonly string[]) => all.join("").match(/M/g)?.length ?? 0;
  expect(starts(await paths(broken))).toBe(starts(await paths(whole)) + 1);
});

/** The words of a picture that are numbers alone: those on its axes. */
const numbersIn = async (chart: Chart): Promise<number[]> =>
  [...(await svgOf(chart)).matchAll(/>(\d+)<\/text>/g)].map(([, text]) => Number(text)).sort((one, two) => one - two);

test.each([
  ["near the whole", [88, 91, 97], null, [80, 90, 100]],
  ["low", [3, 5, 8], null, [0, 10, 20]],
  ["at zero", [0, 0, 0], null, [0, 10, 20]],
  ["at the whole", [100, 100], null, [80, 90, 100]],
  ["far below the threshold", [21, 24], 80, [20, 50, 80]],
  ["above the threshold, whose line is clear of the axis", [95, 96], 60, [50, 75, 100]],
])("the axis of a panel begins and ends where its rates and its threshold do: %s", async (_, values, limit, axis) => {
  expect(await numbersIn(panelsOf(1, values, limit))).toEqual(axis);
});

test("each panel has its own axis", async () => {
  const [low, high] = [panelsOf(1, [3, 5]), panelsOf(1, [88, 91])];
  if (low.type !== "multiples" || high.type !== "multiples") throw new Error("not small multiples");
  expect(await numbersIn({ ...low, panels: [...low.panels, ...high.panels] })).toEqual([0, 10, 20, 80, 90, 100]);
});

test("a row of panels is as high as eight lines of text, and bars are as thin as their names allow", () => {
  const row = (count: number) => chartHeight(panelsOf(count, [10, 20], 50));
  expect(row(6) - row(3)).toBeGreaterThan(75);
  expect(row(6) - row(3)).toBeLessThan(90);
  expect([row(2), row(3)]).toEqual([row(1), row(1)]);
  const names = (count: number) => Array.from({ length: count }, (_, index) => `Sở ${index}`);
  expect((chartHeight(barsOf(names(30))) - chartHeight(barsOf(names(10)))) / 20).toBeLessThan(11);
});

describe("in the document", () => {
  let pdf: Pdf;
  let bytes: Uint8Array;

  beforeAll(async () => {
    const heading: Block = { type: "heading", level: 1, text: "BIỂU ĐỒ" };
    bytes = await pdfOf([heading, ...SAMPLES.map(([, chart], index) => block(chart, index + 1))]);
    pdf = await readPdf(bytes);
  });

  test("the letters of a picture are text in upright or italic Tinos, and nothing of it is an image", () => {
    const fonts = new Set(pdf.pages.flatMap(labels).map(({ font }) => font.replace(/^[A-Z]{6}\+/, "")));
    expect([...fonts].sort()).toEqual(["Tinos-Italic", "Tinos-Regular"]);
    const all = pdf.pages.map(textOf).join("");
    for (const words of ["Mức phấn đấu 100%", "06/2023: 44,00%", "Sở Giao thông vận tải", "06/2023: chưa có số liệu"]) {
      expect(all).toContain(dense(words));
    }
    expect(all).toContain(
      dense("Số đơn vị theo tỷ lệ lũy kế từ đầu năm đến ngày 14/6/2023, mỗi cột là một khoảng 10%"),
    );
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/\/Subtype\s*\/Image/);
  });

  test("words in italics are those that stand for a rate that is not there", () => {
    const italic = pdf.pages.flatMap(labels).filter(({ font }) => font.endsWith("Italic"));
    expect(new Set(italic.map(({ text }) => text.trim()))).toEqual(new Set(["không phát sinh", "chưa có số liệu"]));
  });
});

/** Pairs of labels that run into each other; letters reach from 0.7 em above to 0.2 em below the base line. */
function overlaps(page: Page): string[] {
  const items = labels(page);
  return items.flatMap((one, index) =>
    items
      .slice(index + 1)
      .filter((other) => {
        const isBeside = one.x + one.width <= other.x + 0.1 || other.x + other.width <= one.x + 0.1;
        return !isBeside && Math.abs(one.y - other.y) < 9 * 0.9;
      })
      .map((other) => `${one.text} | ${other.text}`),
  );
}

test.each([
  ...SAMPLES,
  ...HOSTILE,
  ["set of one panel", panelsOf(1, [100, 100, 100], 100)] as const,
  ["set of two panels", panelsOf(2, [0, 0, 0], 100)] as const,
  ["set of four panels", panelsOf(4, [0, 100, 0], 50)] as const,
  ["set of nine panels", multiplesOf(Array.from({ length: 9 }, (_, index) => `(${index + 1}) Hồ sơ`))] as const,
])("no label of a %s runs into another or out of the text block", async (_, chart) => {
  const { pages } = await readPdf(await pdfOf([block(chart, 1)]));
  expect(pages.flatMap(labels).length).toBeGreaterThan(5);
  expect(pages.flatMap(overlaps)).toEqual([]);
  const yOf = (words: string) => pages.flatMap(({ items }) => items).find(({ text }) => text.startsWith(words))?.y ?? 0;
  const [title, caption] = [yOf(chart.title.slice(0, 5)), yOf("Hình 1")];
  for (const { y, text } of pages.flatMap(labels)) {
    expect(y, text).toBeGreaterThan(title - 1);
    expect(y, text).toBeLessThan(caption);
  }
  for (const { items, width } of pages) {
    for (const item of items) {
      expect(item.x, item.text).toBeGreaterThanOrEqual(mm(30) - 0.5);
      expect(item.x + item.width, item.text).toBeLessThanOrEqual(width - mm(15) + 0.5);
    }
  }
});

test("names as a province might send them are escaped, cut to what fits, and printed", async () => {
  const { pages } = await readPdf(await pdfOf(HOSTILE.map(([, chart], index) => block(chart, index + 1))));
  const all = pages.map(textOf).join("");
  expect(all).toContain(dense(`Sở <b>A&B</b> "Một" 'Hai' & Co`));
  expect(all).toContain(dense("Xã Long Điền"));
  expect(all).toContain("□□□□Tên□□");
  expect(all).toMatch(/Ủybannhândânthịtrấn[^…]*…/);
  expect(all).not.toMatch(/undefined|NaN|null|Infinity|\[object|&amp;|&lt;|&quot;|&#/);
  expect(all).not.toMatch(/[\u0300-\u036f\p{Cc}\p{Cf}]/u);
});

test.each([0, 2, 4, 6, 8, 10])("after %d paragraphs heading, picture and caption are on one page", async (count) => {
  const filler: Block = {
    type: "paragraph",
    text: "Tỷ lệ hồ sơ nộp trực tuyến từ xa tăng so với tháng trước. ".repeat(3),
  };
  const body: Block[] = [
    ...Array.from({ length: count }, () => filler),
    { type: "heading", level: 1, text: "II. DIỄN BIẾN" },
    { type: "heading", level: 2, text: "1. Mười hai tháng" },
    block(multiples, 1),
    { type: "paragraph", text: "Hết." },
  ];
  const { pages } = await readPdf(await pdfOf(body));
  const pageOf = (words: string) => pages.findIndex((page) => textOf(page).includes(dense(words)));
  const [heading, title, caption] = ["II. DIỄN BIẾN", "Tỷ lệ của từng tháng (%)", "Hình 1. Chú thích"].map(pageOf);

  expect(heading).toBeGreaterThanOrEqual(0);
  expect([title, caption]).toEqual([heading, heading]);
});

test("a caption stands centred below its picture in 12 pt italics, in lines of about the same length", async () => {
  const caption = `Hình 1. ${"Tỷ lệ hồ sơ nộp trực tuyến từ xa của các sở, ban, ngành ".repeat(2)}đến tháng 6`;
  const { pages } = await readPdf(await pdfOf([{ type: "chart", chart: distribution, caption }]));
  const page = pages[0];
  const lowest = Math.max(...(page === undefined ? [] : labels(page)).map(({ y }) => y));
  const words = (page?.items ?? []).filter(
    ({ size, y, font }) => size === 12 && y > lowest && font.endsWith("-Italic"),
  );
  const lines = [...Map.groupBy(words, ({ y }) => Math.round(y)).values()].slice(0, 2).map((items) => {
    const [left, right] = [Math.min(...items.map(({ x }) => x)), Math.max(...items.map(({ x, width }) => x + width))];
    return { middle: (left + right) / 2, width: right - left };
  });

  expect(lines).toHaveLength(2);
  for (const line of lines) expect(Math.abs(line.middle - mm(30 + 82.5))).toBeLessThan(3);
  const [first, second] = lines.map(({ width }) => width);
  expect(Math.abs((first ?? 0) - (second ?? 0))).toBeLessThan(70);
});

test("a picture too tall for a page is made smaller and loses nothing", async () => {
  const many = Array.from({ length: 90 }, (_, index) => `Huyện số ${index + 1}`);
  const { pages } = await readPdf(await pdfOf([block(barsOf(many), 1)]));
  const words = pages.flatMap(({ items }) => items.map((item) => item.text.trim()));
  for (const name of many) expect(words).toContain(name);
});
