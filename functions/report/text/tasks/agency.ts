import type { Agency } from "../../../domain/agency.ts";
import { windowOf } from "../../../domain/period.ts";
import type { TaskStatus } from "../../../domain/task.ts";
import type { Composition } from "../../composition.ts";
import { type AgencyTaskStatus, type FollowedTask, tasksBinding } from "../../followed-tasks.ts";
import type { Block } from "../../report.ts";
import { dayText, fewText, periodText } from "../../wording.ts";
import { bullets, introduced, paragraph } from "../sentences.ts";
import { failedText, isDue, isDueNext, isOpen, lateText, statesText, titleText } from "./told.ts";

/** A task of one agency; no status where the programme's list of progress could not be had. */
interface AgencyTask {
  readonly followed: FollowedTask;
  readonly own: AgencyTaskStatus | null;
}

/** The tasks that bind one agency, in the order of the documents. */
const tasksOfAgency = ({ tasks }: Composition, agency: Agency): AgencyTask[] =>
  tasksBinding(tasks, [agency]).map((followed) => ({ followed, own: followed.agencyStatuses?.[0] ?? null }));

/** "Danh mục … (điểm d Điều 2 …; thời hạn: trước ngày 01/8/2023), quá hạn 14 ngày". */
function taskText({ followed, own }: AgencyTask): string {
  const overdue = own === null || own.overdue === 0 ? "" : `, quá hạn ${fewText(own.overdue)} ngày`;
  return `${titleText(followed, own === null ? [] : [own])}${overdue}`;
}

const withStatus = (tasks: readonly AgencyTask[], status: TaskStatus): AgencyTask[] =>
  tasks.filter(({ own }) => own?.status === status);

/** The status of one agency on its tasks; each of them is in the appendix. */
export function agencyTaskBlocks(composition: Composition, agency: Agency): Block[] {
  const tasks = tasksOfAgency(composition, agency);
  if (tasks.length === 0) return [];
  const agencyStatuses = tasks.flatMap(({ own }) => own ?? []);
  const stood = agencyStatuses.length === 0 ? "" : `: ${statesText(agencyStatuses)}${lateText(agencyStatuses)}`;
  const overdue = withStatus(tasks, "overdue").map(taskText);
  const { to } = windowOf(composition.inputs.period, composition.inputs.scheme);
  const due = openDue(tasks, composition).map(taskText);
  const day = dayText(to);
  if (agencyStatuses.length > 0 && agencyStatuses.every(({ status }) => status === "no-data")) {
    const sentence = `Cơ quan chưa cập nhật tiến độ của ${fewText(tasks.length)} nhiệm vụ được giao nên chưa đánh giá được kết quả thực hiện.`;
    return [paragraph(sentence), ...failedText(composition)];
  }
  return [
    paragraph(`Cơ quan thực hiện ${fewText(tasks.length)} nhiệm vụ; tính đến hết ngày ${day}${stood}.`),
    ...failedText(composition),
    ...(overdue.length === 0
      ? []
      : [
          paragraph(`Có ${fewText(overdue.length)} nhiệm vụ quá hạn${introduced(overdue.length).trimEnd()}`),
          ...bullets(overdue),
        ]),
    ...(due.length === 0
      ? []
      : [
          paragraph(
            `Có ${fewText(due.length)} nhiệm vụ đến hạn trong ${periodText(composition.inputs.period)}, chưa hoàn thành tính đến ngày ${day}${introduced(due.length).trimEnd()}`,
          ),
          ...bullets(due),
        ]),
  ];
}

const openWith = (tasks: readonly AgencyTask[], is: (own: AgencyTaskStatus) => boolean): AgencyTask[] =>
  tasks.filter(({ own }) => own !== null && isOpen(own) && is(own));

/** Fell due in the period; of one that was never reported nobody knows whether it is finished. */
const openDue = (tasks: readonly AgencyTask[], composition: Composition): AgencyTask[] =>
  openWith(tasks, ({ status, lastDay }) => status !== "no-data" && isDue(lastDay, composition));

/** The agency's overdue tasks, those that fell due in the period and are open, those of the next period; how many nothing is known of. */
export function agencyTaskItems(composition: Composition, agency: Agency) {
  const tasks = tasksOfAgency(composition, agency);
  return {
    overdue: withStatus(tasks, "overdue").map(taskText),
    due: openDue(tasks, composition).map(taskText),
    areTold: tasks.length > 0 && tasks.every(({ own }) => own !== null && own.status !== "no-data"),
    silent: withStatus(tasks, "no-data").length,
    next: openWith(tasks, (own) => isDueNext(own.lastDay, composition)).map(taskText),
  };
}
