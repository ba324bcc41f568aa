import { describe, expect, test } from "vitest";
import type { Agency, Level } from "../../functions/domain/agency.ts";
import {
  boundAgencies,
  completedLateDays,
  type Deadline,
  deadlineOf,
  lastDayOf,
  overdueDays,
  Task,
  TaskProgress,
  type TaskStatus,
  taskOn,
  taskStatus,
} from "../../functions/domain/task.ts";

function taskOf(deadline: Deadline, executing: Partial<Task["executing"]> = {}): Task {
  return Task.parse({
    id: "VT23-T-D",
    kind: "task",
    clause: "Điều 2.d",
    title: "Lựa chọn TTHC phát sinh nhiều hồ sơ",
    quote: "Rà soát, lựa chọn những TTHC có thành phần hồ sơ đơn giản",
    lead: ["Sở Nội vụ"],
    coordinating: [],
    executing: { names: [], levels: ["so", "huyen"], agencies: [], ...executing },
    deadline,
  });
}

const progress = (status: TaskProgress["status"], completedOn: string | null = null): TaskProgress =>
  TaskProgress.parse({ task: "VT23-T-D", agency: "77-SNV", status, completedOn, note: "" });

const july = taskOf({ type: "day", day: "2023-07-31", text: "trước ngày 01/8/2023" });
const regular = taskOf({ type: "regular" });
const quarterly = taskOf({ type: "periodic", text: "hàng tháng, quý" });
const open = taskOf({ type: "none" });
const meeting = taskOf({ type: "event", day: "2023-12-31", text: "tại kỳ họp cuối năm 2023" });
const trouble = taskOf({ type: "event", day: null, text: "nếu có khó khăn, vướng mắc" });
const twofold = taskOf({
  type: "by-level",
  so: { type: "day", day: "2022-06-01", text: "chậm nhất là ngày 01/6/2022" },
  huyen: { type: "day", day: "2022-12-01", text: "từ ngày 01/12/2022" },
});

describe("the last valid day", () => {
  test.each<[string, Task, Level, string | null]>([
    ["a day", july, "so", "2023-07-31"],
    ["thường xuyên", regular, "so", null],
    ["every quarter", quarterly, "so", null],
    ["none", open, "so", null],
    ["a meeting", meeting, "so", "2023-12-31"],
    ["an event that nobody can foresee", trouble, "so", null],
    ["by level, sở", twofold, "so", "2022-06-01"],
    ["by level, huyện", twofold, "huyen", "2022-12-01"],
    ["by level, one that has none", twofold, "xa", null],
  ])("%s", (_, task, level, day) => {
    expect(lastDayOf(task, level)).toBe(day);
  });

  test("a level without a deadline of its own has none", () => {
    expect(deadlineOf(twofold, "xa")).toEqual({ type: "none" });
  });
});

describe("how an agency stands", () => {
  test.each<[string, Task, TaskProgress | undefined, string, TaskStatus]>([
    ["no row, before the deadline", july, undefined, "2023-07-01", "no-data"],
    ["no row, after the deadline: never a zero", july, undefined, "2023-12-31", "no-data"],
    ["no row of a standing task", regular, undefined, "2023-12-31", "no-data"],
    ["not begun", july, progress("not-started"), "2023-07-01", "not-started"],
    ["begun, on the last valid day", july, progress("in-progress"), "2023-07-31", "in-progress"],
    ["begun, “trước ngày 01/8/2023” on 01/8", july, progress("in-progress"), "2023-08-01", "overdue"],
    ["not begun, after the deadline", july, progress("not-started"), "2023-08-01", "overdue"],
    ["done in time", july, progress("done", "2023-07-31"), "2023-12-31", "done"],
    ["done late is not overdue any more", july, progress("done", "2023-08-20"), "2023-08-20", "done"],
    ["done on an unknown day", july, progress("done"), "2023-12-31", "done"],
    ["done only after the day asked for", july, progress("done", "2023-08-20"), "2023-08-19", "overdue"],
    ["done only later, still in time", july, progress("done", "2023-07-20"), "2023-07-10", "in-progress"],
    ["thường xuyên, under way", regular, progress("in-progress"), "2030-01-01", "regular"],
    ["thường xuyên, not begun", regular, progress("not-started"), "2030-01-01", "not-started"],
    ["thường xuyên, said to be done", regular, progress("done", "2023-06-01"), "2023-06-30", "done"],
    ["every quarter, under way", quarterly, progress("in-progress"), "2030-01-01", "regular"],
    ["without deadline, under way", open, progress("in-progress"), "2030-01-01", "in-progress"],
    ["a meeting that is over", meeting, progress("in-progress"), "2024-01-01", "overdue"],
    ["an event without a day", trouble, progress("in-progress"), "2030-01-01", "in-progress"],
  ])("%s", (_, task, row, day, status) => {
    expect(taskStatus(task, "so", row, day)).toBe(status);
  });

  test("the deadline of the agency's own level counts", () => {
    const row = progress("in-progress");
    const statuses = (["so", "huyen"] as const).map((level) => taskStatus(twofold, level, row, "2022-12-01"));
    expect(statuses).toEqual(["overdue", "in-progress"]);
  });
});

