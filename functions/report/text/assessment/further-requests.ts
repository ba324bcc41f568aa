import { countText, fewText, listText, periodText } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { openOverdueBeside, overdueOf } from "../overdue-lines.ts";
import { missingAgencies } from "../quality.ts";
import { agencyTaskItems } from "../tasks/agency.ts";
import { dueCount, overdueCounts } from "../tasks/province.ts";
import { issuerOf } from "./agencies.ts";

/**
 * "giải quyết dứt điểm 1.337 hồ sơ đang giải quyết đã quá hạn (không kể 22 hồ sơ của Sở Nội vụ), nhiều nhất tại A (120) và B
 * (98)": the office that writes is not asked through its superior.
 */
export function dossierRequest(writing: Writing): string[] {
  const { others, own, most } = openOverdueBeside(writing.composition, issuerOf(writing));
  if (others === 0) return [];
  const apart = own === 0 ? "" : ` (không kể ${countText(own)} hồ sơ của ${writing.parties.reporting})`;
  const named = most.map((one) => `${one.name} (${countText(overdueOf(one))})`);
  const where = named.length === 0 ? "" : `, nhiều nhất tại ${listText(named)}`;
  return [`giải quyết dứt điểm ${countText(others)} hồ sơ đang giải quyết đã quá hạn${apart}${where}`];
}

/** Tasks with which the office that writes is itself behind: overdue, and due in the period; none where it is no agency. */
export function ownTaskCounts(writing: Writing): { readonly overdue: number; readonly due: number } {
  const issuer = issuerOf(writing);
  if (issuer === undefined || writing.job.agency !== null) return { overdue: 0, due: 0 };
  const { overdue, due } = agencyTaskItems(writing.composition, issuer);
  return { overdue: overdue.length, due: due.length };
}

/** What is asked for beside the targets: dossiers and tasks that are overdue, counts that were not sent. */
export function furtherRequests(writing: Writing): string[] {
  const { composition } = writing;
  const issuer = issuerOf(writing);
  const { tasks, agencies } = overdueCounts(composition, issuer);
  const own = ownTaskCounts(writing);
  const due = dueCount(composition, issuer);
  const { inputs } = composition;
  const missing = new Set(missingAgencies(composition).map(({ code }) => code)).size;
  return [
    ...dossierRequest(writing),
    ...(tasks === 0
      ? []
      : [
          `hoàn thành dứt điểm ${fewText(tasks)} nhiệm vụ quá hạn tại ${fewText(agencies)} cơ quan${own.overdue === 0 ? "" : " khác"}`,
        ]),
    ...(due === 0
      ? []
      : [
          `hoàn thành ${fewText(due)} nhiệm vụ đến hạn trong ${periodText(inputs.period)}${own.due === 0 ? "" : ` (không kể phần của ${writing.parties.reporting})`}`,
        ]),
    ...(missing === 0 ? [] : [`gửi đủ số liệu của ${fewText(missing)} cơ quan còn thiếu`]),
  ];
}
