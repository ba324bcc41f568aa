import type { Report } from "./report.ts";

/** On every page of what is not published, and of every Word file. */
export const DRAFT_MARK = "DỰ THẢO";

/**
 * The report as it is printed while it is not published: the mark on every page, its words otherwise the same. On
 * release the report itself is rendered, without the mark.
 */
export const markedAsDraft = (report: Report): Report => ({ ...report, labels: [DRAFT_MARK, ...report.labels] });
