import type { AgencyRecord, CountName } from "../provinces/world.ts";
import { toldOf } from "./coarse.ts";
import { monthsLater, type Span, windowOfMonth } from "./days.ts";
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

const allOf = (held: Held, names: readonly CountName[]): bigint | null =>
  held.coarse === null
    ? [...held.rows.values()].reduce((sum, row) => names.reduce((all, name) => all + row[name], sum), 0n)
    : toldOf(held.coarse, names);

/** Where an answer is not told by procedure, the agency's own sums are compared as far as they are told. */
function inTheWhole(agency: string, span: Span, now: Held, then: readonly Held[]): Found[] {
  const opening = allOf(now, ["openingBacklog"]);
  const left = then.map((one) => allOf(one, pending));
  if (opening === null || left.includes(null)) return [];
  const expected = left.reduce<bigint>((sum, one) => sum + (one ?? 0n), 0n);
  if (expected === opening) return [];
  return [{ rule: "carry-over-mismatch", agency, procedure: "", span, expected: `${expected}`, actual: `${opening}` }];
}

/** `carry-over-mismatch` of one month (figures.md 7). */
export function carryOverFindings(ground: Ground, month: string): Found[] {
  const span = windowOfMonth(month, ground.question.scheme);
  return [...(ground.past.tree.booked.get(month)?.values() ?? [])].flatMap((office) => {
    const agency = office.code;
    const now = ground.kept.counts.get(pairOf(agency, month));
    const then = answersBefore(ground, office, month, monthsLater(month, -1));
    if (now === undefined || then === null) return [];
    if (now.coarse !== null || then.some(({ coarse }) => coarse !== null)) return inTheWhole(agency, span, now, then);
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
