import { z } from "zod";
import { type Agency, Level } from "./agency.ts";
import { Day } from "./period.ts";
import { Code, TextUpTo } from "./quality/bounds.ts";

const text = z.string().trim().min(1, "không được để trống");
const names = z.array(text);

const regular = z.strictObject({ type: z.literal("regular") });
/** `day` is the last valid day: "trước ngày 01/8/2023" ends on 2023-07-31, "Quý III năm 2021" on 2021-09-30. */
const day = z.strictObject({ type: z.literal("day"), day: Day, text });
const periodic = z.strictObject({ type: z.literal("periodic"), text });
/** Until something happens; `day` is its nominal last day, null where nobody can know it ("nếu có vướng mắc"). */
const event = z.strictObject({ type: z.literal("event"), day: Day.nullable(), text });
const none = z.strictObject({ type: z.literal("none") });

const kinds = [regular, day, periodic, event, none] as const;
const mistyped = (issue: z.core.$ZodRawIssue): string | undefined =>
  issue.input === undefined ? undefined : "type phải là một trong: regular, day, periodic, event, none, by-level";

const OneDeadline = z.discriminatedUnion("type", kinds, { error: mistyped });
type OneDeadline = z.infer<typeof OneDeadline>;

const byLevel = z.strictObject({
  type: z.literal("by-level"),
  so: OneDeadline.optional(),
  huyen: OneDeadline.optional(),
  xa: OneDeadline.optional(),
});

/**
 * A task's deadline (thời hạn): `regular` thường xuyên, a `day`, `periodic` every month, quarter or year, an `event`,
 * `none` where the document gives none, or one `by-level`. `text` holds the document's words.
 */
export const Deadline = z.discriminatedUnion("type", [...kinds, byLevel], { error: mistyped });
export type Deadline = z.infer<typeof Deadline>;

/**
 * A numbered task or an organising duty of a directing document.
 *
 * A numbered task whose bullets share one set of agencies and one deadline is one task; bullets with their own, and
 * those of a list without, are one each. Where an older list of tasks gives several bullets one id, the first bullet
 * keeps it and the others continue it (`QT21-T-3F`, `-3F2`, `-3F3`): each such task says so in its `note`.
 */
export const Task = z.strictObject({
  /** As `/v1/tasks` names it: document, T task, D duty or R report, clause. */
  id: z.string().regex(/^[A-Z0-9]+-[TDR](-[A-Za-z0-9.]+)+$/, "phải viết như VT23-T-A hoặc VT23-D-3.3-1"),
  /** `task` a numbered task, `duty` a duty of the organising part, `report` a duty to report. */
  kind: z.enum(["task", "duty", "report"]),
  clause: text,
  /** Tên nhiệm vụ, as a table prints it. */
  title: text,
  /** The clause's words, line by line, scanning slips mended; "[…]" stands where words are left out. */
  quote: text,
  /** Cơ quan chủ trì or đôn đốc; empty where the document names none. */
  lead: names,
  /** Cơ quan phối hợp. */
  coordinating: names,
  executing: z.strictObject({
    /** Cơ quan thực hiện, as the document names them. */
    names,
    /** Levels all of whose agencies report progress. */
    levels: z.array(Level),
    /** Single agencies that report progress, as the province's API names them. */
    agencies: names,
  }),
  deadline: Deadline,
  note: text.optional(),
});
export type Task = z.infer<typeof Task>;

/** Without the mark of what the file leaves out between two parts of the document's words. */
const worded = <One extends OneDeadline>(deadline: One): One =>
  "text" in deadline ? { ...deadline, text: deadline.text.replaceAll(" […] ", " ") } : deadline;

function deadlineOn(deadline: Deadline, levels: ReadonlySet<Level>): Deadline {
  if (deadline.type !== "by-level") return worded(deadline);
  const { so, huyen, xa } = deadline;
  return {
    type: "by-level",
    ...(so !== undefined && levels.has("so") ? { so: worded(so) } : {}),
    ...(huyen !== undefined && levels.has("huyen") ? { huyen: worded(huyen) } : {}),
    ...(xa !== undefined && levels.has("xa") ? { xa: worded(xa) } : {}),
  };
}

/**
 * How somebody whom a document names is called on the report's day.
 *
 * @param ofCommunes whether it asks communes, too: they are not named in the place of districts that it alone asked
 */
