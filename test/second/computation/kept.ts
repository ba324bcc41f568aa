import {
  askedAt,
  type CoarseRow,
  type CountName,
  type CountsAnswer,
  catalogueOn,
  countNames,
  faultOf,
  listedOn,
  type MeasureRow,
  ordinaryReading,
  type ProcedureRecord,
  type Question,
  type RawRow,
  type Says,
  type TaskRow,
  type World,
} from "../provinces/world.ts";
import {
  endOfMonth,
  lastMonthOf,
  monthsLater,
  monthsOfPeriod,
  monthsOfYearUpTo,
  periodBefore,
  windowOfMonth,
  yearEarlier,
} from "./days.ts";
import { recipeOf } from "./indicators.ts";
import { mustTell, programmeLine } from "./programmes.ts";
import { words } from "./words.ts";

export type Counts = Readonly<Record<CountName, bigint>>;

/** An answer that stands: one row per procedure, and how often a procedure stood in it. */
export interface Held {
  readonly rows: ReadonlyMap<string, Counts>;
  readonly times: ReadonlyMap<string, number>;
  /** What is told where it is not told by procedure; null where it is. */
  readonly coarse: readonly CoarseRow[] | null;
  readonly provisional: boolean;
  readonly readAt: string;
  /** The same for equal answers, whatever the order of their rows. */
  readonly text: string;
}

/** Why asking for a pair failed in this run, and whether an older answer stands. */
export interface Failed {
  readonly agency: string;
  readonly month: string;
  readonly rule: "agency-missing" | "answer-invalid" | "refresh-failed";
  readonly procedure: string;
  readonly expected: string;
  readonly actual: string;
}

/** What is stored after all runs, the last included. */
export interface Kept {
  readonly counts: ReadonlyMap<string, Held>;
  readonly collected: ReadonlySet<string>;
  readonly catalogues: ReadonlyMap<string, readonly ProcedureRecord[]>;
  readonly measures: ReadonlyMap<string, readonly MeasureRow[]>;
  /** Of the last days of the periods that were asked for. */
  readonly tasks: ReadonlyMap<string, readonly TaskRow[]>;
  /** What failed in the last run. */
  readonly failed: readonly Failed[];
}

interface Shelves {
  readonly counts: Map<string, Held>;
  readonly collected: Set<string>;
  readonly catalogues: Map<string, readonly ProcedureRecord[]>;
  readonly measures: Map<string, readonly MeasureRow[]>;
  readonly tasks: Map<string, readonly TaskRow[]>;
}

/** The name of an (agency, month) pair. */
export const pairOf = (agency: string, month: string): string => `${agency}|${month}`;

const bigCounts = (row: RawRow): Counts => {
  const entries = countNames.map((name) => [name, BigInt(row.counts[name] ?? 0)] as const);
  const of = new Map(entries);
  const read = (name: CountName): bigint => of.get(name) ?? 0n;
  return {
    openingBacklog: read("openingBacklog"),
    onlineRemote: read("onlineRemote"),
    onlineAssisted: read("onlineAssisted"),
    counter: read("counter"),
    postal: read("postal"),
    resolvedEarly: read("resolvedEarly"),
    resolvedOnTime: read("resolvedOnTime"),
    resolvedLate: read("resolvedLate"),
    resolvedOnline: read("resolvedOnline"),
    withdrawn: read("withdrawn"),
    pendingInTime: read("pendingInTime"),
    pendingOverdue: read("pendingOverdue"),
    returnedCounter: read("returnedCounter"),
    returnedPostal: read("returnedPostal"),
    returnedElectronic: read("returnedElectronic"),
    digitisedResults: read("digitisedResults"),
    feeDossiers: read("feeDossiers"),
    paidOnlineDossiers: read("paidOnlineDossiers"),
    payments: read("payments"),
    onlinePayments: read("onlinePayments"),
  };
};

function heldFrom(rows: readonly RawRow[], provisional: boolean, readAt: string): Held {
  const times = new Map<string, number>();
  for (const row of rows) times.set(row.procedure, (times.get(row.procedure) ?? 0) + 1);
  const lines = rows.map(({ procedure, counts }) => [procedure, ...countNames.map((name) => counts[name])].join());
  const text = [String(provisional), ...lines.sort()].join("\n");
  const byProcedure = new Map(rows.map((row) => [row.procedure, bigCounts(row)]));
  return { rows: byProcedure, times, coarse: null, provisional, readAt, text };
}

function coarseFrom(rows: readonly CoarseRow[], provisional: boolean, readAt: string): Held {
  const lines = rows.map(({ field, told }) => `${field} ${Object.entries(told).sort().join()}`);
  const text = ["coarse", String(provisional), ...lines.sort()].join("\n");
  return { rows: new Map(), times: new Map(), coarse: rows, provisional, readAt, text };
}

/** Days end at midnight in Asia/Ho_Chi_Minh, which is 17:00 in Greenwich (figures.md 1, 7). */
export const isEarly = ({ readAt }: Pick<Held, "readAt">, lastDay: string): boolean =>
  new Date(readAt) < new Date(`${lastDay}T17:00:00Z`);

