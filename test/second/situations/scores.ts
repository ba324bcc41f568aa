import { monthsOfYearUpTo, periodBefore } from "../computation/days.ts";
import { received } from "../computation/indicators.ts";
import { overSameAnswers } from "../computation/value.ts";
import type { Decide, Seen } from "./seen.ts";

const cells = ({ scores }: Seen): string[][] => scores.map((line) => line.split(","));

const scored =
  (holds: (code: string, score: number, rank: number, moved: string) => boolean): Decide =>
  (seen) =>
    cells(seen).some(([code = "", score = "", rank = "", moved = ""]) => {
      const [top, bottom] = score.split("/").map(Number);
      return holds(code, (top ?? 0) / (bottom ?? 1), Number(rank), moved);
    });

/** Agencies without a score of whom this holds. */
const unscored =
  (holds: (received: bigint, answers: number) => boolean): Decide =>
  (seen) => {
    const known = new Set(cells(seen).map(([code]) => code));
    return seen.ground.scopes.some((scope) => {
      if (scope.kind !== "agency" || known.has(scope.code)) return false;
      const taken = overSameAnswers(
        seen.ground.gathered(scope, monthsOfYearUpTo(seen.question.period)),
        received,
        received,
      );
      return holds(taken.over, taken.empty ? 0 : 1);
    });
  };

const isFirst = ({ question: { period } }: Seen): boolean => periodBefore(period)?.slice(0, 4) !== period.slice(0, 4);

/** The level of each agency in force, by code. */
const levelOf = (seen: Seen, code: string | undefined): string => seen.ground.tree.inForce.get(code ?? "")?.level ?? "";

/** What can become of an agency's score (figures.md 6). */
export const scoreSituations = {
  "full score": scored((_, score) => score === 100),
  "no point at all": scored((_, score) => score === 0),
  "score with endless decimals": (seen) =>
    cells(seen).some(([, score = ""]) => Number(score.split("/")[1] ?? 1) % 3 === 0),
  "tie of scores": (seen) => {
    const places = cells(seen).map(([code, , rank]) => `${levelOf(seen, code)} ${rank}`);
    return new Set(places).size < places.length;
  },
  "place left out after a tie": (seen) =>
    cells(seen).some(([code, , rank]) => {
      const own = cells(seen).filter(([other]) => levelOf(seen, other) === levelOf(seen, code));
      return Number(rank) > 2 && !own.some(([, , other]) => Number(other) === Number(rank) - 1);
    }),
  "one agency alone scored in its level": (seen) =>
    cells(seen).some(
      ([code]) => cells(seen).filter(([other]) => levelOf(seen, other) === levelOf(seen, code)).length === 1,
    ),
  "too few dossiers for a score": unscored((count, answers) => answers > 0 && count < 30n),
  "nothing received is known of": unscored((_, answers) => answers === 0),
  "enough dossiers and no target remains": unscored((count) => count >= 30n),
  "places gained": scored((_code, _score, _rank, moved) => Number(moved) > 0),
  "places lost": scored((_code, _score, _rank, moved) => Number(moved) < 0),
  "place kept": scored((_code, _score, _rank, moved) => moved === "0"),
  "scored, and had no score in the period before": (seen) =>
    !isFirst(seen) && scored((_code, _score, _rank, moved) => moved === "")(seen),
  "scores in a year's first period": (seen) => isFirst(seen) && seen.scores.length > 0,
} as const satisfies Record<string, Decide>;
