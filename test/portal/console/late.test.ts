import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { formBy, formsIn, sendForm } from "../../helpers/portal/forms.ts";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../../helpers/portal/portal.ts";
import { isOver, published, until } from "../../helpers/portal/runs.ts";

const PATH = "/quan-tri/don-vi-cham";

let portal: TestPortal;
let operator: Browser;
let viewer: Browser;
beforeAll(async () => {
  portal = await testPortal();
  const { recipients } = portal.world.ports;
  const contact = (name: string, address: string, agency: string) =>
    recipients.put(PROVINCE, { name, address, roles: [{ kind: "contact", agency }] });
  await contact("Đầu mối xã 3", "xa3@xa.gov.vn", "Z1.X03");
  await contact("Đầu mối xã 5", "xa5@xa.gov.vn", "Z1.X05");
  await contact("Đầu mối thôi nhận", "thoi@xa.gov.vn", "Z1.X05");
  const { id } = await contact("Đầu mối đủ số liệu", "du@so.gov.vn", "Z1.S01");
  const muted = (await recipients.list(PROVINCE)).find(({ address }) => address === "thoi@xa.gov.vn");
  await recipients.unsubscribe(await recipients.subscriptionToken(PROVINCE, muted?.id ?? "", "contact"));
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  // A province's API that fails is nobody's delay.
  portal.province.behaviour.instead.set("/v1/counts?agency=Z1.S02", { status: 503, body: "{}" });
  await published(portal);
  portal.setClock(new Date().toISOString());
  // Its own token lives by the clock.
  await portal.restart();
  operator = await signedIn(portal, "van-hanh");
  viewer = await signedIn(portal, "nguoi-xem");
});
afterAll(() => portal.close());

const pageOf = async (browser: Browser, path = PATH): Promise<string> => (await browser.ask(path)).text();

/** How often the reminder of each contact was begun, by address. */
async function begun(): Promise<Record<string, number>> {
  const { outbox, recipients } = portal.world.ports;
  const mails = await outbox.list({ kind: "missing", about: `${SERIES}/2023-06-20`, recipient: "" });
  const people = new Map((await recipients.list(PROVINCE)).map(({ id, address }) => [id, address]));
  return Object.fromEntries(mails.map(({ recipient, attempts }) => [people.get(recipient) ?? recipient, attempts]));
}

/** Follows a redirect's run to its end, and gives its id. */
async function sentBy(answer: Response): Promise<string> {
  expect(answer.status).toBe(303);
  const run = /da-gui=([0-9a-f]{32})/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
  expect((await until(portal, run, isOver)).failure).toBeNull();
  return run;
}

test("whoever may read sees who is late with what, who answers, what nobody is told of, and the letter itself", async () => {
  for (const page of [await pageOf(operator), await pageOf(viewer, `${PATH}?tinh=${PROVINCE}&ky=2023-06`)]) {
    expect(page).toContain("UBND xã Nghĩa Thắng 3");
    expect(page).toContain("Chưa gửi số liệu tháng 6/2023");
    expect(page).toContain("Số liệu tháng 3/2023 không đúng cấu trúc, không sử dụng được");
    expect(page).toMatch(/Hệ thống chưa lấy được số liệu tháng 01\/2023, .*tháng 6\/2023/);
    expect(page).toContain("Đầu mối thôi nhận (thoi@xa.gov.vn), đã dừng nhận thư nhắc");
    expect(page).toContain("Kính gửi: Đầu mối xã 3");
    expect(page).toContain("UBND xã Nghĩa Thắng 3: chưa gửi số liệu tháng 6/2023");
    expect(page).toContain("Thời hạn gửi báo cáo tháng: trước ngày 15 hằng tháng");
    expect(page).not.toContain("Đầu mối đủ số liệu");
    expect(page).toContain("Chưa có đầu mối");
  }
  const periods = await pageOf(viewer, "/quan-tri/ky-bao-cao");
  expect(periods).toContain(`Đơn vị: <a href="${PATH}?tinh=${PROVINCE}&amp;ky=2023-06">`);
  expect(formsIn(await pageOf(viewer)).map(({ action }) => action)).toEqual(["/dang-xuat"]);
  expect(await pageOf(viewer)).not.toContain("/quan-tri/lien-ket/nguoi-nhan");
});

test("one contact is reminded once, however often the button's form is sent, and again when it is asked for again", async () => {
  const before = await begun();
  expect(before).toEqual({ "xa3@xa.gov.vn": 1, "xa5@xa.gov.vn": 1 });
  const form = formBy(await pageOf(operator), "Gửi nhắc Đầu mối xã 3");
  const run = await sentBy(await sendForm(portal, operator, form));
  expect(await begun()).toEqual({ ...before, "xa3@xa.gov.vn": 2 });
  // The page that was open is sent once more: it finds the run that was asked for by it.
  expect(await sentBy(await sendForm(portal, operator, form))).toBe(run);
  expect(await begun()).toEqual({ ...before, "xa3@xa.gov.vn": 2 });
  const again = formBy(await pageOf(operator), "Gửi nhắc Đầu mối xã 3");
  expect(await sentBy(await sendForm(portal, operator, again))).not.toBe(run);
  expect(await begun()).toEqual({ ...before, "xa3@xa.gov.vn": 3 });
  expect(await pageOf(operator, `${PATH}?da-gui=${run}`)).toContain(`/quan-tri/lan-chay/${run}`);
});