describe("days", () => {
  test.each<[string, TaskProgress | undefined, string, overdue: number, late: number]>([
    ["on the last valid day", progress("in-progress"), "2023-07-31", 0, 0],
    ["on the day after", progress("in-progress"), "2023-08-01", 1, 0],
    ["over the end of summer time and of the year", progress("not-started"), "2024-03-31", 244, 0],
    ["done in time", progress("done", "2023-07-31"), "2023-09-30", 0, 0],
    ["done late", progress("done", "2023-08-20"), "2023-09-30", 0, 20],
    ["done late, but not yet on the day", progress("done", "2023-08-20"), "2023-08-10", 10, 0],
    ["done on an unknown day", progress("done"), "2023-09-30", 0, 0],
    ["no row", undefined, "2023-09-30", 0, 0],
  ])("%s", (_, row, day, overdue, late) => {
    expect([overdueDays(july, "so", row, day), completedLateDays(july, "so", row, day)]).toEqual([overdue, late]);
  });

  test("a standing task is never overdue, nor late", () => {
    expect(overdueDays(regular, "so", progress("not-started"), "2030-01-01")).toBe(0);
    expect(completedLateDays(regular, "so", progress("done", "2029-01-01"), "2030-01-01")).toBe(0);
  });
});

describe("who must report", () => {
  const agency = (code: string, name: string, level: Level): Agency => ({
    code,
    name,
    level,
    parentCode: null,
    validFrom: "2021-01-01",
    validTo: null,
    successors: [],
  });
  const agencies = [
    agency("77-VPUBND", " Văn phòng Ủy ban nhân dân tỉnh".normalize("NFD"), "so"),
    agency("77-SNV", "Sở Nội vụ", "so"),
    agency("77-TTT", "Thanh tra tỉnh", "so"),
    agency("747", "UBND thành phố Vũng Tàu", "huyen"),
    agency("26506", "UBND phường 1", "xa"),
  ];
  const exceptions = [{ name: "Thanh tra tỉnh ".normalize("NFD") }];
  const codes = (executing: Partial<Task["executing"]>, except: readonly { name: string }[] = exceptions) =>
    boundAgencies(taskOf({ type: "regular" }, executing), agencies, except).map(({ code }) => code);

  test.each<[string, Partial<Task["executing"]>, string[]]>([
    ["levels, without the excepted agency", { levels: ["so", "huyen"] }, ["77-VPUBND", "77-SNV", "747"]],
    [
      "one agency, its name in NFC and trimmed",
      { levels: [], agencies: ["Văn phòng Ủy ban nhân dân tỉnh"] },
      ["77-VPUBND"],
    ],
    ["levels and one agency besides", { levels: ["xa"], agencies: ["Sở Nội vụ"] }, ["77-SNV", "26506"]],
    [
      "an agency that its level binds already, once",
      { levels: ["so"], agencies: ["Sở Nội vụ"] },
      ["77-VPUBND", "77-SNV"],
    ],
    ["an agency that is not in force", { levels: [], agencies: ["Sở Thông tin và Truyền thông"] }, []],
    ["schools", { names: ["các trường trung học phổ thông"], levels: [] }, []],
    ["the excepted agency, named", { levels: [], agencies: ["Thanh tra tỉnh"] }, []],
  ])("%s", (_, executing, expected) => {
    expect(codes(executing)).toEqual(expected);
  });

  test("without exceptions the whole level", () => {
    expect(codes({ levels: ["so"] }, [])).toEqual(["77-VPUBND", "77-SNV", "77-TTT"]);
  });
});

describe("a task as it is printed", () => {
  const levels = new Set<Level>(["so"]);
  const named = (name: string, ofCommunes?: boolean): string => `${name}${ofCommunes ? " (và cấp xã)" : ""}`;

  test("asks in the place of districts only whom it asks, too", () => {
    const [of = null] = taskOn({ ...july, lead: ["UBND cấp huyện"] }, levels, named);
    expect(of?.lead).toEqual(["UBND cấp huyện"]);
    const whole: Task = { ...july, executing: { ...july.executing, levels: ["so", "huyen", "xa"] } };
    const [all = null] = taskOn({ ...whole, lead: ["UBND cấp huyện"] }, levels, named);
    expect(all?.lead).toEqual(["UBND cấp huyện (và cấp xã)"]);
  });

  test("has its deadline without the mark of what its file leaves out", () => {
    const cut = taskOf({ type: "day", day: "2025-12-31", text: "Đến năm 2021 […] và đến năm 2025" });
    const words = { type: "day", day: "2025-12-31", text: "Đến năm 2021 và đến năm 2025" } as const;
    expect(taskOn(cut, levels, named)[0]?.deadline).toEqual(words);
    const byLevel = taskOf({ type: "by-level", so: { ...words, text: "Đến năm 2021 […] và đến năm 2025" } });
    expect(taskOn(byLevel, levels, named)[0]?.deadline).toEqual({ type: "by-level", so: words });
  });
});
