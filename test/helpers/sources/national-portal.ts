import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { PORTAL_ANSWERS, type PortalAnswerName } from "../../../functions/domain/national/answers.ts";
import { type NationalPortalOptions, nationalPortal } from "../../../functions/sources/national-portal.ts";
import { portOf } from "./stub.ts";

/** The id of UBND tỉnh Phú Thọ, whose answers of August 2026 were recorded (trimmed to five units each). */
export const PHU_THO_ROOT = "019d2be3-6a88-732b-8b17-b68020c8553a";

/** How the portal behaves, from its n-th request on. */
export type PortalMode = "good" | "forbidden" | "too-many" | "html" | "silent" | "broken" | "endless" | "other-shape";

/** A request as the portal got it. */
export interface PortalAsked {
  readonly name: string;
  readonly method: string;
  readonly agent: string;
  readonly body: unknown;
}

export interface FakePortal {
  readonly url: string;
  readonly asked: PortalAsked[];
  /** What it does from the n-th request (from 0) on; before that it answers. */
  mode: PortalMode;
  from: number;
  /** Changes an answer's text before it is sent; `page` as it was asked for. */
  edit: (body: string, name: string, page: number) => string;
}

/** A recorded answer. */
export const recorded = (name: PortalAnswerName): string =>
  readFileSync(new URL(`../../fixtures/national-portal/${name}.json`, import.meta.url), "utf8");

/** A recorded answer's units as pages of so many, of which there are `total` as the answer says. */
export function pageOf(body: string, page: number, { size, total = 5 }: { size: number; total?: number }): string {
  const answer = JSON.parse(body);
  const evaluation = answer.data.evaluation.slice((page - 1) * size, page * size);
  const pagination = { total, currentPage: page, pageSize: size, totalPages: Math.ceil(total / size) };
  return JSON.stringify({ ...answer, data: { ...answer.data, evaluation, pagination } });
}

const PAGE = "<!DOCTYPE html><html><head><title>Request Rejected</title></head><body>Bảo trì</body></html>";

function pour(response: ServerResponse): void {
  if (response.destroyed) return;
  response.write(" ".repeat(64 * 1024), () => pour(response));
}

const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html" };

/** What is done with a request whose usual answer is `body`. */
const DEEDS: Readonly<Record<PortalMode, (response: ServerResponse, body: string) => void>> = {
  good: (response, body) => response.writeHead(201, JSON_TYPE).end(body),
  forbidden: (response) => response.writeHead(403, HTML_TYPE).end(PAGE),
  "too-many": (response) => response.writeHead(429, JSON_TYPE).end('{"code":"TOO_MANY"}'),
  html: (response) => response.writeHead(200, HTML_TYPE).end(PAGE),
  silent: () => {},
  broken: (response) => response.socket?.resetAndDestroy(),
  endless: (response) => pour(response.writeHead(201, JSON_TYPE)),
  "other-shape": (response) =>
    response.writeHead(201, JSON_TYPE).end('{"code":"OK","data":{"parent":{},"children":[]}}'),
};

/** The national portal on loopback, which answers as it was recorded, until the test ends. */
export async function fakePortal(): Promise<FakePortal> {
  const bodies = new Map<string, string>(PORTAL_ANSWERS.map((name) => [name, recorded(name)]));
  const asked: PortalAsked[] = [];
  const fake: FakePortal = { url: "", asked, mode: "good", from: 0, edit: (body) => body };
  const server = createServer(async (request, response) => {
    const name = request.url?.replace("/api/v1/reporting/evaluation/", "") ?? "";
    const agent = request.headers["user-agent"] ?? "";
    const question = JSON.parse(await text(request));
    asked.push({ name, method: request.method ?? "", agent, body: question });
    const body = bodies.get(name);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    DEEDS[asked.length > fake.from ? fake.mode : "good"](response, fake.edit(body, name, question.currentPage ?? 1));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(fake, { url: `http://127.0.0.1:${portOf(server.address())}/api/v1/reporting` });
}

/** The client under test; it waits for nothing and notes how long it would have. */
export function portalClient({ url }: Pick<FakePortal, "url">, options: Partial<NationalPortalOptions> = {}) {
  const waits: number[] = [];
  const portal = nationalPortal({
    url,
    root: PHU_THO_ROOT,
    contact: "cntt@phutho.gov.vn",
    code: "thu-nghiem",
    now: () => new Date("2026-09-26T18:14:41Z"),
    pause: async (ms) => void waits.push(ms),
    ...options,
  });
  onTestFinished(() => void portal.close());
  return { portal, waits };
}
