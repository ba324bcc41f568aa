import type { Programme, Target } from "../../../domain/programme.ts";
import { goalText } from "../../wording.ts";
import { citedText, deadlineText } from "../clause.ts";
import type { TargetSource } from "./source.ts";

/** What of a printed target its label is made from, and the label. */
interface Labelled {
  readonly target: Target;
  readonly sources: readonly TargetSource[];
  readonly name: string;
  readonly mark: string;
}

/** "(*1)" of each document of which nobody has read some level, by its id: at its targets in tables, and before its note. */
export function unconfirmedMarks(programmes: readonly Programme[]): ReadonlyMap<string, string> {
  const open = programmes.filter(({ targets }) => targets.some(({ confirmed }) => confirmed === false));
  return new Map(open.map(({ id }, index) => [id, `(*${index + 1})`]));
}

type Words = (printed: Labelled) => string;

/** What may tell targets of one name apart: what they ask for, by when, where it is written. */
const APART: readonly Words[] = [
  ({ target: { goal } }) => `mức ${goalText(goal)}`,
  ({ target }) => deadlineText(target) ?? "không quy định thời hạn",
  ({ sources: [source] }) => (source === undefined ? "" : citedText(source)),
];

/** The name of a target as it stands among all of a report: no two are alike. */
function nameAmong(printed: Labelled, targets: readonly Labelled[]): string {
  const { name } = printed.target;
  const alike = targets.filter(({ target }) => target.name === name);
  if (alike.length === 1) return name;
  const apart = APART.find((words) => new Set(alike.map(words)).size === alike.length);
  return `${name} (${apart?.(printed) ?? `chỉ tiêu số ${targets.indexOf(printed) + 1}`})`;
}

/** The targets of a report with the names that its tables give them, and the marks of the notes about them. */
export function labelled<T extends Labelled>(targets: readonly T[], programmes: readonly Programme[]): readonly T[] {
  const marks = unconfirmedMarks(programmes);
  return targets.map((printed) => {
    const open = printed.sources.flatMap(({ isRead, programme }) => (isRead ? [] : (marks.get(programme.id) ?? [])));
    return { ...printed, name: nameAmong(printed, targets), mark: open.map((mark) => ` ${mark}`).join("") };
  });
}

/** "(*1), (*2): xem ghi chú của cơ quan lập ở cuối văn bản.": what the marks in a table refer to; nothing where there are none. */
export function markNotes(targets: readonly Pick<Labelled, "mark">[], where: string): string[] {
  const marks = [...new Set(targets.flatMap(({ mark }) => mark.split(" ")))].filter((mark) => mark !== "");
  return marks.length === 0 ? [] : [`${marks.join(", ")}: xem ${where}.`];
}

/** Where the notes stand in what an office signs, in the tables behind it, and in a workbook. */
export const NOTES_AT = {
  report: "ghi chú của cơ quan lập ở cuối văn bản",
  annex: "mục ghi chú về số liệu",
  workbook: "phần ghi chú về số liệu ở trang tính Giải thích",
} as const;
