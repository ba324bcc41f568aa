import { describe, expect, test } from "vitest";
import { SettingInvalid } from "../../functions/domain/failure.ts";
import { readMailSettings, requiredSender } from "../../functions/settings.ts";

function refusalOf(read: () => unknown): SettingInvalid {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingInvalid) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("who mails are from", () => {
  test.each([
    ["Sở TTTT <Bao-Cao@tinh.gov.vn>", { name: "Sở TTTT", address: "bao-cao@tinh.gov.vn" }],
    ["bao-cao@tinh.gov.vn", { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" }],
    ["<bao-cao@tinh.gov.vn>", { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" }],
  ])("%s", (value, from) => {
    expect(readMailSettings({ MAIL_FROM: value }).from).toEqual(from);
  });

  test("is named where it was not set, at once where there is a mail server", () => {
    const none = refusalOf(() => requiredSender(readMailSettings({ MAIL_FROM: " " })));
    expect(none.atTerminal).toMatch(/^Thiếu biến môi trường MAIL_FROM;/);
    expect(none.message).toMatch(/mục mailFrom của cdk\.json/);
    expect(refusalOf(() => readMailSettings({ SMTP_URL: "smtp://mail.tinh.gov.vn" })).atTerminal).toBe(none.atTerminal);
  });
});

test("nothing set is nothing wrong", () => {
  expect(readMailSettings({})).toEqual({ from: null, smtpUrl: null, operatorAddress: null, portalBase: null });
});

test.each([
  ["MAIL_FROM", "Sở TTTT bao-cao@tinh"],
  ["MAIL_FROM", "A <a@x.vn> <b@x.vn>"],
  ["MAIL_FROM", "A\r\nBcc: b@x.vn <a@x.vn>"],
  ["SMTP_URL", "mail.tinh.gov.vn:25"],
  ["SMTP_URL", "http://mail.tinh.gov.vn"],
  ["SMTP_URL", "smtp://"],
  ["SMTP_URL", "smtps://u:hunter2@"],
  ["MAIL_OPERATOR", "truc"],
  ["PORTAL_BASE_URL", "cong.tinh.gov.vn"],
  ["PORTAL_BASE_URL", "javascript:alert(1)"],
])("%s=%j names itself and does not repeat a password", (name, value) => {
  const { atTerminal, message } = refusalOf(() => readMailSettings({ [name]: value }));
  expect(atTerminal).toMatch(new RegExp(`^Biến môi trường ${name} .*; sửa rồi chạy lại\\.$`));
  expect(message).not.toContain(name);
  expect(`${atTerminal}${message}`).not.toMatch(/hunter2/);
});
