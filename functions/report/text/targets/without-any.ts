import type { PrintedTarget } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import { listText } from "../../wording.ts";

/** Of whom nothing has come up that a rate of procedures could be of. */
export const WITHOUT_ANY = "không phát sinh hồ sơ có yêu cầu nghĩa vụ tài chính";

/** Whether the rate of an agency is a result of its own: a zero of what has not come up is none. */
export const isResult = ({ isWithoutAny }: PrintedRow): boolean => isWithoutAny !== true;

/** A target under its number in a table. */
interface Numbered {
  readonly printed: PrintedTarget;
  readonly number: number;
}

/** Under a table of agencies: whose zero stands outside, and why; nothing where nobody's does. */
export function withoutAnyNotes(targets: readonly Numbered[], codes: ReadonlySet<string>): string[] {
  return targets.flatMap(({ printed, number }) => {
    const rows = [...printed.judged.values()].filter((row) => !isResult(row) && codes.has(row.code));
    if (rows.length === 0) return [];
    const who = listText(rows.map(({ name }) => name));
    // The score is reckoned of verdicts, which are those of figures.csv.
    const scored = printed.target.goal === "min" ? "; điểm (nếu có) vẫn tính tỷ lệ này" : "";
    return [
      `Chỉ tiêu số ${number}: ${who} ${WITHOUT_ANY} từ đầu năm nên 0,00 không phải là kết quả của đơn vị, không kể vào số đơn vị chưa đạt${scored}.`,
    ];
  });
}
