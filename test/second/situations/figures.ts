import { scopesOf } from "../computation/tree.ts";
import { levelNames } from "../provinces/world.ts";
import { readingTroubles } from "./readings.ts";
import { reorganisations } from "./reorganisations.ts";
import { scoreSituations } from "./scores.ts";
import { type Seen, yearOf } from "./seen.ts";
import { comparedMonths, listed, troubles } from "./situations.ts";
import { taskTroubles } from "./tasks.ts";

type Decide = (seen: Seen) => boolean;
type Row = readonly string[];

const columns = {
  ...{
    period: 2,
    indicator: 6,
    target: 5,
    scope: 7,
    code: 8,
    level: 10,
    basis: 11,
    numerator: 12,
    denominator: 13,
    threshold: 16,
    unit: 17,
  },
  ...{ verdict: 19, rank: 21, previous: 22, yearEarlier: 23, missing: 24, needed: 25 },
  ...{ goal: 15, deadline: 18 },
} as const;
const cell = (row: Row, name: keyof typeof columns): string => row[columns[name]] ?? "";

const some =
  (holds: (row: Row) => boolean): Decide =>
  ({ rows }) =>
    rows.some(holds);

const verdict = (name: string): Decide => some((row) => cell(row, "verdict") === name);

function inHundredths(threshold: string): bigint {
  const [units = "", decimals = ""] = threshold.split(".");
  return BigInt(units + decimals.padEnd(2, "0"));
}

const isExact = (row: Row): boolean =>
  cell(row, "verdict") === "met" &&
  cell(row, "unit") === "percent" &&
  cell(row, "denominator") !== "0" &&
  BigInt(cell(row, "numerator")) * 10_000n === inHundredths(cell(row, "threshold")) * BigInt(cell(row, "denominator"));

function hasTie({ rows }: Seen): boolean {
  const places = rows
    .filter((row) => cell(row, "rank") !== "")
    .map((row) => [cell(row, "target"), cell(row, "level"), cell(row, "rank")].join("|"));
  return new Set(places).size < places.length;
}

/** Rows whose needed rate holds this. */
const needed = (holds: (rate: number, row: Row) => boolean): Decide =>
  some((row) => cell(row, "needed") !== "" && holds(Number(cell(row, "needed")), row));

/** A row of the report that is not due, of a flow that is a minimum in percent. */
const isBehind = (row: Row): boolean =>
  cell(row, "basis") === "year" && cell(row, "verdict") === "not-due" && cell(row, "goal") === "min";

/** Whether nobody of a row's scope answered for a month since January. */
function hasSilentMonth(seen: Seen, row: Row): boolean {
  const scope = scopesOf(seen.ground.tree).find(
    ({ kind, code }) => kind === cell(row, "scope") && code === cell(row, "code"),
  );
  const months = yearOf(seen);
  if (scope === undefined) return false;
  const { told, coarse } = seen.ground.gathered(scope, months);
  return new Set([...told, ...coarse.map(({ month }) => month)]).size < months.length;
}

const period =
  (form: RegExp): Decide =>
  ({ question }) =>
    form.test(question.period);

const isCollected = (seen: Seen, which: "before" | "year"): boolean => {
  const months = comparedMonths(seen, which);
  return months.length > 0 && months.every((month) => seen.ground.kept.collected.has(month));
};

