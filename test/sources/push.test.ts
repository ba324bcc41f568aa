import { expect, onTestFinished, test } from "vitest";
import { type ReportSystemOptions, reportSystem } from "../../functions/sources/push/report-system.ts";
import { pushMappingOf } from "../helpers/push/mapping.ts";
import { PLAIN_TOKEN, TOKEN } from "../helpers/sources/mapped.ts";
import { muteAddress, NOW, type Reply, stubProvince } from "../helpers/sources/stub.ts";

const FIGURE = { indicator: "DH01", office: "000-00-15-H04", value: "20.16", target: "online-filing", name: "Sở 1" };
const JUNE = { period: "2023-06", window: { from: "2023-05-15", to: "2023-06-14" } };
const TAKEN: Reply = { json: { Code: 0 } };

function opened(
  baseUrl: string,
  changes: Readonly<Record<string, unknown>> = {},
  options: Partial<ReportSystemOptions> = {},
) {
  const system = reportSystem({
    baseUrl,
    mapping: pushMappingOf(changes),
    account: { token: PLAIN_TOKEN, clientId: "may-tao.bao_cao", clientSecret: "bí-mật" },
    now: () => NOW,
    retryBaseMs: 1,
    sleep: async () => {},
    ...options,
  });
  onTestFinished(() => void system.close());
  return system;
}

test("one figure is one POST below the address, its codes and its period where the mapping has them", async () => {
  const stub = await stubProvince([TAKEN]);
  expect(await opened(`${stub.url}/lgsp/`).send(FIGURE, JUNE)).toEqual({ kind: "accepted" });

  expect(stub.data).toHaveLength(1);
  const [asked] = stub.data;
  expect([asked?.method, asked?.url.pathname, asked?.contentType]).toEqual([
    "POST",
    "/lgsp/dwservice.svc/CapNhatChiTieuDonVi",
    "application/json",
  ]);
  expect(JSON.parse(asked?.body ?? "")).toEqual({
    ...{ indicatorCode: "DH01", officeCode: "000-00-15-H04", periodId: 6, dataTypeId: 3, dataYear: 2023 },
    ...{ value: 20.16, textValue: "20,16" },
  });
});

test("a quarter, days and a text around a placeholder are written as the mapping has them", async () => {
  const stub = await stubProvince([TAKEN]);
  const body = {
    ...{ ky: "Q{quarter}/{year}", so: "{quarter:number}", tu: "{from:dd/mm/yyyy}", ma: "{period}" },
    du: [{ dv: "{office}", ct: "{indicator}", gt: "{value}" }],
  };
  const request = { path: "so-lieu", headers: { "X-Loai": "thuc-hien" }, body };
  await opened(stub.url, { request, periods: ["quarter"] }).send(FIGURE, {
    period: "2023-Q2",
    window: { from: "2023-03-15", to: "2023-06-14" },
  });

  expect(JSON.parse(stub.data[0]?.body ?? "")).toEqual({
    ...{ ky: "Q2/2023", so: 2, tu: "15/03/2023", ma: "2023-Q2" },
    du: [{ dv: "000-00-15-H04", ct: "DH01", gt: "20.16" }],
  });
  expect(stub.headers[0]?.["x-loai"]).toBe("thuc-hien");
});

test("who asks is shown as the mapping has it", async () => {
  const stub = await stubProvince([TAKEN]);
  await opened(stub.url, { access: { kind: "bearer" } }).send(FIGURE, JUNE);
  await opened(stub.url, { access: { kind: "header", name: "X-Token" } }).send(FIGURE, JUNE);
  const account = { token: TOKEN, clientId: null, clientSecret: null };
  await opened(stub.url, { access: { kind: "body", field: "token" } }, { account }).send(FIGURE, JUNE);

  expect(stub.data[0]?.authorization).toBe(`Bearer ${PLAIN_TOKEN}`);
  expect(stub.headers[1]?.["x-token"]).toBe(PLAIN_TOKEN);
  expect(JSON.parse(stub.data[2]?.body ?? "").token).toBe(TOKEN);
});

