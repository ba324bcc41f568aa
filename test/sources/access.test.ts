import { expect, test } from "vitest";
import { agencyRow, DAY, page, WINDOW } from "../helpers/sources/rows.ts";
import { CLIENT_ID, client, NOW, SECRET, stubProvince, token } from "../helpers/sources/stub.ts";

const fourLists = (api: ReturnType<typeof client>["api"]) =>
  Promise.all(["77-A", "77-B", "77-C", "77-D"].map((agency) => api.counts(agency, WINDOW)));

test("one token serves many calls", async () => {
  const stub = await stubProvince([page([])]);
  const { api } = client(stub.url);

  await fourLists(api);
  await api.agencies(DAY);

  expect(stub.tokens).toHaveLength(1);
  expect(stub.data.map((asked) => asked.authorization)).toEqual(Array(5).fill("Bearer token-1"));
});

test("id and secret travel as HTTP Basic, letter for letter", async () => {
  const stub = await stubProvince([page([])]);

  await client(stub.url).api.agencies(DAY);

  const [asked] = stub.tokens;
  expect(asked).toMatchObject({ method: "POST", body: "grant_type=client_credentials" });
  expect(Buffer.from(asked?.authorization.replace("Basic ", "") ?? "", "base64").toString()).toBe(
    `${CLIENT_ID}:${SECRET}`,
  );
});

test("a token is replaced shortly before it expires", async () => {
  const stub = await stubProvince([page([])]);
  let now = NOW;
  const { api } = client(stub.url, { now: () => now });
  const after = async (seconds: number) => {
    now = new Date(NOW.getTime() + seconds * 1_000);
    await api.agencies(DAY);
    return stub.tokens.length;
  };

  expect([await after(0), await after(3_569), await after(3_570)]).toEqual([1, 1, 2]);
});

test("a token that lives seconds is used for most of them", async () => {
  const stub = await stubProvince([page([])], [token("short", 10)]);
  let now = NOW;
  const { api } = client(stub.url, { now: () => now });
  await api.agencies(DAY);
  now = new Date(NOW.getTime() + 8_000);
  await api.agencies(DAY);

  expect(stub.tokens).toHaveLength(1);
});

test("four calls whose token is refused at once share one new token", async () => {
  const stub = await stubProvince((asked) => (asked.authorization === "Bearer token-1" ? { status: 401 } : page([])));

  await fourLists(client(stub.url).api);

  expect(stub.tokens).toHaveLength(2);
  expect(stub.data.map((asked) => asked.authorization).sort()).toEqual([
    ...Array(4).fill("Bearer token-1"),
    ...Array(4).fill("Bearer token-2"),
  ]);
});

test("a call that learns late of its refused token takes the one that another call has got", async () => {
  const renewed = Promise.withResolvers<void>();
  const stub = await stubProvince(async ({ authorization, url }) => {
    if (authorization === "Bearer token-2") renewed.resolve();
    else if (url.searchParams.get("agency") === "77-LATE") await renewed.promise;
    return authorization === "Bearer token-1" ? { status: 401 } : page([]);
  });
  const { api } = client(stub.url);

  await Promise.all([api.counts("77-LATE", WINDOW), api.counts("77-A", WINDOW)]);

  expect([stub.tokens.length, stub.data.length]).toEqual([2, 4]);
});

test("a call whose tokens are refused in all its attempts has no access", async () => {
  const stub = await stubProvince([{ status: 401 }]);
  const { api, waits } = client(stub.url);

  await expect(api.agencies(DAY)).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining("danh sách cơ quan ngày 14/6/2023"),
  });
  expect([stub.tokens.length, stub.data.length, waits.length]).toEqual([5, 5, 4]);
});

