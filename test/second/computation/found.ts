import type { Span } from "./days.ts";

/** A row of quality.csv (figures.md 7). */
export interface Found {
  readonly rule: string;
  readonly agency: string;
  readonly procedure: string;
  readonly span: Span;
  readonly expected: string;
  readonly actual: string;
}
