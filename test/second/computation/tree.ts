import {
  type AgencyRecord,
  type LevelName,
  levelNames,
  listedOn,
  type ProcedureRecord,
  type Question,
  type Says,
} from "../provinces/world.ts";
import { byCodePoint } from "./csv.ts";
import { lastMonthOf, windowOfMonth } from "./days.ts";
import type { TargetLine } from "./programmes.ts";
import { areaThreshold, binds } from "./programmes.ts";

type ByCode = ReadonlyMap<string, AgencyRecord>;

/** The agencies as a report sees them (figures.md 2): each record is one of its own, also where two have one code. */
export interface Tree {
  /** In force on the report's last day, by code. */
  readonly inForce: ByCode;
  /** All that are listed on a day of the windows looked at, the older before the newer. */
  readonly seen: readonly AgencyRecord[];
  /** Whose the counts of a code are in a month: where its window holds two of them, the newer one's. */
  readonly booked: ReadonlyMap<string, ByCode>;
  /** Agencies in force on the last day of a month's window. */
  readonly closing: ReadonlyMap<string, ByCode>;
  /** The one agency that an agency's work goes to, or none (split, nobody, unknown). */
  readonly takerOf: (agency: AgencyRecord) => AgencyRecord | undefined;
  readonly heirOf: (agency: AgencyRecord) => AgencyRecord | null;
  /** Which agency a catalogue of a day means by an owner. */
  readonly ownerOn: (code: string, day: string) => AgencyRecord | undefined;
}

const byCodeOf = (records: readonly AgencyRecord[]): ByCode => new Map(records.map((one) => [one.code, one]));

/** Who takes over: the newer of the own code where that is named or nobody is; else who has the code named after the end. */
function takerAmong(seen: readonly AgencyRecord[], agency: AgencyRecord): AgencyRecord | undefined {
  const { code, validFrom, validTo, successors } = agency;
  if (successors.length > 1) return undefined;
  const named = successors[0] ?? code;
  const alike = seen.filter((one) => one.code === named);
  if (named === code) return alike.find((one) => one.validFrom > validFrom);
  return alike.find((one) => one.validTo === null || one.validTo > (validTo ?? "")) ?? alike.at(-1);
}

/** The tree of a report from what the API says now, on the first and last days of these months' windows. */
export function treeOf(says: Says, question: Question, months: readonly string[]): Tree {
  const { period, scheme } = question;
  const windows = months.map((month) => windowOfMonth(month, scheme));
  const lastDay = windowOfMonth(lastMonthOf(period), scheme).to;
  const days = [...new Set(windows.flatMap((one) => [one.from, one.to]))].sort().filter((day) => day <= lastDay);
  const seen = [...new Set(days.flatMap((day) => listedOn(says, day)))];
  seen.sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  const inForce = byCodeOf(listedOn(says, lastDay));
  const listed = (day: string) => listedOn(says, day);
  const booked = new Map(
    windows.map(({ from, to }, at) => [months[at] ?? "", byCodeOf([...listed(from), ...listed(to)])]),
  );
  const closing = new Map(windows.map(({ to }, at) => [months[at] ?? "", byCodeOf(listed(to))]));
  const takerOf = (agency: AgencyRecord) => takerAmong(seen, agency);
  const heirOf = (agency: AgencyRecord): AgencyRecord | null => {
    const passed = new Set<AgencyRecord>();
    for (let at: AgencyRecord | undefined = agency; at !== undefined && !passed.has(at); at = takerOf(at)) {
      if (inForce.get(at.code) === at) return at;
      passed.add(at);
    }
    return null;
  };
  const ownerOn = (code: string, day: string): AgencyRecord | undefined => {
    const alike = seen.filter((one) => one.code === code);
    return alike.filter((one) => one.validFrom <= day).at(-1) ?? alike[0];
  };
  return { inForce, seen, booked, closing, takerOf, heirOf, ownerOn };
}

/** A row's scope: whose counts, which procedures. */
export interface Scope {
  readonly kind: "province" | "level" | "area" | "agency";
  readonly code: string;
  readonly name: string;
  readonly level: LevelName | "";
  /** Whether an agency's counts belong to it. */
  readonly has: (agency: AgencyRecord) => boolean;
  /** Whether a procedure of the catalogue of a day belongs to it. */
  readonly lists: (one: ProcedureRecord, day: string) => boolean;
}

const levelTitles = { so: "Sở, ban, ngành", huyen: "UBND cấp huyện", xa: "UBND cấp xã" } as const;

function provinceScope(tree: Tree): Scope {
  const present = new Set([...tree.inForce.values()].map((one) => one.level));
  const lists = (one: ProcedureRecord): boolean => present.has(one.level);
  return { kind: "province", code: "", name: "Toàn tỉnh", level: "", has: () => true, lists };
}

function levelScope(tree: Tree, level: LevelName): Scope {
  const has = (agency: AgencyRecord): boolean => (tree.heirOf(agency) ?? agency).level === level;
  return { kind: "level", code: level, name: levelTitles[level], level, has, lists: (one) => one.level === level };
}

/** Whether a procedure of the catalogue of a day is the agency's (figures.md 2). */
export function isOf(tree: Tree, agency: AgencyRecord, one: ProcedureRecord, day: string): boolean {
  if (one.level !== agency.level) return false;
  if (one.level !== "so") return true;
  const owner = one.owner === null ? undefined : tree.ownerOn(one.owner, day);
  return owner !== undefined && [owner, tree.heirOf(owner)].includes(agency);
}

function agencyScope(tree: Tree, agency: AgencyRecord): Scope {
  const { code, name, level } = agency;
  const has = (other: AgencyRecord): boolean => tree.heirOf(other) === agency;
  return { kind: "agency", code, name, level, has, lists: (one, day) => isOf(tree, agency, one, day) };
}

function areaScope(tree: Tree, district: AgencyRecord): Scope {
  const inside = [...tree.inForce.values()].filter((one) => one.level === "xa" && one.parentCode === district.code);
  const members = new Set<AgencyRecord | null>([district, ...inside]);
  const levels = new Set([district, ...inside].map((one) => one.level));
  const has = (other: AgencyRecord): boolean => members.has(tree.heirOf(other));
  const { code, name } = district;
  return { kind: "area", code, name, level: "huyen", has, lists: (one) => levels.has(one.level) };
}

/** All scopes of a report, each made once, in the order of figures.csv. */
export function scopesOf(tree: Tree): Scope[] {
  const agencies = [...tree.inForce.values()].sort((one, other) => byCodePoint(one.code, other.code));
  const levels = levelNames.filter((level) => agencies.some((one) => one.level === level));
  return [
    provinceScope(tree),
    ...levels.map((level) => levelScope(tree, level)),
    ...agencies.filter((one) => one.level === "huyen").map((one) => areaScope(tree, one)),
    ...agencies.map((one) => agencyScope(tree, one)),
  ];
}

/** Whether figures.csv has rows of the scope for the target (figures.md 8). */
export function hasRows(target: TargetLine, scope: Scope): boolean {
  if (scope.kind === "province") return true;
  if (scope.kind === "area") return target.area !== null || (binds(target, "huyen") && binds(target, "xa"));
  return scope.level !== "" && binds(target, scope.level);
}

/** The threshold of a scope's rows. */
export function thresholdFor(target: TargetLine, scope: Scope): bigint | null {
  if (scope.kind === "province") return target.province;
  if (scope.kind === "area") return areaThreshold(target);
  return scope.level === "" ? null : target[scope.level];
}
