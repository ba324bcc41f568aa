import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { published } from "../helpers/portal/runs.ts";
import { ROW } from "../helpers/workbooks/import-files.ts";
import { formOf } from "../helpers/workbooks/imports.ts";

type Browser = Awaited<ReturnType<typeof chromium.launch>>;

let portal: TestPortal;
let browser: Browser;
let run: string;
let link: string;
beforeAll(async () => {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  portal = await testPortal();
  run = await published(portal);
  const scope = { kind: "series" as const, series: SERIES };
  const days = { created: "2023-06-20T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
  link = (await portal.world.ports.links.add({ recipient: "Nguyễn Văn A", scope, revision: 1, ...days })).link.id;
  await portal.world.ports.recipients.put("ba-ria-vung-tau", {
    name: "Trần Thị B",
    address: "tran-thi-b@tinh.gov.vn",
    roles: [
      { kind: "recipient", reports: null },
      { kind: "contact", agency: "77-STC" },
    ],
  });
  portal.setClock(new Date().toISOString());
  // The link that serve prints lives by the clock.
  await portal.restart();
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const at = (path: string): string => `${portal.served.url}${path}`;

/** Everything that the browser complains of: a script or style that the policy refuses, an address that is not there. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

/** A page that is signed in by the button, as a person of the issuer. */
async function signedInAs(person: string, context: BrowserContext): Promise<Page> {
  portal.issuer.person = person;
  const page = await context.newPage();
  await page.goto(at("/"));
  await page.getByRole("link", { name: "Đăng nhập bằng tài khoản của tỉnh" }).click();
  await page.getByRole("heading", { name: "Kỳ báo cáo", level: 1 }).waitFor();
  return page;
}

const startRun = async (page: Page, reason: string): Promise<void> => {
  await page.getByRole("link", { name: "Chạy lại", exact: true }).first().click();
  await page.getByLabel("Kỳ báo cáo").fill("2023-06");
  await page.getByLabel("Lý do chạy lại").fill(reason);
  await page.getByRole("button", { name: "Chạy lại" }).click();
  await page.getByRole("heading", { name: "Lần chạy tháng 6 năm 2023", level: 1 }).waitFor();
};

const OVER = "Lần chạy đã kết thúc.";

test("an administrator signs in, runs June 2023 again, watches it end and signs out", async () => {
  const context = await browser.newContext({ locale: "vi-VN" });
  const page = await signedInAs("van-hanh", context);
  const complaints = complaintsOf(page);
  await startRun(page, "Sở Xây dựng gửi lại số liệu tháng 5");
  await page.getByText(OVER).waitFor({ timeout: 120_000 });
  expect(await page.getByText("Không có gì mới").count()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByRole("heading", { name: "Đã đăng xuất" }).waitFor();
  await page.goto(at("/quan-tri/lan-chay"));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Đăng nhập");
  expect(complaints).toEqual([]);
  await context.close();
});

test("the link that serve prints signs in once", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const address = portal.served.signInLink();
  await page.goto(address);
  expect(await page.getByText("Quản trị tại máy này").count()).toBe(1);
  const other = await (await browser.newContext()).newPage();
  await other.goto(address);
  expect(await other.getByText("đã dùng hoặc đã hết hạn").count()).toBe(1);
  const [cookie] = await context.cookies(portal.served.url);
  expect(cookie).toMatchObject({ name: "__Host-phien", httpOnly: true, secure: true, sameSite: "Lax" });
  await context.close();
});

test("reading and starting a run work without script, and the page renews itself", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await signedInAs("van-hanh", context);
  await startRun(page, "không có script");
  await page.getByText(OVER).waitFor({ timeout: 120_000 });
  await context.close();
});

test("an administrator uploads a workbook, fills a slot, revokes a link, and finds it all in the journal", async () => {
  const context = await browser.newContext({ locale: "vi-VN" });
  const page = await signedInAs("van-hanh", context);
  const complaints = complaintsOf(page);
  const chosen = "tinh=ba-ria-vung-tau";

  await page.goto(at(`/quan-tri/nhap-so-lieu?${chosen}&thang=2023-06`));
  const buffer = Buffer.from(await formOf("2023-06", ["UBND xã Nghĩa Thắng 7", ROW]));
  await page.getByLabel("Sổ tính Excel").setInputFiles({ name: "thang-6.xlsx", mimeType: "application/zip", buffer });
  await page.getByRole("button", { name: "Xem trước" }).click();
  await page.getByText("Chưa lưu gì.").waitFor();
  await page.getByRole("button", { name: "Lưu số liệu" }).click();
  await page.getByText("Đã lưu 1 phần số liệu").waitFor();
  expect(await page.getByRole("cell", { name: "Đang dùng" }).count()).toBe(1);

  await page.goto(at(`/quan-tri/noi-dung?${chosen}&ky=2023-06&bao-cao=cntt`));
  await page.getByLabel("Kết quả nổi bật khác").fill("Đã bố trí máy tại bộ phận một cửa.");
  await page.getByRole("button", { name: "Lưu nội dung" }).click();
  await page.getByText("Đã lưu nội dung.").waitFor();
  await page.goto(at(`/quan-tri/noi-dung?${chosen}&ky=2023-07&bao-cao=cntt`));
  expect(await page.getByLabel("Kỳ trước").textContent()).toContain("Đã bố trí máy tại bộ phận một cửa.");

  const scope = { kind: "series" as const, series: SERIES };
  const days = { created: "2023-06-21T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
  const given = await portal.world.ports.links.add({ recipient: "Lê Thị C", scope, revision: 1, ...days });
  expect((await page.goto(at(`/b/${given.token}`)))?.status()).toBe(200);
  await page.goto(at("/quan-tri/lien-ket"));
  await page.getByRole("link", { name: `Thu hồi liên kết ${given.link.id}` }).click();
  await page.getByRole("button", { name: "Thu hồi liên kết" }).click();
  await page.getByText("Đã thu hồi").waitFor();

  await page.goto(at("/quan-tri/nhat-ky"));
  for (const done of ["Lưu số liệu nhập từ sổ tính", "Lưu nội dung báo cáo", "Thu hồi liên kết"]) {
    expect(await page.getByRole("cell", { name: done }).count()).toBe(1);
  }
  expect(complaints).toEqual([]);
  expect((await page.goto(at(`/b/${given.token}`)))?.status()).toBe(404);
  await context.close();
});

test("a dozen tabs follow a run at once in one browser", async () => {
  const context = await browser.newContext();
  const page = await signedInAs("van-hanh", context);
  await startRun(page, "nhiều thẻ");
  const tabs = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const tab = await context.newPage();
      await tab.goto(page.url());
      return tab;
    }),
  );
  for (const tab of tabs) await tab.getByText(OVER).waitFor({ timeout: 120_000 });
  await context.close();
});

