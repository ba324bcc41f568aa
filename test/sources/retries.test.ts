import { expect, test } from "vitest";
import { DAY, page, WINDOW } from "../helpers/sources/rows.ts";
import { client, deadAddress, muteAddress, type Reply, stubProvince } from "../helpers/sources/stub.ts";

const HALF = '{"nextCursor":null,"dataAsOf":"2023-06-15T00:00:00+07:00","status":"fi';

test.each<readonly [string, Reply]>([
  ["429", { status: 429 }],
  ["502", { status: 502, raw: "<html>Bad Gateway</html>" }],
  ["503", { status: 503 }],
  ["504", { status: 504 }],
  ["a broken connection", { instead: "reset" }],
  ["HTML instead of JSON", { raw: "<html>Bảo trì</html>", headers: { "content-type": "text/html" } }],
  ["half a JSON", { raw: HALF }],
  ["an empty body", { raw: "" }],
  ["JSON without the page's envelope", { json: { message: "ok" } }],
  ["nesting without an end", { raw: "[".repeat(1_000_000) }],
])("%s is asked again", async (_case, reply) => {
  const stub = await stubProvince([reply, page([])]);
  const { api, waits } = client(stub.url);

  await expect(api.agencies(DAY)).resolves.toMatchObject({ rows: [] });
  expect([stub.data.length, waits.length]).toEqual([2, 1]);
});

test.each<readonly [string, Reply, string]>([
  ["503", { status: 503 }, "503"],
  ["a broken connection", { instead: "reset" }, "connection reset"],
  ["silence", { instead: "silence" }, "timeout"],
  ["a body that only drips", { instead: "drip" }, "timeout"],
  ["a body that stops", { raw: HALF, headers: { "content-length": "4000" } }, "timeout"],
])("after the retries %s makes the province unavailable", async (_case, reply, reason) => {
  const stub = await stubProvince([reply]);
  const { api, waits } = client(stub.url, { answerTimeoutMs: 1_000, retries: 2 });

  await expect(api.counts("77-STTTT", WINDOW)).rejects.toMatchObject({
    name: "ProvinceUnavailable",
    reason,
    message: expect.stringContaining("số liệu của 77-STTTT từ ngày 15/5/2023 đến ngày 14/6/2023"),
  });
  expect([stub.data.length, waits.length]).toEqual([3, 2]);
});

test.each<readonly [string, Reply, string, string]>([
  ["what is no HTTP", { instead: "no-http" }, "broken connection", "bị hỏng; "],
  [
    "a head of 100,000 letters",
    { headers: { "x-long": "x".repeat(100_000) }, json: {} },
    "broken connection: UND_ERR_HEADERS_OVERFLOW",
    "bị hỏng (mã lỗi UND_ERR_HEADERS_OVERFLOW); ",
  ],
])("%s is told in Vietnamese, with the code for whoever looks into it", async (_case, reply, reason, words) => {
  const stub = await stubProvince([reply]);
  const { api } = client(stub.url, { retries: 0 });

  await expect(api.counts("77-STTTT", WINDOW)).rejects.toMatchObject({
    reason,
    message: expect.stringContaining(`câu trả lời không đúng giao thức HTTP hoặc kết nối ${words}`),
  });
});

test("an address where nobody listens makes the province unavailable", async () => {
  const { api, waits } = client(await deadAddress());

  await expect(api.agencies(DAY)).rejects.toMatchObject({ reason: "connection refused" });
  expect(waits).toHaveLength(4);
});

test("a connection that is not made in time makes the province unavailable", async () => {
  const { api } = client(`https://${await muteAddress()}`, { connectTimeoutMs: 50, retries: 1 });

  await expect(api.agencies(DAY)).rejects.toMatchObject({ name: "ProvinceUnavailable", reason: "connect timeout" });
});

