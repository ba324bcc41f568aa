import type { Question, Says, World } from "../provinces/world.ts";
import { csvOf } from "./csv.ts";
import {
  lastMonthOf,
  monthsOfPeriod,
  monthsOfYearUpTo,
  periodBefore,
  spanOf,
  windowOfMonth,
  yearEarlier,
} from "./days.ts";
import { recipeOf } from "./indicators.ts";
import { isBefore, type Kept, keptAfter, monthsLookedAt, pairOf } from "./kept.ts";
import { neededText } from "./needed.ts";
import { targetsBeside } from "./precedence.ts";
import { nameKey, programmeLine, type TargetLine } from "./programmes.ts";
import { hasRows, type Scope, scopesOf, thresholdFor, treeOf } from "./tree.ts";
import { asOf, earlierValue, type Ground, gatherer, overMonths, type Value, type View } from "./value.ts";

const header =
  "province,programme,period,from,to,target,indicator,scope,code,name,level,basis,numerator,denominator,rate,goal,threshold,unit,deadline,verdict,shortfall,rank,previous,year_earlier,missing,needed";

type Basis = "period" | "year" | "as-of";
type Verdict = "not-assessed" | "no-data" | "no-activity" | "met" | "not-due" | "not-met";

/** A row of figures.csv before it is written. */
export interface Line {
  readonly scope: Scope;
  readonly basis: Basis;
  readonly value: Value;
  readonly verdict: Verdict | "";
  readonly previous: string;
  readonly yearEarlier: string;
}

/** What is known of a report when these things are stored and the API says this of the agencies. */
export function groundAt(says: Says, question: Question, kept: Kept): Ground {
  const view = (months: readonly string[]): View => {
    const tree = treeOf(says, question, months);
    return { question, kept, tree, gathered: gatherer(kept, tree) };
  };
  const past = view(monthsLookedAt(question.period, kept.collected));
  const own = view(monthsOfYearUpTo(question.period));
  return { ...own, says, scopes: scopesOf(own.tree), past };
}

/** What is known when the figures are made: the stores after all runs and the tree of the report. */
export const groundOf = (world: World, question: Question): Ground =>
  groundAt(world.says, question, keptAfter(world, question));

/** Whether fewer than half of the (agency, month) pairs of the report are there (figures.md 7, last paragraph). */
export function isTooIncomplete({ kept, tree, question }: Ground): boolean {
  const pairs = monthsOfYearUpTo(question.period).flatMap((month) =>
    [...(tree.booked.get(month)?.keys() ?? [])].map((agency) => pairOf(agency, month)),
  );
  return pairs.filter((pair) => kept.counts.has(pair)).length * 100 < 50 * pairs.length;
}

/** Percent with six decimals, rounded half up; empty where there is nothing to divide by (figures.md 8). */
export function percentOf(value: Value | null): string {
  if (value === null || value.empty || value.under === 0n) return "";
  const millionths = (value.over * 200_000_000n + value.under) / (2n * value.under);
  return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, "0")}`;
}

function verdictOf(
  target: TargetLine,
  value: Value,
  threshold: bigint | null,
  excepted: boolean,
  period: string,
): Verdict {
  if (threshold === null || excepted) return "not-assessed";
  if (value.empty) return "no-data";
  if (target.unit !== "count" && value.under === 0n) return "no-activity";
  const met = {
    count: value.over * 100n >= threshold,
    average: value.over * 100n >= threshold * value.under,
    percent: value.over * 10_000n >= threshold * value.under,
  }[target.unit];
  if (met) return "met";
  if (target.goal === "benchmark") return "not-met";
  return target.deadline === null || isBefore(period, target.deadline) ? "not-due" : "not-met";
}

/** The smallest n that lifts the numerator to the threshold, in hundredths (figures.md 6). */
export function shortfallOf(target: TargetLine, value: Value, threshold: bigint): bigint {
  const missing = {
    count: (threshold - value.over * 100n) * 100n,
    average: (threshold * value.under - value.over * 100n) * 100n,
    percent: threshold * value.under - value.over * 10_000n,
  }[target.unit];
  return missing > 0n ? (missing - 1n) / 10_000n + 1n : 0n;
}

/** A threshold as the file writes it: no decimals that say nothing (figures.md 8). */
function thresholdText(threshold: bigint): string {
  const decimals = String(threshold % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${threshold / 100n}${decimals === "" ? "" : `.${decimals}`}`;
}

const isJudged = (verdict: Verdict | ""): boolean =>
  verdict === "met" || verdict === "not-due" || verdict === "not-met";

