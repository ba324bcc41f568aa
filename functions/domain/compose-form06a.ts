import type { Agency } from "./agency.ts";
import { column, count, text } from "./compose-cells.ts";
import { groundOf, isLacking } from "./compose-ground.ts";
import { daysNote, type Line, lineAppendices, lineRow, MISSING } from "./compose-lines.ts";
import { SHEETS } from "./compose-workbook-cells.ts";
import type { Composition } from "./composition.ts";
import { COUNT_FIELDS } from "./counts.ts";
import { noSums, type Sums } from "./digest.ts";
import { monthsOf } from "./period.ts";
import type { Appendix, Cell, Column, Row } from "./report.ts";
import { fewText } from "./wording.ts";

const TAKEN = "Số hồ sơ nhận giải quyết";
const DONE = "Số hồ sơ đã giải quyết";
const UNDER_WAY = "Số hồ sơ đang giải quyết";

const formColumns = (subject: string): Column[] => [
  column("TT", 10, "center"),
  column(subject, 50, "left"),
  column("Tổng số", 18, "right", TAKEN),
  column("Trong kỳ: trực tuyến", 18, "right", TAKEN),
  column("Trong kỳ: trực tiếp, bưu chính", 18, "right", TAKEN),
  column("Từ kỳ trước", 18, "right", TAKEN),
  column("Tổng số", 18, "right", DONE),
  column("Trước hạn", 18, "right", DONE),
  column("Đúng hạn", 18, "right", DONE),
  column("Quá hạn", 16, "right", DONE),
  column("Tổng số", 18, "right", UNDER_WAY),
  column("Trong hạn", 18, "right", UNDER_WAY),
  column("Quá hạn", 16, "right", UNDER_WAY),
];

const NUMBERS: readonly Cell[] = Array.from({ length: 13 }, (_, index) => text(`(${index + 1})`));

/** The form prints the words in full; see figures.md 3, Biểu II.06a. */
const formCell = (value: number | null): Cell => (value === null ? text("chưa có số liệu") : count(value));

/** Columns (3) to (13). */
interface Form {
  readonly sums: Readonly<Sums>;
  /** Whether all counts of the period's first month are there, and of its last: only they know what was open. */
  readonly opening: boolean;
  readonly pending: boolean;
}

function formCells(form: Form | null): Cell[] {
  if (form === null) return NUMBERS.slice(2).map(() => formCell(null));
  const { sums, opening, pending } = form;
  const online = sums.onlineRemote + sums.onlineAssisted;
  const onPaper = sums.counter + sums.postal;
  const onTime = sums.resolvedOnTime + sums.withdrawn;
  const atFirst = (value: number): Cell => formCell(opening ? value : null);
  const atLast = (value: number): Cell => formCell(pending ? value : null);
  return [
    atFirst(online + onPaper + sums.openingBacklog),
    formCell(online),
    formCell(onPaper),
    atFirst(sums.openingBacklog),
    formCell(sums.resolvedEarly + onTime + sums.resolvedLate),
    formCell(sums.resolvedEarly),
    formCell(onTime),
    formCell(sums.resolvedLate),
    atLast(sums.pendingInTime + sums.pendingOverdue),
    atLast(sums.pendingInTime),
    atLast(sums.pendingOverdue),
  ];
}

const head = (extra: number): Row => ({
  bold: true,
  cells: [...NUMBERS, ...Array.from({ length: extra }, () => text(""))],
});

const RULES = [
  "Cột (3) = (4) + (5) + (6); (7) = (8) + (9) + (10); (11) = (12) + (13). Cột (9) gồm hồ sơ rút, trả lại.",
  "Cột (6) và (3) không in số khi thiếu số liệu tháng đầu kỳ, cột (11), (12), (13) khi thiếu số liệu tháng cuối kỳ, của bất kỳ cơ quan nào thuộc dòng đó.",
];

/** Đơn vị báo cáo and đơn vị nhận, as the form's head names them. */
export interface Parties {
  readonly reporting: string;
  readonly receiving: readonly string[];
}

function notesFor(composition: Composition, { reporting, receiving }: Parties): string[] {
  return [
    `${daysNote(composition).replace(/\.$/, "")}; Đơn vị tính: Số hồ sơ TTHC.`,
    `Đơn vị báo cáo: ${reporting}. Đơn vị nhận báo cáo: ${receiving.join("; ")}.`,
    ...RULES,
  ];
}

const FORM = "Biểu số II.06a/VPCP/KSTT";
const SHEET = "Bieu 06a";

/** Biểu II.06a as a synthesis: the province, its levels and their agencies. */
export function form06aAppendix(composition: Composition, parties: Parties): Appendix[] {
  const ground = groundOf(composition);
  const months = monthsOf(composition.inputs.period);
  const [first, last] = [months[0], months.at(-1)].map((month) => ground.lacking(month ?? ""));
  const cells = (line: Line): Cell[] => {
    const sums = ground.sums(line);
    const isWhole = (lacking: ReadonlySet<string> | undefined) => lacking !== undefined && !isLacking(lacking, line);
    const form = sums === null ? null : { sums, opening: isWhole(first), pending: isWhole(last) };
    return [...formCells(form), count(ground.missing(line))];
  };
  return lineAppendices(composition, {
    title: `TỔNG HỢP TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH (${FORM})`,
    sheet: SHEET,
    full: SHEETS.form06a,
    columns: [...formColumns("Cơ quan, đơn vị giải quyết theo cấp"), MISSING],
    head: [head(1)],
    cells,
    notes: notesFor(composition, parties),
  });
}

/**
 * Biểu II.06a of one agency, a row for each field (lĩnh vực) and their total first.
 *
 * @param rows the sums of the agency's counts of the period by field, in the order of print; empty where it has none
 */
export function form06aByField(
  rows: ReadonlyMap<string, Sums>,
  agency: Agency,
  composition: Composition,
  parties: Parties,
): Appendix {
  const ground = groundOf(composition);
  const scope = { kind: "agency", code: agency.code, name: agency.name, level: agency.level } as const;
  const line = (name: string, number: number | string): Line => ({ name, number, scopes: [scope] });
  const whole = line("Tổng số", "");
  const months = monthsOf(composition.inputs.period);
  const [opening, pending] = [months[0], months.at(-1)].map((month) => !isLacking(ground.lacking(month ?? ""), whole));
  const missing = ground.missing(whole);
  const total = noSums();
  for (const sums of rows.values()) for (const field of COUNT_FIELDS) total[field] += sums[field];
  const cellsOf = (sums: Sums): Cell[] => {
    if (ground.sums(whole) === null) return formCells(null);
    return formCells({ sums, opening: opening === true, pending: pending === true });
  };
  const fields = [...rows].map(([field, sums], index) => lineRow(line(field, index + 1), cellsOf(sums)));
  return {
    title: `TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH (${FORM})`,
    sheet: SHEET,
    landscape: true,
    table: {
      columns: formColumns("Lĩnh vực, công việc giải quyết theo cấp"),
      rows: [head(0), lineRow(whole, cellsOf(total)), ...fields],
    },
    notes: [
      ...notesFor(composition, parties),
      ...(missing === 0 ? [] : [`Chưa gồm số liệu của ${fewText(missing)} tháng chưa có trong kỳ.`]),
    ],
  };
}
