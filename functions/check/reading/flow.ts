import type { Report, Table } from "../../report/report.ts";
import { type Breach, breach } from "../layout/rule.ts";
import { isEmpty, marked, NOTHING } from "./decree.ts";
import { type Grid, isBox } from "./grid.ts";
import { dense, isSame, type Line } from "./lines.ts";
import type { Read } from "./sections.ts";
import { foreignTables, type PlacedTable, placeTable } from "./tables.ts";

/** A text of the report with the lines in which it is printed. */
export interface PlacedText {
  readonly part: "subject" | "addressee" | "basis" | "heading" | "paragraph" | "item" | "note" | "caption";
  /** Of headings, 1 to 3; 0 otherwise. */
  readonly level: number;
  readonly text: string;
  /** One at least. */
  readonly lines: readonly Line[];
}

export type Placed = PlacedText | (PlacedTable & { readonly part: "table" });

/** The report's own text, from the letterhead to the recipients. */
export interface Flow {
  /** Above the title, without the box of labels. */
  readonly letterhead: readonly Line[];
  readonly kind: Line | null;
  readonly placed: readonly Placed[];
  /** From "Nơi nhận:" on. */
  readonly signature: readonly Line[];
  /** The box of labels on the first page. */
  readonly labels: Grid | null;
  /** The boxes below the signature, and at the end of the last appendix. */
  readonly boxes: readonly Grid[];
  readonly breaches: readonly Breach[];
}

/** How many lines may are between a text and the place where it was looked for. */
const FURTHEST = 60;

/** Takes texts from lines in the order of reading. */
export class LineReader {
  readonly breaches: Breach[] = [];
  readonly #lines: readonly Line[];
  /** The letters of each line. */
  readonly #letters: readonly string[];
  #next: number;

  constructor(lines: readonly Line[], from = 0) {
    this.#lines = lines;
    this.#letters = lines.map((line) => dense(line.text));
    this.#next = from;
  }

  /** The lines that print this text; none, and a breach, where they are not there. */
  take(text: string): Line[] {
    const asked = dense(text);
    const length = [...asked].length;
    if (length === 0) return [];
    for (let start = this.#next; start < Math.min(this.#lines.length, this.#next + FURTHEST); start++) {
      const end = this.#end(start, length);
      if (!isSame(this.#letters.slice(start, end).join(""), asked)) continue;
      if (start > this.#next) this.#foreign(this.#lines.slice(this.#next, start));
      this.#next = end;
      return this.#lines.slice(start, end);
    }
    const found = this.#lines.slice(this.#next, this.#end(this.#next, length));
    const actual = found.map((line) => line.text).join(" ");
    this.breaches.push(...breach("text-complete", found[0]?.page ?? 0, text, { expected: text, actual }));
    return [];
  }

  /** What is left is a breach: the report does not have it. */
  finish(): void {
    if (this.#next < this.#lines.length) this.#foreign(this.#lines.slice(this.#next));
  }

  /** The line after those that hold so many letters from this line on. */
  #end(start: number, letters: number): number {
    let end = start;
    for (let length = 0; length < letters && end < this.#lines.length; end++) {
      length += [...(this.#letters[end] ?? "")].length;
    }
    return end;
  }

  #foreign(lines: readonly Line[]): void {
    const actual = lines.map((line) => line.text).join(" ");
    const page = lines[0]?.page ?? 0;
    this.breaches.push(...breach("text-complete", page, "chữ ngoài báo cáo", { expected: "không có", actual }));
  }
}

interface Wanted {
  readonly part: PlacedText["part"];
  readonly level: number;
  readonly text: string;
}

const wanted = (part: PlacedText["part"], text: string, level = 0): Wanted => ({ part, level, text });

function opening({ subject, addressees, basis }: Report): Wanted[] {
  const [only] = addressees;
  const to = addressees.length > 1 ? marked(addressees).map((line) => `- ${line}`) : [only ?? ""];
  return [
    wanted("subject", subject),
    ...to.map((line, index) => wanted("addressee", index === 0 && only !== undefined ? `Kính gửi: ${line}` : line)),
    ...marked(basis).map((line) => wanted("basis", line)),
  ];
}

function bodyOf({ body }: Report): (Wanted | Table)[] {
  return body.flatMap((block): (Wanted | Table)[] => {
    if ("caption" in block) return [wanted("caption", String(block.caption))];
    switch (block.type) {
      case "heading":
        return [wanted("heading", block.text, block.level)];
      case "list":
        return block.items.map((item) => wanted("item", `- ${item}`));
      case "table":
        return [isEmpty(block.table) ? wanted("note", NOTHING) : block.table];
      default:
        return [wanted(block.type, block.text)];
    }
  });
}

const isKind = (line: Line, report: Report): boolean => line.page === 1 && isSame(line.text, report.kind);

const isAbove = (grid: Grid, line: Line | null): boolean =>
  line === null || grid.page < line.page || (grid.page === line.page && grid.bottom < line.y);

const isBelow = (grid: Grid, line: Line | null): boolean =>
  line !== null && (grid.page > line.page || (grid.page === line.page && grid.top > line.y));

/** Finds every text and table of the report on the pages that hold its text. */
export function flowOf({ report, text, boxes: atEnd }: Read): Flow {
  const kindAt = text.lines.findIndex((line) => isKind(line, report));
  const signatureAt = text.lines.findLastIndex((line) => dense(line.text).startsWith("Nơinhận:"));
  const end = signatureAt === -1 ? text.lines.length : signatureAt;
  const kind = text.lines[kindAt] ?? null;
  const recipients = text.lines[signatureAt] ?? null;
  const labels = text.grids.find((grid) => isBox(grid) && grid.page === 1 && isAbove(grid, kind)) ?? null;
  const boxes = text.grids.filter((grid) => isBox(grid) && isBelow(grid, recipients));
  let grids = text.grids.filter((grid) => grid !== labels && !boxes.includes(grid));
  const reader = new LineReader(text.lines.slice(0, end), kindAt + 1);
  const found: Breach[] = [];
  const placed = [...opening(report), ...bodyOf(report)].flatMap((one): Placed[] => {
    if ("text" in one) {
      const lines = reader.take(one.text);
      return lines.length === 0 ? [] : [{ ...one, lines }];
    }
    const table = placeTable(one, grids);
    grids = grids.slice(table.parts.length);
    found.push(...table.breaches);
    return [{ part: "table", ...table }];
  });
  reader.finish();
  return {
    letterhead: text.lines.slice(0, Math.max(0, kindAt)),
    kind,
    placed,
    signature: text.lines.slice(end),
    labels,
    boxes: [...boxes, ...atEnd],
    breaches: [...reader.breaches, ...found, ...foreignTables(grids)],
  };
}
