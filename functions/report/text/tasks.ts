import { type Agency, LEVELS } from "../../domain/agency.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { type Day, nextOf, nominalLastDayOf, windowOf } from "../../domain/period.ts";
import { deadlineOf, type TaskStatus } from "../../domain/task.ts";
import type { Composition } from "../composition.ts";
import { type AgencyTaskStatus, type FollowedTask, STATUSES, tasksBinding } from "../followed-tasks.ts";
import type { Block } from "../report.ts";
import { sourceText } from "../tables/tasks/columns.ts";
import { countText, dayText, fewText, listText, periodText, withinSentence } from "../wording.ts";
import { clauseText } from "./clause.ts";
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

/** "; chưa thực hiện: sở, ban, ngành 58, UBND cấp xã 441": where the work that nobody has begun lies. */
function idleText(agencyStatuses: readonly AgencyTaskStatus[]): string {
  const idle = agencyStatuses.filter(({ status }) => status === "not-started");
  const counted = LEVELS.map((level) => [level, idle.filter(({ agency }) => agency.level === level).length] as const);
  const told = counted.filter(([, number]) => number > 0);
  if (told.length < 2) return "";
  return ` Số lượt chưa thực hiện theo cấp: ${told.map(([level, number]) => `${withinSentence(SCOPE_NAMES[level])} ${countText(number)}`).join("; ")}.`;
}

/** "; trong số đã hoàn thành có 02 lượt chậm so với thời hạn". */
function lateText(agencyStatuses: readonly AgencyTaskStatus[]): string {
  const done = agencyStatuses.filter(({ status, lastDay }) => status === "done" && lastDay !== null).length;
  const late = agencyStatuses.filter((one) => one.late > 0).length;
  if (done === 0) return "";
  if (late === 0) return "; các lượt hoàn thành có thời hạn đều đúng hạn";
  return `; trong ${fewText(done)} lượt hoàn thành có thời hạn, ${fewText(done - late)} lượt đúng hạn, ${fewText(late)} lượt chậm`;
}

/** "; thời hạn: trước ngày 30/6/2023": the document's words, of each level that has its own; nothing without a day. */
function dueText({ task }: FollowedTask, all: readonly AgencyTaskStatus[]): string {
  const words = all.flatMap(({ agency, lastDay }) => {
    const deadline = deadlineOf(task, agency.level);
    return lastDay === null || !("text" in deadline) ? [] : [withinSentence(deadline.text)];
  });
  return words.length === 0 ? "" : `; thời hạn: ${[...new Set(words)].join(", ")}`;
}

/** "Danh mục … (điểm d Điều 2 …; thời hạn: trước ngày 01/8/2023): còn 02/28 cơ quan chưa hoàn thành, gồm: A và B". */
function behindText(followed: FollowedTask, behind: readonly AgencyTaskStatus[]): string {
  const names = behind.map(({ name }) => name);
  const named = names.length > NAMED ? "" : `${names.length === 1 ? " là" : ", gồm:"} ${listText(names)}`;
  const counted = `${fewText(names.length)}/${fewText(followed.bound.length)} cơ quan`;
  return `${titleText(followed, behind)}: còn ${counted} chưa hoàn thành${named}`;
}

/** The clause of a task; with its programme where the report has several. */
const citedText = (followed: FollowedTask): string =>
  followed.isOnly ? clauseText(followed.task.clause) : sourceText(followed);

const titleText = (followed: FollowedTask, all: readonly AgencyTaskStatus[]): string =>
  `${followed.task.title} (${citedText(followed)}${dueText(followed, all)})`;

function overdueText(followed: FollowedTask, behind: readonly AgencyTaskStatus[]): string {
  const most = fewText(Math.max(...behind.map(({ overdue }) => overdue)));
  return `${behindText(followed, behind)}; quá hạn nhiều nhất ${most} ngày`;
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
  const given = `${inputs.programmes.length === 1 ? "Văn bản" : "Các văn bản"} nêu trên giao ${fewText(numbered)} nhiệm vụ${others === 0 ? "" : ` và ${fewText(others)} việc tổ chức thực hiện`}.`;
  const agencyStatuses = statusesOf(all);
  const stood =
    agencyStatuses.length === 0
      ? ""
      : ` Đến hết ngày ${dayText(to)}, trong ${countText(agencyStatuses.length)} lượt nhiệm vụ theo dõi (mỗi nhiệm vụ của một cơ quan là một lượt): ${statesText(agencyStatuses)}${lateText(agencyStatuses)}.${idleText(agencyStatuses)}`;
  const overdue = behindWith(all, ({ status }) => status === "overdue").map(([one, own]) => overdueText(one, own));
  const none = overdue.length > 0 || agencyStatuses.length === 0 ? "" : " Không có nhiệm vụ quá hạn.";
  return [
    paragraph(`${given}${stood}${none}`),
    ...failedText(composition),
    ...(overdue.length === 0
      ? []
      : [paragraph(`Có ${fewText(overdue.length)} nhiệm vụ quá hạn, gồm:`), ...bullets(overdue)]),
    ...dueBlocks(composition),
  ];
}

