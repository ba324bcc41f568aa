import type { WorkbookChart } from "../../report/workbook.ts";
import type { Range } from "./cells.ts";
import { escaped } from "./xml.ts";

const FONT = "Times New Roman";
const LINE = "404040";
const GRID = "BFBFBF";
const LIGHT = "D9D9D9";

/** A chart with what the cells of its ranges show. */
export interface ReadChart {
  readonly kind: WorkbookChart["kind"];
  readonly title: string;
  readonly categories: Range;
  readonly series: readonly { readonly name: string; readonly values: Range; readonly dashed: boolean }[];
}

type Series = ReadChart["series"][number];

/** More categories than this stand upright, each with its name, and so do their rates. */
const UPRIGHT_FROM = 8;

/** Looks that a black and white copy keeps apart: bars by pattern (the first is light), lines by dash and marker. */
const PATTERNS = ["wdUpDiag", "pct75", "ltHorz"] as const;
const DASHES = ["dash", "sysDash", "lgDashDot", "sysDot"] as const;
const MARKERS = ["circle", "square", "triangle", "diamond"] as const;

const nth = <T extends string>(list: readonly T[], index: number): string => list[index % list.length] ?? "";

/** Type of texts: `size` in points. */
function type(size: number, bold: boolean, rotation = ""): string {
  const font = `<a:latin typeface="${FONT}"/><a:ea typeface="${FONT}"/><a:cs typeface="${FONT}"/>`;
  const look = `<a:defRPr lang="vi-VN" sz="${size * 100}" b="${bold ? 1 : 0}">${font}</a:defRPr>`;
  return `<a:bodyPr${rotation}/><a:lstStyle/><a:p><a:pPr>${look}</a:pPr>`;
}

const texts = (size: number, rotation = ""): string =>
  `<c:txPr>${type(size, false, rotation)}<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>`;

function title(text: string): string {
  const font = `<a:latin typeface="${FONT}"/><a:ea typeface="${FONT}"/><a:cs typeface="${FONT}"/>`;
  const run = `<a:r><a:rPr lang="vi-VN" sz="1500" b="1">${font}</a:rPr><a:t>${escaped(text)}</a:t></a:r>`;
  return `<c:title><c:tx><c:rich>${type(15, true)}${run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
}

const stroke = (width: number, dash: string, colour = LINE): string =>
  `<a:ln w="${width}"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill><a:prstDash val="${dash}"/></a:ln>`;

const points = (values: Range["values"], kept: (value: Range["values"][number]) => boolean): string => {
  const pt = values.map((value, index) =>
    kept(value) ? `<c:pt idx="${index}"><c:v>${escaped(`${value}`)}</c:v></c:pt>` : "",
  );
  return `<c:ptCount val="${values.length}"/>${pt.join("")}`;
};

/** Cells without a number leave a gap: a missing figure is never a zero. */
const numbers = ({ formula, format, values }: Range): string =>
  `<c:numRef><c:f>${escaped(formula)}</c:f><c:numCache><c:formatCode>${escaped(format)}</c:formatCode>${points(
    values,
    (value) => typeof value === "number",
  )}</c:numCache></c:numRef>`;

const strings = ({ formula, values }: Range): string =>
  `<c:strRef><c:f>${escaped(formula)}</c:f><c:strCache>${points(
    values,
    (value) => value !== null && value !== "",
  )}</c:strCache></c:strRef>`;

/** Days stay numbers, so that their cells' format shows them. */
const category = (range: Range): string =>
  range.values.every((value) => typeof value === "number") ? numbers(range) : strings(range);

interface Placed {
  readonly series: Series;
  readonly index: number;
}

const begin = ({ series, index }: Placed): string =>
  `<c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:v>${escaped(series.name)}</c:v></c:tx>`;

const data = ({ series }: Placed, categories: Range): string =>
  `<c:cat>${category(categories)}</c:cat><c:val>${numbers(series.values)}</c:val>`;

function barFill(index: number): string {
  if (index === 0) return `<a:solidFill><a:srgbClr val="${LIGHT}"/></a:solidFill>`;
  const colours = `<a:fgClr><a:srgbClr val="${LINE}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>`;
  return `<a:pattFill prst="${nth(PATTERNS, index - 1)}">${colours}</a:pattFill>`;
}

/** Behind the rates, so that the line of what is demanded does not strike them out. */
const paper = `<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>`;

/** The rates above the bars: a bar that is not there says nothing, one of zero says 0. */
function labels({ values, format }: Range): string {
  const upright = values.length > UPRIGHT_FROM ? ' rot="-5400000" vert="horz"' : "";
  const shown = ["showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"]
    .map((name) => `<c:${name} val="${name === "showVal" ? 1 : 0}"/>`)
    .join("");
  return `<c:dLbls><c:numFmt formatCode="${escaped(format)}" sourceLinked="1"/><c:spPr>${paper}</c:spPr>${texts(10, upright)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/>${shown}</c:dLbls>`;
}

function bar(placed: Placed, categories: Range): string {
  const look = `<c:spPr>${barFill(placed.index)}${stroke(9525, "solid")}</c:spPr><c:invertIfNegative val="0"/>`;
  return `<c:ser>${begin(placed)}${look}${labels(placed.series.values)}${data(placed, categories)}</c:ser>`;
}

