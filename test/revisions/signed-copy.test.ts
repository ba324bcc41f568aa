import { expect, test } from "vitest";
import { type LinkScope, opensReport } from "../../functions/revisions/link.ts";
import { inForceOf, reportPdfs, type SignedCopy } from "../../functions/revisions/signed-copy.ts";

const SERIES = "quang-tri/2023-06";

test("a link of one agency opens what that agency signed, and nothing signed by another", () => {
  const reports = ["cntt", "don-vi/77-STC", "don-vi/77-STCX", "don-vi-khac/77-STC"];
  const opened = (scope: LinkScope): string[] => reports.filter((report) => opensReport(scope, report));
  expect(opened({ kind: "report", series: SERIES, report: "don-vi/77-STC" })).toEqual(["don-vi/77-STC"]);
  expect(opened({ kind: "report", series: SERIES, report: "don-vi" })).toEqual(["don-vi/77-STC", "don-vi/77-STCX"]);
  expect(opened({ kind: "report", series: SERIES, report: "cntt" })).toEqual(["cntt"]);
  expect(opened({ kind: "series", series: SERIES })).toEqual(reports);
  expect(opened({ kind: "province", province: "quang-tri" })).toEqual(reports);
});

test("what can be signed of a revision is the PDF of each report: no workbook, no Word file, no annex, nothing merged", () => {
  const names = [
    ...["bao-cao-cntt.pdf", "bao-cao-cntt.docx", "bao-cao-cntt.xlsx", "bao-cao-cchc.pdf", "phu-luc.pdf", "figures.csv"],
    ...["don-vi/77-STC.pdf", "don-vi/77-STC.xlsx", "don-vi-gop/77.pdf"],
  ];
  const pdfs = reportPdfs(names.map((name) => ({ name })));
  expect([...pdfs].map(([report, { name }]) => [report, name])).toEqual([
    ["cntt", "bao-cao-cntt.pdf"],
    ["cchc", "bao-cao-cchc.pdf"],
    ["don-vi/77-STC", "don-vi/77-STC.pdf"],
  ]);
});

test("of each report of each revision the last registration is in force", () => {
  const copy = (revision: number, report: string, entry: number): SignedCopy => ({
    ...{ series: SERIES, revision, report, entry, number: "1/BC-STTTT", date: "2023-06-20", signer: "A", reason: null },
    ...{ file: { size: 1, sha256: "a".repeat(64) }, basis: "system", registeredAt: "2023-06-20T03:00:00.000Z", by: "" },
  });
  const all = [copy(1, "cntt", 2), copy(1, "cntt", 1), copy(1, "cchc", 1), copy(2, "cntt", 1)];
  expect(inForceOf(all)).toHaveLength(3);
  expect(inForceOf(all)).toEqual(expect.arrayContaining([copy(1, "cntt", 2), copy(1, "cchc", 1), copy(2, "cntt", 1)]));
});
