import type { Path } from "./source.ts";

/** What tells one entry of a list from another, the first that all of them have. */
const KEYS = ["id", "level", "from", "name"] as const;

type Group = Readonly<Record<string, unknown>>;

export const isGroup = (json: unknown): json is Group =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** Entries in the order of their first days; one that has held always comes first. */
const byFirstDay = (left: Group, right: Group): number =>
  String(left["from"] ?? "") < String(right["from"] ?? "") ? -1 : 1;

function overriddenList(base: readonly unknown[], own: readonly unknown[]): readonly unknown[] {
  const [groups, given] = [base.filter(isGroup), own.filter(isGroup)];
  const key = KEYS.find((one) => [...groups, ...given].every((group) => Object.hasOwn(group, one)));
  if (key === undefined || groups.length < base.length || given.length < own.length) return own;
  const kept = groups.map((group) =>
    overridden(
      group,
      given.find((one) => one[key] === group[key]),
    ),
  );
  const added = given.filter((one) => !groups.some((group) => group[key] === one[key]));
  const all = [...kept, ...added];
  return key === "from" ? all.filter(isGroup).sort(byFirstDay) : all;
}

/**
 * A group of entries with some of them replaced, field by field. Entries of a list are those of the same id, level,
 * first day or name; those that the base does not have are added. Other lists are replaced as a whole.
 */
export function overridden(base: unknown, own: unknown): unknown {
  if (own === undefined) return base;
  if (Array.isArray(base) && Array.isArray(own)) return overriddenList(base, own);
  if (!isGroup(base) || !isGroup(own)) return own;
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(own)])].map((key) => [key, overridden(base[key], own[key])]),
  );
}

function entryIn(own: unknown, whole: unknown, step: PropertyKey): PropertyKey | null {
  if (!Array.isArray(own)) return isGroup(own) && Object.hasOwn(own, step) ? step : null;
  const entry: unknown = Array.isArray(whole) ? whole[Number(step)] : undefined;
  if (!isGroup(entry)) return Object.hasOwn(own, step) ? step : null;
  const key = KEYS.find((one) => Object.hasOwn(entry, one));
  const at = own.findLastIndex((one: unknown) => isGroup(one) && key !== undefined && one[key] === entry[key]);
  return at === -1 ? null : at;
}

const childOf = (json: unknown, step: PropertyKey): unknown => {
  if (Array.isArray(json)) return json[Number(step)];
  return isGroup(json) ? json[String(step)] : undefined;
};

/** The way to an entry of what `overridden` made, as it is in what was put in its place; as far as there is one. */
export function pathIn(own: unknown, whole: unknown, path: Path): PropertyKey[] {
  const [step, ...rest] = path;
  const at = step === undefined ? null : entryIn(own, whole, step);
  if (step === undefined) return [];
  // What is missing is named in the group that lacks it.
  if (at === null) return rest.length === 0 && isGroup(own) ? [step] : [];
  return [at, ...pathIn(childOf(own, at), childOf(whole, step), rest)];
}
