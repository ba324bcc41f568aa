import { watchPorts } from "../aws/watch.ts";
import type { Sighting } from "../ports.ts";
import { type WatchPorts, watch } from "../steps/watch.ts";
import { handler } from "./handler.ts";

let ports: WatchPorts | undefined;

/** Called by the watchdog's own schedule. */
export const watchHandler = handler((event): Promise<readonly Sighting[]> => {
  ports ??= watchPorts(process.env);
  return watch(ports, event);
});
