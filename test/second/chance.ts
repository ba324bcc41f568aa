/** A number in [0, below) that is always the same for the same names: worlds are made of their plan alone. */
export function chance(below: number, ...names: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const letter of names.join("\u0000")) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}

/** One of these, always the same for the same names. */
export function choose<T>(from: readonly T[], ...names: readonly (string | number)[]): T | undefined {
  return from[chance(Math.max(from.length, 1), ...names)];
}

/** The one at a place, counted round and round. */
export const around = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(from.length, 1)];
