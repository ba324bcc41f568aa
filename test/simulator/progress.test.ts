import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Client, connect } from "../helpers/simulator/client.ts";

const measures = z.object({
  agency: z.string(),
  portalUsers: z.int().min(0),
  identifiedUsers: z.int().min(0),
  websites: z.int().min(0),
  websitesWithSection: z.int().min(0),
});
const agency = z.object({ code: z.string(), level: z.string() });
const progress = z.object({
  task: z.string(),
  agency: z.string(),
  status: z.enum(["not-started", "in-progress", "done"]),
  completedOn: z.string().nullable(),
  note: z.string(),
});
const ORDER = { "not-started": 0, "in-progress": 1, done: 2 };

let client: Client;
beforeAll(async () => {
  client = await connect();
});
afterAll(() => client.close());

async function tasksOf(programme: string, asOf: string) {
  return z.array(progress).parse(await client.all(`/v1/tasks?programme=${programme}&asOf=${asOf}`));
}

test("every agency in force has one row of measures, and no part is more than its whole", async () => {
  const agencies = z.array(agency).parse(await client.all("/v1/agencies?asOf=2022-12-14"));
  const rows = z.array(measures).parse(await client.all("/v1/measures?asOf=2022-12-14"));
  expect(rows.map((each) => each.agency)).toEqual(agencies.map(({ code }) => code));
  rows.forEach((each, i) => {
    expect(each.identifiedUsers).toBeLessThanOrEqual(each.portalUsers);
    expect(each.websitesWithSection).toBeLessThanOrEqual(each.websites);
    expect(each.websites).toBeGreaterThanOrEqual(agencies[i]?.level === "xa" ? 0 : 1);
  });
  expect(rows.some((each) => each.websitesWithSection < each.websites)).toBe(true);
});

test("tasks go forward only, and are done on a day that has come", async () => {
  let earlier = await tasksOf("brvt-qd-2023", "2023-03-31");
  expect(earlier.every(({ status }) => status === "not-started")).toBe(true);
  for (const asOf of ["2023-05-14", "2023-06-30", "2023-08-14", "2024-06-30"]) {
    const later = await tasksOf("brvt-qd-2023", asOf);
    later.forEach((each, i) => {
      expect(ORDER[each.status]).toBeGreaterThanOrEqual(ORDER[earlier[i]?.status ?? "done"]);
      expect(each.completedOn !== null).toBe(each.status === "done");
      if (each.completedOn !== null) expect(each.completedOn <= asOf).toBe(true);
    });
    earlier = later;
  }
  expect(new Set(earlier.map(({ status }) => status))).toEqual(new Set(["in-progress", "done"]));
  expect(new Set(earlier.map(({ task, agency }) => `${task} ${agency}`)).size).toBe(earlier.length);
});

test("all but a few agencies answer for the programme of their province", async () => {
  const agencies = await client.all("/v1/agencies?asOf=2023-06-14");
  const answering = new Set((await tasksOf("brvt-qd-2023", "2023-06-14")).map(({ agency }) => agency));
  const silent = agencies.filter(({ code }) => !answering.has(String(code)));
  expect(silent.map(({ name }) => name)).toContain("Thanh tra tỉnh");
  expect(silent.length).toBeLessThan(agencies.length / 10);
});

test("a programme that the province does not know has no tasks", async () => {
  expect(await tasksOf("brvt-qd-2099", "2023-06-14")).toEqual([]);
  expect(await tasksOf("dongnai-kh109-2022", "2023-06-14")).toEqual([]);
});
