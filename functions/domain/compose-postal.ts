import { column, known, shareCell } from "./compose-cells.ts";
import { groundOf } from "./compose-ground.ts";
import { type Line, lineAppendices, lineNotes, MISSING, thresholdOf } from "./compose-lines.ts";
import { SHEETS } from "./compose-workbook-cells.ts";
import type { Composition, PrintedTarget } from "./composition.ts";
import { windowOf } from "./period.ts";
import type { Appendix, Cell, Column } from "./report.ts";
import { dayText } from "./wording.ts";

/** The indicators of the appendix with the titles of their columns: group, denominator, numerator. */
const PARTS = [
  ["postal-intake", "Tiếp nhận hồ sơ", "Tổng số", "Qua BCCI"],
  ["postal-return", "Trả kết quả", "Tổng số", "Qua BCCI"],
  ["postal-procedures", "TTHC thực hiện qua BCCI", "Tổng số", "Có phát sinh"],
  ["digitised-results", "Số hóa kết quả", "Đã giải quyết", "Kết quả số hóa"],
] as const;

const COLUMNS: readonly Column[] = [
  column("TT", 9, "center"),
  column("Đơn vị", 52, "left"),
  ...PARTS.flatMap(([, group, whole, part]) => [
    column(whole, 17, "right", group),
    column(part, 16, "right", group),
    column("Tỷ lệ (%)", 15, "right", group),
  ]),
  MISSING,
];

/** Public postal service and digitised results, whether or not a target is set on them: figures without a verdict. */
export function postalAppendix(composition: Composition, targets: readonly PrintedTarget[]): Appendix[] {
  const ground = groundOf(composition);
  const { inputs } = composition;
  const cells = (line: Line): Cell[] => [
    ...PARTS.flatMap(([id]): Cell[] => {
      const share = ground.share(id, line);
      const rate = shareCell(share, thresholdOf(targets, id, line));
      return [known(share?.denominator ?? null), known(share?.numerator ?? null), rate];
    }),
    known(ground.missing(line)),
  ];
  const day = dayText(windowOf(inputs.period, inputs.scheme).to);
  return lineAppendices(composition, {
    title: `DỊCH VỤ BƯU CHÍNH CÔNG ÍCH, SỐ HÓA KẾT QUẢ (SỐ LIỆU TRONG KỲ; DANH MỤC THỦ TỤC HÀNH CHÍNH TẠI NGÀY ${day})`,
    sheet: "BCCI - So hoa",
    full: SHEETS.postal,
    columns: COLUMNS,
    cells,
    notes: [
      ...lineNotes(composition),
      "BCCI: dịch vụ bưu chính công ích. TTHC có phát sinh được đếm một lần trong từng phạm vi nên không cộng được giữa các đơn vị.",
    ],
  });
}
