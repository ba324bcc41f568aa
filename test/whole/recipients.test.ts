import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue.ts";
import { openLocalWorld } from "../../functions/local/world.ts";
import { recipientStore } from "../../functions/store/recipients.ts";
import { memoryTable } from "../store/store.ts";
import { folder, run } from "./command.ts";
import { TEMPLATES } from "./world.ts";

/** The command over a state folder. */
const command = (place: string) => {
  const where = ["--province", "ba-ria-vung-tau", "--state", join(place, "state")];
  return (...args: string[]) => run(["recipients", ...args, ...where]);
};

function csv(place: string, text: string | Uint8Array): string {
  const path = join(place, "danh-sach.csv");
  writeFileSync(path, text);
  return path;
}

const HEAD = "Họ tên,Thư điện tử,Vai trò,Mã\n";

test("people are added, given more roles, listed and removed, and their links are revoked with them", async () => {
  const place = folder();
  const recipients = command(place);
  const person = ["--address", "A@Tinh.gov.vn", "--name", "Nguyễn Văn A"];
  expect(await recipients("list")).toMatchObject({
    code: 0,
    stdout: "Chưa có người nhận thư nào của ba-ria-vung-tau.\n",
  });
  expect(await recipients("add", ...person, "--report", "cntt")).toMatchObject({ code: 0 });
  expect(await recipients("add", ...person, "--agency", "Z1.S01", "--operator")).toMatchObject({ code: 0 });
  const line = "a@tinh.gov.vn | Nguyễn Văn A | nhận báo cáo cntt; đầu mối Z1.S01; quản trị\n";
  expect(await recipients("list")).toMatchObject({ code: 0, stdout: line });

  const options = { stateDir: join(place, "state"), api: null, catalogue: loadCatalogue(TEMPLATES) };
  const silent = { now: () => new Date("2023-06-20T03:00:00Z"), code: "test", progress: () => {}, warn: () => {} };
  const opened = await openLocalWorld({ ...options, ...silent });
  const link = { revision: 1, created: "2023-06-20T03:00:00Z", expires: "2026-06-20T03:00:00Z" };
  const scopes = ["ba-ria-vung-tau/2023-06", "quang-tri/2023-06"].map((series) => ({
    kind: "series" as const,
    series,
  }));
  for (const scope of scopes) await opened.ports.links.add({ ...link, recipient: "a@tinh.gov.vn", scope });
  await opened.close();

  expect(await recipients("remove", "--address", "a@TINH.gov.vn")).toMatchObject({
    code: 0,
    stdout: "Đã xóa a@tinh.gov.vn và thu hồi 1 liên kết đã cấp.\n",
  });
  expect(await recipients("remove", "--address", "a@tinh.gov.vn")).toMatchObject({ code: 2 });
  const again = await openLocalWorld({ ...options, ...silent });
  const links = await again.ports.links.list();
  await again.close();
  const revokedOf = (series: string | undefined): (boolean | undefined)[] =>
    links.filter(({ scope }) => "series" in scope && scope.series === series).map(({ revoked }) => revoked !== null);
  expect([revokedOf(scopes[0]?.series), revokedOf(scopes[1]?.series)]).toEqual([[true], [false]]);
});

