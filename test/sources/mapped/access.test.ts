import { expect, test } from "vitest";
import { withMappedCounts } from "../../../functions/sources/mapped/province.ts";
import { MAY, mappingOf, openCpsRow, PLAIN_TOKEN, source, TOKEN } from "../../helpers/sources/mapped.ts";
import { agencyRow, countsRow, DAY, page } from "../../helpers/sources/rows.ts";
import { client, type Reply, stubProvince } from "../../helpers/sources/stub.ts";

const SOUND: Reply = { json: { data: [openCpsRow("Bưu chính")] } };

const openCpsBy = (kind: unknown) => mappingOf("opencps", { access: kind });

test.each([
  ["none", { kind: "none" }, undefined, undefined],
  ["bearer", { kind: "bearer" }, `Bearer ${PLAIN_TOKEN}`, undefined],
  ["header", { kind: "header", name: "X-Api-Key" }, undefined, PLAIN_TOKEN],
  ["oauth", { kind: "oauth", tokenPath: "cap/token" }, "Bearer token-1", undefined],
])("access by %s shows itself where the mapping says, and nowhere else", async (_kind, access, authorization, key) => {
  const stub = await stubProvince([SOUND]);
  await source(`${stub.url}/goc`, openCpsBy(access)).source.counts("77-STTTT", MAY);

  const [headers = {}] = stub.headers;
  expect([headers.authorization, headers["x-api-key"]]).toEqual([authorization, key]);
  expect(stub.tokens.map(({ url }) => url.pathname)).toEqual(access.kind === "oauth" ? ["/goc/cap/token"] : []);
});

test("a fixed token that is refused is not tried again; one by OAuth is taken anew", async () => {
  const [fixed, renewed] = [await stubProvince([{ status: 401 }]), await stubProvince([{ status: 401 }, SOUND])];
  const refused = source(fixed.url, openCpsBy({ kind: "bearer" })).source.counts("77-STTTT", MAY);

  await expect(refused).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(refused).rejects.toThrow(/^Nguồn số liệu opencps từ chối quyền truy cập/);
  expect(fixed.data).toHaveLength(1);
  await source(renewed.url, openCpsBy({ kind: "oauth", tokenPath: "token" })).source.counts("77-STTTT", MAY);
  expect(renewed.tokens).toHaveLength(2);
});

test.each([
  ["bearer", { kind: "bearer" }, "SOURCE_OPENCPS_TOKEN"],
  ["oauth", { kind: "oauth", tokenPath: "token" }, "SOURCE_OPENCPS_CLIENT_ID"],
])("an account by %s that nobody has set is asked for by name", (_kind, access, variable) => {
  const account = { token: null, clientId: null, clientSecret: null };
  expect(() => source("http://127.0.0.1:1", openCpsBy(access), { account })).toThrow(
    expect.objectContaining({ name: "SettingInvalid", atTerminal: expect.stringContaining(variable) }),
  );
});

test("no redirect is followed, so that no token goes where nobody meant it to", async () => {
  const other = await stubProvince([SOUND]);
  const stub = await stubProvince([{ status: 302, headers: { location: other.url } }]);
  await expect(source(stub.url, mappingOf("opencps")).source.counts("77-STTTT", MAY)).rejects.toMatchObject({
    name: "ProvinceUnavailable",
    reason: "302",
  });
  expect(other.data).toEqual([]);
});

test("what may pass is tried again, and no secret is in what is said meanwhile or in the failure", async () => {
  const other = { json: { total: 1, data: [openCpsRow("Bưu chính")] } };
  const stub = await stubProvince([{ status: 503 }, { raw: `<html>${TOKEN}` }, { instead: "reset" }, other]);
  const mapping = mappingOf("danh-sach-ho-so");
  const account = { token: TOKEN, clientId: null, clientSecret: null };
  const { source: list, lines } = source(stub.url, mapping, { account });
  const error = await list.counts("77-STTTT", MAY).catch((reason: unknown) => reason);

  expect(stub.data).toHaveLength(4);
  expect(error).toMatchObject({ name: "AnswerInvalid", actual: "MaDonVi=absent" });
  expect([String(error), JSON.stringify(error), ...lines].join("\n")).not.toContain(TOKEN);
});

test.each([
  [404, "failure", "ProvinceUnavailable"],
  [404, "not-reported", "NotReported"],
  [500, "failure", "ProvinceUnavailable"],
])("a %i where the mapping says %s ends as %s", async (status, notFound, name) => {
  const { answer } = mappingOf("opencps");
  const stub = await stubProvince([{ status }]);
  const mapping = mappingOf("opencps", { answer: { ...answer, notFound } });
  await expect(source(stub.url, mapping).source.counts("77-STTTT", MAY)).rejects.toMatchObject({ name });
});

test("a unit code cannot lead to another place on the server", async () => {
  const stub = await stubProvince([SOUND]);
  const request = { method: "GET", path: "v/{unit}/so-lieu", query: { m: "{month}", y: "{year}" } };
  const mapping = mappingOf("opencps", { request });
  await source(stub.url, mapping).source.counts("a/../../b?x=1", MAY);
  expect(stub.data[0]?.url.pathname).toBe("/v/a%2F..%2F..%2Fb%3Fx%3D1/so-lieu");
});

test("a province with sources has its counts from the one that is asked for, from its API where none is, and all else from there", async () => {
  const [contract, own, other] = [
    await stubProvince(({ url }) =>
      page([url.pathname.endsWith("/counts") ? countsRow("1.1") : agencyRow("77-STTTT")]),
    ),
    await stubProvince([SOUND]),
    await stubProvince([SOUND]),
  ];
  const sources = [
    source(own.url, mappingOf("opencps")).source,
    source(other.url, mappingOf("opencps", { id: "igate" })).source,
  ];
  const api = withMappedCounts(client(contract.url).api, sources, () => ["opencps", "igate"]);

  expect((await api.agencies(DAY)).rows).toHaveLength(1);
  expect(api.systems("77-STTTT", MAY)).toEqual(["opencps", "igate"]);
  expect((await api.counts("77-STTTT", MAY, "igate")).rows).toMatchObject([{ field: "Bưu chính", received: 26 }]);
  expect((await api.counts("77-STTTT", MAY)).rows).toEqual([countsRow("1.1")]);
  expect([own.data.length, other.data.length]).toEqual([0, 1]);
  await expect(api.counts("77-STTTT", MAY, "nowhere")).rejects.toThrow(RangeError);
});
