import { join } from "node:path";
import { lazyChecks } from "../check/checks.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { systemsOf } from "../domain/mapping/systems.ts";
import type { PushMapping } from "../domain/push/mapping.ts";
import type { ObjectStore, PortalPorts, Progress, ServicePorts, TemplateCatalogue } from "../ports/ports.ts";
import type { ProvinceApi } from "../ports/province-api.ts";
import type { ReportSystem } from "../ports/push.ts";
import { lazyRenderers } from "../render/renderers.ts";
import { ASKING } from "../revisions/time-limits.ts";
import type { NationalPortalSettings } from "../settings/national-portal.ts";
import type { SourcesSettings } from "../settings/sources.ts";
import type { ApiSettings, MailSettings } from "../settings.ts";
import { provinceApi } from "../sources/client.ts";
import { openSources } from "../sources/mapped/open.ts";
import { withMappedCounts } from "../sources/mapped/province.ts";
import type { MappedSource } from "../sources/mapped/source.ts";
import { nationalPortal } from "../sources/national-portal.ts";
import { openReportSystem } from "../sources/push/report-system.ts";
import { codeIndex } from "../store/codes.ts";
import { journal } from "../store/console/journal.ts";
import { sessionStore } from "../store/console/sessions.ts";
import { runHistory } from "../store/history.ts";
import { linkStore } from "../store/links.ts";
import { mailboxStore } from "../store/mail/mailboxes.ts";
import { outbox } from "../store/mail/outbox.ts";
import { recipientStore } from "../store/mail/recipients.ts";
import { sentFigureStore } from "../store/push/sent-figures.ts";
import { releaseStore } from "../store/releases.ts";
import { revisionStore } from "../store/revisions.ts";
import { runStore } from "../store/runs.ts";
import { signedCopyStore } from "../store/signed.ts";
import { snapshotStore } from "../store/snapshots.ts";
import { lazyMailer } from "../transport/mailer.ts";
import type { Server } from "./database/client.ts";
import { type Database, joinDatabase, openDatabase } from "./database/database.ts";
import type { Use } from "./database/wire.ts";
import { folderObjects } from "./folder.ts";
import { openLocalMailer } from "./mail.ts";
import { seldom } from "./seldom.ts";
import { objectsIn } from "./state-folder.ts";

export interface LocalOptions {
  /** Where the database and the objects are kept. */
  readonly stateDir: string;
  /** What the folder is opened for, which decides who waits for whom; a service by default. */
  readonly use?: Use;
  /** Runs that are at work in the folder at once, in whichever process; one unless given. */
  readonly atOnce?: number;
  /** In a thread of a process that has the folder open: where its database answers. */
  readonly server?: Server;
  /** One API for whatever province is asked, or one for each; null where nothing is asked of a province. */
  readonly api: ApiSettings | ReadonlyMap<string, ApiSettings> | null;
  readonly catalogue: TemplateCatalogue;
  readonly now: () => Date;
  /** Program version. */
  readonly code: string;
  /** Address under which revisions are verified; null where nothing is on a network. */
  readonly verifyBase?: string | null;
  /** How the national portal is asked; null or not given where it is not. */
  readonly nationalPortal?: NationalPortalSettings | null;
  /** Where the sources of counts beside the contract are, by mapping. */
  readonly sources?: SourcesSettings;
  /** How mails are sent; without an SMTP server, and where nothing is given, they go into the state folder. */
  readonly mail?: MailSettings;
  readonly progress: Progress;
  readonly warn: (message: string) => void;
}

/** The ports with embedded servers behind them. */
export interface LocalWorld extends Pick<Database, "server" | "lost" | "turn"> {
  readonly ports: ServicePorts & Pick<PortalPorts, "sessions" | "journal" | "workbooks">;
  close(): Promise<void>;
}

/** Milliseconds in which a run asks its province: what it has not been told by then is missing, and asked for next time. */
const ASKING_MS = 60 * 60_000;

/**
 * The provinces' APIs, each opened when it is first asked, and the sources that counts come from in place of it. A
 * simulated province has none of those: all that it says is made up.
 *
 * @returns API of a province; throws RequestInvalid for one that has none
 */
