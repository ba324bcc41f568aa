import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { Agency } from "../domain/agency.ts";
import { CoarseCounts, Measures, ProcedureCounts } from "../domain/counts.ts";
import { AnswerInvalid } from "../domain/failure.ts";
import { Procedure } from "../domain/procedure.ts";
import { TextUpTo } from "../domain/quality/bounds.ts";
import { TaskProgress } from "../domain/task.ts";
import { type Fault, faultOf } from "./fault.ts";

/** What the contract asks of the rows of one list. */
export interface RowRule<Row> {
  readonly schema: z.ZodType<Row>;
  /** The fields that together name a row's subject. */
  readonly key: readonly ("code" | "procedure" | "agency" | "task" | "field")[];
  readonly subject: "TTHC" | "cơ quan" | "nhiệm vụ" | "lĩnh vực";
  /** Equal repeats stay, for the finding `row-repeated`; elsewhere they are dropped. */
  readonly keepsRepeats: boolean;
}

export const AGENCY_ROWS: RowRule<Agency> = { schema: Agency, key: ["code"], subject: "cơ quan", keepsRepeats: false };
export const PROCEDURE_ROWS: RowRule<Procedure> = {
  schema: Procedure,
  key: ["code"],
  subject: "TTHC",
  keepsRepeats: false,
};
export const MEASURES_ROWS: RowRule<Measures> = {
  schema: Measures,
  key: ["agency"],
  subject: "cơ quan",
  keepsRepeats: false,
};
export const COUNTS_ROWS: RowRule<ProcedureCounts> = {
  schema: ProcedureCounts,
  key: ["procedure"],
  subject: "TTHC",
  keepsRepeats: true,
};
export const COARSE_ROWS: RowRule<CoarseCounts> = {
  schema: CoarseCounts.extend({ field: TextUpTo(300) }),
  key: ["field"],
  subject: "lĩnh vực",
  keepsRepeats: false,
};
export const TASK_ROWS: RowRule<TaskProgress> = {
  schema: TaskProgress,
  key: ["task", "agency"],
  subject: "nhiệm vụ",
  keepsRepeats: false,
};

/**
 * The rows as the contract has them, in the order of the answer; properties that it does not know are dropped, and what
 * is cut off texts is named on `warn`, once.
 *
 * Throws AnswerInvalid for the first row, in the answer's order, that breaks the contract or differs from an earlier
 * one of the same subject. The whole answer is refused then.
 */
export function checkRows<Row extends object>(
  items: readonly unknown[],
  rule: RowRule<Row>,
  what: string,
  warn: (sentence: string) => void,
): Row[] {
  const bySubject = new Map<string, Row>();
  const rows: Row[] = [];
  const cut: string[] = [];
  for (const [index, item] of items.entries()) {
    const codes = codesOf(item, rule);
    const code = codes.join(" của ");
    const subject = JSON.stringify(codes);
    const where = codes.includes("") ? `${what}, dòng ${index + 1}` : `${what}, ${rule.subject} ${code}`;
    const parsed = rule.schema.safeParse(item);
    if (!parsed.success) throw invalid(where, code, rule, faultOf(parsed.error, item));
    cut.push(...cutFields(item, parsed.data).map((field) => `${where}, ${field}`));
    const earlier = bySubject.get(subject);
    if (earlier !== undefined && !isDeepStrictEqual(earlier, parsed.data)) {
      throw invalid(where, code, rule, conflict(items, subject, rule));
    }
    if (earlier === undefined || rule.keepsRepeats) rows.push(parsed.data);
    bySubject.set(subject, parsed.data);
  }
  if (cut.length > 0) warn(cutText(cut));
  return rows;
}

/** One sentence a list, however many of its texts were cut. */
function cutText([first = "", ...others]: readonly string[]): string {
  const more = others.length === 0 ? "" : ` và ${others.length} chỗ khác`;
  return `Trong ${first}${more}: đã bỏ ký tự không hiển thị, dấu chồng quá nhiều hoặc phần quá dài.`;
}

/** The texts that did not come in as they were. */
const cutFields = (item: unknown, row: object): string[] =>
  Object.entries(row).flatMap(([field, value]) =>
    typeof value === "string" && typeof item === "object" && item !== null && Reflect.get(item, field) !== value
      ? [field]
      : [],
  );

function conflict<Row>(items: readonly unknown[], subject: string, rule: RowRule<Row>): Fault {
  const count = items.filter((item) => JSON.stringify(codesOf(item, rule)) === subject).length;
  const difference = rule.keepsRepeats ? "counts" : "content";
  return { expected: "1 row", actual: `${count} rows with different ${difference}` };
}

function invalid<Row>(where: string, code: string, rule: RowRule<Row>, fault: Fault): AnswerInvalid {
  return new AnswerInvalid(where, { procedure: rule.subject === "TTHC" ? code : "", ...fault });
}

/** The values of the key, empty where the row has none that can be read. */
function codesOf<Row>(item: unknown, rule: RowRule<Row>): string[] {
  return rule.key.map((field) => {
    const code: unknown = typeof item === "object" && item !== null ? Reflect.get(item, field) : undefined;
    return typeof code === "string" ? code : "";
  });
}
