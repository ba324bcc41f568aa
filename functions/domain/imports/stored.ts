import { z } from "zod";
import { CoarseCounts, Grain } from "../counts.ts";
import type { Month } from "../period.ts";

/** The file that counts were read from, as its bytes are kept. */
export const ImportedFile = z.object({
  /** As whoever imported it had it: "thang-6.xlsx". */
  name: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  ending: z.enum(["xlsx", "xls"]),
});
export type ImportedFile = z.infer<typeof ImportedFile>;

/** Who did it; empty where nobody has said so. */
const By = z.string();

const InForce = z.object({
  state: z.literal("in-force"),
  by: By,
  file: ImportedFile,
  family: z.enum(["form-ii06a", "by-unit", "ward", "service-levels", "template"]),
  sheet: z.string(),
  /** How and where the workbook names the agency. */
  printedName: z.string(),
  cell: z.string(),
  grain: Grain,
  /** Whether the workbook says that its column "đúng hạn" holds dossiers that were withdrawn or given back. */
  onTimeHoldsWithdrawn: z.boolean(),
  rows: z.array(CoarseCounts),
});
/** Counts of an agency and month that somebody has imported. */
export type ImportInForce = z.infer<typeof InForce>;

const Withdrawn = z.object({
  state: z.literal("withdrawn"),
  by: By,
  reason: z.string(),
  /** What was withdrawn; null where it could not be read any more. */
  file: ImportedFile.nullable(),
});

/** What one vintage of an import says: the counts of a workbook, or that those before it are not to be used any more. */
export const StoredImport = z.discriminatedUnion("state", [InForce, Withdrawn]);
export type StoredImport = z.infer<typeof StoredImport>;

/** An agency's month whose counts in a report are those of a workbook. */
export interface ImportedCounts extends Pick<ImportInForce, "onTimeHoldsWithdrawn"> {
  /** The agency's code. */
  readonly agency: string;
  readonly month: Month;
}

/** A vintage keeps it as its only row. */
export const StoredImportRows = z.tuple([StoredImport]);
