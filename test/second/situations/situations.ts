import { monthsLater, monthsOfPeriod, periodBefore, windowOfMonth, yearEarlier } from "../computation/days.ts";
import { pairOf } from "../computation/kept.ts";
import { nameKey } from "../computation/programmes.ts";
import { type AgencyRecord, faultOf, levelNames, listedOn } from "../provinces/world.ts";
import { type Decide, handedOn, lastDayOf, type Seen, yearOf } from "./seen.ts";

const answered = (seen: Seen) =>
  yearOf(seen).flatMap((month) =>
    [...(seen.ground.tree.booked.get(month)?.keys() ?? [])].flatMap(
      (code) => seen.world.says.counts[pairOf(code, month)] ?? [],
    ),
  );
const rule =
  (name: string): Decide =>
  (seen) =>
    seen.findings.some((found) => found.rule === name);
const fault =
  (words: RegExp): Decide =>
  (seen) =>
    rule("answer-invalid")(seen) &&
    answered(seen).some((one) => one.kind === "rows" && words.test(faultOf(one.rows)?.actual ?? ""));

function silentYear(seen: Seen, codes: readonly string[]): boolean {
  const pairs = yearOf(seen).flatMap((month) =>
    codes.filter((code) => seen.ground.tree.booked.get(month)?.has(code)).map((code) => pairOf(code, month)),
  );
  return pairs.length > 0 && pairs.every((pair) => !seen.ground.kept.counts.has(pair));
}

const hasHeirlooms = (seen: Seen, isNew: boolean): boolean =>
  yearOf(seen).some((month) => {
    const before = monthsLater(month, -1);
    const span = windowOfMonth(before, seen.question.scheme);
    const booked = seen.ground.past.tree.booked.get(before);
    return handedOn(seen).some(
      ([one]) =>
        (one.validTo ?? "") >= span.from &&
        (one.validTo ?? "") <= span.to &&
        one.successors.every(
          (heir) => booked?.has(heir) !== isNew && seen.ground.kept.counts.has(pairOf(heir, month)),
        ) &&
        seen.ground.kept.counts.has(pairOf(one.code, before)),
    );
  });

/** What can be wrong with data (figures.md 7). */
export const troubles = {
  "agency not reported (404)": (seen) =>
    seen.findings.some((one) => one.rule === "agency-missing" && one.actual === "404"),
  "agency unreachable": (seen) => seen.findings.some((one) => one.rule === "agency-missing" && one.actual !== "404"),
  "answer with a negative count": fault(/-\d/),
  "answer with a missing field": fault(/missing/),
  "answer with two rows that differ": fault(/2 rows/),
  "asking again failed": rule("refresh-failed"),
  "repeated row": rule("row-repeated"),
  "flow mismatch": rule("flow-mismatch"),
  "carry-over mismatch": rule("carry-over-mismatch"),
  "carry-over mismatch in January": (seen) =>
    seen.findings.some(
      (one) =>
        one.rule === "carry-over-mismatch" &&
        one.span.from === windowOfMonth(yearOf(seen)[0] ?? "", seen.question.scheme).from,
    ),
  "backlog taken over in a merger": (seen) => hasHeirlooms(seen, false),
  "backlog taken over by a new agency": (seen) => hasHeirlooms(seen, true),
  "part exceeds whole": rule("part-exceeds-whole"),
  "unknown procedure": rule("procedure-unknown"),
  "misplaced procedure": rule("procedure-misplaced"),
  "exception matched": (seen) =>
    seen.question.programme === "brvt-qd-2023" &&
    [...seen.ground.tree.inForce.values()].some((one) => nameKey(one.name) === "Thanh tra tỉnh"),
  "exception unmatched": rule("exception-unmatched"),
  provisional: rule("provisional"),
  "measures of an agency missing": (seen) =>
    rule("measures-missing")(seen) && seen.ground.kept.measures.has(lastDayOf(seen)),
  "list of measures failed": (seen) =>
    rule("measures-missing")(seen) && !seen.ground.kept.measures.has(lastDayOf(seen)),
  "measures exceed": (seen) =>
    seen.findings.some(
      (one) => one.rule === "part-exceeds-whole" && one.procedure === "" && one.span.from === one.span.to,
    ),
  "an agency silent all year": (seen) => [...seen.ground.tree.inForce.keys()].some((code) => silentYear(seen, [code])),
  "a level silent all year": (seen) =>
    levelNames.some((level) =>
      silentYear(
        seen,
        [...seen.ground.tree.inForce.values()].flatMap((one) => (one.level === level ? [one.code] : [])),
      ),
    ),
  "sum that its parts contradict": rule("sum-mismatch"),
  "count that a source does not give": rule("count-not-delivered"),
  "backlog of agencies that are not told by procedure": (seen) =>
    seen.findings.some((one) => one.rule === "carry-over-mismatch" && one.procedure === ""),
  "figure that no source of an agency gives": (seen) =>
    seen.rows.some((row) => row[19] === "no-data" && row[7] === "agency" && !silentYear(seen, [row[8] ?? ""])),
  "too incomplete to publish": (seen) => seen.isTooIncomplete,
  "stored answer stands though another is given now": (seen) =>
    seen.world.before.some(({ says }) =>
      Object.entries(says.counts).some(
        ([pair, one]) => one.kind === "rows" && JSON.stringify(one) !== JSON.stringify(seen.world.says.counts[pair]),
      ),
    ),
} as const satisfies Record<string, Decide>;

/** Who is listed on the report's last day. */
export const listed = (seen: Seen): AgencyRecord[] => listedOn(seen.world.says, lastDayOf(seen));

/** Months of a comparison, or none. */
export const comparedMonths = ({ question }: Seen, which: "before" | "year"): string[] => {
  const period = which === "before" ? periodBefore(question.period) : yearEarlier(question.period);
  return period === null ? [] : monthsOfPeriod(period);
};
