import type { AgencyRecord, ProcedureRecord } from "../provinces/world.ts";

interface Pair {
  readonly expected: string;
  readonly actual: string;
}

/** The "few words" of findings that have no two numbers (figures.md 7 leaves them free; the example gives some). */
export const words = {
  unknown: (day: string): Pair => ({ expected: `in the catalogue of ${day}`, actual: "absent" }),
  misplaced: (agency: AgencyRecord, entry: ProcedureRecord): Pair =>
    entry.level === agency.level
      ? { expected: `owner ${agency.code}`, actual: `owner ${entry.owner ?? ""}` }
      : { expected: `level ${agency.level}`, actual: `level ${entry.level}` },
  refused: (failure: { readonly rule: string; readonly actual: string }): Pair => ({
    expected: "counts",
    actual: failure.rule === "answer-invalid" ? "answer invalid" : failure.actual,
  }),
  early: (lastDay: string, readAt: string): Pair => ({
    expected: `read after ${lastDay}`,
    actual: `read at ${readAt}`,
  }),
  future: (readAt: string): Pair => ({ expected: "dataAsOf <= now", actual: `dataAsOf="${readAt}"` }),
  noMeasures: { expected: "measures", actual: "absent" },
  noTasks: { expected: "tasks", actual: "absent" },
  unmatched: (name: string): Pair => ({ expected: name, actual: "no agency" }),
  provisional: { expected: "final", actual: "provisional" },
} as const;
