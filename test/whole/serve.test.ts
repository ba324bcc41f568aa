import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CLI, folder, run } from "./command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "./example-province.ts";

let province: ExampleProvince;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
  await province.close();
});

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  readonly token: string;
  readonly lines: readonly string[];
}

/** Starts `serve` as a process of its own, and waits for the line with the token. */
async function serve(state: string): Promise<Serving> {
  const args = [CLI, "serve", "--state", state, "--port", "0", "--api", province.url];
  const env = { PATH: process.env["PATH"] ?? "", ...CREDENTIALS, PROVINCE_API_RETRY_MS: "0" };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(line)) break;
  }
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(lines.join("\n"))?.[0] ?? "";
  return { child, url, token: lines.at(-1) ?? "", lines };
}

const ask = (serving: Serving, path: string, more: RequestInit = {}): Promise<Response> =>
  fetch(`${serving.url}${path}`, { ...more, headers: { Authorization: `Bearer ${serving.token}`, ...more.headers } });

async function rerun(serving: Serving): Promise<string> {
  const body = JSON.stringify({ province: "ba-ria-vung-tau", period: "2023-06", reason: "thử" });
  const headers = { "Content-Type": "application/json", "Idempotency-Key": "mot-khoa" };
  const answer = await ask(serving, "/runs", { method: "POST", body, headers });
  expect(answer.status).toBe(202);
  return (await answer.json()).id;
}

async function until(serving: Serving, id: string, state: string) {
  const patience = AbortSignal.timeout(120_000);
  for (;;) {
    const detail = await (await ask(serving, `/runs/${id}`)).json();
    if (detail.state === state) return detail;
    if (patience.aborted) throw new Error(JSON.stringify(detail));
    await new Promise(setImmediate);
  }
}

test("serve prints its address and the token on a line of its own, runs what is asked for, and starts nothing by itself", async () => {
  const state = join(folder(), "state");
  const serving = await serve(state);
  expect(serving.lines).toHaveLength(3);
  expect(province.asked).toEqual([]);
  const id = await rerun(serving);
  await until(serving, id, "published");

  const where = ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--state", state, "--base", serving.url];
  const added = await run(["links", "add", "--recipient", "Nguyễn Văn A", ...where]);
  const [link = "", about = ""] = added.stdout.split("\n");
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/b\/[\w-]{22}$/);
  expect(about).toMatch(/^Liên kết [0-9a-f]{16} cấp cho Nguyễn Văn A: ba-ria-vung-tau\/2023-06, dùng được đến/);
  expect((await fetch(link)).status).toBe(200);
  await (await fetch(`${link}/1/bao-cao-cntt.pdf`)).arrayBuffer();

  const listed = await run(["links", "list", "--state", state]);
  expect(listed.stdout).toMatch(
    /^[0-9a-f]{16} {2}Nguyễn Văn A {2}ba-ria-vung-tau\/2023-06 {2}dùng được đến .* {2}tải 1 lượt/,
  );
  expect(listed.stdout).not.toContain(link.slice(-22));
  const revoked = await run(["links", "revoke", listed.stdout.slice(0, 16), "--state", state]);
  expect(revoked.stdout).toContain("đã thu hồi");
  expect((await fetch(link)).status).toBe(404);

  serving.child.kill("SIGTERM");
  expect(await once(serving.child, "exit")).toEqual([0, null]);
});

test("a run whose server was killed in the middle goes on with the next server, by the same key and under the same id", async () => {
  const state = join(folder(), "state");
  const first = await serve(state);
  const id = await rerun(first);
  while (!province.asked.some((path) => path.startsWith("/v1/counts"))) await new Promise(setImmediate);
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  const second = await serve(state);
  expect(await rerun(second)).toBe(id);
  const detail = await until(second, id, "published");
  expect(detail).toMatchObject({ revision: 1, failure: null });
  expect((await ask(second, "/runs", { headers: { Authorization: `Bearer ${first.token}` } })).status).toBe(401);
});

test.each([
  ["an unknown action", ["links", "xoa"], /links -- list/],
  ["a link for nobody", ["links", "add", "--province", "dong-nai"], /--recipient/],
  [
    "a link to nothing published",
    ["links", "add", "--recipient", "A", "--province", "dong-nai", "--period", "2023-06"],
    /Chưa phát hành/,
  ],
  [
    "a report without its period",
    ["links", "add", "--recipient", "A", "--province", "dong-nai", "--report", "cntt"],
    /--period/,
  ],
  ["a link of no days", ["links", "add", "--recipient", "A", "--province", "dong-nai", "--days", "0"], /ngày/],
  ["a revocation of nothing", ["links", "revoke", "0123456789abcdef"], /Không có liên kết/],
  ["a port that is none", ["serve", "--port", "99999"], /99999/],
])("%s is refused with one sentence", async (_name, args, words) => {
  const ended = await run([...args, "--state", join(folder(), "state")]);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toMatch(words);
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
});
