import { PAGE } from "../../report/tables/book/size.ts";
import { placeOf } from "./cells.ts";
import { elementsOf } from "./xml.ts";

const MM_PER_PIXEL = 25.4 / 96;
const DEFAULT_PIXELS = 64;
const ROW_MM = (15 / 72) * 25.4;

const wanted = (path: string): boolean => /^worksheet\/(dimension|pageSetup|cols\/col)$/.test(path);

/** How many millimetres of the sheet are on a page, once it is as wide as the page. */
function pageOf(sheet: string): number {
  const elements = elementsOf(sheet, wanted);
  const said = (name: string, key: string): string =>
    elements.find((element) => element.name === name)?.attributes[key] ?? "";
  const columns = placeOf(said("dimension", "ref").replace(/^.*:/, "")).column;
  const pixels = Array.from({ length: columns }, () => DEFAULT_PIXELS);
  for (const { attributes } of elements.filter(({ name }) => name === "col")) {
    const from = Number(attributes["min"]);
    const to = Math.min(columns, Number(attributes["max"]));
    for (let column = from; column <= to; column++) pixels[column - 1] = Number(attributes["width"]) * 7 + 5;
  }
  const { width, height } = PAGE[said("pageSetup", "orientation") === "landscape" ? "landscape" : "portrait"];
  const scale = Math.min(1, width / (pixels.reduce((sum, one) => sum + one, 0) * MM_PER_PIXEL));
  return height / scale;
}

/**
 * Breaks that keep charts whole in print: the first begins a page, and so does each that has no room below those before
 * it. `rows` are those at which charts of equal `height` (millimetres) begin, from 1.
 */
export function pageBreaks(sheet: string, rows: readonly number[], height: number): string {
  const page = pageOf(sheet);
  const begins: number[] = [];
  for (const row of rows.toSorted((left, right) => left - right)) {
    const first = begins.at(-1);
    if (first === undefined || (row - first) * ROW_MM + height > page) begins.push(row);
  }
  const breaks = begins.filter((row) => row > 1).map((row) => `<brk id="${row - 1}" max="16383" man="1"/>`);
  if (breaks.length === 0) return "";
  return `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${breaks.join("")}</rowBreaks>`;
}
