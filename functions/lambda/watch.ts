import { watchPorts } from "../aws/watch.ts";
import { type WatchPorts, watch } from "../pipeline/watch.ts";
import type { ReportStatus } from "../ports/ports.ts";
import { handler } from "./handler.ts";

let ports: WatchPorts | undefined;

/** Called by the watchdog's own schedule. */
export const watchHandler = handler("watch", (event): Promise<readonly ReportStatus[]> => {
  ports ??= watchPorts(process.env, new URL("templates/", import.meta.url));
  return watch(ports, event);
});
