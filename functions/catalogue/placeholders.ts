import type { DatedName } from "../domain/office.ts";
import { isGroup } from "./override.ts";

/** What of a text of `default/` is the province's: its name with its type, in capitals, the type alone, the place. */
const NAME = "{tỉnh}";
const CAPITALS = "{TỈNH}";
const TYPE = "{loại}";
const PLACE = "{địa danh}";

const typeOf = (name: string): string => /^(?:tỉnh|thành phố)/iu.exec(name)?.[0].toLocaleLowerCase("vi") ?? "";

const filledText = (text: string, name: string, place: string): string =>
  text
    .replaceAll(NAME, () => name)
    .replaceAll(CAPITALS, () => name.toLocaleUpperCase("vi"))
    .replaceAll(TYPE, () => typeOf(name))
    .replaceAll(PLACE, () => place);

function dependsOnName(json: unknown): boolean {
  if (typeof json === "string") return [NAME, CAPITALS, TYPE].some((placeholder) => json.includes(placeholder));
  return typeof json === "object" && json !== null && Object.values(json).some(dependsOnName);
}

const dayOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The later of two first days and the earlier of two last ones; null is none. */
const laterOf = (one: string | null, other: string | null) => ((one ?? "") > (other ?? "") ? one : other);
const earlierOf = (one: string | null, other: string | null) => ((one ?? "~") < (other ?? "~") ? one : other);

/** The days of an entry that lie within those of a name; null where there are none. */
function within(entry: Readonly<Record<string, unknown>>, name: DatedName) {
  const from = laterOf(dayOf(entry["from"]), name.from);
  const to = earlierOf(dayOf(entry["to"]), name.to);
  return from !== null && to !== null && from > to ? null : { from, to };
}

/**
 * Fills the placeholders of a template with a province's names. In a list of dated entries each entry is divided by the
 * days of the names; every other text has the oldest name, which reports replace by the one of their day.
 */
export function filledIn(json: unknown, names: readonly DatedName[], place: string): unknown {
  const oldest = names[0]?.name ?? "";
  const filled = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return filledText(value, name, place);
    if (Array.isArray(value)) return value.flatMap((entry) => entriesOf(entry, name));
    if (!isGroup(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, name)]));
  };
  const entriesOf = (entry: unknown, name: string): unknown[] => {
    const isDated = isGroup(entry) && "from" in entry && "to" in entry && names.length > 1;
    if (!isDated || !dependsOnName(entry)) return [filled(entry, name)];
    return names.flatMap((one) => {
      const days = within(entry, one);
      return days === null ? [] : [filled({ ...entry, ...days }, one.name)];
    });
  };
  return filled(json, oldest);
}
