import type { Agency } from "./agency.ts";
import type { Composition } from "./composition.ts";
import { type Day, windowOf } from "./period.ts";
import type { Programme } from "./programme.ts";
import {
  boundAgencies,
  completedLateDays,
  lastDayOf,
  overdueDays,
  type Task,
  type TaskProgress,
  type TaskStatus,
  taskStatus,
} from "./task.ts";

/** The states of a task in the order of print. */
export const STATUSES: readonly (readonly [TaskStatus, string])[] = [
  ["done", "Hoàn thành"],
  ["in-progress", "Đang thực hiện"],
  ["not-started", "Chưa thực hiện"],
  ["overdue", "Quá hạn"],
  ["regular", "Thường xuyên"],
  ["no-data", "Chưa có báo cáo"],
];

/** How one agency stands with one task at the end of the report's last day. */
export interface Standing {
  readonly agency: Agency;
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
  readonly task: Task;
  readonly bound: readonly Agency[];
  readonly standings: readonly Standing[] | null;
}

function followed(programme: Programme, agencies: readonly Agency[], { inputs }: Composition): FollowedTask[] {
  const { to } = windowOf(inputs.period, inputs.scheme);
  const reports = inputs.tasks.get(programme.id);
  const key = (task: string, agency: string): string => JSON.stringify([task, agency]);
  const reported = new Map(reports?.map((one): [string, TaskProgress] => [key(one.task, one.agency), one]));
  return programme.tasks.map((task) => {
    const bound = boundAgencies(task, agencies, programme.exceptions);
    const standings = bound.map((agency): Standing => {
      const progress = reported.get(key(task.id, agency.code));
      const asked = [task, agency.level, progress, to] as const;
      return {
        agency,
        status: taskStatus(...asked),
        lastDay: lastDayOf(task, agency.level),
        overdue: overdueDays(...asked),
        late: completedLateDays(...asked),
        progress,
      };
    });
    return { programme, task, bound, standings: reports === undefined ? null : standings };
  });
}

/** Every task and duty of the report's programmes, in their order, as these agencies stand with it. */
export const followedTasks = (composition: Composition, agencies: readonly Agency[]): FollowedTask[] =>
  composition.inputs.programmes.flatMap((programme) => followed(programme, agencies, composition));
