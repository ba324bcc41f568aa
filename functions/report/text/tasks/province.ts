import { type Agency, LEVELS } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { type Day, windowOf } from "../../../domain/period.ts";
import { deadlineOf, type TaskStatus } from "../../../domain/task.ts";
import type { Composition } from "../../composition.ts";
import type { AgencyTaskStatus, FollowedTask } from "../../followed-tasks.ts";
import type { Block } from "../../report.ts";
import { countText, dayText, fewText, listText, periodText, sentence, withinSentence } from "../../wording.ts";
import { bullets, introduced, paragraph } from "../sentences.ts";
import { failedText, isDue, isDueNext, isOpen, lateText, statesText, titleText } from "./told.ts";

/** So many agencies behind with a task are named in a sentence; all of them are in the appendix. */
const NAMED = 5;
/** So many of those who have told nothing are named; all of them are in the appendix. */
const SILENT_NAMED = 1;

const statusesOf = (all: readonly FollowedTask[]): AgencyTaskStatus[] =>
  all.flatMap(({ agencyStatuses }) => agencyStatuses ?? []);

/** " Trong 619 lượt chưa thực hiện, 53 lượt đến hạn trong tháng 6 năm 2023, …": what is not begun is not what is late. */
function idleText(agencyStatuses: readonly AgencyTaskStatus[], { inputs }: Composition): string {
  const idle = agencyStatuses.filter(({ status }) => status === "not-started");
  const due = idle.filter(({ lastDay }) => isDue(lastDay, { inputs })).length;
  const open = idle.filter(({ lastDay }) => lastDay === null).length;
  const later = idle.length - due - open;
  const said = [
    ...(due === 0 ? [] : [`${fewText(due)} lượt đến hạn trong ${periodText(inputs.period)}`]),
    ...(later === 0 ? [] : [`${fewText(later)} lượt chưa đến hạn`]),
    ...(open === 0 ? [] : [`${fewText(open)} lượt không quy định ngày hoàn thành`]),
  ];
  return said.length === 0 ? "" : ` Trong số chưa thực hiện: ${said.join("; ")}.`;
}

/** Whom a task binds by the same deadline as those who are behind: it may have one for each level. */
const boundLike = ({ bound, task }: FollowedTask, behind: readonly AgencyTaskStatus[]): readonly Agency[] => {
  const deadlines = new Set(behind.map(({ agency }) => JSON.stringify(deadlineOf(task, agency.level))));
  return bound.filter(({ level }) => deadlines.has(JSON.stringify(deadlineOf(task, level))));
};

/** "sở, ban, ngành ": whom the deadline is of, where others have another. */
function levelsText(followed: FollowedTask, behind: readonly AgencyTaskStatus[]): string {
  const bound = boundLike(followed, behind);
  if (bound.length === followed.bound.length) return "";
  const levels = LEVELS.filter((one) => bound.some(({ level }) => level === one));
  return `${withinSentence(listText(levels.map((level) => SCOPE_NAMES[level])))} `;
}

/** "Danh mục … (điểm d Điều 2 …; thời hạn: trước ngày 01/8/2023): còn 02/28 cơ quan chưa hoàn thành, gồm: A và B". */
function behindText(followed: FollowedTask, behind: readonly AgencyTaskStatus[]): string {
  const names = behind.map(({ name }) => name);
  const named = names.length > NAMED ? "" : `${names.length === 1 ? " là" : ", gồm:"} ${listText(names)}`;
  const counted = `${fewText(names.length)}/${fewText(boundLike(followed, behind).length)} cơ quan`;
  return `${titleText(followed, behind)}: ${levelsText(followed, behind)}còn ${counted} chưa hoàn thành${named}`;
}

/** "; ngoài ra 01 cơ quan chưa báo cáo (Sở A)": of whom nothing is known nobody can say that they have finished. */
function silentText(silent: readonly AgencyTaskStatus[]): string {
  const names = silent.length > SILENT_NAMED ? "" : ` (${listText(silent.map(({ name }) => name))})`;
  return silent.length === 0 ? "" : `; ngoài ra ${fewText(silent.length)} cơ quan chưa báo cáo${names}`;
}

/** Whether nothing is known of what should have been finished by the data's last day. */
const isSilent = ({ status, lastDay }: AgencyTaskStatus, to: Day): boolean =>
  status === "no-data" && lastDay !== null && lastDay <= to;

