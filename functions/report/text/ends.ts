import type { PrintedRow } from "../printed-rate.ts";
import { fewText, judgedValueText, listText } from "../wording.ts";

/** More of one rate are counted, not named. */
const NAMED = 4;

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
 * "; cao nhất, lũy kế: … (63,74%); thấp nhất: … (29,27%)", or that all are alike. Where some stand on few things, the ends are
 * those of the others, and are told as such: "; trong 14 đơn vị có từ 30 hồ sơ trở lên, cao nhất: …". The highest are not named
 * where they are just those that reach what is demanded, which has been told.
 *
 * @param least of what a rate must stand on as many, "30 hồ sơ", to be at an end
 */
export function endsText(rows: readonly PrintedRow[], isFew: (row: PrintedRow) => boolean, least: string): string {
  const all = rows.filter((row) => row.rank !== null).sort((left, right) => rankOf(left) - rankOf(right));
  const ranked = all.filter((row) => !isFew(row));
  const [best] = ranked;
  const weakest = ranked.at(-1);
  if (best === undefined || weakest === undefined || best === weakest) return "";
  const basis = best.basis === "year" ? ", lũy kế" : "";
  const alike = (one: PrintedRow): PrintedRow[] => ranked.filter(({ rank }) => rank === one.rank);
  const among = `${fewText(ranked.length)} đơn vị có từ ${least} trở lên`;
  const isWhole = ranked.length === all.length;
  if (best.rank === weakest.rank)
    return `; ${isWhole ? "các đơn vị" : among} có cùng tỷ lệ${basis} ${judgedValueText(best)}`;
  const isTold =
    isWhole && best.verdict === "met" && all.every((row) => row.verdict !== "met" || row.rank === best.rank);
  const apart = isWhole ? "" : `trong ${among}, `;
  const highest = isTold ? "" : `; ${apart}cao nhất${basis}: ${alikeText(alike(best))}`;
  return `${highest}; ${isTold ? apart : ""}thấp nhất${isTold ? basis : ""}: ${alikeText(alike(weakest))}`;
}
