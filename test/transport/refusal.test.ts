import {
  AccountSuspendedException,
  BadRequestException,
  LimitExceededException,
  MailFromDomainNotVerifiedException,
  MessageRejected,
  SESv2Client,
  SendEmailCommand,
  SendingPausedException,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, test } from "vitest";
import { MailRefused, MailUnavailable } from "../../functions/domain/failure.ts";
import type { Mail, Mailer } from "../../functions/ports/mail.ts";
import { sesMailer, smtpMailer } from "../../functions/transport/mail.ts";
import { mailServer, refusal } from "../helpers/mail/server.ts";

const SENDER = { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" };

const MAIL: Mail = {
  messageId: "report.a.1",
  to: { name: "Nguyễn Văn A", address: "a@so.gov.vn" },
  letter: { subject: "Báo cáo", labels: [], parts: [] },
  unsubscribe: null,
  date: new Date("2023-06-20T03:00:00Z"),
};

/** Refused for good; this mail later, the others now; nobody for now. */
type Outcome = "for good" | "later" | "nobody";

async function outcomeOf(mailer: Mailer): Promise<Outcome> {
  const error: unknown = await mailer.send(MAIL).catch((one: unknown) => one);
  if (error instanceof MailRefused) return "for good";
  if (!(error instanceof MailUnavailable)) throw new Error(`not a failure of mail: ${error}`);
  expect(error.unsent).toBe(true);
  expect(error.message).not.toContain("hunter2");
  return error.alone ? "later" : "nobody";
}

type Where = "MAIL FROM" | "RCPT TO" | "DATA";

async function answering(where: Where, answer: string): Promise<string> {
  const error = refusal(Number(answer.slice(0, 3)), `${answer.slice(4)} hunter2`);
  const { url } = await mailServer({
    onMailFrom: (_from, _session, callback) => callback(where === "MAIL FROM" ? error : null),
    onRcptTo: (_to, _session, callback) => callback(where === "RCPT TO" ? error : null),
    onData: (stream, _session, callback) => void stream.resume().on("end", () => callback(error)),
  });
  return url;
}

// The codes are those of RFC 5321, RFC 3463, RFC 7505 and the registry of RFC 5248; what they are about is said there.
describe("a server that answers", () => {
  test.each<[Where, string, Outcome]>([
    // X.1 Addressing status, of the recipient.
    ["RCPT TO", "550 5.1.1 Bad destination mailbox address", "for good"],
    ["RCPT TO", "550 5.1.0 Other address status", "for good"],
    ["RCPT TO", "550 5.1.2 Bad destination system address", "for good"],
    ["RCPT TO", "501 5.1.3 Bad destination mailbox address syntax", "for good"],
    ["RCPT TO", "550 5.1.4 Destination mailbox address ambiguous", "for good"],
    ["RCPT TO", "551 5.1.6 Destination mailbox has moved", "for good"],
    ["RCPT TO", "556 5.1.10 Recipient address has null MX", "for good"],
    ["DATA", "550 5.1.1 Bad destination mailbox address", "for good"],
    // … and of the sender, which is ours.
    ["RCPT TO", "553 5.1.7 Bad sender's mailbox address syntax", "nobody"],
    ["RCPT TO", "550 5.1.8 Bad sender's system address", "nobody"],
    ["MAIL FROM", "550 5.1.1 Unknown", "nobody"],
    ["MAIL FROM", "550 no", "nobody"],
    // X.2 Mailbox status.
    ["RCPT TO", "550 5.2.1 Mailbox disabled", "for good"],
    ["RCPT TO", "552 5.2.2 Mailbox full", "later"],
    ["DATA", "552 5.2.3 Message length exceeds administrative limit", "later"],
    // X.3 to X.6: systems, network, protocol, content.
    ["RCPT TO", "554 5.3.2 System not accepting network messages", "later"],
    ["RCPT TO", "550 5.4.1 Recipient address rejected: Access denied", "later"],
    ["RCPT TO", "503 5.5.1 Invalid command", "later"],
    ["DATA", "554 5.6.0 Other media error", "later"],
    // X.7 Security or policy.
    ["RCPT TO", "554 5.7.1 <a@so.gov.vn>: Relay access denied", "later"],
    ["DATA", "550 5.7.26 Unauthenticated email is not accepted", "later"],
    ["RCPT TO", "550 5.7.2 Mailing list expansion prohibited", "for good"],
    ["RCPT TO", "550 5.7.17 Mailbox owner has changed", "for good"],
    ["RCPT TO", "530 5.7.0 Authentication required", "nobody"],
    // No enhanced code.
    ["RCPT TO", "550 no such user", "for good"],
    ["RCPT TO", "553 mailbox name not allowed", "for good"],
    ["RCPT TO", "550 relay not permitted", "later"],
    ["RCPT TO", "550 rejected by policy", "later"],
    ["RCPT TO", "554 transaction failed", "later"],
    ["RCPT TO", "530 authentication required", "nobody"],
    ["DATA", "554 Message rejected: Email address is not verified.", "later"],
    ["DATA", "550 message refused", "later"],
    ["DATA", "552 too much mail data", "later"],
    // For now.
    ["RCPT TO", "450 4.2.0 Greylisted", "later"],
    ["RCPT TO", "452 4.2.2 Mailbox full", "later"],
    ["DATA", "454 Throttling failure: Maximum sending rate exceeded.", "later"],
    ["RCPT TO", "421 4.3.2 Service shutting down", "nobody"],
  ])("%s with %s", async (where, answer, outcome) => {
    expect(await outcomeOf(smtpMailer(SENDER, await answering(where, answer)))).toBe(outcome);
  });
});

describe("Amazon SES that says", () => {
  const $metadata = { httpStatusCode: 400 };
  const fault = (message: string) => ({ message: `${message} hunter2`, $metadata });
  test.each<[string, Error, Outcome]>([
    ["an identity is not verified", new MessageRejected(fault("Email address is not verified.")), "later"],
    ["a mail is not taken", new MessageRejected(fault("Message rejected")), "later"],
    ["a request is bad", new BadRequestException(fault("Invalid parameter")), "later"],
    ["an address is none", new BadRequestException(fault("Illegal address")), "for good"],
    ["an address has no domain", new BadRequestException(fault("Missing final '@domain'")), "for good"],
    ["the account is suspended", new AccountSuspendedException(fault("")), "nobody"],
    ["sending is paused", new SendingPausedException(fault("")), "nobody"],
    ["the sender's domain is not verified", new MailFromDomainNotVerifiedException(fault("")), "nobody"],
    ["the day's quota is used up", new LimitExceededException(fault("")), "nobody"],
    ["it is asked too often", new TooManyRequestsException(fault("")), "nobody"],
    [
      "this role may not send",
      Object.assign(new Error("hunter2"), { name: "AccessDeniedException", $metadata }),
      "nobody",
    ],
  ])("%s", async (_name, error, outcome) => {
    const client = new SESv2Client({ region: "ap-southeast-1" });
    mockClient(client).on(SendEmailCommand).rejects(error);
    expect(await outcomeOf(sesMailer(SENDER, client, null))).toBe(outcome);
  });
});
