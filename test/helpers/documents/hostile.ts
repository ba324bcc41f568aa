import type { Column, Report, Row } from "../../../functions/report/report.ts";
import { count, sampleReport, text } from "./sample.ts";

/** "Xã Long Điền" with its marks apart, as macOS writes it (NFD). */
export const APART = "Xã Long Điền".normalize("NFD");

/** Names as a province's API might send them. */
export const NAMES: readonly string[] = [
  "Ủy ban nhân dân thị trấn ".repeat(6).slice(0, 120),
  "Q".repeat(120),
  `Sở <b>A&B</b> "Một" 'Hai' & Co`,
  APART,
  "Trung\u200btâm\u0007 \u00adhành\u2060 chính",
  "株式会社 Tên ✓ 😀",
  "=1+1",
  "+84 254",
  "-2",
  "@SUM(A1)",
  "\tTab",
  "_x0041_ và \u0001\u001f\ufffe",
  "",
  "\ud800lẻ",
];

export const hostileColumns: readonly Column[] = [
  { title: "TT", align: "center", weight: 1 },
  { title: "Tên <cơ quan> & đơn vị", align: "left", weight: 3 },
  { title: "Nghiêng", group: "Siêudàikhôngkhoảngtrắng".repeat(3), align: "right", weight: 1 },
  { title: "Lần", group: "Siêudàikhôngkhoảngtrắng".repeat(3), align: "right", weight: 1 },
];

const NOT_NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

export const hostileRows: readonly Row[] = NAMES.map((name, index) => {
  const value = NOT_NUMBERS[index % 4];
  const number = value === undefined ? count(index) : ({ type: "count", value, text: String(value) } as const);
  const share = { type: "rate", value: Number.NaN, decimals: 2, text: "NaN%" } as const;
  return { bold: index % 5 === 4, cells: [text(String(index + 1)), text(name), number, share] };
});

/** A report that holds what no report should, in every place where text may stand. */
export function hostileReport(): Report {
  const all = NAMES.join(" ");
  return sampleReport({
    subject: all,
    addressees: [...NAMES],
    basis: [...NAMES],
    recipients: [...NAMES],
    signer: "GIÁM ĐỐC\n\u0000",
    provenance: { lines: [...NAMES], footer: all, verification: { address: `https://example.vn/${all}` } },
    archive: { properties: { OrganName: all, Subject: all, "To.OrganName": all } },
    body: [
      { type: "heading", level: 1, text: all },
      { type: "paragraph", text: all },
      { type: "list", items: [...NAMES] },
      { type: "table", table: { columns: hostileColumns, rows: [] } },
      { type: "table", table: { columns: hostileColumns, rows: hostileRows } },
      { type: "heading", level: 2, text: "Mục cuối, sau nó không còn gì" },
    ],
    appendices: [
      {
        title: all,
        sheet: "PL: [1]/*?\\ tên trang tính rất dài quá ba mươi mốt ký tự",
        landscape: true,
        table: { columns: hostileColumns, rows: [...hostileRows, { bold: false, cells: [text("thiếu ô")] }] },
        notes: [...NAMES],
      },
    ],
  });
}
