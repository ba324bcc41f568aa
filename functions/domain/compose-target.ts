import { LEVELS } from "./agency.ts";
import { type Composition, judgedRow, type PrintedTarget, periodRow } from "./composition.ts";
import { type FigureRow, SCOPE_NAMES } from "./figure.ts";
import { monthsLeft } from "./period.ts";
import { boundLevels } from "./programme.ts";
import type { Block } from "./report.ts";
import { isJudged } from "./verdict.ts";
import {
  changeText,
  countText,
  dayText,
  fewText,
  listText,
  monthText,
  previousText,
  rateText,
  sentence,
  verdictText,
  withinSentence,
} from "./wording.ts";

const paragraph = (text: string): Block => ({ type: "paragraph", text });

const isCount = (printed: PrintedTarget): boolean => printed.target.unit === "count";

/** "50%", or a number of procedures where the target is a count. */
export const thresholdText = (printed: PrintedTarget, threshold: number | null): string =>
  threshold === null ? "–" : isCount(printed) ? countText(threshold) : `${threshold}%`;

/** What the target demands of whom: "50%", or level by level where they differ. */
function demandText(printed: PrintedTarget): string {
  const { thresholds } = printed.target;
  const scopes = [...boundLevels(printed.target), ...(thresholds.province === undefined ? [] : ["province" as const])];
  const values = new Set(scopes.map((scope) => thresholds[scope]));
  if (values.size === 1 && scopes.length > 1) return thresholdText(printed, [...values][0] ?? null);
  const name = { ...SCOPE_NAMES, province: "toàn tỉnh", so: "sở, ban, ngành" };
  return listText(scopes.map((scope) => `${thresholdText(printed, thresholds[scope] ?? null)} (${name[scope]})`));
}

/** "Điều 1.1" as it is; a bare number is a section: "mục I.2". */
export const clauseText = (clause: string): string => (/^\p{Lu}\p{Ll}/u.test(clause) ? clause : `mục ${clause}`);

/** The target's first sentence: how much, by when, according to which clause. */
export function demandSentence(printed: PrintedTarget): string {
  const goal = printed.target.goal === "min" ? "Chỉ tiêu tối thiểu" : "Chỉ tiêu phấn đấu";
  const { deadline } = printed.target;
  const due = deadline === null ? "không quy định thời hạn" : `thời hạn đến hết ngày ${dayText(deadline)}`;
  const sources = printed.sources.map(({ clause, programme }) => `${clauseText(clause)} ${programme.shortName}`);
  return `${goal}: ${demandText(printed)}; ${due} (${sources.join("; ")}).`;
}

function valueText(printed: PrintedTarget, row: FigureRow): string {
  const [numeratorName, denominatorName] = [printed.indicator.numeratorName, printed.indicator.denominatorName].map(
    withinSentence,
  );
  if (row.numerator === null) return "chưa có số liệu";
  if (isCount(printed)) return `${countText(row.numerator)} ${numeratorName}`;
  if (!row.denominator) return "không phát sinh hồ sơ trong kỳ";
  const fraction = `${countText(row.numerator)} ${numeratorName} trên ${countText(row.denominator)} ${denominatorName}`;
  return `${rateText(row)} (${fraction})`;
}

function comparisonText(row: FigureRow): string {
  if (row.rate === null) return "";
  const before = previousText(row.period);
  const previous =
    row.previous === null
      ? `chưa có số liệu ${before} để so sánh`
      : `${changeText(row.rate, row.previous)} so với ${before}`;
  const earlier =
    row.yearEarlier === null
      ? "chưa có số liệu cùng kỳ để so sánh"
      : `${changeText(row.rate, row.yearEarlier)} so với cùng kỳ năm trước`;
  return `; ${previous}, ${earlier}`;
}

/** "còn thiếu 6.800 hồ sơ, bình quân mỗi tháng cần thêm 1.360 (còn 05 tháng)". */
function shortfallText(printed: PrintedTarget, row: FigureRow): string {
  if (!row.shortfall) return "";
  const lacking = `, còn thiếu ${countText(row.shortfall)} ${withinSentence(printed.indicator.numeratorName)}`;
  const left = row.deadline === null ? 0 : monthsLeft(row.period, row.deadline);
  if (row.verdict !== "not-due" || left === 0) return lacking;
  return `${lacking}, bình quân mỗi tháng cần thêm ${countText(Math.ceil(row.shortfall / left))} (còn ${fewText(left)} tháng)`;
}

