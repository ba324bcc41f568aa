import { z } from "zod";
import { Level } from "../agency.ts";
import { Day } from "../period.ts";
import { Goal, Unit } from "../programme.ts";
import { Threshold } from "../threshold.ts";

/** Which agencies a row sums: all, one level, one district with its communes, one agency. */
const ScopeKind = z.enum(["province", "level", "area", "agency"]);
export type ScopeKind = z.infer<typeof ScopeKind>;

/** Period: the months of the period; year: from January (lũy kế từ đầu năm); as-of: the last day. */
const Basis = z.enum(["period", "year", "as-of"]);
export type Basis = z.infer<typeof Basis>;

/** đạt · chưa đạt · chưa đạt (chưa đến hạn) · không phát sinh · chưa có số liệu · không đánh giá. */
const Verdict = z.enum(["met", "not-met", "not-due", "no-activity", "no-data", "not-assessed"]);
export type Verdict = z.infer<typeof Verdict>;

/** A share in percent as a whole number of millionths of a percent: `52_350_000n` is 52,35 %. JSON holds its digits. */
const Rate = z.codec(z.string().regex(/^-?\d+$/), z.bigint(), { decode: BigInt, encode: String });
export type Rate = z.infer<typeof Rate>;

const count = z.int().min(0);

/** One row of `figures.csv`: a target for one scope on one basis. Null is "none", never zero. */
export const FigureRow = z
  .object({
    province: z.string(),
    programme: z.string(),
    period: z.string(),
    from: Day,
    to: Day,
    target: z.string(),
    indicator: z.string(),
    scope: ScopeKind,
    /** Empty for the province, the level for a level, the agency's code otherwise. */
    code: z.string(),
    name: z.string(),
    level: Level.nullable(),
    basis: Basis,
    numerator: count.nullable(),
    denominator: count.nullable(),
    rate: Rate.nullable(),
    goal: Goal,
    /** In percent with at most two decimals, or a whole number where the unit is another. */
    threshold: Threshold.nullable(),
    unit: Unit,
    deadline: Day.nullable(),
    /** On the judged basis (year, as-of) only, like shortfall and rank. */
    verdict: Verdict.nullable(),
    /** Whole dossiers (or procedures …) still missing to the threshold; 0 when met. */
    shortfall: count.nullable(),
    rank: count.nullable(),
    /** The rate of the period before, and of the same period a year earlier. */
    previous: Rate.nullable(),
    yearEarlier: Rate.nullable(),
    /** (agency, month) pairs without counts; for measures agencies without a row. */
    missing: count,
    /** What the months left must reach on average, on basis year; not there in what version 0.2 has published. */
    needed: Rate.nullable().optional(),
  })
  .readonly();
export type FigureRow = z.infer<typeof FigureRow>;

/** The rows of a report; decoded from JSON, and encoded for it. */
export const FigureRows = z.array(FigureRow).readonly();

export const SCOPE_NAMES = {
  province: "Toàn tỉnh",
  so: "Sở, ban, ngành",
  huyen: "UBND cấp huyện",
  xa: "UBND cấp xã",
} as const;
