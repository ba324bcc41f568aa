import type { Agency } from "../../../domain/agency.ts";
import type { Scope } from "../../../domain/scope.ts";
import { widestOf } from "../../../domain/sums/known-counts.ts";
import { type Composition, judgedRow, type PrintedTarget } from "../../composition.ts";
import { VOLUME_LINES } from "../../tables/volume.ts";
import { fewText, listText } from "../../wording.ts";

/** More agencies than these are counted. */
const NAMED = 3;

/**
 * "Nguồn số liệu không có số để tính: CT 1 (UBND xã A và UBND xã B), CT 3 (05 cơ quan).": why cells of these agencies say
 * "chưa có số liệu" although they have answered (spec sources.md 1); nothing where that is nobody's case.
 */
export function undeliveredNotes(
  { names }: Pick<Composition, "names">,
  targets: readonly { readonly number: number; readonly printed: PrintedTarget }[],
  agencies: readonly Agency[],
): string[] {
  const said = targets.flatMap(({ number, printed }) => {
    const lacking = agencies.filter(({ code }) => judgedRow(printed, "agency", code)?.isUndelivered === true);
    if (lacking.length === 0) return [];
    const who =
      lacking.length > NAMED
        ? `${fewText(lacking.length)} cơ quan`
        : listText(lacking.map((agency) => names.of(agency)));
    return [`CT ${number} (${who})`];
  });
  return said.length === 0 ? [] : [`Nguồn số liệu không có số để tính: ${said.join(", ")}.`];
}

/** "Nguồn số liệu không có số để tính chỉ tiêu số 1, 3 và 5 của cơ quan.": the same of the only agency of a report. */
export function ownUndeliveredText(targets: readonly PrintedTarget[], { code }: Agency): string {
  const numbers = targets.flatMap((printed, at) =>
    judgedRow(printed, "agency", code)?.isUndelivered === true ? [String(at + 1)] : [],
  );
  return numbers.length === 0 ? "" : `Nguồn số liệu không có số để tính chỉ tiêu số ${listText(numbers)} của cơ quan.`;
}

/**
 * "Dòng trực tiếp, qua dịch vụ bưu chính công ích không gồm 12 lượt số liệu (cơ quan × tháng) …": lines of the table of
 * dossiers that sum fewer (agency, month) pairs than have answered, so that they do not add up to their total.
 */
export function partialLinesText({ figures: { evidence } }: Composition, scope: Scope): string[] {
  const unanswered = evidence.missing([scope]);
  const lacking = VOLUME_LINES.map(({ name, counts }) => ({
    name: name.replace(/^- /u, "").toLocaleLowerCase("vi"),
    pairs: evidence.missing([scope], widestOf(counts)) - unanswered,
  })).filter(({ pairs }) => pairs > 0);
  if (lacking.length === 0) return [];
  const said = lacking.map(({ name, pairs }) => `${name} (${fewText(pairs)})`).join(", ");
  return [
    `Nguồn số liệu không có đủ số của các dòng sau, trong ngoặc là số lượt (cơ quan × tháng) mà dòng không gồm: ${said}.`,
  ];
}
