import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { published } from "../helpers/portal/runs.ts";

let portal: TestPortal;
let links: { readonly series: string; readonly province: string };
beforeAll(async () => {
  portal = await testPortal();
  await published(portal);
  const created = "2023-06-20T03:00:00.000Z";
  const common = { recipient: "Nguyễn Văn A", revision: 1, created, expires: "2099-01-01T00:00:00.000Z" };
  const { links: store } = portal.world.ports;
  const series = await store.add({ ...common, scope: { kind: "series", series: SERIES } });
  const province = await store.add({ ...common, scope: { kind: "province", province: PROVINCE } });
  links = { series: series.token, province: province.token };
});
afterAll(() => portal.close());

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Asks for an address as it stands, which `fetch` would tidy up. */
async function ask(method: string, path: string): Promise<Answer> {
  const headers = { ...bearer(portal.served.token), Connection: "close" };
  const sent = request(portal.served.url, { method, path, headers, agent: false });
  sent.end();
  const [answer] = await once(sent, "response");
  return { status: answer.statusCode, body: await text(answer) };
}

/** What is said of a thing that is not there, without the name that it was asked by. */
const Said = z.object({ code: z.string(), title: z.string(), status: z.int() });
const saidIn = ({ status, body }: Answer): unknown =>
  body.startsWith("{") ? Said.parse(JSON.parse(body)) : { status, body };

const LONG = 2_100;

/** Parts of an address as they are sent. */
const ODD: readonly string[] = [
  "a".repeat(LONG),
  "%E1%BA%A1".repeat(LONG / 2),
  "a".repeat(15_000),
  `a..recipient.${"A".repeat(22)}`,
  `${PROVINCE}..recipient.${"A".repeat(22)}`,
  `..contact.${"A".repeat(22)}`,
  `${"a".repeat(200)}.a.operator.A`,
  "...",
  "..%2F..%2Fversion.json",
  "%00",
  "a%00b",
  "%2F",
  "a%2Fb",
  "%5C",
  "%ED%A0%80",
  "%C0%AE",
  "%",
  "%zz",
  "%25",
  "%2500",
  "__proto__",
  "constructor",
  "toString",
  "%E2%80%AE%D7%90%D7%91",
  "%EF%BF%BF",
  "%F0%9F%98%80",
  "0",
  "-1",
  "1e0",
  "01",
];

/** Parts that make the address another one: what is not there under it is not there, whoever answers so. */
const ELSEWHERE: readonly string[] = ["", "..", ".", "%2e%2e", "a/b/c/d", "../../.."];

type Route = readonly [method: string, name: string, path: (part: string) => string, absent: string, status: number];

/** Every part of an address that a stranger chooses, and one of its kind that is not there. */
const ROUTES: readonly Route[] = [
  ["GET", "/b/{}", (part) => `/b/${part}`, "khong-co", 404],
  ["GET", "/b/?ky={}", (part) => `/b/${links.province}?ky=${part}`, "2020-01", 404],
  ["GET", "/b/?ban={}", (part) => `/b/${links.series}?ban=${part}`, "7", 404],
  ["GET", "/b/?ky=&ban={}", (part) => `/b/${links.province}?ky=2023-06&ban=${part}`, "7", 404],
  ["GET", "/b/{}/1/figures.csv", (part) => `/b/${part}/1/figures.csv`, "khong-co", 404],
  ["GET", "/b//{}/figures.csv", (part) => `/b/${links.series}/${part}/figures.csv`, "7", 404],
  ["GET", "/b//1/{}", (part) => `/b/${links.series}/1/${part}`, "khong-co", 404],
  ["GET", "/b//1/figures.csv?ky={}", (part) => `/b/${links.province}/1/figures.csv?ky=${part}`, "2020-01", 404],
  ["GET", "/u/{}", (part) => `/u/${part}`, "khong-co", 404],
  ["POST", "/u/{}", (part) => `/u/${part}`, "khong-co", 404],
  ["GET", "/verify/{}", (part) => `/verify/${part}`, "00000000000000000000", 404],
  ["GET", "/periods?province={}", (part) => `/periods?province=${part}`, "ha-tay", 422],
  ["GET", "/revisions?series={}", (part) => `/revisions?series=${part}`, "khong/co", 404],
  ["GET", "/revisions/{}", (part) => `/revisions/${part}?series=${SERIES}`, "7", 404],
  ["GET", "/revisions/1?series={}", (part) => `/revisions/1?series=${part}`, "khong/co", 404],
  ["GET", "/revisions/{}/changes", (part) => `/revisions/${part}/changes?series=${SERIES}`, "7", 404],
  ["GET", "/revisions/1/changes?series={}", (part) => `/revisions/1/changes?series=${part}`, "khong/co", 404],
  ["GET", "/runs?limit={}", (part) => `/runs?limit=${part}`, "khong-co", 400],
  ["GET", "/runs?before={}", (part) => `/runs?before=${part}`, "khong-co", 400],
  ["GET", "/runs/{}", (part) => `/runs/${part}`, "0".repeat(32), 404],
  ["POST", "/runs/{}/cancel", (part) => `/runs/${part}/cancel`, "0".repeat(32), 404],
  ["GET", "/signed-copies?series={}", (part) => `/signed-copies?series=${part}`, "khong/co", 404],
  ["GET", "/b//1/ban-da-ky/{}/1.pdf", (part) => `/b/${links.series}/1/ban-da-ky/${part}/1.pdf`, "khong-co", 404],
  ["GET", "/{}", (part) => `/${part}`, "khong-co", 404],
  ["PUT", "/runs/{}", (part) => `/runs/${part}`, "khong-co", 404],
  ["PATCH", "/b/{}", (part) => `/b/${part}`, "khong-co", 404],
  ["DELETE", "/u/{}", (part) => `/u/${part}`, "khong-co", 404],
  ["OPTIONS", "/verify/{}", (part) => `/verify/${part}`, "khong-co", 404],
  ["HEAD", "/b/{}", (part) => `/b/${part}`, "khong-co", 404],
  ["HEAD", "/u/{}", (part) => `/u/${part}`, "khong-co", 404],
];

