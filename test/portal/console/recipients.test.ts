import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { formBy, sendForm } from "../../helpers/portal/forms.ts";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../../helpers/portal/portal.ts";
import { isOver, published, until } from "../../helpers/portal/runs.ts";

const LINKS = "/quan-tri/lien-ket";
const PERSON = `${LINKS}/nguoi-nhan`;

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await testPortal();
  await portal.world.ports.recipients.put(PROVINCE, {
    name: "Văn phòng",
    address: "van-phong@tinh.gov.vn",
    roles: [{ kind: "recipient", reports: null }],
  });
  await published(portal);
  portal.setClock(new Date().toISOString());
  // Its own token lives by the clock.
  await portal.restart();
  browser = await signedIn(portal, "van-hanh");
});
afterAll(() => portal.close());

const pageOf = async (path: string): Promise<string> => (await browser.ask(path)).text();
const list = () => portal.world.ports.recipients.list(PROVINCE);
const one = async (address: string) => (await list()).find((person) => person.address === address);

/** The form for somebody new, or for somebody of this id. */
const formOf = async (id?: string) =>
  formBy(await pageOf(`${PERSON}?tinh=${PROVINCE}${id === undefined ? "" : `&ma=${id}`}`), "Lưu người nhận");

const fill = (form: Awaited<ReturnType<typeof formOf>>, fields: Readonly<Record<string, string | readonly string[]>>) =>
  sendForm(portal, browser, form, fields);

const journalled = async (words: string): Promise<number> =>
  (await pageOf("/quan-tri/nhat-ky")).split(`>${words}<`).length - 1;

test("somebody is added with every role and files in place of links, once however often the form is sent", async () => {
  const form = await formOf();
  const fields = {
    ...{
      "dia-chi": "Tran-Thi-B@tinh.gov.vn",
      "ho-ten": "Trần Thị B",
      nhan: "some",
      "bc-cntt": "1",
      "cq-don-vi": "Z1.S01, Z1.S02",
    },
    ...{ "dau-moi": "z1.x03; Z1.X05", "quan-tri": "1", "phe-duyet": "1", "kem-tep": "1", "ly-do": "mạng nội bộ" },
  };
  for (let time = 0; time < 2; time++) expect((await fill(form, fields)).status).toBe(303);
  expect(await one("tran-thi-b@tinh.gov.vn")).toMatchObject({
    name: "Trần Thị B",
    roles: [
      { kind: "recipient", reports: ["cntt", "don-vi/Z1.S01", "don-vi/Z1.S02"] },
      // A slip in a code is mended.
      { kind: "contact", agency: "Z1.X03" },
      { kind: "contact", agency: "Z1.X05" },
      { kind: "operator" },
      { kind: "approver" },
    ],
    attached: { reason: "mạng nội bộ" },
  });
  expect(await journalled("Lưu người nhận thư")).toBe(1);
  const page = await pageOf(`${LINKS}?tinh=${PROVINCE}`);
  expect(page).toContain("Đầu mối số liệu: UBND xã Nghĩa Thắng 3 (Z1.X03)");
  expect(page).toContain("Tệp kèm thư");
});

test("what a form lacks is told at its field, and an address that is somebody's is not taken over", async () => {
  const fields = { "dia-chi": "c@tinh.gov.vn", "ho-ten": "C", nhan: "all" };
  const wrong: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ "dia-chi": "c" }, "Địa chỉ thư không đúng dạng địa chỉ thư điện tử"],
    [{ "ho-ten": " " }, "Họ tên không được để trống"],
    [{ nhan: "none" }, "Chưa chọn người này nhận thư gì"],
    [{ nhan: "some" }, "Chọn ít nhất một báo cáo"],
    [{ "kem-tep": "1" }, "Lý do không được để trống"],
    [{ "dau-moi": "Z1.X33" }, "gần giống: Z1.X03 (UBND xã Nghĩa Thắng 3)"],
    [{ "dia-chi": "van-phong@tinh.gov.vn" }, "đã có trong danh sách"],
    [{ tinh: "ha-tay" }, ""],
  ];
  for (const [changed, words] of wrong) {
    const answer = await fill(await formOf(), { ...fields, ...changed });
    expect([changed, answer.status]).toEqual([changed, 422]);
    expect(await answer.text()).toContain(words);
  }
  expect(await one("c@tinh.gov.vn")).toBeUndefined();
  expect(await one("van-phong@tinh.gov.vn")).toMatchObject({ name: "Văn phòng" });
});

