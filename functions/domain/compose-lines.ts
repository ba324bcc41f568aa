import { type Agency, type AgencyTree, byCode, LEVELS } from "./agency.ts";
import { CELL_LEGEND, count, text } from "./compose-cells.ts";
import type { Composition, PrintedTarget } from "./composition.ts";
import { windowOf } from "./period.ts";
import type { Appendix, Cell, Column, Row } from "./report.ts";
import { type Scope, scopesOf } from "./scope.ts";
import { countText, dayText } from "./wording.ts";

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

/** "Các UBND cấp xã thuộc huyện Châu Đức". */
const communesOfDistrict = (district: Agency): string =>
  `Các UBND cấp xã thuộc ${district.name.replace(/^(UBND|Ủy ban nhân dân) /u, "")}`;

type Unnumbered = Omit<Line, "number">;

const single = (scope: Scope): Unnumbered => ({ name: scope.name, scopes: [scope] });

const districtOf = (tree: AgencyTree, commune: string): Agency | undefined =>
  tree.newest(tree.newest(commune)?.parentCode ?? "");

/** Communes by district, in the order of the districts' codes; those that are in no district stay as they are. */
function summed(communes: readonly Scope[], tree: AgencyTree): Unnumbered[] {
  const byDistrict = Map.groupBy(communes, ({ code }) => districtOf(tree, code)?.code ?? "");
  const sums = [...byDistrict.keys()].sort(byCode).flatMap((code): Unnumbered[] => {
    const [district, scopes] = [tree.newest(code), byDistrict.get(code) ?? []];
    return district === undefined ? [] : [{ name: communesOfDistrict(district), scopes }];
  });
  return [...sums, ...(byDistrict.get("") ?? []).map(single)];
}

/** The province, then each level with its agencies by code. */
export function linesOf(tree: AgencyTree, communes: "each" | "by-district"): Line[] {
  const scopes = scopesOf(tree);
  const levels = LEVELS.flatMap((level) => scopes.filter(({ kind, code }) => kind === "level" && code === level));
  const ofLevels = levels.flatMap((level, index): Line[] => {
    const own = scopes.filter((scope) => scope.kind === "agency" && scope.level === level.level);
    const units = level.level === "xa" && communes === "by-district" ? summed(own, tree) : own.map(single);
    return [
      { ...single(level), number: ROMAN[index] ?? null },
      ...units.map((unit, at) => ({ ...unit, number: at + 1 })),
    ];
  });
  return [
    ...scopes.filter(({ kind }) => kind === "province").map((one) => ({ ...single(one), number: null })),
    ...ofLevels,
  ];
}

/** A row of the table: number, name, then the line's own cells. */
export function lineRow(line: Line, cells: readonly Cell[]): Row {
  const number = typeof line.number === "number" ? count(line.number) : text(line.number ?? "");
  return { bold: typeof line.number !== "number", cells: [number, text(line.name), ...cells] };
}

export interface LineTable {
  readonly title: string;
  readonly sheet: string;
  /** The workbook's sheet that has every agency's numbers. */
  readonly full: string;
  readonly columns: readonly Column[];
  /** Rows above the first line: the numbers of a form's columns. */
  readonly head?: readonly Row[];
  readonly cells: (line: Line) => readonly Cell[];
  readonly notes: readonly string[];
}

/**
 * A table of every line. Where there are more communes than the document prints one by one, it has their sums by
 * district, and says where the workbook has all of them.
 */
export function lineAppendices({ tree }: Composition, table: LineTable): Appendix[] {
  const { title, columns, head = [], cells } = table;
  const communes = tree.inForce.filter(({ level }) => level === "xa");
  const isSummed = communes.length > MOST_COMMUNES && communes.some(({ code }) => districtOf(tree, code) !== undefined);
  const appendix = (lines: readonly Line[], notes: readonly string[]): Appendix => {
    const rows = [...head, ...lines.map((line) => lineRow(line, cells(line)))];
    const { sheet } = table;
    return { title, sheet, landscape: true, table: { columns, rows }, notes: [...table.notes, ...notes] };
  };
  if (!isSummed) return [appendix(linesOf(tree, "each"), [])];
  const note = `Có ${countText(communes.length)} UBND cấp xã nên bảng in cộng theo địa bàn cấp huyện; số liệu của từng UBND cấp xã tại trang tính “${table.full}” của tệp Excel kèm theo.`;
  return [appendix(linesOf(tree, "by-district"), [note])];
}

/** The days that the numbers are of. */
export function daysNote({ inputs }: Composition): string {
  const { from, to } = windowOf(inputs.period, inputs.scheme);
  return `Kỳ báo cáo từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}.`;
}

const APART =
  "Số liệu của cơ quan đã kết thúc hoạt động mà không có một cơ quan kế thừa chỉ tính trong cấp và toàn tỉnh.";

/** What every table of lines says below itself. */
export function lineNotes(composition: Composition): string[] {
  const { tree } = composition;
  const apart = tree.ended().some(({ code }) => tree.heirOf(code) === null);
  return [
    `${daysNote(composition)} ${CELL_LEGEND}`,
    `Lượt thiếu số liệu: số cặp (cơ quan, tháng) của kỳ chưa có số liệu, không nằm trong các số đã in.${apart ? ` ${APART}` : ""}`,
  ];
}

/** The threshold that a line's rate is held against where a target of the report is on this indicator. */
export function thresholdOf(targets: readonly PrintedTarget[], indicator: string, { scopes }: Line): number | null {
  const [scope, ...others] = scopes;
  const printed = targets.find((one) => one.indicator.id === indicator);
  if (printed === undefined || scope === undefined || others.length > 0) return null;
  return printed.target.thresholds[scope.level ?? "province"] ?? null;
}

export const MISSING: Column = { title: "Lượt thiếu số liệu", weight: 12, align: "right" };
