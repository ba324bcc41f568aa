import { utils } from "@e965/xlsx";
import { unzipSync } from "fflate";
import { elementsOf, type XmlElement } from "../../../functions/render/xlsx/xml.ts";
import { readBook, type Value } from "./read-workbook.ts";

/** A series of a native chart as the file has it. */
interface Series {
  readonly categories: string;
  readonly values: string;
  /** What the file says the cells show, by place from 0: what is drawn before anything is calculated. */
  readonly kept: ReadonlyMap<number, number>;
}

interface Chart {
  readonly title: string;
  readonly series: readonly Series[];
}

const decoder = new TextDecoder();
const tail = (path: string): string => path.split("/").slice(-3).join("/");

function seriesOf(elements: readonly XmlElement[]): Series {
  const text = (path: string): string => elements.find((element) => tail(element.path) === path)?.text ?? "";
  const points = elements.filter(({ path }) => path.endsWith("/c:val/c:numRef/c:numCache/c:pt"));
  const values = elements.filter(({ path }) => path.endsWith("/c:val/c:numRef/c:numCache/c:pt/c:v"));
  return {
    categories: text("c:cat/c:strRef/c:f") || text("c:cat/c:numRef/c:f"),
    values: text("c:val/c:numRef/c:f"),
    kept: new Map(points.map(({ attributes }, at) => [Number(attributes["idx"]), Number(values[at]?.text)])),
  };
}

function chartOf(xml: string): Chart {
  const series: Series[] = [];
  let title = "";
  let within: XmlElement[] = [];
  for (const element of elementsOf(xml, (path) => /\/c:ser(\/|$)|\/c:title\/.*\/a:t$/.test(path))) {
    if (element.name === "a:t") title += element.text;
    else if (element.name !== "c:ser") within.push(element);
    else {
      series.push(seriesOf(within));
      within = [];
    }
  }
  return { title, series };
}

/** The native charts of a workbook, by the names of their parts. */
export function chartsIn(bytes: Uint8Array): ReadonlyMap<string, Chart> {
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /^xl\/charts\/chart\d+\.xml$/.test(name));
  return new Map(
    parts
      .sort(([left], [right]) => left.localeCompare(right))
      .map(([name, part]) => [name, chartOf(decoder.decode(part))]),
  );
}

/** The areas of "('A, B'!$A$1,'A, B'!$A$3:$A$5)"; LibreOffice writes the same without brackets. */
const areasOf = (range: string): string[] => range.replace(/^\(|\)$/g, "").split(/,(?='(?:[^']|'')+'![$A-Z])/);

/** What a chart draws, in one line: its title and the ranges of its series. */
export const drawn = ({ title, series }: Chart): string =>
  `${title}: ${series.map(({ categories, values }) => `${categories} ${areasOf(values).join(" + ")}`).join(", ")}`;

const isGap = (value: Value): boolean => value === null || (typeof value === "object" && value.error === "#N/A");

function seriesFaults(cells: readonly Value[], kept: Series["kept"]): string[] {
  const faults: string[] = [];
  cells.forEach((value, at) => {
    const isNumber = typeof value === "number";
    // Excel draws a text as zero, and a missing figure is never a zero.
    if (!isNumber && !isGap(value)) faults.push(`cell ${at + 1} is ${JSON.stringify(value)}, which is drawn as zero`);
    const said = kept.get(at);
    if (said !== (isNumber ? value : undefined)) faults.push(`cell ${at + 1} shows ${value}, the chart has ${said}`);
  });
  if (!cells.some((value) => typeof value === "number")) faults.push("nothing to draw");
  return faults;
}

/** What is wrong with the numbers that native charts draw: each a sentence that names chart, range and cell. */
export function chartFaults(bytes: Uint8Array): string[] {
  const sheets = new Map(readBook(bytes).sheets.map(({ name, cells }) => [name, cells]));
  const areaOf = (area: string): Value[] => {
    const [, quoted = "", first = "A1", last = first] = /^'(.*)'!([^:]+)(?::(.*))?$/.exec(area) ?? [];
    const cells = sheets.get(quoted.replaceAll("''", "'"));
    if (cells === undefined) return [];
    const { s, e } = utils.decode_range(`${first}:${last}`.replaceAll("$", ""));
    const wide = e.c - s.c + 1;
    return Array.from({ length: (e.r - s.r + 1) * wide }, (_, at) => {
      const place = utils.encode_cell({ r: s.r + Math.floor(at / wide), c: s.c + (at % wide) });
      return cells.get(place)?.value ?? null;
    });
  };
  const cellsOf = (range: string): Value[] => areasOf(range).flatMap(areaOf);
  return [...chartsIn(bytes).values()].flatMap(({ title, series }) =>
    series.flatMap(({ categories, values, kept }) => [
      ...(cellsOf(categories).length === cellsOf(values).length
        ? []
        : [`${title}: ${values} and its names differ in length`]),
      ...seriesFaults(cellsOf(values), kept).map((fault) => `${title}: ${values}: ${fault}`),
    ]),
  );
}