function overdueText(followed: FollowedTask, behind: readonly AgencyTaskStatus[], to: Day): string {
  const most = fewText(Math.max(...behind.map(({ overdue }) => overdue)));
  const days = behind.length === 1 ? `quá hạn ${most} ngày` : `quá hạn nhiều nhất ${most} ngày`;
  const silent = (followed.agencyStatuses ?? []).filter((one) => isSilent(one, to));
  return `${behindText(followed, behind)}; ${days}${silentText(silent)}`;
}

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
      : ` Đến hết ngày ${dayText(to)}, trong ${countText(agencyStatuses.length)} lượt nhiệm vụ theo dõi (mỗi nhiệm vụ của một cơ quan là một lượt): ${statesText(agencyStatuses)}${lateText(agencyStatuses)}.${idleText(agencyStatuses, composition)}`;
  const overdue = behindWith(all, ({ status }) => status === "overdue").map(([one, own]) => overdueText(one, own, to));
  const silent = agencyStatuses.filter((one) => isSilent(one, to)).length;
  const known =
    silent === 0
      ? " Không có nhiệm vụ quá hạn."
      : ` Chưa ghi nhận nhiệm vụ quá hạn; ${fewText(silent)} lượt đã hết thời hạn mà cơ quan chưa báo cáo.`;
  const none = overdue.length > 0 || agencyStatuses.length === 0 ? "" : known;
  return [
    paragraph(`${given}${stood}${none}`),
    ...failedText(composition),
    ...(overdue.length === 0
      ? []
      : [
          paragraph(`Có ${fewText(overdue.length)} nhiệm vụ quá hạn${introduced(overdue.length).trimEnd()}`),
          ...bullets(overdue),
        ]),
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

/** What falls due in the period, of which the data tell nothing any more: who had still to finish it on their last day. */
function dueBlocks(composition: Composition): Block[] {
  const due = dueTasks(composition);
  if (due.length === 0) return [];
  const { to } = windowOf(composition.inputs.period, composition.inputs.scheme);
  const lead = `Có ${fewText(due.length)} nhiệm vụ đến hạn trong ${periodText(composition.inputs.period)} mà đến ngày ${dayText(to)} còn cơ quan chưa hoàn thành${introduced(due.length).trimEnd()}`;
  return [paragraph(lead), ...bullets(due.map(([one, own]) => openText(one, own)))];
}

/** Of whom nothing has been reported nobody knows whether they have finished. */
function openText(followed: FollowedTask, open: readonly AgencyTaskStatus[]): string {
  const told = open.filter(({ status }) => status !== "no-data");
  return `${behindText(followed, told)}${silentText(open.filter(({ status }) => status === "no-data"))}`;
}

/**
 * Tasks that fell due in the period and that somebody, as is known, had still to finish on the data's last day.
 *
 * @param apart an agency that is not looked at
 */
const dueTasks = (composition: Composition, apart?: Agency): [FollowedTask, AgencyTaskStatus[]][] =>
  behindWith(
    composition.tasks,
    (own) => isOpen(own) && isDue(own.lastDay, composition) && own.agency.code !== apart?.code,
  ).filter(([, open]) => open.some(({ status }) => status !== "no-data"));

export const dueCount = (composition: Composition, apart?: Agency): number => dueTasks(composition, apart).length;

/** Of tasks that fell due in the period, how many agencies had not begun them on the data's last day, or not finished. */
export function dueStates(composition: Composition): { readonly idle: number; readonly begun: number } {
  const open = dueTasks(composition).flatMap(([, own]) => own);
  const of = (status: TaskStatus): number => open.filter((one) => one.status === status).length;
  return { idle: of("not-started"), begun: of("in-progress") };
}

/** Tasks whose deadline falls into the next period and that somebody has still to finish. */
export const dueNextItems = (composition: Composition): string[] =>
  behindWith(composition.tasks, (own) => isOpen(own) && isDueNext(own.lastDay, composition))
    .map(([one, own]) => ({ one, own, day: own.flatMap(({ lastDay }) => lastDay ?? []).sort()[0] ?? "" }))
    .sort((left, right) => (left.day < right.day ? -1 : Number(left.day > right.day)))
    .map(({ one, own }) => {
      const who = sentence(levelsText(one, own));
      return `${who}${who === "" ? "Hoàn thành" : "hoàn thành"} nhiệm vụ: ${withinSentence(titleText(one, own))}`;
    });

/**
 * Tasks that are overdue somewhere, and agencies that are behind with one.
 *
 * @param apart an agency that is not looked at
 */
export function overdueCounts(
  composition: Composition,
  apart?: Agency,
): { readonly tasks: number; readonly agencies: number } {
  const behind = composition.tasks.flatMap((one) =>
    (one.agencyStatuses ?? [])
      .filter(({ status, agency }) => status === "overdue" && agency.code !== apart?.code)
      .map(({ agency }) => ({ one, agency })),
  );
  return {
    tasks: new Set(behind.map(({ one }) => one)).size,
    agencies: new Set(behind.map(({ agency }) => agency)).size,
  };
}
