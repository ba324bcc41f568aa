/** The one at a place, counted round and round. */
export const around = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(from.length, 1)];
