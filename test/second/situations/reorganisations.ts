import { windowOfMonth } from "../computation/days.ts";
import { isOneName } from "../computation/notes.ts";
import { type AgencyRecord, catalogueOn, listedOn } from "../provinces/world.ts";
import { type Decide, ended, handedOn, lastDayOf, type Seen, yearOf } from "./seen.ts";

function isInCircle(seen: Seen, start: AgencyRecord): boolean {
  const passed = new Set<AgencyRecord>();
  for (let at: AgencyRecord | undefined = start; at !== undefined; at = seen.ground.tree.takerOf(at)) {
    if (passed.has(at)) return true;
    passed.add(at);
  }
  return false;
}

const terms = ({ world }: Seen): (readonly [AgencyRecord, AgencyRecord])[] =>
  world.says.agencies.flatMap((one) =>
    world.says.agencies.flatMap((other) =>
      one.code === other.code && one.validTo !== null && one.validTo < other.validFrom ? [[one, other] as const] : [],
    ),
  );

const isSeen = (seen: Seen, day: string): boolean =>
  day >= windowOfMonth(yearOf(seen)[0] ?? "", seen.question.scheme).from && day <= lastDayOf(seen);

const gapBetween = (one: string, other: string): boolean => Date.parse(other) - Date.parse(one) > 86_400_000;

/** Names of agencies in force that are only spelt otherwise than before. */
const respelt = (seen: Seen): string[] =>
  terms(seen).flatMap(([one, other]) =>
    seen.ground.tree.inForce.get(other.code) === other && one.name !== other.name && isOneName(one.name, other.name)
      ? [other.name]
      : [],
  );

/** Reorganisations of figures.md 2. */
export const reorganisations = {
  "merger in the middle of a window": (seen) =>
    handedOn(seen).some(([one]) =>
      yearOf(seen).every((month) => windowOfMonth(month, seen.question.scheme).to !== one.validTo),
    ),
  "merger at a window's end": (seen) =>
    handedOn(seen).some(([one]) =>
      yearOf(seen).some((month) => windowOfMonth(month, seen.question.scheme).to === one.validTo),
    ),
  "chain of successors": (seen) => handedOn(seen).some(([one, heir]) => one.successors[0] !== heir.code),
  "merger across districts": (seen) =>
    handedOn(seen).some(
      ([one, heir]) => one.level === "xa" && heir.level === "xa" && one.parentCode !== heir.parentCode,
    ),
  "merger across levels": (seen) => handedOn(seen).some(([one, heir]) => one.level !== heir.level),
  "merger into a new agency": (seen) => handedOn(seen).some(([, heir]) => isSeen(seen, heir.validFrom)),
  split: (seen) => ended(seen).some((one) => one.successors.length > 1),
  "closed without successor": (seen) => ended(seen).some((one) => one.successors.length === 0),
  "unknown successor": (seen) =>
    ended(seen).some((one) => one.successors.length === 1 && seen.ground.tree.takerOf(one) === undefined),
  "circle of successors": (seen) => ended(seen).some((one) => isInCircle(seen, one)),
  "code used again": (seen) =>
    terms(seen).some(
      ([one, other]) =>
        gapBetween(one.validTo ?? "", other.validFrom) &&
        one.successors.length === 1 &&
        isSeen(seen, one.validTo ?? "") &&
        seen.ground.tree.inForce.get(other.code)?.validFrom === other.validFrom,
    ),
  "code used again after a gap, nobody named": (seen) =>
    terms(seen).some(
      ([one, other]) =>
        one.successors.length === 0 &&
        gapBetween(one.validTo ?? "", other.validFrom) &&
        ended(seen).includes(one) &&
        seen.ground.tree.heirOf(one) === other,
    ),
  "split whose code lives on": (seen) =>
    ended(seen).some(
      (one) => one.successors.length > 1 && one.successors.includes(one.code) && seen.ground.tree.inForce.has(one.code),
    ),
  "own code the only successor": (seen) =>
    handedOn(seen).some(([one, heir]) => one.successors[0] === one.code && heir.code === one.code),
  "merged into one whose code was used before": (seen) =>
    handedOn(seen).some(
      ([one, heir]) =>
        one.code !== heir.code && seen.ground.tree.seen.some((other) => other !== heir && other.code === heir.code),
    ),
  "a window that holds two of one code": (seen) =>
    yearOf(seen).some((month) => {
      const { from } = windowOfMonth(month, seen.question.scheme);
      const { booked } = seen.ground.tree;
      return listedOn(seen.world.says, from).some((one) => booked.get(month)?.get(one.code) !== one);
    }),
  renamed: (seen) =>
    terms(seen).some(
      ([one, other]) =>
        !gapBetween(one.validTo ?? "", other.validFrom) &&
        !isOneName(one.name, other.name) &&
        isSeen(seen, other.validFrom),
    ),
  "tone mark placed differently": (seen) => respelt(seen).some((name) => !name.endsWith(" ")),
  "trailing blank": (seen) => respelt(seen).some((name) => name.endsWith(" ")),
  "sở merged, its procedures taken along": (seen) =>
    handedOn(seen).some(([one, heir]) => {
      const of = (day: string, owner: string) =>
        catalogueOn(seen.world.says, day)
          .filter((entry) => entry.owner === owner)
          .map((entry) => entry.code);
      const before = of(one.validTo ?? "", one.code);
      return heir.level === "so" && of(lastDayOf(seen), heir.code).some((code) => before.includes(code));
    }),
  "sở merged, the catalogue still names it": (seen) =>
    handedOn(seen).some(
      ([one, heir]) =>
        heir.level === "so" && catalogueOn(seen.world.says, lastDayOf(seen)).some((entry) => entry.owner === one.code),
    ),
  "merger known only after an earlier run": (seen) =>
    handedOn(seen).some(([one]) =>
      seen.world.before.some(({ says }) =>
        says.agencies.some((other) => other.code === one.code && other.validTo === null),
      ),
    ),
} as const satisfies Record<string, Decide>;
