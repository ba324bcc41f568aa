import { type Agency, LEVELS } from "./agency.ts";
import { deadlineText, namesText, sourceText } from "./compose-tasks.ts";
import {
  column,
  count,
  day,
  EMPTY,
  formula,
  lettersOf,
  NONE,
  type NotedColumn,
  SHEETS,
  sheetOf,
  text,
} from "./compose-workbook-cells.ts";
import type { SheetGround } from "./compose-workbook-levels.ts";
import { type FollowedTask, followedTasks, STATUSES, type Standing } from "./followed-tasks.ts";
import { windowOf } from "./period.ts";
import { dayText } from "./wording.ts";
import { FIRST_ROW, type WorkbookCell, type WorkbookRow, type WorkbookSheet } from "./workbook.ts";

const COLUMNS: readonly NotedColumn[] = [
  column("TT", 6, "center"),
  column("Nhiệm vụ, cơ quan thực hiện", 60, "left"),
  column("Căn cứ", 22, "left"),
  column("Chủ trì, đôn đốc", 26, "left"),
  column("Thời hạn", 22, "left"),
  column("Hết thời hạn ngày", 12, "center"),
  column("Tình trạng", 16, "left"),
  column("Số ngày quá hạn", 10),
  ...STATUSES.map(([, title]) => column(title, 10, "right", "Số cơ quan")),
];
const STATUS_LETTER = lettersOf(7);

const titleOf = (status: Standing["status"]): string => STATUSES.find(([one]) => one === status)?.[1] ?? NONE;

function agencyRow({ agency, status, lastDay, overdue }: Standing): WorkbookRow {
  const late = status === "overdue" ? count(overdue) : EMPTY;
  const blank = STATUSES.map(() => EMPTY);
  const cells = [EMPTY, text(agency.name), EMPTY, EMPTY, EMPTY, day(lastDay), text(titleOf(status)), late, ...blank];
  return { kind: "detail", cells };
}

/** How many agencies stand how: counted in the rows below the task. */
function countCells(at: number, { bound, standings }: FollowedTask): WorkbookCell[] {
  if (bound.length === 0) return STATUSES.map(() => text(NONE));
  if (standings === null) return STATUSES.map(() => text("CCSL"));
  const range = `$${STATUS_LETTER}$${at + 1}:$${STATUS_LETTER}$${at + standings.length}`;
  return STATUSES.map(([status, title]) =>
    formula(`COUNTIF(${range},"${title}")`, standings.filter((one) => one.status === status).length, "count"),
  );
}

function taskRows(all: readonly FollowedTask[]): WorkbookRow[] {
  const rows: WorkbookRow[] = [];
  for (const [index, one] of all.entries()) {
    const { task } = one;
    const head = [task.title, sourceText(one), namesText(task.lead), deadlineText(task.deadline)].map(text);
    const cells = [count(index + 1), ...head, EMPTY, EMPTY, EMPTY, ...countCells(FIRST_ROW + rows.length, one)];
    rows.push({ kind: "body", cells }, ...(one.standings ?? []).map(agencyRow));
  }
  return rows;
}

/** Every task with the number of agencies by how they stand, over the agencies themselves, which are folded away. */
export function tasksSheet({ composition, about }: SheetGround, own: readonly Agency[] | null): WorkbookSheet {
  const { inputs, tree } = composition;
  const agencies = own ?? LEVELS.flatMap((level) => tree.inForce.filter((agency) => agency.level === level));
  const all = followedTasks(composition, agencies).filter(({ bound }) => own === null || bound.length > 0);
  const { to } = windowOf(inputs.period, inputs.scheme);
  const rows = taskRows(all);
  const notes = [
    ...(rows.length === 0 ? ["Không có."] : []),
    `Tiến độ tính đến hết ngày ${dayText(to)}. Các cơ quan của từng nhiệm vụ nằm ở những dòng thu gọn ngay bên dưới: bấm dấu + ở lề trái để mở. Thường xuyên: đang thực hiện, không có thời hạn cuối. Chưa có báo cáo: cơ quan chưa gửi tiến độ, không tính là chưa thực hiện. CCSL: chưa có số liệu.`,
    ...inputs.programmes
      .filter(({ id, tasks }) => tasks.length > 0 && !inputs.tasks.has(id))
      .map(({ shortName }) => `Chưa lấy được tiến độ nhiệm vụ theo ${shortName}.`),
  ];
  const title = "KẾT QUẢ THỰC HIỆN NHIỆM VỤ";
  return sheetOf({ name: SHEETS.tasks, title, about, columns: COLUMNS, rows, notes }, { verdicts: [7] });
}
