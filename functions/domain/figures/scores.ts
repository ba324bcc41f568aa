import { z } from "zod";
import { AgencyTree, byCode } from "../agency.ts";
import { RECEIVED } from "../counts.ts";
import { type Period, previousInYear, windowOf, windowOfMonth, yearToDateOf } from "../period.ts";
import { bindsLevel } from "../programme.ts";
import { type Scope, scopesOf } from "../scope.ts";
import { BasisEvidence } from "./basis.ts";
import { type Figures, judgementOf } from "./figures.ts";
import { type Growth, unlikeOf } from "./grown.ts";
import type { Inputs } from "./inputs.ts";
import { judgedIndicator } from "./per-procedure.ts";
import { placesOf } from "./rank.ts";
import { compareScores, type Demand, scoreOf } from "./score.ts";

/** Whole numbers of any size; JSON holds their digits. */
const Whole = z.codec(z.string().regex(/^\d+$/), z.bigint(), { decode: BigInt, encode: String });

/** The score of an agency in force, and its place among those of its level that have one. */
const AgencyScore = z
  .object({
    code: z.string(),
    /** Of 100, exact. */
    score: z.object({ over: Whole, under: Whole }).readonly(),
    rank: z.int().min(1),
    /** Places gained since the period before, lost ones below 0; null where there is nothing to compare with. */
    moved: z.int().nullable(),
  })
  .readonly();
export type AgencyScore = z.infer<typeof AgencyScore>;

/** The scores of a report by code; decoded from JSON, and encoded for it. */
export const AgencyScores = z.array(AgencyScore).readonly();

/** By the codes of the agencies; one that has no score is not there. */
export type Scores = ReadonlyMap<string, AgencyScore>;

type Ranked = Omit<AgencyScore, "moved"> & { readonly level: Scope["level"] };

const receivedOf = (scope: Scope, year: BasisEvidence): number | null =>
  year.of(scope).tally?.sums.sum(RECEIVED) ?? null;

/** Whether an agency is known to have received enough since January for its rates to be a result. */
function isLarge(scope: Scope, year: BasisEvidence, smallest: number): boolean {
  const received = receivedOf(scope, year);
  return received !== null && received >= smallest;
}

/** Codes of those of whom it is known that they have received fewer dossiers since January than a result stands on. */
export const smallAgencies = ({ inForce }: AgencyTree, year: BasisEvidence, smallest: number): ReadonlySet<string> =>
  new Set(
    inForce
      .filter((agency) => (receivedOf({ kind: "agency", ...agency }, year) ?? smallest) < smallest)
      .map(({ code }) => code),
  );

/** The agencies that have a score, each by its place within its level. */
function rankedBy(
  scopes: readonly Scope[],
  year: BasisEvidence,
  smallest: number,
  demandsOn: (scope: Scope) => readonly Demand[],
): Map<string, Ranked> {
  const scored = scopes
    .filter((scope) => scope.kind === "agency" && isLarge(scope, year, smallest))
    .flatMap((scope) => {
      const score = scoreOf(demandsOn(scope));
      return score === null ? [] : [{ code: scope.code, level: scope.level, score }];
    });
  const levels = [...Map.groupBy(scored, ({ level }) => level).values()];
  const places = levels.flatMap((level) => [
    ...placesOf(level, (left, right) => compareScores(left.score, right.score)),
  ]);
  return new Map(places.map(([one, rank]) => [one.code, { ...one, rank }]));
}

/** What the report of an earlier period of the year says, on its own agencies, by the figures that are known now. */
function before(inputs: Inputs, period: Period, smallest: number) {
  const { scheme, indicators, programmesBefore } = inputs;
  const months = yearToDateOf(period);
  const days = new Set(months.map((month) => windowOfMonth(month, scheme)).flatMap(({ from, to }) => [from, to]));
  const lists = new Map([...inputs.lists].filter(([day]) => days.has(day)));
  const { to } = windowOf(period, scheme);
  const tree = new AgencyTree(lists, to);
  const year = new BasisEvidence(inputs, tree, lists, months, true);
  const demandsOn = (scope: Scope): Demand[] =>
    programmesBefore.flatMap((programme) =>
      programme.targets.flatMap((target): Demand[] => {
        const asked = indicators.get(target.indicator);
        const indicator = asked === undefined ? undefined : judgedIndicator(target, asked);
        if (indicator === undefined || scope.level === null || !bindsLevel(target, scope.level)) return [];
        const { goal, unit, deadline } = target;
        const { judged, verdict } = judgementOf({ period, programme, target, indicator }, scope, year.of(scope));
        return [{ indicator: indicator.id, goal, unit, deadline, verdict, ...judged }];
      }),
    );
  return { to, tree, ranked: rankedBy(scopesOf(tree), year, smallest, demandsOn) };
}

/** Scores without the places moved among agencies of whom there are more now than in the period before. */
export const withoutMoves = (scores: Scores, tree: AgencyTree, growth: Growth): Scores =>
  new Map(
    [...scores].map(([code, score]) => {
      const level = tree.newest(code)?.level ?? "";
      const isGrown = unlikeOf(growth, { kind: "level", code: level }).includes("previous");
      return [code, isGrown ? { ...score, moved: null } : score];
    }),
  );

/**
 * The scores of the agencies in force and their places within their levels, with the places moved since the period before by
 * that period's figures and programmes.
 *
 * @param smallest an agency that has received fewer dossiers since January has none
 */
export function scoresOf(inputs: Inputs, tree: AgencyTree, { rows, evidence }: Figures, smallest: number): Scores {
  const judged = Map.groupBy(
    rows.filter(({ scope, verdict }) => scope === "agency" && verdict !== null),
    ({ code }) => code,
  );
  const now = rankedBy(scopesOf(tree), evidence.year, smallest, ({ code }) => judged.get(code) ?? []);
  // In a year's first period nothing of the year could be held against it.
  const period = previousInYear(inputs.period);
  const earlier = period === null ? null : before(inputs, period, smallest);
  const rankBefore = ({ code, level }: Ranked): number | null => {
    const known = earlier?.ranked.get(code);
    // A code that was used again is another agency's.
    const isSame = earlier !== null && tree.on(code, earlier.to) === tree.newest(code);
    return known === undefined || known.level !== level || !isSame ? null : known.rank;
  };
  const scores = [...now.values()].map((one): [string, AgencyScore] => {
    const { code, score, rank } = one;
    const former = rankBefore(one);
    return [code, { code, score, rank, moved: former === null ? null : former - rank }];
  });
  return new Map(scores.sort(([left], [right]) => byCode(left, right)));
}
