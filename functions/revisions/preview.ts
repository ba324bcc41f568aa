import { z } from "zod";
import { causeText } from "./cause.ts";
import { type Change, ChangeRow } from "./change.ts";
import { RevisionState } from "./revision.ts";

/** A change whose `name` is how its scope is called in print, with the name of its target. */
export type NamedChange = Change & { readonly targetName: string };

/** What would change of one published series, and of which revision. */
export interface PeriodChanges {
  readonly series: string;
  readonly revision: number;
  readonly changes: readonly NamedChange[];
}

/** A number that would change: a line of `changes.csv` with its names. */
export const PreviewedChange = ChangeRow.extend({ name: z.string(), targetName: z.string() });
export type PreviewedChange = z.infer<typeof PreviewedChange>;

/** What a run that publishes would do with a period, as far as one that only looks (xem trước) has found. */
export const RunPreview = z.object({
  /** `new`: it would publish a revision; `documents`: it would try those that the current one lacks, no number changes. */
  outcome: z.enum(["new", "nothing-new", "documents"]),
  /** The current revision; null where nothing of the period was published. */
  revision: z.int().min(1).nullable(),
  /** Of the figures as they are now. */
  state: RevisionState,
  /** (agency, month) pairs of the year basis: with counts, and all. */
  present: z.int(),
  expected: z.int(),
  /** How many numbers of the current revision would change. */
  total: z.int(),
  /** The first of them, in the order of figures.csv. */
  items: z.array(PreviewedChange),
});
export type RunPreview = z.infer<typeof RunPreview>;

/** A change as it is kept with a run. */
export function previewedChange({ causes, ...change }: NamedChange): PreviewedChange {
  return { ...change, cause: causeText(causes) };
}
