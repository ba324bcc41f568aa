import type { Day } from "./period.ts";

/** A source's clock may be ahead of ours by so much; what is dated later still is no reading that has happened. */
const CLOCKS_APART_MS = 5 * 60_000;

/** What is wrong with the RFC 3339 instant of an answer that came now, in the words of `answer-invalid`; or null. */
export const futureFault = (dataAsOf: string, now: Date) =>
  Date.parse(dataAsOf) > now.getTime() + CLOCKS_APART_MS
    ? { procedure: "", expected: "dataAsOf <= now", actual: `dataAsOf=${JSON.stringify(dataAsOf)}` }
    : null;

/** Whether an RFC 3339 instant lies before the end of a day in Việt Nam, which keeps UTC+7 all year round. */
export const isBeforeEndOf = (instant: string, day: Day): boolean =>
  Date.parse(instant) < Date.parse(`${day}T00:00:00+07:00`) + 24 * 3_600_000;
