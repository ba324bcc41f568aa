import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeEach, expect, test } from "vitest";
import { RequestInvalid, SettingInvalid } from "../../../functions/domain/failure.ts";
import { manifestOf } from "../../../functions/pipeline/support/compile.ts";
import { verify } from "../../../functions/pipeline/verify.ts";
import type { ServicePorts } from "../../../functions/ports/ports.ts";
import { prefixOf } from "../../../functions/revisions/revision.ts";
import { copyOfTemplates } from "../../helpers/catalogue/templates.ts";
import { folder } from "../../helpers/runs/command.ts";
import { onPaper, runSteps, world } from "../../helpers/runs/world.ts";
import { type FakePortal, fakePortal, portalClient } from "../../helpers/sources/national-portal.ts";
import { tellsOfPhuTho } from "../../helpers/sources/phu-tho.ts";

const AUGUST = { province: "phu-tho", period: "2026-08" };
/** The only address of an API: nobody listens there. */
const NOBODY = { url: "http://127.0.0.1:9" };

let portal: FakePortal;
beforeEach(async () => {
  portal = await fakePortal();
  tellsOfPhuTho(portal);
});

/** Phú Thọ as a province that the portal alone tells of. */
async function phuTho(): Promise<ServicePorts> {
  const templates = copyOfTemplates();
  const own = { id: "phu-tho", fedBy: "national-portal", regime: { scheme: "calendar" } };
  writeFileSync(join(templates, "provinces/phu-tho.json"), JSON.stringify(own));
  const { ports } = await world(NOBODY, folder(), templates);
  const now = (): Date => new Date("2026-09-26T18:14:41Z");
  return { ...ports, now, nationalPortal: portalClient(portal, { now }).portal };
}

const run = (ports: ServicePorts, id: string, of = AUGUST) => runSteps(ports, id, false, false, of);

async function published(ports: ServicePorts) {
  const pointer = await ports.revisions.current("phu-tho/2026-08");
  if (pointer === null) throw new Error("nothing is published");
  const rows = async (name: string): Promise<Record<string, string>[]> => {
    const bytes = await ports.objects.get(`${prefixOf(pointer)}/${name}`);
    return parse(new TextDecoder().decode(bytes ?? new Uint8Array()), { bom: true, columns: true });
  };
  return { manifest: await manifestOf(ports.objects, pointer), rows };
}

test("Phú Thọ's August 2026 is reported of its 163 units from the portal's figures, with the official scores beside", async () => {
  const ports = await phuTho();

  expect(await run(ports, "one")).toBe("new");

  const { manifest, rows } = await published(ports);
  const figures = await rows("figures.csv");
  const paid = figures.filter(({ indicator, basis }) => indicator === "paid-online-dossiers" && basis === "period");
  expect(paid.find(({ scope }) => scope === "province")).toMatchObject({ numerator: "82913", denominator: "98459" });
  expect(paid.filter(({ scope }) => scope === "agency")).toHaveLength(163);
  const unknown = figures.filter(({ indicator }) => indicator === "on-time" || indicator === "online-filing");
  expect(new Set(unknown.map(({ numerator, denominator }) => `${numerator}/${denominator}`))).toEqual(new Set(["/"]));
  expect(manifest).toMatchObject({ synthetic: false, state: "provisional" });
  const crossCheck = await rows("cross-check.csv");
  expect(crossCheck.find(({ code, measure }) => code === "" && measure === "TDGQ")).toMatchObject({
    portal_score: "15.68",
    portal_max: "20",
  });
  expect(await verify(ports, "phu-tho/2026-08", null)).toMatchObject({ damaged: [], lost: [], differing: [] });
}, 300_000);

test("a repeat says nothing new, and the months before are not asked for", async () => {
  const ports = onPaper(await phuTho());
  await run(ports, "one");
  const { manifest } = await published(ports);

  expect(manifest.snapshots.filter(({ kind }) => kind === "counts").map(({ month }) => month)).toEqual(
    Array.from({ length: 163 }, () => "2026-08"),
  );
  expect(await run(ports, "two")).toBe("nothing-new");
});

test("a quarter is refused, as the portal's months do not add up; so is everything without the portal's address", async () => {
  const ports = await phuTho();

  const quarter = run(ports, "one", { ...AUGUST, period: "2026-Q2" });
  await expect(quarter).rejects.toThrow(RequestInvalid);
  await expect(quarter).rejects.toThrow(/chỉ lập được báo cáo tháng\.$/);
  const without = run({ ...ports, nationalPortal: null }, "two");
  await expect(without).rejects.toThrow(SettingInvalid);
  await expect(without).rejects.toMatchObject({ atTerminal: expect.stringContaining("đặt NATIONAL_PORTAL_URL và") });
  expect(portal.asked).toEqual([]);
});

test("where the portal does not answer, the run ends by name and nothing is published", async () => {
  const ports = await phuTho();
  portal.mode = "forbidden";

  await expect(run(ports, "one")).rejects.toMatchObject({ name: "ProvinceUnavailable" });
  expect(await ports.revisions.current("phu-tho/2026-08")).toBeNull();
});
