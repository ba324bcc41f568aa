import { type CoarseField, type CountField, PENDING, RECEIVED, RESOLVED } from "../counts.ts";
import { leavesOf } from "../sums/known-counts.ts";

/** A dossier is in one count of each of these at most: how it came in, what became of it, how its result was given. */
const PARTITIONS: readonly (readonly CountField[])[] = [
  ["openingBacklog", ...RECEIVED],
  [...RESOLVED, "withdrawn", ...PENDING],
  ["returnedCounter", "returnedPostal", "returnedElectronic"],
];

/** Whether no dossier may be in both counts. A sum and its own parts may hold the same one. */
export function areApart(left: CoarseField, right: CoarseField): boolean {
  const [ofLeft, ofRight] = [leavesOf(left), leavesOf(right)];
  const isOfOne = PARTITIONS.some((partition) => [...ofLeft, ...ofRight].every((leaf) => partition.includes(leaf)));
  return isOfOne && !ofLeft.some((leaf) => ofRight.includes(leaf));
}
