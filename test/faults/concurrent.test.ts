import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Manifest } from "../../functions/revisions/revision.ts";
import { folder, toldIn } from "../helpers/runs/command.ts";
import type { ExampleProvince } from "../helpers/runs/example-province.ts";
import { requestOf, SMALL, seriesOf, TINY } from "../helpers/runs/province.ts";
import { audit, NOTHING_SEEN } from "./audit.ts";
import { openTables } from "./injection/database.ts";
import { memoryObjects } from "./injection/objects.ts";
import { foldersIn, provinceAt, reportArgs, runCommand } from "./process.ts";
import { auditCopies, auditFolder } from "./sight.ts";
import { openWorld, type World } from "./world.ts";

const SERIES = seriesOf(SMALL);

let province: ExampleProvince;
beforeEach(async () => {
  province = await provinceAt(SMALL, "late");
});
afterEach(() => province.close());

async function withWorld(size: typeof SMALL, use: (world: World) => Promise<void>): Promise<void> {
  const tables = openTables();
  const shape = { documents: false, bodyLimit: 350_000, defect: <T>(stores: T): T => stores };
  const world = await openWorld({
    table: await tables.create(),
    objects: memoryObjects(),
    size,
    gated: false,
    ...shape,
  });
  await use(world).finally(() => tables.close());
}

function look({ stores, ledger, options: { table, objects, size } }: World, before = NOTHING_SEEN) {
  return audit({ stores, table, objects, series: seriesOf(size) }, before, ledger);
}

test.each([2, 3])("%i processes with one period at once on one state folder publish one revision", async (count) => {
  const folders = foldersIn(folder());
  const args = reportArgs(province.url, folders, SMALL.period, "--json");
  const ended = await Promise.all(Array.from({ length: count }, () => runCommand(args)));

  for (const one of ended) expect(one).toMatchObject({ code: 0 });
  const manifests = new Set(ended.map(({ stdout }) => stdout));
  expect(manifests.size).toBe(1);
  const { seen, violations } = await auditFolder(folders.state, SERIES, NOTHING_SEEN);
  expect(violations).toEqual([]);
  expect(seen.pointers).toHaveLength(1);
  expect(await auditCopies(folders.out, SERIES)).toEqual({ copies: ["r1"], leftOver: [], faults: [] });
});

test("two series at once on one state folder are both published", async () => {
  const folders = foldersIn(folder());
  const periods = ["2023-01", "2023-02"] as const;
  const ended = await Promise.all(
    periods.map((period) => runCommand(reportArgs(province.url, folders, period, "--json"))),
  );

  for (const [at, period] of periods.entries()) {
    const { code, stdout, stderr } = ended[at] ?? {};
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(Manifest.parse(JSON.parse(stdout ?? ""))).toMatchObject({ series: seriesOf({ period }), revision: 1 });
    const { seen, violations } = await auditFolder(folders.state, seriesOf({ period }), NOTHING_SEEN);
    expect(violations).toEqual([]);
    expect(seen.pointers).toHaveLength(1);
  }
});

test("twenty triggers of one period at once publish one revision", async () => {
  await withWorld(TINY, async (world) => {
    world.stage = "late";
    const triggers = Array.from({ length: 20 }, (_, at) => world.run(requestOf(TINY, "late", `trigger-${at}`)));
    const outcomes = await Promise.all(triggers);

    expect(outcomes.filter((outcome) => outcome === "published")).toHaveLength(1);
    const { seen, violations, manifest } = await look(world);
    expect(violations).toEqual([]);
    expect(seen.pointers).toHaveLength(1);
    expect(manifest).toMatchObject({ revision: 1, state: "final" });
  });
});

test("a clock that runs backwards between two runs numbers the revisions in the order of their publication", async () => {
  await withWorld(TINY, async (world) => {
    await world.run(requestOf(TINY, "first", "first"));
    const first = await look(world);
    world.stage = "late";
    world.setClock(new Date("2023-02-01T00:00:00Z"));
    expect(await world.run(requestOf(TINY, "late", "back"))).toBe("published");
    const second = await look(world, first.seen);

    expect([...first.violations, ...second.violations]).toEqual([]);
    expect(second.manifest).toMatchObject({ revision: 2, state: "final" });
    expect(Date.parse(second.manifest?.publishedAt ?? "")).toBeLessThan(Date.parse(first.manifest?.publishedAt ?? ""));
    world.setClock(new Date("2019-02-01T00:00:00Z"));
    await expect(world.run(requestOf(TINY, "late", "before"))).rejects.toMatchObject({ name: "RequestInvalid" });
    expect((await look(world, second.seen)).seen.pointers).toHaveLength(2);
  });
});

test("a state folder of a newer version is refused with one sentence and left as it is", async () => {
  const folders = foldersIn(folder());
  mkdirSync(folders.state);
  writeFileSync(join(folders.state, "version.json"), '{"schema":2}');
  const ended = await runCommand(reportArgs(province.url, folders, SMALL.period));

  expect(ended.code).toBe(1);
  expect(toldIn(ended.stderr)).toEqual([
    expect.stringMatching(
      /^Thư mục dữ liệu .* do phiên bản mới hơn của chương trình ghi .*; cập nhật chương trình rồi chạy lại\.$/,
    ),
  ]);
  expect(readFileSync(join(folders.state, "version.json"), "utf8")).toBe('{"schema":2}');
});
