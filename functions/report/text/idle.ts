import type { Agency } from "../../domain/agency.ts";
import { RECEIVED } from "../../domain/counts.ts";
import type { Composition } from "../composition.ts";
import { countText, previousText } from "../wording.ts";

/** An agency that has received fewer since January may well receive none in a month. */
const OFTEN = 100;

/** What an agency has received since January, where it has received nothing in the period after many before; else null. */
export function idleSince({ figures: { evidence } }: Composition, agency: Agency): number | null {
  const scope = { kind: "agency", ...agency } as const;
  const since = evidence.year.of(scope).tally?.sums.sum(RECEIVED) ?? 0;
  return evidence.sums([scope])?.sum(RECEIVED) === 0 && since >= OFTEN ? since : null;
}

/**
 * "Trong kỳ không có hồ sơ tiếp nhận (tháng trước 463, từ đầu năm 1.550); số liệu cần được rà soát, xác nhận lại": of an agency
 * that has suddenly received nothing, in its own report.
 */
export function idleSentences(composition: Composition, agency: Agency): string[] {
  const since = idleSince(composition, agency);
  if (since === null) return [];
  const { figures, inputs } = composition;
  const before = figures.evidence.previous?.of({ kind: "agency", ...agency }).tally?.sums.sum(RECEIVED) ?? null;
  const known = [
    ...(before === null ? [] : [`${previousText(inputs.period)} ${countText(before)}`]),
    `từ đầu năm ${countText(since)}`,
  ];
  return [`Trong kỳ không có hồ sơ tiếp nhận (${known.join(", ")}); số liệu cần được rà soát, xác nhận lại`];
}
