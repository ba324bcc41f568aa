import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { repacked } from "../../../functions/render/xlsx/archive.ts";
import {
  AGENCIES,
  BARS,
  chartedWorkbook,
  DATA_SHEET,
  MONTHS,
  plainWorkbook,
  RATES,
  TREND,
} from "../../helpers/documents/charted.ts";
import { packageFaults } from "../../helpers/workbooks/package.ts";
import { schemaFaults } from "../../helpers/workbooks/schema.ts";

let bytes: Uint8Array;
let parts: Record<string, string>;

const textsOf = (archive: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(archive)).map(([name, part]) => [name, strFromU8(part)]));

beforeAll(async () => {
  bytes = await chartedWorkbook();
  parts = textsOf(bytes);
});

const part = (name: string): string => parts[name] ?? "";

/** The workbook with one part changed. */
function changed(name: string, from: string, to: string): Uint8Array {
  const whole = part(name);
  if (!whole.includes(from)) throw new Error(`${name} does not have ${from}`);
  return zipSync({ ...unzipSync(bytes), [name]: strToU8(whole.replace(from, to)) });
}

const inner = (xml: string, pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => match[1] ?? "");

test("Office's own schemas find nothing to object to, on a sheet with notes, data bars, a filter and print titles too", async () => {
  expect(await schemaFaults(bytes)).toEqual([]);
});

test("the package is whole: well formed, typed, every relation leads somewhere", () => {
  expect(packageFaults(bytes)).toEqual([]);
});

test.each([
  ["xl/charts/chart1.xml", '<c:smooth val="0"/>', '<c:smooth val="no"/>', "smooth"],
  [
    "xl/charts/chart2.xml",
    '<c:barDir val="col"/><c:grouping val="clustered"/>',
    '<c:grouping val="clustered"/><c:barDir val="col"/>',
    "barDir",
  ],
  ["xl/drawings/drawing1.xml", "<xdr:clientData/>", "", "oneCellAnchor"],
  ["xl/worksheets/sheet1.xml", "</worksheet>", '<autoFilter ref="A1:B2"/></worksheet>', "autoFilter"],
])("the schemas see what is wrong in %s: %s → %s", async (name, from, to, found) => {
  expect((await schemaFaults(changed(name, from, to))).join("\n")).toContain(found);
});

test("what the workbook library writes in the wrong place or without its identifier is damage to Office, and is put right", async () => {
  const faults = (await schemaFaults(await plainWorkbook())).join("\n");
  for (const wrong of ["main:sz'", "main:legacyDrawing'", "main:outlinePr'", "main:id' has invalid value ''"]) {
    expect(faults).toContain(wrong);
  }
  const sheet = part("xl/worksheets/sheet1.xml");
  expect(inner(sheet, /<(tabColor|outlinePr|pageSetUpPr)/g)).toEqual(["tabColor", "outlinePr", "pageSetUpPr"]);
  expect(inner(sheet, /<(dataBar)>/g)).toEqual(["dataBar", "dataBar"]);
  expect(inner(sheet, /<x14:id>(.*?)<\/x14:id>/g).filter((id) => id === "")).toEqual([]);
});

test("the charts of a sheet stand in the drawing that the sheet names before its notes", () => {
  const sheet = part("xl/worksheets/sheet1.xml");
  const children = inner(
    sheet.slice(sheet.indexOf("<headerFooter")),
    /<(headerFooter|drawing|legacyDrawing|extLst)[ >]/g,
  );
  expect(children).toEqual(["headerFooter", "drawing", "legacyDrawing", "extLst"]);
  expect(inner(part("xl/drawings/drawing1.xml"), /descr="([^"]*)"/g)).toEqual([
    TREND.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replaceAll('"', "&quot;"),
    BARS.title,
  ]);
});

test("a chart holds what its cells show, so that Protected View draws it; a month that its cells have no number for has no point", () => {
  const [hours = "", payments = "", threshold = ""] = inner(
    part("xl/charts/chart1.xml"),
    /<c:numCache>(.*?)<\/c:numCache>/g,
  );
  const values = (cache: string) => inner(cache, /<c:v>(.*?)<\/c:v>/g).map(Number);
  const places = (cache: string) => inner(cache, /<c:pt idx="(\d+)"/g).map(Number);
  const known = RATES.flatMap((rate) => (rate === null ? [] : [rate]));
  expect(values(hours)).toEqual(known);
  expect(places(hours)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11]);
  expect(values(payments)).toEqual(known.map((rate) => rate / 2));
  expect(values(threshold)).toEqual(RATES.map(() => 50));
  expect(inner(part("xl/charts/chart1.xml"), /<c:formatCode>(.*?)</g)).toEqual(["0.00", "0.00", "0.00"]);
  expect(inner(part("xl/charts/chart1.xml"), /<c:dispBlanksAs val="(\w+)"/g)).toEqual(["gap"]);
  const [months = ""] = inner(part("xl/charts/chart1.xml"), /<c:strCache>(.*?)<\/c:strCache>/g);
  expect(inner(months, /<c:v>(.*?)<\/c:v>/g)).toEqual(MONTHS);
});

