import type { PrintedTarget } from "../../composition.ts";
import { withinSentence } from "../../wording.ts";
import type { WorkbookChart } from "../../workbook.ts";
import { quoted } from "../spec.ts";

/** More bars than these cannot be read. */
const MOST_BARS = 40;

/** Whether so many bars say something: one compares nothing. */
export const canBeRead = (bars: number): boolean => bars >= 2 && bars <= MOST_BARS;

/** A chart that has no place yet. */
export type Drawing = Omit<WorkbookChart, "at">;

/** Rows that are drawn as bars, all of them with a rate. */
export interface Bars {
  readonly printed: PrintedTarget;
  readonly from: number;
  readonly to: number;
  /** What they are all of: "Sở, ban, ngành". */
  readonly subject: string;
  /** Whether something is demanded of them. */
  readonly demanded: boolean;
}

/** Bars of the agencies of one target against what is demanded. */
export function barsOf(
  name: string,
  letters: (key: string) => string,
  { printed, from, to, subject, demanded }: Bars,
): Drawing {
  const range = (key: string): string => `${quoted(name)}!$${letters(key)}$${from}:$${letters(key)}$${to}`;
  const threshold = { name: "Mức giao", values: range("threshold"), dashed: true };
  return {
    kind: "bar",
    title: `${printed.target.name} (${withinSentence(subject)}; %)`,
    categories: range("name"),
    series: [{ name: "Tỷ lệ", values: range("rate"), dashed: false }, ...(demanded ? [threshold] : [])],
  };
}
