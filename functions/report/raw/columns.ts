import type { AgencyNames } from "../../domain/agency-names.ts";
import { type CountField, MeasureField, type SumField } from "../../domain/counts.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { isSameName } from "../../domain/name.ts";
import { leavesOf, sumKnown, widestOf } from "../../domain/sums/known-counts.ts";
import { type ColumnSpec, column, lettersIn, type RowCells } from "../tables/spec.ts";
import { count, day, NONE, text, type Value } from "../tables/value.ts";
import { withinSentence } from "../wording.ts";
import type { RawBasis, RawRow } from "./rows.ts";

/** A row of the sheet, and its number in it. */
export interface RawLine {
  readonly row: RawRow;
  readonly number: number;
  readonly names: AgencyNames;
}

/** Counts of one kind, or the sum of the columns right before it. */
interface Counts {
  readonly title: string;
  readonly group?: string;
  readonly fields: readonly CountField[];
  /** Name of its range for the people who write formulas of their own. */
  readonly name: string;
}

const TAKEN = "Hồ sơ tiếp nhận";
const DONE = "Hồ sơ đã giải quyết";
const LEFT = "Hồ sơ đang giải quyết";
const RETURNED = "Trả kết quả";
const PAID = "Nghĩa vụ tài chính, thanh toán";

const one = (field: CountField, name: string, title: string, group?: string): Counts => ({
  title,
  fields: [field],
  name,
  ...(group === undefined ? {} : { group }),
});

const sum = (name: string, title: string, group: string, field: SumField): Counts => ({
  title,
  group,
  name,
  fields: leavesOf(field),
});

/** The counts as the province's system gives them, sums right after what they add up. */
const COUNTS: readonly Counts[] = [
  one("openingBacklog", "TonDauKy", "Tồn đầu kỳ"),
  one("onlineRemote", "TrucTuyenTuXa", "Trực tuyến từ xa", TAKEN),
  one("onlineAssisted", "TrucTuyenMotCua", "Trực tuyến tại một cửa", TAKEN),
  one("counter", "TrucTiep", "Trực tiếp", TAKEN),
  one("postal", "TiepNhanBuuChinh", "Bưu chính công ích", TAKEN),
  sum("NopTrucTuyen", "Trực tuyến", TAKEN, "online"),
  sum("NopHoSoGiay", "Trực tiếp, bưu chính", TAKEN, "onPaper"),
  sum("HoSoTiepNhan", "Tổng số", TAKEN, "received"),
  one("resolvedEarly", "GiaiQuyetTruocHan", "Trước hạn", DONE),
  one("resolvedOnTime", "GiaiQuyetDungHan", "Đúng hạn", DONE),
  one("resolvedLate", "GiaiQuyetQuaHan", "Quá hạn", DONE),
  sum("GiaiQuyetKhongQuaHan", "Trước hạn, đúng hạn", DONE, "resolvedInTime"),
  sum("HoSoDaGiaiQuyet", "Tổng số", DONE, "resolved"),
  one("resolvedOnline", "GiaiQuyetTrucTuyen", "Trong đó trực tuyến", DONE),
  one("withdrawn", "RutTraLai", "Rút, trả lại"),
  one("pendingInTime", "DangGiaiQuyetTrongHan", "Trong hạn", LEFT),
  one("pendingOverdue", "DangGiaiQuyetQuaHan", "Quá hạn", LEFT),
  sum("HoSoDangGiaiQuyet", "Tổng số", LEFT, "pending"),
  one("returnedCounter", "TraTrucTiep", "Trực tiếp", RETURNED),
  one("returnedPostal", "TraBuuChinh", "Bưu chính công ích", RETURNED),
  one("returnedElectronic", "TraDienTu", "Điện tử", RETURNED),
  {
    title: "Tổng số",
    group: RETURNED,
    name: "KetQuaDaTra",
    fields: ["returnedCounter", "returnedPostal", "returnedElectronic"],
  },
  one("digitisedResults", "KetQuaSoHoa", "Kết quả số hóa"),
  one("feeDossiers", "HoSoNghiaVuTaiChinh", "Hồ sơ có nghĩa vụ tài chính", PAID),
  one("paidOnlineDossiers", "HoSoThanhToanTrucTuyen", "Hồ sơ thanh toán trực tuyến", PAID),
  one("payments", "GiaoDich", "Giao dịch", PAID),
  one("onlinePayments", "GiaoDichTrucTuyen", "Giao dịch trực tuyến", PAID),
];

const EMPTY = text("");
/** In the column that says whether an agency's month is there. */
const ANSWERED = "có số liệu";
export const UNANSWERED = "chưa có số liệu";

/** For whom the counts are reckoned, where it is not the agency itself. */
function answeredBy({ row: { code, name, successor }, names }: RawLine): string {
  if (successor === null) return "Chỉ tính trong cấp và toàn tỉnh";
  // A code may have been another agency's in that month.
  const answering = names.of(successor);
  return successor.code === code && isSameName(answering, name) ? "" : answering;
}

const ENTERED = "Tính vào (1: có)";
const basis = (key: RawBasis, title: string): ColumnSpec<RawLine> =>
  column(key, title, [0, 7], ({ row }) => count(row.bases.has(key) ? 1 : 0), { align: "center", group: ENTERED });

