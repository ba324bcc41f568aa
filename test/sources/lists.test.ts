import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { agencyRow, countsRow, DAY, page, READ_AT, WINDOW } from "../helpers/sources/rows.ts";
import { client, stubProvince } from "../helpers/sources/stub.ts";

const LATER = "2023-06-15T00:05:00+07:00";

test("pages are joined in their order", async () => {
  const stub = await stubProvince([
    page([agencyRow("77-A")], { nextCursor: "trang 2/á" }),
    page([], { nextCursor: "p3" }),
    page([agencyRow("77-B")]),
  ]);

  await expect(client(stub.url).api.agencies(DAY)).resolves.toEqual({
    rows: [agencyRow("77-A"), agencyRow("77-B")],
    status: "final",
    dataAsOf: READ_AT,
    synthetic: false,
  });
  expect(stub.data.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
    { asOf: DAY, limit: "500" },
    { asOf: DAY, limit: "500", cursor: "trang 2/á" },
    { asOf: DAY, limit: "500", cursor: "p3" },
  ]);
});

test("a list whose dataAsOf changes between two pages is read again from the first", async () => {
  const stub = await stubProvince([
    page([agencyRow("77-A")], { nextCursor: "p2", status: "provisional" }),
    page([agencyRow("77-B")], { dataAsOf: LATER }),
    page([agencyRow("77-A", { name: "Tên mới" })], { nextCursor: "p2", dataAsOf: LATER }),
    page([agencyRow("77-C")], { dataAsOf: LATER }),
  ]);

  await expect(client(stub.url).api.agencies(DAY)).resolves.toEqual({
    rows: [agencyRow("77-A", { name: "Tên mới" }), agencyRow("77-C")],
    status: "final",
    dataAsOf: LATER,
    synthetic: false,
  });
  expect(stub.data.map(({ url }) => url.searchParams.get("cursor"))).toEqual([null, "p2", null, "p2"]);
});

test("a list whose dataAsOf changes in every reading is given up", async () => {
  const stub = await stubProvince((_asked, n) =>
    page([], { nextCursor: "p2", dataAsOf: `2023-06-15T00:00:${10 + n}Z` }),
  );

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "ProvinceUnavailable",
    reason: "dataAsOf keeps changing",
  });
  expect(stub.data).toHaveLength(8);
});

test("a list of the future is refused at its first page, and one that is ahead by what clocks differ is not", async () => {
  const stub = await stubProvince(({ url }) => {
    const dataAsOf = url.pathname.endsWith("counts") ? "2023-06-15T01:05:01Z" : "2023-06-15T08:05:00+07:00";
    return page([], { dataAsOf, nextCursor: url.searchParams.has("cursor") ? null : "p2" });
  });
  const { api } = client(stub.url);

  await expect(api.counts("77-A", WINDOW)).rejects.toMatchObject({
    name: "AnswerInvalid",
    procedure: "",
    expected: "dataAsOf <= now",
    actual: 'dataAsOf="2023-06-15T01:05:01Z"',
  });
  expect(stub.data).toHaveLength(1);
  await expect(api.agencies(DAY)).resolves.toMatchObject({ rows: [] });
});

test("a list with always one more page is refused at the bound", async () => {
  const stub = await stubProvince((_asked, n) => page([], { nextCursor: `p${n}` }));

  await expect(client(stub.url, { maxPages: 6 }).api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    procedure: "",
    expected: "a last page",
    actual: "more than 6 pages",
  });
  expect(stub.data).toHaveLength(6);
});

test("a list of exactly as many pages as the bound is whole", async () => {
  const stub = await stubProvince((_asked, n) => page([], { nextCursor: n < 5 ? `p${n}` : null }));

  await expect(client(stub.url, { maxPages: 6 }).api.agencies(DAY)).resolves.toMatchObject({ rows: [] });
});

test("a cursor that comes again is refused", async () => {
  const stub = await stubProvince((_asked, n) => page([], { nextCursor: n % 2 === 0 ? "p2" : "p3" }));

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "a last page",
    actual: "cursor repeated",
  });
  expect(stub.data).toHaveLength(3);
});

test("a list is provisional if one of its pages says so", async () => {
  const stub = await stubProvince([
    page([], { nextCursor: "p2" }),
    page([], { nextCursor: "p3", status: "provisional" }),
    page([]),
  ]);

  await expect(client(stub.url).api.counts("77-A", WINDOW)).resolves.toMatchObject({ status: "provisional" });
});

test.each([
  ["true", true],
  ["True", true],
  ["false", false],
])("the label X-Synthetic-Data: %s on one page makes the answer synthetic: %s", async (label, synthetic) => {
  const stub = await stubProvince([
    page([], { nextCursor: "p2" }),
    { ...page([]), headers: { "X-Synthetic-Data": label } },
  ]);

  await expect(client(stub.url).api.agencies(DAY)).resolves.toMatchObject({ synthetic });
});

test.each([
  [undefined, 4],
  [2, 2],
])("with a bound of %s at most %s requests are under way", async (maxConcurrency, most) => {
  const stub = await stubProvince(async (asked) => {
    await pause(5);
    return page([], { nextCursor: asked.url.searchParams.has("cursor") ? null : "p2" });
  });
  const { api } = client(stub.url, maxConcurrency === undefined ? {} : { maxConcurrency });

  const agencies = Array.from({ length: 12 }, (_, index) => `77-${index}`);
  await Promise.all([api.agencies(DAY), ...agencies.map((agency) => api.counts(agency, WINDOW))]);

  expect([stub.most, stub.data.length]).toEqual([most, 26]);
});

test("a call that waits for its retry keeps its place", async () => {
  const stub = await stubProvince([{ status: 503 }, page([])]);
  const { api } = client(stub.url, { maxConcurrency: 1, sleep: (_ms) => pause(30) });

  await Promise.all([api.counts("77-A", WINDOW), api.counts("77-B", WINDOW)]);

  expect(stub.data.map(({ url }) => url.searchParams.get("agency"))).toEqual(["77-A", "77-A", "77-B"]);
});

test("an agency that had nothing answers with an empty list", async () => {
  const stub = await stubProvince([page([])]);

  await expect(client(stub.url).api.counts("77-A", WINDOW)).resolves.toMatchObject({ rows: [], status: "final" });
});

test.each(["/lgsp/ttch", "/lgsp/ttch/"])("a path in the base address is kept: %s", async (prefix) => {
  const stub = await stubProvince([page([countsRow("1.000001")])]);

  await client(`${stub.url}${prefix}`).api.counts("77 A&B", WINDOW);

  expect(stub.tokens[0]?.url.pathname).toBe("/lgsp/ttch/oauth2/token");
  expect(stub.data[0]?.url.pathname).toBe("/lgsp/ttch/v1/counts");
  expect(stub.data[0]?.url.searchParams.get("agency")).toBe("77 A&B");
});
