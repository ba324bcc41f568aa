import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { LEVELS, type Level } from "../../functions/domain/agency.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import { boundAgencies, deadlineOf, lastDayOf, type Task } from "../../functions/domain/task.ts";
import { tasksOn } from "../../functions/simulator/answers/tasks.ts";
import type { TaskProgress } from "../../functions/simulator/contract.ts";
import { loadProvince, type ProvinceId, recordsOn } from "../../functions/simulator/province/agencies.ts";
import { PROVINCES } from "../helpers/simulator/client.ts";

const root = new URL("../../", import.meta.url);
const catalogue = loadCatalogue(new URL("templates/", root));

const programmes = PROVINCES.flatMap((province) =>
  catalogue.programmes(province).map((programme) => [programme.id, programme, province] as const),
);

/** Long after all deadlines but one, before departments were merged. */
const LATE = "2024-12-31";

const agenciesOn = (province: ProvinceId, day: string) =>
  recordsOn(loadProvince(province), day).map(({ agency }) => ({ ...agency, successors: [...agency.successors] }));

const rowsOn = (province: ProvinceId, programme: Programme, day: string): readonly TaskProgress[] =>
  tasksOn(loadProvince(province), programme.id, day);

const place = ({ task, agency }: Pick<TaskProgress, "task" | "agency">): string => `${task} ${agency}`;

/** Every (task, agency) pair that the document binds, by the rule of the reports. */
const boundOn = (province: ProvinceId, { tasks, exceptions }: Programme, day: string) =>
  tasks.flatMap((task) =>
    boundAgencies(task, agenciesOn(province, day), exceptions).map(({ code, level }) => ({
      task,
      agency: code,
      level,
    })),
  );

const bindsSomebody = ({ executing }: Task): boolean => executing.levels.length + executing.agencies.length > 0;

describe("the simulator's table of tasks", () => {
  const Table = z.object({
    programmes: z.array(z.looseObject({ programme: z.string(), tasks: z.array(z.unknown()) })),
  });
  const table = Table.parse(JSON.parse(readFileSync(new URL("functions/simulator/data/tasks.json", root), "utf8")));

  const isStanding = (task: Task): boolean => {
    const { type } = deadlineOf(task, "so");
    return type === "regular" || type === "periodic" || (type === "event" && lastDayOf(task, "so") === null);
  };
  const daysOf = (task: Task): [Level, string][] =>
    LEVELS.flatMap((level) => {
      const day = lastDayOf(task, level);
      return day === null ? [] : [[level, day]];
    });
  const row = (task: Task) => ({
    id: task.id,
    levels: task.executing.levels,
    ...(task.executing.agencies.length > 0 && { agencies: task.executing.agencies }),
    ...(task.deadline.type === "by-level"
      ? { due: null, byLevel: Object.fromEntries(daysOf(task)) }
      : { due: lastDayOf(task, "so") }),
    ...(isStanding(task) && { standing: true }),
  });

  test.each(programmes)("says of %s whom its tasks bind and until when, as the document does", (id, programme) => {
    expect(table.programmes.filter((one) => one.programme === id)).toEqual([
      {
        programme: id,
        province: programme.province,
        issued: programme.issued,
        excepted: programme.exceptions.map(({ name }) => name),
        tasks: programme.tasks.filter(bindsSomebody).map(row),
      },
    ]);
  });

  test("has no other programme, and leaves out the fourteen tasks that bind no reporting agency", () => {
    expect(table.programmes).toHaveLength(programmes.length);
    const all = programmes.flatMap(([, { tasks }]) => tasks);
    expect(all.filter((task) => !bindsSomebody(task))).toHaveLength(14);
    expect(table.programmes.flatMap(({ tasks }) => tasks)).toHaveLength(all.length - 14);
  });
});

