import { malformed } from "./refusal.ts";
import type { Environment } from "./values.ts";

/** Through which proxies servers outside are reached. */
export interface ProxySettings {
  /** An address as `http://proxy:3128`, also with an account; null where none is set. */
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts and domains that are reached without, separated by commas. */
  readonly except: string;
}

/** In lower case first, as curl and others have it. */
const setting = (env: Environment, name: string): string => (env[name.toLowerCase()] || env[name] || "").trim();

function address(env: Environment, name: string): string | null {
  const value = setting(env, name);
  if (value === "") return null;
  const url = URL.parse(value.includes("://") ? value : `http://${value}`);
  if (url !== null && ["http:", "https:"].includes(url.protocol)) return url.href;
  throw malformed(name, "phải có dạng http://máy-chủ:cổng hoặc http://tài-khoản:mật-khẩu@máy-chủ:cổng");
}

/**
 * HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in lower or upper case; null where no proxy is set. Throws SettingInvalid naming
 * the variable that is malformed.
 */
export function readProxies(env: Environment): ProxySettings | null {
  const [http, https] = [address(env, "HTTP_PROXY"), address(env, "HTTPS_PROXY")];
  return http === null && https === null ? null : { http, https, except: setting(env, "NO_PROXY") };
}
