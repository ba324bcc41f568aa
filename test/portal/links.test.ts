import { createHash } from "node:crypto";
import { parse } from "content-disposition";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { manifestOf } from "../../functions/pipeline/support/compile.ts";
import { storedAs } from "../../functions/pipeline/support/draft.ts";
import { Block } from "../../functions/report/report.ts";
import type { LinkScope } from "../../functions/revisions/link.ts";
import { prefixOf } from "../../functions/revisions/revision.ts";
import { PROVINCE, SERIES, START, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { published } from "../helpers/portal/runs.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
  await published(portal);
});
afterAll(() => portal.close());
beforeEach(() => portal.setClock(START));

const CREATED = "2023-06-20T03:00:00.000Z";
const EXPIRES = "2026-06-20T03:00:00.000Z";

async function linked(scope: LinkScope = { kind: "series", series: SERIES }, recipient = "Nguyễn Văn A") {
  return portal.world.ports.links.add({ recipient, scope, revision: 1, created: CREATED, expires: EXPIRES });
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("a page says what it is, and names every file with its size and hash", async () => {
  const { token } = await linked();
  const answer = await portal.get(`/b/${token}`);
  const text = await answer.text();
  const pointer = await portal.world.ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing was published");
  const manifest = await manifestOf(portal.world.ports.objects, pointer);

  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
  expect(text).toContain('<html lang="vi">');
  expect(text).toContain("Báo cáo tháng 6 năm 2023, tỉnh Bà Rịa - Vũng Tàu");
  expect(text).toContain("từ ngày 15/5/2023 đến hết ngày 14/6/2023");
  expect(text).toContain("Bản 1 đang hiện hành");
  // The example has an agency that is late.
  expect(text).toContain("Số liệu tạm tính");
  expect(text).not.toMatch(/<script|https?:\/\//);
  expect(manifest.files.length).toBeGreaterThan(3);
  for (const { name, size, sha256: hash } of manifest.files) {
    expect(text).toContain(`href="/b/${token}/1/${name}"`);
    expect(text).toContain(hash);
    expect(text).toMatch(size < 1024 ? `${size} byte` : /[1-9]\d* KB|\d,\d MB/);
  }
});

test("every file comes byte for byte, under a Vietnamese name, and each download is noted", async () => {
  const { link, token } = await linked();
  const pointer = await portal.world.ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing was published");
  const manifest = await manifestOf(portal.world.ports.objects, pointer);
  for (const { name, size, sha256: hash, mediaType } of manifest.files) {
    const answer = await portal.get(`/b/${token}/1/${name}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([answer.status, bytes.byteLength, sha256(bytes)]).toEqual([200, size, hash]);
    expect(
      Buffer.compare(bytes, (await portal.world.ports.objects.get(`${prefixOf(pointer)}/${name}`)) ?? new Uint8Array()),
    ).toBe(0);
    expect(answer.headers.get("content-type")).toBe(mediaType);
  }
  const pdf = await portal.get(`/b/${token}/1/bao-cao-cntt.pdf`);
  await pdf.arrayBuffer();
  const header = pdf.headers.get("content-disposition") ?? "";
  expect(parse(header)).toMatchObject({
    type: "attachment",
    parameters: { filename: "bao-cao-cntt-ba-ria-vung-tau-2023-06.pdf" },
  });
  expect(header).toMatch(/^[\x20-\x7e]*$/);

  const noted = await portal.world.ports.links.downloads(link.id);
  expect(noted.map(({ file }) => file).sort()).toEqual(
    [...manifest.files.map(({ name }) => name).filter((name) => !name.endsWith(".png")), "bao-cao-cntt.pdf"].sort(),
  );
  expect(noted[0]).toMatchObject({
    ...{ link: link.id, recipient: "Nguyễn Văn A", at: CREATED, series: SERIES, revision: 1, address: "127.0.0.1" },
  });
});

const PublishedReport = z.object({ body: z.array(Block) });

/** The pages of a link and what was published, side by side. */
async function opened(scope?: LinkScope) {
  const { link, token } = await linked(scope);
  const { objects, revisions } = portal.world.ports;
  const pointer = await revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing was published");
  const text = await (await portal.get(`/b/${token}`)).text();
  return { link, token, text, objects, prefix: prefixOf(pointer), manifest: await manifestOf(objects, pointer) };
}

/** A text as a page holds it. */
const escaped = (text: string): string =>
  text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");

test("a page says first what the report says, in the report's own numbers, then leads to it, then what few ask for", async () => {
  const { text, objects, prefix } = await opened();
  const { body } = await storedAs(objects, `${prefix}/reports/bao-cao-cchc.json`, PublishedReport);
  const printed = body.find((block) => block.type === "table");
  if (printed?.type !== "table") throw new Error("the report has no table");
  expect(printed.table.rows.length).toBeGreaterThan(3);
  const shown = text.slice(text.indexOf("<tbody"), text.indexOf("</tbody>")).split("</tr>");
  for (const [at, { cells }] of printed.table.rows.entries()) {
    const row = (shown[at] ?? "").replace(/<[^>]*>/g, "\n");
    for (const cell of cells) expect(row).toContain(escaped(cell.text));
  }
  const order = ["Kết quả", "Xem PDF", "Tải Word", "Tải Excel", "Số liệu mở", "<details>", "SHA-256"];
  const places = order.map((words) => text.indexOf(words));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
  expect(text).toContain("là số liệu tạm tính: còn 3 cơ quan thiếu số liệu.");
});

test("the first page is shown as a picture of the revision, which is no download", async () => {
  const { text, link, token, manifest } = await opened();
  const pictures = manifest.files.filter(({ mediaType }) => mediaType === "image/png");
  expect(pictures.map(({ name }) => name).sort()).toEqual(["bao-cao-cchc.png", "bao-cao-cntt.png"]);
  for (const { name, sha256: hash } of pictures) {
    expect(text).toContain(`<img src="/b/${token}/1/${name}"`);
    const answer = await portal.get(`/b/${token}/1/${name}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get("content-type"), sha256(bytes)]).toEqual([200, "image/png", hash]);
    expect(answer.headers.get("content-disposition")).toBeNull();
  }
  expect(await portal.world.ports.links.downloads(link.id)).toEqual([]);
});

test("a PDF that is to be looked at opens in the browser, and is noted as any other", async () => {
  const { link, token, text } = await opened();
  expect(text).toContain(`href="/b/${token}/1/bao-cao-cntt.pdf?xem=1"`);
  const answer = await portal.get(`/b/${token}/1/bao-cao-cntt.pdf?xem=1`);
  expect(parse(answer.headers.get("content-disposition") ?? "").type).toBe("inline");
  const sheet = await portal.get(`/b/${token}/1/bao-cao-cntt.xlsx?xem=1`);
  expect(parse(sheet.headers.get("content-disposition") ?? "").type).toBe("attachment");
  const noted = await portal.world.ports.links.downloads(link.id);
  expect(noted.map(({ file }) => file).sort()).toEqual(["bao-cao-cntt.pdf", "bao-cao-cntt.xlsx"]);
});

test("a page leads with the one report that its link is for", async () => {
  const { text, token } = await opened({ kind: "report", series: SERIES, report: "cntt" });
  expect(text).toContain(`<img src="/b/${token}/1/bao-cao-cntt.png"`);
  expect(text).not.toContain("cchc");
});

test("a look without a download is not noted", async () => {
  const { link, token } = await linked();
  const head = await fetch(`${portal.served.url}/b/${token}/1/figures.csv`, { method: "HEAD" });
  expect(head.status).toBe(200);
  await portal.get(`/b/${token}`);
  expect(await portal.world.ports.links.downloads(link.id)).toEqual([]);
});

test("a link works after 400 days and after a new deployment", async () => {
  const { token } = await linked();
  portal.setClock("2024-07-24T03:00:00Z");
  await portal.restart();
  expect((await portal.get(`/b/${token}`)).status).toBe(200);
  expect((await portal.get(`/b/${token}/1/bao-cao-cntt.pdf`)).status).toBe(200);
});

describe("what opens nothing", () => {
  const paths = (token: string) => [`/b/${token}`, `/b/${token}/1/figures.csv`];

  test("is answered alike to the byte: guessed, cut off, grown, expired, revoked", async () => {
    const { token: expired } = await linked();
    const { link, token: revoked } = await linked();
    const { token: good } = await linked();
    await portal.world.ports.links.revoke(link.id, CREATED);
    portal.setClock(EXPIRES);
    const { token: fresh } = await portal.world.ports.links.add({
      ...{ recipient: "B", scope: { kind: "series" as const, series: SERIES }, revision: 1 },
      ...{ created: EXPIRES, expires: "2030-01-01T00:00:00.000Z" },
    });
    expect((await portal.get(`/b/${fresh}`)).status).toBe(200);
    const wrong = [
      expired,
      revoked,
      good,
      "AAAAAAAAAAAAAAAAAAAAAA",
      fresh.slice(0, -1),
      `${fresh}A`,
      fresh.toLowerCase(),
    ];
    const answers = new Set<string>();
    for (const path of wrong.flatMap(paths)) {
      const answer = await portal.get(path);
      const { date: _, ...headers } = Object.fromEntries(answer.headers);
      answers.add(JSON.stringify([answer.status, headers, await answer.text()]));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toMatch(/^\[404,/);
    expect([...answers][0]).not.toMatch(/Bà Rịa|Nguyễn/);
  });

  test.each([
    "../manifest.json",
    "..%2fmanifest.json",
    "%2e%2e/templates.json",
    "%2e%2e%2f%2e%2e%2fversion.json",
    "..%5c..%5cversion.json",
    "figures.csv/../templates.json",
    "templates.json",
    "reports/bao-cao-cntt.json",
    "manifest.json",
    "figures.csv%00.pdf",
    "figures.csv%0d%0aSet-Cookie:%20a=b",
    "FIGURES.CSV",
    "figures.csv%20",
    "%E0%A4%A",
    "/etc/passwd",
  ])("of a revision: %s", async (name) => {
    const { link, token } = await linked();
    const answer = await portal.get(`/b/${token}/1/${name}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(await portal.world.ports.links.downloads(link.id)).toEqual([]);
  });

  test.each(["0", "2", "01", "1e0", "-1", "1.0", "999999999999999999999", "x"])(
    "as a revision: %s",
    async (revision) => {
      const { token } = await linked();
      expect((await portal.get(`/b/${token}/${revision}/figures.csv`)).status).toBe(404);
      expect((await portal.get(`/b/${token}?ban=${revision}`)).status).toBe(404);
    },
  );
});

describe("a link opens its scope and nothing else", () => {
  test("of one report: its documents and the open data", async () => {
    const { token } = await linked({ kind: "report", series: SERIES, report: "cchc" });
    const text = await (await portal.get(`/b/${token}`)).text();
    expect(text).toContain("bao-cao-cchc.pdf");
    expect(text).not.toContain("bao-cao-cntt");
    expect((await portal.get(`/b/${token}/1/bao-cao-cchc.pdf`)).status).toBe(200);
    expect((await portal.get(`/b/${token}/1/figures.csv`)).status).toBe(200);
    expect((await portal.get(`/b/${token}/1/bao-cao-cntt.pdf`)).status).toBe(404);
  });

  test("of a province: its periods, each with its files", async () => {
    const { token } = await linked({ kind: "province", province: PROVINCE });
    const text = await (await portal.get(`/b/${token}`)).text();
    expect(text).toContain("Báo cáo của tỉnh Bà Rịa - Vũng Tàu");
    expect(text).toContain(`href="/b/${token}?ky=2023-06"`);
    const period = await (await portal.get(`/b/${token}?ky=2023-06`)).text();
    expect(period).toContain(`href="/b/${token}/1/bao-cao-cntt.pdf?ky=2023-06"`);
    expect((await portal.get(`/b/${token}/1/bao-cao-cntt.pdf?ky=2023-06`)).status).toBe(200);
    for (const wrong of ["/1/bao-cao-cntt.pdf", "?ky=2023-07", "?ky=../quang-tri/2023-06", "?ky="]) {
      expect((await portal.get(`/b/${token}${wrong}`)).status).toBe(404);
    }
  });

  test("of another province: nothing of this one", async () => {
    const { token } = await linked({ kind: "province", province: "quang-tri" });
    expect((await portal.get(`/b/${token}?ky=2023-06`)).status).toBe(404);
    const { token: other } = await linked({ kind: "series", series: "quang-tri/2023-06" });
    expect((await portal.get(`/b/${other}/1/figures.csv`)).status).toBe(404);
    expect((await portal.get(`/b/${other}?ky=2023-06`)).status).toBe(404);
  });
});

test("HTML in a recipient's name stays text", async () => {
  const { token } = await linked(undefined, `<img src=x onerror=alert(1)>"'&`);
  const text = await (await portal.get(`/b/${token}`)).text();
  expect(text).not.toContain("<img src=x");
  expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
});

describe("a printed code", () => {
  test("says which revision stands, and nothing of its figures", async () => {
    const pointer = await portal.world.ports.revisions.current(SERIES);
    if (pointer === null) throw new Error("nothing was published");
    const { verification, files } = await manifestOf(portal.world.ports.objects, pointer);
    const hash = files.find(({ name }) => name === "figures.csv")?.sha256.slice(0, 12) ?? "";
    for (const code of [verification.code, hash, hash.toUpperCase()]) {
      const answer = await portal.get(`/verify/${code}`);
      const text = await answer.text();
      expect(answer.status).toBe(200);
      expect(text).toContain("Bản 1 đang hiện hành");
      expect(text).toContain("Tỉnh Bà Rịa - Vũng Tàu");
      expect(text.slice(text.indexOf("<body>"))).not.toMatch(/\/b\/|bao-cao-|%|[0-9a-f]{64}/);
    }
  });

  test.each(["00000000000000000000", "000000000000", "1", "../b", "<script>", "a".repeat(99)])(
    "unknown: %s",
    async (code) => {
      const answer = await portal.get(`/verify/${encodeURIComponent(code)}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain("<script>");
    },
  );
});

test("the address in a mail that ends mails asks first, and ends them by one POST", async () => {
  const { recipients } = portal.world.ports;
  const address = "nguoi-nhan@tinh.gov.vn";
  const recipient = await recipients.put(PROVINCE, {
    address,
    name: "A",
    roles: [{ kind: "recipient", reports: null }],
  });
  const token = await recipients.subscriptionToken(PROVINCE, recipient.id, "recipient");
  expect(await (await portal.get(`/u/${token}`)).text()).toContain("<form");
  expect((await recipients.list(PROVINCE))[0]?.muted).toEqual([]);
  const form = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) };
  expect((await fetch(`${portal.served.url}/u/${token}`, form)).status).toBe(200);
  expect((await recipients.list(PROVINCE))[0]?.muted).toEqual(["recipient"]);
  expect((await fetch(`${portal.served.url}/u/${token}x`, form)).status).toBe(404);
});
