import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { windowOfMonth, yearToDateOf } from "../../../functions/domain/period.ts";
import { parseFiguresCsv } from "../../../functions/render/csv.ts";
import { startSimulator } from "../../../functions/simulator/server.ts";
import { run } from "../../helpers/runs/command.ts";
import { CREDENTIALS } from "../../helpers/runs/example-province.ts";
import { formOf } from "../../helpers/workbooks/imports.ts";

const PROVINCE = "dong-nai";
/** One month since January: every month asked for is one more that is imported. */
const PERIOD = "2022-01";
const PLAN = ["--programme", "dongnai-kh109-2022"];
const NOTE = "Ghi chú: cột (9) gồm cả hồ sơ rút, trả lại";
const NOW = "2022-01-20T03:00:00Z";

const Token = z.object({ access_token: z.string() });
const Agency = z.object({ code: z.string(), name: z.string(), parentCode: z.string().nullable() });
const Row = z.looseObject({});
const Page = z.object({ items: z.array(Row), nextCursor: z.string().nullable().optional() });

/** The simulated province as if it were a real one, which gives no counts of some of its agencies. */
async function provinceWithout(isSilent: (agency: string) => boolean) {
  const simulator = await startSimulator({ province: PROVINCE, now: () => new Date(NOW) });
  const credential = Buffer.from("mo-phong:mo-phong").toString("base64");
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", simulator.url);
    const isCounts = url.pathname === "/v1/counts" && isSilent(url.searchParams.get("agency") ?? "");
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const { authorization = "", "content-type": type = "application/json" } = request.headers;
      const isToken = url.pathname === "/oauth2/token";
      const headers = { authorization: isToken ? `Basic ${credential}` : authorization, "content-type": type };
      const body = isToken ? { method: "POST", body: Buffer.concat(chunks) } : {};
      const answer = await fetch(url, { headers, ...body });
      const text = await answer.text();
      response.writeHead(isCounts ? 404 : answer.status, { "Content-Type": "application/json" });
      response.end(isCounts ? JSON.stringify({ title: "không có", status: 404 }) : text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await simulator.close();
  };
  return { url: `http://127.0.0.1:${port}`, simulator: simulator.url, credential, close };
}

type Province = Awaited<ReturnType<typeof provinceWithout>>;

