import type { IdentityFault, WorkbookFamily } from "../../domain/imports/reading.ts";
import type { TableColumns } from "./columns.ts";
import type { PrintedCount, PrintedCounts } from "./printed.ts";
import { addressOf } from "./table/grid.ts";
import type { TableRow } from "./table-rows.ts";

/** An equation between printed counts. Of the sums on the right the first whose counts are all there is taken. */
interface Identity {
  readonly left: PrintedCount;
  readonly right: readonly (readonly PrintedCount[])[];
  readonly words: string;
}

const HANDLED = "(3) tổng số nhận giải quyết";

/** Those of Biểu II.06a; tables without a number in their heads print the same counts under the same words. */
const IDENTITIES: readonly Identity[] = [
  {
    left: "handled",
    right: [
      ["online", "onPaper", "openingBacklog"],
      ["online", "counter", "postal", "openingBacklog"],
    ],
    words: `${HANDLED} = (4) trực tuyến + (5) trực tiếp, bưu chính + (6) từ kỳ trước`,
  },
  {
    left: "received",
    right: [
      ["online", "counter", "postal"],
      ["online", "onPaper"],
    ],
    words: "tổng số tiếp nhận = trực tuyến + trực tiếp + bưu chính",
  },
  {
    left: "resolved",
    right: [
      ["resolvedEarly", "resolvedOnTime", "resolvedLate"],
      ["resolvedInTime", "resolvedLate"],
    ],
    words: "(7) đã giải quyết = (8) trước hạn + (9) đúng hạn + (10) quá hạn",
  },
  {
    left: "pending",
    right: [["pendingInTime", "pendingOverdue"]],
    words: "(11) đang giải quyết = (12) trong hạn + (13) quá hạn",
  },
  {
    left: "handled",
    // Withdrawn dossiers stand beside (7) where they have a column of their own, else within (9) or nowhere.
    right: [
      ["resolved", "withdrawn", "pending"],
      ["resolved", "pending"],
    ],
    words: `${HANDLED} = (7) đã giải quyết + (11) đang giải quyết`,
  },
  {
    left: "online",
    right: [["onlineRemote", "onlineAssisted"]],
    words: "(4) trực tuyến = trực tuyến từ xa + trực tuyến có hỗ trợ",
  },
  { left: "onPaper", right: [["counter", "postal"]], words: "(5) trực tiếp, bưu chính = tại quầy + qua bưu chính" },
];

const NUMBERED: readonly WorkbookFamily[] = ["form-ii06a", "ward", "template"];

/** What does not add up in a row that is counted. Identities of counts that the row does not give are not checked. */
export function identityFaultsOf(
  { row, label }: TableRow,
  counts: PrintedCounts,
  columns: TableColumns,
  family: WorkbookFamily,
): IdentityFault[] {
  return IDENTITIES.flatMap(({ left, right, words }) => {
    const printed = counts.get(left);
    const parts = right.find((sum) => sum.every((count) => counts.has(count)));
    if (printed === undefined || parts === undefined) return [];
    const sum = parts.reduce((total, count) => total + (counts.get(count) ?? 0), 0);
    if (printed === sum) return [];
    const cell = addressOf(row, columns.counts.get(left) ?? columns.name);
    const identity = NUMBERED.includes(family) ? words : words.replace(/\(\d+\) /g, "");
    return [{ cell, name: label, identity, left: printed, right: sum }];
  });
}
