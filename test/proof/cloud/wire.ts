import { createServer } from "node:http";

/** A signed request as it arrived. */
export interface Received {
  /** Whose access key signed it. */
  readonly caller: string;
  /** As the signature's scope names it. */
  readonly service: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** `Credential=AKID/date/region/service/aws4_request` of a header or of a presigned address. */
function scopeOf(authorization: string, url: URL): { caller: string; service: string } {
  const credential = /Credential=([^,]+)/.exec(authorization)?.[1] ?? url.searchParams.get("X-Amz-Credential") ?? "";
  const [caller = "", , , service = ""] = credential.split("/");
  return { caller, service };
}

/** A server on loopback that takes the requests of every service. */
export async function listen(answer: (request: Received) => Promise<Reply>) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const url = new URL(request.url ?? "/", "http://localhost");
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, `${value}`]));
    const scope = scopeOf(headers["authorization"] ?? "", url);
    const reply = await answer({
      ...scope,
      method: request.method ?? "",
      url,
      headers,
      body: Buffer.concat(parts),
    }).catch((error: unknown): Reply => ({ status: 501, headers: {}, body: String(error) }));
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
