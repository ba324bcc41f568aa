import { CoarseField } from "../counts.ts";
import type { Finding } from "../quality/finding.ts";
import type { KnownCounts } from "../sums/known-counts.ts";

/**
 * `import-differs`: counts that both the API and the workbooks of an agency give for a month, and give differently. The
 * API's are counted. One finding of a count.
 *
 * @param imported of all systems together
 */
export const importDifferences = (
  { agency, window }: Pick<Finding, "agency" | "window">,
  answered: KnownCounts,
  imported: KnownCounts,
): Finding[] =>
  CoarseField.options.flatMap((field): Finding[] => {
    const [expected, actual] = [answered[field], imported[field]];
    if (expected === null || actual === null || expected === actual) return [];
    const numbers = { expected: String(expected), actual: String(actual) };
    return [{ rule: "import-differs", agency, procedure: "", window, ...numbers, relation: field }];
  });
