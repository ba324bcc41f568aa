import type { Agency } from "../../domain/agency.ts";
import { type Day, nextOf, windowOf } from "../../domain/period.ts";
import type { TaskStatus } from "../../domain/task.ts";
import type { Composition } from "../composition.ts";
import { type AgencyTaskStatus, type FollowedTask, STATUSES, tasksBinding } from "../followed-tasks.ts";
import type { Block } from "../report.ts";
import { sourceText } from "../tables/tasks/columns.ts";
import { countText, dayText, fewText, listText, withinSentence } from "../wording.ts";
import { bullets, paragraph } from "./sentences.ts";

/** So many agencies behind with a task are named in a sentence; all of them are in the appendix. */
const NAMED = 5;

const statusesOf = (all: readonly FollowedTask[]): AgencyTaskStatus[] =>
  all.flatMap(({ agencyStatuses }) => agencyStatuses ?? []);

/** "hoàn thành 120, đang thực hiện 35, …" of those states that occur. */
function statesText(agencyStatuses: readonly AgencyTaskStatus[]): string {
  const of = (status: TaskStatus): number => agencyStatuses.filter((one) => one.status === status).length;
  return STATUSES.filter(([status]) => of(status) > 0)
    .map(([status, name]) => `${withinSentence(name)} ${countText(of(status))}`)
    .join(", ");
}

/** "; trong số đã hoàn thành có 02 lượt chậm so với thời hạn". */
function lateText(agencyStatuses: readonly AgencyTaskStatus[]): string {
  const done = agencyStatuses.filter(({ status, lastDay }) => status === "done" && lastDay !== null).length;
  const late = agencyStatuses.filter((one) => one.late > 0).length;
  if (done === 0) return "";
  if (late === 0) return "; các lượt hoàn thành có thời hạn đều đúng hạn";
  return `; trong ${fewText(done)} lượt hoàn thành có thời hạn, ${fewText(done - late)} lượt đúng hạn, ${fewText(late)} lượt chậm`;
}

/** "Danh mục … (Điều 2.d …): 02 cơ quan, gồm: A và B; quá hạn nhiều nhất 14 ngày". */
function overdueText({ task, ...followed }: FollowedTask, behind: readonly AgencyTaskStatus[]): string {
  const names = behind.map(({ name }) => name);
  const named = names.length <= NAMED ? `, gồm: ${listText(names)}` : "";
  const [last] = [...new Set(behind.map(({ lastDay }) => lastDay))];
  const due = last == null ? "" : `; thời hạn đến hết ngày ${dayText(last)}`;
  const most = fewText(Math.max(...behind.map(({ overdue }) => overdue)));
  return `${task.title} (${sourceText({ task, ...followed })}${due}): ${fewText(names.length)} cơ quan${named}; quá hạn nhiều nhất ${most} ngày`;
}

const failedText = ({ inputs }: Composition): Block[] =>
  inputs.programmes
    .filter(({ id, tasks }) => tasks.length > 0 && !inputs.tasks.has(id))
    .map(({ shortName }) => paragraph(`Tiến độ nhiệm vụ theo ${shortName}: chưa có số liệu.`));

/** How many tasks there are, how the agencies stand with them, which are overdue where and for how long. */
export function taskBlocks(composition: Composition): Block[] {
  const { inputs } = composition;
  const all = composition.tasks;
  if (all.length === 0) return [];
  const { to } = windowOf(inputs.period, inputs.scheme);
  const numbered = all.filter(({ task }) => task.kind === "task").length;
  const others = all.length - numbered;
  const given = `Các văn bản nêu trên giao ${fewText(numbered)} nhiệm vụ${others === 0 ? "" : ` và ${fewText(others)} việc tổ chức thực hiện`}.`;
  const agencyStatuses = statusesOf(all);
  const stood =
    agencyStatuses.length === 0
      ? ""
      : ` Đến hết ngày ${dayText(to)}, trong ${countText(agencyStatuses.length)} lượt nhiệm vụ theo dõi (mỗi nhiệm vụ của một cơ quan là một lượt): ${statesText(agencyStatuses)}${lateText(agencyStatuses)}.`;
  const overdue = all.flatMap((one) => {
    const behind = (one.agencyStatuses ?? []).filter(({ status }) => status === "overdue");
    return behind.length === 0 ? [] : [overdueText(one, behind)];
  });
  return [
    paragraph(`${given}${stood}`),
    ...failedText(composition),
    ...(overdue.length === 0
      ? agencyStatuses.length === 0
        ? []
        : [paragraph("Không có nhiệm vụ quá hạn.")]
      : [paragraph(`Có ${fewText(overdue.length)} nhiệm vụ quá hạn, gồm:`), ...bullets(overdue)]),
  ];
}

