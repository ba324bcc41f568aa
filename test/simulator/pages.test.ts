import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../helpers/simulator/client.ts";

let client: Client;
beforeAll(async () => {
  client = await connect();
});
afterAll(() => client.close());

const LISTS = [
  "/v1/agencies?asOf=2023-06-14",
  "/v1/measures?asOf=2023-06-14",
  "/v1/counts?agency=747&from=2023-05-15&to=2023-06-14",
  "/v1/tasks?programme=brvt-qd-2023&asOf=2023-06-14",
  "/v1/procedures?asOf=2023-06-14",
];

test.each(LISTS)("the pages of %s joined are the whole list, whatever their size", async (path) => {
  const whole = await client.all(path);
  expect(await client.all(path, 37)).toEqual(whole);
  expect(await client.all(path, 200)).toEqual(whole);
});

test("a page holds 200 items unless asked otherwise, and the last one has no cursor", async () => {
  const first = await client.list("/v1/procedures?asOf=2023-06-14");
  expect(first.items).toHaveLength(200);
  expect(first.nextCursor).not.toBeNull();
  const agencies = await client.list("/v1/agencies?asOf=2023-06-14&limit=111");
  expect(agencies.items).toHaveLength(111);
  expect(agencies.nextCursor).toBeNull();
});

test("a cursor of another query is refused, and so is a made-up one", async () => {
  const { nextCursor } = await client.list("/v1/agencies?asOf=2023-06-14&limit=10");
  expect((await client.get(`/v1/agencies?asOf=2023-06-14&limit=50&cursor=${nextCursor}`)).status).toBe(200);
  const foreign = [
    `/v1/agencies?asOf=2023-06-15&cursor=${nextCursor}`,
    `/v1/measures?asOf=2023-06-14&cursor=${nextCursor}`,
    "/v1/agencies?asOf=2023-06-14&cursor=10",
    `/v1/agencies?asOf=2023-06-14&cursor=${Buffer.from("10.abc").toString("base64url")}`,
    `/v1/agencies?asOf=2023-06-14&cursor=${Buffer.from("NaN.abc").toString("base64url")}`,
  ];
  for (const path of foreign) expect((await client.get(path)).status, path).toBe(400);
});
