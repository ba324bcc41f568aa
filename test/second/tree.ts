import { byCodePoint } from "./csv.ts";
import { lastMonthOf, windowOfMonth } from "./days.ts";
import { agenciesOfMonth } from "./kept.ts";
import type { TargetLine } from "./programmes.ts";
import { areaThreshold, binds } from "./programmes.ts";
import {
  type AgencyRecord,
  type LevelName,
  levelNames,
  listedOn,
  type ProcedureRecord,
  type Question,
  type Says,
} from "./world.ts";

/** The agencies as a report sees them (figures.md 2). */
export interface Tree {
  /** In force on the report's last day, by code. */
  readonly inForce: ReadonlyMap<string, AgencyRecord>;
  /** The newest record of every agency of the windows looked at. */
  readonly newest: ReadonlyMap<string, AgencyRecord>;
  /** Agencies by month. */
  readonly booked: ReadonlyMap<string, ReadonlySet<string>>;
  /** Agencies in force on the last day of a month's window. */
  readonly closing: ReadonlyMap<string, ReadonlySet<string>>;
  readonly heirOf: (code: string) => string | null;
}

/** The tree of a report from what the API says now, on the first and last days of these months' windows. */
export function treeOf(says: Says, question: Question, months: readonly string[]): Tree {
  const { period, scheme } = question;
  const windows = months.map((month) => windowOfMonth(month, scheme));
  const lastDay = windowOfMonth(lastMonthOf(period), scheme).to;
  const days = [...new Set(windows.flatMap((one) => [one.from, one.to]))].sort().filter((day) => day <= lastDay);
  const newest = new Map(days.flatMap((day) => listedOn(says, day).map((one) => [one.code, one])));
  const inForce = new Map(listedOn(says, lastDay).map((one) => [one.code, one]));
  const booked = new Map(months.map((month) => [month, agenciesOfMonth(says, month, scheme)]));
  const closingOf = (month: string): Set<string> =>
    new Set(listedOn(says, windowOfMonth(month, scheme).to).map((one) => one.code));
  const closing = new Map(months.map((month) => [month, closingOf(month)]));
  const heirOf = (code: string): string | null => {
    const seen = new Set<string>();
    for (let at = code; !seen.has(at); ) {
      if (inForce.has(at)) return at;
      seen.add(at);
      const next = newest.get(at)?.successors ?? [];
      if (next.length !== 1 || next[0] === undefined) return null;
      at = next[0];
    }
    return null;
  };
  return { inForce, newest, booked, closing, heirOf };
}

/** A row's scope: whose counts, which procedures. */
export interface Scope {
  readonly kind: "province" | "level" | "area" | "agency";
  readonly code: string;
  readonly name: string;
  readonly level: LevelName | "";
  /** Whether an agency's counts belong to it. */
  readonly has: (agency: string) => boolean;
  /** Whether a procedure of a catalogue belongs to it. */
  readonly lists: (one: ProcedureRecord) => boolean;
}

const levelTitles = { so: "Sở, ban, ngành", huyen: "UBND cấp huyện", xa: "UBND cấp xã" } as const;

function provinceScope(tree: Tree): Scope {
  const present = new Set([...tree.inForce.values()].map((one) => one.level));
  const lists = (one: ProcedureRecord): boolean => present.has(one.level);
  return { kind: "province", code: "", name: "Toàn tỉnh", level: "", has: () => true, lists };
}

function levelScope(tree: Tree, level: LevelName): Scope {
  const has = (agency: string): boolean => {
    const heir = tree.heirOf(agency);
    return (heir === null ? tree.newest.get(agency) : tree.inForce.get(heir))?.level === level;
  };
  return { kind: "level", code: level, name: levelTitles[level], level, has, lists: (one) => one.level === level };
}

/** Whether a procedure is the agency's (figures.md 2). */
export function isOf(tree: Tree, agency: AgencyRecord, one: ProcedureRecord): boolean {
  if (one.level !== agency.level) return false;
  if (one.level !== "so") return true;
  return one.owner !== null && (one.owner === agency.code || tree.heirOf(one.owner) === agency.code);
}

function agencyScope(tree: Tree, agency: AgencyRecord): Scope {
  const { code, name, level } = agency;
  const has = (other: string): boolean => tree.heirOf(other) === code;
  return { kind: "agency", code, name, level, has, lists: (one) => isOf(tree, agency, one) };
}

function areaScope(tree: Tree, district: AgencyRecord): Scope {
  const inside = [...tree.inForce.values()].filter((one) => one.level === "xa" && one.parentCode === district.code);
  const members = new Set([district, ...inside].map((one) => one.code));
  const levels = new Set([district, ...inside].map((one) => one.level));
  const has = (other: string): boolean => members.has(tree.heirOf(other) ?? "");
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
