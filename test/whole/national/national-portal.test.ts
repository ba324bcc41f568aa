import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PORTAL_ANSWERS } from "../../../functions/domain/national/answers.ts";
import { manifestOf } from "../../../functions/pipeline/support/compile.ts";
import { verify } from "../../../functions/pipeline/verify.ts";
import type { ServicePorts } from "../../../functions/ports/ports.ts";
import { prefixOf } from "../../../functions/revisions/revision.ts";
import { folder } from "../../helpers/runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../../helpers/runs/example-province.ts";
import { onPaper, runSteps, world } from "../../helpers/runs/world.ts";
import {
  type FakePortal,
  fakePortal,
  type PortalMode,
  pageOf,
  portalClient,
  recorded,
} from "../../helpers/sources/national-portal.ts";

const SERIES = "ba-ria-vung-tau/2023-06";
/** June 2023 is over by the calendar, too. */
const AFTER = "2023-07-03T03:00:00Z";

let province: ExampleProvince;
let portal: FakePortal;
beforeEach(async () => {
  province = await exampleProvince();
  portal = await fakePortal();
  // The recorded answers are Phú Thọ's.
  portal.edit = (body) => body.replaceAll("UBND tỉnh Phú Thọ", "UBND tỉnh Bà Rịa - Vũng Tàu");
});
afterEach(() => province.close());

/** A laptop that asks the portal as well. */
async function laptop(now = AFTER) {
  const { ports: given, warnings } = await world(province, folder());
  const clock = (): Date => new Date(now);
  const { portal: nationalPortal } = portalClient(portal, { now: clock, answerTimeoutMs: 1_000 });
  const ports: ServicePorts = { ...given, now: clock, nationalPortal };
  const ofPortal = (): string[] => warnings.filter((one) => one.includes("Cổng Dịch vụ công"));
  return { ports, ofPortal };
}

async function published(ports: ServicePorts) {
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing is published");
  const manifest = await manifestOf(ports.objects, pointer);
  const csv = await ports.objects.get(`${prefixOf(pointer)}/cross-check.csv`);
  const rows: Record<string, string>[] = parse(new TextDecoder().decode(csv ?? new Uint8Array()), {
    ...{ bom: true, columns: true },
  });
  return { pointer, manifest, rows };
}

test("a run with the portal publishes the cross-check with the report, and can be made again byte by byte", async () => {
  const { ports, ofPortal } = await laptop();

  expect(await runSteps(ports, "one")).toBe("new");

  const { manifest, rows } = await published(ports);
  expect(manifest.files.map(({ name }) => name)).toContain("cross-check.csv");
  expect(manifest.nationalPortal).toEqual({ missed: null });
  expect(manifest.dataAsOf).toBe("2023-06-15T06:00:00+07:00");
  const kept = manifest.snapshots.filter(({ kind }) => kind === "national-portal");
  expect(kept.map(({ from, to, vintage }) => [from, to, vintage])).toEqual(
    Array.from({ length: 7 }, () => ["2023-06-01", "2023-06-30", 1]),
  );
  expect(rows[0]).toMatchObject({
    ...{ agency: "tỉnh Bà Rịa - Vũng Tàu", code: "", measure: "on-time" },
    ...{ portal_numerator: "144625", portal_denominator: "184513", captured_at: "2023-07-03T03:00:00.000Z" },
  });
  expect(Number(rows[0]?.["ours_denominator"])).toBeGreaterThan(0);
  expect(ofPortal()).toEqual([]);
  expect(await verify(ports, SERIES, null)).toMatchObject({ damaged: [], lost: [], differing: [] });
});

test("what the portal alone says otherwise is kept and publishes nothing", async () => {
  const { ports: real } = await laptop();
  const ports = onPaper(real);
  await runSteps(ports, "one");
  const before = portal.edit;
  portal.edit = (body, name) => before(body, name, 1).replaceAll("144625", "144626");

  expect(await runSteps(ports, "two")).toBe("nothing-new");

  const [changed] = (
    await ports.snapshots.latestOfWindow({
      ...{ province: "ba-ria-vung-tau", synthetic: false, kind: "national-portal" },
      ...{ from: "2023-06-01", to: "2023-06-30" },
    })
  ).filter(({ vintage }) => vintage === 2);
  expect(changed?.agency).toBe("dvc-progress-tree");
});

const MODES: readonly (readonly [PortalMode, RegExp])[] = [
  ["forbidden", /403/],
  ["html", /không phải là JSON/],
  ["silent", /quá thời hạn trả lời/],
];

