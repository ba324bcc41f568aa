import type { LineTable, TableContext } from "./lines.ts";
import { lastDay, rateKeys, type ShareColumns, shareColumns } from "./shares.ts";

const SHARES: readonly ShareColumns[] = [
  { indicator: "postal-intake", group: "Tiếp nhận hồ sơ", whole: "Tổng số", part: "Qua BCCI" },
  { indicator: "postal-return", group: "Trả kết quả", whole: "Tổng số", part: "Qua BCCI" },
  { indicator: "postal-procedures", group: "TTHC thực hiện qua BCCI", whole: "Tổng số", part: "Có phát sinh" },
  { indicator: "digitised-results", group: "Số hóa kết quả", whole: "Đã giải quyết", part: "Kết quả số hóa" },
];

/** Public postal service and digitised results, whether or not a target is set on them: figures without a verdict. */
export function postalTable(context: TableContext): LineTable {
  const day = lastDay(context.composition);
  return {
    title: `DỊCH VỤ BƯU CHÍNH CÔNG ÍCH, SỐ HÓA KẾT QUẢ (SỐ LIỆU TRONG KỲ; DANH MỤC THỦ TỤC HÀNH CHÍNH TẠI NGÀY ${day})`,
    name: "BCCI - So hoa",
    sheet: "postal",
    subject: "Đơn vị",
    columns: SHARES.flatMap((one) => shareColumns(context, one)),
    notes: [
      "BCCI: dịch vụ bưu chính công ích. TTHC có phát sinh được đếm một lần trong từng phạm vi nên không cộng được giữa các đơn vị.",
    ],
    bars: rateKeys(SHARES),
  };
}
