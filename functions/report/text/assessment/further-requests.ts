import { countText, fewText, periodText } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { openOverdue } from "../overdue-lines.ts";
import { missingAgencies } from "../quality.ts";
import { dueCount, overdueCounts } from "../tasks.ts";

/** What is asked for beside the targets: dossiers and tasks that are overdue, counts that were not sent. */
export function furtherRequests({ composition }: Writing): string[] {
  const dossiers = openOverdue(composition);
  const { tasks, agencies } = overdueCounts(composition);
  const due = dueCount(composition);
  const { inputs } = composition;
  const missing = new Set(missingAgencies(composition).map(({ code }) => code)).size;
  return [
    ...(dossiers === 0 ? [] : [`giải quyết dứt điểm ${countText(dossiers)} hồ sơ đang giải quyết đã quá hạn`]),
    ...(tasks === 0 ? [] : [`hoàn thành dứt điểm ${fewText(tasks)} nhiệm vụ quá hạn tại ${fewText(agencies)} cơ quan`]),
    ...(due === 0 ? [] : [`hoàn thành ${fewText(due)} nhiệm vụ đến hạn trong ${periodText(inputs.period)}`]),
    ...(missing === 0 ? [] : [`gửi đủ số liệu của ${fewText(missing)} cơ quan còn thiếu`]),
  ];
}
