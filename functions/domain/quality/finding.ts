import { z } from "zod";
import { byCode } from "../agency.ts";
import { Day } from "../period.ts";

/** The rules in the order in which `quality.csv` and the reports print them. */
const Rule = z.enum([
  ...(["agency-missing", "answer-invalid", "refresh-failed", "row-repeated", "flow-mismatch"] as const),
  ...(["carry-over-mismatch", "part-exceeds-whole", "procedure-unknown", "procedure-misplaced"] as const),
  ...(["measures-missing", "tasks-missing", "exception-unmatched"] as const),
  ...(["sum-mismatch", "import-differs", "data-early", "data-put-back"] as const),
  ...(["count-not-delivered", "no-activity-unusual", "layout", "provisional"] as const),
]);
export type Rule = z.infer<typeof Rule>;

export type Severity = "gap" | "warning" | "notice";

/** Every other rule is a warning. */
const SEVERITIES: Readonly<Partial<Record<Rule, Severity>>> = {
  "agency-missing": "gap",
  "answer-invalid": "gap",
  "import-differs": "notice",
  "data-early": "notice",
  "count-not-delivered": "notice",
  "no-activity-unusual": "notice",
  layout: "notice",
  provisional: "notice",
};

/** Something wrong with the data, or missing from them (chất lượng số liệu), or with how a document is set. */
export const Finding = z
  .object({
    rule: Rule,
    /** Agency code, or empty. */
    agency: z.string(),
    /** Procedure code, the field of a row that is of a whole field, or empty. */
    procedure: z.string(),
    window: z.object({ from: Day, to: Day }).readonly(),
    /** The two numbers, or a few words. */
    expected: z.string(),
    actual: z.string(),
    /**
     * For `part-exceeds-whole` the relation that is broken, e.g. `paidOnlineDossiers > feeDossiers`; for `sum-mismatch` and
     * `import-differs` the count that differs.
     */
    relation: z.string().exactOptional(),
  })
  .readonly();
export type Finding = z.infer<typeof Finding>;

export const severityOf = ({ rule }: Finding): Severity => SEVERITIES[rule] ?? "warning";

const order = Rule.options;

/** In the order of the rules, then by agency, procedure, window. */
export function compareFindings(left: Finding, right: Finding): number {
  return (
    order.indexOf(left.rule) - order.indexOf(right.rule) ||
    byCode(left.agency, right.agency) ||
    byCode(left.procedure, right.procedure) ||
    byCode(left.window.from, right.window.from)
  );
}
