import { LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { type Composition, judgedRow, periodRow } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import type { Block } from "../../report.ts";
import { dayText, fewText, judgedValueText, rateText } from "../../wording.ts";
import { areMany } from "../assessment/judged.ts";
import type { HeadedTargets } from "../headed.ts";
import { dataDayText, judgementText, type Told } from "../judgement.ts";
import { bullets, demandSentence, knownComparisonText, paragraph, unknownText, valueText } from "../sentences.ts";
import { agenciesText, judgedAgencies } from "./agencies.ts";
import { isResult } from "./without-any.ts";

/** The rows of one scope by which the targets of a heading are judged, or those of the period. */
const toldOf = (
  { printed }: HeadedTargets,
  rowOf: typeof judgedRow,
  scope: "province" | "level",
  code: string,
): Told[] =>
  printed.flatMap((one) => {
    const row = rowOf(one, scope, code);
    return row === undefined ? [] : [{ printed: one, row }];
  });

/** "Toàn tỉnh: lũy kế 27,50% (… trên …), trong kỳ 30,81%, chưa đạt …"; where it is reached the period stands in the summary. */
function provinceSentence(headed: HeadedTargets, { targets }: Composition): string {
  const [now] = toldOf(headed, periodRow, "province", "");
  const told = toldOf(headed, judgedRow, "province", "");
  const [judged] = told;
  if (now === undefined || judged === undefined) return "";
  const { printed, row } = judged;
  // Of what is demanded of levels alone the whole is no result.
  const whole = printed.target.thresholds.province === undefined ? "Toàn tỉnh (tham khảo)" : "Toàn tỉnh";
  if (row.numerator === null) return `${whole}: ${unknownText(row)}.`;
  const judgement = judgementText(told);
  const ending = judgement === "" ? "" : `, ${judgement}`;
  const comparison = knownComparisonText(now.row);
  const value = valueText(printed, row, areMany(targets));
  if (row.basis === "as-of") return `${whole}, tính đến ngày ${dayText(row.to)}: ${value}${comparison}${ending}.`;
  if (now.row.from === row.from) return `${whole}: ${value}${comparison}${ending}.`;
  const period = row.shortfall && row.goal === "min" && now.row.rate !== null ? `, trong kỳ ${rateText(now.row)}` : "";
  return `${whole}: lũy kế ${value}${period}${ending}.`;
}

/** "lũy kế 58,38% (trong kỳ 62,84%): đạt". */
function levelText(now: PrintedRow | undefined, judged: PrintedRow, judgement: string, once: string): string {
  if (judged.numerator === null) return unknownText(judged);
  if (judged.unit !== "count" && !judged.denominator) return "không phát sinh";
  const basis = judged.basis === "as-of" ? "" : "lũy kế ";
  const value = judgedValueText(judged);
  const isMonth =
    once === "" && judged.basis !== "as-of" && now !== undefined && now.from !== judged.from && now.rate !== null;
  const month = isMonth ? ` (trong kỳ ${rateText(now)})` : "";
  return `${basis}${value}${month}${once}${judgement === "" ? "" : `: ${judgement}`}`;
}

const ONCE = "mỗi thủ tục đếm một lần cho cả cấp";

/** Where procedures are counted once in a level, its rate may lie beyond those of all its agencies. */
function onceText({ printed: [first] }: HeadedTargets, level: Level, whole: PrintedRow): string {
  if (first?.indicator.kind !== "distinct" || whole.rate === null) return "";
  const rates = judgedAgencies(first, level).flatMap(({ rate }) => rate ?? []);
  const { rate: own } = whole;
  const isBeyond = rates.every((rate) => rate < own) || rates.every((rate) => rate > own);
  return rates.length > 0 && isBeyond ? ` (${ONCE})` : "";
}

/** "Sở, ban, ngành: lũy kế 66,55%; UBND cấp huyện: …; chưa có đơn vị nào đạt": what is striven for and nobody reaches. */
function unreachedItem({ printed }: HeadedTargets): string | null {
  const [only, ...others] = printed;
  if (only === undefined || others.length > 0 || only.target.goal !== "strive") return null;
  if (LEVELS.some((level) => judgedAgencies(only, level).some(({ verdict }) => verdict === "met"))) return null;
  const rates = LEVELS.flatMap((level) => {
    const row = judgedRow(only, "level", level);
    return row === undefined || row.rate === null || row.unit !== "percent"
      ? []
      : [`${SCOPE_NAMES[level]} ${rateText(row)}`];
  });
  const basis = judgedRow(only, "province", "")?.basis === "as-of" ? "" : "Lũy kế: ";
  return rates.length < 2 ? null : `${basis}${rates.join("; ")}; chưa có đơn vị nào đạt mức phấn đấu`;
}

/** Each level that the targets bind: its rate, how it is judged, how many of its agencies reach them. */
function levelItems(headed: HeadedTargets, composition: Composition): string[] {
  const unreached = unreachedItem(headed);
  if (unreached !== null) return [unreached];
  const isDaySaid = toldOf(headed, judgedRow, "province", "").some(({ row }) => dataDayText(row) !== "");
  const whole = wholeLevels(headed);
  const items = LEVELS.flatMap((level) => {
    const told = toldOf(headed, judgedRow, "level", level);
    const [judged] = told;
    if (judged === undefined || whole.some(({ row }) => row === judged.row)) return [];
    const [now] = toldOf(headed, periodRow, "level", level);
    const said = levelText(now?.row, judged.row, judgementText(told, !isDaySaid), onceText(headed, level, judged.row));
    return [`${SCOPE_NAMES[level]}: ${said}${agenciesText(headed, level, composition)}`];
  });
  return whole.length === 0 ? items : [...items, wholeText(headed, whole)];
}

/** Levels that reach the only target of a heading, as does each of their agencies; none where it is but one. */
function wholeLevels({ printed: [only, ...others] }: HeadedTargets): { level: Level; row: PrintedRow }[] {
  if (only === undefined || others.length > 0 || only.target.goal === "benchmark") return [];
  const whole = LEVELS.flatMap((level) => {
    const row = judgedRow(only, "level", level);
    const agencies = judgedAgencies(only, level);
    const isApart = only.rows.some((one) => one.level === level && !isResult(one));
    const isMet = row?.verdict === "met" && agencies.length > 0 && agencies.every(({ verdict }) => verdict === "met");
    const isWhole = isMet && !isApart;
    return isWhole ? [{ level, row }] : [];
  });
  return whole.length > 1 ? whole : [];
}

/** "UBND cấp huyện (lũy kế 35,82%), UBND cấp xã (lũy kế 34,44%): đạt; tất cả các đơn vị đạt". */
function wholeText(headed: HeadedTargets, whole: readonly { level: Level; row: PrintedRow }[]): string {
  const named = whole.map(({ level, row }) => {
    const basis = row.basis === "as-of" ? "" : "lũy kế ";
    const once = onceText(headed, level, row) === "" ? "" : `, ${ONCE}`;
    return `${SCOPE_NAMES[level]} (${basis}${judgedValueText(row)}${once})`;
  });
  return `${named.join(", ")}: đạt; tất cả các đơn vị đạt`;
}

function missingNote(headed: HeadedTargets): Block[] {
  const [told] = toldOf(headed, judgedRow, "province", "");
  if (told === undefined || told.row.missing === 0) return [];
  const what = "measure" in told.printed.indicator.numerator ? "cơ quan" : "lượt số liệu (cơ quan × tháng)";
  return [{ type: "note", text: `Số liệu trên chưa gồm ${fewText(told.row.missing)} ${what} chưa có số liệu.` }];
}

/** Under one heading: what is demanded, the province, the levels, the agencies; numbers as in the tables. */
const headedBlocks = (headed: HeadedTargets, composition: Composition): Block[] => [
  paragraph(`${demandSentence(headed.printed)} ${provinceSentence(headed, composition)}`),
  ...bullets(levelItems(headed, composition)),
  ...missingNote(headed),
];

/** The khoản of one heading. */
export const targetBlocks = (headed: HeadedTargets, composition: Composition): Block[] => [
  { type: "heading", level: 2, text: headed.title },
  ...headedBlocks(headed, composition),
];

/** The same among the other contents of a report, under a heading with its point: "a) ". */
export const briefBlocks = (headed: HeadedTargets, point: string, composition: Composition): Block[] => [
  { type: "heading", level: 3, text: `${point}${headed.title}` },
  ...headedBlocks(headed, composition),
];
