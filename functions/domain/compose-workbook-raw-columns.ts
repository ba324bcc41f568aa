import { column, lettersOf, type NotedColumn } from "./compose-workbook-cells.ts";
import type { RawBasis } from "./compose-workbook-counts.ts";
import { type CountField, MeasureField } from "./counts.ts";
import type {} from "./workbook.ts";

/** A column of counts, or one that adds counts beside it up. */
export interface CountColumn {
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

const one = (field: CountField, name: string, title: string, group?: string): CountColumn => ({
  ...{ title, fields: [field], name },
  ...(group === undefined ? {} : { group }),
});

/** The counts as the province's system gives them, sums right after what they add up. */
export const COUNT_COLUMNS: readonly CountColumn[] = [
  one("openingBacklog", "TonDauKy", "Tồn đầu kỳ"),
  one("onlineRemote", "TrucTuyenTuXa", "Trực tuyến từ xa", TAKEN),
  one("onlineAssisted", "TrucTuyenMotCua", "Trực tuyến tại một cửa", TAKEN),
  one("counter", "TrucTiep", "Trực tiếp", TAKEN),
  one("postal", "TiepNhanBuuChinh", "Bưu chính công ích", TAKEN),
  { title: "Trực tuyến", group: TAKEN, name: "NopTrucTuyen", fields: ["onlineRemote", "onlineAssisted"] },
  {
    title: "Tổng số",
    group: TAKEN,
    name: "HoSoTiepNhan",
    fields: ["onlineRemote", "onlineAssisted", "counter", "postal"],
  },
  one("resolvedEarly", "GiaiQuyetTruocHan", "Trước hạn", DONE),
  one("resolvedOnTime", "GiaiQuyetDungHan", "Đúng hạn", DONE),
  one("resolvedLate", "GiaiQuyetQuaHan", "Quá hạn", DONE),
  {
    title: "Tổng số",
    group: DONE,
    name: "HoSoDaGiaiQuyet",
    fields: ["resolvedEarly", "resolvedOnTime", "resolvedLate"],
  },
  one("resolvedOnline", "GiaiQuyetTrucTuyen", "Trong đó trực tuyến", DONE),
  one("withdrawn", "RutTraLai", "Rút, trả lại"),
  one("pendingInTime", "DangGiaiQuyetTrongHan", "Trong hạn", LEFT),
  one("pendingOverdue", "DangGiaiQuyetQuaHan", "Quá hạn", LEFT),
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

const MEASURED = "Tại ngày cuối tháng báo cáo";
const MEASURE_TITLES: Readonly<Record<MeasureField, string>> = {
  portalUsers: "Người dùng",
  identifiedUsers: "Người dùng đã định danh",
  websites: "Trang thông tin điện tử",
  websitesWithSection: "Trang có chuyên mục DVCTT",
};

/** Columns before the counts: of whom, of which days, on which bases. */
export const HEAD: readonly NotedColumn[] = [
  column("TT", 6, "center"),
  column("Mã cơ quan", 14, "left"),
  column("Cơ quan", 36, "left"),
  column("Cấp", 16, "left"),
  column("Địa bàn", 24, "left"),
  column("Tính cho", 28, "left"),
  column("Từ ngày", 11, "center"),
  column("Đến ngày", 11, "center"),
  column("Trong kỳ", 7, "center", "Tính vào (1: có)"),
  column("Lũy kế", 7, "center", "Tính vào (1: có)"),
  column("Kỳ trước", 7, "center", "Tính vào (1: có)"),
  column("Cùng kỳ", 7, "center", "Tính vào (1: có)"),
  column("Tình trạng", 16, "left"),
];

const letterOf = (title: string): string => lettersOf(HEAD.findIndex((one) => one.title === title) + 1);
export const LAST_DAY = letterOf("Đến ngày");
export const STATUS = letterOf("Tình trạng");
export const AT_BASIS: Readonly<Record<RawBasis, string>> = {
  period: letterOf("Trong kỳ"),
  year: letterOf("Lũy kế"),
  previous: letterOf("Kỳ trước"),
  yearEarlier: letterOf("Cùng kỳ"),
};

export const ANSWERED = "có số liệu";
export const UNANSWERED = "chưa có số liệu";

export const FIRST_COUNT = HEAD.length + 1;
const FIRST_MEASURE = FIRST_COUNT + COUNT_COLUMNS.length;

export const countColumns = (): NotedColumn[] =>
  COUNT_COLUMNS.map(({ title, group }) => column(title, 10.5, "right", group));
export const measureColumns = (): NotedColumn[] =>
  MeasureField.options.map((field) => column(MEASURE_TITLES[field], 12, "right", MEASURED));

const sameFields = (left: readonly CountField[], right: readonly CountField[]): boolean =>
  left.length === right.length && left.every((field) => right.includes(field));

/** The column that holds just these counts or their sum, or the columns of each of them. */
export function lettersFor(fields: readonly CountField[]): string[] {
  const whole = COUNT_COLUMNS.findIndex((one) => sameFields(one.fields, fields));
  if (whole !== -1) return [lettersOf(FIRST_COUNT + whole)];
  return fields.map((field) =>
    lettersOf(FIRST_COUNT + COUNT_COLUMNS.findIndex((one) => sameFields(one.fields, [field]))),
  );
}

export const letterOfMeasure = (field: MeasureField): string =>
  lettersOf(FIRST_MEASURE + MeasureField.options.indexOf(field));
