import { expect, test } from "vitest";
import type { Level } from "../../functions/domain/agency.ts";
import { type Answers, workedExample } from "../helpers/data/answers.ts";
import { composed } from "../helpers/documents/reports.ts";

/** The worked example without the agencies of a level. */
function without(level: Level): Answers {
  const whole = workedExample();
  const agencies = whole.agencies
    .filter((agency) => agency.level !== level)
    .map((agency) => (level === "huyen" ? { ...agency, parentCode: null } : agency));
  const known = new Set(agencies.map(({ code }) => code));
  return {
    ...whole,
    agencies,
    counts: whole.counts.filter(({ agency }) => known.has(agency)),
    measures: whole.measures.filter(({ agency }) => known.has(agency)),
  };
}

/** By a plan that demands other things of each level, with deadlines by level. */
const reportOf = (answers: Answers) =>
  composed({ province: "dong-nai", programmes: ["dongnai-kh109-2022"], period: "2023-06", answers });

const WORDS: Readonly<Record<Level, RegExp>> = {
  so: /Sở, ban, ngành:|\(sở, ban, ngành\)|CÁC SỞ, BAN, NGÀNH/u,
  huyen: /UBND cấp huyện|CẤP HUYỆN|Địa bàn|địa bàn cấp huyện/u,
  xa: /UBND cấp xã|CẤP XÃ/u,
};
const NAMES: Readonly<Record<Level, string>> = { so: "Sở, ban, ngành", huyen: "UBND cấp huyện", xa: "UBND cấp xã" };

/** The levels that the workbook's table of agencies has rows of. */
function levelsIn({ workbook }: ReturnType<typeof reportOf>): Set<string> {
  const sheet = workbook.sheets.find(({ name }) => name === "Đơn vị");
  const at = sheet?.columns.findIndex(({ title }) => title === "Cấp") ?? -1;
  return new Set(sheet?.rows.flatMap(({ cells }) => textsOf(cells[at])));
}

/** Every text of a value, by its way; a document's own words are quoted whoever is there. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith("“") ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

test.each(["so", "huyen", "xa"] as const)("a level without agencies (%s) leaves no words and no sheet", (level) => {
  const whole = reportOf(workedExample());
  const less = reportOf(without(level));
  const words = WORDS[level];
  // What is looked for is there where the level has agencies.
  expect(textsOf(whole.report).some((text) => words.test(text))).toBe(true);
  expect(levelsIn(whole)).toContain(NAMES[level]);

  expect(textsOf([less.report.body, less.report.appendices]).filter((text) => words.test(text))).toEqual([]);
  expect(levelsIn(less)).not.toContain(NAMES[level]);
  expect(less.workbook.sheets.some(({ name }) => name === "Địa bàn")).toBe(level === "so");
  expect(textsOf(less.workbook.sheets).filter((text) => words.test(text))).toEqual([]);
  expect(less.figures.filter((row) => row.level === level)).toEqual([]);
});
