import { afterEach, describe, expect, test } from "vitest";
import { AccessDenied, AnswerInvalid, NotReported, ProvinceUnavailable } from "../../functions/domain/failure.ts";
import type { Fault } from "../../functions/simulator/answers/faults.ts";
import { startSimulator } from "../../functions/simulator/server.ts";
import { type ProvinceApiOptions, provinceApi } from "../../functions/sources/client.ts";

const NOW = new Date("2021-01-20T05:00:00Z");
const WINDOW = { from: "2020-12-15", to: "2021-01-14" };
const AGENCY = "45-STP";
const CREDENTIALS = { clientId: "mo-phong", clientSecret: "mo-phong" };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A client that waits for nothing, of a simulator with these faults. */
async function ask(faults: readonly Fault[], options: Partial<ProvinceApiOptions> = {}) {
  const simulator = await startSimulator({ province: "quang-tri", now: () => NOW, faults });
  const waits: number[] = [];
  const log: string[] = [];
  const api = provinceApi({
    baseUrl: simulator.url,
    ...CREDENTIALS,
    now: () => NOW,
    retryBaseMs: 10,
    random: () => 0,
    sleep: async (ms) => void waits.push(ms),
    log: (line) => void log.push(line),
    ...options,
  });
  open.push(simulator.close, api.close);
  return { api, waits, log };
}

const counts = { path: "/v1/counts", agency: AGENCY, from: WINDOW.from };

const sound = async () => (await ask([])).api.counts(AGENCY, WINDOW);

describe("a fault that heals is asked over, and the answer is the sound one", () => {
  test.each<readonly [string, Fault, readonly number[]]>([
    ["JSON cut off", { kind: "cut-off", times: 2, ...counts }, [10, 20]],
    ["HTML instead of JSON", { kind: "html", times: 1, ...counts }, [10]],
    ["503 without Retry-After", { kind: "unavailable", times: 3, ...counts }, [10, 20, 40]],
    ["503 with Retry-After", { kind: "unavailable", retryAfterSeconds: 5, times: 1, ...counts }, [5_000]],
    [
      "429 with seconds",
      { kind: "too-many-requests", retryAfterSeconds: 7, as: "seconds", times: 2, ...counts },
      [7_000, 7_000],
    ],
    [
      "429 with an HTTP date",
      { kind: "too-many-requests", retryAfterSeconds: 9, as: "date", times: 1, ...counts },
      [9_000],
    ],
    ["a connection cut in mid-answer", { kind: "reset", times: 2, ...counts }, [10, 20]],
    ["a revoked token", { kind: "revoked-token", times: 1, ...counts }, [10]],
    ["no token at first", { kind: "unavailable", path: "/oauth2/token", times: 1 }, [10]],
  ])("%s", async (_name, fault, expected) => {
    const { api, waits } = await ask([fault]);
    expect(await api.counts(AGENCY, WINDOW)).toEqual(await sound());
    expect(waits).toEqual(expected);
  });

  test("an answer that takes too long once", async () => {
    const { api, waits } = await ask([{ kind: "slow", ms: 5_000, times: 1, ...counts }], { answerTimeoutMs: 1_000 });
    expect(await api.counts(AGENCY, WINDOW)).toEqual(await sound());
    expect(waits).toEqual([10]);
  });

  test("a list whose dataAsOf changed between two pages is read again from the first", async () => {
    const { api, log } = await ask([{ kind: "moving-data", path: "/v1/procedures", times: 2 }]);
    const list = await api.procedures(WINDOW.to);
    expect(list).toEqual(await (await ask([])).api.procedures(WINDOW.to));
    expect(list.rows.length).toBeGreaterThan(1_000);
    expect(log).toHaveLength(2);
  });
});

