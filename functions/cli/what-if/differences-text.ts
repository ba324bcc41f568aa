import { OUTCOME_TEXTS, type WhatIf } from "../../pipeline/support/what-if/what-if.ts";
import { BASIS_TEXTS, changeValueText, FIELD_TEXTS } from "../../report/text/changes.ts";
import { countText, periodText, sentence } from "../../report/wording.ts";
import type { NamedChange } from "../../revisions/preview.ts";

/** So many numbers of a period are read through in a terminal. */
const MOST_LINES = 30;

/** What differs by the program alone is no work of whoever edits templates. */
const byProgram = ({ causes }: NamedChange): boolean => causes.every(({ kind }) => kind === "code");

function lineOf(change: NamedChange): string {
  const { name, basis, field } = change;
  const [old, now] = [change.old, change.new].map((value) => changeValueText(field, value));
  const why = byProgram(change) ? " (do phiên bản chương trình)" : "";
  return `    ${name}, ${BASIS_TEXTS[basis] ?? basis} – ${FIELD_TEXTS[field] ?? field}: ${old} → ${now}${why}`;
}

/** The changes of each target below its name. */
function changeLines(changes: readonly NamedChange[]): string[] {
  const byTarget = Map.groupBy(changes, ({ targetName, programme }) => `  ${targetName} (${programme})`);
  return [...byTarget].flatMap(([target, own]) => [target, ...own.map(lineOf)]);
}

function periodLines({ series, period, revision, outcome, note, changes }: WhatIf): string[] {
  const named = series.split("/")[2];
  const head = `${sentence(periodText(period))}${named === undefined ? "" : ` (theo ${named})`}, bản ${revision}`;
  const said = note === "" ? [] : [`  ${note}`];
  if (outcome !== "different") return [`${head}: ${OUTCOME_TEXTS[outcome]}.`, ...said];
  const program = changes.filter(byProgram).length;
  const of = program === 0 ? "" : `, trong đó ${countText(program)} số chỉ do phiên bản chương trình`;
  const rest = changes.length - MOST_LINES;
  return [
    `${head}: ${countText(changes.length)} số khác${of}.`,
    // Before the numbers: below them nobody would see it.
    ...said,
    ...changeLines(changes.slice(0, MOST_LINES)),
    ...(rest > 0 ? [`  … và ${countText(rest)} số khác.`] : []),
  ];
}

/** What `what-if` says. @param csv the file with every number; where there is none, how to get it */
export function differencesText(province: string, periods: readonly WhatIf[], csv: string | undefined): string {
  if (periods.length === 0) return `${sentence(province)} chưa phát hành kỳ nào trong thư mục dữ liệu này.`;
  const differing = periods.filter(({ outcome }) => outcome === "different").length;
  const all = countText(periods.length);
  const summary =
    differing === 0
      ? `${sentence(province)}: không số nào của ${all} kỳ đã phát hành sẽ khác.`
      : `${sentence(province)}: ${countText(differing)} trong ${all} kỳ đã phát hành sẽ có số khác.`;
  const isCut = periods.some(({ changes }) => changes.length > MOST_LINES);
  const foot = csv === undefined ? "Thêm --csv TỆP để ghi đủ mọi số khác." : `Đã ghi mọi số khác vào ${csv}.`;
  const shown = [summary, ...periods.flatMap(periodLines)];
  return [...shown, ...(isCut || csv !== undefined ? [foot] : [])].join("\n");
}