/** Of two good answers to one question the one that is kept: the later reading, the first of equal ones unless it was early. */
function kept(stored: Held | undefined, taken: Held, lastDay: string): Held {
  if (stored === undefined) return taken;
  const isSettled = stored.text === taken.text && (!isEarly(stored, lastDay) || isEarly(taken, lastDay));
  return isSettled || new Date(taken.readAt) < new Date(stored.readAt) ? stored : taken;
}

type Taken =
  | Held
  | { readonly rule: "agency-missing" | "answer-invalid"; procedure: string; expected: string; actual: string };

/** Five minutes are what clocks may differ by (figures.md 7, `answer-invalid`). */
const ahead = (readAt: string) =>
  new Date(readAt).getTime() - new Date(askedAt).getTime() > 300_000
    ? { procedure: "", ...words.future(readAt) }
    : null;

function take(answer: CountsAnswer | undefined): Taken {
  if (answer === undefined) return heldFrom([], false, ordinaryReading);
  if (answer.kind === "absent") return { rule: "agency-missing", procedure: "", expected: "counts", actual: "404" };
  if (answer.kind === "down") {
    return { rule: "agency-missing", procedure: "", expected: "counts", actual: answer.reason };
  }
  const fault = ahead(answer.readAt) ?? (answer.kind === "rows" ? faultOf(answer.rows) : null);
  if (fault !== null) return { rule: "answer-invalid", ...fault };
  return answer.kind === "coarse"
    ? coarseFrom(answer.rows, answer.provisional, answer.readAt)
    : heldFrom(answer.rows, answer.provisional, answer.readAt);
}

/** The agencies of a month's window: in force on its first or its last day (figures.md 2). */
export function agenciesOfMonth(says: Says, month: string, scheme: Question["scheme"]): Set<string> {
  const { from, to } = windowOfMonth(month, scheme);
  return new Set([...listedOn(says, from), ...listedOn(says, to)].map((one) => one.code));
}

function collectMonth(shelves: Shelves, says: Says, month: string, question: Question): Failed[] {
  const failed: Failed[] = [];
  const lastDay = windowOfMonth(month, question.scheme).to;
  for (const agency of agenciesOfMonth(says, month, question.scheme)) {
    const pair = pairOf(agency, month);
    const stored = shelves.counts.get(pair);
    if (stored !== undefined && !stored.provisional && !question.refresh) continue;
    const taken = take(says.counts[pair]);
    if (!("rule" in taken)) shelves.counts.set(pair, kept(stored, taken, lastDay));
    else if (stored === undefined) failed.push({ agency, month, ...taken });
    else failed.push({ agency, month, rule: "refresh-failed", procedure: "", ...words.refused(taken) });
  }
  shelves.collected.add(month);
  return failed;
}

function run(shelves: Shelves, says: Says, period: string, question: Question): Failed[] {
  const months = monthsOfYearUpTo(period);
  const failed = months.flatMap((month) => collectMonth(shelves, says, month, question));
  for (const month of months) {
    const day = windowOfMonth(month, question.scheme).to;
    if (question.refresh || !shelves.catalogues.has(day)) shelves.catalogues.set(day, catalogueOn(says, day));
    const measures = asksMeasures(question.programme) ? says.measures[day] : null;
    const isWanted = question.refresh || !shelves.measures.has(day);
    if (isWanted && measures !== undefined && measures !== null) shelves.measures.set(day, measures);
  }
  askTasks(shelves, says, windowOfMonth(lastMonthOf(period), question.scheme).to, question);
  return failed;
}

/** A list that concerns nobody is not asked for. */
function askTasks({ tasks }: Shelves, says: Says, day: string, { programme, refresh }: Question): void {
  if (!listedOn(says, day).some((agency) => mustTell(programme, agency))) return;
  const told = says.tasks[day] ?? null;
  if (told !== null && (refresh || !tasks.has(day))) tasks.set(day, told);
}

/** Whether the programme has a target on measures. */
export const asksMeasures = (programme: string): boolean =>
  programmeLine(programme).targets.some((target) => recipeOf(target.indicator).kind === "measures");

/** What is stored after the runs before and this one. */
export function keptAfter(world: World, question: Question): Kept {
  const lists = { catalogues: new Map(), measures: new Map(), tasks: new Map() };
  const shelves: Shelves = { counts: new Map(), collected: new Set(), ...lists };
  for (const past of world.before) run(shelves, past.says, past.period, question);
  const failed = run(shelves, world.says, question.period, question);
  return { ...shelves, failed };
}

/**
 * The months whose lists matter to comparisons and to the backlog carried over: the year's, the one before them, those
 * compared with, and the twelve up to the period's end, which trends show, as far as they have been collected
 * (figures.md 2: lists are asked for again also for them).
 */
export function monthsLookedAt(period: string, collected: ReadonlySet<string>): string[] {
  const year = monthsOfYearUpTo(period);
  const compared = [periodBefore(period), yearEarlier(period)];
  const others = compared.flatMap((one) => (one === null ? [] : monthsOfPeriod(one)));
  const shown = Array.from({ length: 12 }, (_, back) => monthsLater(lastMonthOf(period), -back));
  const months = new Set([...year, monthsLater(year[0] ?? "", -1), ...others, ...shown]);
  return [...months].filter((month) => collected.has(month)).sort();
}

/** Whether a period's nominal end lies before a deadline. */
export const isBefore = (period: string, deadline: string): boolean => endOfMonth(lastMonthOf(period)) < deadline;
