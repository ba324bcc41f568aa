import { MailAddress, MailName } from "./mail/recipient.ts";
import { ASKING } from "./revisions/time-limits.ts";
import { type ProxySettings, readProxies } from "./settings/proxies.ts";
import { malformed, noAccount, refused } from "./settings/refusal.ts";
import { type Environment, METRICS, required, shaped, webAddress, wholeNumber } from "./settings/values.ts";

/** The names of the settings, written once: infra sets them, the programs read them. */
export const SETTING = {
  table: "TABLE_NAME",
  bucket: "BUCKET_NAME",
  /** Before a province's id: the secret in Secrets Manager that holds its API's address and credentials. */
  apiSecretPrefix: "PROVINCE_API_SECRET_PREFIX",
  apiClientId: "PROVINCE_API_CLIENT_ID",
  apiClientSecret: "PROVINCE_API_CLIENT_SECRET",
  apiConcurrency: "PROVINCE_API_CONCURRENCY",
  apiRetryMs: "PROVINCE_API_RETRY_MS",
  /** Agencies in a row without an answer, before a run ends. */
  apiUnansweredAgencies: "PROVINCE_API_UNANSWERED_AGENCIES",
  verifyUrl: "VERIFY_BASE_URL",
  /** Years for which nobody deletes what is published. */
  retentionYears: "REVISION_RETENTION_YEARS",
  runsAtOnce: "RUNS_AT_ONCE",
  stateMachine: "STATE_MACHINE_ARN",
  /** Where metrics of our own go: one namespace for each stage. */
  metrics: "METRICS_NAMESPACE",
  portalUrl: "PORTAL_BASE_URL",
  oidcIssuer: "OIDC_ISSUER",
  oidcAudience: "OIDC_AUDIENCE",
  oidcRolesClaim: "OIDC_ROLES_CLAIM",
  /** Under which name browsers sign in there. */
  oidcClientId: "OIDC_CLIENT_ID",
  oidcClientSecret: "OIDC_CLIENT_SECRET",
  /** In AWS: the secret in Secrets Manager that holds the client's. */
  oidcSecretName: "OIDC_SECRET_NAME",
  mailFrom: "MAIL_FROM",
  /** The configuration set of Amazon SES by which it tells what became of a mail. */
  mailConfigurationSet: "MAIL_CONFIGURATION_SET",
  smtpUrl: "SMTP_URL",
  operatorAddress: "MAIL_OPERATOR",
} as const;

/** The names of the national portal's settings: it is asked only where its address is set. */
export const NATIONAL_PORTAL = {
  /** Of its reporting service. */
  url: "NATIONAL_PORTAL_URL",
  /** The province's department id on the portal. */
  root: "NATIONAL_PORTAL_ROOT",
  /** A mail address or a page, told to the portal's operators. */
  contact: "NATIONAL_PORTAL_CONTACT",
} as const;

/** By Province and Cadence: 1 where a report that is due is not there, or not readable. The watchdog gives it, an alarm watches it. */
export const REPORT_ABSENT = "ReportAbsent";

/** A mail that the mail server did not take. The steps that send mails give it, an alarm watches it. */
export const MAIL_REFUSED = "MailRefused";

/** The province's API and how to sign in to it. */
export interface ApiSettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Calls to the province under way at once, from 1. */
  readonly maxConcurrency: number;
  /** Milliseconds before the first retry; each further wait doubles, with jitter. */
  readonly retryBaseMs: number;
  /** Agencies in a row of which the province answers nothing, before a run ends, from 1; `ASKING` has it where not given. */
  readonly unansweredAgencies?: number;
  /** Null or not given: the API is reached straight. */
  readonly proxies?: ProxySettings | null;
}

/** How long a published revision is kept from deletion where nothing is set; the province's archive may ask for more. */
const RETENTION_YEARS = 10;

/** How mails are sent. */
export interface MailSettings {
  /** Who they are from; null where it was not set, and nothing can be sent. */
  readonly from: { readonly name: string; readonly address: string } | null;
  /** An SMTP server, with its account and password; null for the place's own way. */
  readonly smtpUrl: string | null;
  /** Who is told of failures where a province has no operators. */
  readonly operatorAddress: string | null;
  readonly portalBase: string | null;
}

/** What a step in AWS needs to know. */
export interface Settings {
  readonly table: string;
  readonly bucket: string;
  readonly api: Omit<ApiSettings, "url" | "clientId" | "clientSecret"> & { readonly secretPrefix: string };
  readonly verifyBase: string | null;
  readonly retentionYears: number;
  readonly mail: MailSettings;
}

/** What the watchdog needs to know. */
export interface WatchSettings extends Pick<Settings, "table" | "bucket"> {
  readonly metrics: string;
}

/** How to sign in to the API at this address. Throws SettingInvalid naming the variable that is missing or malformed. */
export function readApiSettings(env: Environment, url: string): ApiSettings {
  return {
    url,
    clientId: required(env, SETTING.apiClientId, noAccount("tên (client id)")),
    clientSecret: required(env, SETTING.apiClientSecret, noAccount("mật khẩu (client secret)")),
    ...readPatience(env),
  };
}

