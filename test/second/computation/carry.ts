import type { AgencyRecord } from "../provinces/world.ts";
import { monthsLater, windowOfMonth } from "./days.ts";
import type { Found } from "./found.ts";
import { pending } from "./indicators.ts";
import { type Held, pairOf } from "./kept.ts";
import type { Ground } from "./value.ts";

/** The agencies whose last window was that of the month before, with this one as their only successor. */
function endedInto(ground: Ground, agency: AgencyRecord, month: string, before: string): AgencyRecord[] {
  const { booked, takerOf } = ground.past.tree;
  const now = new Set(booked.get(month)?.values());
  return [...(booked.get(before)?.values() ?? [])].filter((one) => !now.has(one) && takerOf(one) === agency);
}

/** The answers that a month's opening backlog must carry on, or null where nothing can be checked. */
function answersBefore(ground: Ground, agency: AgencyRecord, month: string, before: string): Held[] | null {
  const own = ground.past.tree.booked.get(before)?.get(agency.code) === agency ? [agency] : [];
  const all = [...own, ...endedInto(ground, agency, month, before)];
  const held = all.flatMap((one) => ground.kept.counts.get(pairOf(one.code, before)) ?? []);
  return all.length === 0 || held.length < all.length ? null : held;
}

/** `carry-over-mismatch` of one month (figures.md 7). */
export function carryOverFindings(ground: Ground, month: string): Found[] {
  const span = windowOfMonth(month, ground.question.scheme);
  return [...(ground.past.tree.booked.get(month)?.values() ?? [])].flatMap((office) => {
    const agency = office.code;
    const now = ground.kept.counts.get(pairOf(agency, month));
    const then = answersBefore(ground, office, month, monthsLater(month, -1));
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
