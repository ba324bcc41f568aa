import type { PrintedTarget } from "../../composition.ts";
import { comparedRate, type PrintedRate, type PrintedRow, printedShare } from "../../printed-rate.ts";
import { sentence, verdictText } from "../../wording.ts";
import { pointsFormula, rateFormula } from "../formulas.ts";
import type { TableContext } from "../lines.ts";
import { type ColumnSpec, column, DISTINCT_NOTE } from "../spec.ts";
import { count, day, known, needed, points, share, text } from "../value.ts";
import { paceFormula, rankFormula, shortfallFormula, TargetCells } from "./formulas.ts";
import { isCount, isNoShare, isStock, paceOf, type TargetLine, thresholdTitle } from "./line.ts";

const PERIOD = "Trong kỳ";
const TO_DATE = "Lũy kế (tại ngày chốt)";
const EARLIER_NOTE =
  "Chỉ tiêu theo hồ sơ, giao dịch: công thức từ số liệu gốc của kỳ được so sánh. Chỉ tiêu đếm thủ tục hành chính: giá trị đã tính từ danh mục của kỳ đó.";

const BENCHMARK_NOTE = "Mức điểm tối đa của Bộ chỉ số không phải chỉ tiêu được giao nên không có số còn thiếu.";
/** What nobody is asked to reach lacks nothing. */
const isAsked = ({ goal }: PrintedRow): boolean => goal !== "benchmark";
const PACE_NOTE = "Số còn thiếu chia đều cho các tháng còn lại đến hết tháng của thời hạn, làm tròn lên.";

export const NEEDED_NOTE =
  "Tỷ lệ bình quân mà các tháng còn lại phải đạt để đạt mức giao tối thiểu đúng thời hạn, khi mỗi tháng có lượng hồ sơ (giao dịch) như bình quân các tháng đã có số liệu; trên 100 là không thể đạt được nữa với lượng đó.";

/** Numerator, denominator and rate of the period; a stock has none, only those of its last day. */
function periodColumns(cells: TargetCells): ColumnSpec<TargetLine>[] {
  const none = count(null);
  return [
    column("period-numerator", "Tử số", [17, 11], (line) => (isStock(line) ? none : known(line.now.numerator)), {
      group: PERIOD,
      note: DISTINCT_NOTE,
      field: "period-numerator",
      formula: (line) => (isStock(line) ? null : cells.term(line.printed.indicator, "numerator", line.now, "period")),
    }),
    column(
      "period-denominator",
      "Mẫu số",
      [17, 11],
      (line) => (isStock(line) || isCount(line) ? none : known(line.now.denominator)),
      {
        group: PERIOD,
        note: DISTINCT_NOTE,
        field: "period-denominator",
        formula: (line) =>
          isStock(line) || isCount(line) ? null : cells.term(line.printed.indicator, "denominator", line.now, "period"),
      },
    ),
    column("period-rate", "Tỷ lệ (%)", [14, 10], (line) => (isStock(line) ? none : share(line.now)), {
      group: PERIOD,
      field: "period-rate",
      formula: (line, { cell }) =>
        isStock(line) || isNoShare(line) ? null : rateFormula(cell("period-numerator"), cell("period-denominator")),
    }),
  ];
}

const rateOf = (row: PrintedRow): PrintedRate | null => (row.unit === "percent" ? printedShare(row) : null);

/** What the rate of the period is compared with, and the difference. */
function comparedColumns(cells: TargetCells): ColumnSpec<TargetLine>[] {
  const pair = (
    key: "previous" | "year-earlier",
    when: "previous" | "yearEarlier",
    title: string,
  ): ColumnSpec<TargetLine>[] => [
    column(key, `${title} (%)`, [14, 10], ({ now }) => ({ type: "rate", rate: now[when], limits: now.limits }), {
      note: EARLIER_NOTE,
      field: key,
      formula: (line) => cells.earlier(line, when, line.now[when]),
    }),
    column(
      `change-${key}`,
      `± ${title.toLocaleLowerCase("vi")} (điểm %)`,
      [14, 10],
      ({ now }) => points(rateOf(now), comparedRate(now, when)),
      {
        field: `change-${key}`,
        formula: (line, { cell }) => {
          const before = comparedRate(line.now, when);
          if (before === null) return null;
          return pointsFormula(
            { cell: cell(isStock(line) ? "rate" : "period-rate"), decimals: rateOf(line.now)?.decimals ?? 2 },
            { cell: cell(key), decimals: before.decimals },
          );
        },
      },
    ),
  ];
  return [...pair("previous", "previous", "Kỳ trước"), ...pair("year-earlier", "yearEarlier", "Cùng kỳ")];
}

