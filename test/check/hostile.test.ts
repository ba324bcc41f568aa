import { expect, test } from "vitest";
import { checkLayout } from "../../functions/check/layout/layout.ts";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import type { Block, Report } from "../../functions/report/report.ts";
import { hostileColumns, hostileReport, hostileRows, NAMES } from "../helpers/documents/hostile.ts";
import { agencyTable, sampleAppendices, sampleReport } from "../helpers/documents/sample.ts";

async function brokenRules(report: Report): Promise<string[]> {
  const breaches = await checkLayout(await renderPdf(report, []), report);
  return [...new Set(breaches.map(({ rule }) => rule))];
}

const all = NAMES.join(" ");
const table = { columns: hostileColumns, rows: hostileRows };
const communes = Array.from(
  { length: 600 },
  (_, index) => `Ủy ban nhân dân ${index % 3 ? "xã" : "thị trấn"} ${"Long Điền ".repeat(1 + (index % 4))}${index}`,
);

test("names of any length and letters, and 600 communes, break no rule where a report may hold them", async () => {
  const [, model] = sampleAppendices();
  if (model === undefined) throw new Error("no appendix");
  const body: Block[] = [
    { type: "heading", level: 1, text: `I. ${all.toUpperCase()}` },
    { type: "heading", level: 2, text: all },
    { type: "heading", level: 3, text: all },
    { type: "paragraph", text: all },
    { type: "list", items: [...NAMES] },
    { type: "table", table },
    { type: "table", table: { ...table, rows: [] } },
    { type: "paragraph", text: `${all}./.` },
  ];
  const report = sampleReport({
    body,
    subject: all,
    addressees: [...NAMES],
    basis: [...NAMES],
    recipients: [...NAMES],
    appendices: [
      { ...model, title: all.toUpperCase(), table, notes: [...NAMES] },
      { ...model, table: agencyTable(NAMES, all) },
      { ...model, table: agencyTable(communes, "UBND cấp xã") },
    ],
  });
  expect(await brokenRules(report)).toEqual([]);
});

test("a report without order breaks the rules of what is wrong in it", async () => {
  expect(await brokenRules(hostileReport())).toEqual(["end-mark", "heading-type", "heading-order", "orphan-heading"]);
});

test("a place whose name does not fit its line at any readable size breaks its rule", async () => {
  const { letterhead } = sampleReport();
  const place = `${letterhead.place} ${"Côn Đảo ".repeat(4)}`.trim();
  expect(await brokenRules(sampleReport({ letterhead: { ...letterhead, place }, appendices: [] }))).toEqual([
    "date-line",
  ]);
});
