import type { z } from "zod";

/** What was wrong with a value, in a few words for quality.csv. */
export interface Fault {
  readonly expected: string;
  /** `field=JSON value`, or `field=absent`. */
  readonly actual: string;
}

const LONGEST_VALUE = 60;

/** The first field of a value that breaks its schema, fields in the schema's (the contract's) order. */
export function faultOf(error: z.ZodError, value: unknown): Fault {
  const [issue] = error.issues;
  if (issue === undefined) return { expected: "JSON of the contract", actual: shown(value) };
  const field = issue.path.length === 0 ? "row" : issue.path.join(".");
  return { expected: expectedBy(issue), actual: `${field}=${shown(valueAt(value, issue.path))}` };
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return ["int", "number"].includes(issue.expected) ? "integer >= 0" : issue.expected;
    case "too_small":
      return issue.origin === "string" ? "string, not empty" : "integer >= 0";
    case "too_big":
      // No number of JSON beyond it is read as it was written.
      if (issue.maximum === Number.MAX_SAFE_INTEGER) return "integer >= 0";
      return `at most ${issue.maximum}${issue.origin === "string" ? " letters" : ""}`;
    case "custom":
      return issue.message;
    case "invalid_value":
      return issue.values.join(" | ");
    case "invalid_format":
      return issue.format === "datetime" ? "RFC 3339 date-time" : issue.format;
    default:
      return "JSON of the contract";
  }
}

/** What lies at the end of a way through groups and lists; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current: unknown = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}

/** A value as a fault tells it: its JSON, cut off where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const letters = [...JSON.stringify(value)];
  return letters.length <= LONGEST_VALUE ? letters.join("") : `${letters.slice(0, LONGEST_VALUE - 1).join("")}…`;
}
