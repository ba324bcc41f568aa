import { type Agency, type AgencyLists, type AgencyTree, byCode, type Level } from "../agency.ts";
import {
  type Day,
  type Month,
  monthsOf,
  type Period,
  windowOf,
  windowOfMonth,
  yearEarlierOf,
  yearToDateOf,
} from "../period.ts";
import { type Scope, scopeId, scopesFed } from "../scope.ts";
import { allLists, comparedWith, type Inputs, treeLookingBack } from "./inputs.ts";

const COMPARED = ["previous", "yearEarlier", "year"] as const;

/** With what a figure of the report is held together: the period before, the same one a year earlier, the year's first month. */
export type Compared = (typeof COMPARED)[number];

/** How the province has grown since some earlier months: figures of then and of now are not of the same area. */
export interface Grown {
  /** The first of the days since which it is known to have grown. */
  readonly since: Day;
  /**
   * UBND cấp huyện, cấp xã in force that nobody in the province was before, by code: they came with their area from another
   * province. None where it is not known which ones did.
   */
  readonly agencies: readonly Agency[];
  /** The first day of which there are figures of any of them, as far as the report looks back. */
  readonly from: Day;
  /** Ids of the scopes that they belong to, and of the departments, whose area has grown with the province. */
  readonly scopes: ReadonlySet<string>;
}

/** By what the report's figures are held together with; what is undefined is of the same area, or of no known one. */
export type Growth = Readonly<Partial<Record<Compared, Grown>>>;

/** What a scope's figures are not held together with: it has grown since. */
export const unlikeOf = (growth: Growth, scope: Pick<Scope, "kind" | "code">): Compared[] =>
  COMPARED.filter((one) => growth[one]?.scopes.has(scopeId(scope)));

/** An agency and all who came after it: along every successor, of a divided one along each. */
function withHeirs(agency: Agency, tree: AgencyTree): Set<Agency> {
  const reached = new Set([agency]);
  for (const one of reached) {
    const codes = one.validTo === null ? [] : one.successors.length === 0 ? [one.code] : one.successors;
    for (const code of codes) {
      const next = tree.successor(one, code);
      if (next !== undefined) reached.add(next);
    }
  }
  return reached;
}

interface Joined {
  /** Who is there now, and nobody was before in their place. */
  readonly fresh: readonly Agency[];
  /** Whether it is known that none of them came after another of the province. */
  readonly isTold: boolean;
}

/**
 * UBND cấp huyện, cấp xã in force that nobody in the province was on these days; a new department does work that was done
 * in the province before. Where units of a level ended with nobody after them, its new ones may be theirs.
 *
 * @param tree of all lists
 */
function freshSince(lists: AgencyLists, tree: AgencyTree, days: readonly Day[]): Joined {
  const before = new Set(days.flatMap((day) => (lists.get(day) ?? []).flatMap(({ code }) => tree.on(code, day) ?? [])));
  // Of days that were not collected nothing is held against the report.
  if (before.size === 0) return { fresh: [], isTold: false };
  const inForce = new Set(tree.inForce);
  const reached = new Set<Agency>();
  const ended = new Set<Level>();
  for (const agency of before) {
    const heirs = withHeirs(agency, tree);
    for (const heir of heirs) reached.add(heir);
    if (![...heirs].some((heir) => inForce.has(heir))) ended.add(agency.level);
  }
  const fresh = tree.inForce.filter((agency) => agency.level !== "so" && !reached.has(agency));
  return { fresh, isTold: !fresh.some(({ level }) => ended.has(level)) };
}

/** Departments serve the whole province: of what they did before they are known for its former area alone. */
const departmentsIn = ({ inForce }: AgencyTree): string[] => {
  const codes = inForce.filter(({ level }) => level === "so").map(({ code }) => scopeId({ kind: "agency", code }));
  return codes.length === 0 ? [] : [scopeId({ kind: "level", code: "so" }), ...codes];
};

/** The first day of which there are figures of any of these agencies. */
function firstDayOf(
  fresh: readonly Agency[],
  { collected, months, scheme }: Inputs,
  lists: AgencyLists,
): Day | undefined {
  const codes = new Set(fresh.map(({ code, validFrom }) => `${code} ${validFrom}`));
  return [...new Set([...collected, ...months])]
    .map((month) => windowOfMonth(month, scheme))
    .toSorted((left, right) => byCode(left.from, right.from))
    .find(({ to }) => lists.get(to)?.some(({ code, validFrom }) => codes.has(`${code} ${validFrom}`)))?.from;
}

/**
 * How the province has grown since each time that its figures are held together with; a time whose lists are not known is
 * not held against.
 *
 * @param joined the last days of the provinces that became part of this one
 */
export function growthOf(inputs: Inputs, joined: readonly Day[]): Growth {
  const { period, scheme } = inputs;
  const [lists, tree] = [allLists(inputs), treeLookingBack(inputs)];
  const { to: lastDay } = windowOf(period, scheme);
  const since = (months: readonly Month[]): Grown | undefined => {
    const days = months.map((month) => windowOfMonth(month, scheme)).flatMap(({ from, to }) => [from, to]);
    const [first = lastDay] = days;
    // A commune may also be made of a part of another that goes on: then the province is what it was.
    if (!joined.some((day) => day >= first && day < lastDay)) return undefined;
    const { fresh, isTold } = freshSince(lists, tree, days);
    if (fresh.length === 0) return undefined;
    return {
      since: first,
      agencies: isTold ? fresh : [],
      from: firstDayOf(fresh, inputs, lists) ?? first,
      scopes: new Set([...departmentsIn(tree), ...fresh.flatMap(({ code }) => scopesFed(tree, code, lastDay))]),
    };
  };
  const earlier = (of: Period | null): Grown | undefined => (of === null ? undefined : since(monthsOf(of)));
  const previous = earlier(comparedWith(inputs));
  const yearEarlier = earlier(yearEarlierOf(period));
  const year = since(yearToDateOf(period).slice(0, 1));
  return {
    ...(previous === undefined ? {} : { previous }),
    ...(yearEarlier === undefined ? {} : { yearEarlier }),
    ...(year === undefined ? {} : { year }),
  };
}
