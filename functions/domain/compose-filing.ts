import { column, known, pointsCell, shareCell } from "./compose-cells.ts";
import { groundOf } from "./compose-ground.ts";
import { type Line, lineAppendices, lineNotes, MISSING, thresholdOf } from "./compose-lines.ts";
import { SHEETS } from "./compose-workbook-cells.ts";
import type { Composition, PrintedTarget } from "./composition.ts";
import type { Appendix, Cell, Column } from "./report.ts";
import { previousText } from "./wording.ts";

const RECEIVED = "Hồ sơ tiếp nhận trong kỳ";
const ONLINE = "Nộp trực tuyến";
const REMOTE = "Nộp trực tuyến từ xa";

const columnsFor = (before: string): Column[] => [
  column("TT", 9, "center"),
  column("Đơn vị", 56, "left"),
  column("Tổng số", 18, "right", RECEIVED),
  column("Trực tuyến từ xa", 18, "right", RECEIVED),
  column("Trực tuyến tại một cửa", 18, "right", RECEIVED),
  column("Trực tiếp", 18, "right", RECEIVED),
  column("Bưu chính công ích", 18, "right", RECEIVED),
  column("Tỷ lệ (%)", 16, "right", ONLINE),
  column(`± so với ${before} (điểm %)`, 18, "right", ONLINE),
  column("Tỷ lệ (%)", 16, "right", REMOTE),
  column(`± so với ${before} (điểm %)`, 18, "right", REMOTE),
  MISSING,
];

/** Dossiers received in the period by the way they were filed, with both rates of filing online and their change. */
export function filingAppendix(composition: Composition, targets: readonly PrintedTarget[]): Appendix[] {
  const ground = groundOf(composition);
  const rateCells = (indicator: string, line: Line): Cell[] => {
    const { now, before } = ground.rates(indicator, line);
    return [shareCell(ground.share(indicator, line), thresholdOf(targets, indicator, line)), pointsCell(now, before)];
  };
  const cells = (line: Line): Cell[] => {
    const sums = ground.sums(line);
    const ways = sums === null ? null : [sums.onlineRemote, sums.onlineAssisted, sums.counter, sums.postal];
    return [
      known(ways === null ? null : ways.reduce((total, way) => total + way, 0)),
      ...[0, 1, 2, 3].map((at) => known(ways?.[at] ?? null)),
      ...rateCells("online-filing", line),
      ...rateCells("remote-filing", line),
      known(ground.missing(line)),
    ];
  };
  return lineAppendices(composition, {
    title: "HỒ SƠ TIẾP NHẬN THEO HÌNH THỨC NỘP (SỐ LIỆU TRONG KỲ)",
    sheet: "Tiep nhan",
    full: SHEETS.raw,
    columns: columnsFor(previousText(composition.inputs.period)),
    cells,
    notes: [
      ...lineNotes(composition),
      "Nộp trực tuyến gồm trực tuyến từ xa và trực tuyến tại bộ phận một cửa có hỗ trợ; ± là hiệu của hai tỷ lệ, tính bằng điểm phần trăm.",
    ],
  });
}
