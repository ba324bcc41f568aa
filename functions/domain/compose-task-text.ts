import { type Agency, LEVELS } from "./agency.ts";
import { type AgencyTask, tasksOfAgency, taskText } from "./compose-agency-tasks.ts";
import { bullets, paragraph } from "./compose-sentences.ts";
import { sourceText } from "./compose-tasks.ts";
import type { Composition } from "./composition.ts";
import { type FollowedTask, followedTasks, STATUSES, type Standing } from "./followed-tasks.ts";
import { type Day, nextOf, windowOf } from "./period.ts";
import type { Block } from "./report.ts";
import type { TaskStatus } from "./task.ts";
import { countText, dayText, fewText, listText, withinSentence } from "./wording.ts";

/** So many agencies behind with a task are named in a sentence; all of them stand in the appendix. */
const NAMED = 5;

/** Every task of the report with all agencies in force, level by level. */
function allFollowed(composition: Composition): FollowedTask[] {
  const { inForce } = composition.tree;
  return followedTasks(
    composition,
    LEVELS.flatMap((level) => inForce.filter((agency) => agency.level === level)),
  );
}

const standingsOf = (all: readonly FollowedTask[]): Standing[] => all.flatMap(({ standings }) => standings ?? []);

/** "hoàn thành 120, đang thực hiện 35, …" of those states that occur. */
function statesText(standings: readonly Standing[]): string {
  const of = (status: TaskStatus): number => standings.filter((one) => one.status === status).length;
  return STATUSES.filter(([status]) => of(status) > 0)
    .map(([status, name]) => `${withinSentence(name)} ${countText(of(status))}`)
    .join(", ");
}

/** "; trong số đã hoàn thành có 02 lượt chậm so với thời hạn". */
function lateText(standings: readonly Standing[]): string {
  const [done, late] = [
    standings.filter(({ status, lastDay }) => status === "done" && lastDay !== null).length,
    standings.filter((one) => one.late > 0).length,
  ];
  if (done === 0) return "";
  if (late === 0) return "; các lượt hoàn thành có thời hạn đều đúng hạn";
  return `; trong ${fewText(done)} lượt hoàn thành có thời hạn, ${fewText(done - late)} lượt đúng hạn, ${fewText(late)} lượt chậm`;
}

/** "Danh mục … (Điều 2.d …): 02 cơ quan, gồm: A và B; quá hạn nhiều nhất 14 ngày". */
function overdueText({ task, ...followed }: FollowedTask, behind: readonly Standing[]): string {
  const names = behind.map(({ agency }) => agency.name);
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
  const all = allFollowed(composition);
  if (all.length === 0) return [];
  const { to } = windowOf(inputs.period, inputs.scheme);
  const numbered = all.filter(({ task }) => task.kind === "task").length;
  const others = all.length - numbered;
  const given = `Các văn bản nêu trên giao ${fewText(numbered)} nhiệm vụ${others === 0 ? "" : ` và ${fewText(others)} việc tổ chức thực hiện`}.`;
  const standings = standingsOf(all);
  const stood =
    standings.length === 0
      ? ""
      : ` Đến hết ngày ${dayText(to)}, trong ${countText(standings.length)} lượt nhiệm vụ theo dõi (mỗi nhiệm vụ của một cơ quan là một lượt): ${statesText(standings)}${lateText(standings)}.`;
  const overdue = all.flatMap((one) => {
    const behind = (one.standings ?? []).filter(({ status }) => status === "overdue");
    return behind.length === 0 ? [] : [overdueText(one, behind)];
  });
  return [
    paragraph(`${given}${stood}`),
    ...failedText(composition),
    ...(overdue.length === 0
      ? standings.length === 0
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

const isOpen = ({ status }: Standing): boolean => status !== "done" && status !== "overdue";

/** Tasks whose deadline falls into the next period and that somebody has still to finish. */
export const dueNextItems = (composition: Composition): string[] =>
  allFollowed(composition).flatMap((one) => {
    const due = (one.standings ?? []).filter(
      (standing) => isOpen(standing) && isDueNext(standing.lastDay, composition),
    );
    const [first] = due;
    if (first === undefined) return [];
    return [`${one.task.title} (${sourceText(one)}): hoàn thành đến hết ngày ${dayText(first.lastDay ?? "")}`];
  });

/** Tasks that are overdue somewhere, and agencies that are behind with one. */
export function overdueCounts(composition: Composition): { readonly tasks: number; readonly agencies: number } {
  const behind = allFollowed(composition).flatMap((one) =>
    (one.standings ?? []).filter(({ status }) => status === "overdue").map(({ agency }) => ({ one, agency })),
  );
  return {
    tasks: new Set(behind.map(({ one }) => one)).size,
    agencies: new Set(behind.map(({ agency }) => agency)).size,
  };
}

const withStatus = (tasks: readonly AgencyTask[], status: TaskStatus): AgencyTask[] =>
  tasks.filter(({ standing }) => standing?.status === status);

/** How one agency stands with its tasks; each of them stands in the appendix. */
export function agencyTaskBlocks(composition: Composition, agency: Agency): Block[] {
  const tasks = tasksOfAgency(composition, agency);
  if (tasks.length === 0) return [];
  const standings = tasks.flatMap(({ standing }) => standing ?? []);
  const stood = standings.length === 0 ? "" : `: ${statesText(standings)}${lateText(standings)}`;
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
  const due = tasks.filter(
    ({ standing }) => standing !== null && isOpen(standing) && isDueNext(standing.lastDay, composition),
  );
  return { overdue: withStatus(tasks, "overdue").map(taskText), due: due.map(taskText) };
}
