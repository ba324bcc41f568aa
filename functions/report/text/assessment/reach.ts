import { LEVELS } from "../../../domain/agency.ts";
import { judgedRow, type PrintedTarget } from "../../composition.ts";
import type { Writing } from "../../writing.ts";
import { isBeyondReach } from "../needed.ts";
import { isOpen } from "./behind.ts";

/** Whether the report says of a target, for the province or a level, that it can no longer be reached this year. */
function isSaidBeyondReach(printed: PrintedTarget): boolean {
  const levels = LEVELS.map((level) => judgedRow(printed, "level", level));
  return [judgedRow(printed, "province", ""), ...levels].some((row) => row !== undefined && isBeyondReach(row));
}

const isAskedInTime = ({ target, rows }: PrintedTarget): boolean =>
  target.goal === "min" && rows.some((row) => row.scope === "agency" && isOpen(row));

/**
 * What is asked of those below minimums that have not fallen due: to reach in time what the report says can be reached.
 *
 * @param all what it is where all of them can be
 */
export function openAim({ targets }: Pick<Writing, "targets">, all: string): string {
  const asked = targets.filter(isAskedInTime);
  const beyond = asked.filter(isSaidBeyondReach);
  if (beyond.length === 0) return `có giải pháp để ${all}`;
  return beyond.length === asked.length
    ? "có giải pháp nâng kết quả đến mức cao nhất có thể từ nay đến thời hạn"
    : "có giải pháp để đạt đúng thời hạn các mức còn có thể đạt được";
}
