import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourcesCommand } from "../../functions/cli/sources/sources.ts";
import { pushJsonOf } from "../helpers/push/mapping.ts";
import { folder } from "../helpers/runs/command.ts";
import { dossier, dossierPages, openCpsRow, PLAIN_TOKEN } from "../helpers/sources/mapped.ts";
import { stubProvince } from "../helpers/sources/stub.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);
const OPENCPS = "templates/sources/opencps.json";
const ENV = { SOURCE_OPENCPS_TOKEN: PLAIN_TOKEN, SOURCE_DANH_SACH_HO_SO_TOKEN: PLAIN_TOKEN };

const sources = (args: readonly string[], env: Readonly<Record<string, string>> = ENV) =>
  sourcesCommand(args, env, TEMPLATES);
const trying = (file: string, url: string) =>
  sources(["try", file, "--agency", "77-STTTT", "--month", "2023-05", "--url", url]);

test("the list has every mapping file with its grain", async () => {
  expect(await sources(["list"])).toEqual({
    isMapped: true,
    text: [
      "danh-sach-ho-so: Danh sách hồ sơ (DanhSachDuLieu) của hệ thống báo cáo tỉnh; theo lĩnh vực; ví dụ mẫu.",
      "hop-dong: API theo hợp đồng dữ liệu, số liệu theo thủ tục hành chính; theo thủ tục; ví dụ mẫu.",
      "opencps: OpenCPS, thống kê hồ sơ theo lĩnh vực; theo lĩnh vực; ví dụ mẫu.",
      "cap-nhat-chi-tieu: gửi số liệu lên hệ thống thông tin báo cáo của tỉnh; 2 chỉ tiêu; ví dụ mẫu.",
    ].join("\n"),
  });
});

test("a trial prints what came, what it means and which identities hold; a secret that the source repeats is masked", async () => {
  const wrong = openCpsRow("Báo chí", { releaseCount: 23, undueCount: 6 });
  const stub = await stubProvince([{ json: { data: [openCpsRow("Bưu chính"), wrong], khoa: PLAIN_TOKEN } }]);
  const { text, isMapped } = await trying(OPENCPS, stub.url);

  expect(isMapped).toBe(true);
  expect(text).toContain(`Đã hỏi: GET ${stub.url}/o/rest/statistics/dossiers?month=5&year=2023\n`);
  expect(text).toContain('"domainName":"Bưu chính"');
  expect(text).toContain('"khoa":"•••"');
  expect(text).not.toContain(PLAIN_TOKEN);
  expect(text).toMatch(/\n {2}Bưu chính: openingBacklog 4; online 20; counter 5; postal 1; received 26; /);
  expect(text).toMatch(/\n {2}Nguồn không có: .*onlineRemote/);
  expect(text).toContain(
    "tổng = cộng các phần, ở nơi nguồn cho cả hai: đúng ở 1 dòng; SAI ở 1 chỗ: Báo chí resolved (23 và 22)",
  );
  expect(text).toContain(
    "kỳ trước + tiếp nhận = đã giải quyết + rút, trả lại + đang giải quyết: đúng ở 1 dòng; SAI ở 1 chỗ: Báo chí (30 và 31)",
  );
  expect(text).toContain("giao dịch trực tuyến ≤ giao dịch: đúng ở 0 dòng; không kiểm tra được ở 2 dòng");
  expect(text).toMatch(/Chỉ thử, chưa lưu gì\.$/);
});

test("a trial whose answer does not fit prints it all the same, says field and remedy, and is not mapped", async () => {
  const stub = await stubProvince(dossierPages([dossier(1), dossier(2, { ThoiHan: undefined })]));
  const { text, isMapped } = await trying("templates/sources/danh-sach-ho-so.json", stub.url);

  expect(isMapped).toBe(false);
  expect(text).toContain('"LinhVuc":"Bưu chính"');
  expect(text).toMatch(
    /Không nhận được: Câu trả lời .* cần "có mục này, giá trị hoặc null", nhận "không có ThoiHan"; sửa tệp này/,
  );
});

test("the address comes from the settings where the command gives none, the days from the province's scheme", async () => {
  const file = "templates/sources/danh-sach-ho-so.json";
  const stub = await stubProvince(dossierPages([dossier(1)]));
  const args = ["try", file, "--agency", "77-STTTT", "--month", "2023-05", "--province", "dong-nai"];

  expect((await sources(args, { ...ENV, SOURCE_DANH_SACH_HO_SO_URL: `${stub.url}/` })).isMapped).toBe(true);
  expect(stub.data.map(({ body }) => JSON.parse(body))).toMatchObject([{ fromDate: "15/4/2023", toDate: "14/5/2023" }]);
});

