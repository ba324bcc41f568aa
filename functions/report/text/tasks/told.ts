import { type Day, nextOf, nominalLastDayOf, windowOf } from "../../../domain/period.ts";
import { deadlineOf, type TaskStatus } from "../../../domain/task.ts";
import type { Composition } from "../../composition.ts";
import { type AgencyTaskStatus, type FollowedTask, STATUSES } from "../../followed-tasks.ts";
import type { Block } from "../../report.ts";
import { sourceText } from "../../tables/tasks/columns.ts";
import { countText, fewText, withinSentence } from "../../wording.ts";
import { clauseText } from "../clause.ts";
import { paragraph } from "../sentences.ts";

/** "hoàn thành 120, đang thực hiện 35, …" of those states that occur. */
export function statesText(agencyStatuses: readonly AgencyTaskStatus[]): string {
  const of = (status: TaskStatus): number => agencyStatuses.filter((one) => one.status === status).length;
  return STATUSES.filter(([status]) => of(status) > 0)
    .map(([status, name]) => `${withinSentence(name)} ${countText(of(status))}`)
    .join(", ");
}

/** "; trong số đã hoàn thành có 02 lượt chậm so với thời hạn". */
export function lateText(agencyStatuses: readonly AgencyTaskStatus[]): string {
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

/** The clause of a task; with its programme where the report has several. */
const citedText = (followed: FollowedTask): string =>
  followed.isOnly ? clauseText(followed.task.clause) : sourceText(followed);

export const titleText = (followed: FollowedTask, all: readonly AgencyTaskStatus[]): string =>
  `${followed.task.title} (${citedText(followed)}${dueText(followed, all)})`;

export const failedText = ({ inputs }: Composition): Block[] =>
  inputs.programmes
    .filter(({ id, tasks }) => tasks.length > 0 && !inputs.tasks.has(id))
    .map(({ shortName }) => paragraph(`Tiến độ nhiệm vụ theo ${shortName}: chưa có số liệu.`));

export const isOpen = ({ status }: AgencyTaskStatus): boolean => status !== "done" && status !== "overdue";

type Inputs = Pick<Composition, "inputs">;

/** Đến hạn: the last valid day is after the data's last day, and not after the period's nominal one. */
export function isDue(last: Day | null, { inputs: { period, scheme } }: Inputs): boolean {
  return last !== null && last > windowOf(period, scheme).to && last <= nominalLastDayOf(period);
}

/** The last valid day comes after this period's nominal last day, and not after the next one's. */
export const isDueNext = (last: Day | null, { inputs: { period } }: Inputs): boolean =>
  last !== null && last > nominalLastDayOf(period) && last <= nominalLastDayOf(nextOf(period));
