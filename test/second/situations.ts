import {
  lastMonthOf,
  monthsLater,
  monthsOfPeriod,
  monthsOfYearUpTo,
  periodBefore,
  windowOfMonth,
  yearEarlier,
} from "./days.ts";
import { pairOf } from "./kept.ts";
import { nameKey } from "./programmes.ts";
import type { Found } from "./quality.ts";
import type { Ground } from "./value.ts";
import { type AgencyRecord, catalogueOn, faultOf, levelNames, listedOn, type Question, type World } from "./world.ts";

/** What a situation is decided from: the province's history, and what the second computation makes of it. */
export interface Seen {
  readonly world: World;
  readonly question: Question;
  readonly ground: Ground;
  readonly findings: readonly Found[];
  /** Cells of figures.csv. */
  readonly rows: readonly (readonly string[])[];
  readonly isTooIncomplete: boolean;
}

type Decide = (seen: Seen) => boolean;

const yearOf = ({ question }: Seen): string[] => monthsOfYearUpTo(question.period);
export const lastDayOf = ({ question }: Seen): string =>
  windowOfMonth(lastMonthOf(question.period), question.scheme).to;

/** Agencies that ended within the report's year and are not in force on its last day. */
function ended(seen: Seen): AgencyRecord[] {
  const { tree } = seen.ground;
  const booked = new Set(yearOf(seen).flatMap((month) => [...(tree.booked.get(month) ?? [])]));
  return [...tree.newest.values()].filter((one) => booked.has(one.code) && !tree.inForce.has(one.code));
}

const handedOn = (seen: Seen): (readonly [AgencyRecord, AgencyRecord])[] =>
  ended(seen).flatMap((one) => {
    const heir = seen.ground.tree.inForce.get(seen.ground.tree.heirOf(one.code) ?? "");
    return heir === undefined ? [] : [[one, heir] as const];
  });

