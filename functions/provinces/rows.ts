import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { Agency } from "../domain/agency.ts";
import { Measures, ProcedureCounts } from "../domain/counts.ts";
import { AnswerInvalid } from "../domain/failure.ts";
import { Procedure } from "../domain/procedure.ts";
import { type Fault, faultOf } from "./fault.ts";

/** What the contract asks of the rows of one list. */
export interface RowRule<Row> {
  readonly schema: z.ZodType<Row>;
  /** The field that names a row's subject. */
  readonly key: "code" | "procedure" | "agency";
  readonly subject: "TTHC" | "cơ quan";
  /** Equal repeats stay, for the finding `row-repeated`; elsewhere they are dropped. */
  readonly keepsRepeats: boolean;
}

export const AGENCY_ROWS: RowRule<Agency> = { schema: Agency, key: "code", subject: "cơ quan", keepsRepeats: false };
export const PROCEDURE_ROWS: RowRule<Procedure> = {
  schema: Procedure,
  key: "code",
  subject: "TTHC",
  keepsRepeats: false,
};
export const MEASURES_ROWS: RowRule<Measures> = {
  schema: Measures,
  key: "agency",
  subject: "cơ quan",
  keepsRepeats: false,
};
export const COUNTS_ROWS: RowRule<ProcedureCounts> = {
  schema: ProcedureCounts,
  key: "procedure",
  subject: "TTHC",
  keepsRepeats: true,
};

/**
 * The rows as the contract has them, in the order of the answer; properties that it does not know are dropped.
 *
 * Throws AnswerInvalid for the first row, in the answer's order, that breaks the contract or differs from an earlier
 * one with the same code. The whole answer is refused then.
 */
export function checkRows<Row>(items: readonly unknown[], rule: RowRule<Row>, what: string): Row[] {
  const byCode = new Map<string, Row>();
  const rows: Row[] = [];
  for (const [index, item] of items.entries()) {
    const code = codeOf(item, rule);
    const where = code === "" ? `${what}, dòng ${index + 1}` : `${what}, ${rule.subject} ${code}`;
    const parsed = rule.schema.safeParse(item);
    if (!parsed.success) throw invalid(where, code, rule, faultOf(parsed.error, item));
    const earlier = byCode.get(code);
    if (earlier !== undefined && !isDeepStrictEqual(earlier, parsed.data)) {
      throw invalid(where, code, rule, conflict(items, code, rule));
    }
    if (earlier === undefined || rule.keepsRepeats) rows.push(parsed.data);
    byCode.set(code, parsed.data);
  }
  return rows;
}

function conflict<Row>(items: readonly unknown[], code: string, rule: RowRule<Row>): Fault {
  const count = items.filter((item) => codeOf(item, rule) === code).length;
  const difference = rule.keepsRepeats ? "counts" : "content";
  return { expected: "1 row", actual: `${count} rows with different ${difference}` };
}

function invalid<Row>(where: string, code: string, rule: RowRule<Row>, fault: Fault): AnswerInvalid {
  return new AnswerInvalid(where, { procedure: rule.subject === "TTHC" ? code : "", ...fault });
}

/** Empty where the row has no readable code. */
function codeOf<Row>(item: unknown, rule: RowRule<Row>): string {
  const code: unknown = typeof item === "object" && item !== null ? Reflect.get(item, rule.key) : undefined;
  return typeof code === "string" ? code : "";
}
