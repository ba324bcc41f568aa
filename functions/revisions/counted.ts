import { importOf } from "../domain/imports/import-name.ts";
import { systemAnswerOf } from "../domain/mapping/answer-name.ts";
import type { SnapshotKey } from "./revision.ts";

/** How an agency's counts of a month came: from the province's API, from one of its systems, or in a workbook. */
const COUNT_KINDS = ["counts", "source-counts", "import"] as const;
export type CountKind = (typeof COUNT_KINDS)[number];

/** Whether a snapshot, or a change of one, is of an agency's counts of a month. */
export const isOfCounts = (kind: string): kind is CountKind => COUNT_KINDS.some((one) => one === kind);

/** The code of the agency whose counts a snapshot holds, however they came. */
export function countedAgency({ kind, agency }: Pick<SnapshotKey, "kind" | "agency">): string {
  if (kind === "import") return importOf(agency).agency;
  return kind === "source-counts" ? systemAnswerOf(agency).agency : agency;
}

/** Id of the mapping by which a system was asked for these counts; null where they did not come so. */
export const countedSystem = ({ kind, agency }: Pick<SnapshotKey, "kind" | "agency">): string | null =>
  kind === "source-counts" ? systemAnswerOf(agency).system : null;
