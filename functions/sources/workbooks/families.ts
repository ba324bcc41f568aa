import { asciiWords } from "../../domain/imports/folding.ts";
import type { WorkbookFamily } from "../../domain/imports/reading.ts";

/** Words of our own template's title; nobody else's form has them. */
export const TEMPLATE_TITLE = "MẪU NHẬP SỐ LIỆU DỊCH VỤ CÔNG TRỰC TUYẾN";

const TITLES: readonly (readonly [WorkbookFamily, RegExp])[] = [
  ["template", new RegExp(asciiWords(TEMPLATE_TITLE))],
  ["ward", /tong hop tinh hinh tiep nhan va giai quyet (thu tuc hanh chinh|tthc)/],
  ["by-unit", /tong hop ket qua giai quyet (thu tuc hanh chinh|tthc) theo don vi/],
  ["service-levels", /tinh hinh tiep nhan ho so truc tuyen muc (do )?(toan trinh|mot phan)/],
  ["form-ii06a", /ii 06a|vpcp|tinh hinh ket qua giai quyet (thu tuc|tthc)/],
];

/** The family whose words stand in a sheet's first rows; null where none's do. */
export function familyOf(lines: readonly string[]): WorkbookFamily | null {
  const words = asciiWords(lines.join(" "));
  return TITLES.find(([, title]) => title.test(words))?.[0] ?? null;
}
