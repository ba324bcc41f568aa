import { LEVELS } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { type Deadline, deadlineOf, type TaskStatus } from "../../../domain/task.ts";
import { type AgencyTaskStatus, type FollowedTask, STATUSES } from "../../followed-tasks.ts";
import { withDashes } from "../../letters.ts";
import { clauseText } from "../../text/clause.ts";
import { sentence, withinSentence } from "../../wording.ts";
import { type ColumnSpec, column, lettersIn, quoted, type RowCells, SHEETS, type Widths } from "../spec.ts";
import { count, day, known, NONE, text, UNKNOWN, type Value } from "../value.ts";

/** A row about a task, about one agency's part in it, or both. */
export interface TaskLine {
  readonly followed: FollowedTask;
  /** What is said of the task behind its title. */
  readonly result: string;
  readonly number: number;
  /** The status of one agency on it; null for a task of all its agencies, or where no progress could be had. */
  readonly own: AgencyTaskStatus | null;
  /** The rows of the workbook's sheet that has one for each agency and task; none in the document. */
  readonly agencyRows?: { readonly from: number; readonly to: number };
}

/** The document's words. */
function deadlineText(deadline: Deadline): string {
  switch (deadline.type) {
    case "regular":
      return "Thường xuyên";
    case "none":
      return "Không quy định";
    case "periodic":
    case "day":
    case "event":
      return sentence(deadline.text);
    case "by-level":
      return LEVELS.flatMap((level) => {
        const own = deadline[level];
        return own === undefined ? [] : [`${SCOPE_NAMES[level]}: ${withinSentence(deadlineText(own))}`];
      }).join("; ");
  }
}

export const sourceText = ({ task, programme }: FollowedTask): string =>
  `${clauseText(task.clause)} ${programme.shortName}`;

const namesText = (names: readonly string[]): string => (names.length === 0 ? NONE : sentence(names.join("; ")));

const statusText = (status: TaskStatus): string => STATUSES.find(([one]) => one === status)?.[1] ?? NONE;

const EMPTY = text("");
type Words = (line: TaskLine) => Value;

/** What is said of the task itself. */
const ofTask =
  (words: (followed: FollowedTask) => string): Words =>
  ({ followed }) =>
    text(words(followed));

/** What is said of one agency's part. */
const ofAgency =
  (words: (own: AgencyTaskStatus) => Value): Words =>
  ({ own }) =>
    own === null ? EMPTY : words(own);

const LEFT = { align: "left" } as const;
const CENTER = { align: "center" } as const;

