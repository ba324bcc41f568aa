import type { Level } from "../../../domain/agency.ts";
import { RECEIVED } from "../../../domain/counts.ts";
import type { AgencyScore, Scores } from "../../../domain/figures/scores.ts";
import { type Period, previousOf } from "../../../domain/period.ts";
import type { Composition } from "../../composition.ts";
import { fewText, previousText } from "../../wording.ts";
import type { TableContext } from "../lines.ts";
import { type ColumnSpec, column, type RowCells } from "../spec.ts";
import type { TargetSheet } from "../targets/sheets.ts";
import { count, exact, NONE, places } from "../value.ts";
import { type Numbered, type Unit, unitCell } from "./columns.ts";

/** Over the columns: beside them stand the ranks of single targets. */
const GROUP = "Xếp hạng chung";

/** How an agency's own score comes about. */
export const SCORE_NOTE =
  "Điểm (cách tính do chế độ báo cáo đề xuất): 100 × bình quân của tỷ số giữa tỷ lệ đạt được và mức giao (tối đa bằng 1) của các chỉ tiêu tối thiểu giao theo tỷ lệ mà cơ quan được đánh giá. Hạng: theo điểm, trong các cơ quan cùng cấp.";

/** So few scores among more than twice as many agencies are no ranking. */
const FEW_SCORES = 3;

/** The places of the agencies of a level that have a score. */
const placesIn = ({ scores, tree }: Composition, level: Level): number[] =>
  tree.inForce.flatMap((agency) => (agency.level === level ? (scores.get(agency.code)?.rank ?? []) : []));

/** Whether places tell the agencies of a level apart: where all have one score, or many share two or three, they do not. */
export function areApart(composition: Composition, level: Level): boolean {
  const places = placesIn(composition, level);
  const distinct = new Set(places).size;
  return distinct > 1 && (distinct > FEW_SCORES || 2 * distinct >= places.length);
}

/** The rule of the score under the document's table of a level, or why the table has neither score nor place: the workbook has both. */
export function printedScoreNotes(composition: Composition, level: Level, rule: readonly string[]): readonly string[] {
  const { province } = composition;
  if (!province.regime.scored || areApart(composition, level)) return rule;
  const places = placesIn(composition, level);
  const distinct = new Set(places).size;
  return places.length === 0
    ? [
        `Không có cơ quan nào đủ điều kiện tính điểm (tiếp nhận từ ${fewText(province.regime.smallest)} hồ sơ từ đầu năm).`,
      ]
    : [
        `${fewText(places.length)} cơ quan được tính điểm có ${distinct === 1 ? "điểm bằng nhau nên đồng hạng 1" : `${fewText(distinct)} mức điểm, bằng điểm thì đồng hạng`}; điểm, hạng của từng cơ quan có trong tệp Excel kèm theo.`,
      ];
}

/** Whether anybody's place can be held against an earlier one. */
const areMoved = (scores: Scores): boolean => [...scores.values()].some(({ moved }) => moved !== null);

/** Whether no period of its kind comes before a period in its year. */
function isFirstOfYear(period: Period): boolean {
  const before = previousOf(period);
  return before === null || before.slice(0, 4) !== period.slice(0, 4);
}

/** How scores and places come about, as it is printed under every table that has them. */
export function scoreNotes({ scores, province: { regime }, inputs: { period } }: Composition): string[] {
  if (!regime.scored) return [];
  const moved = areMoved(scores)
    ? `± bậc: số bậc tăng (+) hoặc giảm (-) so với ${previousText(period)} cùng năm.`
    : isFirstOfYear(period)
      ? "Kỳ đầu tiên trong năm nên không có xếp hạng trước để so sánh."
      : `Chưa có xếp hạng của ${previousText(period)} cùng năm để so sánh.`;
  return [
    `Điểm (cách tính do chế độ báo cáo đề xuất): 100 × bình quân của tỷ số giữa tỷ lệ đạt được và mức giao (tối đa bằng 1) của các chỉ tiêu tối thiểu giao theo tỷ lệ mà cơ quan được đánh giá; chỉ tiêu do nhiều văn bản cùng giao tính một lần; cơ quan tiếp nhận dưới ${fewText(regime.smallest)} hồ sơ từ đầu năm không tính điểm. Hạng: theo điểm, trong các cơ quan cùng cấp; bằng điểm thì đồng hạng, hạng kế tiếp bỏ trống. ${moved}`,
  ];
}

