import type { Agency } from "../../domain/agency.ts";
import type { CountField } from "../../domain/counts.ts";
import type { FieldSums } from "../../domain/figures/breakdown.ts";
import { monthsOf, windowOf } from "../../domain/period.ts";
import type { Scope } from "../../domain/scope.ts";
import type { PairSums } from "../../domain/sums/pair-sums.ts";
import type { Composition } from "../composition.ts";
import type { Appendix } from "../report.ts";
import { scopeOf as scopeOfReport } from "../text/overdue-lines.ts";
import { countText, fewText } from "../wording.ts";
import { FIRST_ROW, type WorkbookSheet } from "../workbook.ts";
import { FORM_06A, type FormVersion, formOn } from "./form.ts";
import { type Added, type Counted, type Counting, PARTS } from "./form06a-columns.ts";
import { daysNote, type Line, type LineTable, nameColumn, numberColumn, scopeOf, type TableContext } from "./lines.ts";
import { type ColumnSpec, column, printedTable, type RowCells, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { LEGEND, text, type Value } from "./value.ts";

/** The form prints the words in full; see figures.md 3, Biểu II.06a. */
const UNKNOWN = "chưa có số liệu";

/** The counts of one line of the form; null where none is there. */
interface Form {
  readonly sums: PairSums | null;
  /** Whether these counts are all there of the period's first month, or of its last: only they know what was open. */
  readonly isOf: (month: "first" | "last", counts: readonly CountField[]) => boolean;
}

function counted({ counts, apart, of }: Counting, form: Form): number | null {
  if (form.sums === null || (of !== undefined && !form.isOf(of, counts))) return null;
  const number = form.sums.sum(counts);
  return number === null || apart === undefined ? number : number + (form.sums.sum([apart]) ?? 0);
}

const added = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((total, number) => (total === null || number === null ? null : total + number), 0);

/** What the columns come to that a column adds up; null where one of them is not known. */
const addedOf = ({ adds }: Added, form: Form): number | null =>
  added(PARTS.filter(({ key }) => adds.includes(key)).map((one) => numberOf(one, form)));

const numberOf = (part: Counted | Added, form: Form): number | null =>
  "counts" in part ? counted(part, form) : (addedOf(part, form) ?? added(part.whole.map((one) => counted(one, form))));

const formValue = (part: Counted | Added, form: Form): Value => ({
  type: "count",
  value: numberOf(part, form),
  none: UNKNOWN,
});

/** A sum of the columns behind it, known where every one of them is; what a source gives in the whole stands as it is. */
function addedFormula(part: Added, form: Form, { cell }: RowCells): string | null {
  if (addedOf(part, form) === null && numberOf(part, form) !== null) return null;
  const { adds } = part;
  const [first = "", last = ""] = [adds[0], adds.at(-1)];
  const range = `${cell(first)}:${cell(last)}`;
  return `IF(COUNT(${range})=${adds.length},SUM(${range}),"${UNKNOWN}")`;
}

type Write<Subject> = (part: Counted, line: Subject, cells: RowCells) => string | null;

/** Columns (3) to (13) of lines whose counts and formulas are found by these functions. */
const formColumns = <Subject>(formOf: (line: Subject) => Form, write: Write<Subject>): ColumnSpec<Subject>[] =>
  PARTS.map((part) =>
    column(part.key, part.title, [18, 11], (line: Subject) => formValue(part, formOf(line)), {
      group: part.group,
      formula: (line, cells) => ("adds" in part ? addedFormula(part, formOf(line), cells) : write(part, line, cells)),
    }),
  );

/** "(1)" to "(13)", as the form numbers its columns. */
const NUMBERS = Array.from({ length: PARTS.length + 2 }, (_, index) => `(${index + 1})`);

/** @param withdrawn of all rows together; null where nothing is known */
const rulesOf = (withdrawn: number | null): string[] => [
  `Cột (3) = (4) + (5) + (6); (7) = (8) + (9) + (10); (11) = (12) + (13). Cột (9) gồm hồ sơ rút, trả lại${withdrawn === null ? "" : ` (tổng số ${countText(withdrawn)} hồ sơ)`}.`,
  "Cột (6) và (3) không có số khi thiếu số liệu tháng đầu kỳ, cột (11), (12), (13) khi thiếu số liệu tháng cuối kỳ, của bất kỳ cơ quan nào thuộc dòng đó; số mà nguồn số liệu không có cũng ghi như vậy.",
];

/** Đơn vị báo cáo and đơn vị nhận, as the form's head names them. */
export interface Parties {
  readonly reporting: string;
  readonly receiving: readonly string[];
}

const partiesNote = ({ reporting, receiving }: Parties): string =>
  `Đơn vị tính: Số hồ sơ TTHC. Đơn vị báo cáo: ${reporting}. Đơn vị nhận báo cáo: ${receiving.join("; ")}.`;

const NAME = "Bieu 06a";

/** The form as it is on the report's last day. */
const formIn = ({ forms, inputs }: Composition): FormVersion =>
  formOn(forms, FORM_06A, windowOf(inputs.period, inputs.scheme).to);

/** Who receives the form of the province, by which document, and what of the form is not confirmed. */
function versionNotes({ receiver, basis, unconfirmed }: FormVersion, parties: Parties): string[] {
  const by = basis === undefined ? "" : ` (${basis})`;
  return [
    partiesNote(parties),
    ...(receiver === undefined ? [] : [`Cơ quan nhận biểu của tỉnh: ${receiver}${by}.`]),
    ...(unconfirmed === undefined ? [] : [`Cần xác nhận: ${unconfirmed}.`]),
  ];
}

function formOfScopes({ figures: { evidence }, inputs }: Composition, scopes: readonly Scope[]): Form {
  const months = monthsOf(inputs.period);
  return {
    sums: evidence.sums(scopes),
    isOf: (of, counts) => evidence.isWhole(scopes, (of === "first" ? months[0] : months.at(-1)) ?? "", counts),
  };
}

/** Biểu II.06a as a synthesis: the province, its levels and their agencies. */
export function form06aTable({ composition, raw }: TableContext, parties: Parties): LineTable {
  const form = formIn(composition);
  const months = monthsOf(composition.inputs.period);
  const monthOf = { first: months[0] ?? "", last: months.at(-1) ?? "" };
  const columns = formColumns<Line>(
    ({ scopes }) => formOfScopes(composition, scopes),
    ({ counts, apart, of }, line) => {
      const scope = scopeOf(line);
      const inPeriod = (each: readonly CountField[]) => ({ of: { counts: each }, scope, when: "period" }) as const;
      if (apart !== undefined) return raw.sumWith(inPeriod(counts), inPeriod([apart]), UNKNOWN);
      if (of === undefined) return raw.sumOr(inPeriod(counts), UNKNOWN);
      // What was open is known where none of the scope's counts of that month is missing.
      const when = { month: monthOf[of] };
      const unknown = `${raw.unknown({ of: { counts }, scope, when })}>0,${raw.known(inPeriod(counts))}=0`;
      return `IF(OR(${unknown}),"${UNKNOWN}",${raw.sum({ of: { counts }, scope, when })})`;
    },
  );
  return {
    title: `${form.summary} (theo các cột của ${form.code})`,
    name: NAME,
    sheet: "form06a",
    subject: form.units,
    columns,
    head: NUMBERS,
    notes: [...versionNotes(form, parties), ...rulesOf(withdrawnOf(composition, null))],
    bars: [],
  };
}

/** A line of one agency's form: one field (lĩnh vực), or all of them. */
interface FieldLine extends Line {
  readonly form: Form;
  /** The sheet's rows that the total adds up, and what they say; null for a field. */
  readonly adds: { readonly from: number; readonly to: number; readonly forms: readonly Form[] } | null;
}

/** Where a source of the agency does not tell its fields, they are less than the whole. */
function totalFormula({ adds, form }: FieldLine, key: string, letters: string): string | null {
  const part = PARTS.find((one) => one.key === key);
  if (adds === null || part === undefined) return null;
  const whole = numberOf(part, form);
  if (whole !== null && added(adds.forms.map((field) => numberOf(part, field))) !== whole) return null;
  const range = `${letters}${adds.from}:${letters}${adds.to}`;
  return `IF(COUNT(${range})=0,"${UNKNOWN}",SUM(${range}))`;
}

/** The counts of every field as values; the total over them a formula. */
const fieldColumns = ({ fields }: FormVersion): ColumnSpec<FieldLine>[] => [
  numberColumn,
  nameColumn(fields),
  ...formColumns<FieldLine>(
    ({ form }) => form,
    () => null,
  ).map(
    (one): ColumnSpec<FieldLine> => ({
      ...one,
      formula: (line, cells) =>
        totalFormula(line, one.key, cells.letters(one.key)) ?? one.formula?.(line, cells) ?? null,
    }),
  ),
];

function fieldRows(composition: Composition, { code, name, level }: Agency, byField: FieldSums): TableRow<FieldLine>[] {
  const scopes = [{ kind: "agency", code, name, level } as const];
  const whole = formOfScopes(composition, scopes);
  const fields = [...byField];
  const forms = fields.map(([, sums]): Form => ({ ...whole, sums }));
  const adds = { from: FIRST_ROW + 1, to: FIRST_ROW + fields.length, forms };
  return [
    { kind: "total", line: { name: "Tổng số", number: "", scopes, form: whole, adds } },
    ...fields.map(([field, own], index): TableRow<FieldLine> => {
      return {
        kind: "body",
        line: { name: field, number: index + 1, scopes, form: { ...whole, sums: own }, adds: null },
      };
    }),
  ];
}

/** Dossiers of an agency's period that were withdrawn or sent back; null where nothing is known. */
const withdrawnOf = ({ figures: { evidence } }: Composition, agency: Agency | null): number | null =>
  evidence.sums([scopeOfReport(agency)])?.sum(["withdrawn"]) ?? null;

const titleOf = ({ title, code }: FormVersion): string => `${title} (${code})`;

/**
 * Biểu II.06a of one agency, a row for each field (lĩnh vực) and their total first.
 *
 * @param byField the sums of the agency's counts of the period, in the order of print; empty where it has none
 */
export function form06aByField(
  composition: Composition,
  agency: Agency,
  byField: FieldSums,
  parties: Parties,
): Appendix {
  const form = formIn(composition);
  const rows = fieldRows(composition, agency, byField);
  const missing = composition.figures.evidence.missing([{ kind: "agency", ...agency }]);
  return {
    title: titleOf(form),
    sheet: NAME,
    landscape: false,
    table: printedTable(fieldColumns(form), [{ kind: "group", cells: NUMBERS.map(text) }, ...rows]),
    notes: [
      daysNote(composition),
      ...versionNotes(form, parties),
      ...rulesOf(withdrawnOf(composition, agency)),
      ...(missing === 0 ? [] : [`Chưa gồm số liệu của ${fewText(missing)} tháng chưa có trong kỳ.`]),
    ],
  };
}

/** Biểu II.06a of one agency by field as a sheet. */
export function form06aFieldSheet(
  composition: Composition,
  agency: Agency,
  parties: Parties,
  about: string,
): WorkbookSheet {
  const rows = fieldRows(composition, agency, composition.figures.evidence.fields(agency.code));
  const isEmpty = rows.length === 1;
  const form = formIn(composition);
  const notes = [
    ...(isEmpty ? ["Chưa có số liệu."] : []),
    `${daysNote(composition)} ${LEGEND}`,
    ...versionNotes(form, parties),
    ...rulesOf(withdrawnOf(composition, agency)),
    "Số của từng lĩnh vực cộng từ các dòng thủ tục hành chính mà cơ quan đã gửi: là giá trị; các cột tổng số và dòng tổng số là công thức.",
  ];
  return sheetOf({ name: SHEETS.form06a, title: titleOf(form), about, notes }, fieldColumns(form), isEmpty ? [] : rows);
}
