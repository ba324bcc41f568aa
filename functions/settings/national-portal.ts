import { NATIONAL_PORTAL } from "../settings.ts";
import { type ProxySettings, readProxies } from "./proxies.ts";
import { malformed } from "./refusal.ts";
import { type Environment, required, webAddress } from "./values.ts";

/** How the national portal's public evaluation is asked. */
export interface NationalPortalSettings {
  readonly url: string;
  readonly root: string;
  readonly contact: string | null;
  readonly proxies: ProxySettings | null;
}

/** As the portal writes its ids: a UUID in small letters. */
const ROOT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a request's head takes within brackets. */
const CONTACT = /^[\x21-\x27\x2a-\x7e][\x20-\x27\x2a-\x7e]{0,198}$/;

/**
 * How the national portal is asked; null where it is not. Throws SettingInvalid naming the variable that is missing or
 * malformed.
 */
export function readNationalPortal(env: Environment): NationalPortalSettings | null {
  const url = webAddress(env, NATIONAL_PORTAL.url);
  if (url === null) return null;
  const root = required(env, NATIONAL_PORTAL.root).trim().toLowerCase();
  if (!ROOT.test(root)) {
    throw malformed(
      NATIONAL_PORTAL.root,
      "phải là mã đơn vị gốc của tỉnh trên Cổng, dạng 019d2be3-6a88-732b-8b17-b68020c8553a",
    );
  }
  const contact = (env[NATIONAL_PORTAL.contact] ?? "").trim();
  if (contact !== "" && !CONTACT.test(contact)) {
    throw malformed(NATIONAL_PORTAL.contact, "phải là một địa chỉ thư điện tử hoặc trang web, không dấu, không ngoặc");
  }
  return { url, root, contact: contact === "" ? null : contact, proxies: readProxies(env) };
}
