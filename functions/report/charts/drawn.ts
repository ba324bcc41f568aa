import type { ChartOf, Mark } from "../chart.ts";
import type { PrintedRow } from "../printed-rate.ts";
import { sentence, verdictText } from "../wording.ts";

export const FEW = "ít hồ sơ";

/** An agency as it is drawn: one with few dossiers is not assessed, whatever its verdict. */
export interface Drawn {
  readonly row: PrintedRow;
  readonly mark: Mark;
  readonly isSmall: boolean;
}

export function drawnOf(row: PrintedRow, small: ReadonlySet<string>): Drawn {
  const isSmall = row.rate !== null && small.has(row.code);
  return { row, isSmall, mark: isSmall ? "not-assessed" : (row.verdict ?? "not-assessed") };
}

/** What a mark is called where an agency has no rate, or in the key. */
export const markText = (mark: Mark, goal: PrintedRow["goal"]): string =>
  mark === "not-assessed" ? "không đánh giá" : verdictText(mark, goal);

/** What the patterns mean, for those that the picture has. */
export function keyOf(all: readonly Drawn[]): ChartOf<"bars">["key"] {
  const marks: readonly Mark[] = ["not-met", "not-due", "met", "not-assessed"];
  return marks.flatMap((mark) => {
    const alike = all.filter((one) => one.row.rate !== null && one.mark === mark);
    const words = alike.map(({ row, isSmall }) => (isSmall ? FEW : markText(mark, row.goal)));
    return alike.length === 0 ? [] : [{ mark, text: sentence([...new Set(words)].join(", ")) }];
  });
}
