import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mailServer, refusal } from "../helpers/mail/server.ts";
import { command, folder, run } from "../helpers/runs/command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

const WHO = ["--province", "ba-ria-vung-tau"];

/** A state folder with a reader and an operator, and the command that reports over it. */
async function laptop(env: Readonly<Record<string, string>> = {}) {
  const place = folder();
  const state = ["--state", join(place, "state")];
  const people = [
    ["--address", "lanh-dao@tinh.gov.vn", "--name", "Bà B", "--all"],
    ["--address", "truc@tinh.gov.vn", "--name", "Ông C", "--operator"],
  ];
  for (const person of people) {
    expect(await run(["recipients", "add", ...person, ...WHO, ...state])).toMatchObject({ code: 0 });
  }
  const where = ["--api", province.url, "--out", join(place, "out"), ...state];
  const report = () =>
    command([...WHO, "--period", "2023-06", ...where], { ...CREDENTIALS, PROVINCE_API_RETRY_MS: "0", ...env });
  const files = () => readdirSync(join(place, "state/mail")).sort();
  const mailIn = (name: string) => simpleParser(readFileSync(join(place, "state/mail", name)));
  const recipients = async (name: string) => (await run(["recipients", name, ...WHO, ...state])).stdout;
  return { report, recipients, files, mailIn };
}

/** An address that names this machine alone, whoever reads it. */
const LOCAL = /127\.0\.0\.1|localhost/;

test("without a mail server, mails are files in the state folder, without a dead link; running again writes none", async () => {
  const { report, files, mailIn } = await laptop();
  const ended = await report();
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stderr).toContain(
    "Thư báo có báo cáo không kèm liên kết tải vì chưa đặt địa chỉ cổng báo cáo; cấp liên kết cho từng người bằng npm run links -- add.",
  );
  const [name = "", ...more] = files();
  expect(name).toMatch(/^report\.ba-ria-vung-tau\.2023-06\.r1\.[0-9a-f]{16}\.eml$/);
  expect(more).toEqual([]);
  const mail = await mailIn(name);
  expect(mail.to).toMatchObject({ value: [{ name: "Bà B", address: "lanh-dao@tinh.gov.vn" }] });
  expect(mail.text).toContain("Để nhận tệp báo cáo, đề nghị liên hệ quản trị viên của hệ thống.");
  expect(mail.text).not.toMatch(LOCAL);
  expect(mail.headers.has("list")).toBe(false);

  expect(await report()).toMatchObject({ code: 0, stderr: expect.not.stringContaining("liên kết") });
  expect(files()).toEqual([name]);
});

test("a run that fails tells the operator why", async () => {
  const { report, files, mailIn } = await laptop();
  province.behaviour.instead.set("/v1/agencies", { status: 403, body: "{}" });
  const ended = await report();
  expect(ended.code).toBe(1);
  const [name = "", ...more] = files();
  expect(more).toEqual([]);
  const mail = await mailIn(name);
  expect(mail.to).toMatchObject({ value: [{ address: "truc@tinh.gov.vn" }] });
  // What is to be done depends on the place; what happened does not.
  const [happened = ""] = ended.stderr.trim().split("\n").at(-1)?.split(";") ?? [];
  expect(happened).not.toBe("");
  expect(mail.text).toContain(happened);
});

test("a mail server that is set is used; one without a sender is refused before anything runs", async () => {
  const server = await mailServer();
  const from = { MAIL_FROM: "Hệ thống báo cáo <bao-cao@tinh.gov.vn>", PORTAL_BASE_URL: "https://cong.tinh.gov.vn/" };
  const good = await laptop({ ...from, SMTP_URL: server.url });
  expect(await good.report()).toMatchObject({ code: 0 });
  expect(server.taken.map(({ to }) => to)).toEqual([["lanh-dao@tinh.gov.vn"]]);
  expect(server.taken[0]?.mail.text).toMatch(/https:\/\/cong\.tinh\.gov\.vn\/b\/[\w-]{22}\n/);

  const nameless = await laptop({ SMTP_URL: server.url });
  expect(await nameless.report()).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("MAIL_FROM") });
  expect(server.taken).toHaveLength(1);
});

test("a run says how many were not told; the next one tells them although it publishes nothing", async () => {
  let sandbox = true;
  const server = await mailServer({
    onRcptTo: (_to, _session, callback) => callback(sandbox ? refusal(554, "Email address is not verified.") : null),
  });
  const from = { MAIL_FROM: "Hệ thống báo cáo <bao-cao@tinh.gov.vn>", SMTP_URL: server.url };
  const { report } = await laptop(from);
  const untold = "Còn 1 thư chưa gửi được; lần chạy kế tiếp gửi lại, kể cả khi không có gì mới.";
  expect(await report()).toMatchObject({ code: 0, stdout: expect.stringContaining(untold) });
  sandbox = false;
  const again = await report();
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("không có gì mới") });
  expect(again.stdout).not.toContain("chưa gửi được");
  expect(server.taken.map(({ to }) => to)).toEqual([["lanh-dao@tinh.gov.vn"]]);
});

test("a run names whom it cannot write to; the list does, too; once the address is mended the next run writes again", async () => {
  let known = false;
  const server = await mailServer({
    onRcptTo: (_to, _session, callback) => callback(known ? null : refusal(550, "5.1.1 no such user")),
  });
  const from = { MAIL_FROM: "Hệ thống báo cáo <bao-cao@tinh.gov.vn>", SMTP_URL: server.url };
  const { report, recipients } = await laptop(from);
  const dead = /Không gửi thư cho Bà B \(lanh-dao@tinh\.gov\.vn\): thư bị trả lại ngày \S+ \(mã 5\.1\.1\)\.\n/;
  expect((await report()).stdout).toMatch(dead);
  known = true;
  expect((await report()).stdout).toMatch(dead);
  expect(await recipients("list")).toContain("| không gửi thư nữa: thư bị trả lại ngày");
  expect(await recipients("resend")).toContain("của lanh-dao@tinh.gov.vn được gửi lại trong lần chạy kế tiếp");
  expect(await recipients("list")).not.toContain("không gửi thư nữa");
  expect((await report()).stdout).not.toContain("Không gửi thư");
  expect(server.taken.map(({ to }) => to)).toEqual([["lanh-dao@tinh.gov.vn"]]);
});
