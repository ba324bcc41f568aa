import { unzipSync } from "fflate";
import { decoder, type Tag, visit } from "./xml.ts";

/** A cell as the file holds it. */
export interface FileCell {
  readonly value: number | string;
  /** Number format, e.g. `0.00`. */
  readonly format: string;
  /** Without "="; none where the cell holds a value only. */
  readonly formula: string | null;
}

/** A worksheet: cells by reference ("B7"). */
export interface FileSheet {
  readonly name: string;
  readonly cells: ReadonlyMap<string, FileCell>;
}

/** "_x000D_" is how a string holds a character that XML cannot. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function stringsOf(xml: string): string[] {
  const strings: string[] = [];
  let current = "";
  let inside = false;
  visit(xml, {
    open: (tag) => {
      if (tag.name === "si") current = "";
      inside = tag.name === "t";
    },
    text: (found) => {
      if (inside) current += found;
    },
    close: (name) => {
      if (name === "si") strings.push(unescaped(current));
      inside = false;
    },
  });
  return strings;
}

/** Formats that have a number and no code (ECMA-376 Part 1, 18.8.30), as far as workbooks use them. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["0", "General"],
  ["1", "0"],
  ["2", "0.00"],
  ["3", "#,##0"],
  ["4", "#,##0.00"],
  ["49", "@"],
]);

/** The number format of each cell style. */
function formatsOf(xml: string): string[] {
  const codes = new Map(BUILT_IN);
  const formats: string[] = [];
  let inCells = false;
  visit(xml, {
    open: (tag) => {
      const { attributes } = tag;
      if (tag.name === "numFmt") codes.set(attributes["numFmtId"] ?? "", attributes["formatCode"] ?? "");
      if (tag.name === "cellXfs") inCells = true;
      const id = attributes["numFmtId"] ?? "0";
      if (inCells && tag.name === "xf") formats.push(codes.get(id) ?? `? ${id}`);
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}

/** What is known of a cell between its tags. */
class CellReader {
  readonly cells = new Map<string, FileCell>();
  readonly #strings: readonly string[];
  readonly #formats: readonly string[];
  #attributes: Readonly<Record<string, string>> = {};
  #part: "f" | "v" | "t" | null = null;
  #texts = { f: "", v: "", t: "" };

  constructor(strings: readonly string[], formats: readonly string[]) {
    this.#strings = strings;
    this.#formats = formats;
  }

  open(tag: Tag): void {
    const { name } = tag;
    if (name === "c") {
      this.#attributes = tag.attributes;
      this.#texts = { f: "", v: "", t: "" };
    }
    this.#part = name === "f" || name === "v" || name === "t" ? name : null;
  }

  text(found: string): void {
    if (this.#part !== null) this.#texts[this.#part] += found;
  }

  close(name: string): void {
    this.#part = null;
    if (name !== "c") return;
    const { f, v, t } = this.#texts;
    const { r: reference = "", s: style = "0", t: type = "n" } = this.#attributes;
    if (f === "" && v === "" && t === "") return;
    const format = this.#formats[Number(style)] ?? "";
    this.cells.set(reference, { value: this.#value(type, v, t), format, formula: f === "" ? null : f });
  }

  #value(type: string, written: string, inline: string): number | string {
    switch (type) {
      case "s":
        return this.#strings[Number(written)] ?? "";
      case "inlineStr":
        return unescaped(inline);
      case "n":
        return written === "" ? "" : Number(written);
      default:
        return unescaped(written);
    }
  }
}

/** Names of the sheets and the parts that hold them, in order. */
function sheetParts(workbook: string, relations: string): { name: string; part: string }[] {
  const targets = new Map<string, string>();
  visit(relations, { open: ({ attributes }) => targets.set(attributes["Id"] ?? "", attributes["Target"] ?? "") });
  const sheets: { name: string; part: string }[] = [];
  visit(workbook, {
    open: (tag) => {
      if (tag.name !== "sheet") return;
      const { name = "", "r:id": id = "" } = tag.attributes;
      sheets.push({ name, part: `xl/${(targets.get(id) ?? "").replace(/^\/xl\//, "")}` });
    },
  });
  return sheets;
}

/**
 * Reads a workbook's sheets from its parts, one after the other, by another program than the one that wrote it.
 * Throws where a part is missing or is no well-formed XML.
 */
export function* sheetsOf(bytes: Uint8Array): Generator<FileSheet> {
  const parts = unzipSync(bytes);
  const part = (name: string): string => {
    const found = parts[name];
    if (found === undefined) throw new Error(`no part ${name}`);
    return decoder.decode(found);
  };
  for (const name of Object.keys(parts))
    if (/\.(xml|rels|vml)$/.test(name) && !name.includes("/worksheets/sheet")) visit(part(name), {});
  const strings = "xl/sharedStrings.xml" in parts ? stringsOf(part("xl/sharedStrings.xml")) : [];
  const formats = formatsOf(part("xl/styles.xml"));
  for (const { name, part: path } of sheetParts(part("xl/workbook.xml"), part("xl/_rels/workbook.xml.rels"))) {
    const reader = new CellReader(strings, formats);
    visit(part(path), {
      open: (tag) => reader.open(tag),
      text: (found) => reader.text(found),
      close: (name) => reader.close(name),
    });
    yield { name, cells: reader.cells };
  }
}