function provinceSentences(printed: PrintedTarget): string {
  const [now, judged] = [periodRow(printed, "province", ""), judgedRow(printed, "province", "")];
  if (now === undefined || judged === undefined) return "";
  const verdict = judged.verdict === "not-assessed" ? "" : ` Đánh giá: ${verdictText(judged.verdict, judged.goal)}`;
  const ending = verdict === "" ? "" : `${verdict}${shortfallText(printed, judged)}.`;
  const when = judged.basis === "as-of" ? `Tính đến ngày ${dayText(judged.to)}` : "Trong kỳ";
  const inPeriod = `${when}, toàn tỉnh: ${valueText(printed, now)}${comparisonText(now)}.`;
  if (judged.basis === "as-of" || now.from === judged.from) return `${inPeriod}${ending}`;
  return `${inPeriod} Lũy kế từ đầu năm: ${valueText(printed, judged)}.${ending}`;
}

function levelSentence(printed: PrintedTarget): string {
  const levels = LEVELS.flatMap((level) => {
    const row = judgedRow(printed, "level", level);
    if (row === undefined) return [];
    const verdict = verdictText(row.verdict, row.goal);
    return [`${SCOPE_NAMES[level]} ${row.rate === null ? verdict : `${rateText(row)}, ${verdict}`}`];
  });
  return levels.length === 0 ? "" : `Theo cấp: ${levels.join("; ")}.`;
}

/** "; cao nhất … (63,74%), thấp nhất … (29,27%)", or that all are alike. */
function endsText(rows: readonly FigureRow[]): string {
  const ranked = rows.filter((row) => row.rank !== null).sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0));
  const [best, weakest] = [ranked[0], ranked.at(-1)];
  if (best === undefined || weakest === undefined || best === weakest) return "";
  if (best.rank === weakest.rank) return `; các đơn vị có cùng tỷ lệ ${rateText(best)}`;
  return `; cao nhất ${best.name} (${rateText(best)}), thấp nhất ${weakest.name} (${rateText(weakest)})`;
}

/** How many agencies of each level reach the target, the best and the weakest of them. */
function agencySentences(printed: PrintedTarget): string[] {
  return boundLevels(printed.target).flatMap((level) => {
    const rows = printed.rows.filter((row) => row.scope === "agency" && row.level === level && isJudged(row.verdict));
    if (rows.length === 0) return [];
    const met = rows.filter((row) => row.verdict === "met");
    const count = `${sentence(SCOPE_NAMES[level])}: ${fewText(met.length)}/${fewText(rows.length)} đơn vị đạt`;
    return [`${count}${endsText(rows)}`];
  });
}

function missingNote(printed: PrintedTarget): Block[] {
  const row = judgedRow(printed, "province", "");
  if (row === undefined || row.missing === 0) return [];
  const what = "measure" in printed.indicator.numerator ? "cơ quan" : "lượt số liệu (cơ quan × tháng)";
  return [{ type: "note", text: `Số liệu trên chưa gồm ${fewText(row.missing)} ${what} chưa có số liệu.` }];
}

/** One target's section: what it demands, the province, the levels, the agencies; numbers as in the tables. */
export function targetBlocks(printed: PrintedTarget, index: number): Block[] {
  const agencies = agencySentences(printed);
  return [
    { type: "heading", level: 2, text: `${index}. ${printed.target.name}` },
    paragraph(demandSentence(printed)),
    paragraph([provinceSentences(printed), levelSentence(printed)].filter((text) => text !== "").join(" ")),
    ...(agencies.length === 0 ? [] : [{ type: "list" as const, items: agencies }]),
    ...missingNote(printed),
    { type: "note", text: `Cách tính: ${printed.indicator.definition}` },
  ];
}

/** Footnotes that hold for all targets. */
export function generalNotes({ inputs, figures }: Composition): Block[] {
  const deadlines = [...new Set(figures.map((row) => row.deadline))].filter((day) => day !== null);
  const reached = figures.find((row) => row.basis !== "period");
  const atDeadline = deadlines.some((day) => day.slice(0, 7) === reached?.to.slice(0, 7));
  const short = figures.some((row) => (row.shortfall ?? 0) > 0);
  return [
    ...(short
      ? [
          "Số hồ sơ còn thiếu là số hồ sơ tối thiểu phải chuyển từ nộp giấy sang trực tuyến để đạt chỉ tiêu khi tổng số không đổi.",
        ]
      : []),
    ...(atDeadline && inputs.scheme === "nd09" && reached !== undefined
      ? [
          `Tháng cuối của kỳ chốt số liệu ngày ${dayText(reached.to)} (Điều 12 Nghị định số 09/2019/NĐ-CP); số liệu đánh giá tại thời hạn tính đến ngày đó.`,
        ]
      : []),
    "Số liệu gồm cả thủ tục hành chính nội bộ giữa các cơ quan nhà nước.",
    "Điểm phần trăm là hiệu của hai tỷ lệ; tỷ lệ làm tròn đến hai chữ số thập phân, đánh giá theo số chưa làm tròn.",
  ].map((text): Block => ({ type: "note", text }));
}

export const monthsText = (months: readonly string[]): string => listText(months.map(monthText));