/** The last valid day lies in the next period's days. */
const isDueNext = (last: Day | null, { inputs }: Composition): boolean => {
  const next = windowOf(nextOf(inputs.period), inputs.scheme);
  return last !== null && next.from <= last && last <= next.to;
};

const isOpen = ({ status }: AgencyTaskStatus): boolean => status !== "done" && status !== "overdue";

/** Tasks whose deadline falls into the next period and that somebody has still to finish. */
export const dueNextItems = (composition: Composition): string[] =>
  composition.tasks.flatMap((one) => {
    const due = (one.agencyStatuses ?? []).filter((own) => isOpen(own) && isDueNext(own.lastDay, composition));
    const [first] = due;
    if (first === undefined) return [];
    return [`${one.task.title} (${sourceText(one)}): hoàn thành đến hết ngày ${dayText(first.lastDay ?? "")}`];
  });

/** Tasks that are overdue somewhere, and agencies that are behind with one. */
export function overdueCounts(composition: Composition): { readonly tasks: number; readonly agencies: number } {
  const behind = composition.tasks.flatMap((one) =>
    (one.agencyStatuses ?? []).filter(({ status }) => status === "overdue").map(({ agency }) => ({ one, agency })),
  );
  return {
    tasks: new Set(behind.map(({ one }) => one)).size,
    agencies: new Set(behind.map(({ agency }) => agency)).size,
  };
}

/** A task of one agency; no status where the programme's list of progress could not be had. */
interface AgencyTask {
  readonly followed: FollowedTask;
  readonly own: AgencyTaskStatus | null;
}

/** The tasks that bind one agency, in the order of the documents. */
const tasksOfAgency = ({ tasks }: Composition, agency: Agency): AgencyTask[] =>
  tasksBinding(tasks, [agency]).map((followed) => ({ followed, own: followed.agencyStatuses?.[0] ?? null }));

/** "Danh mục … (Điều 2.d …; hết thời hạn ngày 31/5/2023), quá hạn 14 ngày". */
function taskText({ followed, own }: AgencyTask): string {
  const due = own?.lastDay == null ? "" : `; thời hạn đến hết ngày ${dayText(own.lastDay)}`;
  const overdue = own === null || own.overdue === 0 ? "" : `, quá hạn ${fewText(own.overdue)} ngày`;
  return `${followed.task.title} (${sourceText(followed)}${due})${overdue}`;
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
  return [
    paragraph(`Cơ quan thực hiện ${fewText(tasks.length)} nhiệm vụ; tính đến hết ngày ${dayText(to)}${stood}.`),
    ...failedText(composition),
    ...(overdue.length === 0
      ? []
      : [paragraph(`Có ${fewText(overdue.length)} nhiệm vụ quá hạn, gồm:`), ...bullets(overdue)]),
  ];
}

/** The agency's overdue tasks, and those whose deadline falls into the next period. */
export function agencyTaskItems(composition: Composition, agency: Agency) {
  const tasks = tasksOfAgency(composition, agency);
  const due = tasks.filter(({ own }) => own !== null && isOpen(own) && isDueNext(own.lastDay, composition));
  return { overdue: withStatus(tasks, "overdue").map(taskText), due: due.map(taskText) };
}
