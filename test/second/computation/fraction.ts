/** A fraction of whole numbers, the denominator above 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const whole = (top: bigint | number): Fraction => ({ top: BigInt(top), bottom: 1n });

export const plus = (one: Fraction, other: Fraction): Fraction => ({
  top: one.top * other.bottom + other.top * one.bottom,
  bottom: one.bottom * other.bottom,
});

export const times = (one: Fraction, other: Fraction): Fraction => ({
  top: one.top * other.top,
  bottom: one.bottom * other.bottom,
});

export const over = (one: Fraction, other: Fraction): Fraction => times(one, { top: other.bottom, bottom: other.top });

export const isAbove = (one: Fraction, other: Fraction): boolean => one.top * other.bottom > other.top * one.bottom;

/** "1800/20" is "90/1". */
export function lowestTerms({ top, bottom }: Fraction): string {
  let [divisor, rest] = [bottom, top % bottom];
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest];
  return `${top / divisor}/${bottom / divisor}`;
}