test("all are reminded at once, but for whoever no longer wants to be; what somebody else has sent since is not sent twice", async () => {
  const before = await begun();
  const page = await pageOf(operator);
  await sentBy(await sendForm(portal, operator, formBy(page, "Gửi nhắc tất cả 2 đầu mối")));
  expect(await begun()).toEqual({ "xa3@xa.gov.vn": (before["xa3@xa.gov.vn"] ?? 0) + 1, "xa5@xa.gov.vn": 2 });
  const late = await sendForm(portal, operator, formBy(page, "Gửi nhắc Đầu mối xã 5"));
  expect([late.status, (await late.text()).includes("vừa được gửi sau khi bạn mở trang")]).toEqual([422, true]);
  expect(formsIn(page).some(({ button }) => button.includes("thôi nhận"))).toBe(false);
  const journal = await pageOf(operator, "/quan-tri/nhat-ky");
  expect(journal.match(/Gửi thư nhắc đơn vị chậm số liệu/g)).toHaveLength(3);
  expect(journal).toContain(`${SERIES}, bản 1: mọi đầu mối`);
});

test("a form that names nobody who is known, another period or another revision sends nothing", async () => {
  const before = await begun();
  const form = formBy(await pageOf(operator), "Gửi nhắc Đầu mối xã 3");
  for (const changed of [{ nguoi: "<b>" }, { nguoi: "0".repeat(16) }, { ky: "2023-05" }, { ban: "2" }, { ban: "x" }]) {
    const answer = await sendForm(portal, operator, form, changed);
    expect([changed, answer.status]).toEqual([changed, 422]);
    expect(await answer.text()).toContain("Chưa thực hiện được");
  }
  expect(await begun()).toEqual(before);
});

test("a province of which nothing was published has nobody to remind, and another period leads to the newest", async () => {
  expect(await pageOf(operator, `${PATH}?tinh=dong-nai`)).toContain("chưa phát hành báo cáo nào");
  const other = await pageOf(operator, `${PATH}?tinh=${PROVINCE}&ky=2020-01`);
  expect(other).toContain("dưới đây là kỳ mới nhất đã phát hành");
  expect(other).toContain("UBND xã Nghĩa Thắng 3");
});

const Listed = z.object({
  agencies: z.array(
    z.object({ code: z.string(), unsent: z.array(z.string()), untold: z.boolean(), contacts: z.array(z.string()) }),
  ),
  contacts: z.array(
    z.object({
      id: z.string(),
      address: z.string(),
      state: z.string(),
      letter: z.object({ paragraphs: z.array(z.string()) }),
    }),
  ),
});

test("programs read the same list, and remind by it", async () => {
  const [reads, changes] = await Promise.all([portal.issuer.token("can-bo"), portal.issuer.token("quan-tri")]);
  const path = `/revisions/1/late-agencies`;
  const listed = Listed.parse(await (await portal.get(`${path}?series=${SERIES}`, reads)).json());
  const third = listed.agencies.find(({ code }) => code === "Z1.X03");
  const contact = listed.contacts.find(({ address }) => address === "xa3@xa.gov.vn");
  expect(third).toMatchObject({ unsent: ["2023-06"], untold: false, contacts: [contact?.id] });
  expect(listed.agencies.some(({ untold }) => untold)).toBe(true);
  expect(contact?.letter.paragraphs).toContain("- UBND xã Nghĩa Thắng 3: chưa gửi số liệu tháng 6/2023");
  expect(listed.contacts.find(({ address }) => address === "thoi@xa.gov.vn")?.state).toBe("muted");

  const before = await begun();
  const remind = (body: object, token = changes) => portal.post(`${path}/remind?series=${SERIES}`, body, bearer(token));
  expect((await remind({ contacts: [contact?.id] }, reads)).status).toBe(403);
  const answer = await remind({ contacts: [contact?.id] });
  expect(answer.status).toBe(202);
  const { id } = z.object({ id: z.string() }).parse(await answer.json());
  await until(portal, id, isOver);
  expect(await begun()).toEqual({ ...before, "xa3@xa.gov.vn": (before["xa3@xa.gov.vn"] ?? 0) + 1 });
  expect((await remind({ contacts: ["0".repeat(16)] })).status).toBe(422);
  expect((await remind({ contacts: [] })).status).toBe(400);
  expect((await portal.get(`/revisions/9/late-agencies?series=${SERIES}`, reads)).status).toBe(422);
});
