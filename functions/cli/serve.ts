import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import { catalogueWith } from "../catalogue/edited.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { folderDelivery } from "../laptop/delivery.ts";
import { type Execute, type LocalExecutions, localExecutions } from "../laptop/executions.ts";
import { lookUpFrom } from "../laptop/outside.ts";
import { type LocalOptions, type LocalWorld, openLocalWorld } from "../laptop/world.ts";
import { portalOf } from "../portal/actions/portal.ts";
import { lookAfterReleases } from "../portal/actions/release.ts";
import { portalApp } from "../portal/app.ts";
import { type ServerLimits, serve, socketAddress } from "../portal/server.ts";
import { type Authorization, authorizationFor } from "../portal/sign-in/authorization.ts";
import { oneTimeLinks, oneTimeOperator } from "../portal/sign-in/one-time.ts";
import { type Issuer, oidcIssuer, type SignIn, signInWith } from "../portal/sign-in/sign-in.ts";
import type { PortalPorts, TemplateCatalogue } from "../ports/ports.ts";
import { momentText } from "../report/wording.ts";
import { readNationalPortal } from "../settings/national-portal.ts";
import { type OidcSettings, readClientSecret, readOidc } from "../settings/oidc.ts";
import { readSources } from "../settings/sources.ts";
import type { Environment } from "../settings/values.ts";
import { readApiSettings, readMailSettings, readVerifyBase } from "../settings.ts";
import { SIMULATED } from "../simulator/province/agencies.ts";
import { VERSION } from "../version.ts";
import { given, parsed } from "./options.ts";
import { outcomeOf } from "./pipeline.ts";
import { inThread } from "./run-worker.ts";
import { startSimulators } from "./simulators.ts";

const USAGE = `Cách dùng: npm run serve -- [--state THƯ MỤC] [--port SỐ] [--api URL]
            phục vụ liên kết, kiểm chứng và chạy lại trên máy này (chỉ 127.0.0.1) cho đến khi dừng bằng Ctrl+C;
            in một mã vận hành và lúc mã hết hiệu lực; không tự chạy theo lịch
  --state THƯ MỤC   nơi lưu dữ liệu và các bản đã phát hành (mặc định: state)
  --port SỐ         cổng (mặc định: 8080; 0: cổng trống bất kỳ)
  --at-once SỐ      số lần chạy được làm cùng lúc, 1 hoặc 2; các lần khác chờ theo thứ tự yêu cầu (mặc định: 1)
  --api URL         API của tỉnh; không có thì dùng bộ mô phỏng (DỮ LIỆU MÔ PHỎNG)`;

