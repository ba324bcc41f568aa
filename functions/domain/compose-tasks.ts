import { type Agency, LEVELS } from "./agency.ts";
import { column, count, known, NONE, text } from "./compose-cells.ts";
import { clauseText } from "./compose-sentences.ts";
import { SHEETS } from "./compose-workbook-cells.ts";
import type { Composition } from "./composition.ts";
import { SCOPE_NAMES } from "./figure.ts";
import { type FollowedTask, followedTasks, STATUSES } from "./followed-tasks.ts";
import type { Inputs } from "./inputs.ts";
import { type Day, windowOf } from "./period.ts";
import { rateOf } from "./rate.ts";
import type { Appendix, Cell, Column, Row } from "./report.ts";
import { type Scope, scopeId, scopesOf } from "./scope.ts";
import type { Deadline } from "./task.ts";
import { countText, dayText, rateText, sentence, withinSentence } from "./wording.ts";

/** Dossiers of internal procedures that are not `information`, received in the period: the rate `internal-online`. */
export interface InternalFilings {
  readonly online: number;
  readonly received: number;
}

/** The tasks that ask for internal procedures to be filed online (QĐ 2023 Điều 2.b, KH 92 II.1.b). */
const INTERNAL_TASKS: ReadonlySet<string> = new Set(["VT23-T-B", "VT21B-T-1B"]);

const COLUMNS: readonly Column[] = [
  column("TT", 9, "center"),
  column("Nhiệm vụ", 56, "left"),
  column("Căn cứ", 28, "left"),
  column("Chủ trì, đôn đốc", 32, "left"),
  column("Thực hiện", 34, "left"),
  column("Thời hạn", 30, "left"),
  ...STATUSES.map(([, title]) => column(title, 13, "right", "Số cơ quan")),
];

const OVERDUE_COLUMNS: readonly Column[] = [
  column("TT", 9, "center"),
  column("Nhiệm vụ", 98, "left"),
  column("Căn cứ", 42, "left"),
  column("Cơ quan", 62, "left"),
  column("Hết thời hạn ngày", 24, "center"),
  column("Số ngày quá hạn", 18),
];

/** The document prints so many overdue rows; the workbook has all of them. */
const PRINTED = 300;

const until = (day: Day | null): string => (day === null ? "" : ` (hết ngày ${dayText(day)})`);

/** The document's words, and the last day that they mean. */
export function deadlineText(deadline: Deadline): string {
  switch (deadline.type) {
    case "regular":
      return "Thường xuyên";
    case "none":
      return "Không quy định";
    case "periodic":
      return sentence(deadline.text);
    case "day":
    case "event":
      return `${sentence(deadline.text)}${until(deadline.day)}`;
    case "by-level":
      return LEVELS.flatMap((level) => {
        const own = deadline[level];
        return own === undefined ? [] : [`${SCOPE_NAMES[level]}: ${withinSentence(deadlineText(own))}`];
      }).join("; ");
  }
}

export const sourceText = ({ task, programme }: FollowedTask): string =>
  `${sentence(clauseText(task.clause))} ${programme.shortName}`;
export const namesText = (names: readonly string[]): string => (names.length === 0 ? "–" : sentence(names.join("; ")));

function statusCells({ bound, standings }: FollowedTask): Cell[] {
  if (bound.length === 0) return STATUSES.map(() => NONE);
  return STATUSES.map(([status]) =>
    known(standings === null ? null : standings.filter((one) => one.status === status).length),
  );
}

function internalText(name: string, filings: InternalFilings | undefined): string {
  if (filings === undefined) return `${name} chưa có số liệu`;
  const { online, received } = filings;
  if (received === 0) return `${name} không phát sinh`;
  const fraction = { numerator: online, denominator: received, rate: rateOf(online, received) };
  const rate = rateText({ ...fraction, threshold: null, unit: "percent" });
  return `${name} ${rate} (${countText(online)}/${countText(received)} hồ sơ)`;
}

/** The rate of internal dossiers filed online, for the province and its levels. */
function internalSentence(scopes: readonly Scope[], internal: ReadonlyMap<string, InternalFilings>): string {
  const parts = scopes.map((scope) => internalText(withinSentence(scope.name), internal.get(scopeId(scope))));
  return `. Tỷ lệ hồ sơ TTHC nội bộ nộp trực tuyến trong kỳ: ${parts.join("; ")}`;
}

