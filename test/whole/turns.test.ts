import { beforeEach, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { type Served, startPortal } from "../../functions/cli/serve.ts";
import type { Execute } from "../../functions/laptop/executions.ts";
import { stateUsers } from "../helpers/laptop/users.ts";
import { TEMPLATES } from "../helpers/runs/world.ts";

const users = stateUsers();
const catalogue = loadCatalogue(TEMPLATES);

/** Executions that go on until they are let end. */
class Executions {
  /** Runs in the order in which they began. */
  readonly begun: unknown[] = [];
  most = 0;
  #under = 0;
  readonly #ends: (() => void)[] = [];

  readonly execute: Execute = async (input, signal) => {
    this.begun.push(input);
    this.#under += 1;
    this.most = Math.max(this.most, this.#under);
    const end = Promise.withResolvers<void>();
    this.#ends.push(end.resolve);
    signal.addEventListener("abort", () => end.resolve());
    await end.promise;
    this.#under -= 1;
    signal.throwIfAborted();
    return { output: { outcome: "nothing-new" } };
  };

  /** Lets the one end that began at this place, from 0, as soon as it has begun. */
  async end(at: number): Promise<void> {
    while (this.begun.length <= at) await new Promise(setImmediate);
    this.#ends[at]?.();
  }
}

/** A millisecond passes between any two looks at the clock. */
let clock = Date.parse("2023-06-20T03:00:00Z");
const now = (): Date => {
  clock += 1;
  return new Date(clock);
};

let executions: Executions;
let served: Served;

async function open(atOnce = 1): Promise<void> {
  executions = new Executions();
  const common = { stateDir: users.dir, api: null, catalogue, now };
  const here = { port: 0, issuers: [], warn: () => {}, executeIn: () => executions.execute, beatMs: 50 };
  const one = await startPortal({ ...common, ...here, atOnce });
  served = one;
  onTestFinished(() => one.close());
}
beforeEach(() => open());

const Run = z.object({ id: z.string(), state: z.string(), stateText: z.string(), place: z.int().nullable() });
const shown = async (id: string) => Run.parse(await (await ask(`/runs/${id}`)).json());

async function ask(path: string, body?: object, key = ""): Promise<Response> {
  const headers = {
    Authorization: `Bearer ${served.token}`,
    "Content-Type": "application/json",
    "Idempotency-Key": key,
  };
  const method = body === undefined ? "GET" : "POST";
  return fetch(`${served.url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

async function start(key: string): Promise<string> {
  const named = { period: "2023-05", programmes: ["brvt-qd-2023"] };
  const answer = await ask("/runs", { province: "ba-ria-vung-tau", ...named, reason: "thử" }, key);
  expect(answer.status).toBe(202);
  return (await answer.json()).id;
}

async function until(id: string, state: string): Promise<void> {
  while ((await (await ask(`/runs/${id}`)).json()).state !== state) await new Promise(setImmediate);
}

test("eight runs at once each wait for their turn, and none fails", async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, (_, at) => start(`khoa-${at}`)));
  for (const at of ids.keys()) await executions.end(at);
  for (const id of ids) await until(id, "nothing-new");
  expect(executions.most).toBe(1);
  expect(executions.begun).toHaveLength(8);
});

test("a run that waits for its turn can be cancelled, and does not hold up the next one", async () => {
  const first = await start("mot");
  while (executions.begun.length === 0) await new Promise(setImmediate);
  const second = await start("hai");
  await until(second, "waiting");
  const answer = await ask(`/runs/${second}/cancel`, {});
  expect([answer.status, (await answer.json()).state]).toEqual([202, "cancelled"]);
  const third = await start("ba");
  await executions.end(0);
  await executions.end(1);
  await until(first, "nothing-new");
  await until(third, "nothing-new");
  expect(executions.begun).toEqual([expect.objectContaining({ run: first }), expect.objectContaining({ run: third })]);
});

test("those that wait say so, each its place, and go on in the order of requests, also after a restart", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 4; at++) ids.push(await start(`khoa-${at}`));
  const [first = "", second = "", third = "", fourth = ""] = ids;
  while (executions.begun.length === 0) await new Promise(setImmediate);
  expect(await shown(third)).toMatchObject({ state: "waiting", place: 2, stateText: "đang chờ, thứ 2 trong hàng chờ" });
  const list = z.object({ items: z.array(Run) }).parse(await (await ask("/runs")).json());
  const places = new Map(list.items.map(({ id, place }) => [id, place]));
  expect([second, third, fourth].map((id) => places.get(id))).toEqual([1, 2, 3]);
  expect((await ask(`/runs/${third}/cancel`, {})).status).toBe(202);
  expect((await shown(fourth)).place).toBe(2);

  await served.close();
  await open();
  for (const at of [0, 1, 2]) await executions.end(at);
  await until(fourth, "nothing-new");
  expect(executions.begun.map((input) => z.object({ run: z.string() }).parse(input).run)).toEqual([
    ...[first, second, fourth],
  ]);
  expect(executions.most).toBe(1);
});

test("a service of two has two at work at once, one of another process among them", async () => {
  await served.close();
  await open(2);
  const ids: string[] = [];
  for (let at = 0; at < 3; at++) ids.push(await start(`khoa-${at}`));
  while (executions.begun.length < 2) await new Promise(setImmediate);
  const other = users.start("run");
  await other.line("waiting");
  await executions.end(0);
  await other.line("open");
  expect(executions.begun).toHaveLength(2);
  await other.kill();
  for (const at of [1, 2]) await executions.end(at);
  for (const id of ids) await until(id, "nothing-new");
  expect(executions.most).toBe(2);
});

test("a service that closes during a run does not give another process a turn, but the folder", async () => {
  await start("mot");
  while (executions.begun.length === 0) await new Promise(setImmediate);
  const other = users.start("run");
  await other.line("waiting");
  await served.close();
  await other.line("open");
  expect((await users.owner()).pid).toBe(other.child.pid);
});
