import { addYears } from "date-fns/addYears";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import { lazyChecks } from "../check/checks.ts";
import type { ServicePorts } from "../ports/ports.ts";
import { lazyRenderers } from "../render/renderers.ts";
import { PUBLISHED } from "../revisions/revision.ts";
import { ASKING } from "../revisions/time-limits.ts";
import { readSesSettings } from "../settings/ses.ts";
import type { Environment } from "../settings/values.ts";
import { readSettings } from "../settings.ts";
import { codeIndex } from "../store/codes.ts";
import { runHistory } from "../store/history.ts";
import { linkStore } from "../store/links.ts";
import { mailboxStore } from "../store/mail/mailboxes.ts";
import { outbox } from "../store/mail/outbox.ts";
import { recipientStore } from "../store/mail/recipients.ts";
import { sentFigureStore } from "../store/push/sent-figures.ts";
import { releaseStore } from "../store/releases.ts";
import { revisionStore } from "../store/revisions.ts";
import { runStore } from "../store/runs.ts";
import { s3Objects } from "../store/s3.ts";
import { signedCopyStore } from "../store/signed.ts";
import { snapshotStore } from "../store/snapshots.ts";
import type { TableOptions } from "../store/table.ts";
import { lazyMailer } from "../transport/mailer.ts";
import { VERSION } from "../version.ts";
import { objectClient, secretClient, tableClient } from "./clients.ts";
import { credentialsOf } from "./credentials.ts";
import { log } from "./log.ts";
import { openAwsMailer } from "./mailer.ts";
import { lazyPortal } from "./national-portal.ts";
import { openProvince, provinceApis, systemsIn } from "./province-api.ts";
import { reportSystems } from "./report-system.ts";

/** Everything that is kept in the table, but for snapshots. */
const storesIn = (place: TableOptions) => ({
  runs: runStore(place),
  revisions: revisionStore(place),
  releases: releaseStore(place),
  links: linkStore(place),
  history: runHistory(place),
  codes: codeIndex(place),
  signed: signedCopyStore(place),
  recipients: recipientStore(place),
  mailboxes: mailboxStore(place),
  outbox: outbox(place),
  sentFigures: sentFigureStore(place),
});

/**
 * The ports with AWS behind them. `templates` is the folder that the bundle carries; `deadline` tells beyond which
 * instant the event that is being worked on waits for no province.
 * Throws SettingInvalid naming a variable that is missing.
 */
export function awsPorts(env: Environment, templates: URL, deadline: () => Date): ServicePorts {
  const { table, bucket, api, verifyBase, retentionYears, mail } = readSettings(env);
  const ses = readSesSettings(env);
  const client = tableClient(env);
  const now = (): Date => new Date();
  const warn = (message: string): void => log.warn(message);
  const retention = { prefix: PUBLISHED, until: () => addYears(now(), retentionYears) };
  const objects = s3Objects({ client: objectClient(env), bucket, retention });
  const { secretPrefix, unansweredAgencies = ASKING.unansweredAgencies, ...patience } = api;
  const catalogue = loadCatalogue(templates);
  const secrets = { client: secretClient(env), prefix: secretPrefix };
  const credentials = (province: string) => credentialsOf(secrets, province);
  const manner = { ...patience, now, warn, deadline };
  return {
    api: provinceApis({
      credentials,
      open: (account, province) => openProvince(account, catalogue.province(province), catalogue.mappings(), manner),
      systems: systemsIn(catalogue),
    }),
    snapshots: snapshotStore({ client, table, objects }),
    ...storesIn({ client, table }),
    objects,
    catalogue,
    nationalPortal: lazyPortal(env, { now, deadline }),
    reportSystem: reportSystems({ credentials, province: catalogue.province, manner }),
    mailer: lazyMailer(() => openAwsMailer(mail, ses, env)),
    render: lazyRenderers(),
    check: lazyChecks(),
    now,
    unansweredAgencies,
    code: VERSION,
    verifyBase,
    portalBase: mail.portalBase,
    operatorAddress: mail.operatorAddress,
    progress: () => {},
    warn,
  };
}
