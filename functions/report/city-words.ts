import { Report } from "./report.ts";

/** What a report says of its province as a whole; words in quotation marks are a document's own. */
const OF_THE_WHOLE = /“[^”]*”|(?:[Tt]oàn|địa bàn) tỉnh(?![\p{L}\p{M}]| \p{Lu})|TOÀN TỈNH/gu;

const inCity = (word: string): string =>
  word.endsWith("TỈNH") ? word.replace("TỈNH", "THÀNH PHỐ") : word.replace("tỉnh", "thành phố");

/** Whether a province is a city under the central government (thành phố trực thuộc trung ương), by its name of the day. */
const isCity = (name: string): boolean => /^thành phố /iu.test(name);

/** A report as it speaks of its province: "toàn thành phố", "trên địa bàn thành phố" of a city. */
export function inWordsOf({ name }: { readonly name: string }, report: Report): Report {
  if (!isCity(name)) return report;
  const text = JSON.stringify(report).replace(OF_THE_WHOLE, (words) => (words.startsWith("“") ? words : inCity(words)));
  return Report.parse(JSON.parse(text));
}
