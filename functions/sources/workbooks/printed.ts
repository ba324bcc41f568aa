import type { CoarseField } from "../../domain/counts.ts";

/** A count that forms print: one of ours, or `handled`, everything to be handled: received and carried over (II.06a (3)). */
export type PrintedCount = CoarseField | "handled";

/** What a row of a workbook prints (dossiers); a count that it does not give is not there. */
export type PrintedCounts = ReadonlyMap<PrintedCount, number>;
