import { afterAll, beforeAll, expect, test } from "vitest";
import { RequestInvalid } from "../../functions/domain/failure.ts";
import { type RunningSimulator, startSimulator } from "../../functions/simulator/server.ts";
import {
  type AgencyRow,
  answersOf,
  heirOf,
  online,
  received,
  sumOf,
  type Year,
} from "../helpers/reorganisation/answers.ts";
import { notesOf, openPlace, type Place, rowsOf, type Standing } from "../helpers/reorganisation/driver.ts";
import { trialCatalogue } from "../helpers/reorganisation/programme.ts";

/** Noon of 2025-07-20 in Viet Nam: the window of July is over, and the province has ended in it. */
const now = () => new Date("2025-07-20T05:00:00Z");
const province = "ba-ria-vung-tau";
const MONTHS = [49, 50, 51, 52, 53, 54];
const TREE = { "752": "UBND huyện Long Điền", "753": "UBND huyện Long Đất" };

let simulator: RunningSimulator;
let place: Place;
let year: Year;
let report: Standing;
beforeAll(async () => {
  simulator = await startSimulator({ province, now });
  place = await openPlace({ url: simulator.url, catalogue: trialCatalogue([province], 2025), now });
  year = await answersOf({ province, now }, MONTHS);
  report = await place.run({ province, period: "2025-06" });
}, 300_000);
afterAll(async () => {
  await place.close();
  await simulator.close();
});

const figure = (scope: string, code: string) =>
  rowsOf(report.figures).find(
    (row) =>
      row["scope"] === scope && row["code"] === code && row["target"] === "online-filing" && row["basis"] === "year",
  );

test("the last report of the province is that of June 2025", async () => {
  await expect(place.run({ province, period: "2025-07" })).rejects.toThrow(RequestInvalid);
  await expect(place.run({ province, period: "2025-07" })).rejects.toThrow("Thành phố Hồ Chí Minh");
  expect(report.outcome).toBe("published");
  const all = [sumOf(year.answers, online), sumOf(year.answers, received)].map(String);
  expect([figure("province", "")?.["numerator"], figure("province", "")?.["denominator"]]).toEqual(all);
});

test("a district that took another in has the counts of both and of all their communes from the first month on", () => {
  const districtOf = (code: string): string | null | undefined => {
    const heir = year.newest.get(heirOf(year, code) ?? "");
    return heir?.level === "huyen" ? heir.code : heir?.parentCode;
  };
  const answers = year.answers.filter(({ agency }) => districtOf(agency) === "753");
  const area = figure("area", "753");
  expect(area).toMatchObject({ name: TREE["753"] });
  expect([Number(area?.["numerator"]), Number(area?.["denominator"])]).toEqual([
    sumOf(answers, online),
    sumOf(answers, received),
  ]);
  expect(figure("area", "752")).toBeUndefined();
  expect(year.inForce.has("752")).toBe(false);
});

test("the report has a note for the merged district, the merged communes and the merged departments", () => {
  const ended: AgencyRow[] = [...year.newest.values()].filter(({ code }) => !year.inForce.has(code));
  expect(ended.map(({ code }) => code)).toContain("752");
  expect(ended).toHaveLength(13);
  const notes = notesOf(report);
  for (const { code } of ended) {
    const heir = year.newest.get(heirOf(year, code) ?? "");
    expect(notes.get(code), code).toContain(`${heir?.name} (${heir?.code}) | `);
  }
});

test("no month opens with another backlog than the months before left", () => {
  expect(rowsOf(report.quality).filter(({ rule }) => rule === "carry-over-mismatch")).toEqual([]);
});

test("the report has a note for a commune that moved to another district", () => {
  const notes = notesOf(report);
  for (const code of ["26659", "26662", "26668", "26674", "26677"]) {
    expect(notes.get(code), code).toMatch(/Chuyển địa bàn .*\(752\), nay thuộc .*\(753\)/);
  }
});