test.each<readonly [string, Reply, string]>([
  ["HTML", { raw: "<html>Bảo trì</html>" }, "not JSON"],
  ["half a JSON", { raw: HALF }, "not JSON"],
  ["an empty body", { raw: "" }, "not JSON"],
  ["a list without its instant", { json: { nextCursor: null, status: "final", items: [] } }, "dataAsOf=absent"],
  ["an instant without a zone", page([], { dataAsOf: "2023-06-15T00:00:00" }), 'dataAsOf="2023-06-15T00:00:00"'],
  ["a list that does not say whether it goes on", page([], { nextCursor: undefined }), "nextCursor=absent"],
  ["a list without rows", page([], { items: undefined }), "items=absent"],
  ["letters that are not UTF-8", { raw: Buffer.from('{"name":"S\xf4"}', "latin1") }, "not JSON"],
  ["an unknown status", page([], { status: "draft" }), 'status="draft"'],
])("after the retries %s is an answer that breaks the contract", async (_case, reply, actual) => {
  const stub = await stubProvince([reply]);

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    procedure: "",
    expected: "JSON of the contract",
    actual,
  });
  expect(stub.data).toHaveLength(5);
});

test.each([400, 404, 500, 204, 302])("%s to a list is not asked again", async (status) => {
  const stub = await stubProvince([{ status, headers: { location: "/v1/elsewhere" } }, page([])]);

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "ProvinceUnavailable",
    reason: String(status),
  });
  expect(stub.data).toHaveLength(1);
});

test("404 to counts says that the agency has not reported", async () => {
  const stub = await stubProvince([{ status: 404 }, page([])]);

  await expect(client(stub.url).api.counts("77-STTTT", WINDOW)).rejects.toMatchObject({
    name: "NotReported",
    message: expect.stringContaining("chưa có số liệu của 77-STTTT từ ngày 15/5/2023 đến ngày 14/6/2023 (404)"),
  });
  expect(stub.data).toHaveLength(1);
});

test.each([
  [0, [1_000, 2_000, 4_000, 8_000]],
  [0.25, [1_250, 2_500, 5_000, 10_000]],
])("the waits double from the base, times 1 and a random part: %s", async (part, expected) => {
  const stub = await stubProvince([{ status: 503 }]);
  const { api, waits } = client(stub.url, { retryBaseMs: 1_000, random: () => part });

  await expect(api.agencies(DAY)).rejects.toThrow();

  expect(waits).toEqual(expected);
});

test("left to itself the client waits a random part", async () => {
  const stub = await stubProvince([{ status: 503 }]);
  const { api, waits } = client(stub.url, { retryBaseMs: 1_000 });

  await expect(api.agencies(DAY)).rejects.toThrow();

  expect(waits.some((wait) => wait % 1_000 !== 0)).toBe(true);
});

test.each([
  ["seconds", 429, "7", 7_000],
  ["an HTTP date", 503, "Thu, 15 Jun 2023 01:00:09 GMT", 9_000],
  ["a date that has passed", 503, "Thu, 15 Jun 2023 00:00:00 GMT", 0],
  ["a date without a zone", 503, "Thu, 15 Jun 2023 01:00:09", 0],
  ["nonsense", 503, "soon", 0],
  ["more than the bound, less than a list may take", 429, "200", 120_000],
])("Retry-After is honoured: %s", async (_case, status, retryAfter, leastMs) => {
  const stub = await stubProvince([{ status, headers: { "retry-after": retryAfter } }, page([])]);
  const { api, waits } = client(stub.url);

  await api.agencies(DAY);

  expect(waits[0]).toBeGreaterThanOrEqual(leastMs);
  expect(waits[0]).toBeLessThanOrEqual(leastMs === 0 ? 2 : leastMs);
});

test("a Retry-After shorter than the backoff does not shorten it", async () => {
  const stub = await stubProvince([{ status: 429, headers: { "retry-after": "1" } }, page([])]);
  const { api, waits } = client(stub.url, { retryBaseMs: 5_000 });

  await api.agencies(DAY);

  expect(waits[0]).toBeGreaterThanOrEqual(5_000);
});

test("an answer without an end is refused at its bound, once", async () => {
  const stub = await stubProvince([{ instead: "endless" }]);

  await expect(client(stub.url, { maxAnswerBytes: 1_000_000 }).api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "at most 1000000 bytes a page",
  });
  expect(stub.data).toHaveLength(1);
});
