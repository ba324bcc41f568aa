import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Chromium,
  complaintsOf,
  expectUsable,
  OVER,
  openChromium,
  picture,
  signedInAs,
} from "../helpers/portal/chromium.ts";
import { PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { published } from "../helpers/portal/runs.ts";
import { ROW } from "../helpers/workbooks/import-files.ts";
import { formOf } from "../helpers/workbooks/imports.ts";

let portal: TestPortal;
let browser: Chromium;
let person: string;

/** Two people who get reports and are contacts, of an agency and of one that is not there; one has ended such mails. */
async function enterPeople(): Promise<string> {
  const { recipients, links } = portal.world.ports;
  const roles = [
    { kind: "recipient" as const, reports: null },
    { kind: "contact" as const, agency: "Z1.X03" },
    { kind: "contact" as const, agency: "77-STC" },
  ];
  const enter = (name: string, address: string) => recipients.put(PROVINCE, { name, address, roles });
  const { id } = await enter("Trần Thị B", "tran-thi-b@tinh.gov.vn");
  const { id: muted } = await enter("Lê Văn Thôi", "thoi@tinh.gov.vn");
  await recipients.unsubscribe(await recipients.subscriptionToken(PROVINCE, muted, "contact"));
  const scope = { kind: "series" as const, series: SERIES };
  const days = { created: "2023-06-20T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
  await links.add({ recipient: "tran-thi-b@tinh.gov.vn", scope, revision: 1, ...days });
  return id;
}

beforeAll(async () => {
  browser = await openChromium();
  portal = await testPortal();
  person = await enterPeople();
  await published(portal);
  portal.setClock(new Date().toISOString());
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const at = (path: string): string => `${portal.served.url}${path}`;

test("an administrator reads a list of recipients, sends a mail again and reminds a late agency", async () => {
  const context = await browser.newContext({ locale: "vi-VN" });
  const page = await signedInAs(portal, "van-hanh", context);
  const complaints = complaintsOf(page);
  await page.goto(at("/quan-tri/lien-ket"));
  await page.getByRole("link", { name: "Nhập danh sách từ tệp CSV" }).click();
  const lines = ["họ tên;thư điện tử;vai trò;mã", "Phạm Văn E;e@xa.gov.vn;đầu mối;Z1.X05", ""];
  const buffer = Buffer.from(lines.join("\n"));
  await page.getByLabel("Tệp danh sách").setInputFiles({ name: "ds.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Xem trước" }).click();
  await picture(page, "xem-truoc-danh-sach");
  await page.getByRole("button", { name: "Lưu danh sách" }).click();
  await page.getByText("Đã thêm hoặc ghi lại 1 người nhận thư theo danh sách.").waitFor();
  await page.getByRole("button", { name: "Gửi lại Trần Thị B" }).click();
  await page.getByText("Đã nhận yêu cầu gửi lại thư.").waitFor();
  await page.getByRole("link", { name: "Đơn vị chậm số liệu" }).click();
  await page.getByText("Thư nhắc gửi Trần Thị B").click();
  await page.getByText("Kính gửi: Trần Thị B").waitFor();
  await picture(page, "don-vi-cham-thu");
  await page.getByRole("button", { name: "Gửi nhắc Phạm Văn E" }).click();
  await page.getByRole("link", { name: "Xem lần chạy đang gửi thư" }).click();
  await page.getByText(OVER).waitFor({ timeout: 120_000 });
  expect(complaints).toEqual([]);
  await context.close();
});

test("an administrator changes a recipient and withdraws what was imported", async () => {
  const context = await browser.newContext({ locale: "vi-VN" });
  const page = await signedInAs(portal, "van-hanh", context);
  const complaints = complaintsOf(page);
  await page.goto(at("/quan-tri/lien-ket"));
  await page.getByRole("link", { name: "Sửa Trần Thị B" }).click();
  await page.getByLabel("Gửi tệp kèm thư thay cho liên kết").check();
  await page.getByLabel("Lý do gửi tệp kèm thư").fill("mạng nội bộ không mở được cổng");
  await page.getByRole("button", { name: "Lưu người nhận" }).click();
  await page.getByText("Đã lưu người nhận thư.").waitFor();
  expect(await page.getByRole("cell", { name: "mạng nội bộ không mở được cổng" }).count()).toBeGreaterThan(0);

  await page.goto(at(`/quan-tri/nhap-so-lieu?tinh=${PROVINCE}&thang=2023-06`));
  const buffer = Buffer.from(await formOf("2023-06", ["UBND xã Nghĩa Thắng 7", ROW]));
  await page.getByLabel("Sổ tính Excel").setInputFiles({ name: "thang-6.xlsx", mimeType: "application/zip", buffer });
  await page.getByRole("button", { name: "Xem trước" }).click();
  await page.getByRole("button", { name: "Lưu số liệu" }).click();
  await page.getByRole("link", { name: "Rút số liệu của cơ quan Z1.X07" }).click();
  await picture(page, "rut-so-lieu");
  await page.getByLabel("Lý do rút").fill("nhập nhầm tháng");
  await page.getByRole("button", { name: "Rút số liệu" }).click();
  await page.getByText("Đã rút số liệu; lần lập báo cáo sau không dùng số liệu này nữa.").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

const PLACE = `tinh=${PROVINCE}`;

/** Pages, by a name for their pictures. */
const PAGES: readonly (readonly [name: string, path: () => string])[] = [
  ["don-vi-cham", () => "/quan-tri/don-vi-cham"],
  ["don-vi-cham-trong", () => "/quan-tri/don-vi-cham?tinh=dong-nai"],
  ["lien-ket-nguoi-nhan", () => `/quan-tri/lien-ket?${PLACE}`],
  ["nguoi-nhan-moi", () => `/quan-tri/lien-ket/nguoi-nhan?${PLACE}`],
  ["nguoi-nhan-sua", () => `/quan-tri/lien-ket/nguoi-nhan?${PLACE}&ma=${person}`],
  ["nguoi-nhan-xoa", () => `/quan-tri/lien-ket/nguoi-nhan/${person}/xoa?${PLACE}`],
  ["nhap-danh-sach", () => `/quan-tri/lien-ket/nhap?${PLACE}`],
  ["noi-dung-don-vi", () => `/quan-tri/noi-dung?${PLACE}&ky=2023-06&bao-cao=don-vi&co-quan=Z1.X03`],
  ["rut-so-lieu", () => `/quan-tri/nhap-so-lieu/rut?${PLACE}&thang=2023-06&co-quan=Z1.X07&he-thong=province`],
  ["nhap-so-lieu-da-rut", () => `/quan-tri/nhap-so-lieu?${PLACE}&thang=2023-06&da-rut`],
];

describe("every page", () => {
  let page: Page;
  beforeAll(async () => {
    page = await signedInAs(portal, "ca-hai", await browser.newContext({ bypassCSP: true, locale: "vi-VN" }));
  });

  test.each(PAGES)("%s breaks no rule of axe, and needs no sideways scrolling", async (name, path) => {
    await expectUsable(page, at(path()), name);
  });
});
