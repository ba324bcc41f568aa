import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadHolidays } from "../../functions/catalogue/holidays.ts";
import { listedYear } from "../../functions/revisions/working-days.ts";
import { folder } from "../helpers/runs/command.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe("the list of a year", () => {
  // Assembled by hand from the notices: weekdays off, days of a weekend that are worked.
  it.each<[string, string, string, boolean]>([
    ["2023", "0102 0120 0123 0124 0125 0126 0501 0502 0503 0901 0904", "", true],
    ["2024", "0101 0208 0209 0212 0213 0214 0418 0429 0430 0501 0902 0903", "0504", true],
    ["2025", "0101 0127 0128 0129 0130 0131 0407 0430 0501 0502 0901 0902", "0426", true],
    ["2026", "0101 0102 0216 0217 0218 0219 0220 0427 0430 0501 0831 0901 0902", "0110 0822", true],
    ["2027", "0101 0204 0205 0208 0209 0210 0416 0430 0503 0902 0903", "", false],
  ])("%s has the days of the Government's notices", (year, off, working, confirmed) => {
    const list = loadHolidays(TEMPLATES).find(({ id }) => id === year);
    const known = list === undefined ? null : listedYear(list);
    const short = (days: Iterable<string>): string => [...days].map((day) => day.slice(5).replace("-", "")).join(" ");
    expect(short([...(known?.off ?? [])].filter((day) => !isWeekend(day)))).toBe(off);
    expect(short(known?.working ?? [])).toBe(working);
    expect(known?.confirmed).toBe(confirmed);
    expect(list?.sources.length).toBeGreaterThan(1);
  });

  it("knows 24/11 with its source, and does not count it until somebody confirms it", () => {
    const list = loadHolidays(TEMPLATES).find(({ id }) => id === "2026");
    expect(list?.proposed).toMatchObject([{ day: "2026-11-24", source: expect.stringContaining("28/2026/QH16") }]);
    expect(list === undefined ? null : listedYear(list).off.has("2026-11-24")).toBe(false);
  });
});

const Written = z.looseObject({ off: z.array(z.looseObject({ from: z.string(), to: z.string() })) });
type Written = z.infer<typeof Written>;

describe("a list that would make a deadline wrong is refused with file, field and reason:", () => {
  const without = (day: string) => (list: Written) => ({ ...list, off: list.off.filter(({ from }) => from !== day) });
  it.each<[string, (list: Written) => object, RegExp]>([
    [
      "Tết of two days",
      (list) => ({
        ...without("2026-02-16")(list),
        off: list.off.map((one) => (one.from === "2026-02-16" ? { ...one, to: "2026-02-17" } : one)),
      }),
      /mục off: thiếu đủ 5 ngày Tết Âm lịch/,
    ],
    ["no 1/1", without("2026-01-01"), /mục off: thiếu ngày 01\/01\/2026/],
    ["no 2/9", without("2026-09-01"), /mục off: thiếu ngày 02\/09\/2026/],
    [
      "a day of another year",
      (list) => ({ ...list, working: [{ day: "2025-01-11", name: "x" }] }),
      /ngày 11\/01\/2025 không thuộc năm 2026/,
    ],
    [
      "a worked day that is no weekend",
      (list) => ({ ...list, working: [{ day: "2026-01-09", name: "x" }] }),
      /working\[0\]\.day đang ghi "2026-01-09": ngày làm bù 09\/01\/2026 phải là/,
    ],
    [
      "a day both off and worked",
      (list) => ({ ...list, working: [{ day: "2026-04-26", name: "x" }] }),
      /working\[0\]\.day đang ghi "2026-04-26": ngày 26\/04\/2026 vừa/,
    ],
    [
      "a last day before the first",
      (list) => ({ ...list, off: [...list.off, { from: "2026-12-02", to: "2026-12-01", name: "x" }] }),
      /off\[\d+\]\.to đang ghi "2026-12-01": ngày cuối phải từ ngày đầu 02\/12\/2026 trở đi/,
    ],
    [
      "a day that is none",
      (list) => ({ ...list, off: [...list.off, { from: "2026-02-30", to: "2026-02-30", name: "x" }] }),
      /ngày có thật/,
    ],
    ["no source", (list) => ({ ...list, sources: [] }), /mục sources/],
    ["another year's name", (list) => ({ ...list, id: "2031" }), /mục (id|off)/],
  ])("%s", (_name, change, words) => {
    const root = folder();
    cpSync(TEMPLATES, root, { recursive: true });
    const file = join(root, "holidays/2026.json");
    writeFileSync(file, JSON.stringify(change(Written.parse(JSON.parse(readFileSync(file, "utf8"))))));
    const load = () => loadHolidays(pathToFileURL(`${root}/`));
    expect(load).toThrow(/holidays\/2026\.json/);
    expect(load).toThrow(words);
  });
});
