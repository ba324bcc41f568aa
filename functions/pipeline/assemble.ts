import { z } from "zod";
import { TooIncomplete } from "../domain/failure.ts";
import { FigureRows } from "../domain/figures/figure.ts";
import { AgencyScores } from "../domain/figures/scores.ts";
import { Period, windowOf } from "../domain/period.ts";
import { compareFindings, severityOf } from "../domain/quality/finding.ts";
import type { Ports } from "../ports/ports.ts";
import type { Workbook } from "../report/workbook.ts";
import type { RunPreview } from "../revisions/preview.ts";
import { DRAFTS, type GapRecord, isFromApi, type SnapshotRef } from "../revisions/revision.ts";
import { batchesOf, batchesOnly, batchesWithout } from "./support/batches.ts";
import { type Compiled, type CompileInput, compile, findingsOf, previousOf, unwritten } from "./support/compile.ts";
import {
  type Draft,
  FIGURES,
  FINDINGS,
  jsonBytes,
  keepDraft,
  keepFile,
  packedJsonBytes,
  reportName,
  SCORES,
  sha256,
  workbookName,
} from "./support/draft.ts";
import { gapsWith } from "./support/imports/gaps.ts";
import { load } from "./support/load.ts";
import { materialJson, materialOf } from "./support/material.ts";
import { collectedOf, type Plan, planOf, renderedNote, UNWRITTEN } from "./support/notes.ts";
import { holdsOf } from "./support/release/holds.ts";
import { checkRequired } from "./support/required.ts";
import { inputsHash } from "./support/revisions/inputs.ts";
import { type Next, nextOf, type Settled, suppliedBy } from "./support/revisions/next.ts";
import { pointerBefore } from "./support/revisions/publication.ts";
import { gather, monthRefsOf, refsOf, type Sources } from "./support/sources.ts";
import { keepPreview } from "./support/what-if/preview.ts";

/**
 * Whether there is something to publish, or drafts were asked for; and which batches of documents have to be rendered.
 * `attempt`: nothing is new but that the current revision lacks documents, which are tried; then this step says more.
 * `preview`: it was only asked what would change, and that is noted with the run.
 */
export interface Assembled extends Partial<Pick<Settled, "standing">> {
  readonly outcome: "new" | "draft" | "attempt" | "preview" | Settled["outcome"];
  readonly documents: readonly string[];
}

const byPlace = (left: SnapshotRef, right: SnapshotRef): number => {
  const [one, other] = [left, right].map((ref) => [ref.kind, ref.agency, ref.from, ref.to].join(" "));
  return (one ?? "") < (other ?? "") ? -1 : 1;
};

/** The newest instant among RFC 3339 texts. */
const newest = (instants: readonly string[]): string =>
  instants.reduce((latest, one) => (Date.parse(one) > Date.parse(latest) ? one : latest));

interface Found extends Pick<CompileInput, "material" | "findings"> {
  readonly gaps: readonly GapRecord[];
}

function headOf(ports: Ports, plan: Plan, sources: Sources, { material, findings, gaps }: Found) {
  const { province } = plan.request;
  const unfinished = findings.some((finding) => severityOf(finding) === "gap" || finding.rule === "provisional");
  const refs = refsOf(sources).sort(byPlace);
  const months = new Map(monthRefsOf(sources).map(({ ref, month }) => [ref, month]));
  return {
    schema: 1 as const,
    province,
    programme: plan.programmes.join("+"),
    period: sources.period,
    window: windowOf(sources.period, sources.scheme),
    series: plan.series,
    state: unfinished ? ("provisional" as const) : ("final" as const),
    synthetic: plan.synthetic,
    dataAsOf: newest(refs.flatMap((ref) => (isFromApi(ref) ? ref.dataAsOf : []))),
    madeAt: ports.now().toISOString(),
    code: ports.code,
    templates: sha256(jsonBytes(materialJson(material))),
    earlier: [...sources.earlier],
    snapshots: refs.map((one) => {
      const { province: _, synthetic: __, ...ref } = one;
      return { ...ref, month: months.get(one) ?? "" };
    }),
    gaps: [...gaps],
    ...(plan.nationalPortal === null ? {} : { nationalPortal: { missed: plan.nationalPortal.missed } }),
  };
}

/** A workbook as data; null where it could not be written, which `fail` is told of. */
function workbookBytes(workbook: () => Workbook, fail: (error: unknown) => void): Uint8Array | null {
  try {
    return packedJsonBytes(workbook());
  } catch (error) {
    fail(error);
    return null;
  }
}

/** Keeps a draft but for what could not be written of it: that is noted as missing. */
async function keep(ports: Ports, run: string, given: Draft, input: CompileInput, compiled: Compiled): Promise<Draft> {
  const { prefix } = given;
  const { material, findings } = input;
  const stems = new Set(given.batches.flatMap(({ documents }) => documents.map(({ stem }) => stem)));
  const missing = [...given.missing];
  for (const [name, text] of compiled.texts) await keepFile(ports, run, prefix, name, new TextEncoder().encode(text));
  const putJson = (name: string, bytes: Uint8Array) =>
    ports.objects.put(`${prefix}/${name}`, bytes, "application/json");
  await putJson("templates.json", jsonBytes(materialJson(material)));
  await keepFile(ports, run, prefix, FIGURES, packedJsonBytes(FigureRows.encode(compiled.figures)));
  await keepFile(ports, run, prefix, SCORES, packedJsonBytes(AgencyScores.encode([...compiled.scores.values()])));
  await keepFile(ports, run, prefix, FINDINGS, packedJsonBytes(findings));
  for (const { job, report, workbook } of compiled.reports.filter((one) => stems.has(one.job.stem))) {
    await putJson(reportName(job.stem), jsonBytes(report));
    if (job.form === "annex") continue;
    const bytes = workbookBytes(workbook, (error) => {
      missing.push(...unwritten(job, compiled.names, ["xlsx"], error));
    });
    if (bytes !== null) await putJson(workbookName(job.stem), bytes);
  }
  const draft = { ...given, missing, batches: batchesWithout(given.batches, missing) };
  await ports.runs.put(run, renderedNote(UNWRITTEN), { prefix, missing });
  await keepDraft(ports, run, draft);
  return draft;
}

