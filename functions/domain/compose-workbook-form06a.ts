import type { Agency } from "./agency.ts";
import { sumsByField } from "./breakdown.ts";
import { daysNote } from "./compose-lines.ts";
import {
  column,
  count,
  formula,
  LEGEND,
  lettersOf,
  type NotedColumn,
  SHEETS,
  sheetOf,
  text,
} from "./compose-workbook-cells.ts";
import type { SheetGround } from "./compose-workbook-levels.ts";
import { LINE_COLUMNS, lineSheet, type WorkbookLine } from "./compose-workbook-lines.ts";
import type { RawCounts, Sum } from "./compose-workbook-raw.ts";
import type { CountField } from "./counts.ts";
import type { Sums } from "./digest.ts";
import { monthsOf } from "./period.ts";
import { scopeId } from "./scope.ts";
import { FIRST_ROW, type WorkbookCell, type WorkbookRow, type WorkbookSheet } from "./workbook.ts";

const TAKEN = "Số hồ sơ nhận giải quyết";
const DONE = "Số hồ sơ đã giải quyết";
const UNDER_WAY = "Số hồ sơ đang giải quyết";

/** The form prints the words in full; see figures.md 3, Biểu II.06a. */
const UNKNOWN = "chưa có số liệu";

/** Columns (3) to (13): the counts that one takes, or the columns beside it that one adds up. */
const PARTS: readonly {
  readonly title: string;
  readonly group: string;
  readonly counts?: readonly CountField[];
  readonly adds?: readonly number[];
  /** Of which month alone the counts are; all months where nothing is said. */
  readonly of?: "first" | "last";
}[] = [
  { title: "Tổng số", group: TAKEN, adds: [4, 5, 6] },
  { title: "Trong kỳ: trực tuyến", group: TAKEN, counts: ["onlineRemote", "onlineAssisted"] },
  { title: "Trong kỳ: trực tiếp, bưu chính", group: TAKEN, counts: ["counter", "postal"] },
  { title: "Từ kỳ trước", group: TAKEN, counts: ["openingBacklog"], of: "first" },
  { title: "Tổng số", group: DONE, adds: [8, 9, 10] },
  { title: "Trước hạn", group: DONE, counts: ["resolvedEarly"] },
  { title: "Đúng hạn", group: DONE, counts: ["resolvedOnTime", "withdrawn"] },
  { title: "Quá hạn", group: DONE, counts: ["resolvedLate"] },
  { title: "Tổng số", group: UNDER_WAY, adds: [12, 13] },
  { title: "Trong hạn", group: UNDER_WAY, counts: ["pendingInTime"], of: "last" },
  { title: "Quá hạn", group: UNDER_WAY, counts: ["pendingOverdue"], of: "last" },
];

const COLUMNS: readonly NotedColumn[] = PARTS.map(({ title, group }) => column(title, 11, "right", group));

const RULES = [
  "Đơn vị tính: Số hồ sơ TTHC. Cột (3) = (4) + (5) + (6); (7) = (8) + (9) + (10); (11) = (12) + (13). Cột (9) gồm hồ sơ rút, trả lại.",
  "Cột (6) và (3) không có số khi thiếu số liệu tháng đầu kỳ, cột (11), (12), (13) khi thiếu số liệu tháng cuối kỳ, của bất kỳ cơ quan nào thuộc dòng đó.",
];

/** A sum of the columns beside it, known where every one of them is. */
function addedCell(adds: readonly number[], at: number, parts: readonly (number | null)[]): WorkbookCell {
  const [first = 0, last = 0] = [adds[0], adds.at(-1)];
  const range = `${lettersOf(first)}${at}:${lettersOf(last)}${at}`;
  const values = adds.map((number) => parts[number - 3] ?? null);
  const written = `IF(COUNT(${range})=${adds.length},SUM(${range}),"${UNKNOWN}")`;
  const total = values.includes(null) ? UNKNOWN : values.reduce((sum: number, value) => sum + (value ?? 0), 0);
  return formula(written, total, "count");
}

/** Every column of a row: those that add up after those that they add. */
function partCells(
  at: number,
  write: (part: (typeof PARTS)[number], counts: readonly CountField[]) => { cell: WorkbookCell; value: number | null },
): WorkbookCell[] {
  const written = PARTS.map((part) => (part.counts === undefined ? null : write(part, part.counts)));
  const values = written.map((one) => one?.value ?? null);
  return PARTS.map(({ adds }, index) => written[index]?.cell ?? addedCell(adds ?? [], at, values));
}

