import type { PortalNational } from "./answers.ts";

interface Scored {
  readonly id: string;
  readonly score: number;
}

/** A place by score, the highest first; equal scores share a place, and the next is as many lower. Null for who is not among them. */
export function placeIn(all: readonly Scored[], id: string): number | null {
  const own = all.find((one) => one.id === id);
  return own === undefined ? null : 1 + all.filter(({ score }) => score > own.score).length;
}

/** Places gained from one to the other, lost ones below 0; null where one of them is not known. */
export const placesGained = (before: number | null, now: number | null): number | null =>
  before === null || now === null ? null : before - now;

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
  const rank = placeIn(national.provinces, own.id) ?? 1;
  const before = scoresBefore(national);
  return { score: own.score, rank, moved: placesGained(before === null ? null : placeIn(before, own.id), rank) };
}