const Result = z.object({
  violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** Every page, by a name for its picture. */
const PAGES: readonly (readonly [name: string, path: () => string])[] = [
  ["trang-dau", () => "/"],
  ["dang-nhap", () => "/dang-nhap"],
  ["khong-co", () => "/khong-co-trang-nay"],
  ["ky-bao-cao", () => "/quan-tri/ky-bao-cao"],
  ["ky-bao-cao-trong", () => "/quan-tri/ky-bao-cao?tinh=dong-nai"],
  ["luot-chay", () => "/quan-tri/lan-chay"],
  ["lan-chay", () => `/quan-tri/lan-chay/${run}`],
  ["chay-lai", () => "/quan-tri/chay-lai?ky=2023-06"],
  ["noi-dung", () => "/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=2023-06&bao-cao=cntt"],
  ["nhap-so-lieu", () => "/quan-tri/nhap-so-lieu?tinh=ba-ria-vung-tau&thang=2023-06"],
  ["lien-ket", () => "/quan-tri/lien-ket"],
  ["thu-hoi", () => `/quan-tri/lien-ket/${link}/thu-hoi`],
  ["nhat-ky", () => "/quan-tri/nhat-ky"],
  ["van-ban", () => "/quan-tri/van-ban"],
];

const SIZES = [
  ["rong", 1280],
  ["dien-thoai", 390],
] as const;

describe("every page", () => {
  let page: Page;
  beforeAll(async () => {
    // A page whose policy allows no script can only be looked into from outside it.
    page = await signedInAs("ca-hai", await browser.newContext({ bypassCSP: true, locale: "vi-VN" }));
  });

  test.each(PAGES)("%s breaks no rule of axe, and needs no sideways scrolling", async (name, path) => {
    const pictures = process.env["PICTURES"];
    for (const [size, width] of SIZES) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(at(path()));
      if (pictures !== undefined) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
      }
      await page.evaluate(axe.source);
      const { violations } = Result.parse(await page.evaluate("axe.run()"));
      expect(
        violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`),
      ).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
  });
});
