import type { Executions, ObjectStore, RevisionStore } from "../ports/ports.ts";
import type { Environment } from "../settings/values.ts";
import { readStorageSettings } from "../settings.ts";
import { revisionStore } from "../store/revisions.ts";
import { s3Objects } from "../store/s3.ts";
import { objectClient, tableClient } from "./clients.ts";
import { deployedExecutions } from "./executions.ts";
import { log } from "./log.ts";

/** What looking again at provisional reports reaches in AWS. Throws SettingInvalid naming a variable that is missing. */
export function lookAgainPorts(env: Environment): {
  readonly executions: Executions;
  readonly revisions: RevisionStore;
  readonly objects: ObjectStore;
  readonly warn: (message: string) => void;
} {
  const { table, bucket } = readStorageSettings(env);
  return {
    executions: deployedExecutions(env),
    revisions: revisionStore({ client: tableClient(env), table }),
    objects: s3Objects({ client: objectClient(env), bucket }),
    warn: (message) => log.warn(message),
  };
}