const isQuery = (name: string): boolean => name.includes("={}");

describe.each(ROUTES)("%s %s", (method, name, path, absent, status) => {
  test("answers what cannot be there like what is not there", async () => {
    const expected = saidIn(await ask(method, path(absent)));
    expect(expected).toMatchObject({ status });
    const parts = ODD.filter((part) => !MEANT[name]?.includes(part));
    for (const part of [...parts, ...(isQuery(name) ? ["", "..", "../../.."] : [])]) {
      expect(saidIn(await ask(method, path(part))), part.slice(0, 60)).toEqual(expected);
    }
  });

  test("has nothing under an address that becomes another one", async () => {
    for (const part of isQuery(name) ? [] : ELSEWHERE) {
      const answer = await ask(method, path(part));
      // The first page is open to everybody, and tells of nobody.
      const isFirst = new URL(path(part), portal.served.url).pathname === "/" && ["GET", "HEAD"].includes(method);
      expect(answer.status, part).toBe(isFirst ? 200 : 404);
      expect(answer.body).not.toMatch(/\bat .*\.[jt]s|Error|node_modules/);
    }
  });

  test("is not even read with 100,000 letters", async () => {
    expect((await ask(method, path("a".repeat(100_000)))).status).toBe(431);
  });
});

/** What is not odd there: numbers that a limit may be. */
const MEANT: Readonly<Record<string, readonly string[]>> = { "/runs?limit={}": ["1e0", "01"] };

test("a parameter that nobody knows changes nothing", async () => {
  const expected = await ask("GET", "/runs");
  for (const part of ODD) expect(await ask("GET", `/runs?${part}`), part.slice(0, 60)).toEqual(expected);
});

const TEXTS = ["", "a".repeat(LONG), "a".repeat(30_000), "..", "\0", "/", "\ud800", "%", "__proto__", "\u202eאב"];

describe.each(["province", "period", "programmes", "reason", "__proto__"])(
  "the field %s of a request to run",
  (field) => {
    test.each(TEXTS)("is refused with %.20j", async (value) => {
      const fields = { province: "ha-tay", period: "2023-06", reason: "thử" };
      const odd = JSON.stringify(field === "programmes" ? [value] : value);
      const body = `{${JSON.stringify(fields).slice(1, -1)},${JSON.stringify(field)}:${odd}}`;
      const answer = await fetch(`${portal.served.url}/runs`, {
        method: "POST",
        headers: { ...bearer(portal.served.token), "Content-Type": "application/json", "Idempotency-Key": "khoa" },
        body,
      });
      expect([400, 422]).toContain(answer.status);
      expect(Said.parse(await answer.json()).status).toBe(answer.status);
    });
  },
);
