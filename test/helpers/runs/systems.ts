import { join } from "node:path";
import { onTestFinished } from "vitest";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import type { Province } from "../../../functions/domain/province.ts";
import { openLocalWorld } from "../../../functions/laptop/world.ts";
import type { ServicePorts, TemplateCatalogue } from "../../../functions/ports/ports.ts";
import type { Answers } from "../data/answers.ts";
import { mappingOf } from "../sources/mapped.ts";
import { fewAgencies } from "./bench.ts";
import { folder } from "./command.ts";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "./example-province.ts";
import { onPaper } from "./world.ts";

/** The ids of the two systems' mappings, which are written as the contract is. */
export const OWN = "mot-cua";
export const MINISTRY = "bo-nganh";

type Row = Record<string, unknown>;

/** Procedures that only one of the systems has, some of each. */
const isOnlyAt = (half: number, { procedure }: Row): boolean => {
  const rest = Number(String(procedure).replace(/\D/g, "")) % 5;
  return rest === half;
};

/** One half of every count of a row; nothing where only the other system has the procedure. */
function halved(row: Row, half: number): Row[] {
  if (isOnlyAt(1 - half, row)) return [];
  if (isOnlyAt(half, row)) return [row];
  const part = (value: unknown): unknown => {
    if (typeof value !== "number") return value;
    const first = Math.floor(value / 2);
    return half === 0 ? first : value - first;
  };
  return [Object.fromEntries(Object.entries(row).map(([name, value]) => [name, part(value)]))];
}

/** What one of two systems has of these counts: both together come to them. */
const halfOf = (answers: Answers, half: number): Answers => ({
  ...answers,
  counts: answers.counts.map((one) =>
    one.items === undefined ? one : { ...one, items: one.items.flatMap((row) => halved(Object(row), half)) },
  ),
});

/** Three servers: the province's API, which has no counts, and the two systems that share them. */
export interface ProvinceOfSystems {
  readonly api: ExampleProvince;
  readonly own: ExampleProvince;
  readonly ministry: ExampleProvince;
  readonly ports: ServicePorts;
  readonly warnings: readonly string[];
}

const real = loadCatalogue(new URL("../../../templates/", import.meta.url));

/** The templates, their provinces with these sources. */
const catalogueWith = (sources: Province["sources"]): TemplateCatalogue => ({
  ...real,
  province: (id) => ({ ...real.province(id), sources }),
  mappings: () => [
    mappingOf("hop-dong", { id: OWN, name: "Hệ thống một cửa của tỉnh" }),
    mappingOf("hop-dong", { id: MINISTRY, name: "Hệ thống của Bộ, ngành" }),
  ],
});

async function opened(): Promise<ExampleProvince> {
  const server = await exampleProvince();
  onTestFinished(() => server.close());
  return server;
}

/**
 * A province whose counts are at two systems, over HTTP, in a state folder of its own; documents cost nothing.
 *
 * @param answers of both systems together; three agencies of the worked example where nothing is said
 */
export async function provinceOfSystems(
  answers: Answers = fewAgencies(),
  stateDir = join(folder(), "state"),
): Promise<ProvinceOfSystems> {
  const [api, own, ministry] = [await opened(), await opened(), await opened()];
  own.behaviour.answers = halfOf(answers, 0);
  ministry.behaviour.answers = halfOf(answers, 1);
  api.behaviour.answers = { ...answers, counts: [] };
  const { PROVINCE_API_CLIENT_ID: clientId, PROVINCE_API_CLIENT_SECRET: clientSecret } = CREDENTIALS;
  const place = ({ url }: ExampleProvince) => ({ url, token: null, clientId, clientSecret });
  const warnings: string[] = [];
  const world = await openLocalWorld({
    stateDir,
    api: { url: api.url, clientId, clientSecret, maxConcurrency: 4, retryBaseMs: 0 },
    sources: { [OWN]: place(own), [MINISTRY]: place(ministry) },
    catalogue: catalogueWith([
      { mapping: OWN, system: "province" },
      { mapping: MINISTRY, system: "ministry" },
    ]),
    now: () => new Date("2023-06-20T03:00:00Z"),
    code: "test",
    progress: () => {},
    warn: (message) => warnings.push(message),
  });
  onTestFinished(() => world.close());
  return { api, own, ministry, ports: onPaper(world.ports), warnings };
}

/** The counts that a server was asked for, as agency and first day. */
export const countsAsked = ({ asked }: ExampleProvince): string[] =>
  asked
    .map((target) => new URL(target, "http://province"))
    .filter(({ pathname }) => pathname === "/v1/counts")
    .map(({ searchParams }) => `${searchParams.get("agency")} ${searchParams.get("from")}`);
