import { unzipSync } from "fflate";

export interface SheetCell {
  /** What the file holds: a number, or the text that the program shows. */
  readonly value: number | string;
  /** Number format, e.g. `0.00%`. */
  readonly format: string;
  readonly bold: boolean;
}

export interface Sheet {
  readonly name: string;
  readonly xml: string;
  readonly cells: ReadonlyMap<string, SheetCell>;
}

export interface Workbook {
  readonly parts: ReadonlyMap<string, string>;
  readonly sheets: readonly Sheet[];
}

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" } as const;

/** XML entities, and the escapes that Office puts into strings. */
const unescaped = (xml: string): string =>
  xml
    .replace(
      /&(?:amp|lt|gt|quot|apos);/g,
      (entity) => Object.entries(ENTITIES).find(([key]) => key === entity)?.[1] ?? "",
    )
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const all = (xml: string, pattern: RegExp): RegExpMatchArray[] => [...xml.matchAll(pattern)];
const group = (match: RegExpMatchArray, index: number): string => match[index] ?? "";

interface Style {
  readonly format: string;
  readonly bold: boolean;
}

/** Only those of ECMA-376 Part 1, 18.8.30 that the workbooks use. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["0", "General"],
  ["2", "0.00"],
  ["3", "#,##0"],
  ["9", "0%"],
  ["10", "0.00%"],
  ["49", "@"],
]);

function stylesOf(xml: string): Style[] {
  const own = all(xml, /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g);
  const formats = new Map([...BUILT_IN, ...own.map((match) => [group(match, 1), unescaped(group(match, 2))] as const)]);
  const fonts = all(xml.slice(xml.indexOf("<fonts"), xml.indexOf("</fonts>")), /<font>(.*?)<\/font>/g);
  const cells = xml.slice(xml.indexOf("<cellXfs"), xml.indexOf("</cellXfs>"));
  return all(cells, /<xf numFmtId="(\d+)" fontId="(\d+)"/g).map((match) => ({
    format: formats.get(group(match, 1)) ?? `? ${group(match, 1)}`,
    bold: /<b\/>/.test(fonts[Number(group(match, 2))]?.[1] ?? ""),
  }));
}

function cellsOf(xml: string, strings: readonly string[], styles: readonly Style[]): Map<string, SheetCell> {
  const cells = new Map<string, SheetCell>();
  for (const match of all(xml, /<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const value = /<v>(.*?)<\/v>/s.exec(group(match, 3))?.[1];
    if (value === undefined) continue;
    const style = styles[Number(/ s="(\d+)"/.exec(group(match, 2))?.[1] ?? 0)] ?? { format: "?", bold: false };
    const type = / t="(\w+)"/.exec(group(match, 2))?.[1] ?? "n";
    const text = type === "s" ? (strings[Number(value)] ?? "") : unescaped(value);
    cells.set(group(match, 1), { value: type === "n" ? Number(value) : text, ...style });
  }
  return cells;
}

/** Reads a workbook's parts by themselves, without the library that wrote it. */
export function readXlsx(bytes: Uint8Array): Workbook {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parts = new Map(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, decoder.decode(part)]));
  const part = (name: string): string => parts.get(name) ?? "";
  const strings = all(part("xl/sharedStrings.xml"), /<si>(.*?)<\/si>/gs).map((match) =>
    all(group(match, 1), /<t[^>]*>(.*?)<\/t>/gs)
      .map((text) => unescaped(group(text, 1)))
      .join(""),
  );
  const styles = stylesOf(part("xl/styles.xml"));
  const sheets = all(part("xl/workbook.xml"), /<sheet sheetId="(\d+)" name="([^"]*)"/g).map((match) => {
    const xml = part(`xl/worksheets/sheet${group(match, 1)}.xml`);
    return { name: unescaped(group(match, 2)), xml, cells: cellsOf(xml, strings, styles) };
  });
  return { parts, sheets };
}

/** A1 for column 1, row 1. */
export function reference(column: number, row: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}