/** The tasks with whose part some agencies stand so, each with these. */
const behindWith = (
  all: readonly FollowedTask[],
  isBehind: (own: AgencyTaskStatus) => boolean,
): [FollowedTask, AgencyTaskStatus[]][] =>
  all.flatMap((one): [FollowedTask, AgencyTaskStatus[]][] => {
    const behind = (one.agencyStatuses ?? []).filter(isBehind);
    return behind.length === 0 ? [] : [[one, behind]];
  });

const isOpen = ({ status }: AgencyTaskStatus): boolean => status !== "done" && status !== "overdue";

type Inputs = Pick<Composition, "inputs">;

/** Đến hạn: the last valid day is after the data's last day, and not after the period's nominal one. */
function isDue(last: Day | null, { inputs: { period, scheme } }: Inputs): boolean {
  return last !== null && last > windowOf(period, scheme).to && last <= nominalLastDayOf(period);
}

/** The last valid day comes after this period's nominal last day, and not after the next one's. */
const isDueNext = (last: Day | null, { inputs: { period } }: Inputs): boolean =>
  last !== null && last > nominalLastDayOf(period) && last <= nominalLastDayOf(nextOf(period));

/** What falls due in the period, of which the data tell nothing any more: who had still to finish it on their last day. */
function dueBlocks(composition: Composition): Block[] {
  const due = dueTasks(composition);
  if (due.length === 0) return [];
  const { to } = windowOf(composition.inputs.period, composition.inputs.scheme);
  const lead = `Có ${fewText(due.length)} nhiệm vụ đến hạn trong ${periodText(composition.inputs.period)} mà đến ngày ${dayText(to)} còn cơ quan chưa hoàn thành, gồm:`;
  return [paragraph(lead), ...bullets(due.map(([one, own]) => openText(one, own)))];
}

/** Of whom nothing has been reported nobody knows whether they have finished. */
function openText(followed: FollowedTask, open: readonly AgencyTaskStatus[]): string {
  const told = open.filter(({ status }) => status !== "no-data");
  const untold = open.length - told.length;
  return `${behindText(followed, told)}${untold === 0 ? "" : `; ngoài ra ${fewText(untold)} cơ quan chưa báo cáo`}`;
}

/** Tasks that fell due in the period and that somebody, as is known, had still to finish on the data's last day. */
const dueTasks = (composition: Composition): [FollowedTask, AgencyTaskStatus[]][] =>
  behindWith(composition.tasks, (own) => isOpen(own) && isDue(own.lastDay, composition)).filter(([, open]) =>
    open.some(({ status }) => status !== "no-data"),
  );

export const dueCount = (composition: Composition): number => dueTasks(composition).length;

/** Tasks whose deadline falls into the next period and that somebody has still to finish. */
export const dueNextItems = (composition: Composition): string[] =>
  behindWith(composition.tasks, (own) => isOpen(own) && isDueNext(own.lastDay, composition)).map(
    ([one, own]) => `Hoàn thành nhiệm vụ: ${withinSentence(titleText(one, own))}`,
  );

/** Of all parts of tasks that are followed, how many nobody has begun. */
export function idleCounts({ tasks }: Composition): { readonly idle: number; readonly all: number } {
  const all = statusesOf(tasks);
  return { idle: all.filter(({ status }) => status === "not-started").length, all: all.length };
}

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
  return [
    paragraph(`Cơ quan thực hiện ${fewText(tasks.length)} nhiệm vụ; tính đến hết ngày ${day}${stood}.`),
    ...failedText(composition),
    ...(overdue.length === 0
      ? []
      : [paragraph(`Có ${fewText(overdue.length)} nhiệm vụ quá hạn, gồm:`), ...bullets(overdue)]),
    ...(due.length === 0
      ? []
      : [
          paragraph(
            `Có ${fewText(due.length)} nhiệm vụ đến hạn trong ${periodText(composition.inputs.period)}, chưa hoàn thành tính đến ngày ${day}, gồm:`,
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

/** The agency's overdue tasks, and those that fall due in the next period. */
export function agencyTaskItems(composition: Composition, agency: Agency) {
  const tasks = tasksOfAgency(composition, agency);
  return {
    overdue: withStatus(tasks, "overdue").map(taskText),
    next: openWith(tasks, (own) => isDueNext(own.lastDay, composition)).map(taskText),
  };
}
