import { monthsOfYearUpTo, windowOfMonth } from "../computation/days.ts";
import { isEarly, pairOf } from "../computation/kept.ts";
import type { Seen } from "./seen.ts";

const isEarlyStill = ({ question, ground }: Seen, agency: string, month: string): boolean => {
  const held = ground.kept.counts.get(pairOf(agency, month));
  return held !== undefined && isEarly(held, windowOfMonth(month, question.scheme).to);
};

const early = ({ findings }: Seen) => findings.filter(({ rule }) => rule === "data-early");

/** What can be wrong with the instant at which counts were read (figures.md 7). */
export const readingTroubles = {
  "answer read in the future": (seen: Seen) =>
    seen.findings.some((one) => one.rule === "answer-invalid" && one.actual.startsWith("dataAsOf")),
  "answer read before its window was over": (seen: Seen) => early(seen).length > 0,
  "several early answers of one agency": (seen: Seen) =>
    early(seen).some(({ agency, span }) =>
      monthsOfYearUpTo(seen.question.period).some(
        (month) => windowOfMonth(month, seen.question.scheme).to < span.to && isEarlyStill(seen, agency, month),
      ),
    ),
  "early counts read again when the window was over": ({ world, question, ground }: Seen) =>
    world.before.some(({ says }) =>
      Object.entries(says.counts).some(([pair, one]) => {
        const lastDay = windowOfMonth(pair.split("|")[1] ?? "", question.scheme).to;
        const held = ground.kept.counts.get(pair);
        const wasEarly = one.kind === "rows" && isEarly(one, lastDay);
        return wasEarly && held !== undefined && !isEarly(held, lastDay);
      }),
    ),
};
