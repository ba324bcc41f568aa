import type { TurnPorts } from "../ports/turns.ts";
import type { Environment } from "../settings/values.ts";
import { readTurnSettings } from "../settings.ts";
import { runHistory } from "../store/history.ts";
import { turnStore } from "../store/turns.ts";
import { executionClient, tableClient } from "./clients.ts";
import { isExecutionRunning } from "./executions.ts";

/** What gives runs their turns in AWS. Throws SettingInvalid naming the variable that is missing or malformed. */
export function awsTurns(env: Environment): TurnPorts {
  const { table, atOnce } = readTurnSettings(env);
  const client = tableClient(env);
  const engine = executionClient(env);
  return {
    history: runHistory({ client, table }),
    turns: turnStore({ client, table }),
    isRunning: (execution) => isExecutionRunning(engine, execution),
    atOnce,
    now: () => new Date(),
  };
}