function isInCircle(seen: Seen, start: AgencyRecord): boolean {
  const { newest } = seen.ground.tree;
  const passed = new Set<string>();
  for (let at: AgencyRecord | undefined = start; at !== undefined; ) {
    if (passed.has(at.code)) return true;
    passed.add(at.code);
    at = at.successors.length === 1 ? newest.get(at.successors[0] ?? "") : undefined;
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
    ended(seen).some((one) => one.successors.length === 1 && !seen.ground.tree.newest.has(one.successors[0] ?? "")),
  "circle of successors": (seen) => ended(seen).some((one) => isInCircle(seen, one)),
  "code used again": (seen) =>
    terms(seen).some(
      ([one, other]) =>
        gapBetween(one.validTo ?? "", other.validFrom) &&
        one.successors.length === 1 &&
        isSeen(seen, one.validTo ?? "") &&
        seen.ground.tree.inForce.get(other.code)?.validFrom === other.validFrom,
    ),
  renamed: (seen) =>
    terms(seen).some(
      ([one, other]) =>
        !gapBetween(one.validTo ?? "", other.validFrom) && one.name !== other.name && isSeen(seen, other.validFrom),
    ),
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

const answered = (seen: Seen) =>
  yearOf(seen).flatMap((month) =>
    [...(seen.ground.tree.booked.get(month) ?? [])].flatMap(
      (code) => seen.world.says.counts[pairOf(code, month)] ?? [],
    ),
  );
const rule =
  (name: string): Decide =>
  (seen) =>
    seen.findings.some((found) => found.rule === name);
const fault =
  (words: RegExp): Decide =>
  (seen) =>
    rule("answer-invalid")(seen) &&
    answered(seen).some((one) => one.kind === "rows" && words.test(faultOf(one.rows)?.actual ?? ""));

function silentYear(seen: Seen, codes: readonly string[]): boolean {
  const pairs = yearOf(seen).flatMap((month) =>
    codes.filter((code) => seen.ground.tree.booked.get(month)?.has(code)).map((code) => pairOf(code, month)),
  );
  return pairs.length > 0 && pairs.every((pair) => !seen.ground.kept.counts.has(pair));
}

const hasHeirlooms = (seen: Seen, isNew: boolean): boolean =>
  yearOf(seen).some((month) => {
    const before = monthsLater(month, -1);
    const span = windowOfMonth(before, seen.question.scheme);
    const booked = seen.ground.past.tree.booked.get(before);
    return handedOn(seen).some(
      ([one]) =>
        (one.validTo ?? "") >= span.from &&
        (one.validTo ?? "") <= span.to &&
        one.successors.every(
          (heir) => booked?.has(heir) !== isNew && seen.ground.kept.counts.has(pairOf(heir, month)),
        ) &&
        seen.ground.kept.counts.has(pairOf(one.code, before)),
    );
  });

/** What can be wrong with data (figures.md 7). */
export const troubles = {
  "agency not reported (404)": (seen) =>
    seen.findings.some((one) => one.rule === "agency-missing" && one.actual === "404"),
  "agency unreachable": (seen) => seen.findings.some((one) => one.rule === "agency-missing" && one.actual !== "404"),
  "answer with a negative count": fault(/-\d/),
  "answer with a missing field": fault(/missing/),
  "answer with two rows that differ": fault(/2 rows/),
  "asking again failed": rule("refresh-failed"),
  "repeated row": rule("row-repeated"),
  "flow mismatch": rule("flow-mismatch"),
  "carry-over mismatch": rule("carry-over-mismatch"),
  "carry-over mismatch in January": (seen) =>
    seen.findings.some(
      (one) =>
        one.rule === "carry-over-mismatch" &&
        one.span.from === windowOfMonth(yearOf(seen)[0] ?? "", seen.question.scheme).from,
    ),
  "backlog taken over in a merger": (seen) => hasHeirlooms(seen, false),
  "backlog taken over by a new agency": (seen) => hasHeirlooms(seen, true),
  "part exceeds whole": rule("part-exceeds-whole"),
  "unknown procedure": rule("procedure-unknown"),
  "misplaced procedure": rule("procedure-misplaced"),
  "exception matched": (seen) =>
    seen.question.programme === "brvt-qd-2023" &&
    [...seen.ground.tree.inForce.values()].some((one) => nameKey(one.name) === "Thanh tra tỉnh"),
  "exception unmatched": rule("exception-unmatched"),
  provisional: rule("provisional"),
  "measures of an agency missing": (seen) =>
    rule("measures-missing")(seen) && seen.ground.kept.measures.has(lastDayOf(seen)),
  "list of measures failed": (seen) =>
    rule("measures-missing")(seen) && !seen.ground.kept.measures.has(lastDayOf(seen)),
  "measures exceed": (seen) =>
    seen.findings.some(
      (one) => one.rule === "part-exceeds-whole" && one.procedure === "" && one.span.from === one.span.to,
    ),
  "an agency silent all year": (seen) => [...seen.ground.tree.inForce.keys()].some((code) => silentYear(seen, [code])),
  "a level silent all year": (seen) =>
    levelNames.some((level) =>
      silentYear(
        seen,
        [...seen.ground.tree.inForce.values()].flatMap((one) => (one.level === level ? [one.code] : [])),
      ),
    ),
  "too incomplete to publish": (seen) => seen.isTooIncomplete,
  "stored answer stands though another is given now": (seen) =>
    seen.world.before.some(({ says }) =>
      Object.entries(says.counts).some(
        ([pair, one]) => one.kind === "rows" && JSON.stringify(one) !== JSON.stringify(seen.world.says.counts[pair]),
      ),
    ),
} as const satisfies Record<string, Decide>;

/** Who is listed on the report's last day. */
export const listed = (seen: Seen): AgencyRecord[] => listedOn(seen.world.says, lastDayOf(seen));

/** Months of a comparison, or none. */
export const comparedMonths = ({ question }: Seen, which: "before" | "year"): string[] => {
  const period = which === "before" ? periodBefore(question.period) : yearEarlier(question.period);
  return period === null ? [] : monthsOfPeriod(period);
};
