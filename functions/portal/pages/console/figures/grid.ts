import { html } from "hono/html";
import type { Level } from "../../../../domain/agency.ts";
import type { Basis, FigureRow } from "../../../../domain/figures/figure.ts";
import { asciiWords } from "../../../../domain/imports/folding.ts";
import { thresholdText } from "../../../../report/text/sentences.ts";
import { goalText, sentence } from "../../../../report/wording.ts";
import { type FigureBook, type FigureTarget, targetOf } from "../../../actions/figures.ts";
import type { Html } from "../../page.ts";
import { unseen } from "../../parts.ts";
import { BASIS_TEXTS, figureAddress, figureWords } from "./words.ts";

/** Whose rows a table has: the agencies of a level, or the districts with their communes. */
export type Lines = Level | "area";

/** Which figures of a revision a table shows. */
export interface Chosen {
  /** Null for the basis by which each target is judged. */
  readonly basis: Basis | null;
  readonly lines: Lines;
  /** What the agencies' names hold; empty for all. */
  readonly name: string;
}

/** A target of the table: a column. */
export interface GridColumn extends FigureTarget {
  readonly number: number;
  readonly basis: Basis;
  /** What it demands of the table's agencies; null for nothing. */
  readonly threshold: number | null;
}

/** An agency, a level or the province with its figures, one for each column that it has one for. */
interface GridLine {
  readonly name: string;
  readonly isSum: boolean;
  readonly rows: ReadonlyMap<string, FigureRow>;
}

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly lines: readonly GridLine[];
  /** Agencies of the level, whatever their names hold. */
  readonly of: number;
}

const columnKey = ({ programme, target }: Pick<FigureRow, "programme" | "target">): string => `${programme} ${target}`;

const isOn = ({ basis }: FigureRow, chosen: Basis | null): boolean =>
  chosen === null ? basis !== "period" : basis === chosen;

const isLine = ({ scope, level }: FigureRow, lines: Lines): boolean =>
  lines === "area" ? scope === "area" : scope === "agency" && level === lines;

/** The levels of which a revision has figures, districts with their communes last. */
export function linesIn({ rows }: Pick<FigureBook, "rows">): Lines[] {
  const all: readonly Lines[] = ["so", "huyen", "xa", "area"];
  return all.filter((lines) => rows.some((row) => isLine(row, lines)));
}

/** The bases of which a revision has figures. */
export const basesIn = ({ rows }: Pick<FigureBook, "rows">): Basis[] => {
  const all: readonly Basis[] = ["period", "year", "as-of"];
  return all.filter((basis) => rows.some((row) => row.basis === basis));
};

function lineOf(rows: readonly FigureRow[], name: string, isSum: boolean): GridLine {
  return { name, isSum, rows: new Map(rows.map((row) => [columnKey(row), row])) };
}

/** The table: the province, the level, then its agencies by code; a column for each target that binds one of them. */
export function gridOf(book: FigureBook, { basis, lines, name }: Chosen): Grid {
  const shown = book.rows.filter((row) => isOn(row, basis));
  const agencies = Map.groupBy(
    shown.filter((row) => isLine(row, lines)),
    ({ code }) => code,
  );
  const sums = [
    shown.filter(({ scope }) => scope === "province"),
    shown.filter(({ scope, code }) => scope === "level" && code === lines),
  ];
  const columns = [...Map.groupBy(shown, columnKey).values()].flatMap(([first], index): GridColumn[] => {
    if (first === undefined) return [];
    const own = shown.find((row) => columnKey(row) === columnKey(first) && isLine(row, lines));
    return [{ ...targetOf(book, first), number: index + 1, basis: first.basis, threshold: (own ?? first).threshold }];
  });
  const named = [...agencies.values()].flatMap((rows): GridLine[] => {
    const [first] = rows;
    return first === undefined ? [] : [lineOf(rows, book.names.ofScope(first), false)];
  });
  const wanted = asciiWords(name);
  const found = named.filter((line) => asciiWords(line.name).includes(wanted));
  const whole = sums.flatMap((rows) => (rows[0] === undefined ? [] : [lineOf(rows, rows[0].name, true)]));
  return { columns, lines: [...whole, ...found], of: named.length };
}

/** "tối thiểu 50%, lũy kế từ đầu năm". */
export const demandOf = ({ target, threshold, basis }: GridColumn): string =>
  `${threshold === null ? "không giao chỉ tiêu" : `${goalText(target.goal)} ${thresholdText({ target }, threshold)}`}, ${BASIS_TEXTS[basis]}`;

/** Without what every rate's name begins with: "Hồ sơ nộp trực tuyến". */
const shortName = (name: string): string => sentence(name.replace(/^(Tỷ lệ|Số) /u, ""));

function headCell(column: GridColumn, isAlone: boolean): Html {
  const { number, target, indicator, programme } = column;
  const about = isAlone ? demandOf(column) : `${demandOf(column)}; ${programme.shortName}`;
  return html`<th scope="col"><span aria-hidden="true">(${number}) ${shortName(indicator.name)}<span class="hint">${about}</span></span>${unseen(`${target.name}, ${about}`)}</th>\n`;
}

function cell(book: FigureBook, row: FigureRow | undefined): Html {
  if (row === undefined) return html`<td><span aria-hidden="true">–</span>${unseen("không giao chỉ tiêu này")}</td>`;
  const { value, mark, verdict, tone } = figureWords(book, row);
  const marked = mark === "" ? "" : html`<span class="mark" aria-hidden="true">${mark}</span>${unseen(`, ${verdict}`)}`;
  return html`<td class="${tone}"><a href="${figureAddress(book.published, row)}"><span class="value">${value}</span>${marked}</a></td>`;
}

function gridRow(book: FigureBook, columns: readonly GridColumn[], { name, rows, isSum }: GridLine): Html {
  const cells = columns.map(({ programme, target }) =>
    cell(book, rows.get(columnKey({ programme: programme.id, target: target.id }))),
  );
  return html`<tr class="${isSum ? "sum" : ""}"><th scope="row">${name}</th>${cells}</tr>\n`;
}

/** The table of agencies and targets: each number with its verdict in words, leading to what it was made of. */
export function gridPart(book: FigureBook, { columns, lines }: Grid, title: string): Html {
  const isAlone = new Set(columns.map(({ programme }) => programme.id)).size === 1;
  return html`<h2 id="bang">${title}</h2>
<div class="scroll heat" role="region" aria-labelledby="bang" tabindex="0">
<table aria-labelledby="bang">
<thead><tr><th scope="col">Cơ quan</th>${columns.map((column) => headCell(column, isAlone))}</tr></thead>
<tbody>
${lines.map((line) => gridRow(book, columns, line))}</tbody>
</table>
</div>`;
}
