import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { codeOf } from "../domain/disk.ts";
import { StoreUnavailable } from "../domain/failure.ts";
import { cutSlowReaders, servesAtMost, tellClientErrors } from "./connections.ts";

/** Whoever sends or reads slower than this is cut off, and holds nothing for long. */
const LIMITS = {
  /** Milliseconds. */
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  /** In which a client must take something of its answer, */
  idleTimeout: 60_000,
  /** and all of it: the largest file by a line of some hundred kilobits a second. */
  answerTimeout: 600_000,
  /** Served at once; one more is told to come again. */
  maxConnections: 500,
} as const;

export type ServerLimits = Partial<Record<keyof typeof LIMITS, number>>;

export interface RunningServer {
  readonly url: string;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** The address of whoever is connected; what a request says about it itself is not believed. */
export const socketAddress = (context: Context): string => getConnInfo(context).remote.address ?? "";

const PORT_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: "chương trình khác đang dùng cổng này",
  EACCES: "tài khoản này không được mở cổng nhỏ hơn 1024",
};

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const why = PORT_FAULTS[codeOf(error)] ?? "hệ điều hành từ chối";
      const message = `Không mở được cổng ${port}: ${why}; chọn cổng khác rồi chạy lại.`;
      reject(new StoreUnavailable(message, { cause: error }));
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** What an application is told of a request beside it. */
type Bindings = Parameters<Parameters<typeof getRequestListener>[0]>[1] & {
  /** The connection is one too many. */
  readonly surplus: boolean;
};

/** Serves an application on loopback. */
export async function serve(
  app: { fetch: (request: Request, env: Bindings) => Response | Promise<Response> },
  port: number,
  limits: ServerLimits = {},
): Promise<RunningServer> {
  const { idleTimeout, answerTimeout, maxConnections, ...bounds } = { ...LIMITS, ...limits };
  const server = createServer(bounds);
  server.setTimeout(idleTimeout);
  const isServed = servesAtMost(server, maxConnections);
  cutSlowReaders(server, answerTimeout);
  tellClientErrors(server);
  const listener = getRequestListener((request, env) =>
    app.fetch(request, { ...env, surplus: !isServed(env.incoming.socket) }),
  );
  server.on("request", (request, response) => void listener(request, response));
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
