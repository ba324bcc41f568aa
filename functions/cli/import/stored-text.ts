import { FAMILY_NAMES, SYSTEM_NAMES } from "../../domain/imports/reading.ts";
import type { ImportInForce, StoredImport } from "../../domain/imports/stored.ts";
import type { KeptUnit } from "../../pipeline/support/imports/keep.ts";
import type { ListedImport } from "../../pipeline/support/imports/list.ts";
import { momentText } from "../../report/wording.ts";

const byText = (by: string): string => (by === "" ? "" : ` (${by})`);

const placeText = ({ file, family, sheet, printedName, cell }: ImportInForce): string =>
  `tệp ${file.name}, ${FAMILY_NAMES[family]}, trang tính "${sheet}", ô ${cell} (${printedName})`;

function standingText(stored: StoredImport | null, at: string): string[] {
  if (stored === null) return ["KHÔNG ĐỌC ĐƯỢC, cần nhập lại"];
  if (stored.state === "withdrawn") {
    const file = stored.file === null ? [] : [`tệp ${stored.file.name}`];
    return [...file, `ĐÃ RÚT lúc ${momentText(at)}${byText(stored.by)}: ${stored.reason}`];
  }
  const withdrawn = stored.onTimeHoldsWithdrawn ? ["cột đúng hạn gồm cả hồ sơ rút, trả lại"] : [];
  return [placeText(stored), ...withdrawn, `nhập lúc ${momentText(at)}${byText(stored.by)}`];
}

/** An import a line: of whom, from which file, when and by whom, whether it was withdrawn. */
export function listLine(
  { month, agency, system, ref, stored }: ListedImport,
  nameOf: (code: string) => string,
): string {
  const hash = stored?.file == null ? [] : [stored.file.sha256];
  return [
    `${month}, ${nameOf(agency)}, ${SYSTEM_NAMES[system]}, lần ${ref.vintage}`,
    ...standingText(stored, ref.dataAsOf),
    ...hash,
  ].join("  ");
}

/** What was stored, and what was there already. */
export function keptLines(kept: readonly KeptUnit[], nameOf: (code: string) => string): string[] {
  const repeated = kept.filter(({ outcome }) => outcome === "repeated");
  const stored = kept.length - repeated.length;
  return [
    ...(stored === 0 ? [] : [`Đã lưu ${stored} phần số liệu; lần lập báo cáo sau dùng số liệu này nơi API không có.`]),
    ...repeated.map(
      ({ agency, system, file, ref }) =>
        `${nameOf(agency)}, ${SYSTEM_NAMES[system]}: số liệu giống hệt số liệu đã lưu từ tệp ${file.name} lúc ${momentText(ref.dataAsOf)}, không lưu thêm.`,
    ),
  ];
}