describe.each(programmes)("the simulated progress of %s", (_id, programme, province) => {
  const rows = rowsOn(province, programme, LATE);
  const bound = boundOn(province, programme, LATE);

  test("has rows of every task that binds somebody, of bound agencies alone, one of a pair", () => {
    const known = new Set(bound.map(({ task, agency }) => place({ task: task.id, agency })));

    expect(rows.map(place).filter((one) => !known.has(one))).toEqual([]);
    expect(new Set(rows.map(place)).size).toBe(rows.length);
    expect([...new Set(rows.map(({ task }) => task))]).toEqual(
      programme.tasks.filter(bindsSomebody).map(({ id }) => id),
    );
  });

  test("lacks a few agencies altogether, none that a task names, and tells of every task of the others", () => {
    const told = new Set(rows.map(place));
    const heard = new Set(rows.map(({ agency }) => agency));
    const silent = new Set(bound.map(({ agency }) => agency).filter((agency) => !heard.has(agency)));
    const names = new Set(programme.tasks.flatMap(({ executing }) => executing.agencies));
    const named = agenciesOn(province, LATE).filter(({ name }) => names.has(name));

    expect(silent.size).toBeGreaterThanOrEqual(1);
    expect(silent.size).toBeLessThanOrEqual(6);
    expect(named.filter(({ code }) => silent.has(code))).toEqual([]);
    expect(
      bound.filter(({ task, agency }) => heard.has(agency) && !told.has(place({ task: task.id, agency }))),
    ).toEqual([]);
  });

  test("begins after the day of the document's issue", () => {
    const atIssue = rowsOn(province, programme, programme.issued);

    expect(new Set(atIssue.map(({ status }) => status))).toEqual(new Set(["not-started"]));
    expect(rows.filter(({ completedOn }) => completedOn !== null && completedOn <= programme.issued)).toEqual([]);
  });

  test("comes to an end around the deadlines: mostly in time, some late, some never", () => {
    const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
    const byPlace = new Map(rows.map((one) => [place(one), one]));
    const due = bound.flatMap(({ task, agency, level }) => {
      const [last, told] = [lastDayOf(task, level), byPlace.get(place({ task: task.id, agency }))];
      // What was due before the document came, or is not due yet, tells nothing of punctuality.
      return last === null || last > "2024-10-01" || last < programme.issued || told === undefined
        ? []
        : { last, told };
    });
    const offsets = due.flatMap(({ last, told }) => (told.completedOn === null ? [] : days(last, told.completedOn)));

    expect(due.length).toBeGreaterThan(20);
    expect(offsets.length / due.length).toBeGreaterThan(0.8);
    expect(offsets.filter((offset) => offset <= 0).length / due.length).toBeGreaterThan(0.5);
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(-20);
    expect(Math.max(...offsets)).toBeGreaterThan(0);
    expect(Math.max(...offsets)).toBeLessThanOrEqual(70);
    expect(offsets.length).toBeLessThan(due.length);
  });

  test("of standing tasks never ends", () => {
    const standing = programme.tasks.filter(({ deadline }) => ["regular", "periodic"].includes(deadline.type));
    const ids = new Set(standing.map(({ id }) => id));

    expect(rows.filter(({ task, status }) => ids.has(task) && status !== "in-progress")).toEqual([]);
  });
});

describe("what earlier tables of tasks had wrong", () => {
  const told = (province: ProvinceId, id: string, task: string, day: string) => {
    const levels = new Map(agenciesOn(province, day).map(({ code, level }) => [code, level]));
    const rows = tasksOn(loadProvince(province), id, day).filter((row) => row.task === task);
    return rows.map(({ agency, completedOn }) => ({ agency, completedOn, level: levels.get(agency) }));
  };
  const at2023 = (task: string) => told("ba-ria-vung-tau", "brvt-qd-2023", task, "2023-06-14");

  test("E1 is told of by huyện, xã and Văn phòng UBND tỉnh, E2 by xã alone", () => {
    expect(at2023("VT23-T-E1").filter(({ level }) => level === "so")).toMatchObject([{ agency: "77-VPUBND" }]);
    expect(new Set(at2023("VT23-T-E1").map(({ level }) => level))).toEqual(new Set(LEVELS));
    expect(new Set(at2023("VT23-T-E2").map(({ level }) => level))).toEqual(new Set(["xa"]));
  });

  test.each(["VT21B-T-2B", "VT21B-T-2C"])("%s, which Bưu điện carries out, is told of by nobody", (task) => {
    expect(told("ba-ria-vung-tau", "brvt-kh92-2021", task, "2021-12-14")).toEqual([]);
  });

  test("a sở and a huyện have their own days for DN22-T-13", () => {
    const rows = told("dong-nai", "dongnai-kh109-2022", "DN22-T-13", "2022-11-01");
    expect(rows.filter(({ level, completedOn }) => level === "so" && completedOn !== null).length).toBeGreaterThan(5);
    expect(rows.filter(({ level, completedOn }) => level === "huyen" && completedOn !== null)).toEqual([]);
  });

  test("QT21-T-3B runs until 2025, and Thanh tra tỉnh, which the decision of 2023 excepts, tells nothing", () => {
    expect(told("quang-tri", "quangtri-cv90-2021", "QT21-T-3B", "2024-12-31")).toMatchObject([{ completedOn: null }]);
    const rows = tasksOn(loadProvince("ba-ria-vung-tau"), "brvt-qd-2023", LATE);
    expect(rows.filter(({ agency }) => agency === "77-TTT")).toEqual([]);
  });
});
