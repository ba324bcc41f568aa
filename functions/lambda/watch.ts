import { watchPorts } from "../aws/watch.ts";
import type { Sighting } from "../ports.ts";
import { type WatchPorts, watch } from "../steps/watch.ts";

let ports: WatchPorts | undefined;

/** Called by the watchdog's own schedule. */
export const watchHandler = (event: unknown): Promise<readonly Sighting[]> => {
  ports ??= watchPorts(process.env);
  return watch(ports, event);
};
