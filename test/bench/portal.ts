/**
 * `npm run bench:portal -- [--seconds 30] [--minutes 0] [--program FOLDER]`: publishes a small province, serves it, and
 * asks eight of the portal's routes for so many seconds each, then all of them in turn for so many minutes, while the
 * memory of the process is read once a minute. Prints tables in Markdown. `--program` is another checkout, to compare.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { z } from "zod";
import { CREDENTIALS, exampleProvince } from "../helpers/runs/example-province.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    minutes: { type: "string", default: "0" },
    program: { type: "string", default: ROOT },
  },
});
const CONNECTIONS = 10;
const PERIOD = ["--province", "ba-ria-vung-tau", "--period", "2023-06"];
const SERIES = "ba-ria-vung-tau/2023-06";

const place = mkdtempSync(join(tmpdir(), "bench-portal-"));
const state = join(place, "state");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function start(...args: string[]): ChildProcess {
  const env = { PATH: process.env["PATH"] ?? "", ...CREDENTIALS };
  return spawn(process.execPath, [join(values.program, "functions/cli.js"), ...args], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`ended with ${code}`);
  return text;
}

/** Starts `serve`, and reads on until the line with the token. */
async function serve(...args: string[]): Promise<{ child: ChildProcess; url: string; token: string }> {
  const child = start("serve", "--state", state, "--port", "0", ...args);
  if (child.stdout === null) throw new Error("no output");
  let url = "";
  for await (const line of createInterface({ input: child.stdout })) {
    url ||= /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(line)) return { child, url, token: line };
  }
  throw new Error("serve has ended");
}

const Manifest = z.object({ verification: z.object({ code: z.string() }) });

function codeOf(): string {
  const file = join(place, "out", SERIES, "r1/manifest.json");
  return Manifest.parse(JSON.parse(readFileSync(file, "utf8"))).verification.code;
}

const memoryMb = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

const askedOf = (url: string, token: string, duration: number) => ({
  ...{ url, duration, connections: CONNECTIONS },
  headers: { authorization: `Bearer ${token}` },
});

async function main(): Promise<void> {
  const province = await exampleProvince();
  const api = ["--api", province.url];
  await outputOf(start("report", ...PERIOD, "--state", state, "--out", join(place, "out"), ...api));
  const { child, url, token } = await serve(...api);
  const made = start("links", "add", "--recipient", "Văn phòng", ...PERIOD, "--state", state, "--base", url);
  const link = (await outputOf(made)).split("\n")[0] ?? "";
  const routes: readonly (readonly [string, string])[] = [
    ["link's page", link],
    ["figures.csv behind a link", `${link}/1/figures.csv`],
    ["PDF behind a link", `${link}/1/bao-cao-cntt.pdf`],
    ["page of a printed code", `${url}/verify/${codeOf()}`],
    ["periods", `${url}/periods?province=ba-ria-vung-tau`],
    ["revisions", `${url}/revisions?series=${encodeURIComponent(SERIES)}`],
    ["one revision", `${url}/revisions/1?series=${encodeURIComponent(SERIES)}`],
    ["runs", `${url}/runs`],
  ];
  say(
    "| Route | req/s | p50, ms | p97.5, ms | p99, ms | Not 2xx or 3xx | Errors | Memory after, MB |\n|---|---|---|---|---|---|---|---|",
  );
  for (const [name, address] of routes) {
    const { requests, latency, errors, non2xx, ...more } = await autocannon(
      askedOf(address, token, Number(values.seconds)),
    );
    const refused = non2xx - more["3xx"];
    const numbers = [requests.average.toFixed(0), latency.p50, latency.p97_5, latency.p99, refused, errors];
    say(`| ${[name, ...numbers, memoryMb(child).toFixed(0)].join(" | ")} |`);
  }
  if (Number(values.minutes) > 0) say("\n| Minute | Requests | Memory, MB |\n|---|---|---|");
  for (let minute = 1; minute <= Number(values.minutes); minute++) {
    let asked = 0;
    for (const [, address] of routes) {
      asked += (await autocannon(askedOf(address, token, 60 / routes.length))).requests.total;
    }
    say(`| ${minute} | ${asked} | ${memoryMb(child).toFixed(0)} |`);
  }
  child.kill("SIGTERM");
  await once(child, "exit");
  await province.close();
}

try {
  await main();
} finally {
  rmSync(place, { recursive: true, force: true });
}
