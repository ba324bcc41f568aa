import { isDeepStrictEqual } from "node:util";
import { CoarseField, type CountRows, UNKNOWN_COUNTS } from "../../domain/counts.ts";
import { AnswerInvalid } from "../../domain/failure.ts";
import type { SourceMapping } from "../../domain/mapping/mapping.ts";
import { areApart } from "../../domain/mapping/partitions.ts";
import type { Filling } from "../../domain/mapping/placeholders.ts";
import { COARSE_ROWS, COUNTS_ROWS, checkRows } from "../rows.ts";
import { SourceRow } from "./row.ts";

/** What the rows of an answer are read by. */
interface AnswerContext {
  readonly mapping: SourceMapping;
  readonly filling: Filling;
  /** What was asked for, as a Vietnamese phrase for failures. */
  readonly what: string;
  /** Takes a Vietnamese sentence: what of an answer's texts was not taken. */
  readonly warn: (message: string) => void;
}

type Dossiers = NonNullable<SourceMapping["dossiers"]>;
/** A row to be checked: what names it, and its counts. */
type Draft = Record<string, unknown>;

const isGiven = (counts: Readonly<Partial<Record<CoarseField, unknown>>>, field: CoarseField): boolean =>
  counts[field] !== undefined;

/** A row with what no source gives: null in rows of grain field and unit, nothing in those of procedures. */
function blank({ grain }: SourceMapping, subject: string): Draft {
  if (grain === "procedure") return { procedure: subject };
  return { field: subject, ...UNKNOWN_COUNTS };
}

/** What names a row: a procedure's code, a field's name, nothing where the row is the agency's. */
const subjectOf = (row: SourceRow, { subject, grain }: SourceMapping): string =>
  subject === undefined ? "" : row.name(subject, grain === "procedure" ? "valid code" : "string, not empty");

function drafts(rows: readonly SourceRow[], mapping: SourceMapping): Draft[] {
  const { counts = {} } = mapping;
  return rows.map((row) => {
    const draft = blank(mapping, subjectOf(row, mapping));
    for (const field of CoarseField.options) {
      const sum = counts[field];
      if (sum !== undefined) draft[field] = row.sum(sum);
    }
    return draft;
  });
}

/** The counts that a dossier is in. Throws AnswerInvalid where two of them exclude each other. */
function countsOf(row: SourceRow, key: string, { counts }: Dossiers, what: string): CoarseField[] {
  const found = CoarseField.options.filter((field) => {
    const rule = counts[field];
    return rule !== undefined && row.fits(rule);
  });
  for (const [at, field] of found.entries()) {
    const other = found.slice(0, at).find((one) => areApart(one, field));
    if (other === undefined) continue;
    const fault = { procedure: "", expected: "1 count of a kind", actual: `${other}, ${field}` };
    throw new AnswerInvalid(`${what}, hồ sơ ${key}`, fault);
  }
  return found;
}

/** Each dossier once, by its key. Throws AnswerInvalid for one that comes twice with different content. */
function distinct(rows: readonly SourceRow[], { dossiers, what }: DossierContext): Map<string, SourceRow> {
  const byKey = new Map<string, SourceRow>();
  for (const row of rows) {
    const key = row.name(dossiers.key, "key");
    const earlier = byKey.get(key);
    if (earlier !== undefined && !isDeepStrictEqual(earlier.json, row.json)) {
      const fault = { procedure: "", expected: "1 row", actual: "2 rows with different content" };
      throw new AnswerInvalid(`${what}, hồ sơ ${shortKey(key)}`, fault);
    }
    byKey.set(key, row);
  }
  return byKey;
}

const shortKey = (key: string): string => key.slice(0, 100);

type DossierContext = AnswerContext & { readonly dossiers: Dossiers };

function counted(rows: readonly SourceRow[], context: DossierContext): Draft[] {
  const { mapping, dossiers, what } = context;
  const bySubject = new Map<string, Draft>();
  const draftOf = (subject: string): Draft => {
    const known = bySubject.get(subject) ?? {
      ...blank(mapping, subject),
      ...Object.fromEntries(CoarseField.options.filter((field) => isGiven(dossiers.counts, field)).map((f) => [f, 0])),
    };
    bySubject.set(subject, known);
    return known;
  };
  // The agency's row is there even where it has no dossier.
  if (mapping.grain === "unit") draftOf("");
  for (const [key, row] of distinct(rows, context)) {
    const draft = draftOf(subjectOf(row, mapping));
    for (const field of countsOf(row, shortKey(key), dossiers, what)) draft[field] = Number(draft[field]) + 1;
  }
  return [...bySubject.values()];
}

/**
 * The rows of an answer as counts, those that the mapping leaves aside left aside. Counts that it does not name are null.
 *
 * Throws AnswerInvalid for the first row that has no such field, whose field is no count or no day, that comes twice with
 * different content, or that is a dossier of two counts of one kind. The whole answer is refused then.
 */
export function countRows(items: readonly unknown[], context: AnswerContext): CountRows {
  const { mapping, filling, what, warn } = context;
  const { where, dates } = mapping.answer;
  const rows = items
    .map((item, index) => new SourceRow(item, { what: `${what}, dòng ${index + 1}`, dates, filling }))
    .filter((row) => where.map((condition) => row.holds(condition)).every(Boolean));
  const { dossiers } = mapping;
  const found = dossiers === undefined ? drafts(rows, mapping) : counted(rows, { ...context, dossiers });
  return mapping.grain === "procedure"
    ? checkRows(found, COUNTS_ROWS, what, warn)
    : checkRows(found, COARSE_ROWS, what, warn);
}
