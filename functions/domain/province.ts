import { z } from "zod";
import { Office, UnitLetterhead } from "./office.ts";
import { Day, Scheme } from "./period.ts";

const text = z.string().trim().min(1, "không được để trống");

/** How a province reports: scheme of periods, deadlines, completeness. */
const Regime = z.strictObject({
  scheme: Scheme,
  /** Days of the month; not yet confirmed by the province where `confirmed` is false ("cần xác nhận"). */
  deadlines: z.strictObject({
    month: text,
    quarter: text,
    half: text,
    year: text,
    source: text,
    confirmed: z.boolean(),
  }),
  /** Share of (agency, month) pairs that must be present, in percent (0–100). */
  minimumCompleteness: z.int().min(0).max(100),
});

/** A province: who reports to whom, under which regime. */
export const Province = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối"),
  /** With its type, as sentences print it: "tỉnh Bà Rịa - Vũng Tàu". */
  name: text,
  /** Mã đơn vị hành chính of the General Statistics Office, e.g. "77". */
  code: text,
  /** Địa danh of the documents of its departments. */
  place: text,
  /** Offices that issue the province's reports. */
  offices: z.array(Office).min(1),
  /** How its agencies head and sign their own reports. */
  units: z.array(UnitLetterhead),
  regime: Regime,
  /** The last day on which the province exists, and what it became part of. */
  ended: z.strictObject({ lastDay: Day, successor: text }).optional(),
});
export type Province = z.infer<typeof Province>;
