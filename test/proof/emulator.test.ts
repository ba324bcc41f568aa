import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { EmulatedFunction } from "./cloud/emulator.ts";
import { asBuilt } from "./deployment.ts";

const PROBE = `
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
export const write = async ({ path }) => { writeFileSync(path, "x"); return "written"; };
export const temporary = async () => { writeFileSync(process.env.TMPDIR + "/a", "x"); return readFileSync(process.env.TMPDIR + "/a", "utf8"); };
export const start = async () => spawnSync("true").status;
export const thread = async () => { new Worker("", { eval: true }); return "started"; };
export const read = async ({ path }) => readFileSync(path, "utf8").length;
export const wait = async () => { await sleep(60_000); };
export const pid = async ({ ms }) => { await sleep(ms); return process.pid; };
export const names = async () => Object.keys(process.env).sort();
export const large = async () => "x".repeat(7_000_000);
`;

const folder = mkdtempSync(join(tmpdir(), "probe-"));
const opened: EmulatedFunction[] = [];

beforeAll(() => writeFileSync(join(folder, "probe.mjs"), PROBE));
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));
afterAll(() => rmSync(folder, { recursive: true }));

function probe(handler: string, timeoutSeconds = 30): EmulatedFunction {
  const limits = { memoryMb: 512, timeoutSeconds };
  const deployed = { name: "Probe", arn: "arn", handler: `probe.${handler}`, ...limits, environment: { OWN: "1" } };
  const { flags } = asBuilt(folder);
  const one = new EmulatedFunction(deployed, { taskRoot: folder, platform: () => ({ AWS_REGION: "r" }), flags });
  opened.push(one);
  return one;
}

it("lets a function write to its temporary folder and nowhere else", async () => {
  const elsewhere = join(folder, "elsewhere");
  expect(await probe("temporary").invoke({})).toBe("x");
  await expect(probe("write").invoke({ path: elsewhere })).rejects.toThrow("restricted");
  expect(existsSync(elsewhere)).toBe(false);
});

it("lets a function read its own code, and no other file", async () => {
  expect(await probe("read").invoke({ path: join(folder, "probe.mjs") })).toBe(PROBE.length);
  await expect(probe("read").invoke({ path: join(import.meta.dirname, "../../package.json") })).rejects.toThrow(
    "restricted",
  );
});

it("lets a function start neither processes nor threads", async () => {
  await expect(probe("start").invoke({})).rejects.toThrow("restricted");
  await expect(probe("thread").invoke({})).rejects.toThrow("restricted");
});

it("hands a function the template's variables and those of the platform, nothing of this process", async () => {
  const platform = [
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
  ];
  expect(await probe("names").invoke({})).toEqual(
    [...platform, "LAMBDA_TASK_ROOT", "OWN", "TMPDIR", "_HANDLER"].sort(),
  );
});

it("ends a function that outlasts its time limit", async () => {
  await expect(probe("wait", 1).invoke({})).rejects.toMatchObject({ name: "Sandbox.Timedout" });
});

it("names a handler that is not there", async () => {
  await expect(probe("nothing").invoke({})).rejects.toThrow("probe.nothing is undefined");
});

it("refuses an answer over 6 MB", async () => {
  await expect(probe("large").invoke({})).rejects.toMatchObject({ name: "Function.ResponseSizeTooLarge" });
});

it("runs events that come at once in processes of their own, and the next in one that is there", async () => {
  const function_ = probe("pid");
  const [one, other] = await Promise.all([function_.invoke({ ms: 200 }), function_.invoke({ ms: 200 })]);
  const third = await function_.invoke({ ms: 0 });
  expect(one).not.toBe(other);
  expect([one, other]).toContain(third);
  expect(function_.invocations.map(({ initMs }) => initMs !== null)).toEqual([true, true, false]);
});
