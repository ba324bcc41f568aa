import type { AgencyRecord, CountName, MeasureRow, Question, World } from "../provinces/world.ts";
import { carryOverFindings } from "./carry.ts";
import { rowWords } from "./coarse.ts";
import { byCodePoint, csvOf } from "./csv.ts";
import { lastMonthOf, monthsOfPeriod, monthsOfYearUpTo, type Span, spanOf, windowOfMonth } from "./days.ts";
import { groundOf } from "./figures.ts";
import type { Found } from "./found.ts";
import { pending, received, resolved, returned } from "./indicators.ts";
import { asksMeasures, type Counts, type Held, isEarly, pairOf } from "./kept.ts";
import { mustTell, nameKey, programmeLine } from "./programmes.ts";
import { isOf, scopesOf } from "./tree.ts";
import { undeliveredFindings } from "./undelivered.ts";
import { type Ground, overSameAnswers } from "./value.ts";
import { words } from "./words.ts";

/** The rules in the order of the table of figures.md 7, with their severity. */
const severities: Readonly<Record<string, string>> = {
  "agency-missing": "gap",
  "answer-invalid": "gap",
  "refresh-failed": "warning",
  "row-repeated": "warning",
  "flow-mismatch": "warning",
  "carry-over-mismatch": "warning",
  "part-exceeds-whole": "warning",
  "procedure-unknown": "warning",
  "procedure-misplaced": "warning",
  "measures-missing": "warning",
  "tasks-missing": "warning",
  "exception-unmatched": "warning",
  "sum-mismatch": "warning",
  "import-differs": "notice",
  "data-early": "notice",
  "count-not-delivered": "notice",
  "no-activity-unusual": "notice",
  layout: "notice",
  provisional: "notice",
};
const order = Object.keys(severities);

const total = (counts: Counts, names: readonly CountName[]): bigint =>
  names.reduce((sum, name) => sum + counts[name], 0n);

function partsOf(counts: Counts): (readonly [bigint, bigint])[] {
  const done = total(counts, resolved);
  return [
    [done, counts.resolvedOnline],
    [done, counts.digitisedResults],
    [done, total(counts, returned)],
    [counts.feeDossiers, counts.paidOnlineDossiers],
    [total(counts, received), counts.feeDossiers],
    [counts.payments, counts.onlinePayments],
  ];
}

interface Place {
  readonly agency: AgencyRecord;
  readonly span: Span;
}

function rowFindings(ground: Ground, place: Place, procedure: string, counts: Counts, times: number): Found[] {
  const at = { agency: place.agency.code, procedure, span: place.span };
  const found: Found[] = [];
  if (times > 1) found.push({ ...at, rule: "row-repeated", expected: "1", actual: String(times) });
  const inflow = counts.openingBacklog + total(counts, received);
  const outflow = total(counts, resolved) + counts.withdrawn + total(counts, pending);
  if (inflow !== outflow) {
    found.push({ ...at, rule: "flow-mismatch", expected: String(inflow), actual: String(outflow) });
  }
  for (const [whole, part] of partsOf(counts)) {
    if (part > whole) {
      found.push({ ...at, rule: "part-exceeds-whole", expected: String(whole), actual: String(part) });
    }
  }
  const entry = ground.kept.catalogues.get(place.span.to)?.find((one) => one.code === procedure);
  if (entry === undefined) {
    found.push({ ...at, rule: "procedure-unknown", ...words.unknown(place.span.to) });
  } else if (!isOf(ground.tree, place.agency, entry, place.span.to)) {
    found.push({ ...at, rule: "procedure-misplaced", ...words.misplaced(place.agency, entry) });
  }
  return found;
}

function answerFindings(ground: Ground, place: Place, held: Held): Found[] {
  const at = { agency: place.agency.code, span: place.span };
  const found = [
    ...[...held.rows].flatMap(([procedure, counts]) =>
      rowFindings(ground, place, procedure, counts, held.times.get(procedure) ?? 1),
    ),
    ...(held.coarse ?? []).flatMap((row) => rowWords(row).map((word) => ({ ...at, procedure: row.field, ...word }))),
  ];
  if (!held.provisional) return found;
  return [
    ...found,
    { agency: place.agency.code, procedure: "", span: place.span, rule: "provisional", ...words.provisional },
  ];
}

function monthFindings(ground: Ground, month: string): Found[] {
  const span = windowOfMonth(month, ground.question.scheme);
  return [...(ground.tree.booked.get(month)?.values() ?? [])].flatMap((agency) => {
    const held = ground.kept.counts.get(pairOf(agency.code, month));
    return held === undefined ? [] : answerFindings(ground, { agency, span }, held);
  });
}

/** Once per agency, its latest window (figures.md 7). */
function earlyFindings({ question, tree, kept }: Ground): Found[] {
  const latest = new Map<AgencyRecord, Found>();
  for (const month of monthsOfYearUpTo(question.period)) {
    const span = windowOfMonth(month, question.scheme);
    for (const whose of tree.booked.get(month)?.values() ?? []) {
      const agency = whose.code;
      const held = kept.counts.get(pairOf(agency, month));
      if (held === undefined || !isEarly(held, span.to)) continue;
      latest.set(whose, { agency, procedure: "", span, rule: "data-early", ...words.early(span.to, held.readAt) });
    }
  }
  return [...latest.values()];
}

