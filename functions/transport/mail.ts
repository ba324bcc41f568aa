import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { createTransport, type SendMailOptions } from "nodemailer";
import { MailRefused, MailUnavailable } from "../domain/failure.ts";
import type { Mail, Mailer } from "../ports/mail.ts";
import { MAIL_TAG, tagOf } from "./feedback.ts";
import { written } from "./letter.ts";
import { codeOf, refusalOf, Told } from "./refusal.ts";

/** Who the mails are from. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** How long a server is waited for, in milliseconds: for each of its answers, and for the whole of a mail. */
export interface Timeouts {
  readonly answer: number;
  readonly whole: number;
}

/** A claim on a mail outlives every attempt at it. */
const PATIENCE: Timeouts = { answer: 20_000, whole: 90_000 };

async function messageOf(
  sender: Sender,
  { messageId, to, letter, files = [], unsubscribe, date }: Mail,
): Promise<SendMailOptions> {
  const { subject, text, html } = await written(letter, unsubscribe);
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
      ...(unsubscribe === null ? {} : { "List-Unsubscribe": `<${unsubscribe}>` }),
      // RFC 8058 knows the one click over https only.
      ...(unsubscribe?.startsWith("https:") ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
    },
    attachments: files.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
    textEncoding: "base64",
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Before the server has the mail: no connection, no name, no account. */
const BEFORE = new Set(["EDNS", "EAUTH", "ENOAUTH", "ETLS", "ECONFIG"]);

function isUnsent({ code, responseCode, syscall, $metadata }: Told): boolean {
  const answered = responseCode !== null || ($metadata !== null && $metadata.httpStatusCode < 500);
  return answered || BEFORE.has(code) || syscall === "connect";
}

const OUT_OF_REACH = "không kết nối được; kiểm tra địa chỉ máy chủ thư và kết nối mạng";
const SIGN_IN = "máy chủ không nhận tài khoản gửi; kiểm tra tài khoản và mật khẩu";

/** What is wrong and what to do, by the code of the libraries. */
const TROUBLES: Readonly<Record<string, string>> = {
  EDNS: "không tìm thấy máy chủ; kiểm tra địa chỉ máy chủ thư",
  ECONNECTION: OUT_OF_REACH,
  ESOCKET: OUT_OF_REACH,
  ETIMEDOUT: OUT_OF_REACH,
  ETLS: "không lập được kết nối mã hóa (TLS); kiểm tra chứng thư của máy chủ thư",
  EAUTH: SIGN_IN,
  ENOAUTH: SIGN_IN,
};

/** What went wrong, in the server's numbers: its words may hold anything and are not repeated. */
function failureOf(error: unknown): MailRefused | MailUnavailable {
  const told = Told.parse(error instanceof Error ? error : {});
  const number = told.responseCode === null ? "" : ` (mã trả lời ${told.responseCode})`;
  const about = refusalOf(told);
  if (about === "address") {
    const refused = `Máy chủ thư từ chối địa chỉ này${number}; kiểm tra địa chỉ người nhận, rồi`;
    return new MailRefused(`${refused} yêu cầu gửi lại theo mục 8 của hướng dẫn sử dụng.`, codeOf(told), {
      atTerminal: `${refused} chạy npm run recipients -- resend để gửi lại.`,
      cause: error,
    });
  }
  const words =
    about === "mail"
      ? `Máy chủ thư chưa nhận thư này${number}; kiểm tra quyền của tài khoản gửi (Amazon SES: đã được chuyển sang chế độ chính thức hay chưa), lần chạy kế tiếp gửi lại.`
      : `Chưa chuyển được thư cho máy chủ thư${number}: ${TROUBLES[told.code] ?? "máy chủ chưa nhận; kiểm tra máy chủ thư và tài khoản gửi"} rồi chạy lại.`;
  return new MailUnavailable(words, { unsent: isUnsent(told), alone: about === "mail" }, { cause: error });
}

/** Gives up waiting in the end, whatever a server does to keep the connection. */
async function inTime<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

type Send = (message: SendMailOptions, mail: Mail) => Promise<unknown>;

function mailer(sender: Sender, limit: number, send: Send): Mailer {
  return {
    async send(mail) {
      const message = await messageOf(sender, mail);
      try {
        await inTime(send(message, mail), limit);
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

/** Whether what is sent to the server stays on this machine. */
const isHere = ({ hostname }: URL): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(hostname);

/**
 * Hands mails to an SMTP server; `url` is smtp:// or smtps://, with account and password where the server wants them. A password never crosses a
 * network in the clear: a server that offers no TLS is not signed in to.
 */
export function smtpMailer(sender: Sender, url: string, { answer, whole }: Timeouts = PATIENCE): Mailer {
  const timeouts = { connectionTimeout: answer, greetingTimeout: answer, socketTimeout: answer };
  const target = new URL(url);
  const requireTLS = target.username !== "" && !isHere(target);
  const transport = createTransport({ url, requireTLS, ...timeouts });
  return mailer(sender, whole, (message) => transport.sendMail(message));
}

/**
 * Hands mails to Amazon SES, which gives them a Message-ID of its own; ours goes along as a tag.
 *
 * @param configurationSet which of SES's settings hold for them: where it tells what became of a mail; null for none
 */
export function sesMailer(sender: Sender, client: SESv2Client, configurationSet: string | null): Mailer {
  const told = configurationSet === null ? {} : { ConfigurationSetName: configurationSet };
  const send = async (message: SendMailOptions, { messageId }: Mail): Promise<void> => {
    const { SendEmailCommand } = await import("@aws-sdk/client-sesv2");
    const ses = { ...told, EmailTags: [{ Name: MAIL_TAG, Value: tagOf(messageId) }] };
    await createTransport({ SES: { sesClient: client, SendEmailCommand } }).sendMail({ ...message, ses });
  };
  return mailer(sender, PATIENCE.whole, send);
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
