import type { PrintedTarget } from "../../composition.ts";
import { comparedRate, printedShare } from "../../printed-rate.ts";
import type { Block, Table } from "../../report.ts";
import { sentence, verdictText } from "../../wording.ts";
import { type ColumnSpec, column, printedTable, type TableRow } from "../spec.ts";
import { count, judgedValue, needed, points, share, text } from "../value.ts";
import { isAnyNeeded, isStock, linesIn, type Place, type TargetLine, targetRow, thresholdTitle } from "./line.ts";

/** A target and the scope that it is judged by, under the name that the summary gives it. */
export interface OverviewLine {
  readonly printed: PrintedTarget;
  readonly place: Place;
}

const rateOf = ({ now }: TargetLine) => (now.unit === "percent" ? printedShare(now) : null);
const earlierOf = ({ now }: TargetLine) => comparedRate(now, "previous");

/** Over the names: a level for full marks is no target that anybody was given. */
const titleOf = (lines: readonly OverviewLine[]): string =>
  lines.some(({ printed }) => printed.target.goal === "benchmark") ? "Chỉ tiêu, tỷ lệ" : "Chỉ tiêu";

const columnsOver = (title: string, threshold: string): readonly ColumnSpec<TargetLine>[] => [
  column("number", "TT", [7, 0], ({ number }) => number, { align: "center" }),
  column("name", title, [52, 0], ({ name }) => text(name), { align: "left" }),
  column("period-rate", "Trong kỳ (%)", [15, 0], (line) => (isStock(line) ? count(null) : share(line.now)), {
    field: "period-rate",
  }),
  column("change-previous", "± kỳ trước (điểm %)", [15, 0], (line) => points(rateOf(line), earlierOf(line)), {
    field: "change-previous",
  }),
  column("value", "Lũy kế, tại ngày chốt (%)", [16, 0], ({ judged }) => judgedValue(judged), { field: "value" }),
  column(
    "threshold",
    threshold,
    [12, 0],
    ({ judged }) => ({ type: "threshold", value: judged.threshold, unit: judged.unit }),
    { field: "threshold" },
  ),
  column("verdict", "Đánh giá", [29, 0], ({ judged }) => text(sentence(verdictText(judged.verdict, judged.goal))), {
    align: "center",
    field: "verdict",
  }),
  column("needed", "Cần đạt (%)", [14, 0], ({ judged }) => needed(judged), { field: "needed" }),
];

/** Whether all agencies of a level have one rate: then it is nobody's place. */
function isShared({ printed, judged }: TargetLine): boolean {
  const peers = printed.rows.filter(
    ({ scope, level, basis, rank }) =>
      scope === "agency" && level === judged.level && basis === judged.basis && rank !== null,
  );
  return peers.length > 1 && peers.every(({ rank }) => rank === 1);
}

/** An agency's place among those of its level is the last of its columns. */
const RANK = column<TargetLine>("rank", "Hạng", [9, 0], (line) => count(isShared(line) ? null : line.judged.rank), {
  field: "rank",
});

/** A row whose place is not printed. */
const withoutPlace = (row: TableRow<TargetLine>): TableRow<TargetLine> =>
  row.kind === "group" || row.line.judged.rank === null || !isShared(row.line)
    ? row
    : { ...row, figure: { ...row.figure, withheld: [...(row.figure?.withheld ?? []), "rank"] } };

/**
 * Tóm tắt: a row per target, of a target that is demanded of levels alone a row per level; what is needed where anything is.
 *
 * @param ofAgency whether the rows are of one agency, which has a rank
 */
export function overviewTable(lines: readonly OverviewLine[], ofAgency = false): Table {
  const rows = lines.flatMap(({ printed, place }): TableRow<TargetLine>[] =>
    targetRow(printed, place, "body", "given"),
  );
  const told = linesIn(rows);
  const isLonger = ({ now, judged }: TargetLine): boolean => now.from !== judged.from && now.rate !== null;
  // What is nowhere, and a period that is also all there is since January, would be columns of nothing.
  const empty = new Set([
    ...(isAnyNeeded(rows) ? [] : ["needed"]),
    ...(told.some((line) => earlierOf(line) !== null) ? [] : ["change-previous"]),
    ...(told.some((line) => !isStock(line) && isLonger(line)) ? [] : ["period-rate"]),
  ]);
  const columns = columnsOver(titleOf(lines), thresholdTitle(lines.map(({ printed }) => printed))).filter(
    ({ key }) => !empty.has(key),
  );
  return ofAgency ? printedTable([...columns, RANK], rows.map(withoutPlace)) : printedTable(columns, rows);
}

/** Tóm tắt of a finished report: its table, the sentences below it, and what is noted of the table. */
export interface Overview {
  readonly table: Table;
  readonly sentences: readonly string[];
  readonly notes: readonly string[];
}

/** The summary that a report begins with, as it is printed; null where it has none. */
export function overviewIn(body: readonly Block[]): Overview | null {
  const at = body.findIndex(
    (block) => block.type === "table" && block.table.columns.some(({ field }) => field === "verdict"),
  );
  const [block, next] = [body[at], body[at + 1]];
  if (block?.type !== "table") return null;
  const sentences = next?.type === "list" ? next.items : [];
  const below = body.slice(at + (sentences.length === 0 ? 1 : 2));
  const end = below.findIndex(({ type }) => type !== "note");
  const noted = end === -1 ? below : below.slice(0, end);
  return { table: block.table, sentences, notes: noted.flatMap((one) => (one.type === "note" ? [one.text] : [])) };
}
