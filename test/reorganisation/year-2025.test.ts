import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProvinceId } from "../../functions/simulator/province/agencies.ts";
import { type RunningSimulator, startSimulator } from "../../functions/simulator/server.ts";
import {
  type AgencyRow,
  answersOf,
  get,
  heirOf,
  online,
  pending,
  received,
  sumOf,
  type Year,
} from "../helpers/reorganisation/answers.ts";
import { notesOf, openPlace, type Place, rowsOf, type Standing } from "../helpers/reorganisation/driver.ts";
import { programmeId, trialCatalogue } from "../helpers/reorganisation/programme.ts";

/** Noon of 2026-01-05 in Viet Nam: the year 2025 is over. */
const now = () => new Date("2026-01-05T05:00:00Z");
/** Months since 2020-12: 2025-01 … 2025-12. */
const MONTHS = Array.from({ length: 12 }, (_, i) => 49 + i);
/** The last days of agencies, as official documents write them (Nghị định 30/2020). */
const LAST_DAYS: Readonly<Record<string, string>> = {
  "2024-12-31": "31/12/2024",
  "2025-02-28": "28/02/2025",
  "2025-06-30": "30/6/2025",
};
const SPLIT = { "dong-nai": ["26449"], "quang-tri": [] };

const cases = [
  { province: "dong-nai", inForce: 110, split: SPLIT["dong-nai"] },
  { province: "quang-tri", inForce: 93, split: SPLIT["quang-tri"] },
] as const satisfies readonly { province: ProvinceId; inForce: number; split: readonly string[] }[];

