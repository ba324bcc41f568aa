import type { PortalNational } from "./answers.ts";

interface Scored {
  readonly id: string;
  readonly score: number;
}

/** Places by score, the highest first; equal scores share a place, and the next is as many lower. */
export function placesIn(all: readonly Scored[]): ReadonlyMap<string, number> {
  return new Map(all.map(({ id, score }) => [id, 1 + all.filter((other) => other.score > score).length]));
}

/** Scores have two decimals; their differences must not show what a computer makes of tenths. */
const hundredths = (score: number): number => Math.round(score * 100);

/** Scores of the portal's evaluation before; null unless it tells of every province what it gained since. */
function scoresBefore({ provinces }: PortalNational): Scored[] | null {
  const before = provinces.flatMap(({ id, score, gained }) =>
    gained === null ? [] : [{ id, score: hundredths(score) - hundredths(gained) }],
  );
  return before.length === provinces.length ? before : null;
}

/** A province's total, its place among all provinces, and how many places it gained. */
export interface NationalPlace {
  readonly score: number;
  readonly rank: number;
  readonly moved: number | null;
}

/** @param ids as which the portal knows the province; null where it is not among those compared */
export function nationalPlace(national: PortalNational, ids: readonly string[]): NationalPlace | null {
  const own = national.provinces.find(({ id }) => ids.includes(id));
  if (own === undefined) return null;
  const rank = placesIn(national.provinces).get(own.id) ?? 1;
  const before = scoresBefore(national);
  const earlier = before === null ? undefined : placesIn(before).get(own.id);
  return { score: own.score, rank, moved: earlier === undefined ? null : earlier - rank };
}
