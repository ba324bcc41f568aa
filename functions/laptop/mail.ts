import { join } from "node:path";
import type { Mailer } from "../ports/mail.ts";
import { type MailSettings, requiredSender } from "../settings.ts";
import { makeFolder, onDisk, replaceFile } from "./disk.ts";

/** ".invalid" belongs to nobody (RFC 2606). */
const UNSENT = { name: "Hệ thống báo cáo", address: "bao-cao@may-tinh.invalid" };

/** By the SMTP server that is set; otherwise mails are kept as .eml files in the folder, which any mail program opens. */
export async function openLocalMailer(folder: string, mail: MailSettings): Promise<Mailer> {
  const { fileMailer, smtpMailer } = await import("../transport/mail.ts");
  if (mail.smtpUrl !== null) return smtpMailer(requiredSender(mail), mail.smtpUrl);
  return fileMailer(mail.from ?? UNSENT, (name, bytes) =>
    onDisk(folder, async () => {
      await makeFolder(folder);
      await replaceFile(join(folder, name), bytes);
    }),
  );
}
