import type { PublishedRow } from "../domain/change.ts";
import type { Column, FigureKey } from "../domain/report.ts";
import type { Expected } from "./numbers.ts";
import type { FigurePair } from "./published.ts";

/** The lines of one target and scope, as the columns of a table ask for them. */
interface Lines {
  /** Of the period; of the last day where the basis is as-of. */
  readonly now: PublishedRow;
  readonly judged: PublishedRow;
  /** The one of the two that the column's key names. */
  readonly own: PublishedRow;
}

const count = (value = ""): Expected => ({ type: "count", value });
const known = (value = ""): Expected => ({ type: "known", value });
const rate = (value = ""): Expected => ({ type: "rate", value });
const text = (value: string): Expected => ({ type: "text", value });
const share = (row: PublishedRow): Expected => ({ type: "share", row });
const points = (row: PublishedRow, before = ""): Expected => ({ type: "points", now: row["rate"] ?? "", before });

/** What is judged by its number alone has no denominator. */
const denominator = (row: PublishedRow): Expected => (row["unit"] === "count" ? count() : known(row["denominator"]));

/** A stock has no number of the period, only one of its last day. */
const inPeriod = ({ now }: Lines, expected: Expected): Expected => (now["basis"] === "as-of" ? count() : expected);

function threshold({ judged: { threshold: value = "", unit } }: Lines): Expected {
  return unit === "count" || value === "" ? count(value) : text(`${value}%`);
}

/** "Đạt", "Chưa đạt (chưa đến hạn)" …: the verdict in full. */
function verdictWords({ verdict, goal }: PublishedRow): string {
  switch (verdict) {
    case "met":
      return "Đạt";
    case "not-due":
      return "Chưa đạt (chưa đến hạn)";
    case "not-met":
      return goal === "strive" ? "Chưa đạt mức phấn đấu" : "Chưa đạt";
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

/** "30/11/2023": days below 10 and the months 1 and 2 with a zero in front. */
function dayWords(day = ""): string {
  const [year, month, date] = day.split("-");
  return day === "" ? "–" : `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`;
}

const RATE = "Tỷ lệ (%)";

/** What figures.csv says for a column, by the column's group and title, or by its title alone. */
const COLUMNS: ReadonlyMap<string, (lines: Lines) => Expected> = new Map<string, (lines: Lines) => Expected>([
  ["Trong kỳ|Tử số", (lines) => inPeriod(lines, known(lines.now["numerator"]))],
  ["Trong kỳ|Mẫu số", (lines) => inPeriod(lines, denominator(lines.now))],
  [`Trong kỳ|${RATE}`, (lines) => inPeriod(lines, share(lines.now))],
  ["Kỳ trước (%)", ({ now }) => rate(now["previous"])],
  ["Cùng kỳ (%)", ({ now }) => rate(now["year_earlier"])],
  ["Lũy kế (tại ngày chốt)|Tử số", ({ judged }) => known(judged["numerator"])],
  ["Lũy kế (tại ngày chốt)|Mẫu số", ({ judged }) => denominator(judged)],
  ["Mức giao", threshold],
  ["Thời hạn", ({ judged }) => text(dayWords(judged["deadline"]))],
  ["Đánh giá", ({ judged }) => text(verdictWords(judged))],
  ["ĐG", ({ judged }) => text(MARKS[judged["verdict"] ?? ""] ?? "–")],
  ["Còn thiếu", ({ judged }) => count(judged["shortfall"])],
  ["Hạng", ({ judged }) => count(judged["rank"])],
  ["Số lượng", ({ own }) => known(own["numerator"])],
  [RATE, ({ own }) => share(own)],
]);

type Ask = (lines: Lines) => Expected;

/** "± so với tháng trước (điểm %)", "± so với cùng kỳ (điểm %)". */
const change: Ask = ({ now }) => points(now, now["previous"]);
const yearlyChange: Ask = ({ now }) => points(now, now["year_earlier"]);

function askOf({ title, group = "" }: Column): Ask | undefined {
  if (title.startsWith("±")) return /cùng kỳ|năm trước/.test(title) ? yearlyChange : change;
  return COLUMNS.get(`${group}|${title}`) ?? COLUMNS.get(title) ?? (group === RATE ? COLUMNS.get(RATE) : undefined);
}

/** What a column prints of a line; undefined for a column that figures.csv has nothing for. */
export function expectedIn(column: Column, { period, judged }: FigurePair, key: FigureKey): Expected | undefined {
  const [now, last] = [period ?? {}, judged ?? {}];
  return askOf(column)?.({ now, judged: last, own: key.basis === "period" ? now : last });
}

export const isKnownColumn = (column: Column): boolean => askOf(column) !== undefined;

const MARKED = new Set(["ĐG", "Hạng", "Mức giao"]);

/** Whether the columns are those of a table of targets or agencies: all that it prints has to be in figures.csv. */
export const isFigureTable = (columns: readonly Column[]): boolean =>
  columns.some(({ title, group = "" }) => MARKED.has(title) || /^\(\d+\) /.test(group));
