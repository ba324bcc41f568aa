import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import { type Change, causeText, type PublishedRow } from "../domain/change.ts";
import type { FigureRow, Rate } from "../domain/figure.ts";
import { type Finding, severityOf } from "../domain/finding.ts";

type Field = string | number | null;

const MILLION = 1_000_000n;

/** Percent with a point and six decimals, never grouped: 21_640_489n is "21.640489". */
function percent(rate: Rate | null): string | null {
  if (rate === null) return null;
  const size = rate < 0n ? -rate : rate;
  return `${rate < 0n ? "-" : ""}${size / MILLION}.${String(size % MILLION).padStart(6, "0")}`;
}

type Columns<Item> = readonly (readonly [header: string, field: (item: Item) => Field])[];

const FIGURES: Columns<FigureRow> = [
  ["province", (row) => row.province],
  ["programme", (row) => row.programme],
  ["period", (row) => row.period],
  ["from", (row) => row.from],
  ["to", (row) => row.to],
  ["target", (row) => row.target],
  ["indicator", (row) => row.indicator],
  ["scope", (row) => row.scope],
  ["code", (row) => row.code],
  ["name", (row) => row.name],
  ["level", (row) => row.level],
  ["basis", (row) => row.basis],
  ["numerator", (row) => row.numerator],
  ["denominator", (row) => row.denominator],
  ["rate", (row) => percent(row.rate)],
  ["goal", (row) => row.goal],
  ["threshold", (row) => row.threshold],
  ["unit", (row) => row.unit],
  ["deadline", (row) => row.deadline],
  ["verdict", (row) => row.verdict],
  ["shortfall", (row) => row.shortfall],
  ["rank", (row) => row.rank],
  ["previous", (row) => percent(row.previous)],
  ["year_earlier", (row) => percent(row.yearEarlier)],
  ["missing", (row) => row.missing],
];

const FINDINGS: Columns<Finding> = [
  ["rule", (finding) => finding.rule],
  ["severity", severityOf],
  ["agency", (finding) => finding.agency],
  ["procedure", (finding) => finding.procedure],
  ["from", (finding) => finding.window.from],
  ["to", (finding) => finding.window.to],
  ["expected", (finding) => finding.expected],
  ["actual", (finding) => finding.actual],
];

const CHANGES: Columns<Change> = [
  ["programme", (change) => change.programme],
  ["target", (change) => change.target],
  ["scope", (change) => change.scope],
  ["code", (change) => change.code],
  ["basis", (change) => change.basis],
  ["field", (change) => change.field],
  ["old", (change) => change.old],
  ["new", (change) => change.new],
  ["cause", (change) => causeText(change.causes)],
];

/** UTF-8 with BOM (so that spreadsheets read Vietnamese), RFC 4180: CRLF after every line, quotes where needed. */
function csv<Item>(columns: Columns<Item>, items: readonly Item[]): string {
  const lines = [columns.map(([header]) => header), ...items.map((item) => columns.map(([, field]) => field(item)))];
  return stringify(lines, { bom: true, record_delimiter: "windows", quoted_match: /[\r\n]/ });
}

/**
 * `figures.csv` (số liệu mở): a line for each target, scope and basis in the order given. Rates are percent with six
 * decimals and a decimal point; null is empty, never 0. Names are printed as the province's API gave them.
 */
export const figuresCsv = (rows: readonly FigureRow[]): string => csv(FIGURES, rows);

/** `quality.csv` (chất lượng số liệu): a line for each finding in the order given. */
export const qualityCsv = (findings: readonly Finding[]): string => csv(FINDINGS, findings);

/** `changes.csv` (điều chỉnh số liệu): a line for each published number that differs from the revision before. */
export const changesCsv = (changes: readonly Change[]): string => csv(CHANGES, changes);

/** The lines of a published CSV file as texts by column. */
export const readCsv = (text: string): PublishedRow[] =>
  z.array(z.record(z.string(), z.string())).parse(parse(text, { bom: true, columns: true }));
