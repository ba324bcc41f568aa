import { CELL_LEGEND, column, count, text } from "./compose-cells.ts";
import { demandSentence, thresholdText } from "./compose-sentences.ts";
import { SHARE_COLUMNS, shareCells } from "./compose-tables.ts";
import { type PrintedTarget, periodRow } from "./composition.ts";
import type { FigureRow } from "./figure.ts";
import type { Appendix, Column, Row } from "./report.ts";
import { sentence, verdictText } from "./wording.ts";

const DETAIL: readonly Column[] = [
  column("TT", 8, "center"),
  column("Phạm vi", 16, "left"),
  column("Mã", 16, "left"),
  column("Đơn vị", 60, "left"),
  ...SHARE_COLUMNS,
  column("Mức giao", 14),
  column("Đánh giá", 28, "left"),
  column("Còn thiếu", 17),
  column("Hạng", 10),
  column("Lượt thiếu số liệu", 14),
];

const SCOPE_WORDS = { province: "Toàn tỉnh", level: "Cấp", area: "Địa bàn", agency: "Cơ quan" } as const;

function detailRow(printed: PrintedTarget, judged: FigureRow, index: number): Row {
  const now = periodRow(printed, judged.scope, judged.code) ?? judged;
  const cells = [
    count(index + 1),
    text(SCOPE_WORDS[judged.scope]),
    text(judged.code),
    text(judged.name),
    ...shareCells(now, judged),
    text(thresholdText(printed, judged.threshold)),
    text(sentence(verdictText(judged.verdict, judged.goal))),
    count(judged.shortfall),
    count(judged.rank),
    count(judged.missing),
  ];
  return { bold: judged.scope === "province" || judged.scope === "level", cells };
}

/** One workbook sheet per target with the numbers behind every rate. */
export function detailAppendices(targets: readonly PrintedTarget[]): Appendix[] {
  return targets.map((printed, index) => {
    const rows = printed.rows.filter((row) => row.basis !== "period").map((row, at) => detailRow(printed, row, at));
    const { definition } = printed.indicator;
    const title = `CHỈ TIÊU ${index + 1}: ${printed.target.name.toLocaleUpperCase("vi")}`;
    const notes = [demandSentence(printed), `Cách tính: ${definition}`, CELL_LEGEND];
    return {
      title,
      sheet: `CT${index + 1}`,
      landscape: true,
      workbookOnly: true,
      table: { columns: DETAIL, rows },
      notes,
    };
  });
}