/** Two targets that demand the same of an agency are one. */
function demandsOn({ rows }: Unit, targets: readonly Numbered[]): Numbered[] {
  const demands = new Map<string, Numbered>();
  for (const one of targets) {
    const row = rows.get(one.number);
    if (row === undefined || row.goal !== "min" || row.unit !== "percent" || !row.threshold) continue;
    const key = JSON.stringify([row.indicator, row.threshold, row.deadline]);
    if (!demands.has(key)) demands.set(key, one);
  }
  return [...demands.values()];
}

/** The score over the rates and thresholds of the sheet of agencies: what is judged there has a shortfall. */
function scoreFormula(
  unit: Unit,
  targets: readonly Numbered[],
  { composition, raw }: TableContext,
  sheet: TargetSheet,
): string | null {
  const cells = demandsOn(unit, targets).flatMap(({ number }) => {
    const [rate, threshold, judged] = ["rate", "threshold", "shortfall"].map((key) =>
      unitCell(sheet, unit, number, key),
    );
    return rate == null || threshold == null || judged == null ? [] : [{ rate, threshold, judged }];
  });
  if (unit.scope !== "agency" || cells.length === 0) return null;
  const dossiers = { of: { counts: RECEIVED }, scope: `agency:${unit.code}`, when: "year" } as const;
  const judged = `COUNT(${cells.map((one) => one.judged).join(",")})`;
  const reached = cells.map((one) => `IF(ISNUMBER(${one.judged}),MIN(1,${one.rate}/${one.threshold}),0)`).join("+");
  const few = `OR(${raw.known(dossiers)}=0,${raw.sum(dossiers)}<${composition.province.regime.smallest})`;
  return `IF(${few},"${NONE}",IF(${judged}=0,"${NONE}",100*(${reached})/${judged}))`;
}

/** So much two scores differ at least; what is less is how numbers are added up. */
const HAIR = "0.000000001";

function rankFormula({ peers }: Unit, { cell, letters }: RowCells): string | null {
  if (peers === undefined) return null;
  const scores = `$${letters("score")}$${peers.from}:$${letters("score")}$${peers.to}`;
  const better = `SUMPRODUCT(ISNUMBER(${scores})*(${scores}>${cell("score")}+${HAIR}))`;
  return `IF(ISNUMBER(${cell("score")}),1+${better},"${NONE}")`;
}

/** The rank of the period before, which this workbook does not hold, less this one. */
const movedFormula = ({ peers }: Unit, score: AgencyScore | undefined, { cell }: RowCells): string | null =>
  peers === undefined || score === undefined || score.moved === null
    ? null
    : `IF(ISNUMBER(${cell("score-rank")}),${score.rank + score.moved}-${cell("score-rank")},"${NONE}")`;

/**
 * The score of every agency, its place within its level and the places moved, where any are known; none where the regime
 * asks for no scores.
 *
 * @param sheet of agencies and targets in the workbook; null in the document
 */
export function scoreColumns(
  context: TableContext,
  targets: readonly Numbered[],
  sheet: TargetSheet | null = null,
): ColumnSpec<Unit>[] {
  const { scores, province } = context.composition;
  if (!province.regime.scored) return [];
  const of = ({ scope, code }: Unit): AgencyScore | undefined => (scope === "agency" ? scores.get(code) : undefined);
  const moved = column<Unit>("places-moved", "± bậc", [10, 8], (unit) => places(of(unit)?.moved ?? null), {
    group: GROUP,
    field: "places-moved",
    formula: (unit, cells) => movedFormula(unit, of(unit), cells),
  });
  return [
    column("score", "Điểm", [13, 9], (unit) => exact(of(unit)?.score ?? null), {
      group: GROUP,
      field: "score",
      formula: (unit) => (sheet === null ? null : scoreFormula(unit, targets, context, sheet)),
    }),
    column("score-rank", "Hạng", [10, 8], (unit) => count(of(unit)?.rank ?? null), {
      group: GROUP,
      field: "score-rank",
      formula: (unit, cells) => (unit.scope === "agency" ? rankFormula(unit, cells) : null),
    }),
    ...(areMoved(scores) ? [moved] : []),
  ];
}
