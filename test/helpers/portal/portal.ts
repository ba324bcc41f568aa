import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { type Served, startPortal } from "../../../functions/cli/serve.ts";
import { lookUpFrom } from "../../../functions/laptop/outside.ts";
import { type LocalWorld, openLocalWorld } from "../../../functions/laptop/world.ts";
import type { ServerLimits } from "../../../functions/portal/server.ts";
import { authorizationBy } from "../../../functions/portal/sign-in/authorization.ts";
import { oidcIssuer, type SignIn } from "../../../functions/portal/sign-in/sign-in.ts";
import type { TemplateCatalogue } from "../../../functions/ports/ports.ts";
import type { MailSettings } from "../../../functions/settings.ts";
import { VERSION } from "../../../functions/version.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../runs/example-province.ts";
import { AUDIENCE, PORTAL_CLIENT, type TestIssuer, testIssuer } from "./issuer.ts";

export const PROVINCE = "ba-ria-vung-tau";
export const SERIES = "ba-ria-vung-tau/2023-06";

/** A portal over a state folder of its own, a province that answers, and an issuer of tokens. */
export interface TestPortal {
  readonly province: ExampleProvince;
  readonly issuer: TestIssuer;
  readonly stateDir: string;
  /** What the portal stores in: another process on the same state folder. */
  readonly world: LocalWorld;
  served: Served;
  setClock(now: string): void;
  /** Ends the portal and starts it again, as a deployment does. */
  restart(): Promise<void>;
  /** An answer of the portal; redirects are not followed. */
  get(path: string, token?: string): Promise<Response>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

export const START = "2023-06-20T03:00:00Z";

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

export interface TestPortalOptions {
  /** Milliseconds between a run's signs of life. */
  readonly beatMs?: number;
  readonly port?: number;
  readonly limits?: ServerLimits;
  readonly mail?: MailSettings;
  /** The clock at the beginning; the laptop's own token lives twelve hours from then. */
  readonly start?: string;
  /** Whether somebody has to agree to every release; as the province has it unless given. */
  readonly approved?: boolean;
}

const templates = loadCatalogue(new URL("../../../templates/", import.meta.url));

/** The templates, but for who has to agree to a release. */
const gated: TemplateCatalogue = {
  ...templates,
  province: (id) => ({ ...templates.province(id), release: { mode: "approved", emptier: 30 } }),
};

export async function testPortal({
  port = 0,
  start = START,
  approved = false,
  ...options
}: TestPortalOptions = {}): Promise<TestPortal> {
  const stateDir = mkdtempSync(join(tmpdir(), "bao-cao-cong-"));
  const [province, issuer] = await Promise.all([exampleProvince(), testIssuer()]);
  let clock = new Date(start);
  const now = (): Date => clock;
  const api = {
    url: province.url,
    clientId: CREDENTIALS.PROVINCE_API_CLIENT_ID,
    clientSecret: CREDENTIALS.PROVINCE_API_CLIENT_SECRET,
    maxConcurrency: 4,
    retryBaseMs: 0,
    // A run whose province answers nothing goes on until the test ends it.
    unansweredAgencies: 999,
  };
  const place = { stateDir, api, catalogue: approved ? gated : templates, now };
  const rules = { issuer: issuer.issuer, audience: AUDIENCE, rolesClaim: "roles" };
  const trusted = oidcIssuer(rules, { lookUp: lookUpFrom({}), cooldownMs: 0 });
  const client = { ...rules, clientId: PORTAL_CLIENT.id, clientSecret: async () => PORTAL_CLIENT.secret };
  const authorization = (signIn: SignIn) => authorizationBy(client, lookUpFrom({}), signIn);
  const open = async (): Promise<Served> => {
    const signing = { issuers: [trusted], authorization };
    const served = await startPortal({ ...place, ...options, ...signing, port, warn: () => {} });
    await issuer.allow(`${served.url}/dang-nhap/tro-lai`);
    return served;
  };
  const world = await openLocalWorld({ ...place, ...options, code: VERSION, progress: () => {}, warn: () => {} });
  const portal: TestPortal = {
    province,
    issuer,
    stateDir,
    world,
    served: await open(),
    setClock: (text) => {
      clock = new Date(text);
    },
    async restart() {
      await portal.served.close();
      portal.served = await open();
    },
    get: (path, token) =>
      fetch(`${portal.served.url}${path}`, {
        redirect: "manual",
        ...(token === undefined ? {} : { headers: bearer(token) }),
      }),
    post: (path, body, headers = {}) =>
      fetch(`${portal.served.url}${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", ...headers },
      }),
    async close() {
      await portal.served.close();
      await world.close();
      await Promise.all([province.close(), issuer.close()]);
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
  return portal;
}