test("a word in place of a rate, which programs would draw as zero, becomes a gap; a rate of zero stays and is written above", () => {
  const [bars = ""] = inner(part("xl/charts/chart2.xml"), /<c:barChart>(.*?)<\/c:barChart>/g);
  const [cache = ""] = inner(bars, /<c:numCache>(.*?)<\/c:numCache>/g);
  expect([inner(cache, /idx="(\d)"/g), inner(cache, /<c:v>(.*?)</g)]).toEqual([
    ["0", "2", "3"],
    ["30.25", "0", "60"],
  ]);
  expect(inner(bars, /<c:showVal val="(\d)"/g)).toEqual(["1"]);
});

test("names of sheets are quoted, names of agencies escaped", () => {
  const xml = part("xl/charts/chart2.xml");
  expect(inner(xml, /<c:f>(.*?)<\/c:f>/g)).toEqual([
    "'Sở ngành'!$A$2:$A$5",
    "('Sở ngành'!$B$2,'Sở ngành'!$D$3,'Sở ngành'!$B$4:$B$5)",
    "'Sở ngành'!$A$2:$A$5",
    "'Sở ngành'!$C$2:$C$5",
  ]);
  const [names = ""] = inner(xml, /<c:strCache>(.*?)<\/c:strCache>/g);
  const escaped = AGENCIES.map((name) =>
    name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replaceAll('"', "&quot;"),
  );
  expect(inner(names, /<c:v>(.*?)<\/c:v>/g)).toEqual(escaped);
  expect(part("xl/charts/chart3.xml")).toContain("<c:f>'Số liệu ''gốc'' &lt;&amp;&gt; 2023'!$A$2:$A$13</c:f>");
});

test("a threshold is a dashed line above the bars, on the axes of the bars", () => {
  const xml = part("xl/charts/chart2.xml");
  const [bars = ""] = inner(xml, /<c:barChart>(.*?)<\/c:barChart>/g);
  const [lines = ""] = inner(xml, /<c:lineChart>(.*?)<\/c:lineChart>/g);
  expect([inner(bars, /<c:tx><c:v>(.*?)</g), inner(lines, /<c:tx><c:v>(.*?)</g)]).toEqual([["Tỷ lệ"], ["Ngưỡng"]]);
  expect(inner(lines, /<a:ln w="25400">.*?prstDash val="(\w+)"/g)).toEqual(["dash"]);
  expect(inner(lines, /<c:axId val="(\d)"/g)).toEqual(inner(bars, /<c:axId val="(\d)"/g));
});

test("lines of one chart differ by marker, and what is demanded by its dashes, not by colour alone", () => {
  const [lines = ""] = inner(part("xl/charts/chart1.xml"), /<c:lineChart>(.*?)<\/c:lineChart>/g);
  expect(inner(lines, /<a:ln w="2\d{4}">.*?prstDash val="(\w+)"/g)).toEqual(["solid", "solid", "lgDashDot"]);
  expect(new Set(inner(lines, /<c:symbol val="(\w+)"/g)).size).toBe(3);
});

test("a chart of agencies of which none has a rate is left out, and its sheet stays sound", async () => {
  const series = BARS.series.map((one) => (one.dashed ? one : { ...one, values: "'Sở ngành'!B3:B3" }));
  const without = repacked(await plainWorkbook(), new Map([["Sở ngành", [{ ...BARS, series }]]]));
  expect(Object.keys(unzipSync(without)).filter((name) => /^xl\/(charts|drawings\/drawing)/.test(name))).toEqual([]);
  expect(packageFaults(without)).toEqual([]);
});

test("a page begins before a chart that has no room on the page before it", async () => {
  expect(inner(part("xl/worksheets/sheet1.xml"), /<brk id="(\d+)" max="16383" man="1"\/>/g)).toEqual(["7"]);
  const near = { ...BARS, at: "A20" };
  const low = repacked(await plainWorkbook(), new Map([["Sở ngành", [TREND, near]]]));
  const sheet = textsOf(low)["xl/worksheets/sheet1.xml"] ?? "";
  expect(inner(sheet, /<brk id="(\d+)"/g)).toEqual(["7"]);
  expect(inner(sheet, /<rowBreaks count="(\d+)" manualBreakCount="1">/g)).toEqual(["1"]);
});

test("equal workbooks give equal bytes", async () => {
  const plain = await plainWorkbook();
  const charts = new Map([[DATA_SHEET, [{ ...TREND, at: "F2" }]]]);
  expect(Buffer.compare(repacked(plain, charts), repacked(plain, charts))).toBe(0);
});

test.each([
  ["a sheet", { ...TREND, categories: "'Không có'!A1:A3" }, "Không có"],
  ["a range", { ...TREND, categories: "'Sở ngành'!A:A" }, "A is no cell"],
  ["a place", { ...TREND, at: "8A" }, "8A is no cell"],
])("a chart that names %s which does not exist is refused", async (_, chart, message) => {
  const plain = await plainWorkbook();
  expect(() => repacked(plain, new Map([["Sở ngành", [chart]]]))).toThrow(message);
});
