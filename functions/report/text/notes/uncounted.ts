import { type Day, nominalLastDayOf } from "../../../domain/period.ts";
import { type Programme, standingIn, uncountedOn } from "../../../domain/programme.ts";
import type { Composition } from "../../composition.ts";
import { fewText, listText, withinSentence } from "../../wording.ts";

type Documents = Pick<Composition, "inputs" | "pack">;

/** The documents of a report, those of the national pack too of which nothing is judged. */
const documentsOf = ({ inputs, pack }: Documents): Programme[] => [...inputs.programmes, ...(pack?.unjudged ?? [])];

/**
 * What the documents demand that no figures of the province tell.
 *
 * @param lastDay of the period; what is not demanded on it is not told
 */
export const uncountedNotes = (programmes: readonly Programme[], lastDay: Day): string[] =>
  programmes.flatMap((programme) =>
    uncountedOn(programme, lastDay).map(({ name, reason, goal }) => {
      const what = goal === "benchmark" ? "còn cho điểm về" : "còn có mục tiêu";
      return `${programme.shortName} ${what} “${withinSentence(name)}”, báo cáo không tính: ${reason}.`;
    }),
  );

/** The same of the documents of a report. */
export const uncountedOf = (about: Documents): string[] =>
  uncountedNotes(documentsOf(about), nominalLastDayOf(about.inputs.period));

/** How many targets each document in force asks for that no figures tell; levels for full marks are asked of nobody. */
function uncountedTargets(about: Documents): { readonly name: string; readonly number: number }[] {
  const { period } = about.inputs;
  return documentsOf(about).flatMap((programme) => {
    if (standingIn(programme, period) !== "in-force") return [];
    const asked = uncountedOn(programme, nominalLastDayOf(period)).filter(({ goal }) => goal !== "benchmark");
    return asked.length === 0 ? [] : [{ name: programme.shortName, number: asked.length }];
  });
}

/** Whether the targets that are counted are not all that the documents in force ask for. */
export const isAnyUncounted = (about: Documents): boolean => uncountedTargets(about).length > 0;

/**
 * "03 chỉ tiêu khác đang có hiệu lực chưa tính được từ nguồn số liệu hiện có (02 của Quyết định số 2629/QĐ-TTg và 01 của Quyết
 * định số 1565/QĐ-TTg)": what a number of targets reached does not tell of; empty for nothing.
 */
export function uncountedText(about: Documents): string {
  const found = uncountedTargets(about);
  const [first, ...others] = found;
  if (first === undefined) return "";
  const all = fewText(found.reduce((sum, { number }) => sum + number, 0));
  const unknown = "đang có hiệu lực chưa tính được từ nguồn số liệu hiện có";
  if (others.length === 0) return `${all} chỉ tiêu khác của ${first.name} ${unknown}`;
  const whose = listText(found.map(({ name, number }) => `${fewText(number)} của ${name}`));
  return `${all} chỉ tiêu khác ${unknown} (${whose})`;
}
