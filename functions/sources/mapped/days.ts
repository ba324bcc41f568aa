import { Day } from "../../domain/period.ts";

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const PRINTED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/;

/** Việt Nam keeps UTC+7 all year round. */
const ZONE_MS = 7 * 3_600_000;

function isoDay(text: string): string | null {
  const [, day, time, zone] = ISO.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return day ?? null;
  const at = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(at) ? null : new Date(at + ZONE_MS).toISOString().slice(0, 10);
}

function printedDay(text: string): string | null {
  const [, day = "", month = "", year = ""] = PRINTED.exec(text) ?? [];
  return year === "" ? null : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The day in Việt Nam that a text names; null where it names none. A time without a zone is one of Việt Nam. */
export function dayIn(text: string, written: "iso" | "dd/mm/yyyy"): Day | null {
  const day = written === "iso" ? isoDay(text.trim()) : printedDay(text.trim());
  return Day.safeParse(day).data ?? null;
}