/** Numerator, denominator and rate that are judged. */
function judgedColumns(cells: TargetCells): ColumnSpec<TargetLine>[] {
  return [
    column("numerator", "Tử số", [17, 11], ({ judged }) => known(judged.numerator), {
      group: TO_DATE,
      note: DISTINCT_NOTE,
      field: "numerator",
      formula: ({ printed, judged }) => cells.term(printed.indicator, "numerator", judged, "year"),
    }),
    column(
      "denominator",
      "Mẫu số",
      [17, 11],
      (line) => (isCount(line) ? count(null) : known(line.judged.denominator)),
      {
        group: TO_DATE,
        note: DISTINCT_NOTE,
        field: "denominator",
        formula: (line) =>
          isCount(line) ? null : cells.term(line.printed.indicator, "denominator", line.judged, "year"),
      },
    ),
    column("rate", "Tỷ lệ (%)", [14, 10], ({ judged }) => share(judged), {
      group: TO_DATE,
      field: "rate",
      formula: (line, { cell }) => (isNoShare(line) ? null : rateFormula(cell("numerator"), cell("denominator"))),
    }),
  ];
}

/** What is demanded, and how the row is judged by it. */
function verdictColumns(
  cells: TargetCells,
  ranked: boolean,
  targets: readonly PrintedTarget[],
): ColumnSpec<TargetLine>[] {
  const hasBenchmark = targets.some(({ target }) => target.goal === "benchmark");
  return [
    column(
      "threshold",
      thresholdTitle(targets),
      [13, 9],
      ({ judged }) => ({ type: "threshold", value: judged.threshold, unit: judged.unit }),
      { field: "threshold" },
    ),
    column("deadline", "Thời hạn", [20, 12], ({ judged }) => day(judged.deadline), {
      align: "center",
      field: "deadline",
    }),
    column("verdict", "Đánh giá", [30, 24], ({ judged }) => text(sentence(verdictText(judged.verdict, judged.goal))), {
      align: "left",
      field: "verdict",
      formula: (line, row) => cells.verdict(line, row),
    }),
    column("shortfall", "Còn thiếu", [17, 10], ({ judged }) => count(isAsked(judged) ? judged.shortfall : null), {
      ...(hasBenchmark ? { note: BENCHMARK_NOTE } : {}),
      field: "shortfall",
      formula: shortfallFormula,
    }),
    column("pace", "Mỗi tháng cần thêm", [0, 10], (line) => count(paceOf(line)), {
      field: "pace",
      note: PACE_NOTE,
      formula: paceFormula,
    }),
    column("needed", "Tỷ lệ cần đạt (%)", [14, 10], ({ judged }) => needed(judged), {
      field: "needed",
      note: NEEDED_NOTE,
      formula: (line, row) => cells.needed(line, row),
    }),
    ...(ranked
      ? [
          column<TargetLine>("rank", "Hạng", [11, 8], ({ judged }) => count(judged.rank), {
            field: "rank",
            formula: rankFormula,
          }),
        ]
      : []),
  ];
}

/**
 * The columns of every table of targets: of the whole report, of a level, of one agency.
 *
 * @param number over the first column: the number of the row, or of its target
 * @param subject over the names of the rows
 * @param ranked whether agencies are ranked in it
 * @param about what else is said of whom a row is about, behind the name
 */
export function targetColumns(
  context: TableContext,
  number: "TT" | "Chỉ tiêu số",
  subject: string,
  ranked: boolean,
  about: readonly ColumnSpec<TargetLine>[] = [],
): ColumnSpec<TargetLine>[] {
  const cells = new TargetCells(context);
  return [
    column("number", number, [8, 8], (line) => line.number, { align: "center" }),
    column("name", subject, [52, 44], ({ name }) => text(name), { align: "left" }),
    ...about,
    ...periodColumns(cells),
    ...comparedColumns(cells),
    ...judgedColumns(cells),
    ...verdictColumns(cells, ranked, context.composition.targets),
  ];
}
