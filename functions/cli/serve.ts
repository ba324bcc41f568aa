import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { loadCatalogue } from "../catalogue.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { portalApp } from "../http/app.ts";
import { oneTimeOperator } from "../http/one-time-token.ts";
import { serve, socketAddress } from "../http/server.ts";
import { type Issuer, oidcIssuer, signInWith } from "../http/sign-in.ts";
import { folderDelivery } from "../local/delivery.ts";
import { type Execute, localExecutions } from "../local/executions.ts";
import { portalBaseOf } from "../local/mail.ts";
import { type LocalOptions, openLocalWorld } from "../local/world.ts";
import type { PortalPorts } from "../ports.ts";
import { type Environment, readApiSettings, readMailSettings, readOidc, readVerifyBase } from "../settings.ts";
import { SIMULATED } from "../simulator/agencies.ts";
import { portalOf } from "../steps/portal.ts";
import { takeOverLost } from "../steps/reruns.ts";
import { VERSION } from "../version.ts";
import { given, parsed } from "./options.ts";
import { outcomeOf } from "./pipeline.ts";
import { inThread } from "./run-worker.ts";
import { startSimulators } from "./simulators.ts";

const USAGE = `Cách dùng: npm run serve -- [--state THƯ MỤC] [--port SỐ] [--api URL]
            phục vụ liên kết, kiểm chứng và chạy lại trên máy này (chỉ 127.0.0.1) cho đến khi dừng bằng Ctrl+C;
            in một mã vận hành dùng được đến khi dừng; không tự chạy theo lịch
  --state THƯ MỤC   nơi lưu dữ liệu và các bản đã phát hành (mặc định: state)
  --port SỐ         cổng (mặc định: 8080; 0: cổng trống bất kỳ)
  --api URL         API của tỉnh; không có thì dùng bộ mô phỏng (DỮ LIỆU MÔ PHỎNG)`;

const SPECIFICATION = {
  state: { type: "string", default: "state" },
  port: { type: "string", default: "8080" },
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

interface Source {
  readonly api: LocalOptions["api"];
  close(): Promise<void>;
}

async function source(api: string | undefined, env: Environment, now: () => Date): Promise<Source> {
  if (api !== undefined) return { api: readApiSettings(env, given(api, "api")), close: async () => {} };
  const { apis, close } = await startSimulators(SIMULATED, now);
  return { api: apis, close };
}

/** Takes over, again and again, what nobody works on; nothing is started that nobody has asked for. */
async function keepLooking(ports: PortalPorts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await takeOverLost(ports).catch((error: unknown) => ports.warn(`Chưa xem được các lần chạy: ${String(error)}`));
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** A portal that serves. */
export interface Served {
  readonly url: string;
  /** For operators; believed as long as this process lives. */
  readonly token: string;
  close(): Promise<void>;
}

/** Where and over what a portal serves. */
export interface ServeOptions extends Omit<LocalOptions, "code" | "progress"> {
  readonly port: number;
  readonly issuers: readonly Issuer[];
  /** Milliseconds between a run's signs of life; a sixth of its lease unless told. */
  readonly beatMs?: number;
  /** Runs the state machine; in this thread unless told. */
  readonly execute?: Execute;
}

/** Serves the portal over a state folder, on loopback, until it is closed. */
export async function startPortal(options: ServeOptions): Promise<Served> {
  const { now, port, issuers, beatMs } = options;
  const world = await openLocalWorld({ ...options, code: VERSION, progress: () => {} });
  const { execute = (input, signal) => outcomeOf(world.ports, input, signal) } = options;
  const { history } = world.ports;
  const executions = localExecutions({ execute, history, now, ...(beatMs === undefined ? {} : { beatMs }) });
  const ports: PortalPorts = { ...world.ports, executions, deliver: folderDelivery(world.ports.objects) };
  const operator = await oneTimeOperator(now());
  const signIn = signInWith([operator.issuer, ...issuers]);
  const app = portalApp({ portal: portalOf(ports), signIn, addressOf: socketAddress, version: VERSION });
  const closing = new AbortController();
  const server = await serve(app, port).catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  const looking = keepLooking(ports, closing.signal);
  return {
    url: server.url,
    token: operator.token,
    async close() {
      closing.abort();
      await server.close();
      await looking;
      await executions.close();
      await world.close();
    },
  };
}

/** Runs `serve` until the process is told to stop. Gives what is printed at the end. */
export async function serveCommand(args: readonly string[], env: Environment, templates: URL): Promise<string> {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return USAGE;
  const now = (): Date => new Date();
  const oidc = readOidc(env);
  const [stateDir, port] = [given(values.state, "state"), portNumber(values.port)];
  const mail = readMailSettings(env);
  const settings = { verifyBase: readVerifyBase(env), mail: { ...mail, portalBase: portalBaseOf(mail, port) } };
  const issuers = oidc === null ? [] : [oidcIssuer(oidc)];
  const catalogue = loadCatalogue(templates);
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  const province = await source(values.api, env, now);
  try {
    const place = { ...settings, stateDir, api: province.api };
    const execute = inThread(place, warn);
    const served = await startPortal({ ...place, port, issuers, catalogue, now, warn, execute });
    process.stdout.write(
      `Cổng báo cáo: ${served.url}\nMã vận hành (dùng được đến khi dừng chương trình):\n${served.token}\n`,
    );
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await served.close();
  } finally {
    await province.close();
  }
  return "Đã dừng; lần chạy đang dở sẽ được làm tiếp khi khởi động lại.";
}
