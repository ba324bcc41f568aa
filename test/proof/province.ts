import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { z } from "zod";
import type { ProvinceId } from "../../functions/simulator/agencies.ts";
import { startSimulator } from "../../functions/simulator/server.ts";

/**
 * What the province says: as the simulator has it; with one agency's counts corrected; with one name and one code so long
 * that the snapshots they are in pass an item's 400 KB.
 */
export type Saying = "first" | "corrected" | "large";

/** The simulated province behind TLS: a function does not take credentials for any other. */
export interface Province {
  readonly credentials: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
  /** The file with the certificate to trust. */
  readonly certificate: string;
  /** From now on. @param agency whose counts are corrected or large */
  say(saying: Saying, agency: string): void;
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

/** A handful of offices: some departments, one district and some of its communes. */
function fewOf(agencies: z.infer<typeof Page>["items"]): Set<string> {
  const [departments, districts] = ["so", "huyen"].map((level) => agencies.filter((one) => one["level"] === level));
  const district = districts?.[0]?.["code"];
  const communes = agencies.filter((one) => one["parentCode"] === district);
  return new Set(
    [...(departments ?? []).slice(0, 3), ...communes.slice(0, 3)]
      .map(({ code }) => code)
      .concat(district)
      .map(String),
  );
}

/** Says what a simulated province says, with the changes that were asked for. */
class Speaker {
  readonly #few: boolean;
  #saying: Saying = "first";
  #agency = "";
  #kept: ReadonlySet<string> | null = null;

  constructor(few: boolean) {
    this.#few = few;
  }

  say(saying: Saying, agency: string): void {
    [this.#saying, this.#agency] = [saying, agency];
  }

  answer(url: URL, body: string): string {
    const page = Page.parse(JSON.parse(body));
    if (this.#few) this.#cut(url, page);
    const [first] = page.items;
    const ofOne = url.pathname === "/v1/counts" && url.searchParams.get("agency") === this.#agency;
    if (first !== undefined && this.#saying === "large" && url.pathname === "/v1/procedures") {
      first["name"] = `${first["name"]} ${noise(900_000, 1)}`;
    }
    if (ofOne && this.#saying === "large") page.items.push({ ...first, procedure: `X-${noise(900_000, 2)}` });
    if (ofOne && this.#saying === "corrected") page.items.pop();
    return JSON.stringify(page);
  }

  #cut(url: URL, page: z.infer<typeof Page>): void {
    if (url.pathname === "/v1/agencies") this.#kept ??= fewOf(page.items);
    const kept = this.#kept;
    if (kept === null || url.pathname === "/v1/procedures") return;
    page.items = page.items.filter(
      ({ code, agency }) => kept.has(String(code ?? agency)) || url.pathname === "/v1/counts",
    );
  }
}

/** A certificate for 127.0.0.1, and the folder that it lies in. */
async function certified(): Promise<{ folder: string; certificate: string; key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    keyType: "ec",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), "province-"));
  const certificate = join(folder, "certificate.pem");
  writeFileSync(certificate, cert);
  return { folder, certificate, key, cert };
}

/** @param few whether it has a handful of offices instead of all */
export async function openProvince(id: ProvinceId, few: boolean): Promise<Province> {
  const account = { clientId: "proof-client", clientSecret: `secret-${randomUUID()}` };
  const simulator = await startSimulator({ province: id, now: () => new Date(), ...account });
  const { folder, certificate, key, cert } = await certified();
  const speaker = new Speaker(few);
  const server = createServer({ key, cert }, async (request, response) => {
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
    const said = answer.ok && url.pathname.startsWith("/v1/") ? speaker.answer(url, body) : body;
    const dropped = ["content-length", "content-encoding", "connection"];
    const kept = [...answer.headers].filter(([name]) => !dropped.includes(name));
    response.writeHead(answer.status, Object.fromEntries(kept)).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the province listens on no port");
  return {
    credentials: { url: `https://127.0.0.1:${address.port}`, ...account },
    certificate,
    say: (saying, agency) => speaker.say(saying, agency),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await simulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}
