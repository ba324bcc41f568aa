import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { systemAnswerName } from "../../../functions/domain/mapping/answer-name.ts";
import { collect } from "../../../functions/pipeline/collect.ts";
import { plan } from "../../../functions/pipeline/plan.ts";
import { manifestOf } from "../../../functions/pipeline/support/compile.ts";
import { COLLECTED, Collected } from "../../../functions/pipeline/support/notes.ts";
import { verify } from "../../../functions/pipeline/verify.ts";
import type { ServicePorts } from "../../../functions/ports/ports.ts";
import { prefixOf } from "../../../functions/revisions/revision.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { fewAgencies } from "../../helpers/runs/bench.ts";
import { folder } from "../../helpers/runs/command.ts";
import { exampleProvince } from "../../helpers/runs/example-province.ts";
import { countsAsked, MINISTRY, OWN, type ProvinceOfSystems, provinceOfSystems } from "../../helpers/runs/systems.ts";
import { onPaper, runSteps, world } from "../../helpers/runs/world.ts";

const PROVINCE = "ba-ria-vung-tau";
const SERIES = `${PROVINCE}/2023-06`;
const AGENCY = "Z1.S01";
const JUNE = { from: "2023-05-15", to: "2023-06-14" };
/** The first days of the months from January to June 2023, by Nghị định 09/2019. */
const MONTHS = ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15", "2023-04-15", "2023-05-15"];

async function publishedOf(ports: ServicePorts) {
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) throw new Error("nothing is published");
  const file = async (name: string): Promise<string> =>
    new TextDecoder().decode((await ports.objects.get(`${prefixOf(pointer)}/${name}`)) ?? new Uint8Array());
  return { manifest: await manifestOf(ports.objects, pointer), file };
}

const snapshotKey = (system: string, window = JUNE) => ({
  ...{ province: PROVINCE, synthetic: false, kind: "source-counts" as const, ...window },
  agency: systemAnswerName({ agency: AGENCY, system }),
});

/** The ministry's system does not answer questions about this agency's June. */
const silence = ({ ministry }: ProvinceOfSystems): void =>
  void ministry.behaviour.instead.set(`/v1/counts?agency=${AGENCY}&from=${JUNE.from}`, { status: 500, body: "" });

async function planned(ports: ServicePorts, run: string, refresh = false): Promise<void> {
  const about = { province: PROVINCE, period: "2023-06", programmes: null, reports: null };
  await plan(ports, { run, ...about, refresh, provisional: false, reissue: false });
}

const noteOf = async (ports: ServicePorts, run: string): Promise<Collected> =>
  Collected.parse(await ports.runs.get(run, `${COLLECTED}${AGENCY}`));

describe("two systems of each agency", () => {
  test("come to the figures of one source that gives the sums, each with its own vintages, and are proven", async () => {
    const apart = await provinceOfSystems(workedExample());
    expect(await runSteps(apart.ports, "one")).toBe("new");
    const { manifest, file } = await publishedOf(apart.ports);
    const single = await exampleProvince();
    const whole = onPaper((await world(single, folder())).ports);
    expect(await runSteps(whole, "one")).toBe("new");
    await single.close();

    const sums = await publishedOf(whole);
    const figures = await file("figures.csv");
    expect(figures.split("\n").length).toBeGreaterThan(100);
    expect(figures).toBe(await sums.file("figures.csv"));
    const of = (kind: string) => manifest.snapshots.filter((one) => one.kind === kind);
    const wanted = sums.manifest.snapshots.filter((one) => one.kind === "counts");
    expect(of("counts")).toEqual([]);
    expect(of("source-counts").map(({ agency, month }) => `${agency} ${month}`)).toEqual(
      [MINISTRY, OWN].flatMap((id) => wanted.map(({ agency, month }) => `${id}/${agency} ${month}`)),
    );
    expect(manifest.gaps.map(({ agency, window }) => [agency, window])).toEqual(
      sums.manifest.gaps.map(({ agency, window }) => [agency, window]),
    );
    expect(countsAsked(apart.api)).toEqual([]);
    expect(await verify(apart.ports, SERIES, null)).toMatchObject({ damaged: [], lost: [], differing: [] });
  });

  test("are asked for again only where they are not final, and a repeat publishes nothing", async () => {
    const place = await provinceOfSystems();
    expect(await runSteps(place.ports, "one")).toBe("new");
    const before = [place.own, place.ministry].map((server) => countsAsked(server).length);
    expect(await runSteps(place.ports, "two")).toBe("nothing-new");
    const gaps = (await publishedOf(place.ports)).manifest.gaps.length;
    const after = [place.own, place.ministry].map((server) => countsAsked(server).length);
    expect(after.map((count, at) => count - (before[at] ?? 0)).every((more) => more <= gaps)).toBe(true);
  });
});

