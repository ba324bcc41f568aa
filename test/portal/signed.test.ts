import { createHash } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "content-disposition";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import type { LinkScope } from "../../functions/revisions/link.ts";
import { prefixOf } from "../../functions/revisions/revision.ts";
import { bearer, SERIES, START, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { published } from "../helpers/portal/runs.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
  await published(portal);
});
afterAll(() => portal.close());

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const fileOf = (bytes: Uint8Array) => ({ size: bytes.byteLength, sha256: sha256(bytes) });
const pdf = (text: string): Uint8Array => new TextEncoder().encode(`%PDF-1.7\n${text}\n%%EOF\n`);

const DETAILS = {
  series: SERIES,
  report: "cntt",
  number: "123/BC-STTTT",
  date: START.slice(0, 10),
  signer: "Nguyễn Văn A, Giám đốc",
};

const ask = (body: object) => portal.post("/signed-copies", body, bearer(portal.served.token));
const send = (url: string, bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
  fetch(new URL(url, portal.served.url), {
    method: "PUT",
    headers: { ...headers, ...bearer(portal.served.token) },
    body: new Uint8Array(bytes),
  });

const Upload = z.object({ method: z.literal("PUT"), url: z.string(), headers: z.record(z.string(), z.string()) });
const Item = z.looseObject({ report: z.string(), entry: z.int(), inForce: z.boolean(), basis: z.string() });
const List = z.object({ items: z.array(Item) });

/** Asks, sends the file to where the answer says, and asks again. */
async function registered(body: object, bytes: Uint8Array): Promise<Response> {
  const request = { ...body, file: fileOf(bytes) };
  const first = await ask(request);
  expect(first.status).toBe(202);
  const { url, headers } = Upload.parse(await first.json());
  expect((await send(url, bytes, headers)).status).toBe(204);
  return ask(request);
}

async function linked(scope: LinkScope = { kind: "series", series: SERIES }): Promise<string> {
  const made = { recipient: "Nguyễn Văn A", scope, revision: 1, created: START, expires: "2099-01-01T00:00:00Z" };
  return (await portal.world.ports.links.add(made)).token;
}

async function current() {
  const pointer = await portal.world.ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing was published");
  return { pointer, manifest: await manifestOf(portal.world.ports.objects, pointer) };
}

/** Our PDF with the bytes of an incremental update behind it. */
async function extended(name: string): Promise<Uint8Array> {
  const ours = await portal.world.ports.objects.get(`${prefixOf((await current()).pointer)}/${name}`);
  return new Uint8Array([...(ours ?? []), ...new TextEncoder().encode("\n% chữ ký (dữ liệu thử)\n")]);
}

test("a signed copy is registered in three requests, once, and every page leads with it", async () => {
  const bytes = await extended("bao-cao-cntt.pdf");
  const before = await linked();
  expect(await (await portal.get(`/b/${before}`)).text()).not.toContain("Bản đã ký");

  const answer = await registered(DETAILS, bytes);
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({
    ...{ ...DETAILS, revision: 1, entry: 1, inForce: true, reason: null, file: fileOf(bytes) },
    ...{ basis: "system", basisText: "ký trên bản PDF của hệ thống" },
    ...{ registeredAt: new Date(START).toISOString(), registeredBy: expect.any(String) },
  });
  expect((await ask({ ...DETAILS, file: fileOf(bytes) })).status).toBe(200);

  const page = await (await portal.get(`/b/${before}`)).text();
  const said = "Đã ký: số 123/BC-STTTT, ngày 20/6/2023, người ký: Nguyễn Văn A, Giám đốc";
  expect(page).toContain(said);
  expect(page).toContain("ký trên bản PDF của hệ thống");
  expect(page).toContain(sha256(bytes));
  expect(page.indexOf(said)).toBeLessThan(page.indexOf("Xem PDF"));
  const [, address = ""] = /href="(\/b\/[^"]*ban-da-ky[^"]*)"/.exec(page) ?? [];
  const given = await portal.get(address);
  expect(sha256(new Uint8Array(await given.arrayBuffer()))).toBe(sha256(bytes));
  expect(given.headers.get("content-type")).toBe("application/pdf");
  expect(parse(given.headers.get("content-disposition") ?? "").parameters["filename"]).toBe(
    "Bản đã ký số 123-BC-STTTT, báo cáo tháng 6 năm 2023, tỉnh Bà Rịa - Vũng Tàu (bản 1).pdf",
  );
  const link = await portal.world.ports.links.find(before);
  expect((await portal.world.ports.links.downloads(link?.id ?? "")).map(({ file }) => file)).toEqual([
    "ban-da-ky/cntt/1.pdf",
  ]);

  const { manifest } = await current();
  const verified = await (await portal.get(`/verify/${manifest.verification.code}`)).text();
  expect(verified).toContain(said);
  expect(verified).toContain(sha256(bytes));
  expect(verified).not.toContain("/b/");
  const data = await fetch(`${portal.served.url}/verify/${manifest.verification.code}`, {
    headers: { Accept: "application/json" },
  });
  expect(await data.json()).toMatchObject({
    items: [
      {
        ...{ series: SERIES, revision: 1, replacedBy: null },
        signed: [
          {
            report: "cntt",
            number: "123/BC-STTTT",
            date: "2023-06-20",
            signer: "Nguyễn Văn A, Giám đốc",
            sha256: sha256(bytes),
          },
        ],
      },
    ],
  });
});

test("a correction stays beside what it corrects in the register, and takes its place on the page", async () => {
  const word = pdf("đã qua soạn thảo");
  const cchc = { ...DETAILS, report: "cchc" };
  expect((await registered(cchc, word)).status).toBe(201);
  const refused = await ask({ ...cchc, number: "124/BC-STTTT", file: fileOf(word) });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    code: "request-invalid",
    detail: expect.stringMatching(/không ghi đè; đính chính thì nêu lý do/),
  });
  // The file was sent before: one request is enough.
  const corrected = await ask({ ...cchc, number: "124/BC-STTTT", reason: "Ghi nhầm số", file: fileOf(word) });
  expect(corrected.status).toBe(201);
  expect(await corrected.json()).toMatchObject({
    entry: 2,
    basis: "other",
    basisText: "khác tệp của hệ thống (đã qua soạn thảo)",
  });

  const list = await (await portal.get(`/signed-copies?series=${SERIES}`, portal.served.token)).json();
  const own = List.parse(list).items.filter(({ report }) => report === "cchc");
  expect(own.map(({ entry, inForce }) => [entry, inForce])).toEqual([
    [1, false],
    [2, true],
  ]);
  const document = await (await portal.get("/openapi.json")).json();
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(
    z.looseObject({}).parse(document),
    "api",
  );
  expect(ajv.getSchema("api#/components/schemas/SignedCopyList")?.(list)).toBe(true);

  const page = await (await portal.get(`/b/${await linked()}`)).text();
  expect(page).toContain("số 124/BC-STTTT");
  const from = page.indexOf("/ban-da-ky/cchc/2.pdf");
  expect(/Đã ký: số [^,]*/.exec(page.slice(from))?.[0]).toBe("Đã ký: số 124/BC-STTTT");
  expect(page).not.toContain("/ban-da-ky/cchc/1.pdf");
});

