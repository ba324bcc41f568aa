import { addDays, format } from "date-fns";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  kindOf,
  monthBefore,
  monthsLeft,
  monthsOf,
  nextOf,
  nominalLastDayOf,
  Period,
  previousOf,
  twelveMonthsTo,
  windowOf,
  windowOfMonth,
  windowOfMonths,
  yearEarlierOf,
  yearToDateOf,
} from "../../functions/domain/period.ts";

const years = fc.integer({ min: 2001, max: 2098 });
const schemes = fc.constantFrom("nd09" as const, "calendar" as const);
const kinds = ["-01", "-02", "-06", "-11", "-12", "-Q1", "-Q2", "-Q3", "-Q4", "-H1", "-H2", "-9M", ""] as const;
const periods = fc.tuple(years, fc.constantFrom(...kinds)).map(([year, kind]) => `${year}${kind}`);

const dayAfter = (day: string): string => format(addDays(new Date(`${day}T12:00:00`), 1), "yyyy-MM-dd");

describe("the days a period counts", () => {
  test.each([
    ["2023-06", "nd09", "2023-05-15", "2023-06-14"],
    ["2023-06", "calendar", "2023-06-01", "2023-06-30"],
    ["2023-01", "nd09", "2022-12-15", "2023-01-14"],
    ["2024-02", "calendar", "2024-02-01", "2024-02-29"],
    ["2023-Q1", "nd09", "2022-12-15", "2023-03-14"],
    ["2023-Q2", "nd09", "2023-03-15", "2023-06-14"],
    ["2023-Q2", "calendar", "2023-04-01", "2023-06-30"],
    ["2023-Q3", "nd09", "2023-06-15", "2023-09-14"],
    ["2023-Q4", "nd09", "2023-09-15", "2023-12-14"],
    ["2023-H1", "nd09", "2022-12-15", "2023-06-14"],
    ["2023-H2", "nd09", "2023-06-15", "2023-12-14"],
    ["2023-H2", "calendar", "2023-07-01", "2023-12-31"],
    ["2023-9M", "nd09", "2022-12-15", "2023-09-14"],
    ["2023", "nd09", "2022-12-15", "2023-12-14"],
    ["2023", "calendar", "2023-01-01", "2023-12-31"],
  ] as const)("%s under %s runs from %s to %s", (period, scheme, from, to) => {
    expect(windowOf(period, scheme)).toEqual({ from, to });
  });

  test("months follow each other without a gap and tile their year", () => {
    fc.assert(
      fc.property(years, schemes, (year, scheme) => {
        const windows = monthsOf(String(year)).map((month) => windowOfMonth(month, scheme));
        for (const [index, window] of windows.entries()) {
          expect(window.from <= window.to).toBe(true);
          const next = windows[index + 1];
          if (next !== undefined) expect(dayAfter(window.to)).toBe(next.from);
        }
        expect({ from: windows[0]?.from, to: windows.at(-1)?.to }).toEqual(windowOf(String(year), scheme));
        expect(dayAfter(windowOf(String(year), scheme).to)).toBe(windowOf(String(year + 1), scheme).from);
      }),
    );
  });

  test("every period is exactly its months, and its year to date ends with them", () => {
    fc.assert(
      fc.property(periods, schemes, (period, scheme) => {
        const months = monthsOf(period);
        const toDate = yearToDateOf(period);
        expect(toDate[0]).toBe(`${period.slice(0, 4)}-01`);
        expect(toDate.slice(-months.length)).toEqual(months);
        expect(windowOf(period, scheme).from).toBe(windowOfMonth(months[0] ?? "", scheme).from);
        expect(windowOf(period, scheme).to).toBe(windowOfMonth(months.at(-1) ?? "", scheme).to);
      }),
    );
  });

  test("the period before ends on the evening before this one begins", () => {
    fc.assert(
      fc.property(periods, schemes, (period, scheme) => {
        const previous = previousOf(period);
        if (previous === null) expect(period).toMatch(/9M$/);
        else expect(dayAfter(windowOf(previous, scheme).to)).toBe(windowOf(period, scheme).from);
      }),
    );
  });
});

