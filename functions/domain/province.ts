import { z } from "zod";
import { Day, Scheme } from "./period.ts";

const text = z.string().trim().min(1, "không được để trống");

/** Who issues the report: the letterhead's two lines, the symbol after "BC-", the signature block. */
const Letterhead = z.strictObject({
  /** Cơ quan chủ quản, in capitals. */
  superior: text,
  /** Cơ quan ban hành, in capitals. */
  issuer: text,
  /** Chữ viết tắt tên cơ quan, in "Số:      /BC-…". */
  symbol: text,
  /** Địa danh before the date. */
  place: text,
  /** Chức vụ of the signer. */
  signer: text,
});

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
  letterhead: Letterhead,
  /** Kính gửi. */
  addressees: z.array(text).min(1),
  /** Nơi nhận, without the closing "Lưu". */
  recipients: z.array(text).min(1),
  regime: Regime,
  /** The last day on which the province exists, and what it became part of. */
  ended: z.strictObject({ lastDay: Day, successor: text }).optional(),
});
export type Province = z.infer<typeof Province>;
