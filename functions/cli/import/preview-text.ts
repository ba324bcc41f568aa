import type { ImportAgency } from "../../domain/imports/agency-matching.ts";
import type { COMPARED, CountChange, ImportPreview } from "../../domain/imports/preview.ts";
import { FAMILY_NAMES, isRefused, SYSTEM_NAMES, type WorkbookResult } from "../../domain/imports/reading.ts";
import { countText, periodText } from "../../report/wording.ts";

const COUNT_NAMES: Readonly<Record<(typeof COMPARED)[number], string>> = {
  received: "tiếp nhận",
  online: "trực tuyến",
  resolved: "đã giải quyết",
  pending: "đang giải quyết",
};

const number = (value: number | null): string => (value === null ? "chưa có số liệu" : countText(value));

/** A heading with how many there are, and a line for each; nothing where there is none. */
const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`  ${heading} (${lines.length}):`, ...lines.map((line) => `    ${line}`)];

const named = ({ code, name }: ImportAgency): string => `${code} ${name}`;

/** One line for an agency and system: "01 Sở Y tế, hệ thống của tỉnh …: tiếp nhận 10 → 12, …". */
function changeLines(changes: readonly CountChange[], nameOf: (code: string) => string): string[] {
  const groups = Map.groupBy(changes, ({ agency, system }) => `${nameOf(agency)}, ${SYSTEM_NAMES[system]}`);
  return [...groups].map(([about, counts]) => {
    const parts = counts.map(({ count, before, now }) => `${COUNT_NAMES[count]} ${number(before)} → ${number(now)}`);
    return `${about}: ${parts.join("; ")}.`;
  });
}

function headline(file: string, result: WorkbookResult): string {
  if (isRefused(result)) return `Tệp ${file}: không nhận được vì ${result.problems.length} lỗi dưới đây.`;
  const { family, sheet, month, units, grain } = result;
  const agencies = new Set(units.map(({ agency }) => agency)).size;
  const rows = grain === "field" ? `, ${units.reduce((sum, unit) => sum + unit.rows.length, 0)} dòng lĩnh vực` : "";
  return `Tệp ${file}: ${FAMILY_NAMES[family]}, trang tính "${sheet}", ${periodText(month)}, ${agencies} cơ quan${rows}.`;
}

/** A workbook's preview as lines for a terminal. */
export function previewText(
  file: string,
  result: WorkbookResult,
  preview: ImportPreview,
  agencies: readonly ImportAgency[],
): string {
  const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
  const nameOf = (code: string): string => {
    const agency = byCode.get(code);
    return agency === undefined ? code : named(agency);
  };
  const { problems, matched, unmatched, absent, identityFaults, changes, backlogDifferences, notices } = preview;
  const identityLines = identityFaults.map(
    ({ cell, name, identity, left, right }) =>
      `ô ${cell}, ${name}: ${identity}: ${number(left)} khác ${number(right)}.`,
  );
  const backlogLines = backlogDifferences.map(
    ({ agency, system, before, now }) =>
      `${nameOf(agency)}, ${SYSTEM_NAMES[system]}: cuối tháng trước còn ${number(before)}, tháng này ghi từ kỳ trước ${number(now)}.`,
  );
  return [
    headline(file, result),
    ...section("Lỗi phải sửa", problems),
    ...section(
      "Khớp",
      matched.map(({ printedName, cell, agency }) => `ô ${cell}, ${printedName} → ${named(agency)}`),
    ),
    ...section(
      "Không khớp cơ quan nào",
      unmatched.map(({ printedName, cell }) => `ô ${cell}, ${printedName}`),
    ),
    // A file in which nobody was found was not read so far.
    ...section("Cơ quan không có trong tệp", matched.length === 0 ? [] : absent.map(named)),
    ...section("Đẳng thức không đúng, cần kiểm tra", identityLines),
    ...section("So với tháng trước", changeLines(changes, nameOf)),
    ...section("Tồn đầu kỳ khác tồn cuối tháng trước", backlogLines),
    ...section("Lưu ý", notices),
  ].join("\n");
}
