import type { ImportAgency } from "../../../domain/imports/agency-matching.ts";
import type { COMPARED, CountChange, ImportPreview } from "../../../domain/imports/preview.ts";
import { FAMILY_NAMES, isRefused, SYSTEM_NAMES, type WorkbookResult } from "../../../domain/imports/reading.ts";
import { countText, periodText } from "../../../report/wording.ts";

const COUNT_NAMES: Readonly<Record<(typeof COMPARED)[number], string>> = {
  received: "tiếp nhận",
  online: "trực tuyến",
  resolved: "đã giải quyết",
  pending: "đang giải quyết",
};

const number = (value: number | null): string => (value === null ? "chưa có số liệu" : countText(value));

/** Some findings of one kind, a line each. */
interface PreviewSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** What a workbook would bring, in words. */
export interface PreviewWords {
  readonly headline: string;
  /** Those that have lines. */
  readonly sections: readonly PreviewSection[];
}

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

/** A workbook's preview in words: for a terminal and for a page. */
export function previewWords(
  file: string,
  result: WorkbookResult,
  preview: ImportPreview,
  agencies: readonly ImportAgency[],
): PreviewWords {
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
  const sections: PreviewSection[] = [
    { heading: "Lỗi phải sửa", lines: problems },
    {
      heading: "Khớp",
      lines: matched.map(({ printedName, cell, agency }) => `ô ${cell}, ${printedName} → ${named(agency)}`),
    },
    { heading: "Không khớp cơ quan nào", lines: unmatched.map(({ printedName, cell }) => `ô ${cell}, ${printedName}`) },
    // A file in which nobody was found was not read so far.
    { heading: "Cơ quan không có trong tệp", lines: matched.length === 0 ? [] : absent.map(named) },
    { heading: "Đẳng thức không đúng, cần kiểm tra", lines: identityLines },
    { heading: "So với tháng trước", lines: changeLines(changes, nameOf) },
    { heading: "Tồn đầu kỳ khác tồn cuối tháng trước", lines: backlogLines },
    { heading: "Lưu ý", lines: notices },
  ];
  return { headline: headline(file, result), sections: sections.filter(({ lines }) => lines.length > 0) };
}