const readPatience = (env: Environment): Omit<ApiSettings, "url" | "clientId" | "clientSecret"> => ({
  proxies: readProxies(env),
  maxConcurrency: wholeNumber(env, SETTING.apiConcurrency, 1, 99, ASKING.maxConcurrency),
  retryBaseMs: wholeNumber(env, SETTING.apiRetryMs, 0, 60_000, ASKING.retryBaseMs),
  unansweredAgencies: wholeNumber(env, SETTING.apiUnansweredAgencies, 1, 999, ASKING.unansweredAgencies),
});

/** The address under which revisions are verified; null where none is set. Throws SettingInvalid where it is not http(s). */
export const readVerifyBase = (env: Environment): string | null => webAddress(env, SETTING.verifyUrl);

function sender(env: Environment): MailSettings["from"] {
  const value = (env[SETTING.mailFrom] ?? "").trim();
  if (value === "") return null;
  const [, name, inBrackets] = /^([^<>]*?)\s*<([^<>]*)>$/.exec(value) ?? [];
  const address = MailAddress.safeParse(inBrackets ?? value);
  const named = MailName.safeParse(name || "Hệ thống báo cáo");
  if (address.success && named.success) return { name: named.data, address: address.data };
  throw malformed(SETTING.mailFrom, "phải có dạng Tên <dia-chi@tinh.gov.vn>");
}

function smtpUrl(env: Environment): string | null {
  const value = (env[SETTING.smtpUrl] ?? "").trim();
  if (value === "") return null;
  if (URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname !== "") return value;
  // The value may hold a password, so it is not repeated.
  throw malformed(SETTING.smtpUrl, "phải có dạng smtp://máy-chủ:cổng hoặc smtps://tài-khoản:mật-khẩu@máy-chủ");
}

function operatorAddress(env: Environment): string | null {
  const value = (env[SETTING.operatorAddress] ?? "").trim();
  if (value === "") return null;
  const address = MailAddress.safeParse(value);
  if (address.success) return address.data;
  throw malformed(SETTING.operatorAddress, "phải là một địa chỉ thư điện tử");
}

/** How mails are sent. Throws SettingInvalid naming the variable that is malformed, or lacking beside a mail server. */
export function readMailSettings(env: Environment): MailSettings {
  const settings = {
    from: sender(env),
    smtpUrl: smtpUrl(env),
    operatorAddress: operatorAddress(env),
    portalBase: webAddress(env, SETTING.portalUrl),
  };
  if (settings.smtpUrl !== null) requiredSender(settings);
  return settings;
}

/** Who mails are from. Throws SettingInvalid where that was not set. */
export function requiredSender({ from }: MailSettings): NonNullable<MailSettings["from"]> {
  if (from !== null) return from;
  throw refused(SETTING.mailFrom, `Thiếu biến môi trường ${SETTING.mailFrom}; đặt địa chỉ gửi thư rồi chạy lại.`);
}

/** Where everything is kept. Throws SettingInvalid naming the variable that is missing or malformed. */
export const readStorageSettings = (env: Environment): Pick<Settings, "table" | "bucket"> => ({
  table: shaped(env, SETTING.table, /^[A-Za-z0-9_.-]{3,255}$/, "bao-cao-prod"),
  bucket: shaped(env, SETTING.bucket, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "bao-cao-prod"),
});

/** The settings of the watchdog. Throws SettingInvalid naming the variable that is missing or malformed. */
export const readWatchSettings = (env: Environment): WatchSettings => ({
  ...readStorageSettings(env),
  metrics: shaped(env, SETTING.metrics, METRICS, "BaoCao-prod"),
});

const readRetentionYears = (env: Environment): number =>
  wholeNumber(env, SETTING.retentionYears, 1, 70, RETENTION_YEARS);

/** The settings of a step. Throws SettingInvalid naming the variable that is missing or malformed. */
export function readSettings(env: Environment): Settings {
  const secretPrefix = shaped(env, SETTING.apiSecretPrefix, /^[A-Za-z0-9/_+=.@-]{1,400}$/, "bao-cao/prod/tinh/");
  return {
    ...readStorageSettings(env),
    api: { secretPrefix, ...readPatience(env) },
    verifyBase: readVerifyBase(env),
    mail: readMailSettings(env),
    retentionYears: readRetentionYears(env),
  };
}

/** The table alone. Throws SettingInvalid naming the variable that is missing or malformed. */
export const readTable = (env: Environment): string => readStorageSettings(env).table;

/** What gives runs their turns. Throws SettingInvalid naming the variable that is missing or malformed. */
export const readTurnSettings = (env: Environment): Pick<Settings, "table"> & { readonly atOnce: number } => ({
  table: readTable(env),
  atOnce: wholeNumber(env, SETTING.runsAtOnce, 1, 100, 1),
});

/** The ARN of the state machine. Throws SettingInvalid naming the variable that is missing or malformed. */
export function readStateMachine(env: Environment): string {
  const form = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:stateMachine:[A-Za-z0-9_-]{1,80}$/;
  return shaped(env, SETTING.stateMachine, form, "arn:aws:states:ap-southeast-1:123456789012:stateMachine:BaoCao");
}

/** What the portal in AWS needs to know: no account of a province and no mail server. */
export const readPortalSettings = (env: Environment) => ({
  ...readStorageSettings(env),
  retentionYears: readRetentionYears(env),
});
