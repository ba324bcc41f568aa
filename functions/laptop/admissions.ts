import type { ServerResponse } from "node:http";
import { ADMITTED, type Ownership, type Use, WAIT } from "./database/wire.ts";

/** Who may use a database beside its owner. */
export interface Admissions {
  /** Answers a request to be admitted, and holds it until its process closes it or ends. */
  request(use: Use, response: ServerResponse): void;
  /** Admits nobody any more, waits for the commands that are admitted, then cuts off everybody else. */
  close(): Promise<void>;
}

/**
 * Admits processes to a database over requests that stay open as long as they use it: however a process ends, its
 * connection closes and its place is free.
 *
 * A command is admitted at once. A run is admitted by a service only, in its turn: so many at a time, in the order of
 * asking. An owner that is itself a command or a run ends before another run would, so it admits none: they, and
 * services, which admit others and so have to own the folder, wait for its end.
 */
export function admissions({ use: owner, atOnce }: Ownership): Admissions {
  const held = new Map<ServerResponse, Use>();
  const closing = Promise.withResolvers<void>();
  const turns = new Set<ServerResponse>();
  let isClosing = false;

  const of = (use: Use): ServerResponse[] => [...held].filter(([, one]) => one === use).map(([response]) => response);
  const nextTurns = (): void => {
    if (owner !== "service" || isClosing) return;
    for (const response of of("run").slice(0, atOnce)) {
      if (turns.has(response)) continue;
      turns.add(response);
      response.write(ADMITTED);
    }
  };
  const checkCommands = (): void => {
    if (isClosing && of("command").length === 0) closing.resolve();
  };
  return {
    request(use, response) {
      if (use === "command" && isClosing) return void response.destroy();
      held.set(response, use);
      response.on("close", () => {
        held.delete(response);
        turns.delete(response);
        nextTurns();
        checkCommands();
      });
      if (use === "command") response.write(ADMITTED);
      else nextTurns();
      if (use !== "command" && !turns.has(response)) response.write(WAIT);
    },
    async close() {
      isClosing = true;
      checkCommands();
      await closing.promise;
      for (const response of held.keys()) response.destroy();
    },
  };
}
