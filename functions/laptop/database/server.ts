/**
 * The thread that owns the database: dynalite over LevelDB. A thread of its own, because dynalite throws what LevelDB
 * cannot write (a full disk) where nobody can catch it, and because others use it while this process renders.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { admissions } from "../admissions.ts";
import { noteClosed } from "./closed.ts";
import { catchLevel, type Level } from "./level.ts";
import { ServerData, type ServerReport, TOKEN_HEADER, Use } from "./wire.ts";

const data = ServerData.parse(workerData);

/** dynalite makes a table active in a second write; one whose maker died in between would never become usable. */
async function finishTable(level: Level): Promise<void> {
  const key = `table~${data.table}`;
  const table = z.looseObject({ TableStatus: z.literal("CREATING") }).safeParse(await level.get(key));
  if (table.success) await level.put(key, { ...table.data, TableStatus: "ACTIVE" });
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Serves who knows the token, and cuts off whoever does not, as if nobody were there. A GET asks to be admitted, its
 * path being the use.
 *
 * @returns ends the server once the commands that were admitted have ended
 */
function guard(server: Server): () => Promise<void> {
  const inner = z.array(z.custom<Listener>((value) => typeof value === "function")).parse(server.listeners("request"));
  const admitted = admissions(data);
  let closing = false;
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const use = request.method === "GET" ? Use.safeParse(request.url?.slice(1)) : null;
    if (request.headers[TOKEN_HEADER] !== data.token || use?.success === false) return void request.socket.destroy();
    if (use !== null) return admitted.request(use.data, response);
    if (closing) response.setHeader("connection", "close");
    for (const listener of inner) listener(request, response);
    // dynalite throws when a client dies while sending, which would end the server for everyone else.
    request.removeAllListeners("error").on("error", () => response.destroy());
  });
  return async () => {
    await admitted.close();
    closing = true;
    // What could not be noted is not known at the next opening, which it does no harm.
    const note = () => noteClosed(data.path).catch(() => undefined);
    server.close(() => void note().finally(() => process.exit()));
  };
}

/** Ends the thread with the error, which its process then names to everybody. */
function endWith(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

async function serve(): Promise<ServerReport> {
  const level = catchLevel(endWith);
  const { default: dynalite } = await import("dynalite");
  const server = dynalite({ path: data.path, createTableMs: 0 });
  await level().open();
  await finishTable(level());
  // A client that computes for seconds does not notice in time that the server has closed an idle connection.
  server.keepAliveTimeout = 0;
  parentPort?.once("message", guard(server));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the database listens on no port");
  return { port: address.port };
}

function reasonOf(error: unknown): ServerReport {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { code: "", message: String(cause) };
  return { code: "code" in cause && typeof cause.code === "string" ? cause.code : "", message: cause.message };
}

parentPort?.postMessage(await serve().catch(reasonOf));
