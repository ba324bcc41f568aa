import type { AgencyRecord } from "../provinces/world.ts";
import type { Tree } from "./tree.ts";

const tones = ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];

/** A name as figures.md 2 compares it: in NFC, trimmed, single blanks, each word's tone mark apart from its letters. */
function heard(name: string): string {
  const words = name.normalize("NFC").trim().split(/\s+/);
  const apart = words.map((word) => {
    const letters = [...word.normalize("NFD")];
    return [letters.filter((one) => !tones.includes(one)), letters.filter((one) => tones.includes(one))];
  });
  return JSON.stringify(apart.map(([letters, marks]) => [letters?.join("").normalize("NFC"), marks?.join("")]));
}

/** Whether two names are one (figures.md 2). */
export const isOneName = (one: string, other: string): boolean => heard(one) === heard(other);

/** What a report notes of an agency: which one it is, what happened, and to or from what. */
export type Note = readonly [code: string, since: string, what: string, other: string];

const goesOn = (tree: Tree, one: AgencyRecord): boolean => tree.takerOf(one)?.code === one.code;

/** As what an agency was known at first, under the same code and handing on to itself alone. */
function firstOf(tree: Tree, one: AgencyRecord): AgencyRecord {
  const before = tree.seen.find((other) => other.code === one.code && other !== one && tree.takerOf(other) === one);
  return before === undefined ? one : firstOf(tree, before);
}

function endOf(tree: Tree, one: AgencyRecord): Note {
  const heir = tree.heirOf(one);
  if (heir !== null) return [one.code, one.validFrom, "merged", `${heir.code} ${heir.validFrom}`];
  return [one.code, one.validFrom, one.successors.length > 1 ? "split" : "closed", one.successors.join(" ")];
}

/** The notes of a report on agencies that changed (figures.md 2): those that go on under their code are noted once. */
export function notesOf(tree: Tree): Note[] {
  return tree.seen.flatMap((one): Note[] => {
    const isInForce = tree.inForce.get(one.code) === one;
    if (!isInForce && goesOn(tree, one)) return [];
    const first = firstOf(tree, one);
    return [
      ...(isInForce ? [] : [endOf(tree, one)]),
      ...(isOneName(first.name, one.name)
        ? []
        : [[one.code, one.validFrom, "renamed", first.name.normalize("NFC")] as const]),
      ...(isInForce && first.parentCode !== one.parentCode
        ? [[one.code, one.validFrom, "moved", first.parentCode ?? ""] as const]
        : []),
    ];
  });
}
