import { malformed, missing } from "./refusal.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A namespace of metrics as CloudWatch takes it. */
export const METRICS = /^[A-Za-z0-9_.#/-]{1,255}$/;

export function required(env: Environment, name: string, failure = missing): string {
  const value = env[name] ?? "";
  if (value === "") throw failure(name);
  return value;
}

/** A value of the form that AWS gives to what it names; a placeholder or a pasted line is none. */
export function shaped(env: Environment, name: string, form: RegExp, example: string): string {
  const value = required(env, name);
  if (form.test(value)) return value;
  throw malformed(name, `không đúng dạng (ví dụ ${example})`);
}

export function wholeNumber(env: Environment, name: string, least: number, most: number, otherwise: number): number {
  const value = env[name] ?? "";
  if (value === "") return otherwise;
  if (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw malformed(name, `phải là số nguyên từ ${least} đến ${most}`);
}

/** The value as above; null where none is set. */
export const unlessEmpty = (env: Environment, name: string, form: RegExp, example: string): string | null =>
  (env[name] ?? "") === "" ? null : shaped(env, name, form, example);

/** An http(s) address without a "/" at its end; null where a text is none. */
export const webAddressOf = (text: string): string | null =>
  URL.canParse(text) && /^https?:\/\//.test(text) ? text.replace(/\/+$/, "") : null;

/** Null where none is set. */
export function webAddress(env: Environment, name: string): string | null {
  const value = (env[name] ?? "").trim();
  if (value === "") return null;
  const address = webAddressOf(value);
  if (address === null) throw malformed(name, "phải là địa chỉ http hoặc https");
  return address;
}
