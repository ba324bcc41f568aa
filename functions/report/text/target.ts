import { LEVELS, type Level } from "../../domain/agency.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { isJudged } from "../../domain/figures/verdict.ts";
import { boundLevels, isExcepted } from "../../domain/programme.ts";
import { type Composition, judgedRow, type PrintedTarget, periodRow } from "../composition.ts";
import type { PrintedRow } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { dayText, fewText, goalText, judgedValueText, listText, rateText } from "../wording.ts";
import { isOfCommonList } from "./assessment/behind.ts";
import { areMany } from "./assessment/judged.ts";
import { clauseText } from "./clause.ts";
import { endsText } from "./ends.ts";
import type { HeadedTargets } from "./headed.ts";
import { dataDayText, judgementText, type Told } from "./judgement.ts";
import { bullets, demandSentence, knownComparisonText, paragraph, unknownText, valueText } from "./sentences.ts";

/** So many agencies that fall short are named under their target; more of them in the recommendations alone. */
const NAMED = { few: 5, many: 3 } as const;

/** So few that reach a target are named beside their number. */
const FEW = 3;

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
  if (row.numerator === null) return `Toàn tỉnh: ${unknownText(row)}.`;
  const judgement = judgementText(told);
  const ending = judgement === "" ? "" : `, ${judgement}`;
  const comparison = knownComparisonText(now.row);
  const value = valueText(printed, row, areMany(targets));
  if (row.basis === "as-of") return `Toàn tỉnh, tính đến ngày ${dayText(row.to)}: ${value}${comparison}${ending}.`;
  if (now.row.from === row.from) return `Toàn tỉnh: ${value}${comparison}${ending}.`;
  const period = row.shortfall && row.goal === "min" && now.row.rate !== null ? `, trong kỳ ${rateText(now.row)}` : "";
  return `Toàn tỉnh: lũy kế ${value}${period}${ending}.`;
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

const judgedAgencies = (printed: PrintedTarget, level: Level): PrintedRow[] =>
  boundLevels(printed.target).includes(level)
    ? printed.rows.filter((row) => row.scope === "agency" && row.level === level && isJudged(row.verdict))
    : [];

/** Who is named with a result. */
interface Naming {
  /**
   * Of whom a rate is no result: who has received few dossiers, and who has few of what the rate is of, as all three
   * payments of an agency. Procedures are few everywhere.
   */
  readonly isFew: (row: PrintedRow) => boolean;
  /** So many of those that fall short. */
  readonly most: number;
}

function namingIn({ indicator }: PrintedTarget, { small, province: { regime }, targets }: Composition): Naming {
  const least = indicator.kind === "flow" ? regime.smallest : 0;
  return {
    isFew: ({ code, denominator }) => small.has(code) || (denominator ?? least) < least,
    most: areMany(targets) ? NAMED.many : NAMED.few,
  };
}

/** "; 02 đơn vị chưa đạt, gồm: A và B"; one with few dossiers is not named for it. */
function shortText(short: readonly PrintedRow[], goal: string, { isFew, most }: Naming): string {
  const named = short.filter((row) => !isFew(row));
  const few = short.length - named.length;
  if (named.length === 0 || short.length > most) return "";
  const more = few === 0 ? "" : ` (không nêu tên ${fewText(few)} đơn vị phát sinh ít hồ sơ)`;
  const who = short.length === 1 ? " là" : ", gồm:";
  return `; ${fewText(short.length)} đơn vị chưa đạt${goal}${who} ${listText(named.map(({ name }) => name))}${more}`;
}

/**
 * "; 10/20 đơn vị đạt (trừ Thanh tra tỉnh, Điều 1)"; `goal` is which level of several, " mức tối thiểu". Who is below is
 * not named where nobody is asked to reach it.
 */
function reachedText(rows: readonly PrintedRow[], goal: string, apart: string, naming: Naming): string {
  if (rows.length === 0) return "";
  const short = rows.filter((row) => row.verdict !== "met");
  const met = rows.length - short.length;
  const isUnasked = rows.every((row) => row.goal === "benchmark");
  const all = `${fewText(rows.length)} đơn vị`;
  const reached = rows.filter((row) => row.verdict === "met" && !naming.isFew(row)).map(({ name }) => name);
  const who = met < rows.length && met <= FEW && reached.length === met ? ` (${listText(reached)})` : "";
  const counted = met === 0 ? `chưa có đơn vị nào trong ${all} đạt${goal}` : `${fewText(met)}/${all} đạt${goal}${who}`;
  return `; ${counted}${apart}${met === 0 || isUnasked ? "" : shortText(short, goal, naming)}`;
}

/** " (trừ Thanh tra tỉnh, Điều 1; 01 đơn vị không phát sinh)": why fewer agencies are judged than the level has. */
function apartText({ sources, target, rows }: PrintedTarget, level: Level, { tree, names }: Composition): string {
  if (!boundLevels(target).includes(level)) return "";
  const [source] = sources;
  const agencies = tree.inForce.filter((agency) => agency.level === level);
  const excepted = (source?.programme.exceptions ?? []).flatMap(({ name, clause }) =>
    agencies
      .filter((agency) => isExcepted({ exceptions: [{ name, clause }] }, agency.name))
      .map((agency) => `trừ ${names.of(agency)}, ${clauseText(clause)}`),
  );
  const idle = rows.filter((row) => row.scope === "agency" && row.level === level && row.verdict === "no-activity");
  const said = [...excepted, ...(idle.length === 0 ? [] : [`${fewText(idle.length)} đơn vị không phát sinh`])];
  return said.length === 0 ? "" : ` (${said.join("; ")})`;
}

/**
 * Who reaches what of a level's agencies, and the two ends of those that a minimum is demanded of: "; cao nhất, lũy kế: …;
 * thấp nhất: …", unless all of them reach it, or those that do not are named.
 */
function agenciesText({ printed }: HeadedTargets, level: Level, composition: Composition): string {
  const judged = printed.map((one) => ({ one, goal: one.target.goal, rows: judgedAgencies(one, level) }));
  const reached = judged.map(({ one, goal, rows }, at) =>
    reachedText(
      rows,
      printed.length === 1 && goal !== "benchmark" ? "" : ` mức ${goalText(goal)}`,
      at === 0 ? apartText(one, level, composition) : "",
      namingIn(one, composition),
    ),
  );
  const minimum = judged.find(({ goal }) => goal === "min");
  const rows = minimum?.rows ?? [];
  const short = rows.filter(({ verdict }) => verdict !== "met").length;
  // Whose procedures they all have in common is nobody's own result.
  if (minimum !== undefined && short === rows.length && isOfCommonList(minimum.one, level))
    return "; các đơn vị có cùng tỷ lệ vì tính theo danh mục thủ tục hành chính dùng chung của cấp";
  if (minimum === undefined) return reached.join("");
  const { isFew, most } = namingIn(minimum.one, composition);
  const isTold = short === 0 || (short <= most && short < rows.length);
  return `${reached.join("")}${isTold ? "" : endsText(rows, isFew)}`;
}

const ONCE = "mỗi thủ tục đếm một lần";

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
    const isWhole = row?.verdict === "met" && agencies.length > 0 && agencies.every(({ verdict }) => verdict === "met");
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
