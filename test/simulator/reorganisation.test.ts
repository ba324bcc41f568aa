import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Client, connect, PROVINCES } from "../helpers/simulator/client.ts";
import { calendarWindow, decreeWindow } from "../helpers/simulator/windows.ts";

/** Noon of 2026-01-05 in Viet Nam: the year 2025 is over. */
const now = () => new Date("2026-01-05T05:00:00Z");
const FIRST = 48;
const LAST = 60;

const agency = z.object({
  code: z.string(),
  name: z.string(),
  level: z.string(),
  parentCode: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  successors: z.array(z.string()),
});
const procedure = z.object({ code: z.string(), level: z.string(), owner: z.string().nullable() });
const counts = z.object({ procedure: z.string() }).catchall(z.number());

/** Departments, districts, communes in force on a day. */
const UNITS: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  "ba-ria-vung-tau": {
    "2024-12-31": [21, 8, 82],
    "2025-01-01": [21, 7, 77],
    "2025-03-01": [16, 7, 77],
    "2025-06-30": [16, 7, 77],
    "2025-07-01": [0, 0, 0],
  },
  "dong-nai": {
    "2024-12-31": [20, 11, 170],
    "2025-01-01": [20, 11, 159],
    "2025-03-01": [15, 11, 159],
    "2025-06-30": [15, 11, 159],
    "2025-07-01": [15, 0, 95],
  },
  "quang-tri": {
    "2024-12-31": [20, 10, 125],
    "2025-01-01": [20, 10, 119],
    "2025-03-01": [15, 10, 119],
    "2025-06-30": [15, 10, 119],
    "2025-07-01": [15, 0, 78],
  },
};

let clients: Map<string, Client>;
beforeAll(async () => {
  clients = new Map();
  for (const province of PROVINCES) clients.set(province, await connect({ province, now }));
});
afterAll(async () => {
  for (const client of clients.values()) await client.close();
});

const clientOf = (province: string): Client => {
  const client = clients.get(province);
  if (client === undefined) throw new Error(`nobody answers for ${province}`);
  return client;
};
const ask = (province: string, path: string) => clientOf(province).all(path);
const agenciesOn = async (province: string, day: string) =>
  z.array(agency).parse(await ask(province, `/v1/agencies?asOf=${day}`));
const record = async (province: string, code: string, day: string) =>
  (await agenciesOn(province, day)).find((each) => each.code === code);

test("every province that is simulated is looked at", () => {
  expect(Object.keys(UNITS).sort()).toEqual([...PROVINCES].sort());
});

describe.each(Object.entries(UNITS))("%s in 2025", (province, days) => {
  test("has its agencies, each code once, on every side of a reorganisation", async () => {
    expect(Object.keys(days)).toHaveLength(5);
    for (const [day, expected] of Object.entries(days)) {
      const list = await agenciesOn(province, day);
      const levels = ["so", "huyen", "xa"].map((level) => list.filter((each) => each.level === level).length);
      expect(levels, day).toEqual(expected);
      expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
      const districts = new Set(list.filter(({ level }) => level === "huyen").map(({ code }) => code));
      for (const { level, parentCode, name } of list) {
        const isInDistrict = level === "xa" && districts.size > 0;
        expect(parentCode === null ? !isInDistrict : districts.has(parentCode), name).toBe(true);
        if (level !== "so") expect(name).toMatch(/^UBND (thành phố|thị xã|thị trấn|huyện|phường|xã|đặc khu) \S/);
        expect(name).toBe(name.normalize("NFC"));
      }
    }
  });

  test("every successor is in force on the day after the last one, and what stays has none", async () => {
    for (const [last, next] of [
      ["2024-12-31", "2025-01-01"],
      ["2025-02-28", "2025-03-01"],
      ["2025-06-30", "2025-07-01"],
    ] as const) {
      const after = new Map((await agenciesOn(province, next)).map((each) => [each.code, each]));
      const lastDay = await agenciesOn(province, last);
      expect(lastDay.filter(({ validTo }) => validTo === last).length, last).toBeGreaterThan(0);
      for (const before of lastDay) {
        if (before.validTo === last) {
          for (const code of before.successors) expect(after.has(code), `${before.code} → ${code}`).toBe(true);
          if (after.has(before.code)) {
            expect(before.successors).toEqual([before.code]);
            expect(after.get(before.code)?.validFrom).toBe(next);
          }
        } else {
          expect(after.get(before.code)).toEqual(before);
        }
      }
    }
  });

  test("no procedure is left without an agency in force that handles it", async () => {
    for (const day of Object.keys(days)) {
      const list = await agenciesOn(province, day);
      const codes = new Set(list.map(({ code }) => code));
      const levels = new Set(list.map(({ level }) => level));
      const catalogue = z.array(procedure).parse(await ask(province, `/v1/procedures?asOf=${day}`));
      for (const { code, level, owner } of catalogue) {
        expect(levels, code).toContain(level);
        if (owner !== null) expect(codes, code).toContain(owner);
        expect(owner === null).toBe(level !== "so");
      }
      expect(catalogue.length).toBe(list.length === 0 ? 0 : 1285);
    }
  });

  test.each([
    ["nd09", decreeWindow],
    ["calendar", calendarWindow],
  ] as const)("any agency opens with what it and those who ended into it had waiting (%s)", async (_scheme, window) => {
    const bookedIn = async (month: number) => {
      const days = [...window(month).matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([day]) => day);
      return new Map((await Promise.all(days.map((day) => agenciesOn(province, day)))).flat().map((a) => [a.code, a]));
    };
    const rowsOf = async (code: string, month: number) =>
      z.array(counts).parse(await ask(province, `/v1/counts?agency=${code}&${window(month)}`));
    let compared = 0;
    const property = fc.asyncProperty(fc.integer({ min: FIRST, max: LAST }), fc.nat(), async (month, pick) => {
      const [before, current] = [await bookedIn(month - 1), await bookedIn(month)];
      const code = [...current.keys()][pick % Math.max(1, current.size)];
      // Nobody is left of a province that has ended.
      if (code === undefined) return;
      compared += 1;
      const ended = [...before.values()].filter(
        (each) => !current.has(each.code) && each.successors.length === 1 && each.successors[0] === code,
      );
      const sources = [...(before.has(code) ? [code] : []), ...ended.map((each) => each.code)];
      const left = new Map<string, number>();
      for (const source of sources) {
        for (const row of await rowsOf(source, month - 1)) {
          const waiting = Number(row["pendingInTime"]) + Number(row["pendingOverdue"]);
          if (waiting > 0) left.set(row.procedure, (left.get(row.procedure) ?? 0) + waiting);
        }
      }
      const opened = (await rowsOf(code, month))
        .map((row): [string, number] => [row.procedure, Number(row["openingBacklog"])])
        .filter(([, sum]) => sum > 0);
      expect(new Map(opened), `${code} ${window(month)}`).toEqual(left);
    });
    await fc.assert(property, { numRuns: 40, seed: 20250701 });
    expect(compared).toBeGreaterThan(10);
  });
});

