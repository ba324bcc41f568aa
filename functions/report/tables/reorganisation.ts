import { type Agency, byCode } from "../../domain/agency.ts";
import type { Day } from "../../domain/period.ts";
import type { Reorganisation, Succession } from "../../domain/reorganisation.ts";
import type { Composition } from "../composition.ts";
import type { Appendix } from "../report.ts";
import {
  consequence,
  KIND_TEXTS,
  reorganisationsIn,
  successionsIn,
  successionText,
  withCode,
} from "../text/reorganisation.ts";
import { dayText, fewText } from "../wording.ts";
import type { WorkbookSheet } from "../workbook.ts";
import { type ColumnSpec, column, printedTable, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { REORGANISATION_TITLE } from "./titles.ts";
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
  column("number", "TT", [0, 6], ({ number }) => count(number), CENTER),
  column("code", "Mã", [0, 14], ({ change }) => text(change.agency.code), LEFT),
  column("name", "Đơn vị", [0, 44], ({ name }) => text(name), LEFT),
  column("kind", "Thay đổi", [0, 20], ({ change }) => text(KIND_TEXTS[change.kind]), LEFT),
  column("until", "Hoạt động đến hết ngày", [0, 14], ({ change }) => day(change.agency.validTo), CENTER),
  column("consequence", "Cách tính số liệu", [0, 90], (line) => text(line.consequence), LEFT),
];

/** A row for every agency that was merged, split, closed, renamed or moved. */
function rowsOf(composition: Composition): TableRow<ReorganisationLine>[] {
  return reorganisationsIn(composition).map(
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
}

/** An agency with all that came to it, as the document prints it. */
interface SuccessionLine {
  readonly number: number;
  readonly name: string;
  readonly kind: string;
  readonly told: string;
  /** The last day of those that are no more. */
  readonly until: Day | null;
}

const PRINTED: readonly ColumnSpec<SuccessionLine>[] = [
  column("number", "TT", [8, 0], ({ number }) => count(number), CENTER),
  column("name", "Đơn vị", [56, 0], ({ name }) => text(name), LEFT),
  column("kind", "Thay đổi", [26, 0], ({ kind }) => text(kind), LEFT),
  column("told", "Đơn vị trước đây, cách tính số liệu", [140, 0], ({ told }) => text(told), LEFT),
  column("until", "Đơn vị cũ hoạt động đến hết ngày", [26, 0], ({ until }) => day(until), CENTER),
];

/** "UBND Phường 1, thành phố Đông Hà (19333); UBND phường An Đôn (19358)", each with its last day where that is another one. */
function formerText(former: readonly Agency[], until: Day | null, { names }: Composition): string {
  return former
    .map((one) => {
      const named = withCode(one, names);
      const isOther = one.validTo !== null && one.validTo !== until;
      return isOther ? `${named}, đến hết ngày ${dayText(one.validTo ?? "")}` : named;
    })
    .join("; ");
}

function lineOf(succession: Succession, composition: Composition): Omit<SuccessionLine, "number"> {
  const name = withCode(succession.agency, composition.names);
  if (succession.kind !== "formed") {
    const { validTo } = succession.agency;
    return {
      name,
      kind: successionText(succession),
      told: consequence(succession, composition),
      until: validTo,
    };
  }
  const { former } = succession;
  const until =
    former
      .flatMap(({ validTo }) => validTo ?? [])
      .sort(byCode)
      .at(-1) ?? null;
  const told = formerText(former, until, composition);
  return { name, kind: successionText(succession), told, until };
}

const NOTE =
  "Số liệu các tháng trước của đơn vị cũ được tính vào đơn vị hình thành mới, nhận sáp nhập. Từng đơn vị cũ có một dòng trong trang tính Đơn vị thay đổi của tệp Excel.";

/** A row for every agency that others came to, or that was split, closed, renamed or moved; none where nothing was. */
export function reorganisationAppendix(composition: Composition): Appendix[] {
  const { told, apart } = successionsIn(composition);
  if (told.length + apart === 0) return [];
  const rows = told.map(
    (succession, index): TableRow<SuccessionLine> => ({
      kind: "body",
      line: { ...lineOf(succession, composition), number: index + 1 },
    }),
  );
  return [
    {
      title: REORGANISATION_TITLE,
      sheet: "Don vi thay doi",
      landscape: true,
      table: printedTable(PRINTED, rows),
      notes: [
        ...(told.some(({ kind }) => kind === "formed") ? [NOTE] : []),
        ...(apart === 0
          ? []
          : [
              `${fewText(apart)} UBND cấp xã trước thuộc cấp huyện, nay không thuộc cấp huyện; số liệu các tháng trước của các đơn vị này không tính cho địa bàn nào.`,
            ]),
      ],
    },
  ];
}

/** The same as a sheet of the workbook. */
export function reorganisationSheet(composition: Composition, about: string): WorkbookSheet[] {
  const rows = rowsOf(composition);
  if (rows.length === 0) return [];
  return [sheetOf({ name: SHEETS.reorganisation, title: REORGANISATION_TITLE, about, notes: [] }, COLUMNS, rows)];
}
