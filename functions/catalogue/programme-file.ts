import { z } from "zod";
import { Programme, Target, Thresholds } from "../domain/programme.ts";

/** A target as a file writes it: where a clause asks for a minimum and for a level to strive for, both in one entry. */
const TargetEntry = Target.extend({ strive: Thresholds.optional() });
export type TargetEntry = z.infer<typeof TargetEntry>;

/** A directing document as its file writes it. */
export const ProgrammeFile = Programme.extend({ targets: z.array(TargetEntry) });
export type ProgrammeFile = z.infer<typeof ProgrammeFile>;

/** The id of the target that is made of what an entry strives for. */
export const strivenId = ({ id }: Pick<Target, "id">): string => `${id}-strive`;

function targetsOf({ strive, ...target }: TargetEntry): Target[] {
  if (strive === undefined) return [target];
  return [target, { ...target, id: strivenId(target), goal: "strive", thresholds: strive }];
}

/** The document with a target for each goal. */
export const programmeOf = (file: ProgrammeFile): Programme => ({
  ...file,
  targets: file.targets.flatMap(targetsOf),
});
