import type { Agency } from "../../../domain/agency.ts";
import type { Composition, PrintedTarget } from "../../composition.ts";
import type { Block } from "../../report.ts";
import { countText, fewText, periodText } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { isBeyondReach } from "../needed.ts";
import { openOverdue, overdueLineOf } from "../overdue-lines.ts";
import { bullets } from "../sentences.ts";
import { agencyTaskItems } from "../tasks/agency.ts";
import { dueNextItems, overdueCounts } from "../tasks/province.ts";
import {
  benchmarksOf,
  isBelowStriven,
  isMet,
  isShort,
  type Judged,
  judgedOfAll,
  judgedTargets,
  levelsBehindWhole,
  numbersText,
} from "./judged.ts";
import { ownTargets } from "./own-targets.ts";

/** What is to be done for the targets that are not reached, by their numbers alone: each is told of before. */
function briefAims(judged: readonly Judged[], targets: readonly PrintedTarget[]): string[] {
  const said = (lead: string, some: readonly Judged[], end = ""): string[] =>
    some.length === 0
      ? []
      : [`${lead} ${some.length === 1 ? "chỉ tiêu" : "các chỉ tiêu"} ${numbersText(some, targets)}${end}`];
  const short = judged.filter(isShort);
  const late = short.filter(({ row }) => row.verdict !== "not-due");
  const open = short.filter(({ row }) => row.verdict === "not-due");
  const [beyond, within] = [
    open.filter(({ row }) => isBeyondReach(row)),
    open.filter(({ row }) => !isBeyondReach(row)),
  ];
  return [
    ...said("Khắc phục, sớm đạt mức tối thiểu của", late),
    ...said("Nâng kết quả thực hiện", within, " để đạt mức tối thiểu đúng thời hạn"),
    ...said("Nâng kết quả thực hiện", beyond, " đến mức cao nhất có thể từ nay đến thời hạn"),
    ...said("Tiếp tục nâng cao kết quả thực hiện", judged.filter(isBelowStriven), ", hướng tới mức phấn đấu"),
  ];
}

/** What is left of tasks that are overdue, by their number: which ones, the section on tasks says. */
const overdueTaskItems = (overdue: number): string[] =>
  overdue === 0 ? [] : [`Hoàn thành dứt điểm ${fewText(overdue)} nhiệm vụ đã quá hạn`];

/** Dossiers that are open past their day. */
const dossierItems = (overdue: number): string[] =>
  overdue === 0 ? [] : [`Giải quyết dứt điểm ${countText(overdue)} hồ sơ đang giải quyết đã quá hạn`];

/** Tasks that fell due in the period and are still open, by their number. */
const dueTaskItems = ({ inputs: { period } }: Composition, due: number): string[] =>
  due === 0 ? [] : [`Hoàn thành ${fewText(due)} nhiệm vụ đến hạn trong ${periodText(period)}`];

/** Nhiệm vụ kỳ tới of one agency; which targets, by their numbers in its table. */
export function agencyUpcomingBlocks({ composition, targets }: Writing, agency: Agency): Block[] {
  const { overdue, due, next } = agencyTaskItems(composition, agency);
  const own = ownTargets(targets, agency);
  const aims = composition.small.has(agency.code) ? [] : briefAims(judgedTargets(own, "agency", agency.code), own);
  return bullets([
    ...aims,
    ...next,
    ...dueTaskItems(composition, due.length),
    ...overdueTaskItems(overdue.length),
    ...dossierItems(overdueLineOf(composition, agency)?.open ?? 0),
  ]);
}

/**
 * Nhiệm vụ kỳ tới: what is still missing to the targets, tasks that fall due after the period's nominal last day, what is
 * overdue.
 */
export function upcomingBlocks({ composition, targets }: Writing): Block[] {
  const overdue = overdueCounts(composition);
  const all = judgedOfAll(targets);
  // A whole that is reached hides the levels that are below it.
  const behind = targets.flatMap((printed) =>
    levelsBehindWhole(printed).map((row): Judged => ({ printed, row, level: row.level })),
  );
  const short = briefAims([...all, ...behind], targets);
  const marks = benchmarksOf(targets, "province", "").filter((one) => !isMet(one));
  return bullets([
    ...short,
    ...(all.length > 0 && short.length === 0
      ? [`Duy trì ${all.length === 1 ? "chỉ tiêu" : "các chỉ tiêu"} đã đạt trên địa bàn tỉnh`]
      : []),
    ...(marks.length === 0
      ? []
      : [`Tiếp tục nâng tỷ lệ ${numbersText(marks, targets)}, hướng tới mức điểm tối đa của Bộ chỉ số`]),
    ...dueNextItems(composition),
    ...overdueTaskItems(overdue.tasks),
    ...dossierItems(openOverdue(composition)),
  ]);
}
