import type { WorkbookFamily } from "../../domain/imports/reading.ts";
import { meaningOf } from "./headings.ts";
import type { PrintedCount } from "./printed.ts";
import { type Findings, quoted } from "./table/findings.ts";
import { addressOf, type Grid, lettersOf } from "./table/grid.ts";
import type { HeadColumn, TableHead } from "./table/head.ts";

/** Which column of a table is what; columns from 0. */
export interface TableColumns {
  readonly name: number;
  readonly code: number | null;
  readonly level: number | null;
  readonly counts: ReadonlyMap<PrintedCount, number>;
}

/** Counts without which a family's table is not that of the family. */
const REQUIRED: Readonly<Record<WorkbookFamily, readonly (readonly [PrintedCount, string])[]>> = {
  "form-ii06a": [
    ["handled", "tổng số nhận giải quyết"],
    ["online", "trực tuyến"],
    ["resolved", "tổng số đã giải quyết"],
    ["pending", "tổng số đang giải quyết"],
  ],
  ward: [
    ["handled", "tổng số nhận giải quyết"],
    ["online", "trực tuyến"],
    ["resolved", "tổng số đã giải quyết"],
    ["pending", "tổng số đang giải quyết"],
  ],
  "by-unit": [
    ["received", "tổng số tiếp nhận"],
    ["resolved", "tổng số đã giải quyết"],
    ["pending", "tổng số đang giải quyết"],
  ],
  "service-levels": [["online", "trực tuyến"]],
  template: [["handled", "tổng số nhận giải quyết"]],
};

const holdsSomething = (grid: Grid, head: TableHead, column: number): boolean => {
  for (let row = head.firstRow; row < grid.rowCount; row++) if (grid.at(row, column).text !== "") return true;
  return false;
};

const headingOf = ({ texts }: HeadColumn): string => quoted(texts.join(" – "));

/** "Trực tiếp" alone, where no column of its own is for the post, is II.06a's (5) "Trực tiếp, dịch vụ bưu chính". */
function withPostalIncluded(counts: Map<PrintedCount, number>, family: WorkbookFamily): Map<PrintedCount, number> {
  const counter = counts.get("counter");
  if (!["form-ii06a", "ward"].includes(family) || counter === undefined || counts.has("postal")) return counts;
  counts.delete("counter");
  return counts.set("onPaper", counter);
}

/** Tells the columns of a table by their headings; those that cannot be told, are there twice or are missing are problems. */
export function columnsOf(grid: Grid, head: TableHead, family: WorkbookFamily, findings: Findings): TableColumns {
  const counts = new Map<PrintedCount, number>();
  const found: { code: number | null; level: number | null } = { code: null, level: null };
  for (const one of head.columns) {
    if (one.column === head.nameColumn) continue;
    const cell = `ô ${addressOf(one.row, one.column)}`;
    const meaning = meaningOf(one.texts, family);
    if (meaning === "code" || meaning === "level") found[meaning] ??= one.column;
    else if (meaning === null && holdsSomething(grid, head, one.column)) {
      findings.problem(cell, `không hiểu tiêu đề cột ${headingOf(one)}`, "sửa tiêu đề theo biểu mẫu hoặc xóa cột này");
    } else if (meaning !== null && meaning !== "other") {
      const other = counts.get(meaning.count);
      if (other === undefined) counts.set(meaning.count, one.column);
      else {
        const what = `cột ${headingOf(one)} và cột ${lettersOf(other)} có tiêu đề cùng nghĩa`;
        findings.problem(cell, what, "sửa tiêu đề theo biểu mẫu hoặc xóa một cột");
      }
    }
  }
  const missing = REQUIRED[family].filter(([count]) => !counts.has(count)).map(([, words]) => words);
  if (missing.length > 0) {
    const place = `dòng ${head.top + 1}`;
    findings.problem(place, `không thấy cột ${missing.join(", ")} trong tiêu đề bảng`, "sửa tiêu đề theo biểu mẫu");
  }
  return { name: head.nameColumn, ...found, counts: withPostalIncluded(counts, family) };
}
