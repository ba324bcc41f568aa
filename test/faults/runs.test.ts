import { afterEach, beforeAll, expect, test } from "vitest";
import type { TemplateCatalogue } from "../../functions/ports/ports.ts";
import type { Fault } from "../../functions/simulator/answers/faults.ts";
import { startSimulator } from "../../functions/simulator/server.ts";
import { openPlace, type Place, rowsOf, type Standing } from "../helpers/reorganisation/driver.ts";
import { programmeId, trialCatalogue } from "../helpers/reorganisation/programme.ts";

const FIRST = new Date("2021-01-20T05:00:00Z");
const LATER = new Date("2021-01-27T05:00:00Z");
const COUNTS = "/v1/counts";
const REQUEST = { province: "quang-tri", period: "2021-01" };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

let catalogue: TemplateCatalogue;
let faultless: Standing;
beforeAll(async () => {
  catalogue = trialCatalogue(["quang-tri"], 2021);
  faultless = await (await world([])).place.run(REQUEST);
});

interface World {
  readonly place: Place;
  /** Moves the clock of the simulator and of the runs to LATER. */
  pass(): void;
}

async function world(faults: readonly Fault[], documents = false): Promise<World> {
  let instant = FIRST;
  const now = () => instant;
  const simulator = await startSimulator({ province: "quang-tri", now, faults });
  const place = await openPlace({ url: simulator.url, catalogue, now, documents });
  open.push(simulator.close, place.close);
  return {
    place,
    pass: () => {
      instant = LATER;
    },
  };
}

const provinceRow = (standing: Standing) =>
  rowsOf(standing.figures).find(
    (row) =>
      row["programme"] === programmeId("quang-tri", 2021) &&
      row["scope"] === "province" &&
      row["target"] === "online-filing" &&
      row["basis"] === "period",
  );

/** What is so in the simulated province, whatever the faults: a department tells nothing of its tasks, four communes receive nothing. */
const SILENT = "tasks-missing | warning | 45-SGDDT | tasks | absent";

const findings = (standing: Standing) =>
  rowsOf(standing.quality)
    .map(({ rule, severity, agency, expected, actual }) => [rule, severity, agency, expected, actual].join(" | "))
    .filter((line) => line !== SILENT && !line.startsWith("no-activity-unusual | "));

test("faults that heal within the retries leave the figures as if they had never been", async () => {
  const at = { path: COUNTS };
  const { place } = await world(
    [
      { kind: "cut-off", agency: "45-STP", times: 2, ...at },
      { kind: "html", agency: "45-SNV", times: 1, ...at },
      { kind: "too-many-requests", retryAfterSeconds: 30, as: "seconds", agency: "461", times: 1, ...at },
      { kind: "too-many-requests", retryAfterSeconds: 60, as: "date", agency: "462", times: 2, ...at },
      { kind: "unavailable", agency: "464", times: 3, ...at },
      { kind: "revoked-token", agency: "19333", times: 1, ...at },
      { kind: "slow", ms: 200, agency: "19339", times: 1, ...at },
      { kind: "reset", agency: "19342", times: 2, ...at },
      { kind: "moving-data", path: "/v1/procedures", times: 1 },
      { kind: "unavailable", path: "/v1/agencies", times: 2 },
      { kind: "html", path: "/v1/measures", times: 1 },
      { kind: "cut-off", path: "/v1/tasks", times: 2 },
    ],
    true,
  );
  const standing = await place.run(REQUEST);
  expect(standing.figures).toBe(faultless.figures);
  expect(standing.quality).toBe(faultless.quality);
  expect(findings(standing)).toEqual([]);
  expect(standing.manifest).toMatchObject({ revision: 1, state: "final", gaps: [] });
  expect(standing.manifest.snapshots).toEqual(faultless.manifest.snapshots);
  expect(place.waits.toSorted((a, b) => a - b).slice(-3)).toEqual([30_000, 60_000, 60_000]);
});

test("faults that stay are gaps with their rule; once they are gone the next revision is the faultless one", async () => {
  const until = LATER;
  const at = { path: COUNTS, until };
  const { place, pass } = await world([
    { kind: "late-agency", agency: "19333", ...at },
    { kind: "unavailable", agency: "461", ...at },
    { kind: "too-many-requests", retryAfterSeconds: 1, as: "date", agency: "462", ...at },
    { kind: "reset", agency: "464", ...at },
    { kind: "html", agency: "45-SNV", ...at },
    { kind: "cut-off", agency: "45-STP", ...at },
    { kind: "broken-row", field: "resolvedLate", value: -3, agency: "45-SYT", ...at },
    { kind: "broken-row", field: "payments", agency: "45-SXD", ...at },
  ]);
  const early = await place.run(REQUEST);
  expect(findings(early)).toEqual([
    "agency-missing | gap | 19333 | counts | 404",
    "agency-missing | gap | 461 | counts | 503",
    "agency-missing | gap | 462 | counts | 429",
    "agency-missing | gap | 464 | counts | connection reset",
    "answer-invalid | gap | 45-SNV | JSON of the contract | not JSON",
    "answer-invalid | gap | 45-STP | JSON of the contract | not JSON",
    "answer-invalid | gap | 45-SXD | integer >= 0 | payments=absent",
    "answer-invalid | gap | 45-SYT | integer >= 0 | resolvedLate=-3",
  ]);
  expect(early.manifest).toMatchObject({ revision: 1, state: "provisional" });
  expect(provinceRow(early)?.["missing"]).toBe("8");
  expect(Number(provinceRow(early)?.["denominator"])).toBeLessThan(Number(provinceRow(faultless)?.["denominator"]));

  expect((await place.run(REQUEST)).outcome).toBe("nothing-new");

  pass();
  const late = await place.run(REQUEST);
  expect(late.manifest).toMatchObject({ revision: 2, state: "final", gaps: [] });
  expect(late.figures).toBe(faultless.figures);
  expect(late.quality).toBe(faultless.quality);
});

