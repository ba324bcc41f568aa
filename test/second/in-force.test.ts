import { describe, expect, test } from "vitest";
import { check } from "../../functions/pipeline/support/request.ts";
import { programmeLines } from "./computation/programmes.ts";
import { catalogueWith } from "./first.ts";
import { trialProgramme } from "./provinces/trial.ts";

const catalogue = catalogueWith("nd09");
const provinceOf: Readonly<Record<string, string>> = {
  "brvt-qd-2023": "ba-ria-vung-tau",
  "brvt-kh93-2021": "ba-ria-vung-tau",
  "brvt-kh92-2021": "ba-ria-vung-tau",
  [trialProgramme.id]: trialProgramme.province,
  "quangtri-cv90-2021": "quang-tri",
  "dongnai-kh109-2022": "dong-nai",
};

/** Every period of a year with the calendar end of its last month (figures.md 6). */
const lastDays = (year: number): (readonly [period: string, day: string])[] => {
  const leap = year % 4 === 0 ? "29" : "28";
  const ends = ["31", leap, "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"];
  const endOf = (month: number): string => `${year}-${String(month).padStart(2, "0")}-${ends[month - 1]}`;
  return [
    ...ends.map((_, at) => [endOf(at + 1).slice(0, 7), endOf(at + 1)] as const),
    ...[1, 2, 3, 4].map((quarter) => [`${year}-Q${quarter}`, endOf(quarter * 3)] as const),
    ...[1, 2].map((half) => [`${year}-H${half}`, endOf(half * 6)] as const),
    [`${year}-9M`, endOf(9)],
    [`${year}`, endOf(12)],
  ];
};

const periods = [2020, 2021, 2022, 2023, 2024, 2025, 2026].flatMap(lastDays);

/** The programmes that a run takes which names none, by id; none where it is refused. */
function taken(province: string, period: string): string[] {
  const asked = {
    run: "a",
    province,
    period,
    programmes: null,
    reports: null,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
  };
  try {
    return check(asked, catalogue, new Date("2027-06-01T00:00:00Z"))
      .programmes.map(({ id }) => id)
      .sort();
  } catch {
    return [];
  }
}

describe.each(["ba-ria-vung-tau", "dong-nai", "quang-tri"])("%s", (province) => {
  test("in each period of seven years reports are made for the programmes in force on its nominal last day", () => {
    const own = Object.entries(programmeLines).filter(([id, { national }]) => national || provinceOf[id] === province);
    const wanted = periods.map(([period, day]) => {
      const ended = province === "ba-ria-vung-tau" && day > "2025-06-30";
      const ids = own.flatMap(
        ([
          id,
          {
            days: [first, last],
          },
        ]) => (!ended && first <= day && day <= last ? [id] : []),
      );
      return [period, ids.sort()];
    });
    expect(periods.map(([period]) => [period, taken(province, period)])).toEqual(wanted);
  });
});
