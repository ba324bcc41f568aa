import { type Day, kindOf, type Period, type Window, windowOf } from "../period.ts";

/** A calendar period as the national portal is asked for it (Quyết định 766/QĐ-TTg, the public page's own service). */
type PortalPeriod =
  | { readonly timeType: "month"; readonly year: number; readonly month: number }
  | { readonly timeType: "quarter"; readonly year: number; readonly quarter: number }
  | { readonly timeType: "year"; readonly year: number };

/** What the portal is asked: a period that is over, and its days by the calendar. */
export interface PortalQuestion {
  readonly period: PortalPeriod;
  readonly window: Window;
}

/** Why it is not asked: it has no such period (half a year, nine months, a special one), or the period is not over. */
export type NotAsked = "no-such-period" | "not-over";

function portalPeriod(period: Period): PortalPeriod | null {
  const year = Number(period.slice(0, 4));
  switch (kindOf(period)) {
    case "month":
      return { timeType: "month", year, month: Number(period.slice(5)) };
    case "quarter":
      return { timeType: "quarter", year, quarter: Number(period.slice(6)) };
    case "year":
      return { timeType: "year", year };
    default:
      return null;
  }
}

/**
 * What the portal is asked for a reporting period, whatever days the regime counts: the calendar month, quarter or year of
 * its name. Months do not add up to a quarter there, so that a quarter is asked for as such; a period that is not over
 * would be answered with part of it.
 *
 * @param today in Asia/Ho_Chi_Minh
 */
export function portalQuestion(period: Period, today: Day): PortalQuestion | NotAsked {
  const asked = portalPeriod(period);
  if (asked === null) return "no-such-period";
  const window = windowOf(period, "calendar");
  return window.to < today ? { period: asked, window } : "not-over";
}
