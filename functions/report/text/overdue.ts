import type { Agency } from "../../domain/agency.ts";
import type { Composition } from "../composition.ts";
import { percentOf } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { countText, fewText, rateNumber } from "../wording.ts";
import { isOpenKnown, type OverdueLine, overdueByAgency, overdueByField, overdueOf, scopeOf } from "./overdue-lines.ts";
import { paragraph } from "./sentences.ts";

/** So many agencies and fields are named; the others are counted. */
const NAMED = 4;

/** " (759 hồ sơ, 30,95%)": a part of all overdue dossiers, behind a name that may end with a number. */
function partText(number: number, whole: number): string {
  const share = percentOf(number, whole);
  return ` (${countText(number)} hồ sơ${share === null ? "" : `, ${rateNumber(share)}%`})`;
}

/** "Theo lĩnh vực: Chứng thực (759 hồ sơ, 30,95%), …; 70 lĩnh vực khác (721 hồ sơ, 29,40%)." */
function namedText(lead: string, kind: string, lines: readonly OverdueLine[], whole: number, isAll: boolean): string {
  const order = [...lines].sort((left, right) => overdueOf(right) - overdueOf(left));
  const named = order.length <= NAMED + 1 ? order : order.slice(0, NAMED);
  const others = order.slice(named.length);
  const rest = others.reduce((total, line) => total + overdueOf(line), 0);
  const said = named.map((line) => `${line.name}${partText(overdueOf(line), whole)}`).join(", ");
  const more = others.length === 0 ? "" : `; ${fewText(others.length)} ${kind} khác${partText(rest, whole)}`;
  // Of those that have ended with nobody after them only the whole has the dossiers.
  const ended = isAll ? whole - order.reduce((total, line) => total + overdueOf(line), 0) : 0;
  const gone = ended > 0 ? `; các cơ quan đã kết thúc hoạt động${partText(ended, whole)}` : "";
  return `${lead}: ${said}${more}${gone}.`;
}

/** Where nothing was resolved late, or nothing is open past its day, the sentence has one part. */
function onePart(late: number, open: number): string | null {
  if (late === 0) return `${countText(open)} hồ sơ đang giải quyết đã quá hạn`;
  return open === 0
    ? `${countText(late)} hồ sơ giải quyết quá hạn trong kỳ; không có hồ sơ đang giải quyết quá hạn`
    : null;
}

/**
 * Hồ sơ quá hạn: how many dossiers were resolved late in the period or are still open past their day, by agency and by
 * field (lĩnh vực) with their share of the whole; of one agency by field.
 */
export function overdueBlocks(composition: Composition, agency: Agency | null): Block[] {
  const scope = scopeOf(agency);
  const sums = composition.figures.evidence.sums([scope]);
  const late = sums?.sum(["resolvedLate"]) ?? null;
  if (sums === null || late === null) return [];
  const isKnown = isOpenKnown(composition, scope);
  const byAgency = agency === null ? overdueByAgency(composition) : [];
  const byField = overdueByField(composition, agency);
  const open = isKnown ? (sums.sum(["pendingOverdue"]) ?? 0) : 0;
  const whole = late + open;
  if (whole === 0) {
    return [paragraph(isKnown ? "Không có hồ sơ quá hạn." : "Số liệu đã có không có hồ sơ giải quyết quá hạn.")];
  }
  const parts = isKnown
    ? (onePart(late, open) ??
      `${countText(whole)} hồ sơ quá hạn, trong đó ${countText(late)} hồ sơ đã giải quyết trong kỳ, ${countText(open)} hồ sơ đang giải quyết`)
    : `${countText(whole)} hồ sơ giải quyết quá hạn trong kỳ`;
  return [
    paragraph(
      [
        `Có ${parts}.`,
        ...(byAgency.length < 2
          ? []
          : [namedText("Theo cơ quan (tỷ trọng trong số hồ sơ quá hạn)", "cơ quan", byAgency, whole, true)]),
        ...(byField.length === 0 ? [] : [namedText("Theo lĩnh vực", "lĩnh vực", byField, whole, agency === null)]),
      ].join(" "),
    ),
  ];
}
