import type { FigureRow, Rate } from "../../../domain/figures/figure.ts";
import { countsOf, type Indicator } from "../../../domain/indicator.ts";
import { type Month, monthsOf, nominalLastDayOf, type Period } from "../../../domain/period.ts";
import { WHOLE } from "../../printed-rate.ts";
import { dateOf, type Sum } from "../../raw/formulas.ts";
import { sentence, verdictText } from "../../wording.ts";
import { earlierFormula } from "../formulas.ts";
import type { TableContext } from "../lines.ts";
import type { RowCells } from "../spec.ts";
import { NONE } from "../value.ts";
import { isOpen, type TargetLine } from "./line.ts";

/** Formulas and values of the columns of targets, over the figures of one report. */
export class TargetCells {
  readonly #context: TableContext;
  readonly #lastMonth: Month;

  constructor(context: TableContext) {
    this.#context = context;
    this.#lastMonth = monthsOf(context.composition.inputs.period).at(-1) ?? "";
  }

  /** One term of an indicator: a sum over the raw counts; null for what only the catalogue can tell. */
  term(
    indicator: Indicator,
    at: "numerator" | "denominator",
    { scope, code }: FigureRow,
    when: "period" | "year",
  ): string | null {
    const term = indicator[at];
    const { raw } = this.#context;
    const id = `${scope}:${code}`;
    // The raw counts of the workbook are not told apart by procedure.
    if ("sum" in term) {
      const asked = { of: { counts: term.sum }, beside: countsOf(indicator), scope: id, when };
      return term.of === undefined ? raw.sumOr(asked) : null;
    }
    if (!("measure" in term)) return null;
    return raw.sumOr({ of: { measure: term.measure }, scope: id, when: { month: this.#lastMonth } });
  }

  /** An earlier rate from the counts of its months, or as it was reckoned from the catalogue of its last day. */
  earlier({ printed, now }: TargetLine, when: "previous" | "yearEarlier", rate: Rate | null): string | null {
    if (rate === null) return null;
    const beside = countsOf(printed.indicator);
    const sums = [printed.indicator.numerator, printed.indicator.denominator].flatMap((term): Sum[] =>
      "sum" in term ? [{ scope: `${now.scope}:${now.code}`, when, of: { counts: term.sum }, beside }] : [],
    );
    const [over, under] = sums;
    if (over === undefined || under === undefined) return null;
    const { raw } = this.#context;
    return earlierFormula(raw.sum(over), raw.sum(under));
  }

  /** What the months left must reach on average: the threshold, and what is behind shared among them. */
  needed(line: TargetLine, cells: RowCells): string | null {
    const { scope, code, goal, unit, threshold, deadline, period, unlike = [] } = line.judged;
    const isFlow = line.printed.indicator.kind === "flow";
    if (!isOpen(line) || !isFlow || goal !== "min" || unit !== "percent" || threshold === WHOLE) return null;
    if (deadline?.slice(0, 4) !== nominalLastDayOf(period).slice(0, 4) || unlike.includes("year")) return null;
    const [number, whole, demanded] = [cells.cell("numerator"), cells.cell("denominator"), cells.cell("threshold")];
    const behind = `(${exact(demanded)}*${whole}-10000*${number})`;
    const left = monthsLeftFormula(period, cells.cell("deadline"));
    const answered = `(${this.#context.raw.answeredMonths(`${scope}:${code}`, countsOf(line.printed.indicator))})`;
    return whereShort(cells, `${demanded}+${behind}*${answered}/(100*${whole}*${left})`);
  }

  /** Whole numbers are compared, never a rounded rate. */
  verdict({ judged }: TargetLine, { cell }: RowCells): string | null {
    const { verdict, goal, unit, deadline } = judged;
    if (verdict === null || verdict === "not-assessed") return null;
    const said = (one: FigureRow["verdict"]): string => `"${sentence(verdictText(one, goal))}"`;
    const last = dateOf(nominalLastDayOf(this.#context.composition.inputs.period));
    const below =
      deadline === null ? said("not-met") : `IF(${cell("deadline")}<=${last},${said("not-met")},${said("not-due")})`;
    const number = cell("numerator");
    const whole = cell("denominator");
    const threshold = cell("threshold");
    const met = {
      count: `${number}>=${threshold}`,
      average: `${number}>=${threshold}*${whole}`,
      percent: `${number}*10000>=${exact(threshold)}*${whole}`,
    }[unit];
    const judgement = `IF(${met},${said("met")},${below})`;
    const active = unit === "count" ? judgement : `IF(${whole}=0,${said("no-activity")},${judgement})`;
    return `IF(ISNUMBER(${number}),${active},${said("no-data")})`;
  }
}

/** A threshold in whole hundredths: 12,35 times a number would not be exact. */
const exact = (threshold: string): string => `ROUND(${threshold}*100,0)`;

/** Còn thiếu: only beside đạt and chưa đạt. */
export function shortfallFormula({ judged }: TargetLine, { cell }: RowCells): string | null {
  const { verdict, unit, goal, threshold } = judged;
  if (verdict === null || verdict === "not-assessed" || threshold === null || goal === "benchmark") return null;
  const number = cell("numerator");
  const whole = cell("denominator");
  const demanded = cell("threshold");
  if (unit === "average") {
    return `IF(AND(ISNUMBER(${number}),N(${whole})>0),MAX(0,${demanded}*${whole}-${number}),"${NONE}")`;
  }
  return unit === "count"
    ? `IF(ISNUMBER(${number}),MAX(0,${demanded}-${number}),"${NONE}")`
    : `IF(ISNUMBER(${cell("rate")}),MAX(0,ROUNDUP((${exact(demanded)}*${whole}-${number}*10000)/10000,0)),"${NONE}")`;
}

/** Months after the period's last up to the deadline's. */
function monthsLeftFormula(period: Period, deadline: string): string {
  const [year, month] = nominalLastDayOf(period).split("-").map(Number);
  return `((YEAR(${deadline})-${year})*12+MONTH(${deadline})-${month})`;
}

const whereShort = ({ cell }: RowCells, formula: string): string =>
  `IF(AND(ISNUMBER(${cell("shortfall")}),${cell("shortfall")}>0),${formula},"${NONE}")`;

/** What is missing, shared among the months left. */
export function paceFormula(line: TargetLine, cells: RowCells): string | null {
  if (!isOpen(line)) return null;
  const left = monthsLeftFormula(line.judged.period, cells.cell("deadline"));
  return whereShort(cells, `ROUNDUP(${cells.cell("shortfall")}/${left},0)`);
}

/** Equal rates share a rank and the next is skipped; a row without a rate or a verdict is not judged and has no rank. */
export function rankFormula({ judged, ranking }: TargetLine, { cell, letters }: RowCells): string | null {
  const { scope, verdict, unit } = judged;
  if (scope !== "agency" || ranking === "given" || unit !== "percent") return null;
  if (verdict === null || verdict === "not-assessed") return null;
  const range = (key: string): string => `$${letters(key)}$${ranking.from}:$${letters(key)}$${ranking.to}`;
  const [rates, verdicts] = [range("rate"), range("verdict")];
  const judgedRows = `ISNUMBER(${rates})*(${verdicts}<>"${NONE}")`;
  const better = `SUMPRODUCT(${judgedRows}*(${rates}>${cell("rate")}))`;
  return `IF(AND(ISNUMBER(${cell("rate")}),${cell("verdict")}<>"${NONE}"),1+${better},"${NONE}")`;
}
