import { z } from "zod";

/** A number of a document has at most two decimals; more are nobody's wording, and could not be compared exactly. */
const hasTwoDecimals = (value: number): boolean => Math.round(value * 100) / 100 === value;

/** Mức giao: in percent (0–100) with at most two decimals, or a whole number where the unit is count. */
export const Threshold = z.number().min(0).refine(hasTwoDecimals, "nhiều nhất hai chữ số thập phân, ví dụ 12.5");

/** A threshold in hundredths, as a whole number to be compared by: 12.5 is `1250n`. */
export const hundredths = (threshold: number): bigint => BigInt(Math.round(threshold * 100));
