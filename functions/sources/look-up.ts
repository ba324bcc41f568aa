import { request } from "undici";
import type { LookUp } from "../ports/outside.ts";
import { openLine, type Proxies } from "./proxy.ts";

/** What servers outside say of themselves, such as the keys of an issuer of tokens, is a few kilobytes. */
const BOUNDS = { connectTimeoutMs: 5_000, answerTimeoutMs: 5_000, maxAnswerBytes: 1_000_000, maxConcurrency: 4 };

/** Looks one address outside up; follows no redirect. */
export function outsideClient(proxies: Proxies | null): LookUp {
  const { dispatcher } = openLine({ ...BOUNDS, proxies });
  return async (url, signal, sent) => {
    const answer = await request(url, { dispatcher, signal, ...sent });
    const type = answer.headers["content-type"];
    return new Response(await answer.body.arrayBuffer(), {
      status: answer.statusCode,
      headers: typeof type === "string" ? { "content-type": type } : {},
    });
  };
}
