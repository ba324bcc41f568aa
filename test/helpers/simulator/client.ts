/** A client for the tests: it speaks plain HTTP to a simulator and shares no code with it. */

import { z } from "zod";
import type { ProvinceId } from "../../../functions/simulator/province/agencies.ts";
import { type SimulatorOptions, startSimulator } from "../../../functions/simulator/server.ts";

/** All months up to 2025-06 are over at this instant: noon of 2025-07-20 in Viet Nam. */
export const NOON = new Date("2025-07-20T05:00:00Z");

/** Those whose years before 2025 are there. */
export const PROVINCES = ["ba-ria-vung-tau", "dong-nai", "quang-tri"] as const satisfies readonly ProvinceId[];

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

const listBody = z.object({
  nextCursor: z.string().nullable(),
  dataAsOf: z.string(),
  status: z.enum(["provisional", "final"]),
  items: z.array(z.record(z.string(), z.unknown())),
});

export type ListBody = z.infer<typeof listBody>;

export interface Client {
  url: string;
  token: string;
  get(path: string, token?: string): Promise<Answer>;
  /** One page that must be answered. */
  list(path: string): Promise<ListBody>;
  /** All items, page by page. */
  all(path: string, limit?: number): Promise<ListBody["items"]>;
  close(): Promise<void>;
}

const FORM = "application/x-www-form-urlencoded";

export async function send(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

export function askForToken(url: string, pair = "mo-phong:mo-phong", body = "grant_type=client_credentials") {
  const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
  return send(`${url}/oauth2/token`, {
    method: "POST",
    headers: { Authorization: authorization, "Content-Type": FORM },
    body,
  });
}

export async function fetchToken(url: string): Promise<string> {
  return z.object({ access_token: z.string() }).parse((await askForToken(url)).body).access_token;
}

/** Starts a simulator and signs in. */
export async function connect(options: Partial<SimulatorOptions> = {}): Promise<Client> {
  const simulator = await startSimulator({ province: "ba-ria-vung-tau", now: () => NOON, ...options });
  const token = await fetchToken(simulator.url);
  const get: Client["get"] = (path, bearer = token) =>
    send(`${simulator.url}${path}`, { headers: { Authorization: `Bearer ${bearer}` } });
  const list: Client["list"] = async (path) => listBody.parse((await get(path)).body);
  const all: Client["all"] = async (path, limit = 500) => {
    const items: ListBody["items"] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: ListBody = await list(`${path}&limit=${limit}${cursor === "" ? "" : `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  };
  return { url: simulator.url, token, get, list, all, close: simulator.close };
}
