import { z } from "zod";
import type { Window } from "../period.ts";
import type { Finding } from "./finding.ts";

/** A rule of typesetting (thể thức) that a document breaks: where first, and in how many places more. Stops nothing. */
export const LayoutWarning = z.object({
  /** The file's name. */
  document: z.string(),
  /** The rule's name, and what it asks for in words. */
  rule: z.string(),
  demand: z.string(),
  /** From 1, through the whole file. */
  page: z.int(),
  /** The words or the part that it is about, what is asked of it and what is printed. */
  found: z.string(),
  /** Places beside the one told of. */
  others: z.int().min(0),
});
export type LayoutWarning = z.infer<typeof LayoutWarning>;

/** A warning as a finding of a report. */
export function layoutFinding({ document, rule, demand, page, found, others }: LayoutWarning, window: Window): Finding {
  const more = others === 0 ? "" : ` và ${others} chỗ khác`;
  const actual = `${document}, trang ${page}: ${found}${more}`;
  return { rule: "layout", agency: "", procedure: "", window, expected: `${rule}: ${demand}`, actual };
}
