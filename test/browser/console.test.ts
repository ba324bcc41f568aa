import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Chromium,
  complaintsOf,
  expectUsable,
  OVER,
  openChromium,
  signedInAs,
} from "../helpers/portal/chromium.ts";
import { SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { published } from "../helpers/portal/runs.ts";
import { ROW } from "../helpers/workbooks/import-files.ts";
import { formOf } from "../helpers/workbooks/imports.ts";

let portal: TestPortal;
let browser: Chromium;
let run: string;
let link: string;
beforeAll(async () => {
  browser = await openChromium();
  portal = await testPortal();
  run = await published(portal);
  const scope = { kind: "series" as const, series: SERIES };
  const days = { created: "2023-06-20T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
  link = (await portal.world.ports.links.add({ recipient: "Nguyễn Văn A", scope, revision: 1, ...days })).link.id;
  portal.setClock(new Date().toISOString());
  // The link that serve prints lives by the clock.
  await portal.restart();
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const at = (path: string): string => `${portal.served.url}${path}`;

const startRun = async (page: Page, reason: string): Promise<void> => {
  await page.getByRole("link", { name: "Chạy lại", exact: true }).first().click();
  await page.getByLabel("Kỳ báo cáo").fill("2023-06");
  await page.getByLabel("Lý do chạy lại").fill(reason);
  await page.getByRole("button", { name: "Chạy lại ngay" }).click();
  await page.getByRole("heading", { name: "Lần chạy tháng 6 năm 2023", level: 1 }).waitFor();
};

test("an administrator signs in, runs June 2023 again, watches it end and signs out", async () => {
  const context = await browser.newContext({ locale: "vi-VN" });
  const page = await signedInAs(portal, "van-hanh", context);
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
  const page = await signedInAs(portal, "van-hanh", context);
  await startRun(page, "không có script");
  await page.getByText(OVER).waitFor({ timeout: 120_000 });
  await context.close();
});

test("an administrator uploads a workbook, fills a slot, revokes a link, and finds it all in the journal", async () => {
  const context = await browser.newContext({ locale: "vi-VN" });
  const page = await signedInAs(portal, "van-hanh", context);
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
  const page = await signedInAs(portal, "van-hanh", context);
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

/** Where it is shown what a figure was made of. */
const figureOf = (target: string, rest: string): string =>
  `/quan-tri/so-lieu/o?tinh=ba-ria-vung-tau&ky=2023-06&ban=1&van-ban=brvt-qd-2023&chi-tieu=${target}&${rest}`;

/** Every page, by a name for its picture. */
const PAGES: readonly (readonly [name: string, path: () => string])[] = [
  ["trang-dau", () => "/"],
  ["dang-nhap", () => "/dang-nhap"],
  ["khong-co", () => "/khong-co-trang-nay"],
  ["ky-bao-cao", () => "/quan-tri/ky-bao-cao"],
  ["ky-bao-cao-trong", () => "/quan-tri/ky-bao-cao?tinh=dong-nai"],
  ["luot-chay", () => "/quan-tri/lan-chay"],
  ["lan-chay", () => `/quan-tri/lan-chay/${run}`],
  ["so-lieu", () => "/quan-tri/so-lieu?tinh=ba-ria-vung-tau&ky=2023-06&cap=xa"],
  ["so-lieu-trong", () => "/quan-tri/so-lieu?tinh=dong-nai"],
  ["so-lieu-co-quan", () => figureOf("online-filing", "pham-vi=co-quan&ma=Z1.X01&co-so=luy-ke")],
  ["so-lieu-thu-tuc", () => figureOf("paid-procedures", "pham-vi=co-quan&ma=Z1.X01&co-so=luy-ke")],
  ["so-lieu-tinh", () => figureOf("remote-filing", "pham-vi=tinh&ma=&co-so=luy-ke")],
  ["chay-lai", () => "/quan-tri/chay-lai?ky=2023-06"],
  ["phat-hanh-trong", () => "/quan-tri/phat-hanh"],
  ["so-sanh-mot-ban", () => "/quan-tri/so-sanh"],
  ["noi-dung", () => "/quan-tri/noi-dung?tinh=ba-ria-vung-tau&ky=2023-06&bao-cao=cntt"],
  ["nhap-so-lieu", () => "/quan-tri/nhap-so-lieu?tinh=ba-ria-vung-tau&thang=2023-06"],
  ["lien-ket", () => "/quan-tri/lien-ket"],
  ["thu-hoi", () => `/quan-tri/lien-ket/${link}/thu-hoi`],
  ["nhat-ky", () => "/quan-tri/nhat-ky"],
  ["van-ban", () => "/quan-tri/van-ban"],
];

describe("every page", () => {
  let page: Page;
  beforeAll(async () => {
    // A page whose policy allows no script can only be looked into from outside it.
    page = await signedInAs(portal, "ca-hai", await browser.newContext({ bypassCSP: true, locale: "vi-VN" }));
  });

  test.each(PAGES)("%s breaks no rule of axe, and needs no sideways scrolling", async (name, path) => {
    await expectUsable(page, at(path()), name);
  });
});
