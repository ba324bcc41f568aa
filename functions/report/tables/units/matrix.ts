import type { PrintedTarget } from "../../composition.ts";
import type { Appendix } from "../../report.ts";
import { type ColumnSpec, printedTable, type TableRow } from "../spec.ts";
import { type Numbered, numbered, type Part, type Unit, unitColumns } from "./columns.ts";

/** At most so many targets beside each other, so that the page holds them. */
const TARGETS_A_TABLE = 6;

/** The targets of each part of a table, and what the part is called; one part without a name where they fit a page. */
function partsOf(targets: readonly PrintedTarget[]): { readonly targets: Numbered[]; readonly part: string }[] {
  const parts = Math.ceil(targets.length / TARGETS_A_TABLE);
  const size = Math.ceil(targets.length / parts);
  return Array.from({ length: parts }, (_, index) => ({
    // Within its own part a target is numbered from 1.
    targets: numbered(targets.slice(index * size, (index + 1) * size)),
    part: parts === 1 ? "" : `phần ${index + 1}`,
  }));
}

export interface Matrix {
  readonly title: string;
  readonly name: string;
  /** Over the names of the units. */
  readonly subject: string;
  readonly parts: readonly Part[];
  readonly rows: (targets: readonly Numbered[]) => TableRow<Unit>[];
  readonly extra?: (targets: readonly Numbered[]) => ColumnSpec<Unit>;
  readonly notes: (targets: readonly Numbered[]) => string[];
}

/** A table of units beside targets, in as many parts as the targets need. */
export const matrixAppendices = (targets: readonly PrintedTarget[], matrix: Matrix): Appendix[] =>
  partsOf(targets).map(({ targets: own, part }) => {
    const columns = unitColumns(matrix.subject, own, matrix.parts);
    const extra = matrix.extra === undefined ? [] : [matrix.extra(own)];
    return {
      title: part === "" ? matrix.title : `${matrix.title} (${part})`,
      sheet: part === "" ? matrix.name : `${matrix.name} ${part}`,
      landscape: true,
      table: printedTable([...columns, ...extra], matrix.rows(own)),
      notes: matrix.notes(own),
    };
  });