test("an address and an account that nobody has set are asked for by name", async () => {
  const args = ["try", OPENCPS, "--agency", "77-STTTT", "--month", "2023-05"];
  await expect(sources(args)).rejects.toThrow(
    /^Chưa có địa chỉ của nguồn; viết --url hoặc đặt biến SOURCE_OPENCPS_URL/,
  );
  await expect(sources([...args, "--url", "http://127.0.0.1:1"], {})).rejects.toMatchObject({
    name: "SettingInvalid",
    atTerminal: "Thiếu biến môi trường SOURCE_OPENCPS_TOKEN của nguồn số liệu opencps; đặt rồi chạy lại.",
  });
});

test.each<[readonly string[], RegExp]>([
  [[], /^Chọn một việc: list, hoặc try, push và một tệp/],
  [["try"], /^Chọn một việc/],
  [["list", "--agency", "1"], /^Không dùng --agency cùng với list/],
  [["try", OPENCPS, "x.json"], /^Thừa "x.json"/],
  [["try", OPENCPS, "--agency", "1", "--month", "2023-Q1"], /^Tháng "2023-Q1" không hợp lệ/],
  [["try", "khong-co.json", "--agency", "1", "--month", "2023-05"], /^Tệp khong-co\.json, .*không có tệp này/],
])("%j is refused by a sentence", async (args, sentence) => {
  await expect(sources(args)).rejects.toThrow(sentence);
});

test("a file that is no mapping is refused with its place", async () => {
  const path = join(folder(), "moi.json");
  writeFileSync(path, '{\n  "id": "moi",\n  "name": ""\n}\n');
  await expect(sources(["try", path, "--agency", "1", "--month", "2023-05"])).rejects.toThrow(
    /^Tệp moi\.json, dòng 3, cột 11, mục name đang ghi "": không được để trống/,
  );
});

const PUSH = "templates/pushes/cap-nhat-chi-tieu.json";
const FIGURES = "test/fixtures/worked-example/figures.csv";

test("a dry run prints every figure as it would be sent, and sends nothing", async () => {
  const path = join(folder(), "thu.json");
  writeFileSync(path, JSON.stringify({ ...pushJsonOf(), id: "thu", example: undefined }));
  const { text, isMapped } = await sources(["push", path, "--figures", FIGURES]);

  expect(isMapped).toBe(true);
  expect(text).toMatch(
    /^Sẽ gửi 15 số của tháng 6 năm 2023 lên hệ thống thông tin báo cáo của tỉnh, mỗi số một lần POST/,
  );
  expect(text).toContain(
    '  online-filing, Sở Thử nghiệm 1: {"indicatorCode":"DH01","officeCode":"000-00-15-H04","periodId":6,"dataTypeId":3,"dataYear":2023,"value":20.16,"textValue":"20,16"}\n',
  );
  expect(text).not.toContain("Z1.X03");
  expect(text).toMatch(/Gửi cả số liệu tạm tính\.\nChỉ in ra, chưa gửi gì\.$/);
});

test("a dry run says which targets the figures have nothing of, and which periods are not taken", async () => {
  const { text } = await sources(["push", PUSH, "--figures", FIGURES]);
  expect(text).toMatch(/^Sẽ gửi 0 số/);
  expect(text).toMatch(/không có số liệu của các mã chỉ tiêu DH02010101, DH02010102/);
  expect(text).toContain("Bản tạm tính không được gửi.");
});

test.each<[readonly string[], RegExp]>([
  [["push", PUSH], /--figures/],
  [["push", PUSH, "--figures", "khong-co.csv"], /^Không đọc được tệp khong-co\.csv/],
  [["push", PUSH, "--figures", PUSH], /^Tệp cap-nhat-chi-tieu\.json không phải là figures\.csv/],
  [["push", PUSH, "--figures", FIGURES, "--agency", "1"], /^Không dùng --agency cùng với push/],
  [["try", OPENCPS, "--figures", FIGURES], /^Không dùng --figures cùng với try/],
])("%j is refused by a sentence, too", async (args, sentence) => {
  await expect(sources(args)).rejects.toThrow(sentence);
});
