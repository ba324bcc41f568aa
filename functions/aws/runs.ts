import type { PortalPorts } from "../ports/ports.ts";
import type { Environment } from "../settings/values.ts";
import { readTable } from "../settings.ts";
import { runHistory } from "../store/history.ts";
import { releaseStore } from "../store/releases.ts";
import { runStore } from "../store/runs.ts";
import { tableClient } from "./clients.ts";
import { deployedExecutions } from "./executions.ts";

/** The runs under way in AWS. Throws SettingInvalid naming the variable that is missing or malformed. */
export function awsRuns(env: Environment): Pick<PortalPorts, "history" | "runs" | "releases" | "executions" | "now"> {
  const [client, table] = [tableClient(env), readTable(env)];
  return {
    history: runHistory({ client, table }),
    runs: runStore({ client, table }),
    releases: releaseStore({ client, table }),
    executions: deployedExecutions(env),
    now: () => new Date(),
  };
}
