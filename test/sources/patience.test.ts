import { expect, test } from "vitest";
import { provinceApi } from "../../functions/sources/client.ts";
import { DAY, page, WINDOW } from "../helpers/sources/rows.ts";
import { CLIENT_ID, client, NOW, SECRET, stubProvince } from "../helpers/sources/stub.ts";

/** A clock that goes on by what is waited, and by nothing else. */
function waitingClock() {
  let now = NOW;
  const sleep = async (ms: number): Promise<void> => {
    now = new Date(now.getTime() + ms);
  };
  return { now: () => now, sleep, waited: () => now.getTime() - NOW.getTime() };
}

test.each([
  ["a list", [{ status: 503, headers: { "retry-after": "99999" } }], undefined],
  ["a token", [page([])], [{ status: 503, headers: { "retry-after": "99999" } }]],
])("%s that is put off for longer than its four minutes is given up at once", async (_case, data, tokens) => {
  const stub = await stubProvince(data, tokens);
  const { now, sleep, waited } = waitingClock();
  const { api } = client(stub.url, { now, sleep, retries: 100 });

  await expect(api.counts("77-STTTT", WINDOW)).rejects.toMatchObject({ name: "ProvinceUnavailable", reason: "503" });

  expect(waited()).toBe(0);
});

test("a list that is put off again and again is given up within its four minutes", async () => {
  const stub = await stubProvince([{ status: 503, headers: { "retry-after": "150" } }]);
  const { now, sleep, waited } = waitingClock();
  const { api } = client(stub.url, { now, sleep, retries: 100 });

  await expect(api.counts("77-STTTT", WINDOW)).rejects.toMatchObject({ name: "ProvinceUnavailable", reason: "503" });

  // 120 s is the longest wait; after the first there is less left than is asked for.
  expect(waited()).toBe(120_000);
});

test("a wait that the province asks for is waited aloud", async () => {
  const stub = await stubProvince([{ status: 503, headers: { "retry-after": "3" } }, page([])]);
  const said = Promise.withResolvers<string>();
  const log = (line: string) => void (line.startsWith("Đang chờ để hỏi lại") && said.resolve(line));
  const { api } = client(stub.url, { sayEveryMs: 20, log, sleep: () => said.promise.then(() => {}) });

  await api.agencies(DAY);

  expect(await said.promise).toBe("Đang chờ để hỏi lại danh sách cơ quan ngày 14/6/2023: đã 0/3 giây.");
});

test("the pages of a list share its four minutes", async () => {
  const stub = await stubProvince((_asked, n) =>
    n % 2 === 0
      ? { status: 503, headers: { "retry-after": "90" } }
      : page([], { nextCursor: `trang-${n}`, dataAsOf: "2023-06-15T00:00:00Z" }),
  );
  const { now, sleep, waited } = waitingClock();
  const { api } = client(stub.url, { now, sleep });

  await expect(api.counts("77-STTTT", WINDOW)).rejects.toMatchObject({ name: "ProvinceUnavailable", reason: "503" });

  expect(waited()).toBe(180_000);
});

test("the next list has time of its own", async () => {
  const stub = await stubProvince([{ status: 503, headers: { "retry-after": "99999" } }, page([])]);
  const { now, sleep, waited } = waitingClock();
  const { api } = client(stub.url, { now, sleep, listTimeoutMs: 60_000 });

  await expect(api.agencies(DAY)).rejects.toMatchObject({ reason: "503" });
  expect((await api.agencies(DAY)).rows).toEqual([]);

  expect(waited()).toBe(0);
});

test("nothing is waited for beyond the end that a run has", async () => {
  const stub = await stubProvince([{ instead: "drip" }]);
  const { api, waits } = client(stub.url, { deadline: () => NOW });

  await expect(api.agencies(DAY)).rejects.toMatchObject({ name: "ProvinceUnavailable", reason: "timeout" });

  expect(waits).toEqual([]);
});

test("a client that outlives a deadline has the next one", async () => {
  const stub = await stubProvince([{ instead: "silence" }, page([])]);
  const deadlines = [new Date(NOW.getTime() + 50), new Date(NOW.getTime() + 60_000)];
  let asked = 0;
  const { api } = client(stub.url, { deadline: () => deadlines[asked] ?? null, retries: 0 });
  await api.signIn();

  await expect(api.agencies(DAY)).rejects.toMatchObject({ name: "ProvinceUnavailable", reason: "timeout" });
  asked++;
  expect((await api.agencies(DAY)).rows).toEqual([]);
});

test("an answer that comes a byte at a time is waited for aloud", async () => {
  const stub = await stubProvince([{ instead: "drip" }]);
  const { api, lines } = client(stub.url, { answerTimeoutMs: 3_000, retries: 0, sayEveryMs: 1_000 });

  await expect(api.agencies(DAY)).rejects.toMatchObject({ reason: "timeout" });

  expect(lines).toContain("Đang chờ câu trả lời khi hỏi danh sách cơ quan ngày 14/6/2023: đã 1 giây.");
});

test("what is waited for when the client is closed ends at once, without a word", async () => {
  const stub = await stubProvince([{ status: 503, headers: { "retry-after": "100" } }, { instead: "silence" }]);
  const lines: string[] = [];
  const closed = Promise.withResolvers<void>();
  const api = provinceApi({
    baseUrl: stub.url,
    clientId: CLIENT_ID,
    clientSecret: SECRET,
    now: () => NOW,
    log(line) {
      lines.push(line);
      closed.resolve();
    },
  });
  const asked = [api.agencies(DAY), api.procedures(DAY)].map((one) => one.catch((error: unknown) => error));
  await closed.promise;
  await api.close();

  for (const ended of await Promise.all(asked)) expect(ended).toBeInstanceOf(Error);
  expect(lines).toHaveLength(1);
});