/** Columns before the counts: of whom, of which days, on which bases. */
const HEAD: readonly ColumnSpec<RawLine>[] = [
  column("number", "TT", [0, 6], ({ number }) => count(number), { align: "center" }),
  column("code", "Mã cơ quan", [0, 14], ({ row }) => text(row.code), { align: "left" }),
  column("name", "Cơ quan", [0, 36], ({ row }) => text(row.name), { align: "left" }),
  column("level", "Cấp", [0, 16], ({ row }) => text(row.level === null ? NONE : SCOPE_NAMES[row.level]), {
    align: "left",
  }),
  column(
    "district",
    "Địa bàn",
    [0, 24],
    ({ row, names }) => text(row.district === null ? "" : names.area(row.district)),
    {
      align: "left",
    },
  ),
  column("answers", "Tính cho", [0, 28], (line) => text(answeredBy(line)), { align: "left" }),
  column("from", "Từ ngày", [0, 11], ({ row }) => day(row.window.from), { align: "center" }),
  column("to", "Đến ngày", [0, 11], ({ row }) => day(row.window.to), { align: "center" }),
  basis("period", "Trong kỳ"),
  basis("year", "Lũy kế"),
  basis("previous", "Kỳ trước"),
  basis("yearEarlier", "Cùng kỳ"),
  column("status", "Tình trạng", [0, 16], ({ row }) => text(row.counts === null ? UNANSWERED : ANSWERED), {
    align: "left",
  }),
];

/** Empty where the agency has not answered, or its source does not tell it. */
function countsValue(fields: readonly CountField[], { row: { counts } }: RawLine): Value {
  const number = counts === null ? null : sumKnown(counts, fields);
  return number === null ? EMPTY : count(number);
}

/**
 * A sum is right behind what it adds up: the first and the last of its counts. What a source gives as a sum alone stands as it is.
 */
function sumFormula(
  fields: readonly CountField[],
  { row: { counts } }: RawLine,
  { at, letters }: RowCells,
): string | null {
  if (fields.length === 1) return null;
  if (counts !== null && fields.some((field) => counts[field] === null)) return null;
  const [first = "", last = ""] = [fields[0], fields.at(-1)].map((field) => letters(nameOfField(field)));
  const range = `${first}${at}:${last}${at}`;
  return `IF(COUNT(${range})=0,"",SUM(${range}))`;
}

const isSame = (left: readonly CountField[], right: readonly CountField[]): boolean =>
  left.length === right.length && left.every((field) => right.includes(field));

const columnOf = (counts: readonly CountField[]): Counts | undefined =>
  COUNTS.find(({ fields }) => isSame(fields, counts));

/** What a count is called where it stands alone: "Hồ sơ tiếp nhận: trực tuyến từ xa". */
export function countTitle(field: CountField): string {
  const { title = field, group } = columnOf([field]) ?? {};
  return group === undefined ? title : `${group}: ${withinSentence(title)}`;
}

const nameOfField = (field: CountField | undefined): string =>
  (field === undefined ? undefined : columnOf([field]))?.name ?? "";

const countColumns = COUNTS.map(({ title, group, fields, name }) =>
  column<RawLine>(name, title, [0, 10.5], (line) => countsValue(fields, line), {
    ...(group === undefined ? {} : { group }),
    formula: (line, cells) => sumFormula(fields, line, cells),
  }),
);

const MEASURE_TITLES: Readonly<Record<MeasureField, string>> = {
  portalUsers: "Người dùng",
  identifiedUsers: "Người dùng đã định danh",
  websites: "Trang thông tin điện tử",
  websitesWithSection: "Trang có chuyên mục DVCTT",
};

const measureColumns = MeasureField.options.map((field) =>
  column<RawLine>(
    field,
    MEASURE_TITLES[field],
    [0, 12],
    ({ row: { measures } }) => (measures === null ? EMPTY : count(measures[field])),
    { group: "Tại ngày cuối tháng báo cáo" },
  ),
);

/** The columns of the raw counts: districts only where there are such, measures only where an indicator is on them. */
export const rawColumns = (districts: boolean, measured: boolean): readonly ColumnSpec<RawLine>[] => [
  ...HEAD.filter(({ key }) => districts || key !== "district"),
  ...countColumns,
  ...(measured ? measureColumns : []),
];

const LETTERS = { with: lettersIn(rawColumns(true, true)), without: lettersIn(rawColumns(false, true)) };

/** Where the columns are that formulas of other sheets name. */
export class RawLetters {
  readonly #of: (key: string) => string;

  constructor(districts: boolean) {
    this.#of = districts ? LETTERS.with : LETTERS.without;
  }

  of(key: RawBasis | "code" | "level" | "to" | "status" | MeasureField): string {
    return this.#of(key);
  }

  /** The column that holds just these counts or their sum, or the columns of the widest sums that make them up. */
  counts(fields: readonly CountField[]): string[] {
    const whole = columnOf(fields);
    const names =
      whole === undefined ? widestOf(fields).map((field) => columnOf(leavesOf(field))?.name ?? "") : [whole.name];
    return names.map(this.#of);
  }

  /** The ranges that people use in formulas of their own, by ASCII name, with the letters of their column. */
  named(): readonly (readonly [name: string, letters: string])[] {
    return [
      ["MaCoQuan", this.of("code")],
      ["CapCoQuan", this.of("level")],
      ["DenNgay", this.of("to")],
      ["TrongKy", this.of("period")],
      ["LuyKe", this.of("year")],
      ["KyTruoc", this.of("previous")],
      ["CungKy", this.of("yearEarlier")],
      ...COUNTS.map(({ name }) => [name, this.#of(name)] as const),
    ];
  }
}
