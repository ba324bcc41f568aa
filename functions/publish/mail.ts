import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { createTransport, type SendMailOptions } from "nodemailer";
import { MailRefused, MailUnavailable } from "../domain/failure.ts";
import type { Mail, Mailer } from "../ports-mail.ts";
import { written } from "./letter.ts";

/** Who the mails are from. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** No step of handing over a mail takes longer than this, so that a claim on it outlives every attempt. */
const STEP_MS = 20_000;
const WHOLE_MS = 90_000;

async function messageOf(sender: Sender, { messageId, to, letter, unsubscribe, date }: Mail): Promise<SendMailOptions> {
  const { subject, text, html } = await written(letter);
  return {
    messageId: `<${messageId}@${sender.address.slice(sender.address.indexOf("@") + 1)}>`,
    from: { ...sender },
    to: { ...to },
    envelope: { from: sender.address, to: [to.address] },
    subject,
    text,
    html,
    date,
    headers: {
      // RFC 3834: no answering machine answers.
      "Auto-Submitted": "auto-generated",
      ...(unsubscribe === null
        ? {}
        : { "List-Unsubscribe": `<${unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
    },
    textEncoding: "base64",
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What went wrong, in the server's numbers; its words may hold anything and are left out. */
function failureOf(error: unknown): MailRefused | MailUnavailable {
  const about = error instanceof Error ? error : new Error(String(error));
  const code = "code" in about && typeof about.code === "string" ? about.code : about.name;
  const status = "responseCode" in about && typeof about.responseCode === "number" ? about.responseCode : null;
  const reason = status === null ? code : `${code} ${status}`;
  const ofTheMail = code === "EENVELOPE" || code === "EMESSAGE";
  if ((ofTheMail && status !== null && status >= 500) || about.name === "MessageRejected") {
    return new MailRefused(`Máy chủ thư từ chối hẳn thư này (${reason}); kiểm tra địa chỉ người nhận.`, {
      cause: error,
    });
  }
  return new MailUnavailable(
    `Chưa chuyển được thư cho máy chủ thư (${reason}); kiểm tra máy chủ thư, tài khoản gửi rồi chạy lại.`,
    { cause: error },
  );
}

/** Gives up waiting in the end, whatever a server does to keep the connection. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), WHOLE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function mailer(sender: Sender, send: (message: SendMailOptions) => Promise<unknown>): Mailer {
  return {
    async send(mail) {
      const message = await messageOf(sender, mail);
      try {
        await inTime(send(message));
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

/** Hands mails to an SMTP server; `url` is smtp:// or smtps://, with account and password where the server wants them. */
export function smtpMailer(sender: Sender, url: string): Mailer {
  const timeouts = { connectionTimeout: STEP_MS, greetingTimeout: STEP_MS, socketTimeout: STEP_MS };
  const transport = createTransport({ url, ...timeouts });
  return mailer(sender, (message) => transport.sendMail(message));
}

/** Hands mails to Amazon SES, which gives them a Message-ID of its own. */
export function sesMailer(sender: Sender, client: SESv2Client): Mailer {
  const send = async (message: SendMailOptions): Promise<void> => {
    const { SendEmailCommand } = await import("@aws-sdk/client-sesv2");
    await createTransport({ SES: { sesClient: client, SendEmailCommand } }).sendMail(message);
  };
  return mailer(sender, send);
}

/**
 * Keeps mails as files instead of sending them.
 *
 * @param keep writes a file whole, over one of the same name; the same mail has the same name, so a repeat is one file
 */
export function fileMailer(sender: Sender, keep: (name: string, bytes: Uint8Array) => Promise<void>): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(await messageOf(sender, mail));
      if (!(message instanceof Uint8Array)) throw new TypeError("the stream transport gave no buffer");
      await keep(`${mail.messageId}.eml`, message);
    },
  };
}
