import { SettingInvalid } from "../domain/failure.ts";

/** What operators in AWS know a setting by, by its variable; the stack itself sets the others. */
const IN_AWS: Readonly<Record<string, string>> = {
  MAIL_FROM: "mục mailFrom của cdk.json",
  MAIL_OPERATOR: "mục alarmMail của cdk.json",
  NATIONAL_PORTAL_URL: "mục nationalPortal.url của cdk.json",
  NATIONAL_PORTAL_ROOT: "mục nationalPortal.root của cdk.json",
  NATIONAL_PORTAL_CONTACT: "mục nationalPortal.contact của cdk.json",
  PORTAL_BASE_URL: "mục portal của cdk.json",
  VERIFY_BASE_URL: "mục portal của cdk.json",
  OIDC_ISSUER: "mục portal.oidc.issuer của cdk.json",
  OIDC_AUDIENCE: "mục portal.oidc.audience của cdk.json",
  OIDC_ROLES_CLAIM: "mục portal.oidc.rolesClaim của cdk.json",
  OIDC_CLIENT_ID: "mục portal.oidc.clientId của cdk.json",
  REVISION_RETENTION_YEARS: "mục retentionYears của cdk.json",
};

/** The failure of a setting: to operators in AWS by its entry in cdk.json, at a terminal in these words. */
export function refused(name: string, atTerminal: string): SettingInvalid {
  const place = IN_AWS[name] ?? "giá trị mà lệnh triển khai tự đặt";
  const message = `Cài đặt của hệ thống thiếu hoặc sai: ${place}; sửa nếu cần rồi triển khai lại bằng npx cdk deploy.`;
  return new SettingInvalid(message, { atTerminal });
}

/** The failure of a variable whose value cannot be used; the value may hold a password, so it is not repeated. */
export const malformed = (name: string, what: string): SettingInvalid =>
  refused(name, `Biến môi trường ${name} ${what}; sửa rồi chạy lại.`);

export const missing = (name: string): SettingInvalid =>
  refused(name, `Thiếu biến môi trường ${name}; đặt giá trị cho biến này rồi chạy lại.`);

/** The failure of an account of the province's API that is not set. @param what of it is lacking */
export const noAccount =
  (what: string) =>
  (name: string): SettingInvalid =>
    refused(
      name,
      `Chưa có ${what} của tài khoản API của tỉnh nên chưa hỏi API; nhận tài khoản từ đơn vị vận hành API của tỉnh, gõ export ${name}='…' rồi chạy lại lệnh này trong cùng cửa sổ.`,
    );