test("tokens just taken may be refused: each is replaced, with back-off, among other troubles", async () => {
  const stub = await stubProvince([{ status: 401 }, { status: 503 }, { status: 401 }, { status: 401 }, page([])]);
  const { api, waits } = client(stub.url, { retryBaseMs: 1_000, random: () => 0 });

  await expect(api.agencies(DAY)).resolves.toMatchObject({ rows: [] });
  expect(stub.data.map(({ authorization }) => authorization.at(-1))).toEqual(["1", "2", "2", "3", "4"]);
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test("two clients of a gateway that keeps one token each come through", async () => {
  let newest = "";
  const stub = await stubProvince(
    ({ authorization }) => (authorization === `Bearer ${newest}` ? page([]) : { status: 401 }),
    (_asked, n) => {
      newest = `token-${n}`;
      return token(newest);
    },
  );
  const [one, other] = [client(stub.url).api, client(stub.url).api];

  for (const api of [one, other, one, other]) {
    await expect(api.agencies(DAY)).resolves.toMatchObject({ rows: [] });
  }
});

test.each([
  ["0", { expires_in: 0 }],
  ["a second", { expires_in: 1 }],
  ["-1", { expires_in: -1 }],
  ["words", { expires_in: "một giờ" }],
  ["nothing", {}],
])(
  "a token of which the gateway says %s is kept for the calls under way, for ten seconds at least",
  async (_said, life) => {
    const stub = await stubProvince([page([])], [{ json: { access_token: "t", token_type: "Bearer", ...life } }]);
    let now = NOW;
    const { api } = client(stub.url, { now: () => now });
    const after = async (ms: number) => {
      now = new Date(NOW.getTime() + ms);
      await fourLists(api);
      return stub.tokens.length;
    };

    expect([await after(0), await after(9_999), await after(10_000)]).toEqual([1, 1, 2]);
  },
);

test("403 is not asked again", async () => {
  const stub = await stubProvince([{ status: 403 }, page([])]);

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({ name: "AccessDenied" });
  expect([stub.tokens.length, stub.data.length]).toEqual([1, 1]);
});

test.each([400, 401, 403])("credentials refused with %s end the call at once", async (status) => {
  const stub = await stubProvince([page([])], [{ status, json: { error: "invalid_client" } }]);

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({ name: "AccessDenied" });
  expect([stub.tokens.length, stub.data.length]).toEqual([1, 0]);
});

test.each([500, 503])("a token endpoint that answers %s is asked again", async (status) => {
  const stub = await stubProvince([page([agencyRow("77-STTTT")])], [{ status }, { instead: "reset" }, token("late")]);
  const { api, waits } = client(stub.url);

  await expect(api.agencies(DAY)).resolves.toMatchObject({ rows: [{ code: "77-STTTT" }] });
  expect([stub.tokens.length, waits.length]).toEqual([3, 2]);
});

test.each([
  ["503", { status: 503 }],
  ["no token in the answer", { raw: "<html>" }],
  ["no token in the answer", { json: { access_token: "a\nb", token_type: "Bearer", expires_in: 60 } }],
  ["no token in the answer", { json: { access_token: "a", token_type: "DPoP", expires_in: 60 } }],
  ["no token in the answer", { json: { access_token: "a".repeat(12_001), token_type: "Bearer", expires_in: 60 } }],
] as const)("without a token the province is unavailable: %s", async (reason, reply) => {
  const stub = await stubProvince([page([])], [reply]);

  await expect(client(stub.url, { retries: 2 }).api.agencies(DAY)).rejects.toMatchObject({
    name: "ProvinceUnavailable",
    reason,
  });
  expect([stub.tokens.length, stub.data.length]).toEqual([3, 0]);
});

test("a token endpoint that is not there is not asked again", async () => {
  const stub = await stubProvince([page([])], [{ status: 404 }]);

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "ProvinceUnavailable",
    reason: "404",
  });
  expect(stub.tokens).toHaveLength(1);
});

test("after a failed refresh the next call tries again", async () => {
  const stub = await stubProvince([page([])], [{ status: 401 }, token("second")]);
  const { api } = client(stub.url);

  await expect(api.agencies(DAY)).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(api.agencies(DAY)).resolves.toMatchObject({ rows: [] });
});
