import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { openLocalWorld } from "../../functions/laptop/world.ts";
import { runHistory } from "../../functions/store/history.ts";
import { mailboxStore } from "../../functions/store/mail/mailboxes.ts";
import { recipientStore } from "../../functions/store/mail/recipients.ts";
import { runStore } from "../../functions/store/runs.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { folder, run, toldIn } from "../helpers/runs/command.ts";
import { TEMPLATES } from "../helpers/runs/world.ts";
import { memoryTable } from "../helpers/store/store.ts";

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

  test("has its contacts held against the agencies that the newest run has stored", async () => {
    const objects = { get: async () => null, put: async () => {} };
    const province = "quang-tri";
    const agency = { level: "xa", parentCode: null, validFrom: "2021-01-01", validTo: null, successors: [] };
    const rows = [
      { code: "00436", name: "UBND phường Đông Hà", ...agency },
      { code: "00437", name: "UBND phường Nam Đông Hà", ...agency },
    ];
    const key = {
      province,
      synthetic: false,
      kind: "agencies",
      agency: "",
      from: "2026-06-14",
      to: "2026-06-14",
    } as const;
    const content = {
      status: "final",
      dataAsOf: "2026-06-15T00:00:00Z",
      askedAt: "2026-06-15T00:00:00Z",
      rows,
    } as const;
    const snapshot = await snapshotStore({ client, table, objects }).save(key, content);
    const asked = {
      province,
      period: "2026-06",
      programmes: null,
      refresh: false,
      provisional: false,
      reissue: false,
      preview: false,
    };
    const requestedAt = "2026-06-15T00:00:00Z";
    const record = {
      ...asked,
      id: "lan-1",
      reason: "",
      by: "",
      origin: "elsewhere",
      requestedAt,
      begunAt: null,
    } as const;
    await runHistory({ client, table }).open({ ...record, cancel: null, lease: null, end: null });
    const none = { programmes: [], months: [], earlier: [], earlierLists: [], catalogues: [], measures: [], tasks: [] };
    const plan = { ...none, request: { ...asked, run: "lan-1" }, series: `${province}/2026-06`, synthetic: false };
    await runStore({ client, table }).put("lan-1", "plan", {
      ...plan,
      lists: [snapshot],
      measured: false,
      monthsByAgency: {},
    });

    const endpoint = await client.config.endpoint?.();
    const aws = { AWS_REGION: "local", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
    const env = { ...aws, AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${endpoint?.port}` };
    const where = ["--province", province, "--table", table];
    const file = csv(folder(), `${HEAD}A,a@x.vn,đầu mối,436\nB,b@x.vn,đầu mối,00438\n`);
    const notes = [
      'Lưu ý, dòng 2: mã "436" được hiểu là 00436 (UBND phường Đông Hà) vì Excel đã bỏ số 0 ở đầu.',
      'Lưu ý, dòng 3: mã "00438" không có trong danh sách cơ quan của tỉnh; gần giống: 00436 (UBND phường Đông Hà), 00437 (UBND phường Nam Đông Hà). Người này không nhận được thư đôn đốc cho đến khi sửa mã.',
    ];
    expect(await run(["recipients", "import", file, ...where], env)).toMatchObject({
      code: 0,
      stdout: `Đã nhập 2 người nhận thư của ${province}.\n${notes.join("\n")}\n`,
    });
    expect(await recipientStore({ client, table }).list(province)).toMatchObject([
      { address: "a@x.vn", roles: [{ kind: "contact", agency: "00436" }] },
      { address: "b@x.vn", roles: [{ kind: "contact", agency: "00438" }] },
    ]);
    const again = ["recipients", "resend", "--address", "A@x.vn", ...where];
    const words =
      "Thư đã bị từ chối hoặc trả lại của a@x.vn được gửi lại trong lần chạy kế tiếp, kể cả khi không có gì mới để phát hành.\n";
    const fact = { kind: "bounced" as const, at: "2026-06-15T03:00:00.000Z", code: "5.1.1", mail: null };
    for (const address of ["a@x.vn", "b@x.vn"]) await mailboxStore({ client, table }).note(address, fact);
    const list = () => run(["recipients", "list", ...where], env);
    const dead = " | không gửi thư nữa: thư bị trả lại ngày 15/6/2026 (mã 5.1.1)\n";
    expect((await list()).stdout).toBe(`a@x.vn | A | đầu mối 00436${dead}b@x.vn | B | đầu mối 00438${dead}`);
    expect(await run(again, env)).toMatchObject({ code: 0, stdout: words });
    expect((await list()).stdout).toBe(`a@x.vn | A | đầu mối 00436\nb@x.vn | B | đầu mối 00438${dead}`);
    const all = await run(["recipients", "resend", ...where], env);
    expect(all.stdout).toContain("trả lại của b@x.vn được gửi lại");
    expect((await run(["recipients", "resend", ...where], env)).stdout).toBe(
      `Mọi địa chỉ của ${province} đều đang được gửi thư.\n`,
    );
  });

  test("is named where nobody may use it", async () => {
    const env = { AWS_REGION: "local", AWS_EC2_METADATA_DISABLED: "true", HOME: folder() };
    const ended = await run(["recipients", "list", "--province", "dong-nai", "--table", table], env);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(toldIn(ended.stderr)).toEqual([expect.stringMatching(/^Không dùng được bảng dữ liệu .* rồi chạy lại\.$/)]);
  });
});

test("a list that a spreadsheet with Vietnamese settings has written is entered; one person's lines are joined", async () => {
  const head = `\ufeff${HEAD.replaceAll(",", ";")}`.normalize("NFD");
  const place = folder();
  const rows = [
    ["Văn thư Sở Nội vụ", "van-thu@snv.gov.vn", "nhận báo cáo", ""],
    ["Trần Thị B", "b@stttt.gov.vn", "Đầu mối", "Z1.S01"],
    ["Trần Thị B", "b@stttt.gov.vn", "Nhận báo cáo", "cntt cchc"],
    ["Lê C", "c@stttt.gov.vn", "quản trị", ""],
  ];
  const text = `${head}${rows.map((row) => row.join(";").normalize("NFD")).join("\r\n")}\r\n\r\n`;
  const recipients = command(place);
  expect(await recipients("import", csv(place, text))).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^Đã nhập 3 người nhận thư của ba-ria-vung-tau\.\nLưu ý: chưa đối chiếu được mã cơ quan .*\n$/,
    ),
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
    ["no command", [], /list, add, remove, resend, import/],
    ["an unknown command", ["them"], /"them"/],
    ["no role", person, /--all, --report, --agency, --operator hoặc --approver/],
    ["no address", ["add", "--name", "A", "--all"], /--address/],
    ["a mistyped address", ["add", "--name", "A", "--address", "a@x", "--all"], /thư điện tử không đúng dạng/],
    ["a header in a name", ["add", "--name", "A\r\nBcc: b@x.vn", "--address", "a@x.vn", "--all"], /họ tên không được/],
    ["a report that the province does not have", [...person, "--report", "cnt"], /"cnt".*cntt/],
    ["somebody unknown", ["remove", "--address", "x@x.vn"], /x@x\.vn/],
    ["somebody unknown to write to again", ["resend", "--address", "x@x.vn"], /x@x\.vn/],
    ["a file that is not there", ["import", "khong-co.csv"], /khong-co\.csv/],
    ["no file", ["import"], /CSV/],
    ["a word too many", ["list", "tất-cả"], /Thừa "tất-cả"/],
    ["an unknown option", ["list", "--tinh", "x"], /--tinh/],
  ])("%s", async (_name, args, words) => {
    const recipients = command(folder());
    const ended = await recipients(...args);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(words);
    expect(toldIn(ended.stderr)).toHaveLength(1);
    expect(ended.stderr).not.toMatch(/undefined|Error|\bat /);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
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
