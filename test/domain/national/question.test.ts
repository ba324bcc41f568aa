import { expect, test } from "vitest";
import { portalQuestion } from "../../../functions/domain/national/question.ts";

test("a month is asked for by its calendar days, whatever days the regime counts", () => {
  expect(portalQuestion("2026-02", "2026-03-01")).toEqual({
    period: { timeType: "month", year: 2026, month: 2 },
    window: { from: "2026-02-01", to: "2026-02-28" },
  });
});

test("a quarter and a year are asked for as such", () => {
  expect(portalQuestion("2026-Q3", "2026-10-01")).toMatchObject({
    period: { timeType: "quarter", year: 2026, quarter: 3 },
    window: { from: "2026-07-01", to: "2026-09-30" },
  });
  expect(portalQuestion("2026", "2027-01-01")).toMatchObject({ period: { timeType: "year", year: 2026 } });
});

test.each([
  ["2026-08", "2026-08-31"],
  ["2026-Q3", "2026-09-26"],
  ["2026", "2026-12-31"],
])("%s is not over on %s, so that it is not asked for", (period, today) => {
  expect(portalQuestion(period, today)).toBe("not-over");
});

test.each(["2026-H1", "2026-H2", "2026-9M", "2025-06-27--2025-12-14"])(
  "the portal has no such period as %s",
  (period) => {
    expect(portalQuestion(period, "2027-06-01")).toBe("no-such-period");
  },
);
