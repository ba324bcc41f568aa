import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { z } from "zod";
import { startSimulator } from "../../functions/simulator/server.ts";

/**
 * What the province says: as the simulator has it; with one agency's counts corrected; with one name and one code so long
 * that the snapshots they are in pass an item's 400 KB.
 */
export type Saying = "first" | "corrected" | "large";

/** The simulated province over HTTP. */
export interface Province {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** From now on. */
  say(saying: Saying): void;
  close(): Promise<void>;
}

const Page = z.looseObject({ items: z.array(z.looseObject({})) });

/** Text that hardly compresses, the same for the same number. */
function noise(length: number, seed: number): string {
  let state = seed + 1;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
}

/** The agency whose counts change. */
export const CHANGED = "H10.01";

function changed(saying: Saying, url: URL, body: string): string {
  const page = Page.parse(JSON.parse(body));
  const [first] = page.items;
  const ofOne = url.pathname === "/v1/counts" && url.searchParams.get("agency") === CHANGED;
  if (first !== undefined && saying === "large" && url.pathname === "/v1/procedures") {
    first["name"] = `${first["name"]} ${noise(900_000, 1)}`;
  }
  if (ofOne && saying === "large") page.items.push({ ...first, procedure: `X-${noise(900_000, 2)}` });
  if (ofOne && saying === "corrected") page.items.pop();
  return JSON.stringify(page);
}

export async function openProvince(): Promise<Province> {
  const credentials = { clientId: "proof-client", clientSecret: `secret-${randomUUID()}` };
  const simulator = await startSimulator({ province: "ba-ria-vung-tau", now: () => new Date(), ...credentials });
  let saying: Saying = "first";
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const given = Object.entries(request.headers).filter(([name]) => !["host", "connection"].includes(name));
    const answer = await fetch(`${simulator.url}${request.url}`, {
      method: request.method ?? "GET",
      headers: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
      ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
    });
    const body = await answer.text();
    const url = new URL(request.url ?? "/", simulator.url);
    const said = saying !== "first" && answer.ok && url.pathname.startsWith("/v1/") ? changed(saying, url, body) : body;
    const kept = [...answer.headers].filter(
      ([name]) => !["content-length", "content-encoding", "connection"].includes(name),
    );
    response.writeHead(answer.status, Object.fromEntries(kept)).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the province listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    ...credentials,
    say: (next) => {
      saying = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await simulator.close();
    },
  };
}
