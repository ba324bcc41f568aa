/** What an agency's gap says of the name under which its last attempt ended, in the words that findings have. */
const REASONS: readonly (readonly [name: RegExp, reason: string])[] = [
  [/timed?out/i, "timeout"],
  [/OutOfMemory/, "out of memory"],
  [/TooManyRequests/, "throttled"],
  [/StoreDamaged/, "stored data damaged"],
  [/TooLarge|DataLimitExceeded/, "data too large"],
  [/ZodError|SyntaxError/, "data not understood"],
];

/** A few words for the gap of an agency that ended every attempt; what nobody foresaw is a crash. */
export const missedReason = (name: string): string => REASONS.find(([known]) => known.test(name))?.[1] ?? "crash";
