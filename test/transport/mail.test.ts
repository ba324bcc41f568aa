import { createServer } from "node:net";
import { MessageRejected, SESv2Client, SendEmailCommand, TooManyRequestsException } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { simpleParser } from "mailparser";
import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { MailRefused, MailUnavailable } from "../../functions/domain/failure.ts";
import type { Letter } from "../../functions/mail/letters/letter.ts";
import type { Mail } from "../../functions/ports/mail.ts";
import { fileMailer, sesMailer, smtpMailer } from "../../functions/transport/mail.ts";
import { mailServer, refusal } from "../helpers/mail/server.ts";

const SENDER = { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" };
const QUICK = { answer: 100, whole: 400 };

const LETTER: Letter = {
  subject: "Báo cáo tháng 6 năm 2023",
  labels: ["DỮ LIỆU MÔ PHỎNG"],
  parts: [
    { type: "paragraph", text: "Kính gửi: Ông Nguyễn Văn A" },
    { type: "list", items: ["Sở Tài chính", "UBND huyện Châu Đức"] },
    { type: "link", text: "Xem và tải báo cáo", address: "https://cong.tinh.gov.vn/b/abc" },
  ],
};

const mailOf = (given: Partial<Mail> = {}): Mail => ({
  messageId: "report.a.1",
  to: { name: "Nguyễn Văn A", address: "a@so.gov.vn" },
  letter: LETTER,
  unsubscribe: "https://cong.tinh.gov.vn/u/x",
  date: new Date("2023-06-20T03:00:00Z"),
  ...given,
});

/** What a failed attempt ended with. */
async function failureOf(sending: Promise<void>): Promise<MailRefused | MailUnavailable> {
  const error: unknown = await sending.catch((one: unknown) => one);
  if (error instanceof MailRefused || error instanceof MailUnavailable) return error;
  throw new Error(`not a failure of mail: ${error}`);
}

test("a mail arrives with its words in text and HTML, from and to whom it is", async () => {
  const server = await mailServer();
  await smtpMailer(SENDER, server.url).send(mailOf());
  const [taken] = server.taken;
  expect(taken).toMatchObject({ from: SENDER.address, to: ["a@so.gov.vn"] });
  expect(taken?.mail.from?.value).toEqual([SENDER]);
  expect(taken?.mail.to).toMatchObject({ value: [mailOf().to] });
  expect(taken?.mail.subject).toBe("[DỮ LIỆU MÔ PHỎNG] Báo cáo tháng 6 năm 2023");
  expect(taken?.mail.messageId).toBe("<report.a.1@tinh.gov.vn>");
  expect(taken?.mail.date).toEqual(new Date("2023-06-20T03:00:00Z"));
  expect(taken?.mail.attachments).toEqual([]);
  const headers = Object.fromEntries(taken?.mail.headerLines.map(({ key, line }) => [key, line]) ?? []);
  expect(headers["list-unsubscribe"]).toMatch(/^List-Unsubscribe:\s<https:\/\/cong\.tinh\.gov\.vn\/u\/x>$/);
  expect(headers["list-unsubscribe-post"]).toBe("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  for (const words of ["DỮ LIỆU MÔ PHỎNG", "Kính gửi: Ông Nguyễn Văn A", "UBND huyện Châu Đức", "/b/abc", "/u/x"]) {
    expect(taken?.mail.text).toContain(words);
    expect(taken?.mail.html).toContain(words);
  }
  const longest = Math.max(...(taken?.raw.split("\r\n").map((line) => Buffer.byteLength(line)) ?? []));
  expect(longest).toBeLessThanOrEqual(998);
});

test("one click ends mails over https only; over http there is the page", async () => {
  const server = await mailServer();
  await smtpMailer(SENDER, server.url).send(mailOf({ unsubscribe: "http://127.0.0.1:8080/u/x" }));
  await smtpMailer(SENDER, server.url).send(mailOf({ unsubscribe: null }));
  const headers = server.taken.map(({ mail }) => mail.headerLines.map(({ key }) => key));
  expect(headers[0]).toContain("list-unsubscribe");
  expect(headers[0]).not.toContain("list-unsubscribe-post");
  expect(headers[1]?.filter((key) => key.startsWith("list-"))).toEqual([]);
  expect(server.taken[1]?.mail.text).not.toContain("Dừng nhận");
});

test("words in decomposed letters arrive composed", async () => {
  const server = await mailServer();
  const subject = "Đôn đốc sở".normalize("NFD");
  const parts: Letter["parts"] = [{ type: "paragraph", text: "UBND thị xã Phú Mỹ".normalize("NFD") }];
  await smtpMailer(SENDER, server.url).send(mailOf({ letter: { ...LETTER, labels: [], subject, parts } }));
  expect(server.taken[0]?.mail.subject).toBe("Đôn đốc sở".normalize("NFC"));
  expect(server.taken[0]?.mail.text).toContain("UBND thị xã Phú Mỹ".normalize("NFC"));
});

describe("nothing from outside becomes a header or markup", () => {
  const forged = "x\r\nBcc: b@x.vn\r\n\r\n<script>alert(1)</script>\u202e";

  test.each<[string, Partial<Mail>]>([
    ["a subject", { letter: { ...LETTER, subject: forged } }],
    ["a label", { letter: { ...LETTER, labels: [forged] } }],
    ["the name of a reader", { to: { name: forged, address: "a@so.gov.vn" } }],
    ["a paragraph", { letter: { ...LETTER, parts: [{ type: "paragraph", text: forged }] } }],
    ["an item", { letter: { ...LETTER, parts: [{ type: "list", items: [forged] }] } }],
    [
      "the address of a link",
      { letter: { ...LETTER, parts: [{ type: "link", text: forged, address: 'https://x/"><script>' }] } },
    ],
  ])("%s", async (_name, given) => {
    const server = await mailServer();
    await smtpMailer(SENDER, server.url).send(mailOf(given));
    expect(server.taken).toHaveLength(1);
    const { mail, raw, to } = server.taken[0] ?? {};
    expect(to).toEqual(["a@so.gov.vn"]);
    expect(mail?.bcc).toBeUndefined();
    expect(mail?.headers.has("bcc")).toBe(false);
    expect(raw).not.toMatch(/^bcc/im);
    expect(mail?.html).not.toContain("<script");
    expect(mail?.text).not.toMatch(/^Bcc|\u202e/m);
    expect(mail?.subject).not.toMatch(/[\r\n\u202e]/);
  });
});

describe("what a server answers", () => {
  test.each([
    ["a full mailbox", 452, "", MailUnavailable],
    ["an unknown mailbox", 550, "5.1.1 ", MailRefused],
    ["a sender that may not send here", 550, "5.7.1 ", MailUnavailable],
    ["no account", 530, "", MailUnavailable],
  ])("to the recipient: %s", async (_name, code, enhanced, failure) => {
    const server = await mailServer({
      onRcptTo: (_address, _session, callback) => callback(refusal(code, `${enhanced}hunter2`)),
    });
    const error = await failureOf(smtpMailer(SENDER, server.url).send(mailOf()));
    expect(error).toBeInstanceOf(failure);
    expect(error.message).toContain(String(code));
    expect(error.message).not.toContain("hunter2");
    if (error instanceof MailUnavailable) expect(error.unsent).toBe(true);
  });

  test("to the sender: the service is refused, not the mail", async () => {
    const server = await mailServer({ onMailFrom: (_from, _session, callback) => callback(refusal(550)) });
    expect(await failureOf(smtpMailer(SENDER, server.url).send(mailOf()))).toMatchObject({ unsent: true });
  });

  test.each([
    [451, MailUnavailable],
    [554, MailUnavailable],
  ])("to the text: %i", async (code, failure) => {
    const server = await mailServer({
      onData: (stream, _session, callback) => {
        stream.resume().on("end", () => callback(refusal(code)));
      },
    });
    expect(await failureOf(smtpMailer(SENDER, server.url).send(mailOf()))).toBeInstanceOf(failure);
  });

  test("to the account: a wrong password is not repeated in what is said", async () => {
    const server = await mailServer({
      authOptional: false,
      onAuth: (_auth, _session, callback) => callback(refusal(535)),
    });
    const url = server.url.replace("smtp://", "smtp://may-chu:hunter2@");
    const error = await failureOf(smtpMailer(SENDER, url).send(mailOf()));
    expect(error).toMatchObject({ name: "MailUnavailable", unsent: true });
    expect(error.message).not.toContain("hunter2");
  });

  test("on another machine without TLS: no password is sent", async () => {
    const accounts: unknown[] = [];
    const onAuth: SMTPServerOptions["onAuth"] = ({ username }, _session, callback) => {
      accounts.push(username);
      callback(null, { user: username });
    };
    const server = await mailServer({ authOptional: false, onAuth }, "127.0.0.2");
    const url = server.url.replace("smtp://", "smtp://may-chu:hunter2@");
    expect(await failureOf(smtpMailer(SENDER, url, QUICK).send(mailOf()))).toBeInstanceOf(MailUnavailable);
    expect(accounts).toEqual([]);
  });

  test("to the account: the right password is taken", async () => {
    const server = await mailServer({
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) =>
        password === "m%t" ? callback(null, { user: username }) : callback(refusal(535)),
    });
    await smtpMailer(SENDER, server.url.replace("smtp://", "smtp://may-chu:m%25t@")).send(mailOf());
    expect(server.taken).toHaveLength(1);
  });
});