function taskRow(one: FollowedTask, number: number, result: string): Row {
  const { task } = one;
  const words = [`${task.title}${result}`, sourceText(one), namesText(task.lead), namesText(task.executing.names)];
  return {
    bold: false,
    cells: [count(number), ...words.map(text), text(deadlineText(task.deadline)), ...statusCells(one)],
  };
}

function taskNotes({ programmes, tasks, period, scheme }: Inputs): string[] {
  const failed = programmes.filter((programme) => programme.tasks.length > 0 && !tasks.has(programme.id));
  return [
    `Tiến độ tính đến hết ngày ${dayText(windowOf(period, scheme).to)}. Thường xuyên: đang thực hiện, không có thời hạn cuối. Chưa có báo cáo: cơ quan chưa gửi tiến độ, không tính là chưa thực hiện. “–”: không có cơ quan báo cáo tiến độ trên Hệ thống; CCSL: chưa có số liệu.`,
    ...failed.map(({ shortName }) => `Chưa lấy được tiến độ nhiệm vụ theo ${shortName}.`),
  ];
}

function overdueAppendices(all: readonly FollowedTask[]): Appendix[] {
  const rows = all
    .flatMap((one) =>
      (one.standings ?? []).filter(({ status }) => status === "overdue").map((standing) => ({ one, standing })),
    )
    .map(({ one, standing }, index): Row => {
      const { agency, lastDay, overdue } = standing;
      const words = [one.task.title, sourceText(one), agency.name, lastDay === null ? "–" : dayText(lastDay)];
      return { bold: false, cells: [count(index + 1), ...words.map(text), count(overdue)] };
    });
  if (rows.length === 0) return [];
  const more = rows.length - PRINTED;
  const note = `Còn ${countText(more)} dòng khác, xem đầy đủ tại trang tính “${SHEETS.tasks}” của tệp Excel kèm theo.`;
  return [
    {
      title: "NHIỆM VỤ QUÁ HẠN THEO CƠ QUAN",
      sheet: "Nhiem vu qua han",
      landscape: true,
      table: { columns: OVERDUE_COLUMNS, rows: rows.slice(0, PRINTED) },
      notes: more > 0 ? [note] : [],
    },
  ];
}

/**
 * Every task and duty of the report's programmes with the number of agencies by how they stand on the report's last
 * day, and the overdue ones by agency.
 *
 * @param internal dossiers of internal procedures received in the period, by scope id (`province:`, `level:so` …); a
 *   scope that is not there has no data
 */
export function tasksAppendix(composition: Composition, internal: ReadonlyMap<string, InternalFilings>): Appendix[] {
  const { inputs, tree } = composition;
  const agencies = LEVELS.flatMap((level) => tree.inForce.filter((agency) => agency.level === level));
  const all = followedTasks(composition, agencies);
  if (all.length === 0) return [];
  const scopes = scopesOf(tree).filter(({ kind }) => kind === "province" || kind === "level");
  const rows = all.map((one, index) =>
    taskRow(one, index + 1, INTERNAL_TASKS.has(one.task.id) ? internalSentence(scopes, internal) : ""),
  );
  const table = { columns: COLUMNS, rows };
  const [title, notes] = ["KẾT QUẢ THỰC HIỆN NHIỆM VỤ", taskNotes(inputs)];
  return [{ title, sheet: "Nhiem vu", landscape: true, table, notes }, ...overdueAppendices(all)];
}

/** How the communes of a district stand with the tasks that bind them. */
export function communeTasks(composition: Composition, communes: readonly Agency[]): Appendix[] {
  const all = followedTasks(composition, communes).filter(({ bound }) => bound.length > 0);
  if (all.length === 0) return [];
  const table = { columns: COLUMNS, rows: all.map((one, index) => taskRow(one, index + 1, "")) };
  const title = "NHIỆM VỤ CỦA CÁC UBND CẤP XÃ TRÊN ĐỊA BÀN";
  const notes = taskNotes(composition.inputs);
  return [{ title, sheet: "Nhiem vu xa", landscape: true, table, notes }];
}
