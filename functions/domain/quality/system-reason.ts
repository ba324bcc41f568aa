const OF_SYSTEM = /^(.*), system ([a-z0-9-]+)$/su;

/** The words of a gap with the system that they are about: "timeout, system opencps"; as they are for the API itself. */
export const withSystem = (reason: string, system: string | null): string =>
  system === null ? reason : `${reason}, system ${system}`;

/** The words of a gap, and the id of the mapping of the system that they are about; null for the API itself. */
export function reasonAndSystem(words: string): { readonly reason: string; readonly system: string | null } {
  const [, reason = words, system = null] = OF_SYSTEM.exec(words) ?? [];
  return { reason, system };
}