describe("a server that", () => {
  test("is not there has surely not taken the mail", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const error = await failureOf(smtpMailer(SENDER, `smtp://127.0.0.1:${port}`).send(mailOf()));
    expect(error).toMatchObject({ name: "MailUnavailable", unsent: true });
  });

  test("falls silent after the text may have taken the mail", async () => {
    const server = await mailServer({ onData: (stream) => stream.resume() });
    const error = await failureOf(smtpMailer(SENDER, server.url, QUICK).send(mailOf()));
    expect(error).toMatchObject({ name: "MailUnavailable", unsent: false });
  });

  test("keeps talking without end is waited for so long and no longer", async () => {
    const chatty = createServer((socket) => {
      socket.on("error", () => {});
      const talking = setInterval(() => socket.write("220-wait\r\n"), 20);
      socket.on("close", () => clearInterval(talking));
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => chatty.once("listening", resolve));
    onTestFinished(() => {
      chatty.close();
    });
    const address = chatty.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const error = await failureOf(smtpMailer(SENDER, `smtp://127.0.0.1:${port}`, QUICK).send(mailOf()));
    expect(error).toBeInstanceOf(MailUnavailable);
  });
});

describe("Amazon SES", () => {
  const sesOf = () => {
    const client = new SESv2Client({ region: "ap-southeast-1" });
    const mock = mockClient(client);
    return { client, mock };
  };

  test("is given the whole mail as it is", async () => {
    const { client, mock } = sesOf();
    mock.on(SendEmailCommand).resolves({ MessageId: "0100" });
    await sesMailer(SENDER, client, "BaoCao").send(mailOf());
    const [call] = mock.commandCalls(SendEmailCommand);
    const { Content, Destination, FromEmailAddress, ConfigurationSetName, EmailTags } = call?.args[0].input ?? {};
    expect(ConfigurationSetName).toBe("BaoCao");
    expect(EmailTags).toEqual([{ Name: "mail", Value: "report_a_1" }]);
    expect(Destination).toEqual({ ToAddresses: ["a@so.gov.vn"] });
    expect(FromEmailAddress).toContain("<bao-cao@tinh.gov.vn>");
    const mail = await simpleParser(Buffer.from(Content?.Raw?.Data ?? []));
    expect(mail.subject).toBe("[DỮ LIỆU MÔ PHỎNG] Báo cáo tháng 6 năm 2023");
    expect(mail.text).toContain("Kính gửi: Ông Nguyễn Văn A");
    expect(mail.headers.has("list")).toBe(true);
  });

  const fault = (status: number) => ({ message: "a@so.gov.vn hunter2", $metadata: { httpStatusCode: status } });
  test.each([
    ["refuses a mail", new MessageRejected(fault(400)), { name: "MailUnavailable", unsent: true, alone: true }],
    ["asks to slow down", new TooManyRequestsException(fault(429)), { name: "MailUnavailable", unsent: true }],
    ["fails", Object.assign(new Error("hunter2"), fault(500)), { name: "MailUnavailable", unsent: false }],
  ])("%s", async (_name, error, expected) => {
    const { client, mock } = sesOf();
    mock.on(SendEmailCommand).rejects(error);
    const failure = await failureOf(sesMailer(SENDER, client, null).send(mailOf()));
    expect(failure).toMatchObject(expected);
    expect(failure.message).not.toContain("hunter2");
  });
});

test("a mail that is kept as a file can be opened as one, and a repeat is the same file", async () => {
  const files = new Map<string, Uint8Array>();
  const mailer = fileMailer(SENDER, async (name, bytes) => {
    files.set(name, bytes);
  });
  await mailer.send(mailOf());
  await mailer.send(mailOf({ date: new Date("2023-06-21T03:00:00Z") }));
  expect([...files.keys()]).toEqual(["report.a.1.eml"]);
  const mail = await simpleParser(Buffer.from(files.get("report.a.1.eml") ?? []));
  expect(mail.subject).toBe("[DỮ LIỆU MÔ PHỎNG] Báo cáo tháng 6 năm 2023");
  expect(mail.text).toContain("- Sở Tài chính\n- UBND huyện Châu Đức");
});
