import { groundOf } from "./compose-ground.ts";
import { thresholdOf } from "./compose-lines.ts";
import { column, DISTINCT_NOTE, known, lettersOf, type NotedColumn } from "./compose-workbook-cells.ts";
import type { SheetGround } from "./compose-workbook-levels.ts";
import { LINE_COLUMNS, lineSheet, type WorkbookLine } from "./compose-workbook-lines.ts";
import type { RawCounts } from "./compose-workbook-raw.ts";
import { rateCell } from "./compose-workbook-targets.ts";
import { windowOf } from "./period.ts";
import { scopeId } from "./scope.ts";
import { dayText } from "./wording.ts";
import type { WorkbookCell, WorkbookSheet } from "./workbook.ts";

/** One share of a table: its indicator and what is written over its whole, its part and its rate. */
interface Share {
  readonly indicator: string;
  readonly group: string;
  readonly whole: string;
  readonly part: string;
}

const PAYMENTS: readonly Share[] = [
  {
    ...{ indicator: "payable-procedures", group: "TTHC có nghĩa vụ tài chính" },
    ...{ whole: "Tổng số", part: "Đã mở TTTT" },
  },
  { indicator: "paid-procedures", group: "TTHC có giao dịch TTTT", whole: "Tổng số", part: "Có giao dịch" },
  { indicator: "payable-services", group: "DVCTT có nghĩa vụ tài chính", whole: "Tổng số", part: "Đã mở TTTT" },
  { indicator: "online-payments", group: "Giao dịch thanh toán", whole: "Tổng số", part: "Trực tuyến" },
  {
    ...{ indicator: "paid-online-dossiers", group: "Hồ sơ có nghĩa vụ tài chính" },
    ...{ whole: "Tổng số", part: "Thanh toán trực tuyến" },
  },
];

const POSTAL: readonly Share[] = [
  { indicator: "postal-intake", group: "Tiếp nhận hồ sơ", whole: "Tổng số", part: "Qua BCCI" },
  { indicator: "postal-return", group: "Trả kết quả", whole: "Tổng số", part: "Qua BCCI" },
  { indicator: "postal-procedures", group: "TTHC thực hiện qua BCCI", whole: "Tổng số", part: "Có phát sinh" },
  { indicator: "digitised-results", group: "Số hóa kết quả", whole: "Đã giải quyết", part: "Kết quả số hóa" },
];

const FIRST_SHARE = LINE_COLUMNS.length + 1;

/** Whole, part and rate of one share; sums are formulas over the raw counts, numbers of procedures are values. */
function shareCells(
  { composition, targets }: SheetGround,
  raw: RawCounts,
  { indicator: id }: Share,
  { number, name, scope }: WorkbookLine,
  place: { readonly at: number; readonly first: number },
): WorkbookCell[] {
  const line = { number, name, scopes: [scope] };
  const share = groundOf(composition).share(id, line);
  const indicator = composition.inputs.indicators.get(id);
  if (indicator === undefined) throw new RangeError(`indicator ${id} was not loaded`);
  const cells = [indicator.denominator, indicator.numerator].map((term, index) =>
    "sum" in term
      ? raw.cell({ of: { counts: term.sum }, scope: scopeId(scope), when: "period" })
      : known(share === null ? null : index === 0 ? share.denominator : share.numerator),
  );
  const [under, over] = [place.first, place.first + 1].map((column) => `${lettersOf(column)}${place.at}`);
  const threshold = thresholdOf(targets, id, line);
  const row = { numerator: share?.numerator ?? null, denominator: share?.denominator ?? null, threshold };
  return [...cells, rateCell({ ...row, unit: "percent" }, over ?? "", under ?? "")];
}

const columnsFor = (shares: readonly Share[], { composition }: SheetGround): NotedColumn[] =>
  shares.flatMap(({ indicator, group, whole, part }) => {
    const counted = composition.inputs.indicators.get(indicator);
    const note = counted !== undefined && "sum" in counted.numerator ? undefined : DISTINCT_NOTE;
    return [
      column(whole, 11, "right", group, note),
      column(part, 11, "right", group, note),
      column("Tỷ lệ (%)", 10, "right", group),
    ];
  });

const lastDay = ({ composition: { inputs } }: SheetGround): string =>
  dayText(windowOf(inputs.period, inputs.scheme).to);

function sharesSheet(
  ground: SheetGround,
  raw: RawCounts,
  lines: readonly WorkbookLine[],
  shares: readonly Share[],
  given: { sheet: "payments" | "postal"; title: string; notes: readonly string[] },
): WorkbookSheet {
  return lineSheet(ground, raw, lines, {
    ...given,
    columns: columnsFor(shares, ground),
    cells: (line, at) =>
      shares.flatMap((share, index) => shareCells(ground, raw, share, line, { at, first: FIRST_SHARE + index * 3 })),
    bars: shares.map((_, index) => FIRST_SHARE + index * 3 + 2),
  });
}

/** Paying online: procedures as of the period's last day, transactions and dossiers of the period. */
export function paymentsSheet(ground: SheetGround, raw: RawCounts, lines: readonly WorkbookLine[]): WorkbookSheet {
  return sharesSheet(ground, raw, lines, PAYMENTS, {
    sheet: "payments",
    title: `THANH TOÁN TRỰC TUYẾN (GIAO DỊCH, HỒ SƠ TRONG KỲ; THỦ TỤC HÀNH CHÍNH TẠI NGÀY ${lastDay(ground)})`,
    notes: [
      `TTTT: thanh toán trực tuyến. TTHC có giao dịch là TTHC có ít nhất một hồ sơ thanh toán trực tuyến trong kỳ. ${DISTINCT_NOTE}`,
    ],
  });
}

/** Public postal service and digitised results: figures without a verdict. */
export function postalSheet(ground: SheetGround, raw: RawCounts, lines: readonly WorkbookLine[]): WorkbookSheet {
  return sharesSheet(ground, raw, lines, POSTAL, {
    sheet: "postal",
    title: `DỊCH VỤ BƯU CHÍNH CÔNG ÍCH, SỐ HÓA KẾT QUẢ (SỐ LIỆU TRONG KỲ; THỦ TỤC HÀNH CHÍNH TẠI NGÀY ${lastDay(ground)})`,
    notes: [`BCCI: dịch vụ bưu chính công ích. ${DISTINCT_NOTE}`],
  });
}