export type NameOn = (name: string, ofCommunes?: boolean) => string;

/**
 * The task as it is printed where only these levels have agencies, with whom it names as `nameOn` calls them; none where
 * it is of other levels alone.
 */
export function taskOn(task: Task, levels: ReadonlySet<Level>, nameOn: NameOn): Task[] {
  const { lead, executing, deadline } = task;
  const own = executing.levels.filter((level) => levels.has(level));
  if (executing.levels.length > 0 && own.length === 0 && executing.agencies.length === 0) return [];
  const ofCommunes = executing.levels.includes("xa");
  const called = (given: readonly string[]): string[] => [...new Set(given.map((name) => nameOn(name, ofCommunes)))];
  const named = { ...executing, levels: own, names: called(executing.names) };
  return [{ ...task, lead: called(lead), executing: named, deadline: deadlineOn(deadline, levels) }];
}

/** What one agency has reported on one task. */
export const TaskProgress = z.object({
  task: Code,
  agency: Code,
  status: z.enum(["not-started", "in-progress", "done"]),
  completedOn: Day.nullable(),
  note: TextUpTo(2_000),
});
export type TaskProgress = z.infer<typeof TaskProgress>;

/** `regular` is under way and never ends; `no-data` has no row and is never counted as not started. */
export type TaskStatus = "done" | "in-progress" | "not-started" | "overdue" | "regular" | "no-data";

/** The deadline that holds for a level; none where deadlines are given by level and not for this one. */
export function deadlineOf(task: Task, level: Level): OneDeadline {
  const { deadline } = task;
  return deadline.type === "by-level" ? (deadline[level] ?? { type: "none" }) : deadline;
}

/** The last day on which an agency of the level is in time, or null where there is no such day. */
export function lastDayOf(task: Task, level: Level): Day | null {
  const deadline = deadlineOf(task, level);
  return deadline.type === "day" || deadline.type === "event" ? deadline.day : null;
}

/** A completion that lies after the day was not there on it. */
const isDone = (progress: TaskProgress, on: Day): boolean =>
  progress.status === "done" && (progress.completedOn === null || progress.completedOn <= on);

/**
 * How an agency stands with a task at the end of a day.
 *
 * Without a row nothing is known, so it is `no-data` even after the deadline. A task that is done is `done`, however
 * late. A regular or periodic one that has been begun is `regular`; neither can be overdue.
 */
export function taskStatus(task: Task, level: Level, progress: TaskProgress | undefined, on: Day): TaskStatus {
  if (progress === undefined) return "no-data";
  if (isDone(progress, on)) return "done";
  const last = lastDayOf(task, level);
  if (last !== null && on > last) return "overdue";
  if (progress.status === "not-started") return "not-started";
  const { type } = deadlineOf(task, level);
  return type === "regular" || type === "periodic" ? "regular" : "in-progress";
}

const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Whole days after the last valid day (quá hạn n ngày); 0 unless the task is overdue. */
export function overdueDays(task: Task, level: Level, progress: TaskProgress | undefined, on: Day): number {
  const last = lastDayOf(task, level);
  return last !== null && taskStatus(task, level, progress, on) === "overdue" ? daysBetween(last, on) : 0;
}

/** Whole days by which a task that is done was late (hoàn thành chậm n ngày); 0 in time or where the day is unknown. */
export function completedLateDays(task: Task, level: Level, progress: TaskProgress | undefined, on: Day): number {
  const last = lastDayOf(task, level);
  const end = progress !== undefined && isDone(progress, on) ? progress.completedOn : null;
  return last !== null && end !== null ? Math.max(0, daysBetween(last, end)) : 0;
}

const plain = (name: string): string => name.normalize("NFC").trim();

/**
 * The agencies that must report on a task, in the order given: those of its levels and those that it names.
 *
 * @param agencies those in force
 * @param exceptions the programme's; names are compared after NFC and trimming
 */
export function boundAgencies(
  task: Task,
  agencies: readonly Agency[],
  exceptions: readonly { readonly name: string }[],
): Agency[] {
  const named = new Set(task.executing.agencies.map(plain));
  const excepted = new Set(exceptions.map(({ name }) => plain(name)));
  return agencies.filter(({ level, name }) => {
    const own = plain(name);
    return !excepted.has(own) && (named.has(own) || task.executing.levels.includes(level));
  });
}