/** A stock is known only where all of the scope's counts of its month are there. */
function stockCell(raw: RawCounts, sum: Sum): { cell: WorkbookCell; value: number | null } {
  const lacking = raw.missing(sum.scope, sum.when);
  const value = lacking > 0 || raw.total(sum.scope, "period").counted === 0 ? null : raw.value(sum);
  const written = `IF(OR(${raw.missingText(sum.scope, sum.when)}>0,${raw.knownText(sum)}=0),"${UNKNOWN}",${raw.sumText(sum)})`;
  return { cell: formula(written, value ?? UNKNOWN, "count"), value };
}

/** Biểu II.06a of the province, its levels and agencies. */
export function form06aSheet(ground: SheetGround, raw: RawCounts, lines: readonly WorkbookLine[]): WorkbookSheet {
  const months = monthsOf(ground.composition.inputs.period);
  const monthAt = { first: months[0] ?? "", last: months.at(-1) ?? "" };
  return lineSheet(ground, raw, lines, {
    sheet: "form06a",
    title: "TỔNG HỢP TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH (Biểu số II.06a/VPCP/KSTT)",
    columns: COLUMNS,
    cells: ({ scope }, at) =>
      partCells(at, ({ of }, counts) => {
        const sum: Sum = {
          of: { counts },
          scope: scopeId(scope),
          when: of === undefined ? "period" : { month: monthAt[of] },
        };
        return of === undefined ? { cell: raw.cell(sum, UNKNOWN), value: raw.value(sum) } : stockCell(raw, sum);
      }),
    notes: RULES,
    bars: [],
  });
}

/** The counts of one field; where a month is missing, its backlogs are not known. */
function fieldRow(
  number: number,
  field: string,
  sums: Sums,
  lacking: { readonly first: boolean; readonly last: boolean },
): WorkbookRow {
  const at = FIRST_ROW + number;
  const cells = partCells(at, ({ of }, counts) => {
    const value = of !== undefined && lacking[of] ? null : counts.reduce((sum, count) => sum + sums[count], 0);
    return { cell: value === null ? text(UNKNOWN) : count(value), value };
  });
  return { kind: "body", cells: [count(number), text(field), ...cells] };
}

/** The total over all fields, which stand in the rows below it. */
function totalRow(fields: readonly WorkbookRow[]): WorkbookRow {
  const [from, to] = [FIRST_ROW + 1, FIRST_ROW + fields.length];
  const cells = PARTS.map((_, index) => {
    const letters = lettersOf(LINE_COLUMNS.length + 1 + index);
    const range = `${letters}${from}:${letters}${to}`;
    const values = fields
      .map(({ cells: own }) => own[LINE_COLUMNS.length + index])
      .flatMap((cell) =>
        cell?.type === "count"
          ? [cell.value]
          : cell?.type === "formula" && typeof cell.result === "number"
            ? [cell.result]
            : [],
      );
    const total = values.length === 0 ? UNKNOWN : values.reduce((sum, value) => sum + value, 0);
    return formula(`IF(COUNT(${range})=0,"${UNKNOWN}",SUM(${range}))`, total, "count");
  });
  return { kind: "total", cells: [text(""), text("Tổng số"), ...cells] };
}

/** Biểu II.06a of one agency by field (lĩnh vực): the fields' counts as values, every total a formula over them. */
export function agencyForm06aSheet({ composition, about }: SheetGround, raw: RawCounts, agency: Agency): WorkbookSheet {
  const { inputs, tree } = composition;
  const months = monthsOf(inputs.period);
  const isLacking = (month = ""): boolean => raw.missing(`agency:${agency.code}`, { month }) > 0;
  const lacking = { first: isLacking(months[0]), last: isLacking(months.at(-1)) };
  const fields = [...sumsByField(inputs, tree, agency.code)].map(([field, sums], index) =>
    fieldRow(index + 1, field, sums, lacking),
  );
  const given = {
    ...{ name: SHEETS.form06a, about, rows: fields.length === 0 ? [] : [totalRow(fields), ...fields] },
    title: "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH (Biểu số II.06a/VPCP/KSTT)",
    columns: [column("TT", 6, "center"), column("Lĩnh vực, công việc giải quyết theo cấp", 46, "left"), ...COLUMNS],
    notes: [
      ...(fields.length === 0 ? ["Chưa có số liệu."] : []),
      `${daysNote(composition)} ${LEGEND}`,
      ...RULES,
      "Số của từng lĩnh vực cộng từ các dòng thủ tục hành chính mà cơ quan đã gửi: là giá trị; các cột tổng số và dòng tổng số là công thức.",
    ],
  };
  return sheetOf(given);
}
