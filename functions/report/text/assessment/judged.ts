import { LEVELS, type Level } from "../../../domain/agency.ts";
import { type FigureRow, SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { isJudged } from "../../../domain/figures/verdict.ts";
import { boundLevels } from "../../../domain/programme.ts";
import { judgedRow, type PrintedTarget } from "../../composition.ts";
import { type PrintedRow, printedDifference, printedLimit, printedShare } from "../../printed-rate.ts";
import {
  fewText,
  goalText,
  judgedValueText,
  listText,
  rateNumber,
  rateText,
  sentence,
  withinSentence,
} from "../../wording.ts";
import { headedTargets } from "../headed.ts";
import { shortfallText, type Told, thingOf } from "../judgement.ts";
import { thresholdText } from "../sentences.ts";
import { isResult } from "../targets/without-any.ts";

/** A target with the row that it is judged by: of the province, or of a level where nothing is demanded of the province. */
export interface Judged extends Told {
  readonly level: Level | null;
}

export const isMet = ({ row }: Told): boolean => row.verdict === "met";
/** Whether a minimum is demanded, and not what is only striven for. */
export const isMinimum = ({ row }: Judged): boolean => row.goal === "min";

/** Below a minimum; below a level to strive for is no shortcoming. */
export const isShort = (told: Told): boolean => !isMet(told) && told.row.goal === "min";
export const isBelowStriven = (told: Told): boolean => !isMet(told) && told.row.goal === "strive";

function toldTargets(targets: readonly PrintedTarget[], scope: FigureRow["scope"], code: string): Judged[] {
  return targets.flatMap((printed) => {
    const row = judgedRow(printed, scope, code);
    return row !== undefined && isJudged(row.verdict) && isResult(row) ? [{ printed, row, level: null }] : [];
  });
}

const isAsked = ({ target }: PrintedTarget): boolean => target.goal !== "benchmark";

/** The targets that one scope is judged by; a level for full marks is asked of nobody. */
export const judgedTargets = (targets: readonly PrintedTarget[], scope: FigureRow["scope"], code: string): Judged[] =>
  toldTargets(targets.filter(isAsked), scope, code);

/** The levels for full marks that a scope reaches, or does not. */
export const benchmarksOf = (targets: readonly PrintedTarget[], scope: FigureRow["scope"], code: string): Judged[] =>
  toldTargets(
    targets.filter((printed) => !isAsked(printed)),
    scope,
    code,
  );

/** Every target as it is judged: of the province, or level by level. */
export const judgedOfAll = (targets: readonly PrintedTarget[]): Judged[] =>
  targets.flatMap((printed) => {
    if (printed.target.thresholds.province !== undefined) return judgedTargets([printed], "province", "");
    return LEVELS.flatMap((level) => judgedTargets([printed], "level", level).map((one) => ({ ...one, level })));
  });

/** "mức tối thiểu 50%", "mức phấn đấu 100%". */
const demandText = ({ printed, row }: Told): string =>
  `mức ${goalText(row.goal)} ${thresholdText(printed, row.threshold)}`;

/** "739 DVCTT, vượt mức phấn đấu 268 DVCTT". */
function countStandText(told: Told): string {
  const { row, printed } = told;
  const { missing } = printed.indicator;
  const things = missing === undefined ? "" : ` ${thingOf(missing)}`;
  const [value, demanded] = [row.numerator ?? 0, row.threshold ?? 0];
  const way = value === demanded ? "bằng" : value > demanded ? "vượt" : "thấp hơn";
  return `${judgedValueText(row)}${things}, ${way} ${demandText(told)}${things}`;
}

/** "50,22%, vượt 0,22 điểm phần trăm so với mức tối thiểu 50%"; a number where the target is one. */
export function standText(told: Told): string {
  const { row } = told;
  if (row.unit === "count") return countStandText(told);
  const rate = row.unit === "percent" ? printedShare(row) : null;
  if (rate === null || row.threshold === null) return `${judgedValueText(row)}, ${demandText(told)}`;
  const margin = printedDifference(rate, printedLimit(row.threshold));
  const way = margin.units > 0n ? "vượt" : "thấp hơn";
  const gap =
    margin.units === 0n
      ? `bằng ${demandText(told)}`
      : `${way} ${rateNumber(margin)} điểm phần trăm so với ${demandText(told)}`;
  return `${rateText(row)}, ${gap}`;
}

/** Words by which a target's own name says whose it is. */
const OWN_WORDS: Readonly<Record<Level, RegExp>> = { so: /sở|ngành/iu, huyen: /huyện/iu, xa: /xã/iu };

/** "Tỷ lệ DVCTT phát sinh hồ sơ của UBND cấp huyện"; one of a single level may say so itself. */
export function nameText({ printed: { target, name }, level }: Judged): string {
  if (level === null || (boundLevels(target).length === 1 && OWN_WORDS[level].test(name))) return name;
  return `${name} của ${level === "so" ? "các sở, ban, ngành" : SCOPE_NAMES[level]}`;
}

/** "chỉ tiêu số 3", "chỉ tiêu số 3 của UBND cấp huyện": a target by its number in the summary. */
export function numberText({ printed, level }: Judged, targets: readonly PrintedTarget[]): string {
  const number = `chỉ tiêu số ${targets.indexOf(printed) + 1}`;
  return level === null ? number : `${number} của ${level === "so" ? "các sở, ban, ngành" : SCOPE_NAMES[level]}`;
}

/** A report of more headings of targets than these would be too long with the name of each in every section. */
const MOST_NAMED = 6;

/** Whether a report speaks of its targets by their numbers, once their own section has told of each. */
export const areMany = (targets: readonly PrintedTarget[]): boolean => headedTargets(targets).length > MOST_NAMED;

/** "số 1, 2 và 5", "số 3 (UBND cấp huyện)": targets by their numbers in the summary, each once. */
export function numbersText(some: readonly Judged[], targets: readonly PrintedTarget[]): string {
  const byTarget = Map.groupBy(some, ({ printed }) => targets.indexOf(printed) + 1);
  const said = [...byTarget].map(([number, judged]) => {
    const levels = judged.flatMap(({ level }) => (level === null ? [] : [SCOPE_NAMES[level]]));
    return levels.length === 0 ? String(number) : `${number} (${withinSentence(listText(levels))})`;
  });
  return `số ${listText(said)}`;
}

/** A target that is not reached, by its number: "Chỉ tiêu số 3: 29,92%, thấp hơn …"; by when, its own section says. */
export const numberedShortItem = (one: Judged, targets: readonly PrintedTarget[]): string =>
  `${sentence(numberText(one, targets))}: ${standText(one)}${shortfallText(one)}`;

/** "10 chỉ tiêu, trong đó 06 chỉ tiêu của toàn tỉnh và 04 chỉ tiêu của từng cấp (08 mức giao theo cấp)"; null where all are of the province. */
export function givenText(all: readonly Judged[]): string | null {
  const ofLevels = all.filter(({ level }) => level !== null);
  if (ofLevels.length === 0) return null;
  const targets = (judged: readonly Judged[]): number => new Set(judged.map(({ printed }) => printed)).size;
  const whole = targets(all) - targets(ofLevels);
  const levels = `${fewText(targets(ofLevels))} chỉ tiêu của từng cấp (${fewText(ofLevels.length)} mức giao theo cấp)`;
  return whole === 0
    ? `${fewText(targets(all))} chỉ tiêu của từng cấp (${fewText(ofLevels.length)} mức giao theo cấp)`
    : `${fewText(targets(all))} chỉ tiêu, trong đó ${fewText(whole)} chỉ tiêu của toàn tỉnh và ${levels}`;
}

const ofProvince = ({ level }: Judged): boolean => level === null;
const ofLevel = ({ level }: Judged): boolean => level !== null;

const isStriven = ({ row }: Judged): boolean => row.goal === "strive";

/** "03/05 chỉ tiêu tối thiểu"; where some are of levels "02/06 chỉ tiêu tối thiểu của toàn tỉnh và 05/08 mức tối thiểu theo cấp". */
function countedOf(some: readonly Judged[], all: readonly Judged[], kind: string): string[] {
  const part = (isOf: (one: Judged) => boolean, what: string): string[] => {
    const found = some.filter(isOf).length;
    return found === 0 ? [] : [`${fewText(found)}/${fewText(all.filter(isOf).length)} ${what}`];
  };
  const whole = all.some(ofLevel) ? `chỉ tiêu ${kind} của toàn tỉnh` : `chỉ tiêu ${kind}`;
  return [...part(ofProvince, whole), ...part(ofLevel, `mức ${kind} theo cấp`)];
}

/**
 * "03/05 chỉ tiêu tối thiểu và 01/01 chỉ tiêu phấn đấu": minimums are one whole everywhere. Nothing is said of none.
 *
 * @param isPart whether the documents in force ask for more than can be counted
 */
export function countedText(some: readonly Judged[], all: readonly Judged[], isPart: boolean): string {
  const part = isPart ? " tính được" : "";
  return listText([
    ...countedOf(some.filter(isMinimum), all.filter(isMinimum), `tối thiểu${part}`),
    ...countedOf(some.filter(isStriven), all.filter(isStriven), `phấn đấu${part}`),
  ]);
}

/** Whether what is not reached has fallen due. */
const dueName = ({ row: { verdict, deadline } }: Judged): string => {
  if (verdict === "not-due") return "chưa đến hạn";
  return deadline === null ? "không quy định thời hạn" : "đến hạn";
};

/** "đến hạn: số 1 và 2; chưa đến hạn: số 4, 6 và 7": what is not reached, by its deadline. */
export const numbersByDue = (some: readonly Judged[], targets: readonly PrintedTarget[]): string =>
  [...Map.groupBy(some, dueName)].map(([name, alike]) => `${name}: ${numbersText(alike, targets)}`).join("; ");

/** The levels that are below a minimum which the province as a whole reaches. */
export function levelsBehindWhole(printed: PrintedTarget): PrintedRow[] {
  const whole = judgedRow(printed, "province", "");
  if (printed.target.goal !== "min" || whole?.verdict !== "met") return [];
  return LEVELS.flatMap((level) => {
    const row = judgedRow(printed, "level", level);
    return row?.verdict === "not-due" || row?.verdict === "not-met" ? [row] : [];
  });
}
