import { addYears } from "date-fns/addYears";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import { catalogueWith } from "../catalogue/edited.ts";
import type { PortalPorts } from "../ports/ports.ts";
import { parseChangesCsv, parseFiguresCsv } from "../render/csv.ts";
import { SIGNED } from "../revisions/signed-copy.ts";
import { type OidcSettings, readOidc, readSecretName } from "../settings/oidc.ts";
import { readProxies } from "../settings/proxies.ts";
import type { Environment } from "../settings/values.ts";
import { readPortalSettings } from "../settings.ts";
import { lookUpThrough } from "../sources/outside.ts";
import { codeIndex } from "../store/codes.ts";
import { journal } from "../store/console/journal.ts";
import { sessionStore } from "../store/console/sessions.ts";
import { runHistory } from "../store/history.ts";
import { linkStore } from "../store/links.ts";
import { mailboxStore } from "../store/mail/mailboxes.ts";
import { outbox } from "../store/mail/outbox.ts";
import { recipientStore } from "../store/mail/recipients.ts";
import { s3Delivery, s3Reception } from "../store/presign.ts";
import { releaseStore } from "../store/releases.ts";
import { revisionStore } from "../store/revisions.ts";
import { runStore } from "../store/runs.ts";
import { s3Objects } from "../store/s3.ts";
import { signedCopyStore } from "../store/signed.ts";
import { snapshotStore } from "../store/snapshots.ts";
import { VERSION } from "../version.ts";
import { objectClient, secretClient, tableClient } from "./clients.ts";
import { clientSecretOf } from "./credentials.ts";
import { deployedExecutions } from "./executions.ts";
import { log } from "./log.ts";

/** The portal's ports, whose tokens it believes, and by which way it asks for their keys. */
export interface AwsPortal {
  readonly ports: PortalPorts;
  readonly oidc: OidcSettings | null;
  /** Of the portal's client at the issuer; asked for when somebody signs in. */
  readonly clientSecret: () => Promise<string | null>;
  readonly lookUp: ReturnType<typeof lookUpThrough>;
  readonly version: string;
}

/**
 * The portal's ports with AWS behind them. `templates` is the folder that the bundle carries.
 * Throws SettingInvalid naming a variable that is missing.
 */
export function awsPortal(env: Environment, templates: URL): AwsPortal {
  const { table, bucket, retentionYears } = readPortalSettings(env);
  const client = tableClient(env);
  const s3 = objectClient(env);
  const now = (): Date => new Date();
  // Kept as long as what is published.
  const retention = { prefix: SIGNED, until: () => addYears(now(), retentionYears) };
  const objects = s3Objects({ client: s3, bucket, retention });
  const ports: PortalPorts = {
    snapshots: snapshotStore({ client, table, objects }),
    runs: runStore({ client, table }),
    revisions: revisionStore({ client, table }),
    releases: releaseStore({ client, table }),
    objects,
    catalogue: loadCatalogue(templates),
    links: linkStore({ client, table }),
    history: runHistory({ client, table }),
    codes: codeIndex({ client, table }),
    recipients: recipientStore({ client, table }),
    mailboxes: mailboxStore({ client, table }),
    outbox: outbox({ client, table }),
    render: {
      readFigures: async (text, file) => parseFiguresCsv(text, file),
      readChanges: async (text, file) => parseChangesCsv(text, file),
    },
    executions: deployedExecutions(env),
    signed: signedCopyStore({ client, table }),
    sessions: sessionStore({ client, table }),
    journal: journal({ client, table }),
    code: VERSION,
    templatesWith: (document) => catalogueWith(templates, document),
    workbooks: async () => ({
      read: (await import("../sources/workbooks/read.ts")).readWorkbook,
      // What writes workbooks is larger than what reads them, and seldom wanted.
      template: async (request) => (await import("../sources/workbooks/template-file.ts")).templateFile(request),
    }),
    deliver: s3Delivery({ client: s3, bucket }),
    receive: s3Reception({ client: s3, bucket }),
    now,
    warn: (message) => log.warn(message),
  };
  const secretName = readSecretName(env);
  const clientSecret = async () => (secretName === null ? null : clientSecretOf(secretClient(env), secretName));
  return { ports, oidc: readOidc(env), clientSecret, lookUp: lookUpThrough(readProxies(env)), version: VERSION };
}
