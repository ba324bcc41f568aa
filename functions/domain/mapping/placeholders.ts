import type { Window } from "../period.ts";

/** What a mapping's texts are filled in with. */
export interface Filling {
  readonly window: Window;
  /** The agency's code at the source. */
  readonly unit: string;
}

/** Placeholders by their names, with what each becomes. `:number` is a JSON number where it is all that a text of a body holds. */
type Forms<Given> = ReadonlyMap<string, (filling: Given) => string>;

const PLACEHOLDER = /\{([^{}]*)\}/g;

const dayParts = (day: string): readonly [year: string, month: string, day: string] => [
  day.slice(0, 4),
  day.slice(5, 7),
  day.slice(8),
];

type OfWindow = Pick<Filling, "window">;

const dayForms = (name: string, dayOf: (window: Window) => string): [string, (filling: OfWindow) => string][] => [
  [name, ({ window }) => dayOf(window)],
  [`${name}:dd/mm/yyyy`, ({ window }) => dayParts(dayOf(window)).toReversed().join("/")],
  [`${name}:d/m/yyyy`, ({ window }) => dayParts(dayOf(window)).toReversed().map(Number).join("/")],
  [`${name}:yyyymmdd`, ({ window }) => dayParts(dayOf(window)).join("")],
];

const yearOf = ({ window }: OfWindow): string => window.to.slice(0, 4);
const monthOf = ({ window }: OfWindow): string => window.to.slice(5, 7);

/** The placeholders of a window of days: its ends, and the month and year of its last day. */
export const WINDOW_FORMS: Forms<OfWindow> = new Map([
  ...dayForms("from", ({ from }) => from),
  ...dayForms("to", ({ to }) => to),
  ["month", (filling) => String(Number(monthOf(filling)))],
  ["month:mm", monthOf],
  ["month:number", (filling) => String(Number(monthOf(filling)))],
  ["year", yearOf],
  ["year:number", yearOf],
]);

const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);

/** Texts of mapping files that may have these placeholders. */
export const placeholdersOf = <Given>(forms: Forms<Given>) => {
  const filled = (text: string, filling: Given, written = (value: string): string => value): string =>
    text.replace(PLACEHOLDER, (whole, name: string) => {
      const fill = forms.get(name);
      return fill === undefined ? whole : written(fill(filling));
    });
  return {
    /** What is wrong with the placeholders of a text, in Vietnamese; null where nothing is. */
    fault(text: string): string | null {
      const unknown = namesIn(text).find((name) => !forms.has(name));
      if (unknown !== undefined) {
        const known = [...forms.keys()].map((name) => `{${name}}`).join(", ");
        return `không có ô điền {${unknown}}; được dùng: ${known}`;
      }
      return /[{}]/.test(text.replace(PLACEHOLDER, "")) ? "dấu ngoặc nhọn { } không thành cặp" : null;
    },
    /** @param written what a value becomes where it stands: in a path it is escaped */
    text: filled,
    /** A text of a JSON body: what is nothing but a placeholder `:number` becomes a number. */
    json(text: string, filling: Given): string | number {
      const value = filled(text, filling);
      return /^\{[^{}]*:number\}$/.test(text) ? Number(value) : value;
    },
  };
};

const OF_SOURCE = placeholdersOf(
  new Map<string, (filling: Filling) => string>([...WINDOW_FORMS, ["unit", ({ unit }) => unit]]),
);

export const { fault: placeholderFault, text: filledText, json: filledJson } = OF_SOURCE;

/** Whether a text has a placeholder of this name, in whatever form. */
export const asksFor = (text: string, name: string): boolean => namesIn(text).some((one) => one.split(":")[0] === name);

function filledValue(json: unknown, write: (text: string) => unknown): unknown {
  if (typeof json === "string") return write(json);
  if (Array.isArray(json)) return json.map((one) => filledValue(one, write));
  return typeof json === "object" && json !== null ? filledEntries(json, write) : json;
}

/** A JSON group whose texts are written anew, at whatever depth; names of entries stay. */
export const filledEntries = (group: object, write: (text: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(group).map(([key, value]) => [key, filledValue(value, write)]));

/** Every text in a JSON value, with the way to it. */
export function* textsIn(
  json: unknown,
  path: readonly PropertyKey[],
): Generator<readonly [readonly PropertyKey[], string]> {
  if (typeof json === "string") yield [path, json];
  if (typeof json !== "object" || json === null) return;
  const isList = Array.isArray(json);
  for (const [key, value] of Object.entries(json)) yield* textsIn(value, [...path, isList ? Number(key) : key]);
}
