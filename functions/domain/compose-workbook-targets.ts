import {
  column,
  count,
  DISTINCT_NOTE,
  dateOf,
  day,
  formula,
  known,
  NO_ACTIVITY,
  NONE,
  type NotedColumn,
  rate,
  text,
  UNKNOWN,
} from "./compose-workbook-cells.ts";
import type { RawCounts, Sum, When } from "./compose-workbook-raw.ts";
import { type Composition, figureOf, judgedRow, type PrintedTarget, periodRow } from "./composition.ts";
import type { FigureRow, Rate, ScopeKind } from "./figure.ts";
import type { Term } from "./indicator.ts";
import { type Month, monthsOf, nominalLastDayOf } from "./period.ts";
import { isJudged } from "./verdict.ts";
import { decimalsOf, rateNumber, sentence, verdictText } from "./wording.ts";
import type { WorkbookCell, WorkbookRow } from "./workbook.ts";

const PERIOD = "Trong kỳ";
const TO_DATE = "Lũy kế (tại ngày chốt)";
const EARLIER_NOTE =
  "Chỉ tiêu theo hồ sơ, giao dịch: công thức từ số liệu gốc của kỳ được so sánh. Chỉ tiêu đếm thủ tục hành chính: giá trị đã tính từ danh mục của kỳ đó.";

/** Columns of every table of targets, with what figures.csv says in the same words as the printed tables. */
export const targetColumns = (what: string, ranked: boolean): NotedColumn[] => [
  column("Chỉ tiêu số", 8, "center"),
  column(what, 44, "left"),
  column("Tử số", 11, "right", PERIOD, DISTINCT_NOTE),
  column("Mẫu số", 11, "right", PERIOD, DISTINCT_NOTE),
  column("Tỷ lệ (%)", 10, "right", PERIOD),
  column("Kỳ trước (%)", 10, "right", undefined, EARLIER_NOTE),
  column("± kỳ trước (điểm %)", 10),
  column("Cùng kỳ (%)", 10, "right", undefined, EARLIER_NOTE),
  column("± cùng kỳ (điểm %)", 10),
  column("Tử số", 11, "right", TO_DATE, DISTINCT_NOTE),
  column("Mẫu số", 11, "right", TO_DATE, DISTINCT_NOTE),
  column("Tỷ lệ (%)", 10, "right", TO_DATE),
  column("Mức giao", 9),
  column("Thời hạn", 12, "center"),
  column("Đánh giá", 24, "left"),
  column("Còn thiếu", 10),
  ...(ranked ? [column("Hạng", 8)] : []),
];

/** Letters of the columns that formulas name. */
export const AT = {
  number: "C",
  denominator: "D",
  rate: "E",
  previous: "F",
  yearEarlier: "H",
  judgedNumber: "J",
  judgedDenominator: "K",
  judgedRate: "L",
  threshold: "M",
  deadline: "N",
  verdict: "O",
  shortfall: "P",
  rank: "Q",
} as const;
export const VERDICT_COLUMN = 15;
export const RATE_COLUMNS = [5, 12] as const;
const COLUMN_COUNT = 16;

/** One row of a table of targets: of which scope, under which name. */
export interface Place {
  readonly scope: ScopeKind;
  readonly code: string;
  readonly name: string;
  readonly kind: "body" | "total";
}

/** How a row's rank is told: not at all, by a formula over these rows, or as it stands in the whole province. */
export type Ranking = null | { readonly from: number; readonly to: number } | "given";

/** Writes the rows of a sheet of targets, each with formulas over the raw counts. */
export class TargetRows {
  readonly #raw: RawCounts;
  readonly #inputs: Composition["inputs"];
  readonly #lastMonth: Month;

  constructor(raw: RawCounts, { inputs }: Composition) {
    this.#raw = raw;
    this.#inputs = inputs;
    this.#lastMonth = monthsOf(inputs.period).at(-1) ?? "";
  }

  /** The row with a target's name, above the rows of its scopes. */
  heading(printed: PrintedTarget, number: number, ranked: boolean): WorkbookRow {
    const blank = Array.from({ length: COLUMN_COUNT - 2 + Number(ranked) }, () => text(""));
    return { kind: "group", cells: [count(number), text(printed.target.name), ...blank], figure: figureOf(printed) };
  }

