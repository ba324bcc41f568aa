import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { momentText } from "../../functions/report/wording.ts";
import { gateAt } from "../helpers/laptop/gate.ts";
import { CLI, folder, run, toldIn } from "../helpers/runs/command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";

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

/** Starts a command as a process of its own. */
function start(...args: string[]) {
  const env = { PATH: process.env["PATH"] ?? "", ...CREDENTIALS, PROVINCE_API_RETRY_MS: "0" };
  const child = spawn(process.execPath, [CLI, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  return child;
}

/** Starts `serve`, and waits for the line with the token. */
async function serve(state: string, api = province.url): Promise<Serving> {
  const child = start("serve", "--state", state, "--port", "0", "--api", api);
  child.stderr.pipe(process.stderr);
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

async function rerun(serving: Serving, key = "mot-khoa"): Promise<string> {
  const body = JSON.stringify({ province: "ba-ria-vung-tau", period: "2023-06", reason: "thử" });
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
  const answer = await ask(serving, "/runs", { method: "POST", body, headers });
  expect(answer.status).toBe(202);
  return (await answer.json()).id;
}

/** What a stream gives, as it comes. */
function textOf(stream: NodeJS.ReadableStream): { text: string } {
  const told = { text: "" };
  stream.setEncoding("utf8").on("data", (text) => {
    told.text += text;
  });
  return told;
}

async function until(serving: Serving, id: string, state: string) {
  const patience = AbortSignal.timeout(120_000);
  for (;;) {
    const detail = await (await ask(serving, `/runs/${id}`)).json();
    if (detail.state === state) return detail;
    if (patience.aborted) throw new Error(JSON.stringify(detail));
    await sleep(100);
  }
}

test("serve prints its address and the token on a line of its own, runs what is asked for, and starts nothing by itself", async () => {
  const state = join(folder(), "state");
  const serving = await serve(state);
  expect(serving.lines).toHaveLength(3);
  const { exp } = decodeJwt(serving.token);
  expect(serving.lines[1]).toBe(
    `Mã vận hành (dùng được đến ${momentText(new Date(Number(exp) * 1000).toISOString())}, không quá lúc dừng chương trình; khởi động lại để có mã mới):`,
  );
  expect(province.asked).toEqual([]);
  // Whatever lies there, a run's thread removes nothing: only who comes to own the folder does.
  const temporary = `${serving.child.pid}-00000000-0000-0000-0000-000000000000.tmp`;
  const temporaries = [join(state, temporary), join(state, "objects/.tmp", temporary)];
  mkdirSync(join(state, "objects/.tmp"), { recursive: true });
  for (const path of temporaries) writeFileSync(path, "half");
  const id = await rerun(serving);
  await until(serving, id, "published");
  expect(temporaries.filter((path) => !existsSync(path))).toEqual([]);

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

test("a report beside a server that is killed ends with one sentence, and goes on when it is run again", async () => {
  const place = folder();
  const state = join(place, "state");
  const gate = await gateAt(province.url, "/v1/counts");
  onTestFinished(() => gate.close());
  const serving = await serve(state);
  const where = ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--state", state];
  const args = ["report", ...where, "--api", gate.url, "--out", join(place, "out")];
  const report = start(...args);
  const told = textOf(report.stderr);
  await gate.held;
  serving.child.kill("SIGKILL");
  await once(serving.child, "exit");
  const ended = once(report, "close");
  gate.open();
  expect(await ended).toEqual([1, null]);
  expect(toldIn(told.text)).toEqual([
    `Tiến trình ${serving.child.pid} không còn giữ thư mục dữ liệu ${realpathSync(state)}; chạy lại lệnh này, những gì đã lưu vẫn còn.`,
  ]);

  const again = await run(args, CREDENTIALS);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("đã phát hành bản 1") });
});

test("a report and three runs beside a run that is under way wait for their turns, the report says so, none fails; other commands go on", async () => {
  const place = folder();
  const state = join(place, "state");
  const gate = await gateAt(province.url, "/v1/counts");
  onTestFinished(() => gate.close());
  const serving = await serve(state, gate.url);
  const ids = [await rerun(serving)];
  await gate.held;
  const asked = gate.asked.filter((path) => path.startsWith("/v1/agencies")).length;

  const where = ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--state", state];
  const report = start("report", ...where, "--api", gate.url, "--out", join(place, "out"));
  const ended = once(report, "close");
  const [told, printed] = [textOf(report.stderr), textOf(report.stdout)];
  while (!told.text.includes("Thư mục")) await once(report.stderr, "data");
  expect(toldIn(told.text)).toEqual([
    `Thư mục dữ liệu ${state} đang được một lệnh khác dùng; đang chờ đến lượt (Ctrl+C để thôi chờ).`,
  ]);
  for (let at = 0; at < 3; at++) ids.push(await rerun(serving, `khoa-${at}`));
  expect(await run(["links", "list", "--state", state])).toMatchObject({ code: 0, stdout: "Chưa cấp liên kết nào.\n" });
  const stateOf = async (id: string): Promise<string> => (await (await ask(serving, `/runs/${id}`)).json()).state;
  expect(await Promise.all(ids.map(stateOf))).toEqual(["running", "waiting", "waiting", "waiting"]);
  const given = ids.pop() ?? "";
  expect((await ask(serving, `/runs/${given}/cancel`, { method: "POST" })).status).toBe(202);
  await until(serving, given, "cancelled");
  expect(report.exitCode).toBeNull();
  expect(gate.asked.filter((path) => path.startsWith("/v1/agencies"))).toHaveLength(asked);

  gate.open();
  const [first = "", ...others] = ids;
  await until(serving, first, "published");
  for (const id of others) await until(serving, id, "nothing-new");
  expect(await ended).toEqual([0, null]);
  expect(printed.text).toContain("không có gì mới, bản 1 vẫn hiện hành");
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
  expect(toldIn(ended.stderr)).toHaveLength(1);
});
