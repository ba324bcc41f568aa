import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { sweepObjects } from "../../functions/laptop/folder.ts";
import { stateUsers } from "../helpers/laptop/users.ts";

const users = stateUsers();
const ID = "00000000-0000-0000-0000-000000000000";
const GONE = 2 ** 22 + 1;

/** When a process started, by what `ps` reads. */
const startOf = async (pid: number): Promise<string> =>
  /^.*\) (?:\S+ ){19}(\d+)/.exec(await readFile(`/proc/${pid}/stat`, "utf8"))?.[1] ?? "";

async function leave(...names: string[]): Promise<void> {
  await mkdir(join(users.dir, "objects/.tmp"), { recursive: true });
  for (const name of names) await writeFile(join(users.dir, "objects/.tmp", name), "half");
}
const left = async () => (await readdir(join(users.dir, "objects/.tmp"))).sort();

it("of processes that have ended are removed, also where another process has their id by now", async () => {
  await sweepObjects(join(users.dir, "nowhere"));
  const [own, other] = [await startOf(process.pid), await startOf(process.ppid)];
  const kept = [`${process.pid}-${own}-${ID}.tmp`, `${process.ppid}-${other}-${ID}.tmp`, `${process.ppid}-${ID}.tmp`];
  const ended = [`${GONE}-7-${ID}.tmp`, `${process.pid}-7-${ID}.tmp`, `${process.ppid}-7-${ID}.tmp`];
  await leave(...kept, ...ended, `${GONE}-${ID}.tmp`, `${process.pid}-${ID}.tmp`, "note");
  await sweepObjects(join(users.dir, "objects"));
  expect(await left()).toEqual([...kept, "note"].sort());
});

it("are removed by who comes to own the folder, not by who is let in", async () => {
  const names = [`${GONE}-7-${ID}.tmp`];
  const service = users.start("service");
  await service.line("open");
  await leave(...names);
  const command = users.start("command");
  await command.line("open");
  expect(await left()).toEqual(names);
  await command.close();
  await service.kill();
  await users.open();
  expect(await left()).toEqual([]);
});

it("of one thread stay while others of its process sweep: no write fails", async () => {
  const objects = join(users.dir, "objects");
  const script = new URL("../helpers/laptop/writer.ts", import.meta.url);
  const writers = [0, 1].map(() => new Worker(script, { workerData: objects }));
  let sweeps = 0;
  while (sweeps < 500 || (await readdir(objects).catch(() => [])).length < 3) {
    await sweepObjects(objects);
    sweeps += 1;
  }
  for (const writer of writers) {
    writer.postMessage("stop");
    const [told] = await once(writer, "message");
    expect(told).toMatchObject({ failures: [] });
    expect(told.written).toBeGreaterThan(0);
  }
  expect(await left()).toEqual([]);
});
