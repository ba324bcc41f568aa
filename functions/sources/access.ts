import { SettingInvalid } from "../domain/failure.ts";
import type { SourceMapping } from "../domain/mapping/mapping.ts";
import { sourceVariable } from "../domain/mapping/words.ts";
import type { Connection } from "./connection.ts";
import type { Access } from "./page.ts";
import { Tokens } from "./tokens.ts";

/** What shows who asks, as far as a mapping's kind of access needs it; null where it is not set. */
export interface SourceAccount {
  /** A fixed token, for a header or the body. */
  readonly token: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
}

/** Where a system outside is, unless its province says it, and what shows who asks. */
export interface SourcePlace extends SourceAccount {
  readonly url: string | null;
}

export const NOWHERE: SourcePlace = { url: null, token: null, clientId: null, clientSecret: null };

interface Setting {
  /** Its entry in the province's secret, and the end of its variable. */
  readonly entry: string;
  readonly variable: string;
}

/** A setting that is not there. @param kind what people call the system: "nguồn số liệu" */
function lacking(what: string, kind: string, id: string, { entry, variable }: Setting): SettingInvalid {
  const whose = `của ${kind} ${id}`;
  return new SettingInvalid(
    `Chưa có ${what} ${whose}; ghi mục sources.${id}.${entry} vào bí mật của tỉnh trong Secrets Manager rồi chạy lại.`,
    { atTerminal: `Thiếu biến môi trường ${sourceVariable(id, variable)} ${whose}; đặt rồi chạy lại.` },
  );
}

/**
 * The address of a system outside. Throws SettingInvalid where none is set.
 *
 * @param id of the mapping file
 * @param kind what people call it: "nguồn số liệu"
 */
export function addressOf(id: string, url: string | null, kind: string): string {
  if (url !== null) return url;
  throw lacking("địa chỉ", kind, id, { entry: "url", variable: "URL" });
}

/** What a mapping's kind of access needs, out of its account. Throws SettingInvalid where it is not set. */
export function accessOf(
  { id, access }: Pick<SourceMapping, "id" | "access">,
  account: SourceAccount,
  { at, wire, policy }: Connection,
  kind: string,
): Access {
  const needed = (value: string | null, setting: Setting): string => {
    if (value !== null) return value;
    throw lacking("tài khoản", kind, id, setting);
  };
  if (access.kind === "none") return { current: async () => null, drop: () => false };
  if (access.kind === "oauth") {
    const clientId = needed(account.clientId, { entry: "clientId", variable: "CLIENT_ID" });
    const clientSecret = needed(account.clientSecret, { entry: "clientSecret", variable: "CLIENT_SECRET" });
    return new Tokens(at(access.tokenPath), { clientId, clientSecret }, wire, policy);
  }
  const token = needed(account.token, { entry: "token", variable: "TOKEN" });
  return { current: async () => token, drop: () => false };
}