  /** A row of one scope; none where figures have none. */
  row(at: number, printed: PrintedTarget, number: number, place: Place, ranking: Ranking): WorkbookRow[] {
    const { scope, code, name, kind } = place;
    const [now, judged] = [periodRow(printed, scope, code), judgedRow(printed, scope, code)];
    if (now === undefined || judged === undefined) return [];
    const { threshold, deadline, unit } = judged;
    const cells = [
      count(number),
      text(name),
      ...this.#ofPeriod(at, printed, now),
      ...this.#compared(at, printed, now),
      this.#term(printed.indicator.numerator, judged, "year", judged.numerator),
      unit === "count" ? text(NONE) : this.#term(printed.indicator.denominator, judged, "year", judged.denominator),
      rateCell(judged, `${AT.judgedNumber}${at}`, `${AT.judgedDenominator}${at}`),
      threshold === null || unit === "count" ? count(threshold) : { type: "threshold" as const, value: threshold },
      day(deadline),
      this.#verdict(at, judged),
      shortfallCell(at, judged),
      ...(ranking === null ? [] : [rankCell(at, judged, ranking)]),
    ];
    return [{ kind, cells, figure: { ...figureOf(printed), scope, code } }];
  }

  #ofPeriod(at: number, { indicator }: PrintedTarget, now: FigureRow): WorkbookCell[] {
    if (now.basis === "as-of") return [text(NONE), text(NONE), text(NONE)];
    return [
      this.#term(indicator.numerator, now, "period", now.numerator),
      now.unit === "count" ? text(NONE) : this.#term(indicator.denominator, now, "period", now.denominator),
      rateCell(now, `${AT.number}${at}`, `${AT.denominator}${at}`),
    ];
  }

  /** One term of an indicator: a sum over the raw counts, or what only the catalogue can tell. */
  #term(term: Term, { scope, code }: FigureRow, when: When, value: number | null): WorkbookCell {
    const of = { scope: `${scope}:${code}`, when };
    if ("sum" in term) return this.#raw.cell({ ...of, of: { counts: term.sum } });
    if ("measure" in term) {
      return this.#raw.cell({ scope: of.scope, when: { month: this.#lastMonth }, of: { measure: term.measure } });
    }
    return known(value);
  }

  #compared(at: number, printed: PrintedTarget, now: FigureRow): WorkbookCell[] {
    const own = `${now.basis === "as-of" ? AT.judgedRate : AT.rate}${at}`;
    return [
      this.#earlier(printed, now, "previous", now.previous),
      pointsCell(own, `${AT.previous}${at}`, now.rate, now.previous),
      this.#earlier(printed, now, "yearEarlier", now.yearEarlier),
      pointsCell(own, `${AT.yearEarlier}${at}`, now.rate, now.yearEarlier),
    ];
  }

  /** An earlier rate from the counts of its months, or as it was reckoned from the catalogue of its last day. */
  #earlier({ indicator }: PrintedTarget, now: FigureRow, when: "previous" | "yearEarlier", known: Rate | null) {
    if (known === null) return text(NONE);
    const sums = [indicator.numerator, indicator.denominator].flatMap((term): Sum[] =>
      "sum" in term ? [{ scope: `${now.scope}:${now.code}`, when, of: { counts: term.sum } }] : [],
    );
    const [over, under] = sums;
    if (over === undefined || under === undefined) return rate(Number(known) / 1_000_000);
    const written = `(${this.#raw.sumText(over)})*100/(${this.#raw.sumText(under)})`;
    const [numerator, denominator] = [this.#raw.value(over) ?? 0, this.#raw.value(under) ?? 0];
    return formula(`IFERROR(${written},"${NONE}")`, denominator === 0 ? NONE : (numerator * 100) / denominator, "rate");
  }

  /** Whole numbers are compared, never a rounded rate. */
  #verdict(at: number, judged: FigureRow): WorkbookCell {
    const { verdict, goal, unit, deadline } = judged;
    const words = sentence(verdictText(verdict, goal));
    if (verdict === null || verdict === "not-assessed") return text(words);
    const said = (one: FigureRow["verdict"]): string => `"${sentence(verdictText(one, goal))}"`;
    const last = dateOf(nominalLastDayOf(this.#inputs.period));
    const below =
      deadline === null ? said("not-due") : `IF(${AT.deadline}${at}<=${last},${said("not-met")},${said("not-due")})`;
    const [number, whole, threshold] = [AT.judgedNumber, AT.judgedDenominator, AT.threshold].map(
      (one) => `${one}${at}`,
    );
    const met = unit === "count" ? `${number}>=${threshold}` : `${number}*100>=${threshold}*${whole}`;
    const judgement = `IF(${met},${said("met")},${below})`;
    const active = unit === "count" ? judgement : `IF(${whole}=0,${said("no-activity")},${judgement})`;
    return formula(`IF(ISNUMBER(${number}),${active},${said("no-data")})`, words, "text");
  }
}

