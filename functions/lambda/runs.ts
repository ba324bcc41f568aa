import { awsRuns } from "../aws/runs.ts";
import { lookAfterReleases, type ReleasingPorts } from "../portal/actions/release.ts";
import { type LookedAfter, lookAfterRuns } from "../portal/actions/reruns.ts";
import { handler } from "./handler.ts";

let ports: ReleasingPorts | undefined;

/** Called by a schedule of its own. */
export const lookAfterHandler = handler("look-after", async (): Promise<LookedAfter> => {
  ports ??= awsRuns(process.env);
  await lookAfterReleases(ports);
  return lookAfterRuns(ports);
});