describe("a fault that stays is told by its name", () => {
  test.each<readonly [string, Fault, object]>([
    ["a late agency", { kind: "late-agency", ...counts }, { name: "NotReported" }],
    ["JSON cut off", { kind: "cut-off", ...counts }, { name: "AnswerInvalid", actual: "not JSON" }],
    ["HTML instead of JSON", { kind: "html", ...counts }, { name: "AnswerInvalid", actual: "not JSON" }],
    ["503", { kind: "unavailable", ...counts }, { name: "ProvinceUnavailable", reason: "503" }],
    [
      "429",
      { kind: "too-many-requests", retryAfterSeconds: 1, as: "seconds", ...counts },
      { name: "ProvinceUnavailable", reason: "429" },
    ],
    [
      "a source whose clock is ahead",
      { kind: "future-data", ...counts },
      { name: "AnswerInvalid", actual: 'dataAsOf="2021-01-20T06:00:00.000Z"' },
    ],
    ["a cut connection", { kind: "reset", ...counts }, { name: "ProvinceUnavailable", reason: "connection reset" }],
    ["a token revoked again and again", { kind: "revoked-token", ...counts }, { name: "AccessDenied" }],
    [
      "a negative count",
      { kind: "broken-row", field: "counter", value: -1, ...counts },
      { name: "AnswerInvalid", expected: "integer >= 0", actual: "counter=-1" },
    ],
    [
      "a field that is not there",
      { kind: "broken-row", field: "postal", ...counts },
      { name: "AnswerInvalid", actual: "postal=absent" },
    ],
  ])("%s", async (_name, fault, expected) => {
    const { api } = await ask([fault]);
    const error: unknown = await api.counts(AGENCY, WINDOW).catch((reason: unknown) => reason);
    expect(error).toMatchObject(expected);
    const classes = [AccessDenied, AnswerInvalid, NotReported, ProvinceUnavailable];
    expect(classes.some((each) => error instanceof each)).toBe(true);
    // Another agency is not hit.
    expect((await api.counts("461", WINDOW)).rows.length).toBeGreaterThan(0);
  });

  test("an answer that never comes in time", async () => {
    const { api } = await ask([{ kind: "slow", ms: 5_000, ...counts }], { answerTimeoutMs: 500, retries: 1 });
    await expect(api.counts(AGENCY, WINDOW)).rejects.toMatchObject({ name: "ProvinceUnavailable", reason: "timeout" });
  });

  test("a list whose dataAsOf changes in every reading", async () => {
    const { api } = await ask([{ kind: "moving-data", path: "/v1/procedures" }]);
    await expect(api.procedures(WINDOW.to)).rejects.toMatchObject({ name: "ProvinceUnavailable" });
  });
});

test("a broken answer is not asked for again: the province has to mend it", async () => {
  const { api, waits } = await ask([{ kind: "broken-row", field: "counter", value: -1, times: 1, ...counts }]);
  await expect(api.counts(AGENCY, WINDOW)).rejects.toThrow(AnswerInvalid);
  expect(waits).toEqual([]);
  expect(await api.counts(AGENCY, WINDOW)).toEqual(await sound());
});

test("counts that were read before the window was over come as they are, and say when", async () => {
  const { api } = await ask([{ kind: "early-data", ...counts }]);
  const { rows } = await sound();
  expect(await api.counts(AGENCY, WINDOW)).toMatchObject({ rows, dataAsOf: "2021-01-14T06:00:00+07:00" });
});

test("provisional counts are marked so, and differ from the final ones in the way of filing only", async () => {
  const { api } = await ask([{ kind: "provisional", times: 1, ...counts }]);
  const [early, late] = [await api.counts(AGENCY, WINDOW), await api.counts(AGENCY, WINDOW)];
  expect([early.status, late.status]).toEqual(["provisional", "final"]);
  expect(Date.parse(early.dataAsOf)).toBeLessThan(Date.parse(late.dataAsOf));
  const remote = (rows: typeof early.rows) => rows.reduce((sum, row) => sum + row.onlineRemote, 0);
  const both = (rows: typeof early.rows) => rows.map((row) => row.onlineRemote + row.counter);
  expect(remote(early.rows)).toBeLessThan(remote(late.rows));
  expect(both(early.rows)).toEqual(both(late.rows));
});

test("the faults of one server are counted apart, and end at their instant by the simulator's clock", async () => {
  const { api } = await ask([
    { kind: "late-agency", times: 1, ...counts },
    { kind: "late-agency", until: NOW, agency: "461" },
    { kind: "late-agency", times: 1, agency: "462" },
  ]);
  await expect(api.counts(AGENCY, WINDOW)).rejects.toThrow(NotReported);
  expect((await api.counts(AGENCY, WINDOW)).rows.length).toBeGreaterThan(0);
  expect((await api.counts("461", WINDOW)).rows.length).toBeGreaterThan(0);
  await expect(api.counts("462", WINDOW)).rejects.toThrow(NotReported);
});
