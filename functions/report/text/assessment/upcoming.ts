import type { FigureRow } from "../../../domain/figures/figure.ts";
import type { PrintedTarget } from "../../composition.ts";
import type { Block } from "../../report.ts";
import { fewText, periodText, withinSentence } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { shortfallText } from "../judgement.ts";
import { bullets, deadlineText } from "../sentences.ts";
import { dueCount, dueNextItems, overdueCounts } from "../tasks.ts";
import { demandText, isMet, type Judged, judgedOfAll, judgedTargets, nameText, numberText } from "./judged.ts";

/** "Đạt mức tối thiểu 30% về tỷ lệ … (lộ trình đến tháng 11/2023)"; what is only striven for is never "khắc phục". */
function aimText(one: Judged, what: string): string {
  const { printed, row } = one;
  if (row.goal === "strive") return `Tiếp tục nâng cao ${what}, hướng tới ${demandText(one)}`;
  if (row.verdict !== "not-due") return `Khắc phục, sớm đạt ${demandText(one)} về ${what}${shortfallText(one)}`;
  const words = deadlineText(printed.target);
  return `Đạt ${demandText(one)} về ${what}${words === null ? "" : ` (${words})`}${shortfallText(one)}`;
}

/** What is to be done for the targets that one scope does not reach, in the order of the documents. */
export const aims = (targets: readonly PrintedTarget[], scope: FigureRow["scope"], code: string): string[] =>
  judgedTargets(targets, scope, code)
    .filter((one) => !isMet(one))
    .map((one) => aimText(one, withinSentence(nameText(one))));

/** Nhiệm vụ kỳ tới: what is still missing to the targets, tasks that fall due, what has fallen due. */
export function upcomingBlocks({ composition, targets }: Writing): Block[] {
  const overdue = overdueCounts(composition);
  const due = dueCount(composition);
  const all = judgedOfAll(targets);
  const short = all.filter((one) => !isMet(one)).map((one) => aimText(one, numberText(one, targets)));
  return bullets([
    ...short,
    ...(all.some(isMet) ? [`Duy trì các chỉ tiêu đã đạt${short.length === 0 ? " trên địa bàn tỉnh" : ""}`] : []),
    ...dueNextItems(composition),
    ...(due === 0
      ? []
      : [`Hoàn thành ${fewText(due)} nhiệm vụ có thời hạn trong ${periodText(composition.inputs.period)}`]),
    ...(overdue.tasks === 0 ? [] : [`Hoàn thành dứt điểm ${fewText(overdue.tasks)} nhiệm vụ đã quá hạn`]),
  ]);
}