/** Every row of a list of the simulator, as it gives it. */
async function listed({ simulator, credential }: Province, path: string): Promise<z.infer<typeof Row>[]> {
  const asked = await fetch(`${simulator}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${credential}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const headers = { authorization: `Bearer ${Token.parse(await asked.json()).access_token}` };
  const rows: z.infer<typeof Row>[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await fetch(`${simulator}${path}${cursor === "" ? "" : `&cursor=${cursor}`}`, { headers });
    const { items, nextCursor = null } = Page.parse(await page.json());
    rows.push(...items);
    cursor = nextCursor;
  }
  return rows;
}

/** The eleven numbers of Biểu II.06a that an agency's rows of a month come to. */
function formNumbers(rows: readonly z.infer<typeof Row>[]): number[] {
  const sum = (...fields: readonly string[]): number =>
    rows.reduce((all, row) => all + fields.reduce((own, field) => own + Number(row[field] ?? 0), 0), 0);
  const [online, paper, before] = [
    sum("onlineRemote", "onlineAssisted"),
    sum("counter", "postal"),
    sum("openingBacklog"),
  ];
  const [early, onTime, late] = [sum("resolvedEarly"), sum("resolvedOnTime", "withdrawn"), sum("resolvedLate")];
  const [inTime, overdue] = [sum("pendingInTime"), sum("pendingOverdue")];
  const [taken, done, open] = [online + paper + before, early + onTime + late, inTime + overdue];
  return [taken, online, paper, before, done, early, onTime, late, open, inTime, overdue];
}

/** Biểu II.06a of each month since January, with a row for each of some agencies. */
async function workbooks(
  province: Province,
  isIn: (code: string) => boolean,
  place: string,
): Promise<[string, string][]> {
  const files: [string, string][] = [];
  for (const month of yearToDateOf(PERIOD)) {
    const { from, to } = windowOfMonth(month, "nd09");
    const agencies = z.array(Agency).parse(await listed(province, `/v1/agencies?asOf=${to}`));
    const nameOf = new Map(agencies.map(({ code, name }) => [code, name]));
    const units: [string, number[]][] = [];
    for (const { code, name, parentCode } of agencies.filter((one) => isIn(one.code))) {
      const isTwice = agencies.filter((one) => one.name === name).length > 1;
      const district = (nameOf.get(parentCode ?? "") ?? "").replace(/^UBND /, "");
      const rows = await listed(province, `/v1/counts?agency=${code}&from=${from}&to=${to}`);
      units.push([isTwice ? `${name}, ${district}` : name, formNumbers(rows)]);
    }
    if (units.length === 0) continue;
    const file = join(place, `${month}.xlsx`);
    writeFileSync(file, await formOf(month, ...units, [NOTE, []]));
    files.push([month, file]);
  }
  return files;
}

/** The figures of June by a way of collecting: those whom the province tells nothing of are imported. */
async function figuresOf(isImported: (agency: string) => boolean): Promise<readonly FigureRow[]> {
  const place = mkdtempSync(join(tmpdir(), "ba-cach-"));
  const province = await provinceWithout(isImported);
  const of = ["--province", PROVINCE, "--state", join(place, "state")];
  const report = () =>
    run(["report", ...of, "--period", PERIOD, ...PLAN, "--api", province.url, "--out", join(place, "out")], {
      ...CREDENTIALS,
    });
  // So that the agencies are known for whom something is imported; without enough counts nothing is published.
  await report();
  const files = await workbooks(province, isImported, place);
  for (const [month, file] of files) {
    const stored = await run(["import", ...of, "--month", month, "--by", "Nguyễn Thị An", file]);
    if (stored.code !== 0) throw new Error(stored.stdout + stored.stderr);
  }
  const again = await report();
  await province.close();
  if (again.code !== 0) throw new Error(again.stderr);
  const current = readdirSync(join(place, "out"), { recursive: true })
    .map(String)
    .filter((name) => /r\d\/figures\.csv$/.test(name))
    .sort()
    .at(-1);
  return parseFiguresCsv(readFileSync(join(place, "out", current ?? ""), "utf8"), "figures.csv");
}

const keyOf = ({ programme, target, scope, code, basis }: FigureRow): string =>
  [programme, target, scope, code, basis].join(" ");

/** What a row comes to, as text. */
const told = ({ numerator, denominator, rate }: FigureRow): string => `${numerator}/${denominator} ${rate}`;

type How = "equal" | "absent" | "other";

/** Each row that has a figure by the contract, and whether it is equal by another way, not there, or another number. */
function compared(contract: readonly FigureRow[], other: readonly FigureRow[]) {
  const found = new Map(other.map((row) => [keyOf(row), row]));
  return contract
    .filter(({ numerator }) => numerator !== null)
    .map((row) => {
      const now = found.get(keyOf(row));
      const isAbsent = now === undefined || now.numerator === null;
      const how: How = isAbsent ? "absent" : told(now) === told(row) ? "equal" : "other";
      return { row, now, how };
    });
}

const targetsThat = (rows: ReturnType<typeof compared>, how: How): string[] =>
  [...new Set(rows.filter((one) => one.how === how).map(({ row }) => row.target))].sort();

let contract: readonly FigureRow[];
beforeAll(async () => {
  contract = await figuresOf(() => false);
});

/** What Biểu II.06a does not tell: payments, digitised results, which procedures had dossiers, what was resolved online. */
const NOT_IN_FORM = ["active-services", "digitised-results", "online-payments", "online-resolution"];
/** What comes from the catalogue and the lists of users and pages, however the counts come. */
const BESIDE = [
  ...["identified-users", "payable-services", "provision", "published-procedures"],
  ...["redesigned-services", "website-sections"],
];

// Issue 17: a month collected three ways gives the figures that agree and the ones that cannot be had.
test("imported alone, each figure is that of the contract or is not there, and none is another number", async () => {
  const rows = compared(contract, await figuresOf(() => true));

  expect(targetsThat(rows, "equal")).toEqual(BESIDE);
  expect(targetsThat(rows, "absent")).toEqual(NOT_IN_FORM);
  expect(targetsThat(rows, "other")).toEqual([]);
});

test("half imported, every agency's own figure agrees or is not there; a sum that lacks some says how many", async () => {
  const rows = compared(contract, await figuresOf((code) => code.charCodeAt(code.length - 1) % 2 === 0));
  const others = rows.filter(({ how }) => how === "other");

  expect(targetsThat(rows, "equal")).toEqual([...BESIDE, ...NOT_IN_FORM].sort());
  expect(targetsThat(rows, "absent")).toEqual(NOT_IN_FORM);
  expect(others.length).toBeGreaterThan(0);
  for (const { row, now } of others) {
    expect([row.scope, row.target]).not.toEqual(["agency", row.target]);
    expect(now?.missing).toBeGreaterThan(row.missing);
  }
});