describe("one of two systems that is silent", () => {
  test("leaves the agency missing by name and reason, with nothing of it counted; the next run asks that one only", async () => {
    const place = await provinceOfSystems();
    silence(place);
    await planned(place.ports, "one");
    await collect(place.ports, { run: "one", agency: AGENCY });
    const { refs, gaps } = await noteOf(place.ports, "one");

    expect(gaps).toEqual([
      {
        ...{ rule: "agency-missing", agency: AGENCY, procedure: "", window: JUNE },
        ...{ expected: "counts", actual: `500, system ${MINISTRY}` },
      },
    ]);
    expect(refs.filter(({ from }) => from === JUNE.from)).toEqual([]);
    expect(refs).toHaveLength(2 * (MONTHS.length - 1));
    const stored = await place.ports.snapshots.latest(snapshotKey(OWN));
    expect(stored).toMatchObject({ vintage: 1 });

    place.ministry.behaviour.instead.clear();
    for (const server of [place.own, place.ministry]) server.asked.length = 0;
    await planned(place.ports, "two");
    await collect(place.ports, { run: "two", agency: AGENCY });
    expect([countsAsked(place.own), countsAsked(place.ministry)]).toEqual([[], [`${AGENCY} ${JUNE.from}`]]);
    const second = await noteOf(place.ports, "two");
    expect(second.gaps).toEqual([]);
    expect(second.refs.filter(({ from }) => from === JUNE.from)).toMatchObject([
      stored,
      { agency: systemAnswerName({ agency: AGENCY, system: MINISTRY }), vintage: 1 },
    ]);
  });

  test("is in no figure of the report, which is provisional; once it is there the cause is named", async () => {
    const place = await provinceOfSystems();
    silence(place);
    expect(await runSteps(place.ports, "one")).toBe("new");
    const first = await publishedOf(place.ports);
    expect(first.manifest.state).toBe("provisional");
    const juneOf = (manifest: typeof first.manifest) =>
      manifest.snapshots.filter(({ agency, from }) => agency.endsWith(`/${AGENCY}`) && from === JUNE.from);
    expect(juneOf(first.manifest)).toEqual([]);
    expect(await first.file("quality.csv")).toContain(`500, system ${MINISTRY}`);

    place.ministry.behaviour.instead.clear();
    expect(await runSteps(place.ports, "two")).toBe("new");
    const second = await publishedOf(place.ports);
    expect(juneOf(second.manifest)).toHaveLength(2);
    expect(await second.file("changes.csv")).toContain(`source-counts:${MINISTRY}:${AGENCY}:2023-06:added`);
    expect(await verify(place.ports, SERIES, 1)).toMatchObject({ lost: [], differing: [] });
  });

  test("at a refresh leaves its stored vintage, and says that it was asked for again", async () => {
    const place = await provinceOfSystems();
    await planned(place.ports, "one");
    await collect(place.ports, { run: "one", agency: AGENCY });
    silence(place);
    await planned(place.ports, "two", true);
    await collect(place.ports, { run: "two", agency: AGENCY });
    const { refs, gaps } = await noteOf(place.ports, "two");
    expect(gaps).toMatchObject([{ rule: "refresh-failed", window: JUNE, actual: `500, system ${MINISTRY}` }]);
    expect(refs).toEqual((await noteOf(place.ports, "one")).refs);
  });
});

