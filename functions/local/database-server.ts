/**
 * The thread that owns the database: dynalite over LevelDB. A thread of its own, because dynalite throws what LevelDB
 * cannot write (a full disk) where nobody can catch it, and because others use it while this process renders.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { ServerData, type ServerReport, TOKEN_HEADER } from "./database-wire.ts";

interface Level {
  open(): Promise<void>;
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown, options?: object): Promise<void>;
}

const require = createRequire(import.meta.url);
const data = ServerData.parse(workerData);

/**
 * dynalite offers neither synced writes nor its store's opening error, so its LevelDB class is replaced before it is
 * loaded: every write it acknowledges is on the disk, also after a power cut.
 */
function catchLevel(): () => Level {
  const level: { Level: new (path: string, options?: object) => Level } = createRequire(require.resolve("dynalite"))(
    "level",
  );
  let made: Level | undefined;
  level.Level = class extends level.Level {
    constructor(path: string, options?: object) {
      super(path, options);
      made = this;
    }
    override put(key: string, value: unknown, options?: object): Promise<void> {
      return super.put(key, value, { ...options, sync: true });
    }
  };
  return () => {
    if (made === undefined) throw new Error("dynalite opened no LevelDB");
    return made;
  };
}

/** dynalite makes a table active in a second write; one whose maker died in between would never become usable. */
async function finishTable(level: Level): Promise<void> {
  const key = `table~${data.table}`;
  const table = z.looseObject({ TableStatus: z.literal("CREATING") }).safeParse(await level.get(key));
  if (table.success) await level.put(key, { ...table.data, TableStatus: "ACTIVE" });
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Lets in who knows the token. Whoever does not is cut off, as if nobody were there. */
function guard(server: Server, isClosing: () => boolean): void {
  const inner = z.array(z.custom<Listener>((value) => typeof value === "function")).parse(server.listeners("request"));
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (request.headers[TOKEN_HEADER] !== data.token) {
      request.socket.destroy();
      return;
    }
    if (isClosing()) response.setHeader("connection", "close");
    if (request.method === "GET") {
      response.end(JSON.stringify({ identity: data.identity }));
      return;
    }
    for (const listener of inner) listener(request, response);
    // dynalite throws when a client dies while sending, which would end the server for everyone else.
    request.removeAllListeners("error").on("error", () => response.destroy());
  });
}

async function serve(): Promise<ServerReport> {
  const level = catchLevel();
  const { default: dynalite } = await import("dynalite");
  const server = dynalite({ path: data.path, createTableMs: 0 });
  await level().open();
  await finishTable(level());
  let closing = false;
  guard(server, () => closing);
  parentPort?.once("message", () => {
    closing = true;
    server.close(() => process.exit());
  });
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