test.each(MODES)("%s: the report is published, and the cross-check says why it is empty", async (mode, why) => {
  portal.mode = mode;
  const { ports, ofPortal } = await laptop();

  expect(await runSteps(onPaper(ports), "one")).toBe("new");

  const { manifest, rows } = await published(ports);
  expect(ofPortal()).toEqual([expect.stringMatching(why)]);
  expect(manifest.nationalPortal?.missed).toMatch(why);
  expect(rows[0]).toMatchObject({ portal_numerator: "", captured_at: "", note: expect.stringMatching(why) });
  expect(portal.asked).toHaveLength(1);
});

test("where asking again fails, the answers of the run before stand", async () => {
  const { ports: real, ofPortal } = await laptop();
  const ports = onPaper(real);
  await runSteps(ports, "one");
  portal.mode = "forbidden";
  province.behaviour.answers = { ...province.behaviour.answers, measures: [] };
  province.behaviour.status = "provisional";

  expect(await runSteps(ports, "two", true)).toBe("new");

  const { manifest, rows } = await published(ports);
  expect(manifest.revision).toBe(2);
  expect(ofPortal()).toEqual([expect.stringMatching(/403/)]);
  expect(rows[0]).toMatchObject({ portal_numerator: "144625", captured_at: "2023-07-03T03:00:00.000Z" });
});

test("a calendar month that is not over is not asked for, and that is said", async () => {
  const { ports, ofPortal } = await laptop("2023-06-20T03:00:00Z");

  expect(await runSteps(onPaper(ports), "one")).toBe("new");

  expect(portal.asked).toEqual([]);
  expect(ofPortal()).toEqual([]);
  expect((await published(ports)).rows[0]?.["note"]).toMatch(/chưa kết thúc nên chưa hỏi Cổng/);
});

test("without the portal there is neither file nor note of it", async () => {
  const { ports } = await world(province, folder());

  await runSteps(onPaper(ports), "one");

  const { manifest } = await published(ports);
  expect(manifest.files.map(({ name }) => name)).not.toContain("cross-check.csv");
  expect("nationalPortal" in manifest).toBe(false);
});

/** The portal's answers of a month, as an earlier run would have kept them. */
async function keepMay(ports: ServicePorts, edit: (body: string) => string): Promise<void> {
  for (const name of PORTAL_ANSWERS) {
    const key = { province: "ba-ria-vung-tau", synthetic: false, kind: "national-portal" as const, agency: name };
    const read = "2023-06-05T03:00:00.000Z";
    await ports.snapshots.save(
      { ...key, from: "2023-05-01", to: "2023-05-31" },
      { status: "provisional", dataAsOf: read, askedAt: read, rows: [{ body: edit(recorded(name)), sha256: "" }] },
    );
  }
}

test("places moved are those since the evaluation that is stored of the period before: no request more, and made again byte by byte", async () => {
  const { ports } = await laptop();
  const [agency] = province.behaviour.answers.agencies;
  const named = (body: string): string =>
    body
      .replaceAll("UBND tỉnh Phú Thọ", "UBND tỉnh Bà Rịa - Vũng Tàu")
      .replaceAll("Sở Công Thương", agency?.name ?? "");
  portal.edit = named;
  await keepMay(ports, (body) => named(body).replaceAll("13.78", "3.78"));

  expect(await runSteps(ports, "one")).toBe("new");

  const { manifest, rows } = await published(ports);
  expect(portal.asked).toHaveLength(7);
  const months = manifest.snapshots.filter(({ kind }) => kind === "national-portal").map(({ from }) => from);
  expect(Map.groupBy(months, (from) => from).get("2023-05-01")).toHaveLength(6);
  expect(rows.find(({ code, measure }) => code === agency?.code && measure === "TDGQ")?.["note"]).toMatch(
    /tăng 1 bậc so với tháng trước\.$/,
  );
  expect(await verify(ports, SERIES, null)).toMatchObject({ damaged: [], lost: [], differing: [] });
});

test("an answer of several pages is kept page by page and made again from all of them", async () => {
  const { ports: real } = await laptop();
  const ports = onPaper(real);
  const before = portal.edit;
  portal.edit = (body, name, page) =>
    name === "transparency" ? pageOf(before(body, name, page), page, { size: 2 }) : before(body, name, page);
  await runSteps(ports, "one");

  const { manifest } = await published(ports);
  const kept = manifest.snapshots.filter(({ kind }) => kind === "national-portal").map(({ agency }) => agency);
  expect(kept.filter((name) => name.startsWith("transparency"))).toEqual([
    "transparency",
    "transparency.2",
    "transparency.3",
  ]);
  portal.mode = "forbidden";
  province.behaviour.status = "provisional";
  await runSteps(ports, "two", true);
  const again = (await published(ports)).manifest.snapshots.filter(({ kind }) => kind === "national-portal");
  expect(again.map(({ agency }) => agency)).toEqual(kept);
});
