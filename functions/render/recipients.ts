import type { Report } from "../report/report.ts";
import { listed } from "./text.ts";

const FILED = "Lưu: VT";

/** "Nơi nhận", whose last line says where the document is filed (Nghị định 30/2020 Phụ lục I, Mục II khoản 9b). */
export function recipientsOf({ recipients }: Report): string[] {
  return listed(recipients.at(-1)?.trim().startsWith("Lưu") ? recipients : [...recipients, FILED]);
}
