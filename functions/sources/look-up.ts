import { request } from "undici";
import { openLine, type Proxies } from "./proxy.ts";

/** What servers outside say of themselves, such as the keys of an issuer of tokens, is a few kilobytes. */
const BOUNDS = { connectTimeoutMs: 5_000, answerTimeoutMs: 5_000, maxAnswerBytes: 1_000_000, maxConcurrency: 4 };

/** Looks one address outside up; follows no redirect. */
export function outsideClient(proxies: Proxies | null): (url: string, signal: AbortSignal) => Promise<Response> {
  const { dispatcher } = openLine({ ...BOUNDS, proxies });
  return async (url, signal) => {
    const answer = await request(url, { dispatcher, signal });
    return new Response(await answer.body.arrayBuffer(), { status: answer.statusCode });
  };
}
