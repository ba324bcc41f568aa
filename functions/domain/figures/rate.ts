import { hundredths } from "../threshold.ts";
import type { Rate } from "./figure.ts";

/**
 * A share in millionths of a percent, rounded half up; null where the denominator is 0.
 *
 * `rateOf(744, 3438)` is `21_640_489n`: 21,640489 %.
 */
export function rateOf(numerator: number, denominator: number): Rate | null {
  if (denominator === 0) return null;
  const over = BigInt(numerator);
  const under = BigInt(denominator);
  return (over * 200_000_000n + under) / (2n * under);
}

/**
 * Whether a share reaches a threshold in percent (0–100, at most two decimals), compared in whole numbers, never after rounding:
 * 4 996 of 9 993 prints as "49,99 %", 49 996 of 100 000 rounds to "50,00 %", and neither reaches 50.
 */
export function reaches(numerator: number, denominator: number, threshold: number): boolean {
  return BigInt(numerator) * 10_000n >= hundredths(threshold) * BigInt(denominator);
}

/** The smallest n ≥ 0 with `(numerator + n) × 100 ≥ threshold × denominator` (còn thiếu n). */
export function shortfallOf(numerator: number, denominator: number, threshold: number): number {
  const lacking = hundredths(threshold) * BigInt(denominator) - BigInt(numerator) * 10_000n;
  return lacking <= 0n ? 0 : Number((lacking + 9_999n) / 10_000n);
}

/** Order of two shares, highest first, exact: cross-multiplied, never divided. Denominators must not be 0. */
export function compareShares(
  left: { readonly numerator: number; readonly denominator: number },
  right: { readonly numerator: number; readonly denominator: number },
): number {
  const difference =
    BigInt(right.numerator) * BigInt(left.denominator) - BigInt(left.numerator) * BigInt(right.denominator);
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}
