/**
 * The simulated province API: a real HTTP server that keeps templates/contract/province-api.yaml. All figures are
 * SYNTHETIC, and every answer says so in its header X-Synthetic-Data.
 */

import { Server, ServerResponse } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { damaged } from "./answers/damage.ts";
import { createFaultLine, type Fault } from "./answers/faults.ts";
import {
  agencyList,
  countsList,
  type List,
  measuresList,
  procedureList,
  type Source,
  taskList,
} from "./answers/lists.ts";
import { pageOf } from "./pages.ts";
import { problemResponse, Refusal } from "./problems.ts";
import { loadProvince } from "./province/agencies.ts";
import type { CitySince } from "./province/city.ts";
import { createCatalogue } from "./province/procedures.ts";
import { countsQuery, dayQuery, parseQuery, tasksQuery } from "./query.ts";
import { createTokenStore, TOKEN_SECONDS, type TokenStore } from "./tokens.ts";

/** How a simulated province is set up. */
export interface SimulatorOptions {
  /** The one province that the server speaks for. */
  province: string;
  /** Since when it is a city under the central government, null for always; not given for a province. */
  citySince?: CitySince | undefined;
  /** The clock: decides which windows are over, and when tokens expire. The host's clock is never read. */
  now: () => Date;
  /** The client that may fetch tokens; both are "mo-phong" when not given. */
  clientId?: string;
  clientSecret?: string;
  /** What goes wrong, and for which requests; nothing when not given. The first fault that fits a request meets it. */
  faults?: readonly Fault[];
}

/** A server that listens; `url` has no slash at its end. */
export interface RunningSimulator {
  url: string;
  /** Stops listening and cuts every connection, idle or busy. */
  close(): Promise<void>;
}

const SYNTHETIC_HEADER = "X-Synthetic-Data";
const DEFAULT_CREDENTIAL = "mo-phong";

interface Paging {
  cursor?: string | undefined;
  limit: number;
}

function answer<Item>(context: Context, list: List<Item>, key: readonly string[], { cursor, limit }: Paging): Response {
  const name = JSON.stringify([context.req.path, ...key]);
  const { items, nextCursor } = pageOf(list.items, { list: name, cursor, limit });
  return context.json({ ...list.reading, nextCursor, items });
}

function addTokenRoute(app: Hono, tokens: TokenStore): void {
  app.post("/oauth2/token", async (context) => {
    if (!tokens.knowsClient(context.req.header("Authorization"))) {
      return problemResponse(401, "Mã ứng dụng hoặc khóa bí mật không đúng.", "Basic");
    }
    const form = new URLSearchParams(await context.req.text());
    if (form.get("grant_type") !== "client_credentials") {
      throw new Refusal(400, "grant_type phải là client_credentials.");
    }
    context.header("Cache-Control", "no-store");
    return context.json({ access_token: tokens.issue(), token_type: "Bearer", expires_in: TOKEN_SECONDS });
  });
}

function addLists(app: Hono, source: () => Source): void {
  app.get("/v1/agencies", (context) => {
    const query = parseQuery(dayQuery, context.req.queries());
    return answer(context, agencyList(source(), query.asOf), [query.asOf], query);
  });
  app.get("/v1/procedures", (context) => {
    const query = parseQuery(dayQuery, context.req.queries());
    return answer(context, procedureList(source(), query.asOf), [query.asOf], query);
  });
  app.get("/v1/counts", (context) => {
    const query = parseQuery(countsQuery, context.req.queries());
    const { agency, from, to } = query;
    return answer(context, countsList(source(), agency, from, to), [agency, from, to], query);
  });
  app.get("/v1/measures", (context) => {
    const query = parseQuery(dayQuery, context.req.queries());
    return answer(context, measuresList(source(), query.asOf), [query.asOf], query);
  });
  app.get("/v1/tasks", (context) => {
    const query = parseQuery(tasksQuery, context.req.queries());
    const { programme, asOf } = query;
    return answer(context, taskList(source(), programme, asOf), [programme, asOf], query);
  });
}

// What the HTTP server hands to the application beside the request.
const socketed = z.object({ outgoing: z.instanceof(ServerResponse) });

/** Lets the faults meet the requests: after the token is checked, before anything is answered. */
function addFaults(app: Hono, faults: readonly Fault[], now: () => Date, tokens: TokenStore): void {
  const line = createFaultLine(faults, now);
  app.use(async (context, next) => {
    const fault = line.meet(new URL(context.req.url));
    if (fault === undefined) return next();
    context.res = await damaged(fault, {
      sound: async () => {
        await next();
        return context.res;
      },
      cutConnection: () => socketed.parse(context.env).outgoing.destroy(),
      revokeToken: () => tokens.revoke(context.req.header("Authorization")),
      now,
    });
  });
}

/** The application without a socket: one province, its tokens and its lists. */
function simulatorApp(options: SimulatorOptions): Hono {
  const province = loadProvince(options.province, options.citySince);
  const catalogue = createCatalogue(province);
  const { clientId: id = DEFAULT_CREDENTIAL, clientSecret: secret = DEFAULT_CREDENTIAL } = options;
  const tokens = createTokenStore({ id, secret }, options.now);
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header(SYNTHETIC_HEADER, "true");
  });
  app.use("/v1/*", async (context, next) => {
    if (!tokens.accepts(context.req.header("Authorization"))) throw new Refusal(401, "Cần mã truy cập còn hiệu lực.");
    await next();
  });
  addFaults(app, options.faults ?? [], options.now, tokens);
  addTokenRoute(app, tokens);
  addLists(app, () => ({ province, catalogue, now: options.now() }));
  app.notFound((context) => problemResponse(404, `Không có địa chỉ ${context.req.path}.`));
  app.onError((error) =>
    error instanceof Refusal ? problemResponse(error.status, error.message) : problemResponse(500, error.message),
  );
  return app;
}

/** Starts a simulated province on 127.0.0.1; port 0 (the default) takes a free one. */
export async function startSimulator(options: SimulatorOptions & { port?: number }): Promise<RunningSimulator> {
  const server = createAdaptorServer({ fetch: simulatorApp(options).fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The simulator listens on no TCP port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        if (server instanceof Server) server.closeAllConnections();
      }),
  };
}
