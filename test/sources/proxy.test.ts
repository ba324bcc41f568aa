import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { inspect } from "node:util";
import { generate } from "selfsigned";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { readProxies } from "../../functions/settings/proxies.ts";
import { ACCOUNT, PASSWORD, proxyTo, tlsBefore } from "../helpers/sources/proxy.ts";
import { DAY, page } from "../helpers/sources/rows.ts";
import { client, deadAddress, SECRET, stubProvince } from "../helpers/sources/stub.ts";

const HOST = "lgsp.tinh.test";
const portOf = (url: string): number => Number(new URL(url).port);

/** A certificate for the province's name, by an authority of its own. */
const authority = await generate([{ name: "commonName", value: HOST }], {
  extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: HOST }] }],
});

function trusting(): void {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, authority.cert]);
  onTestFinished(() => setDefaultCACertificates(before));
}

/** The client of a province that is there only for the proxy. */
const through = (env: Record<string, string>, base = `http://${HOST}`, retries = 0) =>
  client(base, { proxies: readProxies(env), retries });

describe("a province that is reached through a proxy", () => {
  test.each(["HTTP_PROXY", "http_proxy"])("is asked by whole addresses over http, as %s says", async (name) => {
    const stub = await stubProvince([page([])]);
    const proxy = await proxyTo(portOf(stub.url));

    await through({ [name]: `http://127.0.0.1:${proxy.port}` }).api.agencies(DAY);

    expect(proxy.asked).toEqual([`POST http://${HOST}/oauth2/token`, `GET http://${HOST}/v1/agencies`]);
    expect([stub.tokens.length, stub.data.length]).toEqual([1, 1]);
  });

  test.each(["HTTPS_PROXY", "https_proxy"])("is asked through a tunnel over https, as %s says", async (name) => {
    trusting();
    const stub = await stubProvince([page([])]);
    const proxy = await proxyTo(await tlsBefore(portOf(stub.url), authority));

    await through({ [name]: `127.0.0.1:${proxy.port}` }, `https://${HOST}`).api.agencies(DAY);

    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${HOST}:443`]));
    expect([stub.tokens.length, stub.data.length]).toEqual([1, 1]);
  });

  test("is known by the proxy's account, in whatever letters", async () => {
    const stub = await stubProvince([page([])]);
    const proxy = await proxyTo(portOf(stub.url), { account: `can-bo:${PASSWORD}` });

    await through({ HTTP_PROXY: `http://${ACCOUNT}@127.0.0.1:${proxy.port}` }).api.agencies(DAY);

    expect(stub.data).toHaveLength(1);
  });

  test.each([
    ["NO_PROXY", "khac.test, .tinh.test"],
    ["no_proxy", "lgsp.tinh.test"],
    ["NO_PROXY", "*"],
  ])("is not, where %s says %s", async (name, except) => {
    const proxy = await proxyTo(1);
    const { api } = through({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, [name]: except });

    await expect(api.agencies(DAY)).rejects.toMatchObject({ name: "ProvinceUnavailable" });
    expect(proxy.asked).toEqual([]);
  });

  test("is not, where it is on this machine", async () => {
    const stub = await stubProvince([page([])]);
    const proxy = await proxyTo(1);

    await through({ HTTP_PROXY: `http://127.0.0.1:${proxy.port}` }, stub.url).api.agencies(DAY);

    expect([proxy.asked.length, stub.data.length]).toEqual([0, 1]);
  });
});

describe("a proxy that does not let through is named, and its account is not", () => {
  const failed = async (env: Record<string, string>, base: string) => {
    const { api, lines } = through(env, base, 1);
    const error: unknown = await api.agencies(DAY).catch((reason: unknown) => reason);
    const said = `${inspect(error, { depth: 10, showHidden: true, getters: true })}\n${lines.join("\n")}`;
    const secrets = [PASSWORD, ACCOUNT, Buffer.from(`can-bo:${PASSWORD}`).toString("base64"), SECRET];
    for (const secret of secrets) expect(said).not.toContain(secret);
    return error instanceof Error ? error.message : "";
  };

  test.each(["http", "https"])("it wants another account: %s", async (scheme) => {
    const { port } = await proxyTo(1, { account: "ai:khac" });

    const message = await failed({ [`${scheme}_proxy`]: `http://${ACCOUNT}@127.0.0.1:${port}` }, `${scheme}://${HOST}`);

    expect(message).toBe(
      "Không lấy được mã truy cập (token) từ API của tỉnh: proxy đòi tài khoản hoặc không chấp nhận tài khoản (407); kiểm tra tài khoản và mật khẩu trong địa chỉ proxy rồi chạy lại.",
    );
  });

  test.each([
    [403, ": proxy không cho chuyển tiếp (403); đề nghị quản trị mạng cho phép proxy kết nối đến máy chủ API"],
    [502, ": proxy không đến được máy chủ API (502); kiểm tra kết nối và địa chỉ API"],
  ])("it refuses with %s", async (status, words) => {
    const { port } = await proxyTo(1, { status });

    expect(await failed({ HTTPS_PROXY: `http://${ACCOUNT}@127.0.0.1:${port}` }, `https://${HOST}`)).toContain(words);
  });

  test.each(["http", "https"])("nobody is there: %s", async (scheme) => {
    const dead = (await deadAddress()).replace("//", `//${ACCOUNT}@`);

    expect(await failed({ [`${scheme}_proxy`]: dead }, `${scheme}://${HOST}`)).toContain(
      ": không kết nối được proxy; kiểm tra địa chỉ proxy và mạng nội bộ",
    );
  });

  test.each(["socks5://u:mat-khau@h", "http://", "ftp://u:mat-khau@h"])("its address is refused: %s", (value) => {
    expect(() => readProxies({ HTTPS_PROXY: value })).toThrow(
      expect.objectContaining({
        atTerminal: expect.stringMatching(/^Biến môi trường HTTPS_PROXY phải có dạng(?!.*mat-khau)/),
        message: expect.stringMatching(/^Cài đặt của hệ thống thiếu hoặc sai: (?!.*(mat-khau|HTTPS_PROXY))/),
      }),
    );
  });
});

test("servers of our own are asked without, whatever the environment says", async () => {
  const stub = await stubProvince([page([])]);
  const proxy = await proxyTo(1);
  for (const name of ["HTTP_PROXY", "http_proxy"]) vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
  onTestFinished(() => void vi.unstubAllEnvs());

  await client(stub.url).api.agencies(DAY);

  expect([proxy.asked.length, stub.data.length]).toEqual([0, 1]);
});

test("where nothing is set there is no proxy", () => {
  expect([readProxies({}), readProxies({ HTTP_PROXY: " ", NO_PROXY: "*" })]).toEqual([null, null]);
});
