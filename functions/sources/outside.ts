import type { Proxies } from "./proxy.ts";

/** What servers outside say of themselves, such as the keys of an issuer of tokens, is a few kilobytes. */
const BOUNDS = { connectTimeoutMs: 5_000, answerTimeoutMs: 5_000, maxAnswerBytes: 1_000_000, maxConcurrency: 4 };

/** The client is loaded when somebody first asks: a portal that starts for a page has no use for it. */
async function openClient(proxies: Proxies | null) {
  const [{ request }, { openLine }] = await Promise.all([import("undici"), import("./proxy.ts")]);
  return { request, dispatcher: openLine({ ...BOUNDS, proxies }).dispatcher };
}

/** Looks addresses outside up, through the proxies that are set; follows no redirect. Opens nothing yet. */
export function lookUpThrough(proxies: Proxies | null): (url: string, signal: AbortSignal) => Promise<Response> {
  let opening: ReturnType<typeof openClient> | undefined;
  return async (url, signal) => {
    opening ??= openClient(proxies);
    const { request, dispatcher } = await opening;
    const answer = await request(url, { dispatcher, signal });
    return new Response(await answer.body.arrayBuffer(), { status: answer.statusCode });
  };
}
