import type { Agency } from "../../../domain/agency.ts";
import type { Composition } from "../../composition.ts";
import { printedExact } from "../../printed-rate.ts";
import type { Block } from "../../report.ts";
import { communesOf } from "../../tables/targets/appendices.ts";
import { areApart, SCORE_NOTE } from "../../tables/units/scores.ts";
import { fewText, previousText, rateNumber } from "../../wording.ts";
import { paragraph } from "../sentences.ts";

/** ", tăng 02 bậc so với tháng trước"; nothing where there is nothing to compare with. */
function movedText(moved: number | null, since: string): string {
  if (moved === null) return "";
  if (moved === 0) return `, giữ nguyên thứ hạng so với ${since}`;
  return `, ${moved > 0 ? "tăng" : "giảm"} ${fewText(Math.abs(moved))} bậc so với ${since}`;
}

/** The agency's own score, its place among those of its level and the places moved, with the rule; nothing without a score. */
export function scoreBlocks(composition: Composition, agency: Agency, who: string): Block[] {
  const { code, level } = agency;
  const { scores, tree, inputs } = composition;
  const own = scores.get(code);
  if (own === undefined) return [];
  const peers = tree.inForce.flatMap((one) => (one.level === level ? (scores.get(one.code) ?? []) : []));
  const equal = peers.filter(({ rank }) => rank === own.rank).length - 1;
  const place = `xếp hạng ${fewText(own.rank)}/${fewText(peers.length)} cơ quan cùng cấp được tính điểm`;
  const alike = equal === 0 ? "" : ` (đồng hạng với ${fewText(equal)} cơ quan)`;
  const score = `${rateNumber(printedExact(own.score))}/100 điểm`;
  const moved = movedText(own.moved, previousText(inputs.period));
  const isPlaced = peers.length === 1 || areApart(composition, level);
  const distinct = new Set(peers.map(({ rank }) => rank)).size;
  const scored = `${fewText(peers.length)} cơ quan cùng cấp được tính điểm`;
  const together =
    distinct === 1
      ? `${scored} có điểm bằng nhau nên đồng hạng 1`
      : `${scored} có ${fewText(distinct)} mức điểm, không nêu hạng`;
  return [
    paragraph(
      `Kết quả chung từ đầu năm: ${who} đạt ${score}${isPlaced ? `, ${place}${alike}${moved}` : `; ${together}`}.`,
    ),
    // Under the table of its communes the rule stands anyway.
    ...(communesOf(composition, agency).length > 0 ? [] : [{ type: "note" as const, text: SCORE_NOTE }]),
  ];
}
