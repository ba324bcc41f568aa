import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { formBy, sendForm } from "../../helpers/portal/forms.ts";
import { bearer, PROVINCE, type TestPortal } from "../../helpers/portal/portal.ts";
import { publishedPortal } from "../../helpers/portal/runs.ts";

const PATH = "/quan-tri/lien-ket/nhap";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await publishedPortal();
  // Its own token lives by the clock.
  await portal.restart();
  browser = await signedIn(portal, "van-hanh");
});
afterAll(() => portal.close());

const HEAD = "họ tên;thư điện tử;vai trò;mã\n";
const recipients = () => portal.world.ports.recipients;
beforeEach(async () => {
  for (const { address } of await recipients().list(PROVINCE)) await recipients().remove(PROVINCE, address);
});

async function upload(bytes: string | Uint8Array<ArrayBuffer>, name = "danh-sach.csv"): Promise<Response> {
  const page = await (await browser.ask(PATH)).text();
  const body = new FormData();
  body.set("ma", /name="ma" value="([^"]*)"/.exec(page)?.[1] ?? "");
  body.set("tinh", PROVINCE);
  body.set("tep", new File([bytes], name));
  return browser.ask(PATH, { method: "POST", body, headers: { Origin: portal.served.url } });
}

test("a list is looked at before it is stored: who is new, who changes, who stays, and whose agency nobody knows", async () => {
  const reads = [{ kind: "recipient" as const, reports: null }];
  await recipients().put(PROVINCE, { name: "Giữ nguyên", address: "giu@tinh.gov.vn", roles: reads });
  const { id } = await recipients().put(PROVINCE, { name: "Tên cũ", address: "doi@tinh.gov.vn", roles: reads });
  await recipients().unsubscribe(await recipients().subscriptionToken(PROVINCE, id, "recipient"));
  const before = await recipients().list(PROVINCE);
  const text = `${HEAD}Giữ nguyên;giu@tinh.gov.vn;nhận báo cáo;\nTên mới;doi@tinh.gov.vn;nhận báo cáo;cntt\nNgười mới;moi@tinh.gov.vn;đầu mối;Z9.SAI\n`;
  const answer = await upload(text);
  expect(answer.status).toBe(200);
  const page = await answer.text();
  expect(page).toContain("3 người trong tệp, 2 người được thêm hoặc ghi lại");
  for (const tag of ["Thêm mới", "Ghi lại", "Giữ nguyên"]) expect(page).toContain(`>${tag}</strong>`);
  expect(page).toContain("Người này đã dừng nhận thư; lưu thì lại được gửi thư.");
  expect(page).toContain("mã &quot;Z9.SAI&quot; không có trong danh sách cơ quan của tỉnh");
  expect(await recipients().list(PROVINCE)).toEqual(before);

  const form = formBy(page, "Lưu danh sách");
  for (let time = 0; time < 2; time++) {
    const stored = await sendForm(portal, browser, form);
    expect([stored.status, stored.headers.get("location")]).toEqual([
      303,
      expect.stringContaining(`da-nhap=${time === 0 ? 2 : 0}`),
    ]);
  }
  const after = await recipients().list(PROVINCE);
  expect(after.map(({ name, muted }) => [name, muted])).toEqual([
    ["Tên mới", []],
    ["Giữ nguyên", []],
    ["Người mới", []],
  ]);
  const journal = await (await browser.ask("/quan-tri/nhat-ky")).text();
  expect(journal.split("Nhập danh sách người nhận thư").length - 1).toBe(1);
  const links = await (await browser.ask(`/quan-tri/lien-ket?tinh=${PROVINCE}`)).text();
  expect(links).toContain("Tỉnh không có cơ quan mã này");
});

