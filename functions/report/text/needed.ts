import { isReachable } from "../../domain/figures/needed.ts";
import { monthsLeft } from "../../domain/period.ts";
import type { PrintedTarget } from "../composition.ts";
import { type PrintedRow, printableNeeded, printedExact } from "../printed-rate.ts";
import { rateNumber, withinSentence } from "../wording.ts";

/** Whether no rate of the months left reaches the target of a row at this year's volume. */
export function isBeyondReach(row: PrintedRow): boolean {
  const needed = printableNeeded(row);
  return needed !== null && !isReachable(needed);
}

/**
 * "các tháng còn lại phải đạt bình quân 53,60%", or that the target can no longer be reached with this year's volume; null
 * where nothing is asked of the months left (see `neededShare`), and where all are asked for.
 */
export function neededText({ indicator }: PrintedTarget, row: PrintedRow): string | null {
  const needed = printableNeeded(row);
  if (needed === null || row.deadline === null) return null;
  const what = withinSentence(indicator.denominatorName).startsWith("giao dịch") ? "giao dịch" : "hồ sơ";
  if (isBeyondReach(row)) return `không thể đạt được nữa với lượng ${what} của năm nay`;
  const months =
    monthsLeft(row.period, row.deadline) === 1 ? "tháng còn lại phải đạt" : "các tháng còn lại phải đạt bình quân";
  return `${months} ${rateNumber(printedExact(needed))}%`;
}
