import { afterAll, beforeAll, expect, test } from "vitest";
import { textsOf } from "../../../functions/pipeline/support/texts.ts";
import { type Browser, signedIn } from "../../helpers/portal/browser.ts";
import { formBy, sendForm } from "../../helpers/portal/forms.ts";
import { PROVINCE, type TestPortal } from "../../helpers/portal/portal.ts";
import { publishedPortal } from "../../helpers/portal/runs.ts";

const PATH = "/quan-tri/noi-dung";

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await publishedPortal();
  browser = await signedIn(portal, "van-hanh");
});
afterAll(() => portal.close());

const pageOf = async (path: string): Promise<string> => (await browser.ask(path)).text();
const address = (agency: string, more = ""): string =>
  `${PATH}?${new URLSearchParams({ tinh: PROVINCE, ky: "2023-06", "bao-cao": "don-vi", "co-quan": agency })}${more}`;

test("what an agency writes into its own report is kept for it, and for no other", async () => {
  expect(await pageOf(`${PATH}?tinh=${PROVINCE}`)).toContain('<option value="Z1.X03" >UBND xã Nghĩa Thắng 3 (Z1.X03)');
  const page = await pageOf(address("Z1.X03"));
  expect(page).toContain("Tháng 6 năm 2023, UBND xã Nghĩa Thắng 3 (Z1.X03)");
  const html = "Đề nghị <script>alert(1)</script> cấp máy quét.";
  const answer = await sendForm(portal, browser, formBy(page, "Lưu nội dung"), { "o-kien-nghi": html });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, address("Z1.X03", "&da-luu")]);
  const place = { province: PROVINCE, period: "2023-06", report: "don-vi/Z1.X03" };
  expect(await textsOf(portal.world.ports, place)).toEqual(new Map([["kien-nghi", html]]));
  const kept = await pageOf(address("Z1.X03", "&da-luu"));
  expect(kept).toContain("Đã lưu nội dung.");
  expect(kept).toContain("&lt;script&gt;");
  expect(await pageOf(address("Z1.X05"))).not.toContain("cấp máy quét");
  expect(await pageOf("/quan-tri/nhat-ky")).toContain(`${PROVINCE}/2023-06: don-vi/Z1.X03`);
});

test("an agency that is not there, or that nobody has chosen, is told as that, and nothing is kept", async () => {
  for (const [agency, words] of [
    ["", "Chọn cơ quan có báo cáo cần viết."],
    ["khong-co", "Không có cơ quan mã &quot;khong-co&quot; trong kỳ này."],
    ["../cntt", "Không có cơ quan mã"],
  ] as const) {
    const page = await browser.ask(address(agency));
    expect([agency, page.status]).toEqual([agency, 422]);
    expect(await page.text()).toContain(words);
    expect((await browser.send(address(agency), { "o-kien-nghi": "x" })).status).toBe(422);
  }
  const nobody = await browser.ask(`${PATH}?tinh=dong-nai&ky=2023-06&bao-cao=don-vi&co-quan=Z1.X03`);
  expect([nobody.status, (await nobody.text()).includes("Chưa có danh sách cơ quan của tỉnh")]).toEqual([422, true]);
});
