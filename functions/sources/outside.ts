import type { LookUp } from "../ports/outside.ts";
import type { Proxies } from "./proxy.ts";

/**
 * Looks addresses outside up, through the proxies that are set; follows no redirect. Opens nothing yet.
 *
 * The client is loaded when somebody first asks: a portal that starts for a page has no use for it. It is a file of
 * ours that is loaded so, since a package in CommonJS has no names once it is bundled.
 */
export function lookUpThrough(proxies: Proxies | null): LookUp {
  let opening: Promise<LookUp> | undefined;
  return async (...asked) => {
    opening ??= import("./look-up.ts").then(({ outsideClient }) => outsideClient(proxies));
    return (await opening)(...asked);
  };
}
