import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import { Agency, AgencyTree, agenciesOfWindow } from "../../../functions/domain/agency.ts";
import { CoarseCounts, Measures, ProcedureCounts } from "../../../functions/domain/counts.ts";
import { partOfField, partsBy } from "../../../functions/domain/figures/breakdown.ts";
import { figuresOf } from "../../../functions/domain/figures/figures.ts";
import type { Inputs } from "../../../functions/domain/figures/inputs.ts";
import { ALWAYS_PRINTED, type Indicator } from "../../../functions/domain/indicator.ts";
import {
  type Day,
  type Month,
  type Period,
  windowOf,
  windowOfMonth,
  yearToDateOf,
} from "../../../functions/domain/period.ts";
import { Procedure, ProcedureCatalogue } from "../../../functions/domain/procedure.ts";
import type { Programme } from "../../../functions/domain/programme.ts";
import { carryOverFindings } from "../../../functions/domain/quality/carryover.ts";
import { coarseFindings } from "../../../functions/domain/quality/coarse.ts";
import { compareFindings, type Finding } from "../../../functions/domain/quality/finding.ts";
import { answerFindings, exceptionFindings } from "../../../functions/domain/quality/quality.ts";
import { undeliveredFindings } from "../../../functions/domain/quality/undelivered.ts";
import { coarseDigestOf, digestOf, type MonthDigest } from "../../../functions/domain/sums/digest.ts";
import { TaskProgress } from "../../../functions/domain/task.ts";

/** What a made-up province answers: the worked example's form. */
export const Answers = z.object({
  agencies: z.array(Agency),
  procedures: z.record(z.string(), z.array(Procedure)),
  measures: z.array(Measures),
  /** The worked example has none. */
  tasks: z.array(TaskProgress).default([]),
  counts: z.array(
    z.object({
      agency: z.string(),
      from: z.string(),
      to: z.string(),
      status: z.literal(404).optional(),
      items: z.array(z.unknown()).optional(),
    }),
  ),
});
export type Answers = z.infer<typeof Answers>;

export const workedExample = (): Answers =>
  Answers.parse(
    JSON.parse(readFileSync(new URL("../../fixtures/worked-example/answers.json", import.meta.url), "utf8")),
  );

/** The whole catalogue of a day: the first day's, with the entries that later days give anew. */
export function catalogueOf(answers: Answers, day: Day): Procedure[] {
  const entries = new Map<string, Procedure>();
  for (const [from, procedures] of Object.entries(answers.procedures).sort()) {
    if (from <= day) for (const procedure of procedures) entries.set(procedure.code, procedure);
  }
  return [...entries.values()];
}

export const agenciesOn = (answers: Answers, day: Day): Agency[] =>
  answers.agencies.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));

interface Question {
  readonly province: string;
  readonly period: Period;
  readonly programmes: readonly Programme[];
  /** The same ones where nothing is said. */
  readonly programmesBefore?: readonly Programme[];
  readonly indicators: ReadonlyMap<string, Indicator>;
}

/** Rows of an answer, or null where there is none to be used (missing, or refused as a whole). */
export function usable(answers: Answers, agency: string, from: Day): ProcedureCounts[] | null {
  const answer = answers.counts.find((one) => one.agency === agency && one.from === from);
  const parsed = z.array(ProcedureCounts).safeParse(answer?.items);
  if (!parsed.success) return null;
  const byCode = Map.groupBy(parsed.data, (row) => row.procedure);
  const contradictory = [...byCode.values()].some(
    ([first, ...rest]) => first && rest.some((row) => !isDeepStrictEqual(first, row)),
  );
  return contradictory ? null : parsed.data;
}

/** Rows of an answer that is not told by procedure; none where there is no such answer. */
export function coarseIn(answers: Answers, agency: string, from: Day): CoarseCounts[] {
  const answer = answers.counts.find((one) => one.agency === agency && one.from === from);
  return z.array(CoarseCounts).min(1).safeParse(answer?.items).data ?? [];
}

const ONLINE = ["onlineRemote", "onlineAssisted"] as const;
const AMOUNTS = [ONLINE, [...ONLINE, "counter", "postal"]] as const;
const ACTIVITIES = [
  [...ONLINE, "counter", "postal"],
  ["paidOnlineDossiers"],
  ["onlineRemote", "onlineAssisted"],
  ["postal", "returnedPostal"],
] as const;

const templates = loadCatalogue(new URL("../../../templates/", import.meta.url));
const alwaysPrinted = ALWAYS_PRINTED.map((id) => [id, templates.indicator(id)] as const);

/** Figures and the findings that the rows themselves give, for a province that is asked for the first time. */
export function computed(answers: Answers, question: Question) {
  const scheme = "nd09" as const;
  const months = yearToDateOf(question.period);
  const windows = months.map((month) => ({ month, ...windowOfMonth(month, scheme) }));
  const lists = new Map(
    windows.flatMap(({ from, to }) => [from, to].map((day) => [day, agenciesOn(answers, day)] as const)),
  );
  const catalogues = new Map(windows.map(({ to }) => [to, catalogueOf(answers, to)] as const));
  const tree = new AgencyTree(lists, windowOf(question.period, scheme).to);
  const parts = partsBy(catalogues.get(windowOf(question.period, scheme).to) ?? []);
  const digests = new Map<string, MonthDigest>();
  const findings: Finding[] = [];
  for (const { month, from, to } of windows) {
    for (const agency of agenciesOfWindow(lists, { from, to })) {
      const coarse = coarseIn(answers, agency, from);
      if (coarse.length > 0) {
        digests.set(`${agency} ${month}`, coarseDigestOf(coarse, partOfField));
        findings.push(...coarseFindings(coarse, "final", { agency, window: { from, to } }));
        continue;
      }
      const rows = usable(answers, agency, from);
      if (rows === null) continue;
      digests.set(`${agency} ${month}`, digestOf(rows, ACTIVITIES, parts, AMOUNTS));
      const catalogue = new ProcedureCatalogue(catalogues.get(to) ?? [], tree, to);
      findings.push(...answerFindings(rows, "final", { agency, window: { from, to }, catalogue, tree }));
    }
  }
  const digestAt = (agency: string, month: Month) => digests.get(`${agency} ${month}`);
  findings.push(...carryOverFindings({ months, scheme, lists, tree, digests: digestAt }));
  for (const programme of question.programmes) {
    findings.push(...exceptionFindings(programme, windowOf(question.period, scheme), tree));
  }
  const inputs: Inputs = {
    programmesBefore: question.programmes,
    ...question,
    indicators: new Map([...alwaysPrinted, ...question.indicators]),
    scheme,
    months,
    lists,
    earlierLists: new Map(),
    catalogues,
    measures: new Map(windows.map(({ to }) => [to, answers.measures] as const)),
    tasks: new Map(),
    digests: digestAt,
    collected: new Set(months),
  };
  findings.push(...undeliveredFindings(inputs, tree));
  const { rows: figures, evidence } = figuresOf(inputs, tree);
  return { figures, evidence, findings: findings.sort(compareFindings), inputs };
}