const SPECIFICATION = {
  state: { type: "string", default: "state" },
  port: { type: "string", default: "8080" },
  "at-once": { type: "string", default: "1" },
  api: { type: "string" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Milliseconds between looks for runs that nobody works on any more. */
const LOOK_MS = 5_000;

function portNumber(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new RequestInvalid(`Cổng "${value}" không hợp lệ; viết số nguyên từ 0 đến 65535.`);
}

/** Each takes some hundreds of megabytes. */
function atOnceNumber(value: string): number {
  if (value === "1" || value === "2") return Number(value);
  throw new RequestInvalid(`Số lần chạy cùng lúc "${value}" (--at-once) không hợp lệ; viết 1 hoặc 2.`);
}

interface Source {
  readonly api: LocalOptions["api"];
  close(): Promise<void>;
}

async function source(
  api: string | undefined,
  catalogue: TemplateCatalogue,
  env: Environment,
  now: () => Date,
): Promise<Source> {
  if (api !== undefined) return { api: readApiSettings(env, given(api, "api")), close: async () => {} };
  const { apis, close } = await startSimulators(SIMULATED.map(catalogue.province), now);
  return { api: apis, close };
}

/** Takes over, again and again, what nobody works on; nothing is started that nobody has asked for. */
async function keepLooking({ wake }: LocalExecutions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    wake();
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** A portal that serves. */
export interface Served {
  readonly url: string;
  /** For operators; believed until this instant (RFC 3339), and no longer than this process lives. */
  readonly token: string;
  readonly tokenExpires: string;
  /** The address that signs a browser in, once; another one after each use. */
  readonly signInLink: () => string;
  close(): Promise<void>;
}

/** Where and over what a portal serves. */
export interface ServeOptions extends Omit<LocalOptions, "code" | "progress"> {
  readonly port: number;
  /** The folder of the templates; those of the program unless given. */
  readonly templates?: URL;
  readonly issuers: readonly Issuer[];
  /** How browsers sign in with the province's own server; none unless given. */
  readonly authorization?: (signIn: SignIn) => Authorization | null;
  /** Gets every further address that signs a browser in. */
  readonly onSignInLink?: (address: string) => void;
  /** Of connections, where other than usual. */
  readonly limits?: ServerLimits;
  /** Milliseconds between a run's signs of life; a sixth of its lease unless given. */
  readonly beatMs?: number;
  /** Makes what runs the state machine; by default it runs in this thread. */
  readonly executeIn?: (world: LocalWorld) => Execute;
}

/** Who is believed: tokens, and browsers by a link of this machine or the province's own server. */
async function signInFor(
  { now, issuers, authorization = () => null, mail }: ServeOptions,
  tell: (text: string) => void,
) {
  const operator = await oneTimeOperator(now());
  const signIn = signInWith([operator.issuer, ...issuers]);
  const oneTime = oneTimeLinks(now(), tell);
  const browser = { authorization: authorization(signIn), oneTime, base: mail?.portalBase ?? null };
  return { operator, signIn, oneTime, browser };
}

const linkAddress = (url: string, text: string): string => `${url}/dang-nhap/mot-lan/${text}`;

/** Serves the portal over a state folder, on loopback, until it is closed. */
export async function startPortal(options: ServeOptions): Promise<Served> {
  const { now, port, beatMs, atOnce = 1, warn, onSignInLink = () => {} } = options;
  const world = await openLocalWorld({ ...options, code: VERSION, progress: () => {} });
  const {
    executeIn = ({ ports }) =>
      (input, signal) =>
        outcomeOf(ports, input, signal),
  } = options;
  const { history } = world.ports;
  const closing = new AbortController();
  const common = { history, now, atOnce, warn, ...(beatMs === undefined ? {} : { beatMs }) };
  const executions = localExecutions({ execute: executeIn(world), turn: world.turn, ...common });
  const deliver = folderDelivery(world.ports.objects);
  const { templates = new URL("../../templates/", import.meta.url) } = options;
  const templatesWith = (document: string) => catalogueWith(templates, document);
  const ports: PortalPorts = { ...world.ports, executions, deliver, receive: async () => null, templatesWith };
  // What was agreed to by a process that ended before it was taken up.
  await lookAfterReleases(ports).catch((error: unknown) =>
    warn(`Chưa xem được các dự thảo chờ phát hành: ${String(error)}`),
  );
  const { operator, oneTime, ...signing } = await signInFor(options, (text) =>
    onSignInLink(linkAddress(server.url, text)),
  );
  const app = portalApp({ portal: portalOf(ports), ...signing, addressOf: socketAddress, version: VERSION });
  const server = await serve(app, port, options.limits).catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  const looking = keepLooking(executions, closing.signal);
  return {
    url: server.url,
    token: operator.token,
    tokenExpires: operator.expires,
    signInLink: () => linkAddress(server.url, oneTime.current()),
    async close() {
      closing.abort();
      await server.close();
      await looking;
      await executions.close();
      await world.close();
    },
  };
}

/** Whose tokens are believed beside this machine's, and how browsers sign in there. */
function issuersBy(oidc: OidcSettings | null, env: Environment): Pick<ServeOptions, "issuers" | "authorization"> {
  const lookUp = lookUpFrom(env);
  const secret = readClientSecret(env);
  return {
    issuers: oidc === null ? [] : [oidcIssuer(oidc, { lookUp })],
    authorization: (signIn) => authorizationFor(oidc, async () => secret, lookUp, signIn),
  };
}

/** What `serve` says at its start: each thing that is copied stands on a line of its own. */
const servedText = ({ url, token, tokenExpires, signInLink }: Served): string => `Cổng báo cáo: ${url}
Mã vận hành (dùng được đến ${momentText(tokenExpires)}, không quá lúc dừng chương trình; khởi động lại để có mã mới):
${token}
Liên kết đăng nhập bằng trình duyệt trên máy này (dùng một lần, đăng nhập xong thì in liên kết mới):
${signInLink()}
`;

/** Runs `serve` until the process is told to stop. Gives what is printed at the end. */
export async function serveCommand(args: readonly string[], env: Environment, templates: URL): Promise<string> {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return USAGE;
  const now = (): Date => new Date();
  const oidc = readOidc(env);
  const stateDir = given(values.state, "state");
  const port = portNumber(values.port);
  const atOnce = atOnceNumber(values["at-once"]);
  const nationalPortal = readNationalPortal(env);
  const catalogue = loadCatalogue(templates);
  const sources = readSources(env, [...catalogue.mappings(), ...catalogue.pushes()]);
  const settings = { verifyBase: readVerifyBase(env), mail: readMailSettings(env), nationalPortal, sources };
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  const province = await source(values.api, catalogue, env, now);
  try {
    const place = { ...settings, stateDir, api: province.api };
    const executeIn = (world: LocalWorld): Execute => inThread(place, warn, world);
    const here = { ...place, port, atOnce, catalogue, templates, now, warn, executeIn };
    const onSignInLink = (address: string): void => void process.stdout.write(`Liên kết đăng nhập mới:\n${address}\n`);
    const served = await startPortal({ ...here, ...issuersBy(oidc, env), onSignInLink });
    process.stdout.write(servedText(served));
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await served.close();
  } finally {
    await province.close();
  }
  return "Đã dừng; lần chạy đang dở sẽ được làm tiếp khi khởi động lại.";
}
