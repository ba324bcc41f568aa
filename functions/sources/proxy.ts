import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";

/** Through which proxies servers are reached, as HTTP_PROXY, HTTPS_PROXY and NO_PROXY say it. */
export interface Proxies {
  /** `http://host:port`, also with an account; null where none is set. */
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached without, separated by commas. */
  readonly except: string;
}

export interface LineOptions {
  readonly connectTimeoutMs: number;
  /** Of a body, with and without its content coding. */
  readonly maxAnswerBytes: number;
  readonly answerTimeoutMs: number;
  /** Connections held open. */
  readonly maxConcurrency: number;
  readonly proxies: Proxies | null;
}

/** How connections are made, and what is said of one that a proxy does not make. */
export interface Line {
  readonly dispatcher: Dispatcher;
  /** Null where it is not the proxy's. Never text of the error, which may hold the account. */
  readonly failureOf: (error: unknown) => string | null;
}

/** What is on this machine is never asked through a proxy. */
const HERE = ["localhost", "127.0.0.1", "::1"];

/** Straight to the servers, or through proxies. Opens nothing yet. */
export function openLine(options: LineOptions): Line {
  const { proxies, connectTimeoutMs: timeout, answerTimeoutMs } = options;
  const bounds = {
    connections: options.maxConcurrency,
    connect: { timeout },
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    maxResponseSize: options.maxAnswerBytes,
  };
  if (proxies === null) return { dispatcher: new Agent(bounds), failureOf: () => null };
  const { http, https, except } = proxies;
  const dispatcher = new EnvHttpProxyAgent({
    ...bounds,
    connectTimeout: timeout,
    requestTls: { timeout },
    // An empty text: what is not given is read from the environment.
    httpProxy: http ?? "",
    httpsProxy: https ?? "",
    noProxy: [...HERE, except].join(),
  });
  const hosts = [http, https].flatMap((address) => (address === null ? [] : [new URL(address)]));
  return { dispatcher, failureOf: (error) => proxyFailure(error, hosts) };
}

function proxyFailure(error: unknown, proxies: readonly URL[]): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  if (error.code === "UND_ERR_ABORTED" || error.code === "UND_ERR_INVALID_ARG") {
    const status = /\((\d{3})\)/.exec(error.message)?.[1];
    if (status === "407") return "proxy wants credentials";
    return status === undefined ? null : `proxy refused: ${status}`;
  }
  if (error.code === "UND_ERR_PRX_CONN" || error.code === "UND_ERR_PRX_TLS") return "proxy unreachable";
  return CONNECTING.has(error.code) && proxies.some((proxy) => isTo(error, proxy)) ? "proxy unreachable" : null;
}

const CONNECTING: ReadonlySet<unknown> = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"],
]);

/** Whether a connection that failed was one to the proxy: the error names host or port of what it could not reach. */
function isTo(error: Error, { protocol, hostname, port }: URL): boolean {
  const said = [error, ...(error instanceof AggregateError ? error.errors : [])].map(String).join(" ");
  const shownPort = port === "" ? ({ "https:": "443" }[protocol] ?? "80") : port;
  return said.includes(hostname) || new RegExp(`:${shownPort}\\b`).test(said);
}