test("provisional figures make a provisional report, the final ones the next revision", async () => {
  const { place, pass } = await world([{ kind: "provisional", agency: "461", path: COUNTS, until: LATER }]);
  const early = await place.run(REQUEST);
  expect(findings(early)).toEqual(["provisional | notice | 461 | final | provisional"]);
  expect(early.manifest).toMatchObject({ revision: 1, state: "provisional" });
  expect(early.report.labels).toContain("SỐ LIỆU TẠM TÍNH");
  expect(Number(provinceRow(early)?.["numerator"])).toBeLessThan(Number(provinceRow(faultless)?.["numerator"]));
  expect(provinceRow(early)?.["denominator"]).toBe(provinceRow(faultless)?.["denominator"]);

  pass();
  const late = await place.run(REQUEST);
  expect(late.manifest).toMatchObject({ revision: 2, state: "final" });
  expect(late.report.labels).not.toContain("SỐ LIỆU TẠM TÍNH");
  expect(late.figures).toBe(faultless.figures);
});

test("a correction of closed counts is seen with a refresh only, and makes a revision", async () => {
  const { place, pass } = await world([{ kind: "uncorrected", agency: "461", path: COUNTS, until: LATER }]);
  const wrong = await place.run(REQUEST);
  expect(wrong.manifest).toMatchObject({ revision: 1, state: "final" });
  expect(wrong.figures).not.toBe(faultless.figures);

  pass();
  const unaware = await place.run(REQUEST);
  expect(unaware.outcome).toBe("nothing-new");
  expect(unaware.figures).toBe(wrong.figures);
  const corrected = await place.run({ ...REQUEST, refresh: true });
  expect(corrected).toMatchObject({ outcome: "published", manifest: { revision: 2, state: "final" } });
  expect(corrected.figures).toBe(faultless.figures);
});

test("a refresh that fails keeps what is stored, says so, and is no reason for a revision by itself", async () => {
  const { place, pass } = await world([{ kind: "unavailable", agency: "461", path: COUNTS, since: LATER }]);
  await place.run(REQUEST);
  pass();
  expect((await place.run({ ...REQUEST, refresh: true })).outcome).toBe("nothing-new");

  const other = await world([
    { kind: "unavailable", agency: "461", path: COUNTS, since: LATER },
    { kind: "uncorrected", agency: "462", path: COUNTS, until: LATER },
  ]);
  await other.place.run(REQUEST);
  other.pass();
  const standing = await other.place.run({ ...REQUEST, refresh: true });
  expect(standing.manifest).toMatchObject({ revision: 2, state: "final" });
  expect(findings(standing)).toEqual(["refresh-failed | warning | 461 | counts | 503"]);
  expect(standing.figures).toBe(faultless.figures);
});

test.each([
  ["measures", 155],
  ["tasks", 30],
] as const)("the list of %s alone may fail: its %i agencies are named, the report is made", async (list, agencies) => {
  const { place } = await world([{ kind: "html", path: `/v1/${list}` }]);
  const standing = await place.run(REQUEST);
  const named = rowsOf(standing.quality).filter(({ rule }) => rule === `${list}-missing`);
  expect(new Set(named.map(({ agency }) => agency)).size).toBe(agencies);
  expect(named).toHaveLength(agencies);
  expect(findings(standing).filter((line) => !line.startsWith(`${list}-missing`))).toEqual([]);
  expect(provinceRow(standing)).toEqual(provinceRow(faultless));
});

test.each<readonly [string, Fault, string]>([
  ["a token that is refused again and again", { kind: "revoked-token", path: COUNTS, until: LATER }, "AccessDenied"],
  [
    "a list of agencies that is out of reach",
    { kind: "unavailable", path: "/v1/agencies", until: LATER },
    "ProvinceUnavailable",
  ],
  [
    "a catalogue that is never of one instant",
    { kind: "moving-data", path: "/v1/procedures", until: LATER },
    "ProvinceUnavailable",
  ],
  [
    "a broken catalogue",
    { kind: "broken-row", field: "level", value: "thon", path: "/v1/procedures", until: LATER },
    "AnswerInvalid",
  ],
])("%s fails the run by name and publishes nothing; the next run goes on", async (_name, fault, name) => {
  const { place, pass } = await world([fault]);
  await expect(place.run(REQUEST)).rejects.toMatchObject({ name });
  expect(await place.ports.revisions.current("quang-tri/2021-01")).toBeNull();
  pass();
  const standing = await place.run(REQUEST);
  expect(standing.manifest).toMatchObject({ revision: 1, state: "final" });
  expect(standing.figures).toBe(faultless.figures);
});