function rankOf(line: Line, lines: readonly Line[]): string {
  if (line.scope.kind !== "agency" || !isJudged(line.verdict)) return "";
  const better = lines.filter(
    (other) =>
      other.scope.kind === "agency" &&
      other.scope.level === line.scope.level &&
      isJudged(other.verdict) &&
      other.value.over * line.value.under > line.value.over * other.value.under,
  );
  return String(better.length + 1);
}

/** The rows of a target, of every scope. */
export function linesOf(ground: Ground, target: TargetLine, exceptions: ReadonlySet<string>): Line[] {
  const { period, scheme } = ground.question;
  const recipe = recipeOf(target.indicator);
  const day = windowOfMonth(lastMonthOf(period), scheme).to;
  const catalogue = ground.kept.catalogues.get(day) ?? [];
  const pastScopes = new Map(scopesOf(ground.past.tree).map((scope) => [`${scope.kind} ${scope.code}`, scope]));
  const compare = (scope: Scope, other: string | null): string => {
    const past = pastScopes.get(`${scope.kind} ${scope.code}`);
    if (past === undefined || target.unit !== "percent") return "";
    return percentOf(earlierValue(ground.past, recipe, past, other));
  };
  return ground.scopes
    .filter((scope) => hasRows(target, scope))
    .flatMap((scope): Line[] => {
      const excepted = scope.kind === "agency" && exceptions.has(nameKey(scope.name));
      const judge = (value: Value): Verdict => verdictOf(target, value, thresholdFor(target, scope), excepted, period);
      const compared = {
        previous: compare(scope, periodBefore(period)),
        yearEarlier: compare(scope, yearEarlier(period)),
      };
      if (recipe.kind === "stock" || recipe.kind === "measures") {
        const value = asOf(ground, recipe, scope, day, ground.tree.inForce);
        if (value === null) throw new Error("a run always has its own catalogue");
        return [{ scope, basis: "as-of", value, verdict: judge(value), ...compared }];
      }
      const inPeriod = overMonths(ground, recipe, scope, monthsOfPeriod(period), catalogue, day);
      const inYear = overMonths(ground, recipe, scope, monthsOfYearUpTo(period), catalogue, day);
      return [
        { scope, basis: "period", value: inPeriod, verdict: "", ...compared },
        { scope, basis: "year", value: inYear, verdict: judge(inYear), previous: "", yearEarlier: "" },
      ];
    });
}

function cellsOf(ground: Ground, programme: string, target: TargetLine, line: Line, lines: readonly Line[]): string[] {
  const { province, period, scheme } = ground.question;
  const { scope, value, basis } = line;
  const last = windowOfMonth(lastMonthOf(period), scheme).to;
  const span = spanOf(basis === "period" ? monthsOfPeriod(period) : monthsOfYearUpTo(period), scheme);
  const [from, to] = basis === "as-of" ? [last, last] : [span.from, span.to];
  const threshold = thresholdFor(target, scope);
  const isCount = target.unit === "count";
  const isFlow = recipeOf(target.indicator).kind === "flow";
  return [
    ...[province, programme, period, from, to, target.id, target.indicator],
    ...[scope.kind, scope.code, scope.name.normalize("NFC"), scope.level, basis],
    value.empty ? "" : String(value.over),
    value.empty || isCount ? "" : String(value.under),
    target.unit === "percent" ? percentOf(value) : "",
    ...[
      target.goal,
      threshold === null ? "" : thresholdText(threshold),
      target.unit,
      target.deadline ?? "",
      line.verdict,
    ],
    threshold !== null && isJudged(line.verdict) ? String(shortfallOf(target, value, threshold)) : "",
    isCount ? "" : rankOf(line, lines),
    ...[line.previous, line.yearEarlier, String(value.missing)],
    isFlow && basis === "year" && line.verdict === "not-due" && threshold !== null
      ? neededText(target, value, threshold, period)
      : "",
  ];
}

/** The cells of figures.csv, row by row (figures.md 8), under the document that is asked for or under these. */
export function cellsFrom(ground: Ground, documents: readonly string[] = [ground.question.programme]): string[][] {
  return documents.flatMap((programme) => {
    const names = new Set(programmeLine(programme).exceptions.map(nameKey));
    return targetsBeside(programme, documents).flatMap((target) => {
      const lines = linesOf(ground, target, names);
      return lines.map((line) => cellsOf(ground, programme, target, line, lines));
    });
  });
}

/** figures.csv from its cells (figures.md 8). */
export const figuresText = (cells: readonly (readonly string[])[]): string => csvOf(header, cells);

/** The bytes, as text, of figures.csv for a province's history and a question (figures.md 8). */
export const secondFigures = (world: World, question: Question): string =>
  figuresText(cellsFrom(groundOf(world, question)));
