import { unzipSync } from "fflate";
import { Numbering } from "./numbering.ts";
import { decoder, type Tag, visit } from "./xml.ts";

/** A paragraph with the mark that Word writes before it. */
export interface DocxParagraph {
  readonly text: string;
  /** Of headings, 1 to 3; 0 otherwise. */
  readonly level: number;
}

interface DocxRow {
  readonly isHead: boolean;
  /** A cell's paragraphs joined by a space. */
  readonly cells: readonly string[];
}

export interface DocxTable {
  readonly rows: readonly DocxRow[];
}

/** A Word file as it is read: its body in order, and what is over and under the pages. */
export interface DocxFile {
  readonly body: readonly (DocxParagraph | DocxTable)[];
  readonly headers: readonly string[];
  readonly footers: readonly string[];
}

interface Open {
  text: string;
  level: number;
  number: string | null;
  depth: number;
}

/** Reads `word/document.xml` from its first to its last tag. */
class BodyReader {
  readonly body: (DocxParagraph | DocxTable)[] = [];
  readonly #numbering: Numbering;
  #paragraph: Open | null = null;
  #table: DocxRow[] | null = null;
  #row: { isHead: boolean; cells: string[][] } | null = null;
  #inText = false;

  constructor(numbering: Numbering) {
    this.#numbering = numbering;
  }

  open({ name, attributes }: Tag): void {
    const value = attributes["w:val"] ?? "";
    if (name === "tbl") this.#table = [];
    if (name === "tr") this.#row = { isHead: false, cells: [] };
    if (name === "tblHeader" && this.#row !== null) this.#row.isHead = true;
    if (name === "tc") this.#row?.cells.push([]);
    if (name === "p") this.#paragraph = { text: "", level: 0, number: null, depth: 0 };
    this.#inText = name === "t";
    const paragraph = this.#paragraph;
    if (paragraph === null) return;
    if (name === "pStyle") paragraph.level = Number(/^Heading([123])$/.exec(value)?.[1] ?? 0);
    if (name === "ilvl") paragraph.depth = Number(value);
    if (name === "numId") paragraph.number = value;
    if (name === "tab" || name === "br") paragraph.text += " ";
  }

  text(found: string): void {
    if (this.#inText && this.#paragraph !== null) this.#paragraph.text += found;
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    if (name === "p") this.#endParagraph();
    if (name === "tr" && this.#row !== null) {
      this.#table?.push({ isHead: this.#row.isHead, cells: this.#row.cells.map((texts) => texts.join(" ")) });
      this.#row = null;
    }
    if (name === "tbl" && this.#table !== null) {
      this.body.push({ rows: this.#table });
      this.#table = null;
    }
  }

  #endParagraph(): void {
    if (this.#paragraph === null) return;
    const { text, level, number, depth } = this.#paragraph;
    const mark = number === null ? "" : `${this.#numbering.next(number, depth)} `;
    this.#paragraph = null;
    if (this.#row === null) this.body.push({ text: `${mark}${text}`, level });
    else this.#row.cells.at(-1)?.push(`${mark}${text}`);
  }
}

function textIn(xml: string): string {
  let text = "";
  let inside = false;
  visit(xml, {
    open: ({ name }) => {
      inside = name === "t";
    },
    text: (found) => {
      if (inside) text += found;
    },
    close: () => {
      inside = false;
    },
  });
  return text;
}

/**
 * Reads a Word file from its parts by another program than the one that wrote it. Tables inside tables are not looked
 * for. Throws where a part is missing, is no well-formed XML, or names a numbering that is not there.
 */
export function readDocx(bytes: Uint8Array): DocxFile {
  const parts = unzipSync(bytes);
  const part = (name: string): string => {
    const found = parts[name];
    if (found === undefined) throw new Error(`no part ${name}`);
    return decoder.decode(found);
  };
  const reader = new BodyReader(new Numbering(part("word/numbering.xml")));
  visit(part("word/document.xml"), {
    open: (tag) => reader.open(tag),
    text: (found) => reader.text(found),
    close: (name) => reader.close(name),
  });
  const named = (pattern: RegExp): string[] =>
    Object.keys(parts)
      .filter((name) => pattern.test(name))
      .map((name) => textIn(part(name)));
  return {
    body: reader.body,
    headers: named(/^word\/header\d+\.xml$/),
    footers: named(/^word\/footer\d+\.xml$/),
  };
}
