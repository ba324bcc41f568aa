import { z } from "zod";
import { LEVELS, type Level } from "./agency.ts";
import { Day } from "./period.ts";
import { Task } from "./task.ts";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối");
const text = z.string().trim().min(1, "không được để trống");

/** Thresholds in percent (0–100), or in procedures where the unit is count; a level left out is not bound. */
const Thresholds = z.strictObject({
  so: z.int().min(0).optional(),
  huyen: z.int().min(0).optional(),
  xa: z.int().min(0).optional(),
  province: z.int().min(0).optional(),
  /** A district with its communes; where absent, the threshold that huyen and xa share. */
  area: z.int().min(0).optional(),
});

/** A target (chỉ tiêu) of a directing document, with the clause it comes from. */
export const Target = z.strictObject({
  id,
  indicator: id,
  name: text,
  /** `min` tối thiểu, `strive` phấn đấu. */
  goal: z.enum(["min", "strive"]),
  /** `percent`, or `count`: judged on the numerator alone. */
  unit: z.enum(["percent", "count"]),
  thresholds: Thresholds,
  deadline: Day.nullable(),
  clause: text,
  /** The clause's words, obvious scanning slips mended; "[…]" stands where words between two clauses are left out. */
  quote: text,
});
export type Target = z.infer<typeof Target>;

/** A directing document (văn bản giao chỉ tiêu): whom it binds, what it demands, where that is written. */
export const Programme = z.strictObject({
  id,
  province: id,
  /** The document's kind, number and day as reports cite it; a part that is not known yet is dotted. */
  citation: text,
  /** Tên gọi tắt, as tables print it. */
  shortName: text,
  title: text,
  issuer: text,
  /** The day the document was issued; where the day is not known, the earliest that the document itself allows. */
  issued: Day,
  /** Why `issued` is what it is, where the document does not say. */
  issuedNote: text.optional(),
  /** Years in which its targets are in force. */
  inForce: z.strictObject({ from: z.int().min(2000).max(2100), to: z.int().min(2000).max(2100) }),
  /** Names of agencies that it does not bind, as the API gives them. */
  exceptions: z.array(z.strictObject({ name: text, clause: text, quote: text.optional() })),
  /** Scanning slips mended in the quotes. */
  mended: z.array(z.strictObject({ clause: text, scanned: text, printed: text })),
  targets: z.array(Target).min(1),
  /** Its numbered tasks and organising duties, in the order of the clauses. */
  tasks: z.array(Task).default([]),
});
export type Programme = z.infer<typeof Programme>;

/** In force in the calendar year of the period. */
export function isInForce(programme: Programme, year: number): boolean {
  return programme.inForce.from <= year && year <= programme.inForce.to;
}

export const bindsLevel = (target: Target, level: Level): boolean => target.thresholds[level] !== undefined;

/** Levels that the target binds, in the order of print. */
export const boundLevels = (target: Target): Level[] => LEVELS.filter((level) => bindsLevel(target, level));

/** Whether the target has rows for districts with their communes (địa bàn). */
export function bindsAreas(target: Target): boolean {
  return target.thresholds.area !== undefined || (bindsLevel(target, "huyen") && bindsLevel(target, "xa"));
}

/** The threshold of an area row: the one given for areas, or else the one that huyen and xa share, else none. */
export function areaThreshold(target: Target): number | null {
  const { area, huyen, xa } = target.thresholds;
  if (area !== undefined) return area;
  return huyen !== undefined && huyen === xa ? huyen : null;
}

/** Compared after Unicode NFC and trimming. */
export function isExcepted(programme: Pick<Programme, "exceptions">, agencyName: string): boolean {
  const name = agencyName.normalize("NFC").trim();
  return programme.exceptions.some((exception) => exception.name.normalize("NFC").trim() === name);
}
