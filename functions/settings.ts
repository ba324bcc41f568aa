import { SettingInvalid } from "./domain/failure.ts";

/** The names of the settings, written once: infra sets them, the programs read them. */
export const SETTING = {
  table: "TABLE_NAME",
  bucket: "BUCKET_NAME",
  apiUrl: "PROVINCE_API_URL",
  apiClientId: "PROVINCE_API_CLIENT_ID",
  apiClientSecret: "PROVINCE_API_CLIENT_SECRET",
  apiConcurrency: "PROVINCE_API_CONCURRENCY",
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
}

/** What a province's servers are asked to bear where nothing is set. */
export const DEFAULT_CONCURRENCY = 4;

/** What a program in AWS needs to know. */
export interface Settings {
  readonly table: string;
  readonly bucket: string;
  readonly api: ApiSettings;
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new SettingInvalid(`Thiếu biến môi trường ${name}; đặt giá trị cho biến này rồi chạy lại.`);
  }
  return value;
}

function concurrency(env: Environment): number {
  const value = env[SETTING.apiConcurrency] ?? "";
  if (value === "") return DEFAULT_CONCURRENCY;
  if (!/^[1-9]\d?$/.test(value)) {
    throw new SettingInvalid(
      `Biến môi trường ${SETTING.apiConcurrency} phải là số nguyên từ 1 đến 99; sửa rồi chạy lại.`,
    );
  }
  return Number(value);
}

/** How to sign in to the API at this address. Throws SettingInvalid naming the variable that is missing. */
export function readApiSettings(env: Environment, url: string): ApiSettings {
  return {
    url,
    clientId: required(env, SETTING.apiClientId),
    clientSecret: required(env, SETTING.apiClientSecret),
    maxConcurrency: concurrency(env),
  };
}

/** All settings. Throws SettingInvalid naming the variable that is missing. */
export function readSettings(env: Environment): Settings {
  return {
    table: required(env, SETTING.table),
    bucket: required(env, SETTING.bucket),
    api: readApiSettings(env, required(env, SETTING.apiUrl)),
  };
}
