import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { PROVINCE, SERIES, type TestPortal } from "../../helpers/portal/portal.ts";
import { publishedPortal } from "../../helpers/portal/runs.ts";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await publishedPortal();
  browser = await signedIn(portal, "van-hanh");
});
afterAll(() => portal.close());

const HTML = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'";
const PLACE = "tinh=ba-ria-vung-tau&ky=2023-06&bao-cao=cntt";

/** Nothing of what was written may have become an element; what is printed is what was written. */
function expectText(page: string): void {
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<script>");
  expect(page).not.toMatch(/="[^"]*" src=x/);
  expect(page).toContain("&lt;script&gt;alert(2)&lt;/script&gt;");
}

const pageOf = async (path: string): Promise<string> => (await browser.ask(path)).text();

describe("HTML in a text field is text", () => {
  test.each(["province", "period", "reason"])("of the re-run: %s", async (name) => {
    const answer = await browser.send("/quan-tri/chay-lai", {
      province: PROVINCE,
      period: "sai",
      reason: "",
      viec: "chay",
      [name]: HTML,
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    if (name !== "province") expectText(page);
    expect(page).not.toContain("<img");
  });

  test("of a run's reason, in the list and on its own page", async () => {
    const answer = await browser.send("/quan-tri/chay-lai", {
      province: PROVINCE,
      period: "2023-06",
      reason: HTML,
      viec: "chay",
    });
    expect(answer.status).toBe(303);
    expectText(await pageOf(answer.headers.get("location") ?? ""));
    expectText(await pageOf("/quan-tri/lan-chay"));
  });

  test("of a report's texts, refused or kept, and of the period before", async () => {
    const path = `/quan-tri/noi-dung?${PLACE}`;
    const [, slot = ""] = /name="(o-[^"]+)"/.exec(await pageOf(path)) ?? [];
    const version = /name="version" value="([^"]*)"/.exec(await pageOf(path))?.[1] ?? "";
    const kept = await browser.send(path, { [slot]: HTML, version });
    expect(kept.status).toBe(303);
    expectText(await pageOf(path));
    expectText(await pageOf(path.replace("2023-06", "2023-07")));
    const refused = await browser.send(path, { [slot]: `${HTML}\n\u{1F600}`, version });
    expect(refused.status).toBe(422);
    expectText(await refused.text());
  });

  test("of recipients and links", async () => {
    const scope = { kind: "series" as const, series: SERIES };
    const days = { created: "2023-06-20T03:00:00.000Z", expires: "2099-01-01T00:00:00.000Z" };
    const { link } = await portal.world.ports.links.add({ recipient: HTML, scope, revision: 1, ...days });
    const roles = [{ kind: "contact" as const, agency: HTML.slice(0, 80) }];
    await portal.world.ports.recipients.put(PROVINCE, { name: HTML, address: "a@tinh.gov.vn", roles });
    expectText(await pageOf("/quan-tri/lien-ket"));
    expectText(await pageOf(`/quan-tri/lien-ket/${link.id}/thu-hoi`));
    expect((await browser.send(`/quan-tri/lien-ket/${link.id}/thu-hoi`)).status).toBe(303);
    expectText(await pageOf("/quan-tri/nhat-ky"));
  });

  test("of somebody who is written to: every field of the form, refused or kept, and the reminder", async () => {
    const path = "/quan-tri/lien-ket/nguoi-nhan";
    const fields = { tinh: PROVINCE, moi: "1", "dia-chi": "z@tinh.gov.vn", "ho-ten": "Z", nhan: "all", "dau-moi": "" };
    for (const name of ["dia-chi", "dau-moi", "ly-do", "cq-don-vi"]) {
      const refused = await browser.send(path, { ...fields, "ho-ten": "", [name]: HTML });
      expect([name, refused.status]).toEqual([name, 422]);
      expectText(await refused.text());
    }
    const more = { "kem-tep": "1", "ly-do": HTML, "dau-moi": "Z1.X03" };
    expect((await browser.send(path, { ...fields, "ho-ten": HTML, ...more })).status).toBe(303);
    expectText(await pageOf(`/quan-tri/lien-ket?tinh=${PROVINCE}`));
    const late = await pageOf("/quan-tri/don-vi-cham");
    expectText(late);
    expect(late).toContain("Kính gửi: &quot;&gt;&lt;img");
    const formula = { ...fields, "dia-chi": "cong-thuc@tinh.gov.vn", "ho-ten": '=HYPERLINK("http://x")' };
    expect((await browser.send(path, formula)).status).toBe(303);
    expect(await pageOf(`/quan-tri/lien-ket?tinh=${PROVINCE}`)).toContain("=HYPERLINK(&quot;http://x&quot;)");
  });

  test("of addresses", async () => {
    for (const path of [
      "/quan-tri/lan-chay/",
      "/khong-co/",
      "/quan-tri/ky-bao-cao?tinh=",
      "/quan-tri/nhap-so-lieu?thang=",
      "/quan-tri/don-vi-cham?ky=",
      "/quan-tri/don-vi-cham?da-gui=",
      "/quan-tri/lien-ket?da-xoa=",
      "/quan-tri/lien-ket/nguoi-nhan?co-quan=",
      "/quan-tri/lien-ket/nguoi-nhan?ma=",
      `/quan-tri/nhap-so-lieu/rut?tinh=${PROVINCE}&thang=2023-06&he-thong=province&co-quan=`,
      `/quan-tri/noi-dung?tinh=${PROVINCE}&ky=2023-06&bao-cao=don-vi&co-quan=`,
    ]) {
      expect(await pageOf(`${path}${encodeURIComponent(HTML)}`)).not.toContain("<img");
    }
  });
});

/** A workbook's form as a browser sends it. */
async function upload(files: readonly File[], fields: Readonly<Record<string, string>> = {}): Promise<Response> {
  const page = await pageOf("/quan-tri/nhap-so-lieu");
  const body = new FormData();
  body.set("ma", /name="ma" value="([^"]*)"/.exec(page)?.[1] ?? "");
  for (const [name, value] of Object.entries({ tinh: PROVINCE, thang: "2023-06", ...fields })) body.set(name, value);
  for (const file of files) body.append("tep", file);
  return browser.ask("/quan-tri/nhap-so-lieu", { method: "POST", body, headers: { Origin: portal.served.url } });
}

describe("an upload that is no workbook", () => {
  test("of HTML named .xlsx is refused with what is wrong, and nothing waits", async () => {
    const answer = await upload([new File([HTML], `${HTML.replaceAll("/", "")}.xlsx`)]);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).not.toContain("<img");
    expect(page).toContain("không nhận được");
    expect(page).not.toContain("Lưu số liệu</button>");
  });

  test("of more than is taken is refused before it is read", async () => {
    const answer = await upload([new File([new Uint8Array(5_000_000)], "lon.xlsx")]);
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("4 MB");
  });

  test("without a file, or of a month that is none, is told as that", async () => {
    expect((await upload([])).status).toBe(422);
    const answer = await upload([new File(["x"], "a.xlsx")], { thang: "2023-Q2" });
    expect([answer.status, (await answer.text()).includes("Tháng không hợp lệ")]).toEqual([422, true]);
  });

  test("that was never looked at cannot be stored", async () => {
    const tep = `${"0".repeat(64)} a.xlsx`;
    const answer = await browser.send("/quan-tri/nhap-so-lieu/luu", { tinh: PROVINCE, thang: "2023-06", tep });
    expect([answer.status, (await answer.text()).includes("xem trước lần nữa")]).toEqual([422, true]);
  });
});