/** The columns that tables of tasks are put together from. */
const COLUMNS = {
  number: column<TaskLine>("number", "TT", [9, 6], ({ number }) => count(number), CENTER),
  task: (widths: Widths) =>
    column<TaskLine>(
      "task",
      "Nhiệm vụ",
      widths,
      ({ followed, result }) => text(`${followed.task.title}${result}`),
      LEFT,
    ),
  source: (widths: Widths) =>
    column(
      "source",
      "Căn cứ",
      widths,
      ofTask((followed) => sentence(sourceText(followed))),
      LEFT,
    ),
  lead: column(
    "lead",
    "Chủ trì, đôn đốc",
    [32, 26],
    ofTask(({ task }) => namesText(task.lead)),
    LEFT,
  ),
  executing: column(
    "executing",
    "Thực hiện",
    [34, 26],
    ofTask(({ task }) => namesText(task.executing.names)),
    LEFT,
  ),
  deadline: (widths: Widths) =>
    column(
      "deadline",
      "Thời hạn",
      widths,
      ofTask(({ task }) => deadlineText(task.deadline)),
      LEFT,
    ),
  agency: column(
    "agency",
    "Cơ quan",
    [62, 40],
    ofAgency(({ name }) => text(name)),
    LEFT,
  ),
  due: column<TaskLine>(
    "due",
    "Thời hạn",
    [34, 26],
    ({ followed: { task }, own }) => (own === null ? EMPTY : text(deadlineText(deadlineOf(task, own.agency.level)))),
    LEFT,
  ),
  lastDay: (widths: Widths) =>
    column(
      "last-day",
      "Ngày cuối của thời hạn",
      widths,
      ofAgency(({ lastDay }) => day(lastDay)),
      CENTER,
    ),
  status: (widths: Widths) =>
    column<TaskLine>(
      "status",
      "Tình trạng",
      widths,
      ({ own, followed }) => {
        if (own !== null) return text(statusText(own.status));
        return followed.agencyStatuses !== null ? EMPTY : text(UNKNOWN);
      },
      LEFT,
    ),
  overdue: (widths: Widths) =>
    column(
      "overdue",
      "Số ngày quá hạn",
      widths,
      ofAgency(({ status, overdue }) => (status === "overdue" ? count(overdue) : EMPTY)),
    ),
  completed: column(
    "completed",
    "Ngày hoàn thành",
    [24, 12],
    ({ own }: TaskLine) => day(own?.status === "done" ? (own.progress?.completedOn ?? null) : null),
    CENTER,
  ),
  late: column("late", "Số ngày quá hạn, chậm", [18, 10], ({ own }: TaskLine) =>
    count(own === null || own.lastDay === null ? null : own.overdue + own.late),
  ),
  note: column(
    "note",
    "Nội dung cơ quan báo cáo",
    [46, 50],
    ofAgency(({ progress }) => text(withDashes(progress?.note ?? ""))),
    LEFT,
  ),
};

/** How many agencies stand how. */
function statusCount({ followed: { bound, agencyStatuses } }: TaskLine, status: TaskStatus): Value {
  if (bound.length === 0) return text(NONE);
  return known(agencyStatuses === null ? null : agencyStatuses.filter((one) => one.status === status).length);
}

/** Counted on the sheet that has a row for each agency and task, however it is sorted. */
function countFormula({ followed, agencyRows }: TaskLine, title: string, { cell }: RowCells): string | null {
  if (followed.bound.length === 0 || followed.agencyStatuses === null || agencyRows === undefined) return null;
  const letters = lettersIn(TASK_AGENCIES);
  const range = (key: string): string =>
    `${quoted(SHEETS.agencyTasks)}!$${letters(key)}$${agencyRows.from}:$${letters(key)}$${agencyRows.to}`;
  return `COUNTIFS(${range("number")},${cell("number")},${range("status")},"${title}")`;
}

const statusColumns = STATUSES.map(([status, title]) =>
  column<TaskLine>(status, title, [13, 10], (line) => statusCount(line, status), {
    group: "Số cơ quan",
    formula: (line, cells) => countFormula(line, title, cells),
  }),
);

/** Every task with the number of agencies by their status on it. */
export const TASKS: readonly ColumnSpec<TaskLine>[] = [
  COLUMNS.number,
  COLUMNS.task([56, 60]),
  COLUMNS.source([28, 22]),
  COLUMNS.lead,
  COLUMNS.executing,
  COLUMNS.deadline([30, 22]),
  ...statusColumns,
];

/** A row for each agency and task, by which the workbook is filtered and counts. */
export const TASK_AGENCIES: readonly ColumnSpec<TaskLine>[] = [
  { ...COLUMNS.number, title: "Nhiệm vụ số", width: 9 },
  COLUMNS.agency,
  COLUMNS.task([0, 60]),
  COLUMNS.source([0, 22]),
  COLUMNS.due,
  COLUMNS.lastDay([0, 12]),
  COLUMNS.status([0, 16]),
  COLUMNS.completed,
  COLUMNS.late,
  COLUMNS.note,
];

/** The overdue parts, agency by agency. */
export const OVERDUE: readonly ColumnSpec<TaskLine>[] = [
  COLUMNS.number,
  COLUMNS.task([98, 0]),
  COLUMNS.source([42, 0]),
  COLUMNS.agency,
  COLUMNS.due,
  COLUMNS.overdue([18, 0]),
];
