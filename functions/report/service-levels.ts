import type { Indicator } from "../domain/indicator.ts";
import type { Day } from "../domain/period.ts";

/** Nghị định số 42/2022/NĐ-CP ngày 24/6/2022: toàn trình and một phần instead of mức độ 4 and 3, in force from this day. */
const RENAMED: Day = "2022-08-15";

const BOTH_NAMES = " toàn trình (mức độ 4)";

const BEFORE = [
  [BOTH_NAMES, " mức độ 4"],
  ["(toàn trình và một phần)", "(mức độ 3 và mức độ 4)"],
  ["(toàn trình hoặc một phần)", "(mức độ 3 hoặc mức độ 4)"],
  ["toàn trình", "mức độ 4"],
  ["một phần", "mức độ 3"],
] as const;

/** Words with the levels of online services as the law of a day names them. */
function serviceWords(words: string, day: Day): string {
  if (day >= RENAMED) return words.replaceAll(BOTH_NAMES, " toàn trình");
  return BEFORE.reduce((text, [now, then]) => text.replaceAll(now, then), words);
}

/** The levels that a document of before names, by what they are called now. */
const NAMED_BEFORE = [
  [/mức độ 3(?:,| và| hoặc) (?:mức độ )?4/u, "một phần, toàn trình"],
  [/mức độ 4/u, "toàn trình"],
  [/mức độ 3/u, "một phần"],
] as const;

/** A document's name of a target as a report of a day prints it: "mức độ 4 (nay là dịch vụ công trực tuyến toàn trình)". */
export function targetNameOn(name: string, day: Day): string {
  if (day < RENAMED) return name;
  const known = NAMED_BEFORE.find(([before]) => before.test(name));
  if (known === undefined) return name;
  const [before, now] = known;
  return name.replace(before, (words) => `${words} (nay là dịch vụ công trực tuyến ${now})`);
}

/** An indicator as a report of a day writes of it. */
export const indicatorOn = (indicator: Indicator, day: Day): Indicator => ({
  ...indicator,
  name: serviceWords(indicator.name, day),
  definition: serviceWords(indicator.definition, day),
  numeratorName: serviceWords(indicator.numeratorName, day),
  denominatorName: serviceWords(indicator.denominatorName, day),
  ...(indicator.missing === undefined ? {} : { missing: serviceWords(indicator.missing, day) }),
});