test("somebody who has ended mails stays so when the name is mended, until it is said that they are wanted again", async () => {
  const { recipients } = portal.world.ports;
  const roles = [{ kind: "recipient" as const, reports: null }];
  const { id } = await recipients.put(PROVINCE, { name: "Sai tên", address: "thoi@tinh.gov.vn", roles });
  await recipients.unsubscribe(await recipients.subscriptionToken(PROVINCE, id, "recipient"));
  const page = await pageOf(`${PERSON}?tinh=${PROVINCE}&ma=${id}`);
  expect(page).toContain("Người này đã dừng nhận thư: nhận báo cáo.");
  expect((await fill(await formOf(id), { "ho-ten": "Đúng tên" })).status).toBe(303);
  expect(await one("thoi@tinh.gov.vn")).toMatchObject({ name: "Đúng tên", muted: ["recipient"] });
  expect((await fill(await formOf(id), { "nhan-lai": "1" })).status).toBe(303);
  expect(await one("thoi@tinh.gov.vn")).toMatchObject({ muted: [] });
});

test("somebody is removed with the links of the province, once, and those of another province stay", async () => {
  const { recipients, links } = portal.world.ports;
  const roles = [{ kind: "recipient" as const, reports: null }];
  const { id } = await recipients.put(PROVINCE, { name: "Sẽ xóa", address: "xoa@tinh.gov.vn", roles });
  const days = { revision: 1, created: "2023-06-20T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
  for (const series of [SERIES, "dong-nai/2023-06"]) {
    await links.add({ recipient: "xoa@tinh.gov.vn", scope: { kind: "series", series }, ...days });
  }
  const form = formBy(await pageOf(`${PERSON}/${id}/xoa?tinh=${PROVINCE}`), "Xóa người nhận");
  for (let time = 0; time < 2; time++) expect((await fill(form, {})).status).toBe(303);
  expect(await one("xoa@tinh.gov.vn")).toBeUndefined();
  const own = (await links.list()).filter(({ recipient }) => recipient === "xoa@tinh.gov.vn");
  const stands = own.filter(({ revoked }) => revoked === null).map(({ scope }) => scope);
  expect([own.length, stands]).toEqual([2, [{ kind: "series", series: "dong-nai/2023-06" }]]);
  expect(await journalled("Xóa người nhận thư")).toBe(1);
  // The journal keeps no address of who was removed.
  expect(await pageOf("/quan-tri/nhat-ky")).not.toContain("xoa@tinh.gov.vn");
  expect((await browser.ask(`${PERSON}/${id}/xoa?tinh=${PROVINCE}`)).status).toBe(404);
});

test("the mail of each person about a period is told, and sent again to whom that is asked for", async () => {
  const attempts = async () => {
    const mails = await portal.world.ports.outbox.list({ kind: "report", about: `${SERIES}/r1`, recipient: "" });
    const id = (await one("van-phong@tinh.gov.vn"))?.id;
    return mails.find(({ recipient }) => recipient === id)?.attempts;
  };
  expect(await attempts()).toBe(1);
  const page = await pageOf(`${LINKS}?tinh=${PROVINCE}&ky=2023-06`);
  expect(page).toContain("Thư về báo cáo tháng 6 năm 2023");
  const form = formBy(page, "Gửi lại Văn phòng");
  const runs = new Set<string>();
  for (let time = 0; time < 2; time++) {
    const answer = await fill(form, {});
    expect(answer.status).toBe(303);
    const run = /da-gui=([0-9a-f]{32})/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
    expect((await until(portal, run, isOver)).failure).toBeNull();
    runs.add(run);
  }
  expect([await attempts(), runs.size]).toEqual([2, 1]);
  expect((await fill(form, { nguoi: [] })).status).toBe(422);
  expect(await journalled("Gửi lại thư báo có báo cáo")).toBe(1);
});

const Kept = z.object({ id: z.string(), changed: z.boolean(), notes: z.array(z.string()) });

test("programs keep, list and remove people as pages do", async () => {
  const token = await portal.issuer.token("quan-tri");
  const post = (path: string, body: object) => portal.post(path, body, bearer(token));
  const person = {
    province: PROVINCE,
    name: "D",
    address: "d@tinh.gov.vn",
    roles: [{ kind: "contact", agency: "Z1.X03" }],
  };
  const kept = Kept.parse(await (await post("/recipients", person)).json());
  expect(kept).toMatchObject({ changed: true, notes: [] });
  expect(Kept.parse(await (await post("/recipients", person)).json())).toMatchObject({ id: kept.id, changed: false });
  const listed = await (await portal.get(`/recipients?province=${PROVINCE}`, token)).json();
  expect(listed).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ id: kept.id, roles: person.roles })]),
  });
  for (const roles of [
    [],
    [{ kind: "contact" }],
    [{ kind: "recipient", reports: ["khong-co"] }],
    [{ kind: "contact", agency: "sai" }],
  ]) {
    expect((await post("/recipients", { ...person, roles })).status).toBe(422);
  }
  const viewer = bearer(await portal.issuer.token("can-bo"));
  expect((await portal.post("/recipients", person, viewer)).status).toBe(403);
  const remove = () => post(`/recipients/${kept.id}/remove?province=${PROVINCE}`, {});
  expect(await (await remove()).json()).toEqual({ links: 0 });
  expect((await remove()).status).toBe(404);
});