test("a token that has run out is replaced once; one that is refused again is told", async () => {
  const access = { kind: "oauth", tokenPath: "token" };
  const stub = await stubProvince((_asked, n) => (n === 0 ? { status: 401, json: {} } : TAKEN));
  expect(await opened(stub.url, { access }).send(FIGURE, JUNE)).toEqual({ kind: "accepted" });
  expect(stub.data.map(({ authorization }) => authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);

  const hard = await stubProvince([{ status: 401, json: {} }]);
  expect(await opened(hard.url, { access }).send(FIGURE, JUNE)).toMatchObject({ kind: "refused", stopped: true });
  expect(hard.data).toHaveLength(2);
});

test("an account that gets no token sends nothing", async () => {
  const access = { kind: "oauth", tokenPath: "token" };
  const refusing = await stubProvince([TAKEN], [{ status: 401, json: {} }]);
  const silent = await stubProvince([TAKEN], [{ status: 200, json: {} }]);
  expect(await opened(refusing.url, { access }).send(FIGURE, JUNE)).toMatchObject({
    ...{ kind: "refused", stopped: true, happened: "hệ thống từ chối tài khoản khi xin mã truy cập" },
  });
  expect(await opened(silent.url, { access }).send(FIGURE, JUNE)).toMatchObject({ kind: "refused", stopped: true });
  expect([...refusing.data, ...silent.data]).toEqual([]);
});

const ANSWERS: readonly (readonly [string, Reply, "accepted" | "refused" | "unknown", boolean | undefined])[] = [
  ["201", { status: 201, json: { Code: "200" } }, "accepted", undefined],
  ["another code", { json: { Code: 5 } }, "refused", false],
  ["400", { status: 400, json: {} }, "refused", false],
  ["422", { status: 422, json: {} }, "refused", false],
  ["403", { status: 403, raw: "<html>" }, "refused", true],
  ["404", { status: 404, json: {} }, "refused", true],
  ["405", { status: 405, json: {} }, "refused", true],
  ["500", { status: 500, json: {} }, "unknown", false],
  ["502", { status: 502, raw: "<html>" }, "unknown", false],
  ["504", { status: 504, raw: "" }, "unknown", false],
  ["no code at all", { json: [] }, "unknown", true],
  ["too much", { instead: "endless" }, "unknown", true],
];

test.each(ANSWERS)("%s", async (_name, reply, kind, stopped) => {
  const stub = await stubProvince([reply]);
  expect(await opened(stub.url, {}, { maxAnswerBytes: 100_000 }).send(FIGURE, JUNE)).toMatchObject({
    kind,
    ...(stopped === undefined ? {} : { stopped }),
  });
  expect(stub.data).toHaveLength(1);
});

test.each([
  ["nothing", { status: 200, raw: "" }, "accepted"],
  ["JSON", { status: 200, json: "anything" }, "accepted"],
  ["a page", { status: 200, raw: "<html>Đăng nhập" }, "unknown"],
] as const)("without a field that says so, a status of 200 with %s", async (_name, reply, kind) => {
  const stub = await stubProvince([reply]);
  expect(await opened(stub.url, { accepted: undefined }).send(FIGURE, JUNE)).toMatchObject({ kind });
});

test("a system that says nothing may have taken the figure; one that takes no connection has not", async () => {
  const silent = await stubProvince([{ instead: "silence" }]);
  expect(await opened(silent.url, {}, { answerTimeoutMs: 50 }).send(FIGURE, JUNE)).toEqual({
    ...{ kind: "unknown", happened: "quá thời hạn trả lời", stopped: true },
  });
  const mute = await muteAddress();
  expect(await opened(`http://${mute}`, {}, { answerTimeoutMs: 50 }).send(FIGURE, JUNE)).toMatchObject({
    kind: "unknown",
  });
});

test("whoever waits for a slow system is told so", async () => {
  const lines: string[] = [];
  const stub = await stubProvince([{ instead: "silence" }]);
  const waiting = { answerTimeoutMs: 100, sayEveryMs: 20, log: (line: string) => void lines.push(line) };
  await opened(stub.url, {}, waiting).send(FIGURE, JUNE);
  expect(lines[0]).toBe("Đang chờ hệ thống báo cáo cap-nhat-chi-tieu trả lời: đã 0 giây.");
});

test("no figure is begun that could be ended by the end of the process", () => {
  const system = (deadline: string) => opened("http://127.0.0.1:1", {}, { deadline: () => new Date(deadline) });
  expect(system("2023-06-15T01:03:00Z").hasTime()).toBe(true);
  expect(system("2023-06-15T01:02:00Z").hasTime()).toBe(false);
  expect(opened("http://127.0.0.1:1").hasTime()).toBe(true);
});

test("what is told repeats no secret and nothing of an answer", async () => {
  const stub = await stubProvince([{ status: 400, json: { Message: `khóa ${PLAIN_TOKEN}` } }]);
  const outcome = await opened(stub.url, { access: { kind: "bearer" } }).send(FIGURE, JUNE);
  expect(JSON.stringify(outcome)).not.toContain(PLAIN_TOKEN);
});
