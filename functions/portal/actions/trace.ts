import { LEVELS } from "../../domain/agency.ts";
import { Measures } from "../../domain/counts.ts";
import type { FigureRow } from "../../domain/figures/figure.ts";
import {
  type CountTrace,
  type MonthAnswers,
  pairsFeeding,
  type TracedMeasure,
  traceCounts,
  traceMeasures,
} from "../../domain/figures/trace.ts";
import type { ImportInForce } from "../../domain/imports/stored.ts";
import { type Indicator, isMeasured } from "../../domain/indicator.ts";
import { type Month, monthsOf, windowOfMonth, yearToDateOf } from "../../domain/period.ts";
import { Procedure, ProcedureCatalogue } from "../../domain/procedure.ts";
import { proceduresOf, type Scope, scopeId, scopesFed } from "../../domain/scope.ts";
import { monthKey } from "../../pipeline/support/counts/month-refs.ts";
import { countsIn } from "../../pipeline/support/counts/read.ts";
import { importIn } from "../../pipeline/support/imports/imported.ts";
import { listsOf } from "../../pipeline/support/load.ts";
import type { GapRecord, SnapshotRef } from "../../revisions/revision.ts";
import { type BookReader, type FigureBook, targetOf } from "./figures.ts";

/** Answers that are read for one figure; a level of more agencies is told by its agencies alone. */
const MOST_ANSWERS = 1_500;

/** An (agency, month) pair of a figure, and where its counts come from. */
export interface TracedAnswer {
  /** The agency's code. */
  readonly agency: string;
  readonly month: Month;
  /** The vintages that the revision was made from, of several systems one each; none where the month is missing. */
  readonly refs: readonly SnapshotRef[];
  /** The workbook that stands in; null where none does, or where the answers were not read. */
  readonly workbook: Pick<ImportInForce, "file" | "sheet" | "cell" | "by"> | null;
  /** Why the month is missing, where that was noted. */
  readonly gap: GapRecord | null;
}

/** What a published figure was made of. */
export interface FigureTrace {
  /** Null where there are too many answers to read, and for figures on measures. */
  readonly counts: CountTrace | null;
  /** Of a figure on measures: each agency's row. */
  readonly measures: readonly TracedMeasure[];
  readonly answers: readonly TracedAnswer[];
  /** The same figure of every agency of the scope that has one, level by level; none where the scope is an agency itself. */
  readonly members: readonly FigureRow[];
  /** The catalogue of the last day, by code. */
  readonly procedures: ReadonlyMap<string, Procedure>;
}

const scopeOf = ({ scope: kind, code, name, level }: FigureRow): Scope => ({ kind, code, name, level });

/** The months that a figure adds up: none for what is told of one day. */
function monthsIn({ sources }: FigureBook, { basis }: FigureRow): readonly Month[] {
  if (basis === "as-of") return [];
  return basis === "period" ? monthsOf(sources.period) : yearToDateOf(sources.period);
}

/** The agencies' rows of the same target and basis that are within a row's scope. */
function membersOf({ rows, tree }: FigureBook, row: FigureRow): FigureRow[] {
  if (row.scope === "agency") return [];
  const id = scopeId(scopeOf(row));
  const isAlike = ({ programme, target, basis }: FigureRow): boolean =>
    programme === row.programme && target === row.target && basis === row.basis;
  const all = rows.filter(
    (one) => one.scope === "agency" && isAlike(one) && scopesFed(tree, one.code, row.to).includes(id),
  );
  return LEVELS.flatMap((level) => all.filter((one) => one.level === level));
}

function answersFor(book: FigureBook, row: FigureRow): TracedAnswer[] {
  const { sources, lists, tree, published } = book;
  const refs = Map.groupBy(sources.counts, monthKey);
  return pairsFeeding(scopeOf(row), monthsIn(book, row), sources.scheme, lists, tree).map((pair) => {
    const { from } = windowOfMonth(pair.month, sources.scheme);
    const gap = published.gaps.find(
      (one) => one.agency === pair.agency && one.window.from === from && one.rule !== "refresh-failed",
    );
    const own = (refs.get(monthKey(pair)) ?? []).map(({ ref }) => ref);
    return { ...pair, refs: own, workbook: null, gap: gap ?? null };
  });
}

async function workbookOf(ports: BookReader, { refs }: TracedAnswer): Promise<TracedAnswer["workbook"]> {
  const [imported] = refs.filter(({ kind }) => kind === "import");
  const stored = imported === undefined ? null : await importIn(ports, imported);
  return stored === null || stored.state === "withdrawn" ? null : stored;
}

const readAnswers = (ports: BookReader, answers: readonly TracedAnswer[]): Promise<MonthAnswers[]> =>
  Promise.all(
    answers.map(async ({ agency, month, refs }) => ({
      agency,
      month,
      answers: await Promise.all(refs.map((ref) => countsIn(ports, ref))),
    })),
  );

/** Whether dossiers are told by the figures of agencies: a level's rows would be those of all of them once more. */
const isToldByMembers = ({ scope }: FigureRow, { kind }: Indicator, members: readonly FigureRow[]): boolean =>
  kind === "flow" && scope !== "area" && members.length > 0;

/** What a published figure was made of: the months, the rows of the stored answers, the agencies. Throws StoreDamaged. */
export async function figureTrace(ports: BookReader, book: FigureBook, row: FigureRow): Promise<FigureTrace> {
  const { sources, lists, tree } = book;
  const { indicator } = targetOf(book, row);
  const ofDay = ({ to }: SnapshotRef): boolean => to === row.to;
  const catalogue = (await listsOf(ports, sources.catalogues.filter(ofDay), Procedure)).get(row.to) ?? [];
  const procedures = new Map(catalogue.map((procedure) => [procedure.code, procedure]));
  const common = { members: membersOf(book, row), procedures };
  if (isMeasured(indicator)) {
    const rows = (await listsOf(ports, sources.measures.filter(ofDay), Measures)).get(row.to) ?? [];
    const measures = traceMeasures(indicator, scopeOf(row), row.to, rows, lists, tree);
    return { ...common, counts: null, measures, answers: [] };
  }
  const answers = answersFor(book, row);
  if (answers.length > MOST_ANSWERS || isToldByMembers(row, indicator, common.members))
    return { ...common, counts: null, measures: [], answers };
  const own = proceduresOf(scopeOf(row), new ProcedureCatalogue(catalogue, tree, row.to), tree);
  const counts = traceCounts(indicator, own, monthsIn(book, row), await readAnswers(ports, answers));
  const told = answers.map(async (answer) => ({ ...answer, workbook: await workbookOf(ports, answer) }));
  return { ...common, counts, measures: [], answers: await Promise.all(told) };
}
