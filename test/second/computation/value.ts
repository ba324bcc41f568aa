import type { AgencyRecord, CoarseRow, CountName, ProcedureRecord, Question, Says } from "../provinces/world.ts";
import { toldOf } from "./coarse.ts";
import { lastMonthOf, monthsOfPeriod, windowOfMonth } from "./days.ts";
import type { Recipe } from "./indicators.ts";
import { type Kept, pairOf } from "./kept.ts";
import type { Scope, Tree } from "./tree.ts";

/** A figure before it is judged. */
export interface Value {
  readonly over: bigint;
  readonly under: bigint;
  readonly missing: number;
  /** Months with an answer of at least one agency of the scope; 0 for what is of a day. */
  readonly answeredMonths: number;
  /** No answer at all: figures and rate are empty. */
  readonly empty: boolean;
}

type Sums = ReadonlyMap<string, ReadonlyMap<CountName, bigint>>;

/** An answer that does not tell its counts by procedure. */
interface Coarse {
  readonly month: string;
  readonly rows: readonly CoarseRow[];
}

interface Gathered {
  /** Of the answers by procedure. */
  readonly sums: Sums;
  readonly coarse: readonly Coarse[];
  /** Months with an answer by procedure, and how many such answers. */
  readonly told: ReadonlySet<string>;
  readonly answers: number;
  /** (agency, month) pairs without any answer. */
  readonly missing: number;
}

/** The counts of a scope over months, per procedure, and how many (agency, month) pairs answered or are missing. */
export function gatherer(kept: Kept, tree: Tree): (scope: Scope, months: readonly string[]) => Gathered {
  const done = new Map<string, Gathered>();
  return (scope, months) => {
    const name = `${scope.kind} ${scope.code} ${months.join(" ")}`;
    const found = done.get(name) ?? gather(kept, tree, scope, months);
    done.set(name, found);
    return found;
  };
}

function gather(kept: Kept, tree: Tree, scope: Scope, months: readonly string[]): Gathered {
  const sums = new Map<string, Map<CountName, bigint>>();
  const coarse: Coarse[] = [];
  const told = new Set<string>();
  let [answers, missing] = [0, 0];
  for (const month of months) {
    for (const agency of tree.booked.get(month)?.values() ?? []) {
      if (!scope.has(agency)) continue;
      const held = kept.counts.get(pairOf(agency.code, month));
      if (held === undefined) {
        missing += 1;
        continue;
      }
      if (held.coarse !== null) {
        coarse.push({ month, rows: held.coarse });
        continue;
      }
      answers += 1;
      told.add(month);
      for (const [procedure, counts] of held.rows) addTo(sums, procedure, counts);
    }
  }
  return { sums, coarse, told, answers, missing };
}

/** Two sums over the same answers: those that give both (sources.md 1). */
export function overSameAnswers(
  { sums, coarse, told, answers, missing }: Gathered,
  over: readonly CountName[],
  under: readonly CountName[],
): Value {
  const months = new Set(told);
  let [top, bottom, lacking] = [sumOf(sums, over), sumOf(sums, under), 0];
  for (const { month, rows } of coarse) {
    const [one, other] = [toldOf(rows, over), toldOf(rows, under)];
    if (one === null || other === null) {
      lacking += 1;
      continue;
    }
    top += one;
    bottom += other;
    months.add(month);
  }
  const empty = answers + coarse.length === lacking;
  return { over: top, under: bottom, missing: missing + lacking, answeredMonths: months.size, empty };
}

function addTo(
  sums: Map<string, Map<CountName, bigint>>,
  procedure: string,
  counts: Readonly<Record<CountName, bigint>>,
): void {
  const sum = sums.get(procedure) ?? new Map<CountName, bigint>();
  sums.set(procedure, sum);
  for (const name of nonZero(counts)) sum.set(name, (sum.get(name) ?? 0n) + counts[name]);
}

const fields: readonly CountName[] = [
  "onlineRemote",
  "onlineAssisted",
  "counter",
  "postal",
  "resolvedEarly",
  "resolvedOnTime",
  "resolvedLate",
  "resolvedOnline",
  "returnedCounter",
  "returnedPostal",
  "returnedElectronic",
  "digitisedResults",
  "feeDossiers",
  "paidOnlineDossiers",
  "payments",
  "onlinePayments",
];
const nonZero = (counts: Readonly<Record<CountName, bigint>>): CountName[] =>
  fields.filter((name) => counts[name] !== 0n);

