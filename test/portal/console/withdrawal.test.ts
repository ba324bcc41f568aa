import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { formBy, sendForm } from "../../helpers/portal/forms.ts";
import { bearer, PROVINCE, type TestPortal } from "../../helpers/portal/portal.ts";
import { publishedPortal } from "../../helpers/portal/runs.ts";
import { ROW } from "../../helpers/workbooks/import-files.ts";
import { formOf } from "../../helpers/workbooks/imports.ts";

const PATH = "/quan-tri/nhap-so-lieu";
const PLACE = `tinh=${PROVINCE}&thang=2023-06`;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await publishedPortal();
  await portal.restart();
  browser = await signedIn(portal, "van-hanh");
});
afterAll(() => portal.close());

const pageOf = async (path: string): Promise<string> => (await browser.ask(path)).text();

/** Stores June's counts of a commune, as the page does; other counts for another number. */
async function store(counts: readonly number[]): Promise<void> {
  const body = new FormData();
  body.set("ma", /name="ma" value="([^"]*)"/.exec(await pageOf(PATH))?.[1] ?? "");
  for (const [name, value] of [
    ["tinh", PROVINCE],
    ["thang", "2023-06"],
  ] as const)
    body.set(name, value);
  body.append(
    "tep",
    new File([new Uint8Array(await formOf("2023-06", ["UBND xã Nghĩa Thắng 7", counts]))], "thang-6.xlsx"),
  );
  const preview = await browser.ask(PATH, { method: "POST", body, headers: { Origin: portal.served.url } });
  expect((await sendForm(portal, browser, formBy(await preview.text(), "Lưu số liệu"))).status).toBe(303);
}

const withdrawalForm = async () =>
  formBy(await pageOf(`${PATH}/rut?${PLACE}&co-quan=Z1.X07&he-thong=province`), "Rút số liệu");

const journalled = async (): Promise<number> =>
  (await pageOf("/quan-tri/nhat-ky")).split("Rút số liệu nhập từ sổ tính").length - 1;

test("what was stored is withdrawn with its reason, once; what was stored anew meanwhile is not", async () => {
  await store(ROW);
  expect(await pageOf(`${PATH}?${PLACE}`)).toContain("Đang dùng");
  const form = await withdrawalForm();
  for (const reason of ["", " ", "a\u0007b", "x".repeat(400)]) {
    const refused = await sendForm(portal, browser, form, { "ly-do": reason });
    expect([reason, refused.status]).toEqual([reason, 422]);
  }
  const html = "nhập nhầm <img src=x onerror=alert(1)>";
  for (let time = 0; time < 2; time++) {
    const answer = await sendForm(portal, browser, form, { "ly-do": html });
    expect(answer.status).toBe(303);
  }
  const page = await pageOf(`${PATH}?${PLACE}&da-rut`);
  expect(page).toContain("Đã rút số liệu; lần lập báo cáo sau không dùng số liệu này nữa.");
  expect(page).toContain("nhập nhầm &lt;img");
  expect(page).not.toContain("<img");
  expect(page).not.toContain(`${PATH}/rut?`);
  expect(await journalled()).toBe(1);

  await store(ROW);
  const late = await sendForm(portal, browser, form, { "ly-do": "gửi lại biểu mẫu cũ" });
  expect([late.status, (await late.text()).includes("đã được nhập lại sau khi bạn xem")]).toEqual([422, true]);
  expect(await pageOf(`${PATH}?${PLACE}`)).toContain("Đang dùng");
  expect(await journalled()).toBe(1);
});

test("the template is a workbook with the agencies of the month, which can be read back", async () => {
  expect(await pageOf(`${PATH}?${PLACE}`)).toContain(`href="${PATH}/mau?tinh=${PROVINCE}&amp;thang=2023-06"`);
  const answer = await browser.ask(`${PATH}/mau?${PLACE}`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, XLSX]);
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename=mau-nhap-${PROVINCE}-2023-06.xlsx`);
  const { Sheets } = read(await answer.bytes());
  const rows = Object.values(Sheets).map((sheet) => utils.sheet_to_csv(sheet));
  expect(rows.join("\n")).toMatch(/^Z1\.X07,UBND xã Nghĩa Thắng 7,/m);
  expect((await browser.ask(`${PATH}/mau?tinh=dong-nai&thang=2023-06`)).status).toBe(422);
  expect((await browser.ask(`${PATH}/mau?tinh=${PROVINCE}&thang=sai`)).status).toBe(422);
});

const Listed = z.object({
  items: z.array(z.object({ agency: z.string(), state: z.string(), vintage: z.int(), reason: z.string().nullable() })),
});

test("programs list, withdraw and get the template", async () => {
  const token = await portal.issuer.token("quan-tri");
  const query = `province=${PROVINCE}&month=2023-06`;
  const listed = async () => Listed.parse(await (await portal.get(`/imports?${query}`, token)).json()).items;
  const [stored] = await listed();
  expect(stored).toMatchObject({ agency: "Z1.X07", state: "in-force", reason: null });
  const body = {
    province: PROVINCE,
    month: "2023-06",
    agency: "Z1.X07",
    vintage: stored?.vintage,
    reason: "nhập nhầm",
  };
  const withdraw = (more: object = {}) => portal.post("/imports/withdraw", { ...body, ...more }, bearer(token));
  expect((await withdraw({ vintage: 1 })).status).toBe(422);
  for (let time = 0; time < 2; time++) {
    expect(await (await withdraw()).json()).toEqual({ agency: "Z1.X07", system: "province" });
  }
  expect(await listed()).toMatchObject([{ state: "withdrawn", reason: "nhập nhầm" }]);
  expect((await withdraw({ vintage: null })).status).toBe(422);
  const viewer = await portal.issuer.token("can-bo");
  expect((await portal.post("/imports/withdraw", body, bearer(viewer))).status).toBe(403);
  const template = await portal.get(`/imports/template?${query}`, token);
  expect([template.status, template.headers.get("content-type")]).toEqual([200, XLSX]);
});
