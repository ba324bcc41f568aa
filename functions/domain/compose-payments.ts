import { column, known, shareCell } from "./compose-cells.ts";
import { groundOf } from "./compose-ground.ts";
import { type Line, lineAppendices, lineNotes, MISSING, thresholdOf } from "./compose-lines.ts";
import { SHEETS } from "./compose-workbook-cells.ts";
import type { Composition, PrintedTarget } from "./composition.ts";
import { windowOf } from "./period.ts";
import type { Appendix, Cell, Column } from "./report.ts";
import { dayText } from "./wording.ts";

/** Indicators of paying online: a report without a target on one of them has no such appendix. */
const PAYMENTS = [
  "online-payments",
  "payable-procedures",
  "payable-services",
  "paid-procedures",
  "paid-online-dossiers",
] as const;

const PROCEDURES = "TTHC có nghĩa vụ tài chính";
const SERVICES = "DVCTT có nghĩa vụ tài chính";
const TRANSACTIONS = "Giao dịch thanh toán";
const DOSSIERS = "Hồ sơ có nghĩa vụ tài chính";
const RATES = "Tỷ lệ (%)";

const SERVICE_COLUMNS: readonly Column[] = [
  column("Tổng số", 13, "right", SERVICES),
  column("Đã mở TTTT", 13, "right", SERVICES),
  column("Tỷ lệ (%)", 14, "right", SERVICES),
];

const columnsFor = (services: boolean): Column[] => [
  column("TT", 8, "center"),
  column("Đơn vị", 48, "left"),
  column("Tổng số", 13, "right", PROCEDURES),
  column("Đã mở TTTT", 13, "right", PROCEDURES),
  column("Có giao dịch TTTT", 14, "right", PROCEDURES),
  ...(services ? SERVICE_COLUMNS : []),
  column("Tổng số", 17, "right", TRANSACTIONS),
  column("Trực tuyến", 17, "right", TRANSACTIONS),
  column("Tổng số", 17, "right", DOSSIERS),
  column("Thanh toán trực tuyến", 17, "right", DOSSIERS),
  column("TTHC đã mở TTTT", 15, "right", RATES),
  column("TTHC có giao dịch", 15, "right", RATES),
  column("Giao dịch trực tuyến", 15, "right", RATES),
  column("Hồ sơ TTTT", 15, "right", RATES),
  MISSING,
];

/** Paying online: procedures as of the period's last day, transactions and dossiers of the period, and their rates. */
export function paymentsAppendix(composition: Composition, targets: readonly PrintedTarget[]): Appendix[] {
  const targeted = new Set(targets.map(({ indicator }) => indicator.id));
  if (!PAYMENTS.some((id) => targeted.has(id))) return [];
  const services = targeted.has("payable-services");
  const ground = groundOf(composition);
  const { inputs } = composition;
  const rate = (id: string, line: Line): Cell => shareCell(ground.share(id, line), thresholdOf(targets, id, line));
  const cells = (line: Line): Cell[] => {
    const [transactions, payable, service, paid, dossiers] = PAYMENTS.map((id) => ground.share(id, line));
    const pair = (share: typeof paid): Cell[] => [known(share?.denominator ?? null), known(share?.numerator ?? null)];
    return [
      ...pair(payable),
      known(paid?.numerator ?? null),
      ...(services ? [...pair(service), rate("payable-services", line)] : []),
      ...pair(transactions),
      ...pair(dossiers),
      rate("payable-procedures", line),
      rate("paid-procedures", line),
      rate("online-payments", line),
      rate("paid-online-dossiers", line),
      known(ground.missing(line)),
    ];
  };
  const day = dayText(windowOf(inputs.period, inputs.scheme).to);
  return lineAppendices(composition, {
    title: `THANH TOÁN TRỰC TUYẾN (GIAO DỊCH, HỒ SƠ TRONG KỲ; THỦ TỤC HÀNH CHÍNH TẠI NGÀY ${day})`,
    sheet: "Thanh toan",
    full: SHEETS.payments,
    columns: columnsFor(services),
    cells,
    notes: [
      ...lineNotes(composition),
      "TTTT: thanh toán trực tuyến. TTHC có giao dịch là TTHC có ít nhất một hồ sơ thanh toán trực tuyến trong kỳ; mỗi TTHC chỉ đếm một lần trong từng phạm vi nên không cộng được giữa các đơn vị.",
    ],
  });
}
