import { get } from "node:http";
import { type Server, timeoutError } from "./database/client.ts";
import { ADMITTED, TOKEN_HEADER, type Use } from "./database/wire.ts";

/** Leave to use a database beside its owner, until it is given back or this process ends. */
export interface Pass {
  /** Aborts when it has ended, also by the owner's end. */
  readonly over: AbortSignal;
  end(): void;
}

export interface Asking {
  readonly use: Use;
  /** Called when the pass is not given at once. */
  readonly waiting?: () => void;
  /** Milliseconds within which the owner has to answer; it may then let wait for hours. */
  readonly answerMs: number;
  /** Stops the waiting. */
  readonly signal?: AbortSignal;
}

/**
 * Asks an owner to be admitted, and waits until it admits. Throws a timeout error where the owner does not answer.
 *
 * @returns null where the owner has gone or the signal was aborted, before or while this waited
 */
export async function requestPass(
  { port, token }: Server,
  { use, waiting, answerMs, signal }: Asking,
): Promise<Pass | null> {
  const over = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<Pass | null>();
  const headers = { [TOKEN_HEADER]: token };
  const request = get({ host: "127.0.0.1", port, path: `/${use}`, headers, agent: false });
  const end = (): void => void request.destroy();
  const silence = setTimeout(() => {
    reject(timeoutError());
    end();
  }, answerMs);
  // Whatever goes wrong, "close" follows.
  request.on("error", () => {}).on("close", () => over.abort());
  request.on("response", (response) => {
    response.on("error", () => {}).setEncoding("utf8");
    response.on("data", (text: string) => {
      clearTimeout(silence);
      if (!text.includes(ADMITTED)) return waiting?.();
      request.socket?.unref();
      resolve({ over: over.signal, end });
    });
  });
  over.signal.addEventListener("abort", () => resolve(null));
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  try {
    return await promise;
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener("abort", end);
  }
}
