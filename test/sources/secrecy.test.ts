import { execFile } from "node:child_process";
import { inspect, promisify } from "node:util";
import { expect, test } from "vitest";
import { countsRow, DAY, page, WINDOW } from "../helpers/sources/rows.ts";
import { CLIENT_ID, client, deadAddress, type Reply, SECRET, stubProvince, token } from "../helpers/sources/stub.ts";

const TOKEN = "eyJhbGciOiJIUzI1NiJ9.tok";
const BASIC = Buffer.from(`${CLIENT_ID}:${SECRET}`).toString("base64");
const ECHO = `${TOKEN} ${SECRET} Basic ${BASIC}`;

const failing: readonly (readonly [string, Reply])[] = [
  ["503", { status: 503, raw: ECHO }],
  ["403", { status: 403, raw: ECHO, headers: { "www-authenticate": `Bearer error="${TOKEN}"` } }],
  ["404", { status: 404, raw: ECHO }],
  ["401", { status: 401, raw: ECHO }],
  ["302", { status: 302, headers: { location: `http://evil.test/${TOKEN}` } }],
  ["a broken connection", { instead: "reset" }],
  ["silence", { instead: "silence" }],
  ["no JSON", { raw: ECHO }],
  ["a broken row", page([countsRow("1.1", { counter: -1, note: ECHO })])],
];

const said = (error: unknown, lines: readonly string[]) =>
  `${inspect(error, { depth: 10, showHidden: true, getters: true })}\n${lines.join("\n")}`;

const expectNoSecret = (text: string) => {
  for (const secret of [SECRET, BASIC, TOKEN]) expect(text).not.toContain(secret);
};

test.each(failing)("no secret is in what is said about a data call: %s", async (_case, reply) => {
  const stub = await stubProvince([reply], [token(TOKEN)]);
  const { api, lines } = client(stub.url, { answerTimeoutMs: 1_000, retries: 1 });

  const error = await api.counts("77-A", WINDOW).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(Error);
  expect(error).not.toHaveProperty("cause");
  expectNoSecret(said(error, lines));
});

test.each(failing)("no secret is in what is said about a token call: %s", async (_case, reply) => {
  const stub = await stubProvince([page([])], [reply]);
  const { api, lines } = client(stub.url, { answerTimeoutMs: 1_000, retries: 1 });

  const error = await api.agencies(DAY).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(Error);
  expectNoSecret(said(error, lines));
});

test("a refused connection says nothing secret, and what it was about", async () => {
  const { api, lines } = client(await deadAddress(), { retries: 1 });

  const error = await api.agencies(DAY).catch((reason: unknown) => reason);

  expectNoSecret(said(error, lines));
  expect(lines).toEqual(["Chưa hỏi được mã truy cập (token): máy chủ từ chối kết nối; thử lại lần 1/1 sau 1 giây."]);
});

test.each(["ftp://127.0.0.1/", "http://user:s3cret@127.0.0.1/", "https://127.0.0.1/?key=s3cret", "not an address"])(
  "the base address %s is refused without repeating it",
  (baseUrl) => {
    expect(() => client(baseUrl)).toThrow(/^Địa chỉ API của tỉnh không dùng được(?!.*s3cret)/);
  },
);

test("a token never follows a redirect", async () => {
  const elsewhere = await stubProvince([page([])]);
  const stub = await stubProvince([{ status: 307, headers: { location: `${elsewhere.url}/v1/agencies` } }]);

  await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({ reason: "307" });
  expect(elsewhere.data).toEqual([]);
});

test("the process ends without closing the client", { timeout: 20_000 }, async () => {
  const stub = await stubProvince([page([])]);
  const program = `
    import { provinceApi } from ${JSON.stringify(new URL("../../functions/sources/client.ts", import.meta.url).href)};
    const options = { baseUrl: ${JSON.stringify(stub.url)}, clientId: "a", clientSecret: "b" };
    const answer = await provinceApi({ ...options, now: () => new Date() }).agencies("2023-06-14");
    console.log(answer.status);`;

  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    timeout: 15_000,
  });

  expect(stdout).toBe("final\n");
});