test("a step that is killed between two systems keeps what the first gave, and goes on with the other", async () => {
  const place = await provinceOfSystems();
  const { ports } = place;
  const killing: ServicePorts = {
    ...ports,
    api: (province) => {
      const api = ports.api(province);
      return {
        ...api,
        counts: async (agency, window, system) => {
          if (system === MINISTRY && window.from === JUNE.from) throw new TypeError("killed");
          return api.counts(agency, window, system);
        },
      };
    },
  };
  await planned(ports, "one");
  await expect(collect(killing, { run: "one", agency: AGENCY })).rejects.toThrow("killed");
  expect(await ports.snapshots.latest(snapshotKey(OWN))).toMatchObject({ vintage: 1 });
  expect(await ports.snapshots.latest(snapshotKey(MINISTRY))).toBeNull();

  for (const server of [place.own, place.ministry]) server.asked.length = 0;
  await collect(ports, { run: "one", agency: AGENCY });
  expect([countsAsked(place.own), countsAsked(place.ministry)]).toEqual([[], [`${AGENCY} ${JUNE.from}`]]);
  const { refs, gaps } = await noteOf(ports, "one");
  expect([refs.length, gaps]).toEqual([2 * MONTHS.length, []]);
});

describe("what a system has sent", () => {
  async function sent() {
    const stateDir = join(folder(), "state");
    const place = await provinceOfSystems(fewAgencies(), stateDir);
    const items = place.ministry.behaviour.answers.counts.find(
      (one) => one.agency === AGENCY && one.from === JUNE.from,
    )?.items;
    // Written as JSON.stringify would not write it.
    const body = `{ "items": ${JSON.stringify(items)},\n "nextCursor":null, "dataAsOf": "2023-06-15T06:00:00+07:00", "status":"final" }`;
    place.ministry.behaviour.instead.set(`/v1/counts?agency=${AGENCY}&from=${JUNE.from}`, { status: 200, body });
    expect(await runSteps(place.ports, "one")).toBe("new");
    const kept = join(stateDir, "objects/snapshots/source");
    const hash = createHash("sha256").update(body).digest("hex");
    return { ...place, kept, body, hash, key: `snapshots/source/${hash}.gz` };
  }

  test("is kept byte by byte beside the vintage that was read from it; a repeat writes nothing", async () => {
    const { ports, kept, body, hash, key } = await sent();
    const ref = await ports.snapshots.latest(snapshotKey(MINISTRY));
    if (ref === null) throw new Error("nothing is stored");
    expect(await ports.snapshots.rawAnswers(ref)).toEqual([
      { key, sha256: hash, bytes: Buffer.byteLength(body), isWhole: true },
    ]);
    const packed = await ports.objects.get(key);
    expect(gunzipSync(packed ?? new Uint8Array()).toString("utf8")).toBe(body);
    const files = readdirSync(kept).sort();
    expect(files.length).toBeGreaterThan(1);
    for (const name of files) {
      const text = gunzipSync((await ports.objects.get(`snapshots/source/${name}`)) ?? new Uint8Array()).toString();
      expect(text).toMatch(/"items"/);
      expect(text).not.toContain("the-token");
    }
    await runSteps(ports, "two", true);
    expect(readdirSync(kept).sort()).toEqual(files);
  });

  test("and is lost or damaged since, is named when the revision is proven, which is made again all the same", async () => {
    const { ports, kept, hash, key } = await sent();
    writeFileSync(join(kept, `${hash}.gz`), "khác");
    expect(await verify(ports, SERIES, null)).toMatchObject({
      damaged: [`câu trả lời gốc của nguồn số liệu ${MINISTRY} cho ${AGENCY} (${key})`],
      lost: [],
      differing: [],
    });
  });
});
