import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { z } from "zod";
import type { ProvinceId } from "../../functions/simulator/province/agencies.ts";
import { startSimulator } from "../../functions/simulator/server.ts";
import { Chance } from "../helpers/chance.ts";

/**
 * What the province says: as the simulator has it; with one agency's counts corrected; with names so long, and in one
 * month so many rows of codes so long, that the snapshots they are in pass an item's 400 KB; nothing, to no question.
 */
export type Saying = "first" | "corrected" | "large" | "nothing";

/** The simulated province behind TLS: a function does not take credentials for any other. */
export interface Province {
  readonly credentials: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
  /** The file with the certificate to trust. */
  readonly certificate: string;
  /** From now on. @param agency whose counts are corrected or large */
  say(saying: Saying, agency?: string): void;
  close(): Promise<void>;
}

const Page = z.looseObject({ items: z.array(z.looseObject({})), nextCursor: z.string().nullable().optional() });

/** Pages of rows that the large month has beside the simulator's, and rows on each. */
const LARGE = { pages: 13, rows: 450 };
const LARGE_CURSOR = /^large-(\d+)$/;

/** Text that hardly compresses, the same for the same number. */
function noise(length: number, seed: number): string {
  const chance = new Chance("noise", seed);
  let text = "";
  while (text.length < length) text += chance.below(2 ** 32).toString(36);
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

/** How many agencies a province has: a handful, as many as the simulator knows, or so many in all. */
export type Size = "few" | "all" | number;

/** Behind the code of a commune that was made of another one's answers. */
const TWIN = /-T\d+$/;

/** Pages of twins, beside the one page of the simulator's own. */
const TWINS_A_PAGE = 200;
const TWINS_CURSOR = /^twins-(\d+)$/;

/** Says what a simulated province says, with the changes that were asked for. */
class Speaker {
  readonly #size: Size;
  #saying: Saying = "first";
  #agency = "";
  #month: string | null = null;
  #kept: ReadonlySet<string> | null = null;

  constructor(size: Size) {
    this.#size = size;
  }

  say(saying: Saying, agency: string): void {
    [this.#saying, this.#agency] = [saying, agency];
  }

  get isSilent(): boolean {
    return this.#saying === "nothing";
  }

  answer(url: URL, body: string): string {
    const page = Page.parse(JSON.parse(body));
    if (this.#size === "few") this.#cut(url, page);
    if (typeof this.#size === "number" && url.pathname === "/v1/agencies") this.#grow(url, page, this.#size);
    const ofOne = url.pathname === "/v1/counts" && url.searchParams.get("agency") === this.#agency;
    if (this.#saying === "large" && url.pathname === "/v1/procedures") {
      for (const item of page.items)
        item["name"] = noise(1_000, Number(String(item["code"]).replaceAll(/\D/g, "")) % 2 ** 31);
    }
    if (ofOne && this.#saying === "large") this.#enlarge(url, page);
    if (ofOne && this.#saying === "corrected") page.items.pop();
    return JSON.stringify(page);
  }

  /** The first month that is asked for has more pages than the simulator's. */
  #enlarge(url: URL, page: z.infer<typeof Page>): void {
    this.#month ??= url.searchParams.get("from");
    if (url.searchParams.get("from") !== this.#month || typeof page.nextCursor === "string") return;
    const number = Number(LARGE_CURSOR.exec(url.searchParams.get("cursor") ?? "")?.[1] ?? 0);
    const [first] = page.items;
    if (number > 0) {
      const codes = noise(100 * LARGE.rows, number).match(/.{100}/g) ?? [];
      page.items = codes.map((procedure) => ({ ...first, procedure }));
    }
    page.nextCursor = number < LARGE.pages ? `large-${number + 1}` : null;
  }

  /** After the list come pages of twins of its communes, under names and codes of their own. */
  #grow(url: URL, page: z.infer<typeof Page>, size: number): void {
    const number = Number(TWINS_CURSOR.exec(url.searchParams.get("cursor") ?? "")?.[1] ?? 0);
    const communes = page.items.filter(({ level }) => level === "xa");
    const twins = Array.from({ length: Math.max(0, size - page.items.length) }, (_, at) => {
      const one = communes[at % communes.length];
      const twin = Math.floor(at / communes.length) + 2;
      return { ...one, code: `${one?.["code"]}-T${twin}`, name: `${one?.["name"]} ${twin}`, successors: [] };
    });
    if (number > 0) page.items = twins.slice((number - 1) * TWINS_A_PAGE, number * TWINS_A_PAGE);
    page.nextCursor = number * TWINS_A_PAGE < twins.length ? `twins-${number + 1}` : null;
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

/** A simulated province of this size behind TLS. */
export async function openProvince(id: ProvinceId, size: Size): Promise<Province> {
  const account = { clientId: "proof-client", clientSecret: `secret-${randomUUID()}` };
  const simulator = await startSimulator({ province: id, now: () => new Date(), ...account });
  const { folder, certificate, key, cert } = await certified();
  const speaker = new Speaker(size);
  const server = createServer({ key, cert }, async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (speaker.isSilent) return;
    const given = Object.entries(request.headers).filter(([name]) => !["host", "connection"].includes(name));
    const asked = new URL(request.url ?? "/", simulator.url);
    const cursor = asked.searchParams.get("cursor") ?? "";
    if (LARGE_CURSOR.test(cursor) || TWINS_CURSOR.test(cursor)) asked.searchParams.delete("cursor");
    const agency = asked.searchParams.get("agency");
    if (agency !== null) asked.searchParams.set("agency", agency.replace(TWIN, ""));
    const answer = await fetch(asked, {
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
    say: (saying, agency = "") => speaker.say(saying, agency),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await simulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}
