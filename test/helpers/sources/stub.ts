import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { type ProvinceApiOptions, provinceApi } from "../../../functions/sources/client.ts";

export const CLIENT_ID = "may-tao.bao_cao";
export const SECRET = "bí-mật:s3cr+t/%";
export const NOW = new Date("2023-06-15T01:00:00Z");

/** A request as the province got it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  readonly contentType: string;
  readonly acceptEncoding: string;
  readonly body: string;
}

/** An answer as the script has it: JSON unless `raw` is given. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly raw?: string | Uint8Array;
  /** Instead of an answer: `reset` breaks the connection, `silence` never answers, `endless` never stops, `drip` neither but slowly. */
  readonly instead?: "reset" | "no-http" | "silence" | "endless" | "drip";
}

/** Answers the n-th request (from 0) of its kind; a list gives its last reply again and again. */
type Script = readonly Reply[] | ((asked: Asked, n: number) => Reply | Promise<Reply>);

interface Stub {
  readonly url: string;
  readonly tokens: Asked[];
  readonly data: Asked[];
  /** Of the requests for data. */
  readonly headers: IncomingHttpHeaders[];
  /** The most requests that were under way at one time. */
  most: number;
}

const nthToken: Script = (_asked, n) => token(`token-${n + 1}`);

export function token(value: string, expiresIn = 3600): Reply {
  return { json: { access_token: value, token_type: "Bearer", expires_in: expiresIn } };
}

/** A real HTTP server on loopback that answers by a script, until the test ends. */
export async function stubProvince(data: Script, tokens: Script = nthToken): Promise<Stub> {
  const stub: Stub = { url: "", tokens: [], data: [], headers: [], most: 0 };
  let underWay = 0;
  const server = createServer(async (request, response) => {
    stub.most = Math.max(stub.most, ++underWay);
    response.on("close", () => underWay--);
    const asked = await readAsked(request);
    const [kind, script] = asked.url.pathname.endsWith("/token") ? [stub.tokens, tokens] : [stub.data, data];
    if (kind === stub.data) stub.headers.push(request.headers);
    const n = kind.push(asked) - 1;
    send(response, typeof script === "function" ? await script(asked, n) : (script[n] ?? script.at(-1) ?? {}));
  });
  // Longer than any test, so that no connection ends because it was idle.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(stub, { url: `http://127.0.0.1:${portOf(server.address())}` });
}

/** A loopback address on which nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** A loopback address where somebody listens and never says a word. */
export async function muteAddress(): Promise<string> {
  const server = createSocketServer((socket) => onTestFinished(() => void socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${portOf(server.address())}`;
}

/** The client under test; it waits for nothing and notes how long it would have. */
export function client(baseUrl: string, options: Partial<ProvinceApiOptions> = {}) {
  const waits: number[] = [];
  const lines: string[] = [];
  const warnings: string[] = [];
  const api = provinceApi({
    baseUrl,
    clientId: CLIENT_ID,
    clientSecret: SECRET,
    now: () => NOW,
    retryBaseMs: 1,
    sleep: async (ms) => void waits.push(ms),
    log: (line) => void lines.push(line),
    warn: (line) => void warnings.push(line),
    ...options,
  });
  onTestFinished(() => void api.close());
  return { api, waits, lines, warnings };
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the stub has no port");
  return address.port;
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { authorization = "", "content-type": contentType = "", "accept-encoding": encoding = "" } = request.headers;
  const acceptEncoding = String(encoding);
  const url = new URL(request.url ?? "/", "http://stub");
  return { method: request.method ?? "", url, authorization, contentType, acceptEncoding, body: await text(request) };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.instead === "silence") return;
  if (reply.instead === "no-http") {
    response.socket?.end("220 mail.example.vn ESMTP\r\n");
    return;
  }
  if (reply.instead === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
  if (reply.instead === "endless") pour(response);
  else if (reply.instead === "drip") drip(response);
  else response.end(reply.raw ?? JSON.stringify(reply.json));
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(" "), 5);
  response.on("close", () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  if (response.destroyed) return;
  response.write(" ".repeat(64 * 1024), () => pour(response));
}
