import { join } from "node:path";
import { lazyChecks } from "../check/checks.ts";
import { RequestInvalid } from "../domain/failure.ts";
import type { Catalogue, Progress, ServicePorts } from "../ports.ts";
import { provinceApi } from "../provinces/client.ts";
import { lazyMailer } from "../publish/mailer.ts";
import { lazyRenderers } from "../render/renderers.ts";
import type { ApiSettings, MailSettings } from "../settings.ts";
import { codeIndex } from "../store/codes.ts";
import { runHistory } from "../store/history.ts";
import { linkStore } from "../store/links.ts";
import { outbox } from "../store/outbox.ts";
import { recipientStore } from "../store/recipients.ts";
import { revisionStore } from "../store/revisions.ts";
import { runStore } from "../store/runs.ts";
import { snapshotStore } from "../store/snapshots.ts";
import { openDatabase } from "./database.ts";
import { folderObjects } from "./folder.ts";
import { openLocalMailer, portalBaseOf } from "./mail.ts";

export interface LocalOptions {
  /** Where the database and the objects are kept. */
  readonly stateDir: string;
  /** One API for whatever province is asked, or one for each; null where nothing is asked of a province. */
  readonly api: ApiSettings | ReadonlyMap<string, ApiSettings> | null;
  readonly catalogue: Catalogue;
  readonly now: () => Date;
  /** Program version. */
  readonly code: string;
  /** Address under which revisions are verified; null where nothing is on a network. */
  readonly verifyBase?: string | null;
  /** How mails are sent; without an SMTP server, and where nothing is told, they go into the state folder. */
  readonly mail?: MailSettings;
  readonly progress: Progress;
  readonly warn: (message: string) => void;
}

/** The ports with embedded servers behind them. */
export interface LocalWorld {
  readonly ports: ServicePorts;
  close(): Promise<void>;
}

type Api = ReturnType<typeof provinceApi>;

/** The provinces' APIs, each opened when it is first asked. Throws RequestInvalid for one that has none. */
function openProvinces(apis: LocalOptions["api"], now: () => Date) {
  const opened = new Map<ApiSettings, Api>();
  return {
    api(province: string): Api {
      const settings = apis instanceof Map ? apis.get(province) : apis;
      if (settings === null || settings === undefined || !("url" in settings)) {
        throw new RequestInvalid(`Chưa có API của tỉnh ${province}; khởi động lại với --api và địa chỉ API của tỉnh.`);
      }
      const api = opened.get(settings) ?? provinceApi({ ...settings, baseUrl: settings.url, now });
      opened.set(settings, api);
      return api;
    },
    async close(): Promise<void> {
      await Promise.all([...opened.values()].map((api) => api.close()));
    },
  };
}

const NO_MAIL: MailSettings = { from: null, smtpUrl: null, operatorAddress: null, portalBase: null };

/**
 * Opens the ports of a laptop: the same adapters as in AWS over a DynamoDB-compatible server and a folder of objects.
 * Throws StoreUnavailable where the state folder cannot be used, and says who owns it.
 */
export async function openLocalWorld(options: LocalOptions): Promise<LocalWorld> {
  const { stateDir, api, catalogue, now, code, verifyBase = null, mail = NO_MAIL, progress, warn } = options;
  const database = await openDatabase(stateDir);
  const objects = folderObjects(join(stateDir, "objects"));
  const { client, table } = database;
  const provinces = openProvinces(api, now);
  return {
    ports: {
      api: provinces.api,
      snapshots: snapshotStore({ client, table, objects }),
      runs: runStore({ client, table }),
      revisions: revisionStore({ client, table }),
      links: linkStore({ client, table }),
      history: runHistory({ client, table }),
      codes: codeIndex({ client, table }),
      objects,
      catalogue,
      recipients: recipientStore({ client, table }),
      outbox: outbox({ client, table }),
      mailer: lazyMailer(() => openLocalMailer(join(stateDir, "mail"), mail)),
      render: lazyRenderers(),
      check: lazyChecks(),
      now,
      code,
      verifyBase,
      portalBase: portalBaseOf(mail),
      operatorAddress: mail.operatorAddress,
      progress,
      warn,
    },
    async close() {
      await provinces.close();
      await database.close();
    },
  };
}