test("a link of one report shows and opens what was signed of it, and nothing signed of another", async () => {
  const token = await linked({ kind: "report", series: SERIES, report: "cchc" });
  const page = await (await portal.get(`/b/${token}`)).text();
  expect(page).toContain("/ban-da-ky/cchc/2.pdf");
  expect(page).not.toContain("/ban-da-ky/cntt/");
  expect((await portal.get(`/b/${token}/1/ban-da-ky/cchc/2.pdf`)).status).toBe(200);
  expect((await portal.get(`/b/${token}/1/ban-da-ky/cntt/1.pdf`)).status).toBe(404);
});

test("a file that is damaged in its folder is not handed out", async () => {
  const bytes = pdf("sẽ hỏng");
  expect((await registered({ ...DETAILS, number: "125/BC-STTTT", reason: "Ký lại" }, bytes)).status).toBe(201);
  const { writeFileSync } = await import("node:fs");
  const key = `signed/${SERIES}/r1/cntt/${sha256(bytes).slice(0, 32)}.pdf`;
  writeFileSync(`${portal.stateDir}/objects/${key}`, pdf("khác"));
  const answer = await portal.get(`/b/${await linked()}/1/ban-da-ky/cntt/2.pdf`);
  expect(answer.status).toBe(500);
});

test("what is sent is a PDF of the hash in its address, of at most 50 MB", async () => {
  const bytes = pdf("một");
  const path = (hash: string) => `/signed-copies/files/${hash}`;
  const other = await send(path(sha256(pdf("hai"))), bytes);
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ detail: expect.stringMatching(/khác mã băm SHA-256 trong địa chỉ/) });
  const word = new TextEncoder().encode("PK\u0003\u0004 word");
  const refused = await send(path(sha256(word)), word);
  expect(await refused.json()).toMatchObject({
    status: 422,
    detail: expect.stringMatching(/là tệp Word hoặc Excel \(\.docx, \.xlsx\), không phải PDF/),
  });
  const large = new Uint8Array(50 * 1024 * 1024 + 1);
  const tooLarge = await send(path(sha256(large)), large);
  expect(tooLarge.status).toBe(413);
  expect(await tooLarge.json()).toMatchObject({
    detail: "Tệp đã ký lớn hơn 50 MB; quét lại ở độ phân giải thấp hơn rồi gửi lại.",
  });
});

test.each([
  [{ number: "không số" }, /^Số, ký hiệu phải gồm số và ký hiệu/],
  [{ date: "20/6/2023" }, /^Ngày ký phải là một ngày có thật/],
  [{ signer: "a\nb" }, /^Người ký không được có dấu xuống dòng/],
  [{ report: "don-vi/77-STC" }, /không có báo cáo "don-vi\/77-STC" để ký; các báo cáo: /],
  [{ revision: 9 }, /chỉ có bản 1\.$/],
  [{ series: "ba-ria-vung-tau/2020-01" }, /đã phát hành: ba-ria-vung-tau\/2023-06\.$/],
])("%j is refused in a sentence before a file is sent", async (change, message) => {
  const answer = await ask({ ...DETAILS, reason: "thử", ...change, file: fileOf(pdf("x")) });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(message) });
});