interface Stroke {
  readonly dash: string;
  readonly symbol: string;
  readonly size: number;
}

/** A line over bars is what is demanded; over one bar alone it is a stroke. */
function strokeOf(kind: ReadChart["kind"], { series, index }: Placed): Stroke {
  if (kind === "bar") return { dash: "dash", symbol: series.values.values.length > 1 ? "none" : "dash", size: 20 };
  return { dash: series.dashed ? nth(DASHES, index) : "solid", symbol: nth(MARKERS, index), size: 7 };
}

function line(kind: ReadChart["kind"], placed: Placed, categories: Range): string {
  const { series, index } = placed;
  const { dash, symbol, size } = strokeOf(kind, placed);
  const look = `<c:spPr>${stroke(series.dashed ? 25400 : 22225, dash, series.dashed ? "000000" : LINE)}</c:spPr>`;
  const fill = `<a:solidFill><a:srgbClr val="${index % 2 === 0 ? LINE : "FFFFFF"}"/></a:solidFill>`;
  const shape = `<c:spPr>${fill}${stroke(9525, "solid")}</c:spPr>`;
  const marker = `<c:marker><c:symbol val="${symbol}"/><c:size val="${size}"/>${shape}</c:marker>`;
  return `<c:ser>${begin(placed)}${look}${marker}${data(placed, categories)}<c:smooth val="0"/></c:ser>`;
}

const AXES = '<c:axId val="1"/><c:axId val="2"/>';

function barsAndLines({ kind, categories, series }: ReadChart): string {
  const placed = series.map((one, index) => ({ series: one, index }));
  const bars = kind === "bar" ? placed.filter((one) => !one.series.dashed) : [];
  const lines = placed.filter((one) => !bars.includes(one));
  const drawnBars = bars.map((one) => bar(one, categories)).join("");
  const drawnLines = lines.map((one) => line(kind, one, categories)).join("");
  const barChart = `<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>${drawnBars}<c:gapWidth val="60"/>${AXES}</c:barChart>`;
  const lineChart = `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${drawnLines}<c:marker val="1"/>${AXES}</c:lineChart>`;
  return (bars.length > 0 ? barChart : "") + (lines.length > 0 ? lineChart : "");
}

function categoryAxis({ values, format }: Range): string {
  const many = values.length > UPRIGHT_FROM;
  const days = values.every((value) => typeof value === "number");
  const shown = days ? `<c:numFmt formatCode="${escaped(format)}" sourceLinked="1"/>` : "";
  const ticks = `<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>`;
  const look = `<c:spPr>${stroke(9525, "solid")}</c:spPr>${texts(many ? 9 : 11, many ? ' rot="-5400000" vert="horz"' : "")}`;
  const rest = `<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/>`;
  return `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>${shown}${ticks}${look}<c:crossAx val="2"/><c:crosses val="autoZero"/>${rest}</c:catAx>`;
}

/** The end of the axis over 100: room for the rate above a full bar. The next mark, 120 %, is not reached. */
const ROOM = 19;

/** Rates in percent run from 0 to 100, so that charts can be compared; where one is above, the program finds the end. */
function valueAxis({ kind, series }: ReadChart): string {
  const whole = series.every(({ values }) => values.values.every((one) => typeof one !== "number" || one <= 100));
  const scale = `<c:orientation val="minMax"/>${whole ? `<c:max val="${kind === "bar" ? 100 + ROOM : 100}"/>` : ""}<c:min val="0"/>`;
  const grid = `<c:majorGridlines><c:spPr>${stroke(6350, "solid", GRID)}</c:spPr></c:majorGridlines>`;
  const ticks = `<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>`;
  const look = `<c:spPr>${stroke(9525, "solid")}</c:spPr>${texts(11)}`;
  const shown = `<c:numFmt formatCode="${escaped('0"%"')}" sourceLinked="0"/>`;
  return `<c:valAx><c:axId val="2"/><c:scaling>${scale}</c:scaling><c:delete val="0"/><c:axPos val="l"/>${grid}${shown}${ticks}${look}<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>${whole ? '<c:majorUnit val="20"/>' : ""}</c:valAx>`;
}

/** The root of a chart's part (ECMA-376 Part 1, 21.2.2.29), elements in the order of its schema. */
export function chartXml(chart: ReadChart): string {
  const names =
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  const plot = `<c:plotArea><c:layout/>${barsAndLines(chart)}${categoryAxis(chart.categories)}${valueAxis(chart)}</c:plotArea>`;
  // Above the bars, because long names below them reach down to the edge.
  const legend = `<c:legend><c:legendPos val="${chart.kind === "bar" ? "t" : "b"}"/><c:overlay val="0"/>${texts(12)}</c:legend>`;
  const whole = `<c:chart>${title(chart.title)}<c:autoTitleDeleted val="0"/>${plot}${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>`;
  return `<c:chartSpace ${names}><c:date1904 val="0"/><c:lang val="vi-VN"/><c:roundedCorners val="0"/>${whole}<c:spPr>${paper}${stroke(9525, "solid", GRID)}</c:spPr>${texts(11)}</c:chartSpace>`;
}
