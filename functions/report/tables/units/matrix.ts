import type { Appendix } from "../../report.ts";
import { type ColumnSpec, printedTable, type TableRow } from "../spec.ts";
import { type Heading, type Numbered, type Unit, unitColumns } from "./columns.ts";

/** At most so many targets beside each other, so that the page holds them. */
const TARGETS_A_TABLE = 10;
/** So many may have their names over their columns. */
const NAMED_TARGETS = 2;
/** So many fit an upright page, which holds twice as many agencies. */
const UPRIGHT_TARGETS = 6;

/** The targets of each part of a table, and what the part is called; one part without a name where they fit a page. */
function partsOf(targets: readonly Numbered[]): { readonly targets: readonly Numbered[]; readonly part: string }[] {
  const parts = Math.ceil(targets.length / TARGETS_A_TABLE);
  const size = Math.ceil(targets.length / parts);
  return Array.from({ length: parts }, (_, index) => ({
    targets: targets.slice(index * size, (index + 1) * size),
    part: parts === 1 ? "" : `phần ${index + 1}`,
  }));
}

export interface Matrix {
  readonly title: string;
  readonly name: string;
  /** Over the names of the units. */
  readonly subject: string;
  readonly rows: (targets: readonly Numbered[]) => readonly TableRow<Unit>[];
  /** Behind the columns of the targets, in every part. */
  readonly more: readonly ColumnSpec<Unit>[];
  readonly notes: (targets: readonly Numbered[], heading: Heading) => string[];
}

/** A table of units beside targets, in as many parts as the targets need. */
export function matrixAppendices(targets: readonly Numbered[], matrix: Matrix): Appendix[] {
  const heading = targets.length > NAMED_TARGETS ? "number" : "name";
  return partsOf(targets).map(({ targets: own, part }) => ({
    title: part === "" ? matrix.title : `${matrix.title} (${part})`,
    sheet: part === "" ? matrix.name : `${matrix.name} ${part}`,
    landscape: targets.length > UPRIGHT_TARGETS,
    table: printedTable([...unitColumns(matrix.subject, own, heading), ...matrix.more], matrix.rows(own)),
    notes: matrix.notes(own, heading),
  }));
}
