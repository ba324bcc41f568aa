import type { Window } from "../period.ts";

/** What a mapping's texts are filled in with. */
export interface Filling {
  readonly window: Window;
  /** The agency's code at the source. */
  readonly unit: string;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

const dayParts = (day: string): readonly [year: string, month: string, day: string] => [
  day.slice(0, 4),
  day.slice(5, 7),
  day.slice(8),
];

const dayForms = (dayOf: (window: Window) => string): Readonly<Record<string, (filling: Filling) => string>> => ({
  "": ({ window }) => dayOf(window),
  ":dd/mm/yyyy": ({ window }) => dayParts(dayOf(window)).toReversed().join("/"),
  ":d/m/yyyy": ({ window }) => dayParts(dayOf(window)).toReversed().map(Number).join("/"),
  ":yyyymmdd": ({ window }) => dayParts(dayOf(window)).join(""),
});

const yearOf = ({ window }: Filling): string => window.to.slice(0, 4);
const monthOf = ({ window }: Filling): string => window.to.slice(5, 7);

/** Every placeholder in every form. `:number` is a JSON number where it is all that a text of a body holds. */
const FORMS: ReadonlyMap<string, (filling: Filling) => string> = new Map([
  ...Object.entries(dayForms(({ from }) => from)).map(([form, fill]) => [`from${form}`, fill] as const),
  ...Object.entries(dayForms(({ to }) => to)).map(([form, fill]) => [`to${form}`, fill] as const),
  ["month", (filling) => String(Number(monthOf(filling)))],
  ["month:mm", monthOf],
  ["month:number", (filling) => String(Number(monthOf(filling)))],
  ["year", yearOf],
  ["year:number", yearOf],
  ["unit", ({ unit }) => unit],
]);

const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);

/** What is wrong with the placeholders of a text, in Vietnamese; null where nothing is. */
export function placeholderFault(text: string): string | null {
  const unknown = namesIn(text).find((name) => !FORMS.has(name));
  if (unknown !== undefined) {
    const known = [...FORMS.keys()].map((name) => `{${name}}`).join(", ");
    return `không có ô điền {${unknown}}; được dùng: ${known}`;
  }
  return /[{}]/.test(text.replace(PLACEHOLDER, "")) ? "dấu ngoặc nhọn { } không thành cặp" : null;
}

/** Whether a text has a placeholder of this name, in whatever form. */
export const asksFor = (text: string, name: "from" | "to" | "month" | "year" | "unit"): boolean =>
  namesIn(text).some((one) => one.split(":")[0] === name);

/** @param written what a value becomes where it stands: in a path it is escaped */
export const filledText = (text: string, filling: Filling, written = (value: string): string => value): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => {
    const fill = FORMS.get(name);
    return fill === undefined ? whole : written(fill(filling));
  });

/** A text of a JSON body: what is nothing but a placeholder `:number` becomes a number. */
export function filledJson(text: string, filling: Filling): string | number {
  const filled = filledText(text, filling);
  return /^\{[^{}]*:number\}$/.test(text) ? Number(filled) : filled;
}
