import type { FigureRow } from "../../domain/figures/figure.ts";
import { monthsOf } from "../../domain/period.ts";
import type { FigureField } from "../../report/report.ts";
import type { FigurePair, HeldRow } from "./held-row.ts";
import { dayText, decimalText, type Expected, neededOf, rounded } from "./numbers.ts";
import type { ScoreField } from "./scores.ts";

const count = (value: number | null): Expected => ({ type: "count", value });
const known = (value: number | null): Expected => ({ type: "known", value });
const rate = (value: bigint | null, { limits }: HeldRow): Expected => ({ type: "rate", value, limits });
const text = (value: string): Expected => ({ type: "text", value });
const share = (row: HeldRow): Expected => ({ type: "share", row });
const points = (now: HeldRow, before: bigint | null): Expected => ({ type: "points", now, before });

/** What is judged by its number alone has no denominator. */
const denominator = ({ unit, denominator: value }: FigureRow): Expected =>
  unit === "count" ? count(null) : known(value);

/** A stock has no number of the period, only one of its last day. */
const inPeriod = ({ basis }: FigureRow, expected: Expected): Expected => (basis === "as-of" ? count(null) : expected);

const threshold = ({ threshold: value, unit }: FigureRow): Expected =>
  unit !== "percent" || value === null ? count(value) : text(`${String(value).replace(".", ",")}%`);

/** The shortfall shared among the months that follow up to the deadline's, rounded up. */
function paceOf({ shortfall, deadline, period, verdict }: FigureRow): number | null {
  if (verdict !== "not-due" || deadline === null || !shortfall) return null;
  // A special period is its own month, which ends with its last day.
  const [last = "", day = ""] = [monthsOf(period).at(-1)?.slice(-10), deadline];
  const [from = 0, to = 0] = [last, day].map((text) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)));
  return Math.ceil(shortfall / (to - from));
}

/** Where there is no deadline, "not-due" is printed as what has not been reached. */
const printedVerdict = ({ verdict, deadline }: FigureRow): FigureRow["verdict"] =>
  deadline === null && verdict === "not-due" ? "not-met" : verdict;

/** "Đạt", "Chưa đạt (chưa đến hạn)" …: the verdict in full, in words of the check's own: it must not err with the report. */
function verdictWords(row: FigureRow): string {
  const { goal } = row;
  switch (printedVerdict(row)) {
    case "met":
      return goal === "benchmark" ? "Đạt mức điểm tối đa" : "Đạt";
    case "not-due":
      return "Chưa đạt (chưa đến hạn)";
    case "not-met":
      return { min: "Chưa đạt", strive: "Chưa đạt mức phấn đấu", benchmark: "Chưa đạt mức điểm tối đa" }[goal];
    case "no-activity":
      return "Không phát sinh";
    case "no-data":
      return "Chưa có số liệu";
    default:
      return "–";
  }
}

const MARKS: Readonly<Record<string, string>> = {
  met: "Đ",
  "not-met": "C",
  "not-due": "H",
  "no-activity": "K",
  "no-data": "S",
};

/** What a row is judged by: so many for each where that is asked. */
function value(row: HeldRow): Expected {
  const { unit, numerator, denominator } = row;
  if (unit === "count") return known(numerator);
  if (unit === "percent" || numerator === null || !denominator) return share({ ...row, unit: "percent" });
  return text(decimalText(rounded(BigInt(numerator), BigInt(denominator), 2), 2));
}

/** What a column prints of one target. */
export type TargetField = Exclude<FigureField, ScoreField | Words>;

/** What a column says of whom and what a row is about, in words that figures.csv does not have. */
export type Words = "target-name" | "level-name" | "district";

export const isWords = (field: FigureField | undefined): field is Words =>
  field === "target-name" || field === "level-name" || field === "district";

const LEVELS: Readonly<Record<string, string>> = {
  so: "Sở, ban, ngành",
  huyen: "UBND cấp huyện",
  xa: "UBND cấp xã",
};

/** The level that a row of agencies or of a level has to name. */
export const levelName = ({ scope, code, level }: FigureRow): string =>
  LEVELS[scope === "level" ? code : (level ?? "")] ?? "";

/** What figures.csv says for a column, by the field that the column prints. */
const FIELDS: Readonly<Record<TargetField, (pair: FigurePair) => Expected>> = {
  "period-numerator": ({ period }) => inPeriod(period, known(period.numerator)),
  "period-denominator": ({ period }) => inPeriod(period, denominator(period)),
  "period-rate": ({ period }) => inPeriod(period, share(period)),
  previous: ({ period }) => rate(period.previous, period),
  "change-previous": ({ period }) => points(period, period.previous),
  "year-earlier": ({ period }) => rate(period.yearEarlier, period),
  "change-year-earlier": ({ period }) => points(period, period.yearEarlier),
  numerator: ({ judged }) => known(judged.numerator),
  denominator: ({ judged }) => denominator(judged),
  rate: ({ judged }) => share(judged),
  value: ({ judged }) => value(judged),
  threshold: ({ judged }) => threshold(judged),
  deadline: ({ judged }) => text(judged.deadline === null ? "–" : dayText(judged.deadline)),
  verdict: ({ judged }) => text(verdictWords(judged)),
  "verdict-mark": ({ judged }) => text(MARKS[printedVerdict(judged) ?? ""] ?? "–"),
  // Nobody is asked to reach a level for full marks: figures.csv reckons what is missing to it, no document prints it.
  shortfall: ({ judged }) => count(judged.goal === "benchmark" ? null : judged.shortfall),
  pace: ({ judged }) => count(paceOf(judged)),
  needed: ({ judged }) => ({ type: "needed", value: neededOf(judged) }),
  rank: ({ judged }) => count(judged.rank),
};

/** What a column of this field has to print of a scope's rows: a dash where there are none. */
export const expectedIn = (field: TargetField, pair: FigurePair | undefined): Expected =>
  pair === undefined ? text("–") : FIELDS[field](pair);
