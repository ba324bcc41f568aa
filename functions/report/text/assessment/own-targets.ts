import type { Agency } from "../../../domain/agency.ts";
import { type Composition, judgedRow, type PrintedTarget } from "../../composition.ts";
import type { Block } from "../../report.ts";
import { type OverviewLine, overviewTable } from "../../tables/targets/overview.ts";
import { count, legendOf, text } from "../../tables/value.ts";
import { fewText, listText } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { paragraph, termsByNumber } from "../sentences.ts";
import { ownUndeliveredText } from "../sources/undelivered.ts";
import { markNotes, NOTES_AT } from "../targets/label.ts";
import { withoutAnyNotes } from "../targets/without-any.ts";
import { isMet, judgedTargets } from "./judged.ts";
import { scoreBlocks } from "./score.ts";

/** A district's second row of a target, below its own. */
const AREA = "Địa bàn, gồm cả cấp xã";

const NEEDED_NOTE = "Cần đạt: tỷ lệ bình quân các tháng còn lại phải đạt.";
const RANK_NOTE = "Hạng: trong các cơ quan cùng cấp của toàn tỉnh.";

/** The rows of one target: the agency's own, and of a district also its whole area. */
function linesOf(printed: PrintedTarget, index: number, code: string): OverviewLine[] {
  return (["agency", "area"] as const).flatMap((scope): OverviewLine[] => {
    if (judgedRow(printed, scope, code) === undefined) return [];
    const isArea = scope === "area";
    const place = {
      scope,
      code,
      name: isArea ? AREA : `${printed.name}${printed.mark}`,
      number: isArea ? text("") : count(index + 1),
    };
    return [{ printed, place }];
  });
}

/** The targets that have a row of an agency, numbered in its report from 1. */
export const ownTargets = (targets: readonly PrintedTarget[], { code }: Agency): PrintedTarget[] =>
  targets.filter((printed) => judgedRow(printed, "agency", code) !== undefined);

/** "Cơ quan đạt 03/05 mức tối thiểu (chỉ tiêu số 4, 5 và 6)": of those that are judged; few dossiers are no result. */
function reachedBlocks(bound: readonly PrintedTarget[], agency: Agency, { small }: Composition): Block[] {
  const minimums = judgedTargets(bound, "agency", agency.code).filter(({ printed }) => printed.target.goal === "min");
  if (minimums.length === 0 || small.has(agency.code)) return [];
  const met = minimums.filter(isMet).map(({ printed }) => String(bound.indexOf(printed) + 1));
  const all = `${fewText(minimums.length)} mức tối thiểu được giao`;
  return [
    paragraph(
      met.length === 0
        ? `Cơ quan chưa đạt ${minimums.length === 1 ? "mức tối thiểu được giao" : `mức nào trong ${all}`}.`
        : `Cơ quan đạt ${fewText(met.length)}/${all} (chỉ tiêu số ${listText(met)}).`,
    ),
  ];
}

/** Every target of an agency in one table, its score above it, what is demanded below it. */
export function ownTargetBlocks({ targets, composition, parties }: Writing, agency: Agency): Block[] {
  const bound = ownTargets(targets, agency);
  if (bound.length === 0) return [];
  const lines = bound.flatMap((printed, index) => linesOf(printed, index, agency.code));
  const table = overviewTable(lines, true);
  const needed = table.columns.some(({ title }) => title.startsWith("Cần đạt")) ? NEEDED_NOTE : "";
  const numbered = bound.map((printed, index) => ({ printed, number: index + 1 }));
  const notes = [
    termsByNumber(bound),
    needed,
    RANK_NOTE,
    legendOf(table),
    ownUndeliveredText(bound, agency),
    ...withoutAnyNotes(numbered, new Set([agency.code])),
    ...markNotes(bound, NOTES_AT.report),
  ];
  return [
    ...scoreBlocks(composition, agency, parties.reporting),
    ...reachedBlocks(bound, agency, composition),
    { type: "table", table },
    { type: "note", text: notes.filter((note) => note !== "").join(" ") },
  ];
}
