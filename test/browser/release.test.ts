import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type MailServer, mailServer } from "../helpers/mail/server.ts";
import {
  type Chromium,
  complaintsOf,
  expectUsable,
  OVER,
  openChromium,
  signedInAs,
} from "../helpers/portal/chromium.ts";
import { freePort } from "../helpers/portal/free-port.ts";
import { PROVINCE, type TestPortal, testPortal } from "../helpers/portal/portal.ts";

let portal: TestPortal;
let mails: MailServer;
let browser: Chromium;
beforeEach(async () => {
  const port = await freePort();
  mails = await mailServer();
  const from = { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" };
  const mail = { from, smtpUrl: mails.url, operatorAddress: null, portalBase: `http://127.0.0.1:${port}` };
  portal = await testPortal({ approved: true, port, mail, start: new Date().toISOString() });
  for (const [name, address, role] of [
    ["Bà Lãnh Đạo", "lanh-dao@tinh.gov.vn", { kind: "recipient", reports: null }],
    ["Bà Duyệt", "duyet@tinh.gov.vn", { kind: "approver" }],
  ] as const)
    await portal.world.ports.recipients.put(PROVINCE, { name, address, roles: [role] });
  browser = await openChromium();
});
afterEach(async () => {
  await browser.close();
  await portal.close();
});

const at = (path: string): string => `${portal.served.url}${path}`;
const context = (): Promise<BrowserContext> => browser.newContext({ locale: "vi-VN" });
/** The context of a page that is looked into from outside its policy. */
const looking = (): Promise<BrowserContext> => browser.newContext({ locale: "vi-VN", bypassCSP: true });

/** Fills in the form for June 2023, and presses one of its buttons; the page of the run. */
async function ask(page: Page, button: string): Promise<void> {
  await page.goto(at(`/quan-tri/chay-lai?tinh=${PROVINCE}&ky=2023-06`));
  await page.getByLabel("Lý do chạy lại").fill("Sở Xây dựng gửi lại số liệu tháng 5");
  await page.getByLabel("Lấy lại cả số liệu đã chốt").check();
  await page.getByRole("button", { name: button }).click();
  await page.getByText(OVER).waitFor({ timeout: 120_000 });
  // The page that followed the run does not hold what has come of it.
  await page.reload();
}

/** Somebody agrees to the draft that waits. */
async function approve(page: Page): Promise<void> {
  await page.goto(at("/quan-tri/phat-hanh"));
  await page
    .getByRole("link", { name: /^Bản \d+, báo cáo tháng 6 năm 2023/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Đồng ý phát hành" }).click();
  await page.getByText("và đã được phát hành.").or(page.getByText("đang được phát hành.")).waitFor();
}

const sentTo = (address: string) => mails.taken.filter(({ to }) => to.includes(address));

/** Waits for the mail that tells a reader of a revision, and gives the address in it. */
async function linkIn(revision: number): Promise<string> {
  await expect.poll(() => sentTo("lanh-dao@tinh.gov.vn").length, { timeout: 120_000 }).toBe(revision);
  const text = sentTo("lanh-dao@tinh.gov.vn").at(-1)?.mail.text ?? "";
  return /http:\/\/127\.0\.0\.1:\d+\/b\/[\w-]+/.exec(text)?.[0] ?? "";
}

test("an operator previews and runs, an approver agrees, the reader downloads by the mailed link, and what changed is seen", async () => {
  const operator = await signedInAs(portal, "van-hanh", await context());
  const approver = await signedInAs(portal, "duyet", await context());
  const complaints = [complaintsOf(operator), complaintsOf(approver)];

  await ask(operator, "Chạy lại ngay");
  await operator.getByRole("link", { name: "Xem dự thảo chờ phát hành" }).click();
  await operator.getByText("nên không tự quyết định việc phát hành").waitFor();
  expect(sentTo("duyet@tinh.gov.vn")).toHaveLength(1);
  expect(sentTo("lanh-dao@tinh.gov.vn")).toHaveLength(0);
  await approve(approver);

  const reader = await (await context()).newPage();
  await reader.goto(await linkIn(1));
  const download = reader.waitForEvent("download");
  await reader.getByRole("link", { name: /Word/ }).first().click();
  expect((await download).suggestedFilename()).toMatch(/\.docx$/);

  portal.province.behaviour.answers.counts
    .find(({ agency, items }) => agency === "Z1.S01" && items?.length)
    ?.items?.pop();
  await ask(operator, "Xem trước thay đổi");
  await operator.getByRole("heading", { name: "Các số sẽ thay đổi" }).waitFor();
  const preview = operator.url();
  await operator.getByRole("button", { name: "Chạy lại như đã xem" }).click();
  await operator.getByText(OVER).waitFor({ timeout: 120_000 });
  await operator.goto(at("/quan-tri/phat-hanh"));
  await operator.getByRole("link", { name: /^Bản 2/ }).click();
  await operator.getByRole("heading", { name: "Khác bản 1" }).waitFor();
  const draft = operator.url();

  const looker = await signedInAs(portal, "ca-hai", await looking());
  await expectUsable(looker, preview, "xem-truoc");
  await expectUsable(looker, at("/quan-tri/phat-hanh"), "phat-hanh");
  await expectUsable(looker, draft, "du-thao");
  await approve(approver);
  await linkIn(2);
  await expectUsable(looker, draft, "du-thao-da-phat-hanh");
  await expectUsable(looker, at("/quan-tri/so-sanh"), "so-sanh");
  expect(await looker.getByRole("heading", { name: "Bản 2 khác bản 1" }).count()).toBe(1);
  expect(complaints.flat()).toEqual([]);
});
