import { kindOf } from "../../domain/period.ts";
import { Report } from "../report.ts";

/** What a report says of its province as a whole; words in quotation marks are a document's own. */
const OF_THE_WHOLE = /“[^”]*”|(?:[Tt]oàn|địa bàn) tỉnh(?![\p{L}\p{M}]| \p{Lu})|TOÀN TỈNH/gu;

const inCity = (words: string): string =>
  words.endsWith("TỈNH") ? words.replace("TỈNH", "THÀNH PHỐ") : words.replace("tỉnh", "thành phố");

/** What is said of figures since January; those of a special period are of its own days only. */
const SINCE_JANUARY = /“[^”]*”|ũy kế từ đầu năm/gu;

const isQuoted = (words: string): boolean => words.startsWith("“");

/** Whether a province is a city under the central government (thành phố trực thuộc trung ương), by its name of the day. */
const isCity = (name: string): boolean => /^thành phố /iu.test(name);

/** A report as it speaks of its province and its period: "toàn thành phố" of a city, "lũy kế trong kỳ" of a special period. */
export function inWordsOf({ name }: { readonly name: string }, report: Report): Report {
  const [city, special] = [isCity(name), kindOf(report.period) === "special"];
  if (!city && !special) return report;
  const given = JSON.stringify(report);
  const ofCity = city ? given.replace(OF_THE_WHOLE, (words) => (isQuoted(words) ? words : inCity(words))) : given;
  const said = special
    ? ofCity.replace(SINCE_JANUARY, (words) => (isQuoted(words) ? words : "ũy kế trong kỳ"))
    : ofCity;
  return Report.parse(JSON.parse(said));
}
