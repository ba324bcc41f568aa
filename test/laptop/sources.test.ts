import { expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { type LocalOptions, openLocalWorld } from "../../functions/laptop/world.ts";
import type { TemplateCatalogue } from "../../functions/ports/ports.ts";
import { folder } from "../helpers/runs/command.ts";
import { MAY, openCpsRow, PLAIN_TOKEN } from "../helpers/sources/mapped.ts";
import { agencyRow, countsRow, DAY, page } from "../helpers/sources/rows.ts";
import { stubProvince } from "../helpers/sources/stub.ts";

const real = loadCatalogue(new URL("../../templates/", import.meta.url));

/** The templates, their provinces with a source of counts. */
const catalogue: TemplateCatalogue = {
  ...real,
  province: (id) => ({ ...real.province(id), sources: [{ mapping: "opencps", system: "province" }] }),
};

const patience = { maxConcurrency: 2, retryBaseMs: 1 };

async function provinceOver(api: LocalOptions["api"], sources: LocalOptions["sources"] = {}) {
  const quiet = { progress: () => {}, warn: () => {} };
  const place = { stateDir: folder(), code: "thu-nghiem", now: () => new Date("2023-06-20T03:00:00Z") };
  return openLocalWorld({ ...place, ...quiet, api, sources, catalogue });
}

test("a province that names a source has its counts from there, its lists from its API; a simulated one from the simulator", async () => {
  const contract = await stubProvince(({ url }) =>
    page(url.pathname.endsWith("/agencies") ? [agencyRow("77-STTTT")] : [countsRow("1.1")]),
  );
  const beside = await stubProvince([{ json: { data: [openCpsRow("Bưu chính")] } }]);
  const api = { url: contract.url, clientId: "a", clientSecret: "b", ...patience };
  const account = { url: beside.url, token: PLAIN_TOKEN, clientId: null, clientSecret: null };
  const [world, simulated] = [
    await provinceOver(api, { opencps: account }),
    await provinceOver(new Map([["dong-nai", api]])),
  ];
  try {
    const province = world.ports.api("dong-nai");
    expect((await province.agencies(DAY)).rows).toHaveLength(1);
    expect(province.systems("77-STTTT", MAY)).toEqual(["opencps"]);
    expect((await province.counts("77-STTTT", MAY, "opencps")).rows).toMatchObject([{ field: "Bưu chính" }]);
    expect(simulated.ports.api("dong-nai").systems("77-STTTT", MAY)).toEqual([]);
    expect((await simulated.ports.api("dong-nai").counts("77-STTTT", MAY)).rows).toEqual([countsRow("1.1")]);
    expect(beside.data).toHaveLength(1);
  } finally {
    await Promise.all([world.close(), simulated.close()]);
  }
});

test("a source whose address nobody has set stops the run by name", async () => {
  const world = await provinceOver({ url: "http://127.0.0.1:1", clientId: "a", clientSecret: "b", ...patience });
  try {
    expect(() => world.ports.api("dong-nai")).toThrow(
      expect.objectContaining({ name: "SettingInvalid", atTerminal: expect.stringContaining("SOURCE_OPENCPS_URL") }),
    );
  } finally {
    await world.close();
  }
});