function measureFindings(ground: Ground): Found[] {
  const { question, tree, kept } = ground;
  if (!asksMeasures(question.programme)) return [];
  const day = windowOfMonth(lastMonthOf(question.period), question.scheme).to;
  const span = { from: day, to: day };
  const rows = new Map((kept.measures.get(day) ?? []).map((row): [string, MeasureRow] => [row.agency, row]));
  return [...tree.inForce.keys()].flatMap((agency): Found[] => {
    const at = { agency, procedure: "", span };
    const row = rows.get(agency);
    if (row === undefined) return [{ ...at, rule: "measures-missing", ...words.noMeasures }];
    const pairs = [
      [row.portalUsers, row.identifiedUsers],
      [row.websites, row.websitesWithSection],
    ] as const;
    return pairs
      .filter(([whole, part]) => part > whole)
      .map(([whole, part]) => ({ ...at, rule: "part-exceeds-whole", expected: `${whole}`, actual: `${part}` }));
  });
}

function taskFindings(ground: Ground): Found[] {
  const { question, tree, kept } = ground;
  const day = windowOfMonth(lastMonthOf(question.period), question.scheme).to;
  const told = new Set((kept.tasks.get(day) ?? []).map((row) => row.agency));
  return [...tree.inForce.values()]
    .filter((one) => mustTell(question.programme, one) && !told.has(one.code))
    .map(({ code }) => ({
      ...{ rule: "tasks-missing", agency: code, procedure: "", span: { from: day, to: day } },
      ...words.noTasks,
    }));
}

function exceptionFindings(ground: Ground): Found[] {
  const { question, tree } = ground;
  const names = new Set([...tree.inForce.values()].map((one) => nameKey(one.name)));
  const span = spanOf(monthsOfPeriod(question.period), question.scheme);
  return programmeLine(question.programme)
    .exceptions.filter((name) => !names.has(nameKey(name)))
    .map((name) => ({ rule: "exception-unmatched", agency: "", procedure: "", span, ...words.unmatched(name) }));
}

/** Received nothing since January where the median of its level is 100 or more, and no month of it is missing. */
function idleFindings(ground: Ground): Found[] {
  const { question, tree } = ground;
  const months = monthsOfYearUpTo(question.period);
  const span = spanOf(months, question.scheme);
  return ["so", "huyen", "xa"].flatMap((level): Found[] => {
    const known = scopesOf(tree)
      .filter((scope) => scope.kind === "agency" && tree.inForce.get(scope.code)?.level === level)
      .map((scope) => ({
        code: scope.code,
        taken: overSameAnswers(ground.gathered(scope, months), received, received),
      }))
      .filter(({ taken }) => taken.missing === 0 && !taken.empty)
      .map(({ code, taken }) => ({ code, sum: taken.over }));
    const sums = known.map(({ sum }) => sum).sort((one, other) => Number(one - other));
    const half = Math.floor(sums.length / 2);
    const twice = (sums[sums.length % 2 === 1 ? half : half - 1] ?? 0n) + (sums[half] ?? 0n);
    if (twice < 200n) return [];
    return known
      .filter(({ sum }) => sum === 0n)
      .map(({ code }) => ({
        ...{ rule: "no-activity-unusual", agency: code, procedure: "", span },
        ...{ expected: `${twice / 2n}${twice % 2n === 0n ? "" : ".5"}`, actual: "0" },
      }));
  });
}

/** All findings of a report in the order of figures.md 7. */
export function findingsOf(ground: Ground): Found[] {
  const { question, kept } = ground;
  const months = monthsOfYearUpTo(question.period);
  const failed = kept.failed.map(
    ({ month, ...rest }): Found => ({ ...rest, span: windowOfMonth(month, question.scheme) }),
  );
  const all = [
    ...failed,
    ...months.flatMap((month) => monthFindings(ground, month)),
    ...months.flatMap((month) => carryOverFindings(ground, month)),
    ...earlyFindings(ground),
    ...measureFindings(ground),
    ...taskFindings(ground),
    ...idleFindings(ground),
    ...undeliveredFindings(ground),
    ...exceptionFindings(ground),
  ];
  return all.sort(
    (one, other) =>
      order.indexOf(one.rule) - order.indexOf(other.rule) ||
      byCodePoint(one.agency, other.agency) ||
      byCodePoint(one.procedure, other.procedure) ||
      byCodePoint(one.span.from, other.span.from),
  );
}

/** quality.csv from its findings (figures.md 7, 8), without the column that says each rule in Vietnamese. */
export const qualityText = (findings: readonly Found[]): string =>
  csvOf(
    "rule,severity,agency,procedure,from,to,expected,actual",
    findings.map((one) => [
      ...[one.rule, severities[one.rule] ?? "", one.agency, one.procedure, one.span.from, one.span.to],
      ...[one.expected, one.actual],
    ]),
  );

/** The bytes, as text, of quality.csv for a province's history and a question (figures.md 7, 8). */
export const secondQuality = (world: World, question: Question): string =>
  qualityText(findingsOf(groundOf(world, question)));
