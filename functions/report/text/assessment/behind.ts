import type { Level } from "../../../domain/agency.ts";
import { isJudged } from "../../../domain/figures/verdict.ts";
import type { PrintedTarget } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import type { Writing } from "../../writing.ts";

/** So many of a level are named; of more the weakest, and the others by their number and the appendix. */
const NAMED = 5;
const WEAKEST = 3;

/** An agency with the minimums that it is below. */
export interface Behind {
  readonly name: string;
  /** Numbers of the targets in the summary. */
  readonly below: readonly number[];
  /** Its place by its score, the weakest with the highest; by how many minimums it is below where nobody is scored. */
  readonly weakness: number;
}

/** The order by weakness begins with the weakest. */
const byWeakness = (left: Behind, right: Behind): number => right.weakness - left.weakness;

/** The weakest first, none of those that are named having an equal among the others. */
export function weakest(all: readonly Behind[]): readonly Behind[] {
  const order = [...all].sort(byWeakness);
  if (order.length <= NAMED) return order;
  const next = order[WEAKEST];
  return order.slice(0, WEAKEST).filter(({ weakness }) => weakness !== next?.weakness);
}

export type Asked = (row: PrintedRow) => boolean;

/** The agencies of a level that are below one minimum at all: few dossiers are no result. */
function belowOf(printed: PrintedTarget, level: Level, { composition }: Writing, isAsked: Asked): PrintedRow[] {
  if (isOfCommonList(printed, level)) return [];
  const judged = judgedIn(printed, level);
  return judged.filter((row) => isAsked(row) && !composition.small.has(row.code));
}

const judgedIn = ({ rows }: PrintedTarget, level: Level): PrintedRow[] =>
  rows.filter((row) => row.scope === "agency" && row.level === level && isJudged(row.verdict));

/**
 * Whether a target counts the procedures that all agencies of a level have in common: each then has the same number of the
 * same list, which is not its own work.
 */
export function isOfCommonList(printed: PrintedTarget, level: Level): boolean {
  const { numerator, denominator } = printed.indicator;
  const isOfList = printed.indicator.kind === "stock" && "procedures" in numerator && "procedures" in denominator;
  const [first, ...others] = judgedIn(printed, level);
  if (!isOfList || first === undefined || others.length === 0) return false;
  return others.every((row) => row.numerator === first.numerator && row.denominator === first.denominator);
}

export const isBelow: Asked = ({ verdict }) => verdict === "not-due" || verdict === "not-met";

const isMinimum = ({ target }: PrintedTarget): boolean => target.goal === "min";

/** The agencies of a level that are below some minimum, by their codes. */
export function behindOf(writing: Writing, level: Level, isAsked: Asked): ReadonlyMap<string, Behind> {
  const { scores } = writing.composition;
  const found = writing.targets.flatMap((printed, at) =>
    isMinimum(printed) ? belowOf(printed, level, writing, isAsked).map((row) => ({ row, number: at + 1 })) : [],
  );
  const byCode = Map.groupBy(found, ({ row }) => row.code);
  return new Map(
    [...byCode].map(([code, own]) => {
      const below = own.map(({ number }) => number);
      const name = own[0]?.row.name ?? code;
      return [code, { name, below, weakness: scores.size === 0 ? below.length : (scores.get(code)?.rank ?? 0) }];
    }),
  );
}
