import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { boundLevels } from "../../domain/programme.ts";
import type { PrintedTarget } from "../composition.ts";
import { listText } from "../wording.ts";
import { citedText, deadlineText } from "./clause.ts";

/** What is told under one heading: a target, or the minimum and the level to strive for of one clause. */
export interface HeadedTargets {
  readonly title: string;
  /** At least one, the minimum first; all are of one indicator and one unit. */
  readonly printed: readonly PrintedTarget[];
}

const clauseOf = ({ sources: [first], target }: PrintedTarget): string =>
  JSON.stringify([first?.programme.id, first?.clause, target.indicator, target.unit]);

/** The targets of this clause that a target may stand beside: those without one of its goal; of its deadline, or the only. */
function companions(group: PrintedTarget[][], { target }: PrintedTarget): PrintedTarget[] | undefined {
  const free = group.filter((printed) => printed.every((one) => one.target.goal !== target.goal));
  return free.find(([one]) => one?.target.deadline === target.deadline) ?? (free.length === 1 ? free[0] : undefined);
}

const minimumFirst = (printed: readonly PrintedTarget[]): PrintedTarget[] =>
  [...printed].sort((left, right) => Number(left.target.goal !== "min") - Number(right.target.goal !== "min"));

const nameOf = ([first]: readonly PrintedTarget[]): string => first?.target.name ?? "";

/** "khoản 2 Mục I Kế hoạch số 92/KH-UBND, đến cuối quý III năm 2021": which of several targets of one name it is. */
function apart([first]: readonly PrintedTarget[]): string {
  const [source] = first?.sources ?? [];
  if (first === undefined || source === undefined) return "";
  const until = deadlineText(first.target);
  return `${citedText(source)}${until === null ? "" : `, ${until}`}`;
}

/** "UBND cấp huyện và UBND cấp xã": whom it binds. */
const levels = ([first]: readonly PrintedTarget[]): string =>
  first === undefined ? "" : listText(boundLevels(first.target).map((level) => SCOPE_NAMES[level]));

/** Of each the first words, and in brackets so many of the further ones as tell it from every other. */
function distinct(words: readonly (readonly [name: string, ...further: string[]])[]): string[] {
  const titleOf = ([name, ...further]: readonly string[], count: number): string =>
    count === 0 ? `${name}` : `${name} (${further.slice(0, count).join("; ")})`;
  return words.map((own) => {
    const counts = own.map((_, count) => count);
    const isUnlike = (count: number): boolean =>
      words.every((other) => other === own || titleOf(other, count) !== titleOf(own, count));
    return titleOf(own, counts.find(isUnlike) ?? own.length - 1);
  });
}

/** The targets by their headings, in their order; no two headings are alike. */
export function headedTargets(targets: readonly PrintedTarget[]): HeadedTargets[] {
  const groups: PrintedTarget[][] = [];
  for (const printed of targets) {
    const ofClause = groups.filter(([one]) => one !== undefined && clauseOf(one) === clauseOf(printed));
    const group = companions(ofClause, printed);
    if (group === undefined) groups.push([printed]);
    else group.push(printed);
  }
  const ordered = groups.map(minimumFirst);
  const titles = distinct(ordered.map((printed) => [nameOf(printed), apart(printed), levels(printed)]));
  return ordered.map((printed, at) => ({ title: titles[at] ?? "", printed }));
}
