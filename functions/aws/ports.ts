import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { loadCatalogue } from "../catalogue.ts";
import { lazyChecks } from "../check/checks.ts";
import type { ServicePorts } from "../ports.ts";
import { provinceApi } from "../provinces/client.ts";
import { lazyRenderers } from "../render/renderers.ts";
import { type Environment, readSettings } from "../settings.ts";
import { codeIndex } from "../store/codes.ts";
import { runHistory } from "../store/history.ts";
import { linkStore } from "../store/links.ts";
import { revisionStore } from "../store/revisions.ts";
import { runStore } from "../store/runs.ts";
import { s3Objects } from "../store/s3.ts";
import { snapshotStore } from "../store/snapshots.ts";
import { VERSION } from "../version.ts";

/**
 * The ports with AWS behind them. `templates` is the folder that the bundle carries.
 * Throws SettingInvalid naming a variable that is missing.
 */
export function awsPorts(env: Environment, templates: URL): ServicePorts {
  const { table, bucket, api, verifyBase } = readSettings(env);
  const client = new DynamoDBClient({});
  const objects = s3Objects({ client: new S3Client({}), bucket });
  const now = (): Date => new Date();
  const { url: baseUrl, ...access } = api;
  const province = provinceApi({ baseUrl, ...access, now });
  return {
    api: () => province,
    snapshots: snapshotStore({ client, table, objects }),
    runs: runStore({ client, table }),
    revisions: revisionStore({ client, table }),
    links: linkStore({ client, table }),
    history: runHistory({ client, table }),
    codes: codeIndex({ client, table }),
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
