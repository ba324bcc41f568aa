import { describe, expect, it } from "vitest";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { has, put, stateUsers } from "../helpers/laptop/users.ts";

const users = stateUsers();
const never = new AbortController().signal;

describe("runs in a service's folder", () => {
  it("have their turns in the order of asking; one that is killed gives its turn, or its place, back", async () => {
    await users.open();
    const first = users.start("run");
    await first.line("open");
    const waiting = [];
    for (let at = 0; at < 3; at++) {
      const run = users.start("run");
      await run.line("waiting");
      waiting.push(run);
    }
    const [second, third, fourth] = waiting;
    await third?.kill();
    await first.kill();
    await second?.line("open");
    expect(fourth?.lines).toEqual(["waiting"]);
    expect(await second?.close()).toEqual([0, null]);
    await fourth?.line("open");
    expect(first.lines).toEqual(["open"]);
    expect([second, third, fourth].map((run) => run?.lines)).toEqual([
      ["waiting", "open"],
      ["waiting"],
      ["waiting", "open"],
    ]);
  });

  it("do not keep a command waiting", async () => {
    const service = await users.open();
    await service.turn(never);
    const command = users.start("command", "command", 1);
    await command.line("0");
    expect(command.lines).toEqual(["open", "0"]);
  });

  it("of the service itself and of other processes are one after the other", async () => {
    const service = await users.open();
    const own = await service.turn(never);
    const other = users.start("run");
    await other.line("waiting");
    let later = "asked";
    const turn = service.turn(never).then((pass) => {
      later = "given";
      return pass;
    });
    own.end();
    await other.line("open");
    await put(service, "1");
    expect(later).toBe("asked");
    await other.kill();
    (await turn).end();
  });

  it("that are stopped while they wait do not hold up those behind them", async () => {
    const service = await users.open();
    const first = await service.turn(never);
    const stopping = new AbortController();
    const stopped = service.turn(stopping.signal);
    const last = service.turn(never);
    stopping.abort(new Error("cancelled"));
    await expect(stopped).rejects.toThrow("cancelled");
    await expect(service.turn(stopping.signal)).rejects.toThrow("cancelled");
    first.end();
    (await last).end();
  });
});

it("a turn that is not given back is free when its user has closed the database", async () => {
  const service = await users.open();
  const second = await openDatabase(users.dir);
  await second.turn(never);
  const waiting = service.turn(never);
  await second.close();
  (await waiting).end();
});

describe("a folder whose owner is no service", () => {
  it.each(["run", "service"] as const)("is owned by a %s that waits for a run's end", async (use) => {
    const owner = users.start("run", "owner", 1);
    await owner.line("0");
    const calls: string[] = [];
    const opening = users.open({ use, waiting: () => calls.push("waiting") });
    while (calls.length === 0) await new Promise(setImmediate);
    expect((await users.owner()).pid).toBe(owner.child.pid);
    expect(await owner.close()).toEqual([0, null]);
    const here = await opening;
    expect((await users.owner()).pid).toBe(process.pid);
    expect(calls).toEqual(["waiting"]);
    expect(await has(here, "owner", "0")).toBe(true);
  });

  it("is owned by a run that waits when a command is killed; another run goes on waiting", async () => {
    const owner = users.start("command");
    await owner.line("open");
    const runs = [users.start("run"), users.start("run")];
    await Promise.all(runs.map((run) => run.line("waiting")));
    await owner.kill();
    const first = await Promise.race(runs.map((run) => run.line("open").then(() => run)));
    const second = runs.find((run) => run !== first);
    expect((await users.owner()).pid).toBe(first.child.pid);
    expect(await first.close()).toEqual([0, null]);
    await second?.line("open");
    expect(runs.map(({ lines }) => lines)).toEqual([
      ["waiting", "open"],
      ["waiting", "open"],
    ]);
  });
});

it("a service waits for another one's end", async () => {
  const service = users.start("service");
  await service.line("open");
  const second = users.start("service");
  await second.line("waiting");
  await service.kill();
  await second.line("open");
  expect((await users.owner()).pid).toBe(second.child.pid);
});
