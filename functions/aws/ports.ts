import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { addYears } from "date-fns/addYears";
import { loadCatalogue } from "../catalogue.ts";
import { lazyChecks } from "../check/checks.ts";
import { PUBLISHED } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { provinceApi } from "../provinces/client.ts";
import { lazyRenderers } from "../render/renderers.ts";
import { type Environment, readSettings } from "../settings.ts";
import { revisionStore } from "../store/revisions.ts";
import { runStore } from "../store/runs.ts";
import { s3Objects } from "../store/s3.ts";
import { snapshotStore } from "../store/snapshots.ts";
import { VERSION } from "../version.ts";
import { credentialsOf } from "./credentials.ts";
import { provinceApis } from "./province-api.ts";

/**
 * The ports with AWS behind them. `templates` is the folder that the bundle carries.
 * Throws SettingInvalid naming a variable that is missing.
 */
export function awsPorts(env: Environment, templates: URL): Ports {
  const { table, bucket, api, verifyBase, retentionYears } = readSettings(env);
  const client = new DynamoDBClient({});
  const now = (): Date => new Date();
  const retention = { prefix: PUBLISHED, until: () => addYears(now(), retentionYears) };
  const objects = s3Objects({ client: new S3Client({}), bucket, retention });
  const { secretPrefix: prefix, ...patience } = api;
  const secrets = { client: new SecretsManagerClient({}), prefix };
  return {
    api: provinceApis({
      credentials: (province) => credentialsOf(secrets, province),
      open: ({ url, ...account }) => provinceApi({ baseUrl: url, ...account, ...patience, now }),
    }),
    snapshots: snapshotStore({ client, table, objects }),
    runs: runStore({ client, table }),
    revisions: revisionStore({ client, table }),
    objects,
    catalogue: loadCatalogue(templates),
    render: lazyRenderers(),
    check: lazyChecks(),
    now,
    code: VERSION,
    verifyBase,
    progress: () => {},
    warn: (message) => console.warn(message),
  };
}
