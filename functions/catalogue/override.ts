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
