import type { Grain } from "../../domain/counts.ts";
import type { AgencyMatching } from "../../domain/imports/agency-matching.ts";
import type { IdentityFault, ImportedUnit, UnmatchedName, WorkbookFamily } from "../../domain/imports/reading.ts";
import type { WorkbookRequest } from "../../ports/workbooks.ts";
import type { TableColumns } from "./columns.ts";
import type { HeadLine } from "./stated.ts";
import type { Findings } from "./table/findings.ts";
import type { TableHead } from "./table/head.ts";
import type { TableRows } from "./table-rows.ts";

/** A table of a known family and what reading it needs. */
export interface Table {
  readonly family: WorkbookFamily;
  /** The texts above it. */
  readonly lines: readonly HeadLine[];
  readonly head: TableHead;
  readonly columns: TableColumns;
  readonly rows: TableRows;
  readonly findings: Findings;
  readonly matching: AgencyMatching;
  readonly request: WorkbookRequest;
}

/** What the rows of a table come to; problems are in its findings. */
export interface TableContent {
  readonly grain: Grain;
  readonly units: readonly ImportedUnit[];
  readonly unmatched: readonly UnmatchedName[];
  readonly identityFaults: readonly IdentityFault[];
}
