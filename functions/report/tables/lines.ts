import { type Agency, type AgencyTree, byCode, LEVELS } from "../../domain/agency.ts";
import type { AgencyNames } from "../../domain/agency-names.ts";
import { windowOf } from "../../domain/period.ts";
import { type Scope, scopeId, scopesOf } from "../../domain/scope.ts";
import type { Composition } from "../composition.ts";
import type { RawFormulas } from "../raw/formulas.ts";
import type { Appendix } from "../report.ts";
import { countText, dayText, wholeArea } from "../wording.ts";
import type { WorkbookSheet } from "../workbook.ts";
import { districtColumns } from "./district.ts";
import { type ColumnSpec, column, numbersOfKeys, printedTable, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { count, known, LEGEND, text } from "./value.ts";

/** What the columns of a table are written from. */
export interface TableContext {
  readonly composition: Composition;
  /** Formulas over the counts of the workbook; the document asks for none. */
  readonly raw: RawFormulas;
}

/** A line of a table that goes from the province over its levels to the agencies. */
export interface Line {
  readonly name: string;
  /** Within its level; null for the province, a Roman number for a level. */
  readonly number: number | string | null;
  /** What it sums: one scope, or the communes of one district. */
  readonly scopes: readonly Scope[];
}

const ROMAN = ["I", "II", "III"] as const;
/** The document prints so many communes one by one; more are summed by district. */
const MOST_COMMUNES = 120;

type NamedTree = Pick<Composition, "tree" | "names">;

type Unnumbered = Omit<Line, "number">;

const single = (scope: Scope, names: AgencyNames): Unnumbered => ({
  name: names.ofScope({ scope: scope.kind, code: scope.code, name: scope.name }),
  scopes: [scope],
});

const districtOf = (tree: AgencyTree, commune: string): Agency | undefined =>
  tree.newest(tree.newest(commune)?.parentCode ?? "");

/** Communes by district, in the order of the districts' codes; those that are in no district stay as they are. */
function summed(communes: readonly Scope[], { tree, names }: NamedTree): Unnumbered[] {
  const byDistrict = Map.groupBy(communes, ({ code }) => districtOf(tree, code)?.code ?? "");
  const sums = [...byDistrict.keys()].sort(byCode).flatMap((code): Unnumbered[] => {
    const district = tree.newest(code);
    const scopes = byDistrict.get(code) ?? [];
    return district === undefined ? [] : [{ name: `Các UBND cấp xã thuộc ${names.unit(district)}`, scopes }];
  });
  return [...sums, ...(byDistrict.get("") ?? []).map((scope) => single(scope, names))];
}

/** The province, then each level with its agencies by code. */
export function linesOf(composition: NamedTree, communes: "each" | "by-district"): Line[] {
  const { tree, names } = composition;
  const scopes = scopesOf(tree);
  const levels = LEVELS.flatMap((level) => scopes.filter(({ kind, code }) => kind === "level" && code === level));
  const ofLevels = levels.flatMap((level, index): Line[] => {
    const own = scopes.filter((scope) => scope.kind === "agency" && scope.level === level.level);
    const units =
      level.level === "xa" && communes === "by-district"
        ? summed(own, composition)
        : own.map((scope) => single(scope, names));
    return [
      { ...single(level, names), number: ROMAN[index] ?? null },
      ...units.map((unit, at) => ({ ...unit, number: at + 1 })),
    ];
  });
  return [
    ...scopes.filter(({ kind }) => kind === "province").map((one) => ({ ...single(one, names), number: null })),
    ...ofLevels,
  ];
}

const agencyScope = ({ code, name, level }: Agency, kind: "agency" | "area"): Scope => ({ kind, code, name, level });

/** One agency, its whole area where it has one, and the agencies in it. */
export function linesOfAgencies([own, ...communes]: readonly Agency[], names: AgencyNames): Line[] {
  if (own === undefined) return [];
  const area = { name: wholeArea(names.area(own.code)), number: null, scopes: [agencyScope(own, "area")] };
  const agencies = [own, ...communes].map(
    (agency, index): Line => ({ name: names.of(agency), number: index + 1, scopes: [agencyScope(agency, "agency")] }),
  );
  return communes.length === 0 ? agencies : [area, ...agencies];
}

/** The id of the one scope that a line of a workbook is about. */
export function scopeOf({ scopes }: Line): string {
  const [scope] = scopes;
  if (scope === undefined || scopes.length > 1) throw new RangeError("a line of a workbook has one scope");
  return scopeId(scope);
}

/** A table with a row for every line; its columns are between the line's name and what is missing of it. */
export interface LineTable {
  readonly title: string;
  /** Short fixed name of the printed table. */
  readonly name: string;
  readonly sheet: keyof typeof SHEETS;
  /** Over the names of the lines. */
  readonly subject: string;
  readonly columns: readonly ColumnSpec<Line>[];
  /** Cells above the first line of the printed table: the numbers of a form's columns. */
  readonly head?: readonly string[];
  readonly notes: readonly string[];
  /** Keys of columns that get data bars in the workbook. */
  readonly bars: readonly string[];
}

/** The line's number within its level. */
export const numberColumn = column<Line>(
  "number",
  "TT",
  [9, 6],
  ({ number }) => (typeof number === "number" ? count(number) : text(number ?? "")),
  { align: "center" },
);

export const nameColumn = (subject: string): ColumnSpec<Line> =>
  column("name", subject, [52, 46], ({ name }) => text(name), { align: "left" });

function columnsOf({ composition, raw }: TableContext, { subject, columns }: LineTable): ColumnSpec<Line>[] {
  const { evidence } = composition.figures;
  const missing = column<Line>(
    "missing",
    "Lượt thiếu số liệu",
    [12, 9],
    ({ scopes }) => known(evidence.missing(scopes)),
    { formula: (line) => raw.missing(scopeOf(line), "period") },
  );
  const districts = districtColumns<Line>(composition, ({ scopes: [first] }) =>
    first?.kind === "agency" ? first.code : "",
  );
  return [numberColumn, nameColumn(subject), ...columns, missing, ...districts];
}

const rowOf = (line: Line): TableRow<Line> => ({ kind: typeof line.number === "number" ? "body" : "total", line });

/** The days that the numbers are of. */
export function daysNote({ inputs }: Composition): string {
  const { from, to } = windowOf(inputs.period, inputs.scheme);
  return `Kỳ báo cáo từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}.`;
}

const APART =
  "Số liệu của cơ quan đã kết thúc hoạt động mà không có một cơ quan kế thừa chỉ tính trong cấp và toàn tỉnh.";

/** What every table of lines says below itself. */
function lineNotes(composition: Composition): string[] {
  const { tree } = composition;
  const apart = tree.agencies.some((agency) => tree.heirOf(agency) === null);
  return [
    `${daysNote(composition)} ${LEGEND}`,
    `Lượt thiếu số liệu: số cặp (cơ quan, tháng) của kỳ chưa có số liệu, không tính vào các số của dòng.${apart ? ` ${APART}` : ""}`,
  ];
}

/**
 * The table as the document prints it. Where there are more communes than it prints one by one, it has their sums by
 * district, and says where the workbook has all of them.
 */
export function lineAppendices(context: TableContext, table: LineTable): Appendix[] {
  const { tree } = context.composition;
  const communes = tree.inForce.filter(({ level }) => level === "xa");
  const isSummed = communes.length > MOST_COMMUNES && communes.some(({ code }) => districtOf(tree, code) !== undefined);
  const note = `Có ${countText(communes.length)} UBND cấp xã nên bảng in cộng theo địa bàn cấp huyện; số liệu của từng UBND cấp xã tại trang tính “${SHEETS[table.sheet]}” của tệp Excel kèm theo.`;
  const columns = columnsOf(context, table);
  const lines = linesOf(context.composition, isSummed ? "by-district" : "each").map(rowOf);
  const head: TableRow<Line>[] = table.head === undefined ? [] : [{ kind: "group", cells: table.head.map(text) }];
  return [
    {
      title: table.title,
      sheet: table.name,
      landscape: true,
      table: printedTable(columns, [...head, ...lines]),
      notes: [...lineNotes(context.composition), ...table.notes, ...(isSummed ? [note] : [])],
    },
  ];
}

/** The table as a sheet of the workbook, with a row for each of these lines. */
export function lineSheet(
  context: TableContext,
  table: LineTable,
  lines: readonly Line[],
  about: string,
): WorkbookSheet {
  const columns = columnsOf(context, table);
  const notes = [...lineNotes(context.composition), ...table.notes];
  const given = { name: SHEETS[table.sheet], title: table.title, about, notes };
  return sheetOf(given, columns, lines.map(rowOf), { bars: numbersOfKeys(columns, table.bars) });
}
