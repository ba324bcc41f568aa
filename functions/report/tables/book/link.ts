import { quoted } from "../spec.ts";

/** A link to the first cell of another sheet, under the sheet's name. */
export const linkFormula = (sheet: string): string =>
  `HYPERLINK("#${quoted(sheet).replaceAll('"', '""')}!A1","${sheet.replaceAll('"', '""')}")`;