describe.each(cases)("the year 2025 of $province", ({ province, inForce, split }) => {
  let simulator: RunningSimulator;
  let place: Place;
  let year: Year;
  let report: Standing;
  let rows: ReturnType<typeof rowsOf>;
  beforeAll(async () => {
    simulator = await startSimulator({ province, now });
    place = await openPlace({ url: simulator.url, catalogue: trialCatalogue([province], 2025), now });
    year = await answersOf({ province, now }, MONTHS);
    report = await place.run({ province, period: "2025" });
    rows = rowsOf(report.figures).filter(({ programme }) => programme === programmeId(province, 2025));
  }, 300_000);
  afterAll(async () => {
    await place.close();
    await simulator.close();
  });

  const figure = (scope: string, code: string, target = "online-filing", basis = "year") =>
    rows.find(
      (row) => row["scope"] === scope && row["code"] === code && row["target"] === target && row["basis"] === basis,
    );
  const dossiers = (row: ReturnType<typeof figure>) => [Number(row?.["numerator"]), Number(row?.["denominator"])];
  const ended = (): AgencyRow[] => [...year.newest.values()].filter(({ code }) => !year.inForce.has(code));

  test("the province's figures are the sum of every answer that the province gave", () => {
    const all = [sumOf(year.answers, online), sumOf(year.answers, received)];
    expect(dossiers(figure("province", ""))).toEqual(all);
    expect(dossiers(figure("province", "", "online-filing", "period"))).toEqual(all);
    expect(figure("province", "")?.["missing"]).toBe("0");
    expect(report.manifest).toMatchObject({ state: "final", gaps: [] });
  });

  test("every agency in force has its own counts and those of all whose work came to it, and no one else's", () => {
    expect(year.inForce.size).toBe(inForce);
    const heirs = Map.groupBy(year.answers, ({ agency }) => heirOf(year, agency));
    for (const code of year.inForce) {
      const answers = heirs.get(code) ?? [];
      expect(dossiers(figure("agency", code)), code).toEqual([sumOf(answers, online), sumOf(answers, received)]);
    }
    const without = new Set((heirs.get(null) ?? []).map(({ agency }) => agency));
    const levels = new Set([...without].map((code) => year.newest.get(code)?.level));
    expect(levels).toEqual(new Set(split.length > 0 ? ["huyen", "xa"] : ["huyen"]));
  });

  test("levels have what their agencies have, the communes also what divided ones had; districts have no row", () => {
    for (const level of ["so", "xa"]) {
      const answers = year.answers.filter(({ agency }) => {
        const heir = heirOf(year, agency);
        return year.newest.get(heir ?? agency)?.level === level;
      });
      expect(dossiers(figure("level", level))).toEqual([sumOf(answers, online), sumOf(answers, received)]);
    }
    expect(figure("level", "huyen")).toBeUndefined();
    expect(rows.filter(({ scope }) => scope === "area")).toEqual([]);
  });

  test("no month opens with another backlog than the months before left", () => {
    expect(rowsOf(report.quality).filter(({ rule }) => rule === "carry-over-mismatch")).toEqual([]);
  });

  test("a merged commune opens with what it and its predecessors had waiting, row by row", () => {
    const july = MONTHS[6] ?? 0;
    let merged = 0;
    for (const code of year.inForce) {
      const opening = new Map(
        year.answer(code, july + 1)?.rows.map((counts) => [counts.procedure, get(counts, "openingBacklog")]),
      );
      const sources = ended().filter(({ successors }) => successors.length === 1 && successors[0] === code);
      const left = new Map<string, number>();
      for (const source of [code, ...sources.map((each) => each.code)]) {
        for (const counts of year.answer(source, july)?.rows ?? []) {
          left.set(counts.procedure, (left.get(counts.procedure) ?? 0) + pending(counts));
        }
      }
      if (sources.some((each) => each.validTo === "2025-06-30")) merged += 1;
      for (const [procedure, sum] of left) expect(opening.get(procedure) ?? 0, `${code} ${procedure}`).toBe(sum);
      for (const [procedure, sum] of opening) expect(left.get(procedure) ?? 0, `${code} ${procedure}`).toBe(sum);
    }
    expect(merged).toBeGreaterThan(25);
  });

  test("the report has a note for every agency that ended, and says where its counts are", () => {
    const notes = notesOf(report);
    expect(ended().length).toBeGreaterThan(25);
    for (const record of ended()) {
      const heir = heirOf(year, record.code);
      const where =
        heir === null
          ? /(Chuyển cho .+|Không có cơ quan kế thừa|chưa xác định được).*; số liệu các tháng trước chỉ tính trong cấp và toàn tỉnh/
          : new RegExp(`\\(${heir}\\) \\| (Hình thành mới|Nhận sáp nhập) \\| .*\\(${record.code}\\)`);
      expect(notes.get(record.code), record.code).toMatch(where);
      expect(notes.get(record.code)).toContain(LAST_DAYS[record.validTo ?? ""]);
    }
    for (const code of split) {
      const successors = year.newest.get(code)?.successors ?? [];
      expect(successors.length).toBeGreaterThan(1);
      for (const each of successors) expect(notes.get(code)).toContain(`${year.newest.get(each)?.name} (${each})`);
    }
  });

  test("the report says how many communes have no district any more, and names those that came to another one", () => {
    const notes = notesOf(report);
    const moved = [...year.inForce].filter(
      (code) =>
        year.oldest.get(code)?.parentCode !== undefined &&
        year.oldest.get(code)?.parentCode !== year.newest.get(code)?.parentCode,
    );
    expect(moved.length).toBeGreaterThan(30);
    const left = moved.filter((code) => year.newest.get(code)?.parentCode === null);
    const said = report.report.appendices.flatMap((appendix) => appendix.notes).join(" ");
    expect(said).toContain(`${left.length} UBND cấp xã trước thuộc cấp huyện, nay không thuộc cấp huyện`);
    for (const code of moved.filter((one) => !left.includes(one)))
      expect(notes.get(code), code).toContain("Chuyển địa bàn");
  });

  test("nothing else is wrong with the data but for procedures that changed hands in the middle of a window", () => {
    // An agency that ended in a window is held against the catalogue of the window's last day, which is its heir's.
    // A simulated department or two tell nothing of their tasks, reorganised or not.
    const gone = new Set(ended().map(({ code }) => code));
    const isOfHands = ({ rule, to = "", agency = "" }: Readonly<Record<string, string>>): boolean =>
      rule === "procedure-misplaced" && ["2025-03-14", "2025-07-14"].includes(to) && gone.has(agency);
    const findings = rowsOf(report.quality).filter(({ rule }) => rule !== "tasks-missing");
    expect(findings.filter((finding) => !isOfHands(finding))).toEqual([]);
  });
});
