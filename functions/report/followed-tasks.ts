import { type Agency, type AgencyTree, LEVELS } from "../domain/agency.ts";
import type { AgencyNames } from "../domain/agency-names.ts";
import type { Inputs } from "../domain/figures/inputs.ts";
import { type Day, windowOf } from "../domain/period.ts";
import type { Programme } from "../domain/programme.ts";
import {
  boundAgencies,
  completedLateDays,
  lastDayOf,
  overdueDays,
  type Task,
  type TaskProgress,
  type TaskStatus,
  taskStatus,
} from "../domain/task.ts";

/** The states of a task in the order of print. */
export const STATUSES: readonly (readonly [TaskStatus, string])[] = [
  ["done", "Hoàn thành"],
  ["in-progress", "Đang thực hiện"],
  ["not-started", "Chưa thực hiện"],
  ["overdue", "Quá hạn"],
  ["regular", "Thường xuyên"],
  ["no-data", "Chưa có báo cáo"],
];

/** The status of one agency on one task at the end of the report's last day. */
export interface AgencyTaskStatus {
  readonly agency: Agency;
  /** Its name as it is printed. */
  readonly name: string;
  readonly status: TaskStatus;
  readonly lastDay: Day | null;
  /** Whole days after the last valid day; 0 unless it is overdue. */
  readonly overdue: number;
  /** Whole days by which it was done late; 0 in time. */
  readonly late: number;
  /** What the agency has reported; none where it has not. */
  readonly progress: TaskProgress | undefined;
}

/** A task with the agencies that report on it; null where the programme's list of progress could not be had. */
export interface FollowedTask {
  readonly programme: Programme;
  /** Whether the report has no other programme: its clauses are cited without it. */
  readonly isOnly: boolean;
  readonly task: Task;
  readonly bound: readonly Agency[];
  readonly agencyStatuses: readonly AgencyTaskStatus[] | null;
}

function followed(
  programme: Programme,
  agencies: readonly Agency[],
  inputs: Inputs,
  names: AgencyNames,
): FollowedTask[] {
  const { to } = windowOf(inputs.period, inputs.scheme);
  const isOnly = inputs.programmes.length === 1;
  const reports = inputs.tasks.get(programme.id);
  const key = (task: string, agency: string): string => JSON.stringify([task, agency]);
  const reported = new Map(reports?.map((one): [string, TaskProgress] => [key(one.task, one.agency), one]));
  return programme.tasks.map((task) => {
    const bound = boundAgencies(task, agencies, programme.exceptions);
    const agencyStatuses = bound.map((agency): AgencyTaskStatus => {
      const progress = reported.get(key(task.id, agency.code));
      return {
        agency,
        name: names.of(agency),
        status: taskStatus(task, agency.level, progress, to),
        lastDay: lastDayOf(task, agency.level),
        overdue: overdueDays(task, agency.level, progress, to),
        late: completedLateDays(task, agency.level, progress, to),
        progress,
      };
    });
    return { programme, isOnly, task, bound, agencyStatuses: reports === undefined ? null : agencyStatuses };
  });
}

/** Every task and duty of the report's programmes, in their order, as the agencies in force stand with it, by level. */
export function followedTasks(inputs: Inputs, { inForce }: AgencyTree, names: AgencyNames): FollowedTask[] {
  const agencies = LEVELS.flatMap((level) => inForce.filter((agency) => agency.level === level));
  return inputs.programmes.flatMap((programme) => followed(programme, agencies, inputs, names));
}

/** The tasks that bind some of these agencies, as these alone stand with them. */
export function tasksBinding(all: readonly FollowedTask[], agencies: readonly Agency[]): FollowedTask[] {
  const codes = new Set(agencies.map(({ code }) => code));
  return all
    .map((one) => ({
      ...one,
      bound: one.bound.filter(({ code }) => codes.has(code)),
      agencyStatuses: one.agencyStatuses?.filter(({ agency }) => codes.has(agency.code)) ?? null,
    }))
    .filter(({ bound }) => bound.length > 0);
}
