import type { PrintedRow } from "../printed-rate.ts";
import { fewText, judgedValueText, listText } from "../wording.ts";

/** More of one rate are counted, not named. */
const NAMED = 3;

const rankOf = ({ rank }: PrintedRow): number => rank ?? 0;

/** "Sở A (63,74%)", "Sở A và Sở B (63,74%)", "08 đơn vị cùng tỷ lệ 63,74%". */
function alikeText(rows: readonly PrintedRow[]): string {
  const [first] = rows;
  if (first === undefined) return "";
  return rows.length > NAMED
    ? `${fewText(rows.length)} đơn vị cùng tỷ lệ ${judgedValueText(first)}`
    : `${listText(rows.map(({ name }) => name))} (${judgedValueText(first)})`;
}

/**
 * "; cao nhất, lũy kế: … (63,74%); thấp nhất: … (29,27%)", or that all are alike. Those with few dossiers are neither.
 */
export function endsText(rows: readonly PrintedRow[], isFew: (row: PrintedRow) => boolean): string {
  const ranked = rows
    .filter((row) => row.rank !== null && !isFew(row))
    .sort((left, right) => rankOf(left) - rankOf(right));
  const [best] = ranked;
  const weakest = ranked.at(-1);
  if (best === undefined || weakest === undefined || best === weakest) return "";
  const basis = best.basis === "year" ? ", lũy kế" : "";
  const alike = (one: PrintedRow): PrintedRow[] => ranked.filter(({ rank }) => rank === one.rank);
  if (best.rank === weakest.rank) return `; các đơn vị có cùng tỷ lệ${basis} ${judgedValueText(best)}`;
  return `; cao nhất${basis}: ${alikeText(alike(best))}; thấp nhất: ${alikeText(alike(weakest))}`;
}