describe("the list of a deployed stage", () => {
  const { client, table } = memoryTable();

  test("is the table's, reached as the AWS command line reaches it", async () => {
    const endpoint = await client.config.endpoint?.();
    const aws = { AWS_REGION: "local", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
    const env = { ...aws, AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${endpoint?.port}` };
    const where = ["--province", "dong-nai", "--table", table];
    const person = ["--address", "a@x.vn", "--name", "A", "--all"];
    expect(await run(["recipients", "add", ...person, ...where], env)).toMatchObject({ code: 0 });
    expect(await recipientStore({ client, table }).list("dong-nai")).toMatchObject([{ address: "a@x.vn" }]);
  });

  test("is named where nobody may use it", async () => {
    const env = { AWS_REGION: "local", AWS_EC2_METADATA_DISABLED: "true", HOME: folder() };
    const ended = await run(["recipients", "list", "--province", "dong-nai", "--table", table], env);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^Không dùng được bảng dữ liệu .*quyền truy cập rồi chạy lại\.\n$/);
  });
});

test.each([
  ["commas, a byte order mark, decomposed letters", `\ufeff${HEAD.normalize("NFD")}`, ","],
  ["semicolons, as a spreadsheet with Vietnamese settings writes", HEAD.replaceAll(",", ";"), ";"],
])("a list with %s is entered; one person's lines are joined", async (_name, head, comma) => {
  const place = folder();
  const rows = [
    ["Văn thư Sở Nội vụ", "van-thu@snv.gov.vn", "nhận báo cáo", ""],
    ["Trần Thị B", "b@stttt.gov.vn", "Đầu mối", "Z1.S01"],
    ["Trần Thị B", "b@stttt.gov.vn", "Nhận báo cáo", "cntt cchc"],
    ["Lê C", "c@stttt.gov.vn", "quản trị", ""],
  ];
  const text = `${head}${rows.map((row) => row.join(comma).normalize("NFD")).join("\r\n")}\r\n\r\n`;
  const recipients = command(place);
  expect(await recipients("import", csv(place, text))).toMatchObject({
    code: 0,
    stdout: "Đã nhập 3 người nhận thư của ba-ria-vung-tau.\n",
  });
  expect((await recipients("list")).stdout.trim().split("\n")).toEqual([
    "b@stttt.gov.vn | Trần Thị B | đầu mối Z1.S01; nhận báo cáo cntt, cchc",
    "c@stttt.gov.vn | Lê C | quản trị",
    "van-thu@snv.gov.vn | Văn thư Sở Nội vụ | nhận báo cáo tất cả",
  ]);
});

describe("what cannot be done as asked is said in a sentence and changes nothing", () => {
  const person = ["add", "--name", "A", "--address", "a@x.vn"];
  test.each<[string, string[], RegExp]>([
    ["no command", [], /list, add, remove, import/],
    ["an unknown command", ["them"], /"them"/],
    ["no role", person, /--all, --report, --agency hoặc --operator/],
    ["no address", ["add", "--name", "A", "--all"], /--address/],
    ["a mistyped address", ["add", "--name", "A", "--address", "a@x", "--all"], /thư điện tử không đúng dạng/],
    ["a header in a name", ["add", "--name", "A\r\nBcc: b@x.vn", "--address", "a@x.vn", "--all"], /họ tên không được/],
    ["a report that the province does not have", [...person, "--report", "cnt"], /"cnt".*cntt/],
    ["somebody unknown", ["remove", "--address", "x@x.vn"], /x@x\.vn/],
    ["a file that is not there", ["import", "khong-co.csv"], /khong-co\.csv/],
    ["no file", ["import"], /CSV/],
    ["a word too many", ["list", "tất-cả"], /Thừa "tất-cả"/],
    ["an unknown option", ["list", "--tinh", "x"], /--tinh/],
  ])("%s", async (_name, args, words) => {
    const recipients = command(folder());
    const ended = await recipients(...args);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(words);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
    expect(ended.stderr).not.toMatch(/undefined|Error|\bat /);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ["no columns", "a,b,c\n1,2,3\n", /thiếu cột họ tên, thư điện tử, vai trò, mã/],
    ["nobody", HEAD, /không có người nào/],
    ["an unclosed quote", `${HEAD}"A,a@x.vn,quản trị,\n`, /CSV/],
    ["another encoding", new Uint8Array([0x48, 0xf2, 0x20, 0x74, 0xea, 0x6e]), /UTF-8/],
    [
      "wrong lines among right ones",
      `${HEAD}A,a@x.vn,quản trị,\nB,b@x,quản trị,\nC,c@x.vn,giám đốc,\nD,d@x.vn,đầu mối,\n`,
      /dòng 3: thư điện tử không đúng dạng.*dòng 4: vai trò "giám đốc".*dòng 5: mã không được để trống/,
    ],
    ["a report that the province does not have", `${HEAD}A,a@x.vn,nhận báo cáo,cntt khac\n`, /"khac" cho a@x\.vn/],
  ])("a list with %s", async (_name, text, words) => {
    const place = folder();
    const recipients = command(place);
    const ended = await recipients("import", csv(place, text));
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(words);
    expect((await recipients("list")).stdout).toMatch(/^Chưa có người nhận thư nào/);
  });
});
