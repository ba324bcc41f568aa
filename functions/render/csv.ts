import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import { FIGURE_COLUMNS, figureText } from "../domain/figures/columns.ts";
import { type FigureRow, FigureRows } from "../domain/figures/figure.ts";
import type { CrossCheck } from "../domain/national/cross-check.ts";
import { type Finding, severityOf } from "../domain/quality/finding.ts";
import { type CrossCheckRow, crossCheckRows } from "../report/national/rows.ts";
import { ruleText } from "../report/text/quality.ts";
import { causeText } from "../revisions/cause.ts";
import { type Change, ChangeRow } from "../revisions/change.ts";
import type { NamedChange, PeriodChanges } from "../revisions/preview.ts";

type Columns<Item> = readonly (readonly [header: string, field: (item: Item) => string])[];

/** A text that a spreadsheet would take for a formula, or that was kept from being one: told apart when it is read. */
const LIKE_FORMULA = /^'*[=+\-@\t\r]/;

/** The text with an apostrophe before it where a spreadsheet would compute it. */
const guarded = (text: string): string => (LIKE_FORMULA.test(text) ? `'${text}` : text);

/** The text as it was before it was guarded. */
const unguarded = (text: string): string => (text.startsWith("'") && LIKE_FORMULA.test(text) ? text.slice(1) : text);

/** Words are guarded; a number is none, whatever its sign. */
const FIGURES: Columns<FigureRow> = FIGURE_COLUMNS.map(({ header, field }) => [
  header,
  (row) => (typeof row[field] === "string" ? guarded(figureText(row, field)) : figureText(row, field)),
]);

const FINDINGS: Columns<Finding> = [
  ["rule", (finding) => finding.rule],
  ["severity", severityOf],
  ["agency", (finding) => guarded(finding.agency)],
  ["procedure", (finding) => guarded(finding.procedure)],
  ["from", (finding) => finding.window.from],
  ["to", (finding) => finding.window.to],
  ["expected", (finding) => guarded(finding.expected)],
  ["actual", (finding) => guarded(finding.actual)],
  ["rule_vi", ruleText],
];

const CHANGES: Columns<Change> = [
  ["programme", (change) => change.programme],
  ["target", (change) => change.target],
  ["scope", (change) => change.scope],
  ["code", (change) => guarded(change.code)],
  ["basis", (change) => change.basis],
  ["field", (change) => change.field],
  ["old", (change) => guarded(change.old)],
  ["new", (change) => guarded(change.new)],
  ["cause", (change) => causeText(change.causes)],
];

/** UTF-8 with BOM (so that spreadsheets read Vietnamese), RFC 4180: CRLF after every line, quotes where needed. */
function csv<Item>(columns: Columns<Item>, items: readonly Item[]): string {
  const lines = [columns.map(([header]) => header), ...items.map((item) => columns.map(([, field]) => field(item)))];
  return stringify(lines, { bom: true, record_delimiter: "windows", quoted_match: /[\r\n]/ });
}

/**
 * `figures.csv` (số liệu mở): a line for each target, scope and basis in the order given. Rates are percent with six
 * decimals and a decimal point; null is empty, never 0. Names are printed as the province's API gave them, with an
 * apostrophe before one that a spreadsheet would take for a formula.
 */
export const figuresCsv = (rows: readonly FigureRow[]): string => csv(FIGURES, rows);

/** `quality.csv` (chất lượng số liệu): a line for each finding in the order given, its rule as a code and in words. */
export const qualityCsv = (findings: readonly Finding[]): string => csv(FINDINGS, findings);

type PeriodChange = NamedChange & Pick<PeriodChanges, "series" | "revision">;

const PERIOD_CHANGES: Columns<PeriodChange> = [
  ["series", ({ series }) => series],
  ["revision", ({ revision }) => String(revision)],
  ...CHANGES,
  ["target_name", (change) => guarded(change.targetName)],
  ["name", (change) => guarded(change.name)],
];

/** Every number that would change, of several periods: the columns of `changes.csv` between whose it is and its names. */
export const whatIfCsv = (periods: readonly PeriodChanges[]): string =>
  csv(
    PERIOD_CHANGES,
    periods.flatMap(({ series, revision, changes }) => changes.map((change) => ({ ...change, series, revision }))),
  );

/** `changes.csv` (điều chỉnh số liệu): a line for each published number that differs from the revision before. */
export const changesCsv = (changes: readonly Change[]): string => csv(CHANGES, changes);

const CROSS_CHECK: Columns<CrossCheckRow> = [
  ["agency", (row) => guarded(row.agency)],
  ["code", (row) => guarded(row.code)],
  ["measure", (row) => row.measure],
  ["ours_numerator", ({ ours }) => numberText(ours?.numerator)],
  ["ours_denominator", ({ ours }) => numberText(ours?.denominator)],
  ["portal_numerator", ({ portal }) => numberText(portal?.numerator)],
  ["portal_denominator", ({ portal }) => numberText(portal?.denominator)],
  ["portal_score", ({ score }) => numberText(score)],
  ["portal_max", ({ max }) => numberText(max)],
  ["portal_rank", ({ rank }) => numberText(rank)],
  ["captured_at", ({ capturedAt }) => capturedAt ?? ""],
  ["note", (row) => guarded(row.note)],
];

/** Null is empty, never 0. */
const numberText = (value: number | null | undefined): string => (value == null ? "" : String(value));

/**
 * `cross-check.csv` (đối chiếu với Cổng Dịch vụ công quốc gia): a line for each measure of the province, its agencies and the
 * portal's units that are none of them. Scores are the portal's own, with a decimal point.
 */
export const crossCheckCsv = (crossCheck: CrossCheck): string => csv(CROSS_CHECK, crossCheckRows(crossCheck));

const Lines = z.array(z.record(z.string(), z.string()));

/** The lines of a CSV file by a schema. Throws StoreDamaged naming the file where it is not what was published. */
function parsed<Row>(text: string, file: string, rows: z.ZodType<Row>, read: (line: Line) => unknown): Row {
  try {
    const lines = Lines.parse(parse(text, { bom: true, columns: true, cast: unguarded }));
    return rows.parse(lines.map(read));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof CsvError) throw new StoreDamaged(`tệp ${file} không đọc được`);
    throw error;
  }
}

type Line = z.infer<typeof Lines>[number];

/**
 * The rows of a `figures.csv` that was published before: what `figuresCsv` wrote of them.
 *
 * @param file its name, for the failure
 * @throws StoreDamaged where a column is missing or a field is not what its column holds
 */
export const parseFiguresCsv = (text: string, file: string): readonly FigureRow[] =>
  parsed(text, file, FigureRows, (line) =>
    Object.fromEntries(
      FIGURE_COLUMNS.flatMap(({ header, field, read }) => {
        const text = line[header];
        return text === undefined ? [] : [[field, read(text)]];
      }),
    ),
  );

/** The lines of a published `changes.csv`. Throws StoreDamaged naming the file where it cannot be read. */
export const parseChangesCsv = (text: string, file: string): readonly ChangeRow[] =>
  parsed(text, file, z.array(ChangeRow), (line) => line);
