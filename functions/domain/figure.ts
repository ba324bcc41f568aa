import type { Level } from "./agency.ts";
import type { Day } from "./period.ts";

/** Which agencies a row sums: all, one level, one district with its communes, one agency. */
export type ScopeKind = "province" | "level" | "area" | "agency";

/** Period: the months of the period; year: from January (lũy kế từ đầu năm); as-of: the last day. */
export type Basis = "period" | "year" | "as-of";

/** đạt · chưa đạt · chưa đạt (chưa đến hạn) · không phát sinh · chưa có số liệu · không đánh giá. */
export type Verdict = "met" | "not-met" | "not-due" | "no-activity" | "no-data" | "not-assessed";

/** A share in percent as a whole number of millionths of a percent: `52_350_000n` is 52,35 %. */
export type Rate = bigint;

/** One row of `figures.csv`: a target for one scope on one basis. Null is "none", never zero. */
export interface FigureRow {
  readonly province: string;
  readonly programme: string;
  readonly period: string;
  readonly from: Day;
  readonly to: Day;
  readonly target: string;
  readonly indicator: string;
  readonly scope: ScopeKind;
  /** Empty for the province, the level for a level, the agency's code otherwise. */
  readonly code: string;
  readonly name: string;
  readonly level: Level | null;
  readonly basis: Basis;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly rate: Rate | null;
  readonly goal: "min" | "strive";
  readonly threshold: number | null;
  readonly unit: "percent" | "count";
  readonly deadline: Day | null;
  /** On the judged basis (year, as-of) only, like shortfall and rank. */
  readonly verdict: Verdict | null;
  /** Whole dossiers (or procedures …) still missing to the threshold; 0 when met. */
  readonly shortfall: number | null;
  readonly rank: number | null;
  /** The rate of the period before, and of the same period a year earlier. */
  readonly previous: Rate | null;
  readonly yearEarlier: Rate | null;
  /** (agency, month) pairs without counts; for measures agencies without a row. */
  readonly missing: number;
}

export const SCOPE_NAMES = {
  province: "Toàn tỉnh",
  so: "Sở, ban, ngành",
  huyen: "UBND cấp huyện",
  xa: "UBND cấp xã",
} as const;
