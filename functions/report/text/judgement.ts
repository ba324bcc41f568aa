import type { FigureRow } from "../../domain/figures/figure.ts";
import type { PrintedTarget } from "../composition.ts";
import type { PrintedRow } from "../printed-rate.ts";
import { countText, dayText, goalText, monthLabel, verdictText, withinSentence } from "../wording.ts";
import { neededText } from "./needed.ts";
import { thresholdText } from "./sentences.ts";

/** A target with one of its rows. */
export interface Told {
  readonly printed: PrintedTarget;
  readonly row: PrintedRow;
}

const WHOLE = 100;

/** What is counted of an indicator: "TTHC" of "TTHC chưa công khai". */
export const thingOf = (missing: string): string => missing.replace(/ chưa .*$/u, "");

/** ", còn 21 TTHC chưa công khai", ", còn thiếu 163 TTHC để đạt 80%": what is missing is said of what is missing. */
function missingText({ printed, row }: Told, shortfall: number): string {
  const { missing, numeratorName } = printed.indicator;
  const number = countText(shortfall);
  if (missing === undefined) return `, còn thiếu ${number} ${withinSentence(numeratorName)}`;
  const isWhole = row.unit === "percent" && row.threshold === WHOLE;
  return isWhole
    ? `, còn ${number} ${missing}`
    : `, còn thiếu ${number} ${thingOf(missing)} để đạt ${thresholdText(printed, row.threshold)}`;
}

/**
 * What is missing to a target. Of dossiers and payments, which are what they are once they are filed, it is not said how
 * many were missing while months are left, but what rate these have to reach on average (documents.md 3).
 */
export function shortfallText(told: Told): string {
  const { printed, row } = told;
  if (!row.shortfall || row.goal === "benchmark") return "";
  if (printed.indicator.kind !== "flow" || row.verdict !== "not-due") return missingText(told, row.shortfall);
  const needed = neededText(printed, row);
  return needed === null ? "" : `, ${needed}`;
}

const isReached = ({ verdict }: FigureRow): boolean => verdict === "met";

/** Below a minimum that has fallen due after the data's last day: the data do not tell of the days in between. */
export const dataDayText = ({ verdict, deadline, to }: FigureRow): string =>
  verdict === "not-met" && deadline !== null && to < deadline && to.slice(0, 7) === deadline.slice(0, 7)
    ? ` (đến hạn trong tháng ${monthLabel(to.slice(0, 7))}, số liệu đến ngày ${dayText(to)})`
    : "";

/** "đạt", "chưa đạt (chưa đến hạn)"; of several goals under one heading "đạt mức tối thiểu". */
function verdictOf({ row }: Told, isAlone: boolean, saysDay: boolean): string {
  const { verdict, goal } = row;
  const day = saysDay ? dataDayText(row) : "";
  const isJudged = verdict === "met" || verdict === "not-due" || verdict === "not-met";
  if (isAlone || !isJudged) return `${verdictText(verdict, goal)}${day}`;
  const level = `${isReached(row) ? "đạt" : "chưa đạt"} mức ${goalText(goal)}`;
  return verdict === "not-due" ? `${level} (chưa đến hạn)` : `${level}${day}`;
}

/**
 * "đạt", "chưa đạt, còn 21 TTHC …", "đạt mức tối thiểu; chưa đạt mức phấn đấu"; empty where no row is judged.
 *
 * @param saysDay whether it is said that the data end before the day on which a target falls due
 */
export function judgementText(told: readonly Told[], saysDay = true): string {
  const judged = told.filter(({ row }) => row.verdict !== "not-assessed" && row.verdict !== null);
  const words = judged.map((one) => `${verdictOf(one, told.length === 1, saysDay)}${shortfallText(one)}`);
  return [...new Set(words)].join("; ");
}