/** A share as a quotient that is nowhere rounded: the format shows as many digits as its verdict needs. */
export function rateCell(
  row: Pick<FigureRow, "numerator" | "denominator" | "threshold" | "unit">,
  over: string,
  under: string,
): WorkbookCell {
  const { numerator, denominator, unit } = row;
  if (unit === "count") return text(NONE);
  const written = `IF(ISNUMBER(${under}),IF(${under}=0,"${NO_ACTIVITY}",${over}*100/${under}),"${UNKNOWN}")`;
  if (numerator === null || denominator === null) return formula(written, UNKNOWN, "rate");
  if (denominator === 0) return formula(written, NO_ACTIVITY, "rate");
  return formula(written, (numerator * 100) / denominator, "rate", decimalsOf(row));
}

/** The difference of two rates in points: of rates with six decimals, as figures.csv has them. */
function pointsCell(now: string, before: string, rateNow: Rate | null, rateBefore: Rate | null): WorkbookCell {
  if (rateBefore === null) return text(NONE);
  const written = `IF(AND(ISNUMBER(${now}),ISNUMBER(${before})),ROUND(ROUND(${now},6)-ROUND(${before},6),6),"${NONE}")`;
  if (rateNow === null) return formula(written, NONE, "points");
  const difference = rateNow - rateBefore;
  const size = difference < 0n ? -difference : difference;
  const digits = size > 0n && rateNumber(size) === "0,00" ? 6 : 2;
  return formula(written, Number(difference) / 1_000_000, "points", digits);
}

/** Còn thiếu: only beside đạt and chưa đạt. */
function shortfallCell(at: number, { verdict, unit, shortfall, threshold }: FigureRow): WorkbookCell {
  if (verdict === null || verdict === "not-assessed" || threshold === null) return text(NONE);
  const [number, whole, demanded] = [AT.judgedNumber, AT.judgedDenominator, AT.threshold].map((one) => `${one}${at}`);
  const written =
    unit === "count"
      ? `IF(ISNUMBER(${number}),MAX(0,${demanded}-${number}),"${NONE}")`
      : `IF(ISNUMBER(${AT.judgedRate}${at}),MAX(0,ROUNDUP((${demanded}*${whole}-${number}*100)/100,0)),"${NONE}")`;
  return formula(written, shortfall ?? NONE, "count");
}

/** Equal rates share a rank and the next is skipped; a row without a shortfall is not judged and has no rank. */
function rankCell(at: number, row: FigureRow, ranking: Exclude<Ranking, null>): WorkbookCell {
  const { scope, verdict, unit, rank } = row;
  if (scope !== "agency") return text(NONE);
  if (ranking === "given" || unit === "count" || verdict === null || verdict === "not-assessed") return count(rank);
  const { from, to } = ranking;
  const [rates, judged] = [AT.judgedRate, AT.shortfall].map((one) => `$${one}$${from}:$${one}$${to}`);
  const written = `IF(ISNUMBER(${AT.shortfall}${at}),1+SUMPRODUCT(ISNUMBER(${judged})*(${rates}>${AT.judgedRate}${at})),"${NONE}")`;
  return formula(written, isJudged(verdict) && rank !== null ? rank : NONE, "count");
}