test("a list that is wrong is refused by its line in a sentence, and nothing of it is stored", async () => {
  const wrong: readonly (readonly [string | Uint8Array<ArrayBuffer>, RegExp])[] = [
    [`${HEAD}A;a@tinh.gov.vn;nhận báo cáo;\nB;khong-phai-thu;đầu mối;Z1.X03\n`, /dòng 3: .*không đúng dạng địa chỉ/],
    [`${HEAD}A;a@tinh.gov.vn;giám đốc;\n`, /dòng 2: vai trò &quot;giám đốc&quot; không rõ/],
    ["họ tên;thư điện tử\nA;a@tinh.gov.vn\n", /dòng 1 thiếu cột vai trò, mã/],
    ["một;hai;ba\n1;2;3\n", /thiếu cột/],
    [`${HEAD}A;a@tinh.gov.vn;nhận báo cáo;khong-co\n`, /Không có báo cáo &quot;khong-co&quot;/],
    [HEAD, /không có người nào/],
    ["PK\u0003\u0004\u0000\u0000", /là tệp Excel hoặc Word/],
    [new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), /không phải văn bản/],
    [`${HEAD}"A;a@tinh.gov.vn;nhận báo cáo;\n`, /không phải CSV|thiếu dấu ngoặc kép/],
    ["", /Chưa chọn tệp nào/],
  ];
  for (const [bytes, words] of wrong) {
    const answer = await upload(bytes);
    const page = await answer.text();
    expect([words.source, answer.status]).toEqual([words.source, 422]);
    expect(page).toMatch(words);
    expect(page).not.toContain("Lưu danh sách</button>");
  }
  expect(await recipients().list(PROVINCE)).toEqual([]);
});

test("a list of more than is taken is refused before it is read", async () => {
  const answer = await upload(new Uint8Array(4_000_000));
  expect([answer.status, (await answer.text()).includes("500 KB")]).toEqual([413, true]);
  const barely = await upload(`${HEAD}${"A;a@tinh.gov.vn;nhận báo cáo;\n".repeat(20_000)}`);
  expect([barely.status, (await barely.text()).includes("500 KB")]).toEqual([422, true]);
  // 200 MB are not waited for: what is said of the length is enough.
  const huge = await browser
    .ask(PATH, {
      ...{
        method: "POST",
        duplex: "half",
        headers: { Origin: portal.served.url, "Content-Type": "multipart/form-data; boundary=x" },
      },
      body: new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
      }),
    })
    .then(
      (refused) => refused.status,
      // A server that answers and cuts the connection is met as that.
      () => 413,
    );
  expect(huge).toBe(413);
});

test("HTML and formulas in a list are text", async () => {
  const html = "<img src=x onerror=alert(1)><script>alert(2)</script>";
  const page = await (
    await upload(
      `${HEAD}${html};a@tinh.gov.vn;đầu mối;<b>X</b>\n=HYPERLINK("http://x");b@tinh.gov.vn;nhận báo cáo;\n`,
      "<b>.csv",
    )
  ).text();
  for (const shown of [
    page,
    await (await sendForm(portal, browser, formBy(page, "Lưu danh sách"))).text(),
    await (await browser.ask(`/quan-tri/lien-ket?tinh=${PROVINCE}`)).text(),
  ]) {
    expect(shown).not.toMatch(/<img|<script>|<b>/);
  }
  expect((await recipients().list(PROVINCE)).map(({ name }) => name)).toEqual([html, '=HYPERLINK("http://x")']);
});

test("programs look at a list and store it", async () => {
  const token = bearer(await portal.issuer.token("quan-tri"));
  const body = { province: PROVINCE, csv: `${HEAD}A;a@tinh.gov.vn;đầu mối;Z1.X03\n` };
  const preview = await (await portal.post("/recipients/preview", body, token)).json();
  expect(preview).toEqual({
    people: [{ name: "A", address: "a@tinh.gov.vn", change: "new", muted: false }],
    notes: [],
  });
  expect(await recipients().list(PROVINCE)).toEqual([]);
  for (const stored of [1, 0]) {
    expect(await (await portal.post("/recipients/import", body, token)).json()).toEqual({ stored, notes: [] });
  }
  expect((await portal.post("/recipients/import", { ...body, csv: "x" }, token)).status).toBe(422);
  // As long as a list may be, which is longer than what else is asked for.
  const long = { ...body, csv: `${HEAD}${"A;a@tinh.gov.vn;đầu mối;Z1.X03\n".repeat(4_000)}` };
  expect((await portal.post("/recipients/preview", long, token)).status).toBe(200);
});