test.each([
  "2023-13",
  "2023-00",
  "2023-Q5",
  "2023-Q0",
  "2023-H3",
  "2023-6",
  "2023-6M",
  "23-06",
  "2023-06 ",
  "",
  "1999",
])("%j is no period", (text) => {
  expect(Period.safeParse(text).success).toBe(false);
});

test.each([
  ["2023-06", "2023-05", "2022-06"],
  ["2023-01", "2022-12", "2022-01"],
  ["2023-Q1", "2022-Q4", "2022-Q1"],
  ["2023-Q3", "2023-Q2", "2022-Q3"],
  ["2023-H1", "2022-H2", "2022-H1"],
  ["2023-H2", "2023-H1", "2022-H2"],
  ["2023", "2022", "2022"],
  ["2023-9M", null, "2022-9M"],
])("%s is compared with %s and a year earlier with %s", (period, previous, earlier) => {
  expect(previousOf(period)).toBe(previous);
  expect(yearEarlierOf(period)).toBe(earlier);
});

test.each([
  ["2023-06", "2023-07"],
  ["2023-12", "2024-01"],
  ["2023-Q1", "2023-Q2"],
  ["2023-Q3", "2023-Q4"],
  ["2023-Q4", "2024-Q1"],
  ["2023-H1", "2023-H2"],
  ["2023-H2", "2024-H1"],
  ["2023-9M", "2023"],
  ["2023", "2024"],
])("%s is followed by %s", (period, next) => {
  expect(nextOf(period)).toBe(next);
  expect(Period.safeParse(next).success).toBe(true);
});

test.each([
  ["2023-06", "month"],
  ["2023-Q2", "quarter"],
  ["2023-H2", "half"],
  ["2023-9M", "nine-months"],
  ["2023", "year"],
])("%s is a %s", (period, kind) => {
  expect(kindOf(period)).toBe(kind);
});

test("no months have no window", () => {
  expect(() => windowOfMonths([], "nd09")).toThrow(RangeError);
});

test.each([
  ["2023-06", "2022-07", "2023-06"],
  ["2023-12", "2023-01", "2023-12"],
  ["2023-Q1", "2022-04", "2023-03"],
  ["2023-9M", "2022-10", "2023-09"],
  ["2023", "2023-01", "2023-12"],
])("the twelve months of %s run from %s to %s", (period, first, last) => {
  const months = twelveMonthsTo(period);
  expect([months.length, months[0], months.at(-1)]).toEqual([12, first, last]);
  expect(months.slice(1).map(monthBefore)).toEqual(months.slice(0, -1));
});

test("a deadline is held against the calendar end of the period's last month", () => {
  expect(nominalLastDayOf("2023-11")).toBe("2023-11-30");
  expect(nominalLastDayOf("2024-02")).toBe("2024-02-29");
  expect(nominalLastDayOf("2023-9M")).toBe("2023-09-30");
});

test("the pace counts the months after the period up to and including the deadline's", () => {
  expect(monthsLeft("2023-06", "2023-11-30")).toBe(5);
  expect(monthsLeft("2023-11", "2023-11-30")).toBe(0);
  expect(monthsLeft("2024-01", "2023-11-30")).toBe(0);
  expect(monthsLeft("2022-Q4", "2023-01-31")).toBe(1);
});

describe("a special period", () => {
  const period = "2025-06-27--2025-12-14";

  test("is one window under every scheme, its own month and its own year", () => {
    for (const scheme of ["nd09", "calendar"] as const) {
      expect(windowOf(period, scheme)).toEqual({ from: "2025-06-27", to: "2025-12-14" });
    }
    expect([monthsOf(period), yearToDateOf(period), twelveMonthsTo(period)]).toEqual([[period], [period], [period]]);
  });

  test("has none before it and none a year earlier; a deadline is held against the end of its last month", () => {
    expect([previousOf(period), yearEarlierOf(period), monthBefore(period)]).toEqual([null, null, null]);
    expect(nominalLastDayOf(period)).toBe("2025-12-31");
    expect(monthsLeft(period, "2026-02-28")).toBe(2);
    expect(nextOf(period)).toBe("2026-01");
  });

  test.each(["2025-12-14--2025-06-27", "2025-06-31--2025-12-14", "2025-06-27-2025-12-14"])("%s is none", (text) => {
    expect(Period.safeParse(text).success).toBe(false);
  });
});