export function sumOf(sums: Sums, names: readonly CountName[], procedure?: string): bigint {
  const rows = procedure === undefined ? [...sums.values()] : [sums.get(procedure)];
  return rows.reduce((all, row) => names.reduce((sum, name) => sum + (row?.get(name) ?? 0n), all), 0n);
}

/** What a value is computed from: the tree knows the agencies of the windows it was made of. */
export interface View {
  readonly question: Question;
  readonly kept: Kept;
  readonly tree: Tree;
  readonly gathered: (scope: Scope, months: readonly string[]) => Gathered;
}

/** The report's own windows, and beside them those that it looks back on. */
export interface Ground extends View {
  readonly says: Says;
  readonly scopes: readonly Scope[];
  readonly past: View;
}

const count = (found: readonly unknown[]): bigint => BigInt(found.length);

/** A flow or distinct figure over months, with the catalogue of a day that distinct ones count in (figures.md 4). */
export function overMonths(
  view: View,
  recipe: Recipe,
  scope: Scope,
  months: readonly string[],
  catalogue: readonly ProcedureRecord[],
  day: string,
): Value {
  const gathered = view.gathered(scope, months);
  if (recipe.kind === "flow") return overSameAnswers(gathered, recipe.over, recipe.under);
  const { sums, coarse, told, answers, missing } = gathered;
  const known = { missing: missing + coarse.length, answeredMonths: told.size, empty: answers === 0 };
  if (recipe.kind === "stock" || recipe.kind === "measures") throw new Error("as-of figures have no months");
  const among = catalogue.filter((one) => scope.lists(one, day) && recipe.among(one));
  if (recipe.kind === "average") {
    const over = among.reduce((sum, one) => sum + sumOf(sums, recipe.over, one.code), 0n);
    return { over, under: count(among), ...known };
  }
  if (recipe.kind === "each") {
    const { share, percent } = recipe;
    const had = among.filter((one) => sumOf(sums, share.under, one.code) > 0n);
    const reached = had.filter(
      (one) => sumOf(sums, share.over, one.code) * 100n >= sumOf(sums, share.under, one.code) * percent,
    );
    return { over: count(reached), under: count(had), ...known };
  }
  const active = among.filter((one) => sumOf(sums, recipe.active, one.code) > 0n);
  return { over: count(active), under: count(among), ...known };
}

/** A figure of a day: from the catalogue, or from the measures of these agencies (figures.md 4, 8). */
export function asOf(
  view: View,
  recipe: Recipe,
  scope: Scope,
  day: string,
  agencies: ReadonlyMap<string, AgencyRecord>,
): Value | null {
  if (recipe.kind === "stock") {
    const catalogue = view.kept.catalogues.get(day);
    if (catalogue === undefined) return null;
    const among = catalogue.filter((one) => scope.lists(one, day) && recipe.among(one));
    const those = count(among.filter(recipe.those));
    return { over: those, under: count(among), missing: 0, answeredMonths: 0, empty: false };
  }
  if (recipe.kind !== "measures") throw new Error("flows have no day");
  const wanted = [...agencies.values()].filter(scope.has).map((one) => one.code);
  const rows = (view.kept.measures.get(day) ?? []).filter((row) => wanted.includes(row.agency));
  const over = rows.reduce((sum, row) => sum + BigInt(row[recipe.over]), 0n);
  const under = rows.reduce((sum, row) => sum + BigInt(row[recipe.under]), 0n);
  return { over, under, missing: wanted.length - rows.length, answeredMonths: 0, empty: rows.length === 0 };
}

/** The same figure of an earlier period on the tree of this report, or null where it cannot be told (figures.md 6). */
export function earlierValue(view: View, recipe: Recipe, scope: Scope, period: string | null): Value | null {
  if (period === null) return null;
  const { question, kept, tree } = view;
  const day = windowOfMonth(lastMonthOf(period), question.scheme).to;
  if (recipe.kind === "stock" || recipe.kind === "measures") {
    if (!kept.catalogues.has(day)) return null;
    return asOf(view, recipe, scope, day, tree.closing.get(lastMonthOf(period)) ?? new Map());
  }
  const months = monthsOfPeriod(period);
  if (!months.every((month) => kept.collected.has(month))) return null;
  const catalogue = kept.catalogues.get(day);
  if (catalogue === undefined) return null;
  return overMonths(view, recipe, scope, months, catalogue, day);
}
