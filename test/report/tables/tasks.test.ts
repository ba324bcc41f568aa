import { expect, test } from "vitest";
import type { InternalCounts } from "../../../functions/domain/figures/breakdown.ts";
import type { TaskProgress } from "../../../functions/domain/task.ts";
import type { Appendix } from "../../../functions/report/report.ts";
import { taskSheets, tasksAppendix } from "../../../functions/report/tables/tasks/tables.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { composed, onSheet, rowNamed, textsOf } from "../../helpers/data/composed.ts";

const PROGRAMME = "brvt-qd-2023";
/** Điều 2.d of QĐ 2023: sở and UBND cấp huyện, "trước ngày 01/8/2023". */
const SELECTION = "VT23-T-D";
const TITLE = "Lựa chọn TTHC có thành phần hồ sơ đơn giản, phát sinh nhiều hồ sơ; gửi danh mục";

const progress = (agency: string, status: TaskProgress["status"], completedOn: string | null = null): TaskProgress => ({
  ...{ task: SELECTION, agency, status, completedOn },
  note: "",
});

const none: InternalCounts = new Map();

const made = (
  rows: readonly TaskProgress[] | null,
  period = "2023-06",
  internal: InternalCounts = none,
): Appendix[] => {
  const tasks = new Map(rows === null ? [] : [[PROGRAMME, rows] as const]);
  return tasksAppendix(composed(workedExample(), period, [PROGRAMME], tasks).composition, internal);
};

const STATUSES = ["Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Quá hạn", "Thường xuyên", "Chưa có báo cáo"];

function statusesOf(appendices: readonly Appendix[], title: string): (string | undefined)[] {
  const row = rowNamed(onSheet(appendices, "Nhiem vu"), title);
  return STATUSES.map((status) => row[`Số cơ quan|${status}`]);
}

// Two sở (Thanh tra tỉnh is excepted) and three huyện are bound.
test("agencies are counted by how they stand; one without a report is never one that has not begun", () => {
  const rows = [
    progress("Z1.S01", "done", "2023-06-01"),
    progress("Z1.S02", "in-progress"),
    progress("Z1.S03", "done", "2023-06-01"),
    progress("Z1.H01", "not-started"),
  ];

  expect(statusesOf(made(rows), TITLE)).toEqual(["1", "1", "1", "0", "0", "2"]);
});

test("a task names its clause and document, who urges it, who does it, and the document's words for its deadline", () => {
  const row = rowNamed(onSheet(made([]), "Nhiem vu"), TITLE);

  expect(row).toMatchObject({
    "|Căn cứ": "Điểm d Điều 2 Quyết định giao chỉ tiêu DVCTT năm 2023",
    "|Chủ trì, đôn đốc": "Sở Nội vụ",
    "|Thực hiện": "Các sở, ban, ngành; UBND cấp huyện",
    "|Thời hạn": "Trước ngày 01/8/2023",
  });
});

test("a deadline of its own for each level is printed level by level", () => {
  const appendices = tasksAppendix(composed(workedExample(), "2023-06", ["dongnai-kh109-2022"]).composition, none);
  const deadlines = onSheet(appendices, "Nhiem vu").table.rows.map((row) => textsOf(row)[5] ?? "");

  expect(
    deadlines.filter((words) => /^Sở, ban, ngành: chậm nhất là ngày 01\/6\/2022; UBND cấp huyện: /.test(words)),
  ).toHaveLength(1);
});

test("a task that binds no agency that reports has dashes, not zeros", () => {
  const { rows } = onSheet(made([]), "Nhiem vu").table;
  const row = rows.find((one) => textsOf(one)[4] === "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh");

  expect(textsOf(row).slice(6)).toEqual(["–", "–", "–", "–", "–", "–"]);
});

test("where the list of progress could not be had nothing is counted, and the note says whose", () => {
  const appendix = onSheet(made(null), "Nhiem vu");

  expect(statusesOf([appendix], TITLE)).toEqual(Array.from({ length: 6 }, () => "CCSL"));
  expect(appendix.notes).toContain("Chưa lấy được tiến độ nhiệm vụ theo Quyết định giao chỉ tiêu DVCTT năm 2023.");
  expect(made(null)).toHaveLength(1);
});

