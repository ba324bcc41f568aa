import { monthsLater, windowOfMonth } from "./days.ts";
import { pending } from "./indicators.ts";
import { type Held, pairOf } from "./kept.ts";
import type { Found } from "./quality.ts";
import type { Ground } from "./value.ts";

/** The agencies that ended in the window of the month with this one as their only successor. */
function endedInto(ground: Ground, agency: string, month: string): string[] {
  const { from, to } = windowOfMonth(month, ground.question.scheme);
  return [...(ground.past.tree.booked.get(month) ?? [])].filter((code) => {
    const record = ground.past.tree.newest.get(code);
    if (record === undefined || record.validTo === null || code === agency) return false;
    const ended = from <= record.validTo && record.validTo <= to;
    return ended && record.successors.length === 1 && record.successors[0] === agency;
  });
}

/** The answers that a month's opening backlog must carry on, or null where nothing can be checked. */
function answersBefore(ground: Ground, agency: string, before: string): Held[] | null {
  const own = ground.past.tree.booked.get(before)?.has(agency) === true ? [agency] : [];
  const codes = [...own, ...endedInto(ground, agency, before)];
  const held = codes.flatMap((code) => ground.kept.counts.get(pairOf(code, before)) ?? []);
  return codes.length === 0 || held.length < codes.length ? null : held;
}

/** `carry-over-mismatch` of one month (figures.md 7). */
export function carryOverFindings(ground: Ground, month: string): Found[] {
  const span = windowOfMonth(month, ground.question.scheme);
  return [...(ground.past.tree.booked.get(month) ?? [])].flatMap((agency) => {
    const now = ground.kept.counts.get(pairOf(agency, month));
    const then = answersBefore(ground, agency, monthsLater(month, -1));
    if (now === undefined || then === null) return [];
    const procedures = new Set([...now.rows.keys(), ...then.flatMap((one) => [...one.rows.keys()])]);
    return [...procedures].flatMap((procedure): Found[] => {
      const opening = now.rows.get(procedure)?.openingBacklog ?? 0n;
      const left = then.reduce(
        (sum, one) => pending.reduce((all, name) => all + (one.rows.get(procedure)?.[name] ?? 0n), sum),
        0n,
      );
      if (opening === left) return [];
      return [{ rule: "carry-over-mismatch", agency, procedure, span, expected: `${left}`, actual: `${opening}` }];
    });
  });
}
