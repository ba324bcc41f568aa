import type { SourceSystem } from "./reading.ts";

const SYSTEMS: readonly SourceSystem[] = ["province", "ministry"];

/** Whose counts an import holds: an agency's, of one of its systems. */
export interface ImportSubject {
  /** The agency's code. */
  readonly agency: string;
  readonly system: SourceSystem;
}

/** The name of an import among those of one window: "province/77-STC". A code may hold anything; a system's word does not. */
export const importName = ({ agency, system }: ImportSubject): string => `${system}/${agency}`;

/** Whose counts an import of this name holds. Throws RangeError for what is no such name. */
export function importOf(name: string): ImportSubject {
  const system = SYSTEMS.find((one) => name.startsWith(`${one}/`));
  if (system === undefined) throw new RangeError(`not the name of an import: ${JSON.stringify(name)}`);
  return { system, agency: name.slice(system.length + 1) };
}
