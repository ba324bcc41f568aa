import { byCodePoint } from "./csv.ts";
import { monthsOfYearUpTo, periodBefore } from "./days.ts";
import { groundAt, type Line, linesOf } from "./figures.ts";
import { type Fraction, isAbove, lowestTerms, over, plus, times, whole } from "./fraction.ts";
import { received } from "./indicators.ts";
import { targetsBeside } from "./precedence.ts";
import { nameKey, programmeLine, type TargetLine } from "./programmes.ts";
import { thresholdFor } from "./tree.ts";
import { type Ground, overSameAnswers } from "./value.ts";

/** The default of the regime (figures.md 6). */
const smallest = 30n;

/** An agency that has a score (figures.md 6). */
interface Scored {
  readonly code: string;
  readonly level: string;
  readonly score: Fraction;
}

/** Which documents are asked for, now and in the period before. */
export interface Documents {
  readonly now: readonly string[];
  readonly before: readonly string[];
}

const scoredVerdicts: readonly string[] = ["met", "not-due", "not-met"];

/** min(1, rate ÷ threshold), the threshold in hundredths of a percent. */
function reached({ value }: Line, threshold: bigint): Fraction {
  const rate = { top: value.over * 100n, bottom: value.under };
  const share = over(rate, { top: threshold, bottom: 100n });
  return isAbove(share, whole(1)) ? whole(1) : share;
}

/** What each agency's demands come to, by what is demanded: the same of two documents is there once. */
function reachedBy(ground: Ground, programmes: readonly string[]): Map<string, Map<string, Fraction>> {
  const all = new Map<string, Map<string, Fraction>>();
  const enter = (target: TargetLine, line: Line): void => {
    const threshold = thresholdFor(target, line.scope);
    if (line.scope.kind !== "agency" || threshold === null || threshold <= 0n) return;
    if (!scoredVerdicts.includes(line.verdict)) return;
    const own = all.get(line.scope.code) ?? new Map<string, Fraction>();
    all.set(line.scope.code, own);
    own.set(`${target.indicator} ${threshold} ${target.deadline}`, reached(line, threshold));
  };
  for (const id of programmes) {
    const { exceptions } = programmeLine(id);
    for (const target of targetsBeside(id, programmes)) {
      if (target.goal !== "min" || target.unit !== "percent") continue;
      for (const line of linesOf(ground, target, new Set(exceptions.map(nameKey)))) enter(target, line);
    }
  }
  return all;
}

function scoredIn(ground: Ground, programmes: readonly string[]): Scored[] {
  const all = reachedBy(ground, programmes);
  const months = monthsOfYearUpTo(ground.question.period);
  return ground.scopes.flatMap((scope): Scored[] => {
    if (scope.kind !== "agency") return [];
    const taken = overSameAnswers(ground.gathered(scope, months), received, received);
    const demands = [...(all.get(scope.code)?.values() ?? [])];
    if (taken.empty || taken.over < smallest || demands.length === 0) return [];
    const mean = over(demands.reduce(plus), whole(demands.length));
    return [{ code: scope.code, level: scope.level, score: times(whole(100), mean) }];
  });
}

/** One more than there are better ones of the level. */
const rankIn = (all: readonly Scored[], one: Scored): number =>
  1 + all.filter((other) => other.level === one.level && isAbove(other.score, one.score)).length;

/** The report of the period before as it is made of what is stored now; none in a year's first period. */
function groundBefore(ground: Ground): Ground | null {
  const { question, kept } = ground;
  const period = periodBefore(question.period);
  if (period === null || period.slice(0, 4) !== question.period.slice(0, 4)) return null;
  return groundAt(ground.says, { ...question, period }, kept);
}

/** Code, level, exact score, rank and places moved of every agency that has a score, by code (figures.md 6). */
export function scoresFrom(ground: Ground, { now, before }: Documents): string[] {
  const scored = scoredIn(ground, now);
  const past = groundBefore(ground);
  const scoredBefore = past === null ? [] : scoredIn(past, before);
  const moved = (one: Scored): string => {
    const same = past?.tree.inForce.get(one.code) === ground.tree.inForce.get(one.code);
    const then = scoredBefore.find(({ code, level }) => code === one.code && level === one.level);
    return !same || then === undefined ? "" : String(rankIn(scoredBefore, then) - rankIn(scored, one));
  };
  return scored
    .sort((one, other) => byCodePoint(one.code, other.code))
    .map((one) => [one.code, lowestTerms(one.score), rankIn(scored, one), moved(one)].join(","));
}
