import type { Report, Table } from "../../report/report.ts";

/**
 * What every document has to say, in the check's own words (Nghị định 30/2020/NĐ-CP Phụ lục I): a mistake of the
 * renderers' is not repeated here.
 */
export const NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
export const MOTTO = "Độc lập - Tự do - Hạnh phúc";

/** Printed in the place of a table without rows. */
export const NOTHING = "Không có.";

/** Whether a few words are printed in the place of the table. */
export const isEmpty = ({ columns, rows }: Table): boolean => columns.length === 0 || rows.length === 0;

/** Items with ";" after each and "." after the last, whatever mark they came with. */
export const marked = (items: readonly string[]): string[] =>
  items.map((item, index) => `${item.trim().replace(/\s*[;.]$/, "")}${index === items.length - 1 ? "." : ";"}`);

/** The list under "Nơi nhận:", which ends with where the document is filed (Mục II khoản 9). */
export function recipientLines({ recipients }: Report): string[] {
  const isFiled = recipients.at(-1)?.trim().startsWith("Lưu");
  return marked(isFiled ? recipients : [...recipients, "Lưu: VT"]).map((name) => `- ${name}`);
}

const ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"] as const;

/** "XIV": appendices are fewer than 40. */
const roman = (number: number): string => "X".repeat(Math.floor(number / 10)) + (ROMAN[number % 10] ?? "");

/** Numbers are given only where there are two or more appendices (Mục III khoản 1); tables of a file of their own have one. */
export function appendixNumber(index: number, { appendices, form }: Report): string {
  if (form === "annex") return `Biểu ${String(index + 1).padStart(2, "0")}`;
  return appendices.length === 1 ? "Phụ lục" : `Phụ lục ${roman(index + 1)}`;
}