test("codes and names that were used again are told apart by the day", async () => {
  const province = "ba-ria-vung-tau";
  expect(await record(province, "26689", "2024-12-31")).toMatchObject({
    name: "UBND xã Long Mỹ",
    validTo: "2024-12-31",
  });
  expect(await record(province, "26689", "2025-01-01")).toMatchObject({ name: "UBND thị trấn Phước Hải" });
  expect(await record(province, "26692", "2024-12-31")).toMatchObject({
    name: "UBND thị trấn Phước Hải",
    successors: ["26689"],
  });
  expect(await record(province, "752", "2025-01-01")).toBeUndefined();
  expect(await record(province, "753", "2023-06-14")).toMatchObject({ name: "UBND huyện Đất Đỏ" });
  expect(await record(province, "753", "2025-01-01")).toMatchObject({ name: "UBND huyện Long Đất" });
  expect(await record(province, "26659", "2025-01-01")).toMatchObject({ parentCode: "753" });
  expect(await record(province, "754", "2025-03-01")).toMatchObject({ name: "UBND thành phố Phú Mỹ" });
  expect(await record("dong-nai", "26041", "2024-12-31")).toMatchObject({ name: "UBND phường Quyết Thắng" });
  expect(await record("dong-nai", "26041", "2025-06-30")).toMatchObject({ name: "UBND phường Trung Dũng" });
  expect(await record("dong-nai", "26041", "2025-07-01")).toMatchObject({ name: "UBND phường Trấn Biên" });
  expect(await record("dong-nai", "26449", "2025-06-30")).toMatchObject({ successors: ["26359", "26446"] });
  expect(await record("dong-nai", "731", "2025-06-30")).toMatchObject({ successors: [] });
  expect(await record("quang-tri", "471", "2025-06-30")).toMatchObject({ successors: ["19742"] });
  expect(await record("quang-tri", "19742", "2025-07-01")).toMatchObject({ name: "UBND đặc khu Cồn Cỏ", level: "xa" });
  expect(await record("quang-tri", "18880", "2025-07-01")).toMatchObject({
    name: "UBND phường Đồng Hới",
    parentCode: null,
  });
});

test("an agency answers in every window on whose first or last day it is in force, and in no other", async () => {
  const client = clientOf("dong-nai");
  const status = async (code: string, window: string) =>
    (await client.get(`/v1/counts?agency=${code}&${window}`)).status;
  // 26032 ended on 2024-12-31, 75-SNNMT began on 2025-03-01, 25195 (of Bình Phước before) on 2025-07-01.
  expect([await status("26032", decreeWindow(49)), await status("26032", decreeWindow(50))]).toEqual([200, 404]);
  expect([await status("26032", calendarWindow(48)), await status("26032", calendarWindow(49))]).toEqual([200, 404]);
  expect([await status("75-SNNMT", decreeWindow(50)), await status("75-SNNMT", decreeWindow(51))]).toEqual([404, 200]);
  expect([await status("25195", decreeWindow(54)), await status("25195", decreeWindow(55))]).toEqual([404, 200]);
  expect([await status("731", decreeWindow(55)), await status("731", decreeWindow(56))]).toEqual([200, 404]);
});

test("what cannot be handed on to one successor is finished before the end", async () => {
  for (const code of ["26449", "731"]) {
    const path = `/v1/counts?agency=${code}&${decreeWindow(55)}`;
    const rows = z.array(counts).parse(await ask("dong-nai", path));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.some((row) => Number(row["openingBacklog"]) > 0)).toBe(true);
    for (const row of rows) expect(Number(row["pendingInTime"]) + Number(row["pendingOverdue"])).toBe(0);
  }
});

test("a department's tasks go where its work went", async () => {
  const tasks = z.array(z.object({ task: z.string(), agency: z.string() }));
  const whose = async (asOf: string) =>
    tasks
      .parse(await ask("ba-ria-vung-tau", `/v1/tasks?programme=brvt-qd-2023&asOf=${asOf}`))
      .filter(({ task }) => task === "VT23-R-STTTT")
      .map((each) => each.agency);
  expect(await whose("2025-02-28")).toEqual(["77-STTTT"]);
  expect(await whose("2025-03-01")).toEqual(["77-SKHCN"]);
});
