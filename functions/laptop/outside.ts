import { readProxies } from "../settings/proxies.ts";
import type { Environment } from "../settings/values.ts";
import { lookUpThrough } from "../sources/outside.ts";

/** Looks addresses outside up as the settings say. Throws SettingInvalid naming the proxy's variable that is malformed. */
export const lookUpFrom = (env: Environment): ReturnType<typeof lookUpThrough> => lookUpThrough(readProxies(env));