/** Under which code a revision is asked after; a draft is nowhere to be found, so it prints no address. */
function verificationOf(ports: Ports, plan: Plan, revision: number, inputs: string): Draft["verification"] {
  const code = sha256(`${plan.series} ${revision} ${inputs}`).slice(0, 20);
  const { verifyBase } = ports;
  return { code, address: verifyBase === null || plan.request.reports !== null ? null : `${verifyBase}/${code}` };
}

/** Where a draft goes. What is published is copied from here once it stands: only then may nobody delete it any more. */
function placeOf(plan: Plan, head: Pick<Draft, "gaps" | "snapshots">, inputs: string, next: Next): string {
  const { run } = plan.request;
  const { gaps, snapshots } = head;
  const supply = next.supply === null ? {} : { supply: next.supply };
  // A place of its own for each run: what a run that died has left behind is never in another's way.
  const edition = sha256(JSON.stringify({ run, inputs, gaps, snapshots, ...supply })).slice(0, 12);
  return `${DRAFTS}${plan.series}/r${next.revision}-${edition}`;
}

/** What a run would do that publishes, as a preview names it. */
function previewedOutcome(next: Next | Settled): RunPreview["outcome"] {
  if ("outcome" in next) return "nothing-new";
  return next.supply === null ? "new" : "documents";
}

async function previousIn(ports: Ports, series: string, revision: number) {
  const before = await pointerBefore(ports, series, revision);
  return before === null ? null : previousOf(ports, before);
}

/**
 * Computes figures and findings from snapshots only, and drafts the next revision, unless there is nothing new beside
 * the current one; or drafts the reports that were asked for, or notes what would change. Throws TooIncomplete below the regime's minimum
 * completeness, StoreDamaged where it is not known any more what is published.
 */
export async function assemble(ports: Ports, input: unknown): Promise<Assembled> {
  const { run } = z.object({ run: z.string().min(1) }).parse(input);
  const plan = await planOf(ports, run);
  const { province, period } = plan.request;
  const material = materialOf(ports.catalogue, province, plan.programmes, plan.programmesBefore, Period.parse(period));
  const { regime } = material.province;
  const collected = await collectedOf(ports, plan);
  // Of a province that the portal tells of, the months before the report's are not asked for.
  const asked = Object.values(plan.monthsByAgency).flat();
  for (const month of new Set(asked)) {
    await ports.snapshots.markCollected(province, plan.synthetic, month, regime.scheme);
  }
  const sources = await gather(ports, plan, collected);
  const loaded = await load(ports, sources, material);
  if (loaded.present * 100 < asked.length * regime.minimumCompleteness) {
    throw new TooIncomplete(period, loaded.present, asked.length, regime.minimumCompleteness);
  }
  const gaps = gapsWith(collected, sources).sort(compareFindings);
  const findings = findingsOf(loaded, gaps);
  const head = headOf(ports, plan, sources, { material, findings, gaps });
  const inputs = inputsHash(head);
  const next = await nextOf(ports, plan, { ...head, inputs });
  if (!("outcome" in next) && plan.request.reports === null) checkRequired(material, loaded.texts, period);
  if (plan.request.preview) {
    await keepPreview(ports, run, { outcome: previewedOutcome(next), head, loaded, expected: asked.length, material });
    return { outcome: "preview", documents: [] };
  }
  if ("outcome" in next) return next;
  const compiling = { loaded, material, findings, previous: await previousIn(ports, plan.series, next.revision) };
  const verification = verificationOf(ports, plan, next.revision, inputs);
  const supplied = suppliedBy(next.supply);
  const written = { ...head, revision: next.revision, verification, supplied };
  const compiled = await compile(ports, compiling, written, plan.request.reports);
  const attempt = next.supply?.state === "attempt";
  const all = batchesWithout(batchesOf(compiled.reports, loaded.tree, compiled.names), compiled.missing);
  const batches = next.supply?.state === "attempt" ? batchesOnly(all, next.supply.missing) : all;
  const prefix = placeOf(plan, head, inputs, next);
  const marked = plan.request.reports !== null;
  const held = { material, figures: compiled.figures, previous: compiling.previous };
  const holds = attempt || marked ? [] : await holdsOf(ports, plan, held);
  const draft = { ...written, inputs, batches, prefix, attempt, marked, holds, missing: [...compiled.missing] };
  const kept = await keep(ports, run, draft, compiling, compiled);
  const outcome = attempt ? "attempt" : marked ? "draft" : "new";
  return { outcome, documents: kept.batches.map(({ id }) => id) };
}
