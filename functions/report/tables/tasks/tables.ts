import type { Agency } from "../../../domain/agency.ts";
import type { InternalCounts } from "../../../domain/figures/breakdown.ts";
import { windowOf } from "../../../domain/period.ts";
import { scopeId, scopesOf } from "../../../domain/scope.ts";
import type { Composition } from "../../composition.ts";
import { type FollowedTask, tasksBinding } from "../../followed-tasks.ts";
import type { Appendix } from "../../report.ts";
import { countText, dayText, rateText, withinSentence } from "../../wording.ts";
import { FIRST_ROW, type WorkbookSheet } from "../../workbook.ts";
import { districtColumns } from "../district.ts";
import { numbersOfKeys, printedTable, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import { OVERDUE, TASK_AGENCIES, TASKS, type TaskLine } from "./columns.ts";

/** The tasks that ask for internal procedures to be filed online (QĐ 2023 Điều 2.b, KH 92 II.1.b). */
const INTERNAL_TASKS: ReadonlySet<string> = new Set(["VT23-T-B", "VT21B-T-1B"]);
const TITLE = "KẾT QUẢ THỰC HIỆN NHIỆM VỤ";
const PARTS_TITLE = "KẾT QUẢ THỰC HIỆN NHIỆM VỤ CỦA TỪNG CƠ QUAN";
const PARTS_NOTE = `Mỗi dòng là một nhiệm vụ của một cơ quan; “Nhiệm vụ số” là số thứ tự ở trang tính “${SHEETS.tasks}”.`;
/** The document prints so many overdue rows; the workbook has all of them. */
const PRINTED = 300;

const taskRow = (followed: FollowedTask, number: number, result = ""): TableRow<TaskLine> => ({
  kind: "body",
  line: { followed, number, result, own: null },
});

/** Programmes whose progress could not be had. */
const failedNotes = ({ programmes, tasks }: Composition["inputs"]): string[] =>
  programmes
    .filter((programme) => programme.tasks.length > 0 && !tasks.has(programme.id))
    .map(({ shortName }) => `Chưa lấy được tiến độ nhiệm vụ theo ${shortName}.`);

const lastDayOf = ({ period, scheme }: Composition["inputs"]): string => dayText(windowOf(period, scheme).to);

const taskNotes = (inputs: Composition["inputs"]): string[] => [
  `Tiến độ tính đến hết ngày ${lastDayOf(inputs)}. Thường xuyên: đang thực hiện, không có thời hạn cuối. Chưa có báo cáo: cơ quan chưa gửi tiến độ, không tính là chưa thực hiện. “–”: không có cơ quan báo cáo tiến độ trên Hệ thống, hoặc không có ngày hết thời hạn; CCSL: chưa có số liệu.`,
  ...failedNotes(inputs),
];

/** The rate of internal dossiers filed online in one scope (chỉ số internal-online). */
function internalText(
  name: string,
  filings: { readonly online: number; readonly received: number } | undefined,
): string {
  if (filings === undefined) return `${name} chưa có số liệu`;
  const { online, received } = filings;
  if (received === 0) return `${name} không phát sinh`;
  const rate = rateText({ numerator: online, denominator: received, limits: [] });
  return `${name} ${rate} (${countText(online)}/${countText(received)} hồ sơ)`;
}

/** The rate of internal dossiers filed online, for the province and its levels. */
function internalSentence({ tree }: Composition, internal: InternalCounts): string {
  const scopes = scopesOf(tree).filter(({ kind }) => kind === "province" || kind === "level");
  const parts = scopes.map((scope) => internalText(withinSentence(scope.name), internal.get(scopeId(scope))));
  return `. Tỷ lệ hồ sơ TTHC nội bộ nộp trực tuyến trong kỳ: ${parts.join("; ")}`;
}

function overdueAppendices(all: readonly FollowedTask[]): Appendix[] {
  const overdue = all.flatMap((followed) =>
    (followed.agencyStatuses ?? [])
      .filter(({ status }) => status === "overdue")
      .map((own): Omit<TaskLine, "number"> => ({ followed, result: "", own })),
  );
  if (overdue.length === 0) return [];
  const rows = overdue
    .slice(0, PRINTED)
    .map((line, index): TableRow<TaskLine> => ({ kind: "body", line: { ...line, number: index + 1 } }));
  const more = overdue.length - rows.length;
  const note = `Còn ${countText(more)} dòng khác, xem đầy đủ tại trang tính “${SHEETS.agencyTasks}” của tệp Excel kèm theo.`;
  return [
    {
      title: "NHIỆM VỤ QUÁ HẠN THEO CƠ QUAN",
      sheet: "Nhiem vu qua han",
      landscape: true,
      table: printedTable(OVERDUE, rows),
      notes: more > 0 ? [note] : [],
    },
  ];
}

/**
 * Every task and duty of the report's programmes with the number of agencies by their status on the report's last
 * day, and the overdue ones by agency.
 *
 * @param internal dossiers of internal procedures received in the period, by scope id; a scope that is not there has no
 *   data
 */
export function tasksAppendix(composition: Composition, internal: InternalCounts): Appendix[] {
  const { inputs, tasks } = composition;
  if (tasks.length === 0) return [];
  const rows = tasks.map((one, index) =>
    taskRow(one, index + 1, INTERNAL_TASKS.has(one.task.id) ? internalSentence(composition, internal) : ""),
  );
  return [
    {
      title: TITLE,
      sheet: "Nhiem vu",
      landscape: true,
      table: printedTable(TASKS, rows),
      notes: taskNotes(inputs),
    },
    ...overdueAppendices(tasks),
  ];
}

/** Every task with the number of agencies by their status, and every agency's part in every task as a table of its own. */
export function taskSheets(
  composition: Composition,
  agencies: readonly Agency[] | null,
  about: string,
): WorkbookSheet[] {
  const { inputs, tasks } = composition;
  const all = agencies === null ? tasks : tasksBinding(tasks, agencies);
  const parts = all.flatMap((followed, index) =>
    (followed.agencyStatuses ?? []).map(
      (own): TableRow<TaskLine> => ({ kind: "body", line: { followed, result: "", number: index + 1, own } }),
    ),
  );
  const agencyRows = { from: FIRST_ROW, to: FIRST_ROW + Math.max(parts.length, 1) - 1 };
  const rows = all.map((followed, index): TableRow<TaskLine> => {
    const row = taskRow(followed, index + 1);
    return row.kind === "group" ? row : { ...row, line: { ...row.line, agencyRows } };
  });
  const notes = [...(rows.length === 0 ? ["Không có."] : []), ...taskNotes(inputs)];
  const partNotes = [...(parts.length === 0 ? ["Không có."] : []), PARTS_NOTE, ...taskNotes(inputs)];
  const columns = [...TASK_AGENCIES, ...districtColumns<TaskLine>(composition, ({ own }) => own?.agency.code ?? "")];
  return [
    sheetOf({ name: SHEETS.tasks, title: TITLE, about, notes }, TASKS, rows),
    sheetOf({ name: SHEETS.agencyTasks, title: PARTS_TITLE, about, notes: partNotes }, columns, parts, {
      verdicts: numbersOfKeys(columns, ["status"]),
    }),
  ];
}
