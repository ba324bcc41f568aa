import { SettingInvalid } from "./domain/failure.ts";

/** The names of the settings, written once: infra sets them, the programs read them. */
export const SETTING = {
  table: "TABLE_NAME",
  bucket: "BUCKET_NAME",
  apiUrl: "PROVINCE_API_URL",
  apiClientId: "PROVINCE_API_CLIENT_ID",
  apiClientSecret: "PROVINCE_API_CLIENT_SECRET",
  apiConcurrency: "PROVINCE_API_CONCURRENCY",
  apiRetryMs: "PROVINCE_API_RETRY_MS",
  verifyUrl: "VERIFY_BASE_URL",
} as const;

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The province's API and how to sign in to it. */
export interface ApiSettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Calls to the province under way at once, from 1. */
  readonly maxConcurrency: number;
  /** Milliseconds before the first retry; each further wait doubles, with jitter. */
  readonly retryBaseMs: number;
}

/** What a province's servers are asked to bear where nothing is set. */
export const API_DEFAULTS = { maxConcurrency: 4, retryBaseMs: 1000 } as const;

/** What a program in AWS needs to know. */
export interface Settings {
  readonly table: string;
  readonly bucket: string;
  readonly api: ApiSettings;
  readonly verifyBase: string | null;
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new SettingInvalid(`Thiếu biến môi trường ${name}; đặt giá trị cho biến này rồi chạy lại.`);
  }
  return value;
}

function wholeNumber(env: Environment, name: string, least: number, most: number, otherwise: number): number {
  const value = env[name] ?? "";
  if (value === "") return otherwise;
  if (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw new SettingInvalid(`Biến môi trường ${name} phải là số nguyên từ ${least} đến ${most}; sửa rồi chạy lại.`);
}

/** How to sign in to the API at this address. Throws SettingInvalid naming the variable that is missing or malformed. */
export function readApiSettings(env: Environment, url: string): ApiSettings {
  return {
    url,
    clientId: required(env, SETTING.apiClientId),
    clientSecret: required(env, SETTING.apiClientSecret),
    maxConcurrency: wholeNumber(env, SETTING.apiConcurrency, 1, 99, API_DEFAULTS.maxConcurrency),
    retryBaseMs: wholeNumber(env, SETTING.apiRetryMs, 0, 60_000, API_DEFAULTS.retryBaseMs),
  };
}

/**
 * The address under which revisions are verified, without a "/" at its end; null where none is set.
 * Throws SettingInvalid where it is not an http(s) address.
 */
export function readVerifyBase(env: Environment): string | null {
  const value = (env[SETTING.verifyUrl] ?? "").trim();
  if (value === "") return null;
  if (URL.canParse(value) && /^https?:\/\//.test(value)) return value.replace(/\/+$/, "");
  throw new SettingInvalid(`Biến môi trường ${SETTING.verifyUrl} phải là địa chỉ http hoặc https; sửa rồi chạy lại.`);
}

/** All settings. Throws SettingInvalid naming the variable that is missing. */
export function readSettings(env: Environment): Settings {
  return {
    table: required(env, SETTING.table),
    bucket: required(env, SETTING.bucket),
    api: readApiSettings(env, required(env, SETTING.apiUrl)),
    verifyBase: readVerifyBase(env),
  };
}
