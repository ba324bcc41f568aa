import type { FigureRow, Rate, Verdict } from "./figure.ts";
import { type Day, kindOf, type Month, type Period } from "./period.ts";

/** Thousands by ".", as Vietnamese documents write them: 21074 is "21.074". */
export const countText = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

/** A number of agencies or tasks: below 10 with a leading zero ("02 cơ quan"). */
export const fewText = (value: number): string => (value < 10 ? `0${value}` : countText(value));

/** A month's number with a leading zero for 1 and 2 only. */
const monthNumber = (month = ""): string => (Number(month) <= 2 ? month : String(Number(month)));

/** "14/6/2023": leading zero for days below 10 and for months 1 and 2 only (Nghị định 30/2020/NĐ-CP). */
export function dayText(day: Day): string {
  const [year, month, date] = day.split("-");
  return `${date}/${monthNumber(month)}/${year}`;
}

/** Upper-case Roman number of sections, appendices and quarters (1 to 399). */
export function roman(number: number): string {
  const digits = [
    [100, "C"],
    [90, "XC"],
    [50, "L"],
    [40, "XL"],
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ] as const;
  let rest = number;
  let text = "";
  for (const [value, letters] of digits) {
    for (; rest >= value; rest -= value) text += letters;
  }
  return text;
}

/** "tháng 6 năm 2023", "tháng 02 năm 2023", "quý II năm 2023", "6 tháng đầu năm 2023", "9 tháng đầu năm 2023", "năm 2023". */
export function periodText(period: Period): string {
  const [year, part = ""] = [period.slice(0, 4), period.slice(5)];
  switch (kindOf(period)) {
    case "month":
      return `tháng ${monthNumber(part)} năm ${year}`;
    case "quarter":
      return `quý ${roman(Number(part.slice(1)))} năm ${year}`;
    case "half":
      return `6 tháng ${part === "H1" ? "đầu" : "cuối"} năm ${year}`;
    case "nine-months":
      return `9 tháng đầu năm ${year}`;
    case "year":
      return `năm ${year}`;
  }
}

/** "6/2023", "02/2023": where the word "tháng" is plain from the place. */
export const bareMonthText = (month: Month): string => `${monthNumber(month.slice(5))}/${month.slice(0, 4)}`;

export const monthText = (month: Month): string => `tháng ${bareMonthText(month)}`;

/** How the period before is named in a comparison: "tháng trước", "quý trước" … */
export function previousText(period: Period): string {
  const names = { month: "tháng", quarter: "quý", half: "kỳ 6 tháng", year: "năm", "nine-months": "kỳ" } as const;
  return `${names[kindOf(period)]} trước`;
}

/** Half up to `digits` decimals, with the decimal comma: `decimalText(744n * 100n, 3438n, 2)` is "21,64". */
function decimalText(over: bigint, under: bigint, digits: number): string {
  const scaled = (over * 10n ** BigInt(digits) * 2n + under) / (2n * under);
  const text = String(scaled).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ".");
  return digits === 0 ? whole : `${whole},${text.slice(-digits)}`;
}

/** A rate in percent with two decimals: `21_640_489n` is "21,64". */
export const rateNumber = (rate: Rate, digits = 2): string => decimalText(rate, 1_000_000n, digits);

/** How many decimals show that a rate below its threshold is below it: 2, or more where 2 would round it up to it. */
export function decimalsOf(row: Pick<FigureRow, "numerator" | "denominator" | "threshold" | "unit">): number {
  const { numerator, denominator, threshold, unit } = row;
  if (unit === "count" || numerator === null || !denominator || threshold === null) return 2;
  const [over, under] = [BigInt(numerator) * 100n, BigInt(denominator)];
  if (over >= BigInt(threshold) * under) return 2;
  const limit = (digits: number): string => decimalText(BigInt(threshold), 1n, digits);
  for (let digits = 2; digits < 20; digits++) if (decimalText(over, under, digits) !== limit(digits)) return digits;
  return 20;
}

/** A row's rate as printed: "21,64%", with enough decimals to show why a verdict is as it is; "–" where none is. */
export function rateText(row: Pick<FigureRow, "numerator" | "denominator" | "rate" | "threshold" | "unit">): string {
  const { numerator, denominator, rate } = row;
  if (rate === null || numerator === null || !denominator) return "–";
  return `${decimalText(BigInt(numerator) * 100n, BigInt(denominator), decimalsOf(row))}%`;
}

/** "tăng 1,82 điểm phần trăm", "giảm …", "không thay đổi"; differences are of the exact rates, rounded once. */
export function changeText(now: Rate, before: Rate): string {
  if (now === before) return "không thay đổi";
  const difference = now > before ? now - before : before - now;
  const digits = rateNumber(difference) === "0,00" ? 6 : 2;
  return `${now > before ? "tăng" : "giảm"} ${rateNumber(difference, digits)} điểm phần trăm`;
}

/** The verdict as the reports print it. */
export function verdictText(verdict: Verdict | null, goal: "min" | "strive"): string {
  switch (verdict) {
    case "met":
      return "đạt";
    case "not-due":
      return "chưa đạt (chưa đến hạn)";
    case "not-met":
      return goal === "strive" ? "chưa đạt mức phấn đấu" : "chưa đạt";
    case "no-activity":
      return "không phát sinh";
    case "no-data":
      return "chưa có số liệu";
    default:
      return "–";
  }
}

/** The clock in Việt Nam at an instant. It keeps UTC+7 all year round, so no zone database is needed in the pure rooms. */
const localTime = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();

/** The day in Việt Nam of an RFC 3339 instant. */
export const dayOfInstant = (instant: string): Day => localTime(instant).slice(0, 10);

/** "06 giờ 00 phút ngày 15/6/2023", the moment in Việt Nam of an RFC 3339 instant. */
export function momentText(instant: string): string {
  const local = localTime(instant);
  return `${local.slice(11, 13)} giờ ${local.slice(14, 16)} phút ngày ${dayText(local.slice(0, 10))}`;
}

/** "a, b và c". */
export function listText(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} và ${last}`;
}

/** The first letter in upper case, as a sentence begins. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The first letter in lower case, as within a sentence; an abbreviation (TTHC, DVCTT) stays as it is. */
export function withinSentence(text: string): string {
  const second = text.charAt(1);
  return second === second.toUpperCase() && /\p{L}/u.test(second) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** A document's trích yếu within a citation: "về việc giao chỉ tiêu …", "về cung cấp dịch vụ công …". */
export const aboutText = (title: string): string =>
  /^về /iu.test(title) ? withinSentence(title) : `về ${withinSentence(title)}`;

const ABBREVIATIONS = new Set(["UBND", "BCCI", "TTHC", "DVCTT", "CNTT", "CCHC", "VPCP", "KSTT"]);

/** An upper-case title within a sentence: "TỔNG HỢP … CỦA UBND" is "Tổng hợp … của UBND"; abbreviations and symbols stay. */
export function titleText(title: string): string {
  const words = title
    .split(" ")
    .map((word) =>
      ABBREVIATIONS.has(word.replace(/[^\p{L}]/gu, "")) || /[\d/]/.test(word) ? word : word.toLocaleLowerCase("vi"),
    );
  return sentence(words.join(" "));
}
