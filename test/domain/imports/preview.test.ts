import { expect, test } from "vitest";
import { CoarseCounts, CoarseField } from "../../../functions/domain/counts.ts";
import { previewOf } from "../../../functions/domain/imports/preview.ts";
import type { ImportedUnit, WorkbookReading } from "../../../functions/domain/imports/reading.ts";

const AGENCIES = [
  { code: "01", name: "Sở Nội vụ", level: "so", parentCode: null },
  { code: "02", name: "Sở Tài chính", level: "so", parentCode: null },
] as const;

function row(counts: Partial<CoarseCounts>): CoarseCounts {
  const nothing = Object.fromEntries(CoarseField.options.map((field) => [field, null]));
  return CoarseCounts.parse({ field: "", ...nothing, ...counts });
}

const unit = (agency: string, ...rows: readonly Partial<CoarseCounts>[]): ImportedUnit => ({
  agency,
  printedName: `tên ${agency}`,
  cell: "B9",
  system: "province",
  rows: rows.map(row),
});

const reading = (month: string, ...units: readonly ImportedUnit[]): WorkbookReading => ({
  family: "form-ii06a",
  sheet: "A",
  month,
  grain: "unit",
  units,
  identityFaults: [],
  onTimeHoldsWithdrawn: false,
  notices: [],
});

test("a preview names the agency of each unit and the agencies that the workbook lacks", () => {
  const preview = previewOf(reading("2023-06", unit("01", { online: 1 })), AGENCIES, null);
  expect(preview.matched).toEqual([{ printedName: "tên 01", cell: "B9", agency: AGENCIES[0] }]);
  expect(preview.absent).toEqual([AGENCIES[1]]);
  expect([preview.changes, preview.problems, preview.unmatched]).toEqual([[], [], []]);
});

test("a refused workbook's preview still says who was found and who was not", () => {
  const matched = [{ agency: "01", printedName: "Sở Nội vụ", cell: "B8" }];
  const unmatched = [{ printedName: "Sở Y tế", cell: "B9" }];
  const preview = previewOf({ problems: ["Lỗi."], matched, unmatched }, AGENCIES, reading("2023-05", unit("01")));
  expect(preview).toMatchObject({ problems: ["Lỗi."], unmatched, absent: [AGENCIES[1]], changes: [] });
  expect(preview.matched.map(({ agency }) => agency.code)).toEqual(["01"]);
});

test("counts are held against the month before: sums by their parts, rows added, null where a row lacks one", () => {
  const now = reading(
    "2023-06",
    unit("01", { online: 3, counter: 1, postal: 1, resolved: 4 }, { online: 2, onPaper: 5, resolved: null }),
    unit("02", { pending: 7 }),
  );
  const before = reading("2023-05", unit("01", { online: 1, onPaper: 1, received: 9, resolved: 2 }));
  expect(
    previewOf(now, AGENCIES, before).changes.map(({ agency, count, before, now }) => [agency, count, before, now]),
  ).toEqual([
    ["01", "received", 2, 12],
    ["01", "online", 1, 5],
    ["01", "resolved", 2, null],
    ["02", "pending", null, 7],
  ]);
});

test("a month that does not begin with what was open before is told", () => {
  const now = reading("2023-06", unit("01", { openingBacklog: 4 }), unit("02", { openingBacklog: 2 }));
  const before = reading("2023-05", unit("01", { pendingInTime: 2, pendingOverdue: 1 }), unit("02", { pending: 2 }));
  expect(previewOf(now, AGENCIES, before).backlogDifferences).toEqual([
    { agency: "01", system: "province", before: 3, now: 4 },
  ]);
});
