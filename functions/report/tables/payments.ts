import type { Composition } from "../composition.ts";
import type { LineTable, TableContext } from "./lines.ts";
import { lastDay, rateKeys, type ShareColumns, shareColumns } from "./shares.ts";

const SERVICES = "payable-services";

/** Indicators of paying online (thanh toán trực tuyến). */
const SHARES: readonly ShareColumns[] = [
  {
    indicator: "payable-procedures",
    group: "TTHC có nghĩa vụ tài chính",
    whole: "Tổng số",
    part: "Đã mở TTTT",
  },
  { indicator: "paid-procedures", group: "TTHC có giao dịch TTTT", whole: "Tổng số TTHC", part: "Có giao dịch" },
  { indicator: SERVICES, group: "DVCTT có nghĩa vụ tài chính", whole: "Tổng số", part: "Đã mở TTTT" },
  { indicator: "online-payments", group: "Giao dịch thanh toán", whole: "Tổng số", part: "Trực tuyến" },
  {
    indicator: "paid-online-dossiers",
    group: "Hồ sơ có nghĩa vụ tài chính",
    whole: "Tổng số",
    part: "Thanh toán trực tuyến",
  },
];

const isTargeted = ({ targets }: Composition, asked: string): boolean =>
  targets.some(({ indicator }) => indicator.id === asked);

/** Whether a report prints the table: one without a target on paying online does not. */
export const hasPayments = (composition: Composition): boolean =>
  SHARES.some(({ indicator }) => isTargeted(composition, indicator));

/**
 * Paying online: procedures as of the period's last day, transactions and dossiers of the period. Services are printed
 * where a target is set on them.
 */
export function paymentsTable(context: TableContext): LineTable {
  const { composition } = context;
  const shares = SHARES.map((one) =>
    one.indicator === SERVICES ? { ...one, unprinted: !isTargeted(composition, SERVICES) } : one,
  );
  return {
    title: `THANH TOÁN TRỰC TUYẾN (GIAO DỊCH, HỒ SƠ TRONG KỲ; THỦ TỤC HÀNH CHÍNH TẠI NGÀY ${lastDay(composition)})`,
    name: "Thanh toan",
    sheet: "payments",
    subject: "Đơn vị",
    columns: shares.flatMap((one) => shareColumns(context, one)),
    notes: [
      "TTTT: thanh toán trực tuyến. TTHC có giao dịch là TTHC có ít nhất một hồ sơ thanh toán trực tuyến trong kỳ; mỗi TTHC chỉ đếm một lần trong từng phạm vi nên không cộng được giữa các đơn vị.",
    ],
    bars: rateKeys(shares),
  };
}