function openProvinces({ api: apis, catalogue, sources: places = {}, use, server, now, warn }: LocalOptions) {
  const log = seldom(warn, now);
  const isRun = use === "run" || server !== undefined;
  const until = isRun ? new Date(now().getTime() + ASKING_MS) : null;
  const manner = { now, log, warn, deadline: (): Date | null => until };
  const opened = new Map<ApiSettings, ReturnType<typeof provinceApi>>();
  const sources = new Map<string, readonly MappedSource[]>();
  const sourcesOf = (province: string, { url: _url, clientId: _id, clientSecret: _secret, ...patience }: ApiSettings) =>
    sources.get(province) ??
    openSources(catalogue.province(province), catalogue.mappings(), places, { ...patience, ...manner });
  return {
    api(province: string): ProvinceApi {
      const settings = apis instanceof Map ? apis.get(province) : apis;
      if (settings === null || settings === undefined || !("url" in settings)) {
        throw new RequestInvalid(`Chưa có API của tỉnh ${province}; khởi động lại với --api và địa chỉ API của tỉnh.`);
      }
      const api = opened.get(settings) ?? provinceApi({ ...settings, baseUrl: settings.url, ...manner });
      opened.set(settings, api);
      if (apis instanceof Map) return api;
      const beside = sourcesOf(province, settings);
      sources.set(province, beside);
      const systems: ProvinceApi["systems"] = (agency, window) =>
        systemsOf(catalogue.province(province).sources, catalogue.mappings(), agency, window);
      return withMappedCounts(api, beside, systems);
    },
    /** Its settings are among those of the sources; no deadline ends it, as somebody looks on. */
    async reportSystem(province: string, mapping: PushMapping): Promise<ReportSystem> {
      const { proxies = null } = anyOf(apis) ?? {};
      const { push } = catalogue.province(province);
      return openReportSystem(mapping, push?.url, places[mapping.id], { proxies, now, log, warn });
    },
    async close(): Promise<void> {
      await Promise.all([...opened.values(), ...[...sources.values()].flat()].map((one) => one.close()));
    },
  };
}

/** The settings of the one API, or of the first of several, which differ in their addresses only. */
const anyOf = (api: LocalOptions["api"]): ApiSettings | undefined =>
  api === null ? undefined : "url" in api ? api : api.values().next().value;

const NO_MAIL: MailSettings = { from: null, smtpUrl: null, operatorAddress: null, portalBase: null };

/** The database and the folder of objects; says it where another process keeps this one waiting. */
async function openStores({ stateDir, use = "service", atOnce = 1, server, warn }: LocalOptions) {
  const objects = folderObjects(objectsIn(stateDir));
  if (server !== undefined) return { database: joinDatabase(stateDir, server), objects };
  const waiting = (): void =>
    warn(`Thư mục dữ liệu ${stateDir} đang được một lệnh khác dùng; đang chờ đến lượt (Ctrl+C để thôi chờ).`);
  return { database: await openDatabase(stateDir, { use, atOnce, waiting }), objects };
}

/** What is kept in the table. */
const storesIn = ({ client, table }: Pick<Database, "client" | "table">, objects: ObjectStore) => ({
  snapshots: snapshotStore({ client, table, objects }),
  runs: runStore({ client, table }),
  revisions: revisionStore({ client, table }),
  releases: releaseStore({ client, table }),
  links: linkStore({ client, table }),
  history: runHistory({ client, table }),
  codes: codeIndex({ client, table }),
  signed: signedCopyStore({ client, table }),
  sessions: sessionStore({ client, table }),
  journal: journal({ client, table }),
  recipients: recipientStore({ client, table }),
  mailboxes: mailboxStore({ client, table }),
  outbox: outbox({ client, table }),
  sentFigures: sentFigureStore({ client, table }),
});

/**
 * Opens the ports of a laptop: the same adapters as in AWS over a DynamoDB-compatible server and a folder of objects.
 * Throws StoreUnavailable where the state folder cannot be used, and says who owns it.
 */
export async function openLocalWorld(options: LocalOptions): Promise<LocalWorld> {
  const { stateDir, api, catalogue, now, code, verifyBase = null, mail = NO_MAIL, progress, warn } = options;
  const { database, objects } = await openStores(options);
  const { server, lost, turn } = database;
  const provinces = openProvinces(options);
  const portal = options.nationalPortal ? nationalPortal({ ...options.nationalPortal, code, now }) : null;
  return {
    server,
    lost,
    turn,
    ports: {
      ...storesIn(database, objects),
      api: provinces.api,
      reportSystem: provinces.reportSystem,
      workbooks: async () => (await import("./workbooks.ts")).workbookImport,
      objects,
      catalogue,
      mailer: lazyMailer(() => openLocalMailer(join(stateDir, "mail"), mail)),
      render: lazyRenderers(),
      check: lazyChecks(),
      now,
      nationalPortal: portal,
      unansweredAgencies: anyOf(api)?.unansweredAgencies ?? ASKING.unansweredAgencies,
      code,
      verifyBase,
      portalBase: mail.portalBase,
      operatorAddress: mail.operatorAddress,
      progress,
      warn,
    },
    async close() {
      await Promise.all([provinces.close(), portal?.close()]);
      await database.close();
    },
  };
}
