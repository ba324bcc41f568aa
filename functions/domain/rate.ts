import type { Rate } from "./figure.ts";

/**
 * A share in millionths of a percent, rounded half up; null where the denominator is 0.
 *
 * `rateOf(744, 3438)` is `21_640_489n`: 21,640489 %.
 */
export function rateOf(numerator: number, denominator: number): Rate | null {
  if (denominator === 0) return null;
  const [over, under] = [BigInt(numerator), BigInt(denominator)];
  return (over * 200_000_000n + under) / (2n * under);
}

/**
 * Whether a share reaches a threshold in percent (0–100), compared in whole numbers, never after rounding:
 * 4 996 of 9 993 prints as "49,99 %", 49 996 of 100 000 rounds to "50,00 %", and neither reaches 50.
 */
export function reaches(numerator: number, denominator: number, threshold: number): boolean {
  return BigInt(numerator) * 100n >= BigInt(threshold) * BigInt(denominator);
}

/** The smallest n ≥ 0 with `(numerator + n) × 100 ≥ threshold × denominator` (còn thiếu n). */
export function shortfallOf(numerator: number, denominator: number, threshold: number): number {
  const lacking = BigInt(threshold) * BigInt(denominator) - BigInt(numerator) * 100n;
  return lacking <= 0n ? 0 : Number((lacking + 99n) / 100n);
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