/** What can stand in figures.csv (figures.md 1, 4, 6, 8). */
const figures = {
  "a month": period(/^\d+-\d+$/),
  "January, February, March": period(/-0[123]$/),
  "a quarter": period(/-Q/),
  "a first half-year": period(/-H1/),
  "a second half-year": period(/-H2/),
  "nine months": period(/-9M/),
  "a year": period(/^\d+$/),
  "windows of the calendar": ({ question }) => question.scheme === "calendar",
  "no agency of level so": (seen) => listed(seen).every((one) => one.level !== "so"),
  "no agency of level huyen": (seen) => listed(seen).every((one) => one.level !== "huyen"),
  "no agency of level xa": (seen) => listed(seen).every((one) => one.level !== "xa"),
  "all three levels": (seen) => levelNames.every((level) => listed(seen).some((one) => one.level === level)),
  "name not in NFC": (seen) => listed(seen).some((one) => one.name !== one.name.normalize("NFC")),
  "name to be quoted": (seen) => listed(seen).some((one) => /[",\n]/.test(one.name)),
  "codes that UTF-16 sorts otherwise": (seen) =>
    listed(seen).some((one) => one.code.startsWith("\u{1F3E2}")) &&
    listed(seen).some((one) => one.code.startsWith("\uFF3A")),
  "threshold hit exactly": some(isExact),
  "threshold with decimals reached": some(
    (row) => cell(row, "threshold").includes(".") && cell(row, "verdict") === "met",
  ),
  "threshold with decimals not reached": some(
    (row) => cell(row, "threshold").includes(".") && ["not-met", "not-due"].includes(cell(row, "verdict")),
  ),
  "between the whole percent below a threshold and the threshold": some(
    (row) =>
      cell(row, "threshold").includes(".") &&
      ["not-met", "not-due"].includes(cell(row, "verdict")) &&
      BigInt(cell(row, "numerator")) * 10_000n >=
        (inHundredths(cell(row, "threshold")) / 100n) * 100n * BigInt(cell(row, "denominator")),
  ),
  "tie in ranks": hasTie,
  "not assessed": verdict("not-assessed"),
  "no data": verdict("no-data"),
  "no activity": verdict("no-activity"),
  met: verdict("met"),
  "not due": verdict("not-due"),
  "not met": verdict("not-met"),
  "count target reached": some((row) => cell(row, "unit") === "count" && cell(row, "verdict") === "met"),
  "count target not reached": some((row) => cell(row, "unit") === "count" && cell(row, "verdict") !== "met"),
  "months left could still reach the target": needed((rate) => rate <= 100),
  "target that the months left cannot reach any more": needed((rate) => rate > 100),
  "all asked for and not all there": needed((rate, row) => cell(row, "threshold") === "100" && rate > 100),
  "needed rate where a month of the scope has no answer": (seen) => needed((_, row) => hasSilentMonth(seen, row))(seen),
  "not due until a later year": some(
    (row) => isBehind(row) && cell(row, "deadline").slice(0, 4) > cell(row, "period").slice(0, 4),
  ),
  "not due and counted by procedures": some((row) => isBehind(row) && cell(row, "indicator") === "paid-procedures"),
  "some months missing": some((row) => cell(row, "missing") !== "0" && cell(row, "numerator") !== ""),
  "period before known": some((row) => cell(row, "previous") !== ""),
  "period before collected in an earlier year": (seen) =>
    isCollected(seen, "before") && (comparedMonths(seen, "before")[0] ?? "") < seen.question.period.slice(0, 4),
  "period before never collected": (seen) => !isCollected(seen, "before"),
  "year earlier known": some((row) => cell(row, "yearEarlier") !== ""),
  "year earlier never collected": (seen) => !isCollected(seen, "year"),
  "year earlier collected, yet nothing of the scope": (seen) =>
    isCollected(seen, "year") &&
    seen.rows.some((row) => cell(row, "basis") === "period" && cell(row, "yearEarlier") === ""),
} as const satisfies Record<string, Decide>;

const all: Readonly<Record<string, Decide>> = {
  ...reorganisations,
  ...troubles,
  ...readingTroubles,
  ...taskTroubles,
  ...scoreSituations,
  ...figures,
};

/** Names of all situations that generated provinces must reach. */
export const situationNames: readonly string[] = Object.keys(all);

/** Which situations a province reaches. */
export const situationsOf = (seen: Seen): string[] =>
  Object.entries(all).flatMap(([name, decide]) => (decide(seen) ? [name] : []));
