import { expect, test } from "vitest";
import { MailRefused, MailUnavailable } from "../../functions/domain/failure.ts";
import type { Letter } from "../../functions/domain/letter.ts";
import type { Mail } from "../../functions/ports-mail.ts";
import { smtpMailer } from "../../functions/publish/mail.ts";
import { mailServer, refusal } from "./mail-server.ts";

const SENDER = { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" };

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

test("a mail arrives with its words in text and HTML, from and to whom it is", async () => {
  const server = await mailServer();
  await smtpMailer(SENDER, server.url).send(mailOf());
  const [taken] = server.taken;
  expect(taken).toMatchObject({ from: SENDER.address, to: ["a@so.gov.vn"] });
  expect(taken?.mail.subject).toBe("[DỮ LIỆU MÔ PHỎNG] Báo cáo tháng 6 năm 2023");
  expect(taken?.mail.messageId).toBe("<report.a.1@tinh.gov.vn>");
  expect(taken?.mail.attachments).toEqual([]);
  for (const words of ["DỮ LIỆU MÔ PHỎNG", "Kính gửi: Ông Nguyễn Văn A", "UBND huyện Châu Đức", "/b/abc"]) {
    expect(taken?.mail.text).toContain(words);
    expect(taken?.mail.html).toContain(words);
  }
});

test.each([
  [450, MailUnavailable],
  [550, MailRefused],
])("a recipient refused with %i", async (code, failure) => {
  const server = await mailServer({ onRcptTo: (_address, _session, callback) => callback(refusal(code)) });
  const sending = smtpMailer(SENDER, server.url).send(mailOf());
  await expect(sending).rejects.toThrow(failure);
  await expect(sending).rejects.toThrow(String(code));
});
