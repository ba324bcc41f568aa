import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PeriodKind, windowOf } from "../../functions/domain/period.ts";
import {
  dayAt,
  followedOn,
  latestEnded,
  reportingMonths,
  runName,
  watchedFrom,
} from "../../functions/revisions/cadence.ts";
import { cronOf, daysTooEarly, delayOf } from "../../functions/revisions/timetable.ts";
import type { WorkingDays } from "../../functions/revisions/working-days.ts";

/** A year with these days off and these days of a weekend worked. */
const calendar =
  (off: readonly string[], working: readonly string[] = []): WorkingDays =>
  () => ({ off: new Set(off), working: new Set(working), confirmed: true });
const NONE = calendar([]);

describe("the day of an instant", () => {
  it.each([
    ["2023-06-14T22:00:00Z", "2023-06-15"],
    ["2023-06-14T16:59:59Z", "2023-06-14"],
    ["2023-12-31T17:00:00Z", "2024-01-01"],
    ["2023-06-15T05:00:00+07:00", "2023-06-15"],
  ])("%s is %s in Việt Nam", (instant, day) => {
    expect(dayAt(new Date(instant))).toBe(day);
  });
});

describe("the period of a scheduled day", () => {
  // Nghị định 09/2019/NĐ-CP Điều 12: a month's figures end with its 14th day.
  it.each([
    ["month", "2023-06-15", "nd09", "2023-06"],
    ["month", "2023-06-14", "nd09", "2023-05"],
    ["month", "2023-07-14", "nd09", "2023-06"],
    ["month", "2024-01-14", "nd09", "2023-12"],
    ["month", "2024-01-15", "nd09", "2024-01"],
    ["quarter", "2023-06-15", "nd09", "2023-Q2"],
    ["quarter", "2023-09-14", "nd09", "2023-Q2"],
    ["quarter", "2023-03-14", "nd09", "2022-Q4"],
    ["half", "2023-12-15", "nd09", "2023-H2"],
    ["half", "2023-12-14", "nd09", "2023-H1"],
    ["nine-months", "2023-09-15", "nd09", "2023-9M"],
    ["nine-months", "2023-09-14", "nd09", "2022-9M"],
    ["year", "2023-12-15", "nd09", "2023"],
    ["year", "2023-12-14", "nd09", "2022"],
    ["month", "2023-07-01", "calendar", "2023-06"],
    ["month", "2023-06-30", "calendar", "2023-05"],
    ["quarter", "2024-01-02", "calendar", "2023-Q4"],
  ] as const)("%s on %s by %s is %s", (kind, day, scheme, period) => {
    expect(latestEnded(kind, day, scheme)).toBe(period);
  });

  it("has ended before that day, and none that is newer has", () => {
    const day = fc.date({ min: new Date("2021-01-01"), max: new Date("2040-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(
        day,
        fc.constantFrom(...PeriodKind.options),
        fc.constantFrom("nd09", "calendar"),
        (date, kind, scheme) => {
          const today = date.toISOString().slice(0, 10);
          const { to } = windowOf(latestEnded(kind, today, scheme), scheme);
          expect(to < today).toBe(true);
          const next = new Date(`${to}T12:00:00Z`);
          next.setUTCDate(next.getUTCDate() + 1);
          expect(windowOf(latestEnded(kind, next.toISOString().slice(0, 10), scheme), scheme).to).toBe(to);
        },
      ),
    );
  });
});

describe("the day from which a report must be there", () => {
  const due = { scheme: "nd09", due: 25, margin: 1 } as const;

  it.each([
    // The 25th: a Thursday, a Sunday, a Saturday, a Monday (calendar of 2023 and 2024).
    ["2023-05", "2023-05-24"],
    ["2023-06", "2023-06-22"],
    ["2023-11", "2023-11-23"],
    ["2023-12", "2023-12-22"],
    ["2023-Q2", "2023-06-22"],
  ])("of %s is %s: a working day before the last one up to the 25th", (period, day) => {
    expect(watchedFrom(period, due, NONE)).toBe(day);
  });

  it("passes over public holidays", () => {
    // Tết 2025: 25/1 is a Saturday; the days before it are worked.
    expect(watchedFrom("2025-01", due, calendar(["2025-01-24"]))).toBe("2025-01-22");
  });

  it("may be a Saturday that is worked for a day that was swapped", () => {
    // 2/5/2025 was swapped for Saturday, 26/4: the last working day before Monday, 28/4.
    expect(watchedFrom("2025-04", { ...due, due: 28 }, calendar(["2025-05-02"], ["2025-04-26"]))).toBe("2025-04-26");
  });

  it("of a calendar month lies in the next one", () => {
    expect(watchedFrom("2023-12", { scheme: "calendar", due: 5, margin: 0 }, NONE)).toBe("2024-01-05");
  });
});

/** The provinces since 1/7/2025. */
const PROVINCES = (
  "an-giang bac-ninh ca-mau can-tho cao-bang da-nang dak-lak dien-bien dong-nai dong-thap gia-lai ha-noi ha-tinh " +
  "hai-phong ho-chi-minh hue hung-yen khanh-hoa lai-chau lam-dong lang-son lao-cai nghe-an ninh-binh phu-tho quang-ngai " +
  "quang-ninh quang-tri son-la tay-ninh thai-nguyen thanh-hoa tuyen-quang vinh-long"
).split(" ");

describe("a timetable", () => {
  const entry = { kind: "quarter", days: [15, 20], hours: [5], minute: 30, due: 25, margin: 1 } as const;

  it("reports a quarter in its last month by Nghị định 09, in the month after by the calendar", () => {
    expect(reportingMonths("quarter", "nd09")).toEqual([3, 6, 9, 12]);
    expect(reportingMonths("quarter", "calendar")).toEqual([1, 4, 7, 10]);
    expect(reportingMonths("month", "nd09")).toHaveLength(12);
    expect(reportingMonths("year", "nd09")).toEqual([12]);
  });

  it("is a cron expression of EventBridge Scheduler", () => {
    const start = { ...entry, days: [...entry.days], hours: [5] };
    expect(cronOf(start, "nd09", 0)).toBe("cron(30 5 15,20 3,6,9,12 ? *)");
    expect(cronOf({ ...start, minute: 45 }, "nd09", 20)).toBe("cron(5 5 15,20 3,6,9,12 ? *)");
  });

  it("is shifted by the province, so that of the 34 no more than four start in one minute, within half an hour", () => {
    const delays = PROVINCES.map(delayOf);
    expect(PROVINCES).toHaveLength(34);
    expect(Math.max(...delays)).toBeLessThan(30);
    const together = Map.groupBy(delays, (delay) => delay);
    expect(Math.max(...[...together.values()].map((same) => same.length))).toBeLessThanOrEqual(4);
    // FNV-1a by hand: a change would start a province's run of the day twice.
    expect(["dong-nai", "quang-tri"].map(delayOf)).toEqual([2, 7]);
  });

  it("has no day on which the period has not ended", () => {
    expect(daysTooEarly({ ...entry, days: [1, 14, 15, 28] }, "nd09")).toEqual([1, 14]);
    expect(daysTooEarly({ ...entry, days: [1, 14] }, "calendar")).toEqual([]);
  });
});

describe("the name of a run", () => {
  it("holds province, period and cause, in signs that Step Functions takes", () => {
    expect(runName("dong-nai", "2026-12", "2026-12-14T22:00:00Z")).toBe("dong-nai_2026-12_2026-12-14T22-00-00Z");
    expect(runName("dong-nai", "2026-12", "yêu cầu/1")).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
  });

  it("is refused where it would be longer than 80, since a shortened one could be another run's", () => {
    expect(runName("a".repeat(60), "2026-12", "x".repeat(11))).toHaveLength(80);
    expect(() => runName("a".repeat(60), "2026-12", "x".repeat(12))).toThrow(/longer than 80/);
  });
});

describe("the reports that are looked at again", () => {
  const rules = { scheme: "nd09", due: 25, follow: 30 } as const;
  const on = (kind: "month" | "quarter", day: string, follow = 30) =>
    followedOn(kind, day, { ...rules, follow }).map(({ period, isLastDay }) => `${period}${isLastDay ? " last" : ""}`);

  it.each([
    ["2023-06-15", ["2023-06", "2023-05"]],
    ["2023-06-24", ["2023-06", "2023-05 last"]],
    ["2023-06-25", ["2023-06"]],
    ["2023-07-14", ["2023-06"]],
    ["2023-07-25", ["2023-07", "2023-06 last"]],
    ["2024-01-14", ["2023-12"]],
  ])("on %s are those of %j, each until thirty days after its due day", (day, periods) => {
    expect(on("month", day)).toEqual(periods);
  });

  it("are as many as the days after the due day leave", () => {
    expect(on("month", "2023-06-25", 0)).toEqual(["2023-06 last"]);
    expect(on("month", "2023-06-26", 0)).toEqual([]);
    expect(on("month", "2023-06-15", 90)).toEqual(["2023-06", "2023-05", "2023-04", "2023-03"]);
    expect(on("quarter", "2023-07-20", 60)).toEqual(["2023-Q2"]);
  });
});
