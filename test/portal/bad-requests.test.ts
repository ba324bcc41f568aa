import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bearer, PROVINCE, START, type TestPortal, testPortal } from "../helpers/portal/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});
afterAll(() => portal.close());
beforeEach(() => portal.setClock(START));

const BODY = { province: PROVINCE, period: "2023-06", reason: "thử" };

const ask = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  portal.post("/runs", body, { ...bearer(portal.served.token), "Idempotency-Key": "khoa", ...headers });

async function expectNothingStarted(): Promise<void> {
  const answer = await (await portal.get("/runs", portal.served.token)).json();
  expect(answer).toEqual({ items: [], next: null });
  expect(portal.province.asked).toEqual([]);
}

describe("a request that cannot be met as it stands starts nothing", () => {
  test.each<[string, unknown, number, string, RegExp]>([
    ["a period in the future", { ...BODY, period: "2024-06" }, 422, "request-invalid", /chưa bắt đầu/],
    ["a period that has not ended", { ...BODY, period: "2023-07" }, 422, "request-invalid", /chưa kết thúc/],
    ["no period", { ...BODY, period: "2023-13" }, 422, "request-invalid", /2023-13/],
    ["an unknown province", { ...BODY, province: "ha-tay" }, 422, "request-invalid", /dien-bien, dong-nai/],
    ["a path as a province", { ...BODY, province: "../dong-nai" }, 422, "request-invalid", /dong-nai/],
    ["an unknown programme", { ...BODY, programmes: ["qd-2030"] }, 422, "request-invalid", /brvt-qd-2023/],
    ["a province that has ended", { ...BODY, period: "2025-07" }, 422, "request-invalid", /chưa bắt đầu|Hồ Chí Minh/],
    ["no reason", { province: PROVINCE, period: "2023-06" }, 400, "request-malformed", /reason/],
    ["an empty reason", { ...BODY, reason: "  " }, 400, "request-malformed", /reason/],
    ["a line break in the reason", { ...BODY, reason: "a\r\nBcc: b@x.vn" }, 400, "request-malformed", /reason/],
    ["a reason of a megabyte", { ...BODY, reason: "a".repeat(2000) }, 400, "request-malformed", /reason/],
    ["a field that is not known", { ...BODY, run: "tu-dat" }, 400, "request-malformed", /run/],
    ["no programme", { ...BODY, programmes: [] }, 400, "request-malformed", /programmes/],
    ["a number as a period", { ...BODY, period: 202306 }, 400, "request-malformed", /period/],
    ["a list", [BODY], 400, "request-malformed", /nội dung/],
    ["nothing", null, 400, "request-malformed", /nội dung/],
  ])("%s", async (_name, body, status, code, words) => {
    const answer = await ask(body);
    const problem = await answer.json();
    expect(answer.status).toBe(status);
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).toMatch(words);
    await expectNothingStarted();
  });

  const raw = (body: string | undefined, headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${portal.served.url}/runs`, {
      method: "POST",
      headers: { ...bearer(portal.served.token), "Idempotency-Key": "khoa", ...headers },
      ...(body === undefined ? {} : { body }),
    });
  const JSON_TYPE = { "Content-Type": "application/json" };

  test.each<[string, () => Promise<Response>, number]>([
    ["half a JSON", () => raw('{"province": "ba', JSON_TYPE), 400],
    ["no body", () => raw(undefined, JSON_TYPE), 400],
    ["text", () => raw(JSON.stringify(BODY), { "Content-Type": "text/plain" }), 415],
    ["a form", () => raw("province=ba-ria-vung-tau", { "Content-Type": "application/x-www-form-urlencoded" }), 415],
    ["XML", () => raw("<a/>", { "Content-Type": "application/xml" }), 415],
    ["10 MB", () => raw(JSON.stringify({ ...BODY, reason: "a".repeat(10_000_000) }), JSON_TYPE), 413],
    ["10 MB without a token", () => raw("a".repeat(10_000_000), { ...JSON_TYPE, Authorization: "" }), 413],
    ["no key", () => portal.post("/runs", BODY, bearer(portal.served.token)), 400],
    ["an empty key", () => ask(BODY, { "Idempotency-Key": "" }), 400],
    ["a key with a space", () => ask(BODY, { "Idempotency-Key": "a b" }), 400],
    ["a key of 10 000 letters", () => ask(BODY, { "Idempotency-Key": "k".repeat(10_000) }), 400],
  ])("%s", async (_name, send, status) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status });
    await expectNothingStarted();
  });

  test("10 MB in pieces whose length nobody tells", async () => {
    const target = new URL(`${portal.served.url}/runs`);
    const sent = request(target, { method: "POST", headers: { ...bearer(portal.served.token), ...JSON_TYPE } });
    sent.on("error", () => {});
    for (let piece = 0; piece < 160; piece++) sent.write(Buffer.alloc(65_536, "a"));
    sent.end();
    const [answer] = await once(sent, "response");
    expect(answer.statusCode).toBe(413);
    sent.destroy();
    await expectNothingStarted();
  });
});

/** How a server ends a connection that sends no more than this. */
async function endOf(port: number, sent: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (data) => {
    text += data.toString();
  });
  socket.on("error", () => {});
  socket.write(sent);
  await once(socket, "close");
  return text;
}

test.each([
  "GET /b/a HTTP/1.1\r\nHost: a\r\nX: a\r\n b: c\r\n\r\n",
  "GET /b/a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
  `GET /b/${"a".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
])("a request that is none is refused: %j", async (sent) => {
  const text = await endOf(
    Number(new URL(portal.served.url).port),
    `${sent}GET /x HTTP/1.1\r\nConnection: close\r\n\r\n`,
  );
  expect(text).toMatch(/^HTTP\/1\.1 4\d\d/);
  expect(text).not.toContain("HTTP/1.1 200");
});
