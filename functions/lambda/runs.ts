import { awsRuns } from "../aws/runs.ts";
import { type LookedAfter, lookAfterRuns, type UnderWayPorts } from "../portal/actions/reruns.ts";
import { handler } from "./handler.ts";

let ports: UnderWayPorts | undefined;

/** Called by a schedule of its own. */
export const lookAfterHandler = handler("look-after", (): Promise<LookedAfter> => {
  ports ??= awsRuns(process.env);
  return lookAfterRuns(ports);
});
