import { SESv2Client } from "@aws-sdk/client-sesv2";
import { describe, expect, it, onTestFinished, test, vi } from "vitest";
import { openAwsMailer } from "../../functions/aws/mailer.ts";
import type { Mail } from "../../functions/ports/mail.ts";
import { feedbackOf } from "../../functions/transport/feedback.ts";
import { sesMailer } from "../../functions/transport/mail.ts";
import { MailService } from "./cloud/mail-service.ts";
import { listen } from "./cloud/wire.ts";

const SENDER = { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" };

const mailTo = (address: string): Mail => ({
  messageId: "report.p.2023-06.r1.0a",
  to: { name: "Bà B", address },
  letter: { subject: "Báo cáo", labels: [], parts: [] },
  unsubscribe: null,
  date: new Date("2023-06-20T03:00:00Z"),
});

/** A stand-in for SES on loopback, and what hands mails to it. */
async function service(clock = () => new Date("2023-06-20T03:00:00Z")) {
  const published = new Map([["BaoCao", ["bounce", "complaint"]]]);
  const ses = new MailService({ identities: ["tinh.gov.vn"], published, now: clock });
  const server = await listen(async ({ body }) => ses.send(JSON.parse(Buffer.from(body).toString())));
  onTestFinished(() => server.close());
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  const client = new SESv2Client({ region: "ap-southeast-1", endpoint: server.url, credentials });
  return { ses, url: server.url, send: (to: string) => sesMailer(SENDER, client, "BaoCao").send(mailTo(to)) };
}

describe("in the sandbox", () => {
  it("a mail to whom SES does not know is kept for later, and one to whom it knows goes out", async () => {
    const { ses, send } = await service();
    ses.inSandbox = true;
    await expect(send("b@so.gov.vn")).rejects.toMatchObject({ name: "MailUnavailable", unsent: true, alone: true });
    await send("lanh-dao@tinh.gov.vn");
    expect(ses.taken.map(({ to }) => to)).toEqual(["lanh-dao@tinh.gov.vn"]);
    ses.inSandbox = false;
    await send("b@so.gov.vn");
    expect(ses.taken).toHaveLength(2);
  });
});

test("a sender whose domain is not verified keeps the mail for later", async () => {
  const { ses, send } = await service();
  ses.verified.clear();
  await expect(send("b@so.gov.vn")).rejects.toMatchObject({ name: "MailUnavailable", unsent: true });
  expect(ses.refusals).toEqual(["MessageRejected"]);
});

describe("what SES tells later", () => {
  it.each([
    ["permanent", { kind: "bounced", code: "5.1.1" }],
    ["transient", { kind: "delayed", code: "4.2.2" }],
    ["complaint", { kind: "complained", code: "abuse" }],
  ] as const)("%s: of whom, of which mail, and what", async (fate, told) => {
    const { ses, send } = await service();
    ses.fates.set("b@so.gov.vn", fate);
    await send("b@so.gov.vn");
    await send("c@so.gov.vn");
    const at = "2023-06-20T03:00:00.000Z";
    const events = ses.tell();
    expect(events.map(feedbackOf)).toEqual([
      { address: "b@so.gov.vn", fact: { ...told, at, mail: "report.p.2023-06.r1.0a" } },
    ]);
    expect(ses.tell()).toEqual([]);
  });

  it("is nothing where the reader calls the mail wanted, and refused where it is something else", async () => {
    const { ses, send } = await service();
    ses.fates.set("b@so.gov.vn", "complaint");
    await send("b@so.gov.vn");
    const [event] = ses.tell();
    const wanted = JSON.parse(JSON.stringify(event).replace('"abuse"', '"not-spam"'));
    expect(feedbackOf(wanted)).toBeNull();
    for (const other of [null, {}, JSON.parse(JSON.stringify(event).replace('"Complaint"', '"Delivery"'))]) {
      expect(() => feedbackOf(other)).toThrow(/không đúng cấu trúc của Amazon SES/);
    }
  });
});

test("mails that come too fast are sent more slowly, and none is lost", async () => {
  const { ses, url } = await service(() => new Date());
  ses.rate = 4;
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "ap-southeast-1",
    AWS_ACCESS_KEY_ID: "x",
    AWS_SECRET_ACCESS_KEY: "x",
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const from = { from: SENDER, smtpUrl: null, operatorAddress: null, portalBase: null };
  const mailer = await openAwsMailer(from, { configurationSet: "BaoCao", metrics: null }, {});
  for (let n = 0; n < 10; n++) await mailer.send(mailTo(`n${n}@so.gov.vn`));
  expect(ses.taken).toHaveLength(10);
  expect(ses.refusals).toContain("TooManyRequestsException");
}, 60_000);