test("what is overdue is listed by agency with the days since the last valid one", () => {
  const rows = [progress("Z1.H02", "in-progress"), progress("Z1.S02", "not-started"), progress("Z1.S01", "done")];
  const august = made(rows, "2023-08");

  // From 31/7 to 14/8/2023.
  expect(onSheet(august, "Nhiem vu qua han").table.rows.map(textsOf)).toEqual([
    [
      "1",
      TITLE,
      "Điểm d Điều 2 Quyết định giao chỉ tiêu DVCTT năm 2023",
      "Sở Thử nghiệm 2",
      "Trước ngày 01/8/2023",
      "14",
    ],
    [
      "2",
      TITLE,
      "Điểm d Điều 2 Quyết định giao chỉ tiêu DVCTT năm 2023",
      "UBND huyện Đảo Khỉ 2",
      "Trước ngày 01/8/2023",
      "14",
    ],
  ]);
  expect(made(rows, "2023-07").map(({ sheet }) => sheet)).toEqual(["Nhiem vu"]);
});

test("the document prints 300 overdue rows and says where the workbook has all of them", () => {
  const answers = workedExample();
  const terms = { level: "huyen" as const, parentCode: null, validFrom: "2010-01-01", validTo: null, successors: [] };
  const names = Array.from({ length: 310 }, (_, at) => `Z1.K${String(at).padStart(3, "0")}`);
  answers.agencies.push(...names.map((code) => ({ code, name: `UBND huyện ${code}`, ...terms })));
  const tasks = new Map([[PROGRAMME, names.map((code) => progress(code, "not-started"))]]);
  const appendices = tasksAppendix(composed(answers, "2023-08", [PROGRAMME], tasks).composition, none);
  const printed = onSheet(appendices, "Nhiem vu qua han");

  expect(printed.table.rows.length).toBe(300);
  expect(printed.notes[0]).toContain("Còn 10 dòng khác, xem đầy đủ tại trang tính “Nhiệm vụ - đơn vị”");
});

test("beside the task on internal procedures stands the rate of internal dossiers, a level without data by that name", () => {
  const internal = new Map([
    ["province:", { online: 2, received: 3 }],
    ["level:so", { online: 0, received: 0 }],
    ["level:huyen", { online: 1200, received: 1200 }],
  ]);
  const { rows } = onSheet(made([], "2023-06", internal), "Nhiem vu").table;
  const told = rows.map((row) => textsOf(row)[1] ?? "").filter((title) => title.includes("TTHC nội bộ nộp trực tuyến"));

  expect(told).toEqual([
    "Tiếp nhận, giải quyết trực tuyến mọi TTHC nội bộ giữa các cơ quan nhà nước đã cung ứng DVCTT. Tỷ lệ hồ sơ TTHC nội bộ nộp trực tuyến trong kỳ: toàn tỉnh 66,67% (2/3 hồ sơ); sở, ban, ngành không phát sinh; UBND cấp huyện 100,00% (1.200/1.200 hồ sơ); UBND cấp xã chưa có số liệu",
  ]);
});

test("in the workbook every agency's part in every task is a row with the task's number, and the tasks count these rows", () => {
  const rows = [
    progress("Z1.S01", "done", "2023-06-01"),
    progress("Z1.S02", "in-progress"),
    progress("Z1.H01", "not-started"),
  ];
  const { composition } = composed(workedExample(), "2023-06", [PROGRAMME], new Map([[PROGRAMME, rows]]));
  const [tasks, parts] = taskSheets(composition, null, "");
  if (tasks === undefined || parts === undefined) throw new Error("no sheets");
  const numbers = parts.rows.map(({ cells: [number] }) => (number?.type === "count" ? number.value : 0));

  const at = tasks.rows.findIndex(({ cells }) => cells[1]?.type === "text" && cells[1].text === TITLE);
  // Two sở and three huyện are bound: one done, one under way, one not begun, two that have not reported.
  expect(numbers.filter((number) => number === at + 1)).toHaveLength(5);
  const counted = tasks.rows[at]?.cells.flatMap((cell) => (cell.type === "formula" ? [cell] : [])) ?? [];
  expect(counted.map(({ result }) => result)).toEqual([1, 1, 1, 0, 0, 2]);
  expect(counted[0]?.formula).toBe(
    `COUNTIFS('Nhiệm vụ - đơn vị'!$A$7:$A$${6 + numbers.length},A${7 + at},'Nhiệm vụ - đơn vị'!$G$7:$G$${6 + numbers.length},"Hoàn thành")`,
  );
});
