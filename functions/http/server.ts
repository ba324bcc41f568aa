import { createServer, Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { StoreUnavailable } from "../domain/failure.ts";

/** Milliseconds. Whoever sends slower than this is cut off, and holds nothing for long. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const;

/** Milliseconds in which a client must take something of its answer. */
const IDLE_MS = 60_000;

/** Connections at once; more wait with the operating system. */
const MAX_CONNECTIONS = 500;

export interface RunningServer {
  readonly url: string;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** The address of whoever is connected; what a request says about it itself is not believed. */
export const socketAddress = (context: Context): string => getConnInfo(context).remote.address ?? "";

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const cause = { cause: error };
      reject(new StoreUnavailable(`Không mở được cổng ${port} (${error.message}); chọn cổng khác bằng --port.`, cause));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Serves an application on loopback. */
export async function serve(
  app: { fetch: Parameters<typeof createAdaptorServer>[0]["fetch"] },
  port: number,
  limits: Partial<Record<keyof typeof LIMITS, number>> = {},
): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: app.fetch, createServer, serverOptions: { ...LIMITS, ...limits } });
  if (!(server instanceof Server)) throw new TypeError("not an HTTP server");
  server.setTimeout(IDLE_MS);
  server.maxConnections = MAX_CONNECTIONS;
  const bound = await listening(server, port);
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
