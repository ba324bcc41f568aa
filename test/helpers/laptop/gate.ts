import { once } from "node:events";
import { createServer } from "node:http";

/** A province's address at which questions of one kind are held until it is opened. */
export interface Gate {
  readonly url: string;
  /** Paths in the order in which they were asked. */
  readonly asked: readonly string[];
  /** Resolves when a question is held. */
  readonly held: Promise<void>;
  open(): void;
  close(): Promise<void>;
}

/** Puts a gate in front of a province's API, which holds what begins with this path. */
export async function gateAt(province: string, path: string): Promise<Gate> {
  const asked: string[] = [];
  const [held, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const server = createServer(async ({ url = "", method = "GET" }, response) => {
    asked.push(url);
    if (url.startsWith(path)) {
      held.resolve();
      await opened.promise;
    }
    const answer = await fetch(`${province}${url}`, { method });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(await answer.text());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    asked,
    held: held.promise,
    open: opened.resolve,
    async close() {
      opened.resolve();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
