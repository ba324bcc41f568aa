import type { Agency } from "./agency.ts";
import { column, count, text } from "./compose-cells.ts";
import { deadlineText, sourceText } from "./compose-tasks.ts";
import type { Composition } from "./composition.ts";
import { type FollowedTask, followedTasks, STATUSES, type Standing } from "./followed-tasks.ts";
import { windowOf } from "./period.ts";
import type { Appendix, Column, Row } from "./report.ts";
import { dayText, fewText } from "./wording.ts";

/** A task of one agency; no standing where the programme's list of progress could not be had. */
export interface AgencyTask {
  readonly followed: FollowedTask;
  readonly standing: Standing | null;
}

/** The tasks that bind one agency, in the order of the documents. */
export const tasksOfAgency = (composition: Composition, agency: Agency): AgencyTask[] =>
  followedTasks(composition, [agency])
    .filter(({ bound }) => bound.length > 0)
    .map((followed) => ({ followed, standing: followed.standings?.[0] ?? null }));

const COLUMNS: readonly Column[] = [
  column("TT", 9, "center"),
  column("Nhiệm vụ", 72, "left"),
  column("Căn cứ", 34, "left"),
  column("Thời hạn", 38, "left"),
  column("Tình trạng", 26, "left"),
  column("Ngày hoàn thành", 24, "center"),
  column("Số ngày quá hạn, chậm", 18),
  column("Nội dung cơ quan báo cáo", 46, "left"),
];

const statusText = (standing: Standing | null): string =>
  standing === null ? "CCSL" : (STATUSES.find(([status]) => status === standing.status)?.[1] ?? "–");

function taskRow({ followed, standing }: AgencyTask, number: number): Row {
  const completed = standing?.status === "done" ? (standing.progress?.completedOn ?? null) : null;
  const days = standing === null ? null : standing.overdue + standing.late;
  return {
    bold: false,
    cells: [
      count(number),
      ...[followed.task.title, sourceText(followed), deadlineText(followed.task.deadline)].map(text),
      text(statusText(standing)),
      text(completed === null ? "–" : dayText(completed)),
      count(standing?.lastDay == null ? null : days),
      text(standing?.progress?.note ?? ""),
    ],
  };
}

/** Every task of an agency: its clause, its deadline, how the agency stands with it, in its own words too. */
export function agencyTasksAppendix(composition: Composition, agency: Agency): Appendix[] {
  const { inputs } = composition;
  const rows = tasksOfAgency(composition, agency).map((one, index) => taskRow(one, index + 1));
  if (rows.length === 0) return [];
  const { to } = windowOf(inputs.period, inputs.scheme);
  const failed = inputs.programmes.filter(({ id, tasks }) => tasks.length > 0 && !inputs.tasks.has(id));
  const notes = [
    `Tình trạng tính đến hết ngày ${dayText(to)}. “–”: không có; CCSL: chưa có số liệu.`,
    ...failed.map(({ shortName }) => `Chưa lấy được tiến độ nhiệm vụ theo ${shortName}.`),
  ];
  const table = { columns: COLUMNS, rows };
  const title = "KẾT QUẢ THỰC HIỆN NHIỆM VỤ CỦA CƠ QUAN";
  return [{ title, sheet: "Nhiem vu", landscape: true, table, notes }];
}

/** "Danh mục … (Điều 2.d …; hết thời hạn ngày 31/5/2023), quá hạn 14 ngày". */
export function taskText({ followed, standing }: AgencyTask): string {
  const due = standing?.lastDay == null ? "" : `; thời hạn đến hết ngày ${dayText(standing.lastDay)}`;
  const overdue = standing === null || standing.overdue === 0 ? "" : `, quá hạn ${fewText(standing.overdue)} ngày`;
  return `${followed.task.title} (${sourceText(followed)}${due})${overdue}`;
}
