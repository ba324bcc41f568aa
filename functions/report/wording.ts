import type { FigureRow, Verdict } from "../domain/figures/figure.ts";
import { type Day, kindOf, type Month, type Period } from "../domain/period.ts";
import { type Programme, standingIn } from "../domain/programme.ts";
import { type HeldShare, type PrintedRate, printedDifference, printedExact, printedShare } from "./printed-rate.ts";

/**
 * Numbers and lists are formatted by the locale data of ICU. The bytes do not depend on the host: the project brings
 * its own Node 24 and runs on Lambda's NODEJS_24_X, and both carry all of ICU.
 */
const LOCALE = "vi-VN";

const COUNTS = new Intl.NumberFormat(LOCALE);
const FEW = new Intl.NumberFormat(LOCALE, { minimumIntegerDigits: 2 });
const LISTS = new Intl.ListFormat(LOCALE);

const decimals = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Most rates have two; making a formatter takes ten times as long as using it. */
const TWO_DECIMALS = decimals(2);

const UP_TO_TWO_DECIMALS = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });

/** What is demanded in percent, with the decimals that the document gives: "50%", "12,5%". */
export const percentText = (threshold: number): string => `${UP_TO_TWO_DECIMALS.format(threshold)}%`;

/** Thousands by ".", as Vietnamese documents write them: 21074 is "21.074". */
export const countText = (value: number): string => COUNTS.format(value);

/** A number of agencies or tasks: below 10 with a leading zero ("02 cơ quan"). */
export const fewText = (value: number): string => FEW.format(value);

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
  const year = period.slice(0, 4);
  const part = period.slice(5);
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
    case "special":
      return `kỳ từ ngày ${dayText(period.slice(0, 10))} đến hết ngày ${dayText(period.slice(-10))}`;
  }
}

/** "27/6-14/12/2025": a special period where months stand. */
const daysLabel = (period: Period): string => `${dayText(period.slice(0, 10))}-${dayText(period.slice(-10))}`;

const isSpecial = (month: Month): boolean => kindOf(month) === "special";

/** "6/2023", "02/2023": where the word "tháng" is plain from the place. */
export const bareMonthText = (month: Month): string =>
  isSpecial(month) ? daysLabel(month) : `${monthNumber(month.slice(5))}/${month.slice(0, 4)}`;

/** "06/2023", always two digits: for months that stand beside each other. */
export const monthLabel = (month: Month): string =>
  isSpecial(month) ? daysLabel(month) : `${month.slice(5)}/${month.slice(0, 4)}`;

export const monthText = (month: Month): string => `${isSpecial(month) ? "kỳ" : "tháng"} ${bareMonthText(month)}`;

/** How the period before is named in a comparison: "tháng trước", "quý trước" … */
export function previousText(period: Period): string {
  const names = {
    month: "tháng",
    quarter: "quý",
    half: "kỳ 6 tháng",
    year: "năm",
    "nine-months": "kỳ",
    special: "kỳ",
  } as const;
  return `${names[kindOf(period)]} trước`;
}

/** The number alone, with the decimal comma and without a sign: "21,64". */
export function rateNumber({ units, decimals: digits }: PrintedRate): string {
  const format = digits === 2 ? TWO_DECIMALS : decimals(digits);
  return format.format(`${units < 0n ? -units : units}E-${digits}`);
}

/** A share as it is printed: "21,64%"; "–" where there is none. */
export function rateText(share: HeldShare): string {
  const rate = printedShare(share);
  return rate === null ? "–" : `${rateNumber(rate)}%`;
}

/** What a row is judged by: "21,64%", a number, or so many for each: "1.234,50". */
export function judgedValueText(row: HeldShare & Pick<FigureRow, "unit">): string {
  const { unit, numerator, denominator } = row;
  if (unit === "percent") return rateText(row);
  if (numerator === null) return "–";
  if (unit === "count") return countText(numerator);
  return denominator ? rateNumber(printedExact({ over: BigInt(numerator), under: BigInt(denominator) })) : "–";
}

/** "tăng 1,82 điểm phần trăm", "giảm …", "không thay đổi": the difference of the rates as they are printed. */
export function changeText(now: PrintedRate, before: PrintedRate): string {
  const difference = printedDifference(now, before);
  if (difference.units === 0n) return "không thay đổi";
  return `${difference.units > 0n ? "tăng" : "giảm"} ${rateNumber(difference)} điểm phần trăm`;
}

/** How figures by a programme that is not in force in the period are marked; null for one that is. */
export function comparisonWords(programme: Programme, period: Period): string | null {
  const standing = standingIn(programme, period);
  const words = { "not-issued": "chưa ban hành", "not-begun": "chưa có hiệu lực", expired: "đã hết thời hạn" };
  return standing === "in-force" ? null : `đối chiếu, văn bản ${words[standing]}`;
}

/** What a goal is called within a sentence: "tối thiểu", "phấn đấu", "điểm tối đa". */
export const goalText = (goal: FigureRow["goal"]): string =>
  ({ min: "tối thiểu", strive: "phấn đấu", benchmark: "điểm tối đa" })[goal];

/** The verdict as the reports print it. */
export function verdictText(verdict: Verdict | null, goal: FigureRow["goal"]): string {
  switch (verdict) {
    case "met":
      return goal === "benchmark" ? `đạt mức ${goalText(goal)}` : "đạt";
    case "not-due":
      return "chưa đạt (chưa đến hạn)";
    case "not-met":
      return goal === "min" ? "chưa đạt" : `chưa đạt mức ${goalText(goal)}`;
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

const IN_KILOBYTES = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const IN_MEGABYTES = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

/** A size of bytes as file managers show it, 1 KB being 1024 bytes: "512 byte", "345 KB", "1,2 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} byte`;
  const kilobytes = bytes / 1024;
  // What would round to 1024 KB is a megabyte.
  return kilobytes < 1023.5 ? `${IN_KILOBYTES.format(kilobytes)} KB` : `${IN_MEGABYTES.format(kilobytes / 1024)} MB`;
}

/** "06:00, 15/6/2023": the same where moments stand below each other. */
export function momentLabel(instant: string): string {
  const local = localTime(instant);
  return `${local.slice(11, 16)}, ${dayText(local.slice(0, 10))}`;
}

/** "a, b và c". */
export const listText = (items: readonly string[]): string => LISTS.format(items);

/** A district with its communes beside its own office: "Địa bàn huyện Long Điền (gồm cả cấp xã)". */
export const wholeArea = (area: string): string => `${area} (gồm cả cấp xã)`;

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

/** Names that keep their capitals. */
const PROPER_NAMES = ["Cổng Dịch vụ công quốc gia", "Trung tâm Phục vụ hành chính công"] as const;

/**
 * An upper-case title within a sentence: "TỔNG HỢP … CỦA UBND" is "Tổng hợp … của UBND"; abbreviations, symbols and proper
 * names stay.
 */
export function titleText(title: string): string {
  const words = title
    .split(" ")
    .map((word) =>
      ABBREVIATIONS.has(word.replace(/[^\p{L}]/gu, "")) || /[\d/]/.test(word) ? word : word.toLocaleLowerCase("vi"),
    );
  const lowered = words.join(" ");
  return sentence(PROPER_NAMES.reduce((text, name) => text.replaceAll(name.toLocaleLowerCase("vi"), name), lowered));
}
