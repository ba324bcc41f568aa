import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { RequestInvalid } from "../../../domain/failure.ts";
import { withoutMarks } from "../../../domain/name.ts";

/** The columns of a list of recipients as messages name them. */
export const COLUMNS = { name: "họ tên", address: "thư điện tử", role: "vai trò", code: "mã" } as const;
type Column = keyof typeof COLUMNS;
const KEYS: readonly Column[] = ["name", "address", "role", "code"];

/** Titles that offices give the columns, without marks, blanks and capitals. */
const TITLES: Readonly<Record<Column, readonly string[]>> = {
  name: ["hoten", "hovaten", "hotennguoinhan", "hovatennguoinhan"],
  address: ["thudientu", "diachithudientu", "diachithu", "hopthu", "hopthudientu", "email", "diachiemail"],
  role: ["vaitro"],
  code: ["ma", "macoquan", "mabaocao", "madonvi", "mabaocaohoaccoquan", "mabaocaohoacmacoquan"],
};

/** A row that somebody has filled in. */
export interface Row extends Readonly<Record<Column, string>> {
  /** Of the file, from 1. */
  readonly line: number;
}

/** Letters and figures only: how titles, roles and names are told apart however they are written. */
export const folded = (text: string): string =>
  withoutMarks(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "");

/** A cell as it is meant: blanks of all kinds are one, signs that nobody sees are none. */
const cleaned = (cell: string): string =>
  cell
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();

const Parsed = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));
type Parsed = z.infer<typeof Parsed>;

const MOST_LINES_BEFORE = 20;

type Places = ReadonlyMap<Column, number>;

/** Where the columns are; null in a line that is no head. */
function placesIn(cells: readonly string[], path: string): Places | null {
  const titles = cells.map(folded);
  const found = KEYS.flatMap((column) => {
    const places = titles.flatMap((title, index) => (TITLES[column].includes(title) ? [index] : []));
    if (places.length > 1)
      throw new RequestInvalid(`Tệp ${path} có hai cột ${COLUMNS[column]}; bỏ một cột rồi nhập lại.`);
    return places.map((place): [Column, number] => [column, place]);
  });
  return found.length === 0 ? null : new Map(found);
}

interface Table {
  /** Of the head, from 1. */
  readonly line: number;
  readonly head: Places;
  readonly rows: Parsed;
}

function cellsOf(text: string, delimiter: string): Parsed {
  const options = {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
  } as const;
  return Parsed.parse(parse(text, options));
}

/** The rows under the line that has most of the columns; null where no line has any. Throws CsvError. */
function tableBy(text: string, path: string, delimiter: string): Table | null {
  const rows = cellsOf(text, delimiter);
  const heads = rows.slice(0, MOST_LINES_BEFORE).map(({ record }) => placesIn(record, path));
  const most = Math.max(0, ...heads.map((head) => head?.size ?? 0));
  const at = heads.findIndex((head) => head?.size === most);
  const head = heads[at] ?? null;
  return head === null ? null : { line: rows[at]?.info.lines ?? 1, head, rows: rows.slice(at + 1) };
}

function quoteFault(error: CsvError, path: string): RequestInvalid {
  const line = z.object({ lines: z.int() }).safeParse(error).data?.lines;
  const where = line === undefined ? "" : ` (dòng ${line})`;
  return new RequestInvalid(
    `Tệp ${path} không phải CSV${where}, có thể thiếu dấu ngoặc kép; lưu lại dạng CSV UTF-8 rồi nhập lại.`,
  );
}

/** The rows by the delimiter that shows most columns. Throws RequestInvalid where none shows all and one shows no CSV. */
function tableOf(text: string, path: string, delimiters: readonly string[]): Table | null {
  const tables: Table[] = [];
  const faults: RequestInvalid[] = [];
  for (const delimiter of delimiters) {
    try {
      tables.push(...[tableBy(text, path, delimiter)].filter((table) => table !== null));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      faults.push(quoteFault(error, path));
    }
  }
  const [best] = tables.sort((left, right) => right.head.size - left.head.size);
  const [fault] = faults;
  if (fault !== undefined && best?.head.size !== KEYS.length) throw fault;
  return best ?? null;
}

/** The delimiter that Excel was told in the first line, else those that spreadsheets write. */
const delimitersIn = (text: string): readonly string[] => {
  const told = /^\ufeff?"?sep=([;,\t|])"?\s*$/im.exec(text.slice(0, 20))?.[1];
  return told === undefined ? [";", ",", "\t"] : [told];
};

/**
 * The rows of a list that somebody has filled in, their cells cleaned: comma, semicolon or tab between them, lines above
 * the head allowed. Throws RequestInvalid where it is no list.
 */
export function rowsOf(text: string, path: string): Row[] {
  const table = tableOf(text.replace(/^\ufeff?"?sep=[^\n]*/i, ""), path, delimitersIn(text));
  const lacking = KEYS.filter((column) => !table?.head.has(column));
  if (table === null || lacking.length > 0) {
    const names = lacking.map((column) => COLUMNS[column]).join(", ");
    throw new RequestInvalid(
      `Tệp ${path}, dòng ${table?.line ?? 1} thiếu cột ${names}; cần các cột ${Object.values(COLUMNS).join(", ")}.`,
    );
  }
  const { head, rows } = table;
  const filled = rows.map(({ record, info }): Row => {
    const cell = (column: Column): string => cleaned(record[head.get(column) ?? -1] ?? "");
    return { line: info.lines, name: cell("name"), address: cell("address"), role: cell("role"), code: cell("code") };
  });
  return filled.filter(({ name, address, role, code }) => name + address + role + code !== "");
}
