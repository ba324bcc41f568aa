import type { Reorganisation } from "../../domain/reorganisation.ts";
import type { Composition } from "../composition.ts";
import type { Appendix } from "../report.ts";
import { consequence, KIND_TEXTS, reorganisationsIn } from "../text/reorganisation.ts";
import { type ColumnSpec, column, printedTable, type TableRow } from "./spec.ts";
import { count, day, text } from "./value.ts";

interface ReorganisationLine {
  readonly change: Reorganisation;
  readonly number: number;
  readonly name: string;
  readonly consequence: string;
}

const LEFT = { align: "left" } as const;
const CENTER = { align: "center" } as const;

const COLUMNS: readonly ColumnSpec<ReorganisationLine>[] = [
  column("number", "TT", [9, 0], ({ number }) => count(number), CENTER),
  column("code", "Mã", [20, 0], ({ change }) => text(change.agency.code), LEFT),
  column("name", "Đơn vị", [60, 0], ({ name }) => text(name), LEFT),
  column("kind", "Thay đổi", [28, 0], ({ change }) => text(KIND_TEXTS[change.kind]), LEFT),
  column("until", "Hoạt động đến hết ngày", [24, 0], ({ change }) => day(change.agency.validTo), CENTER),
  column("consequence", "Cách tính số liệu", [112, 0], (line) => text(line.consequence), LEFT),
];

/** A row for every agency that was merged, split, closed, renamed or moved; no appendix where none was. */
export function reorganisationAppendix(composition: Composition): Appendix[] {
  const rows = reorganisationsIn(composition).map(
    (change, index): TableRow<ReorganisationLine> => ({
      kind: "body",
      line: {
        change,
        number: index + 1,
        name: composition.names.of(change.agency),
        consequence: consequence(change, composition),
      },
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      title: "ĐƠN VỊ HÀNH CHÍNH, CƠ QUAN THAY ĐỔI",
      sheet: "Don vi thay doi",
      landscape: true,
      table: printedTable(COLUMNS, rows),
      notes: [],
    },
  ];
}
