import { z } from "zod";
import { TooIncomplete } from "../domain/failure.ts";
import { compareFindings, type Finding, severityOf } from "../domain/finding.ts";
import { windowOf } from "../domain/period.ts";
import { DRAFTS, type GapRecord, type SeriesPointer, type SnapshotRef } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { batchesOf } from "./batches.ts";
import {
  type Draft,
  jsonBytes,
  keepDraft,
  keepFile,
  packedJsonBytes,
  reportName,
  sha256,
  workbookName,
} from "./draft.ts";
import { type Compiled, compile, findingsOf, materialJson, materialOf, previousOf } from "./issue.ts";
import { load, type Material } from "./load.ts";
import { collectedOf, type Plan, planOf } from "./notes.ts";
import { gather, refsOf, type Sources } from "./sources.ts";

/** Whether there is something to publish, or drafts were asked for; and which batches of documents have to be rendered. */
export interface Assembled {
  readonly outcome: "new" | "nothing-new" | "draft";
  readonly documents: readonly string[];
}

const byPlace = (left: SnapshotRef, right: SnapshotRef): number => {
  const [one, other] = [left, right].map((ref) => [ref.kind, ref.agency, ref.from, ref.to].join(" "));
  return (one ?? "") < (other ?? "") ? -1 : 1;
};

/** The newest instant among RFC 3339 texts. */
const newest = (instants: readonly string[]): string =>
  instants.reduce((latest, one) => (Date.parse(one) > Date.parse(latest) ? one : latest));

/**
 * What decides whether there is something new: the data with their hashes, the programmes, the code. When the same data
 * were read, the words of a gap and a failed refresh do not: a report with the same figures is not issued again.
 */
function inputsHash(draft: Omit<Draft, "inputs" | "prefix" | "revision" | "batches" | "verification">): string {
  const { series, period, programme, code, templates, earlier } = draft;
  const snapshots = draft.snapshots.map(({ vintage: _, dataAsOf: __, ...snapshot }) => snapshot);
  const gaps = draft.gaps
    .filter((gap) => gap.rule !== "refresh-failed")
    .map(({ rule, agency, window }) => ({ rule, agency, window }));
  return sha256(JSON.stringify({ series, period, programme, code, templates, earlier, snapshots, gaps }));
}

function headOf(ports: Ports, plan: Plan, sources: Sources, findings: readonly Finding[], gaps: readonly GapRecord[]) {
  const { province } = plan.request;
  const unfinished = findings.some((finding) => severityOf(finding) === "gap" || finding.rule === "provisional");
  const refs = refsOf(sources).sort(byPlace);
  const months = new Map([...sources.counts, ...sources.earlierCounts].map(({ ref, month }) => [ref, month]));
  return {
    schema: 1 as const,
    province,
    programme: plan.programmes.join("+"),
    period: sources.period,
    window: windowOf(sources.period, sources.scheme),
    series: plan.series,
    state: unfinished ? ("provisional" as const) : ("final" as const),
    synthetic: plan.synthetic,
    dataAsOf: newest(refs.flatMap((ref) => (ref.kind === "texts" ? [] : ref.dataAsOf))),
    madeAt: ports.now().toISOString(),
    code: ports.code,
    templates: ports.catalogue.digest(province, plan.programmes),
    earlier: [...sources.earlier],
    snapshots: refs.map((one) => {
      const { province: _, synthetic: __, ...ref } = one;
      return { ...ref, month: months.get(one) ?? "" };
    }),
    gaps: [...gaps],
  };
}

async function keep(ports: Ports, run: string, draft: Draft, material: Material, compiled: Compiled): Promise<void> {
  const { prefix } = draft;
  for (const [name, text] of compiled.texts) await keepFile(ports, run, prefix, name, new TextEncoder().encode(text));
  const putJson = (name: string, bytes: Uint8Array) =>
    ports.objects.put(`${prefix}/${name}`, bytes, "application/json");
  await putJson("templates.json", jsonBytes(materialJson(material)));
  for (const { commission, report, workbook } of compiled.reports) {
    await putJson(reportName(commission.stem), jsonBytes(report));
    await putJson(workbookName(commission.stem), packedJsonBytes(workbook()));
  }
  await keepDraft(ports, run, draft);
}

/** Under which code a revision is asked after; a draft is nowhere to be found, so it prints no address. */
function verificationOf(ports: Ports, plan: Plan, revision: number, inputs: string): Draft["verification"] {
  const code = sha256(`${plan.series} ${revision} ${inputs}`).slice(0, 20);
  const { verifyBase } = ports;
  return { code, address: verifyBase === null || plan.request.reports !== null ? null : `${verifyBase}/${code}` };
}

/** Where a draft goes. What is published is copied from here once it stands: only then may nobody delete it any more. */
function placeOf(plan: Plan, head: Pick<Draft, "gaps" | "snapshots">, inputs: string, revision: number): string {
  const { run } = plan.request;
  // A place of its own for each run: what a run that died has left behind is never in another's way.
  const edition = sha256(JSON.stringify({ run, inputs, gaps: head.gaps, snapshots: head.snapshots })).slice(0, 12);
  return `${DRAFTS}${plan.series}/r${revision}-${edition}`;
}

/** The pointer before a revision: the standing one, or for a draft of what stands already the one before it. */
async function pointerBefore(ports: Ports, series: string, revision: number): Promise<SeriesPointer | null> {
  const standing = await ports.revisions.current(series);
  if (standing === null || standing.revision < revision) return standing;
  const history = await ports.revisions.history(series);
  return history.find((pointer) => pointer.revision === revision - 1) ?? null;
}

/**
 * Computes figures and findings from snapshots only, and drafts the next revision, unless the standing one was made
 * from the same inputs; or drafts the reports that were asked for. Throws TooIncomplete below the regime's minimum completeness.
 */
export async function assemble(ports: Ports, input: unknown): Promise<Assembled> {
  const { run } = z.object({ run: z.string().min(1) }).parse(input);
  const plan = await planOf(ports, run);
  const { province, period } = plan.request;
  const material = materialOf(ports.catalogue, province, plan.programmes);
  const { regime } = material.province;
  const collected = await collectedOf(ports, plan);
  for (const month of plan.months) {
    await ports.snapshots.markCollected(province, plan.synthetic, month, regime.scheme);
  }
  const sources = await gather(ports, plan, collected);
  const loaded = await load(ports, sources, material);
  if (loaded.present * 100 < loaded.expected * regime.minimumCompleteness) {
    throw new TooIncomplete(period, loaded.present, loaded.expected, regime.minimumCompleteness);
  }
  const gaps = collected.flatMap((one) => one.gaps).sort(compareFindings);
  const findings = findingsOf(loaded, gaps);
  const head = headOf(ports, plan, sources, findings, gaps);
  const inputs = inputsHash(head);
  const { reports: named } = plan.request;
  const standing = await ports.revisions.current(plan.series);
  const stands = standing?.inputs === inputs;
  if (stands && named === null) return { outcome: "nothing-new", documents: [] };
  const revision = stands ? standing.revision : (standing?.revision ?? 0) + 1;
  const before = await pointerBefore(ports, plan.series, revision);
  const previous = before === null ? null : await previousOf(ports, before);
  const sheets = { loaded, material, findings, previous };
  const verification = verificationOf(ports, plan, revision, inputs);
  const compiled = await compile(ports, sheets, { ...head, revision, verification }, named);
  const batches = batchesOf(compiled.reports, loaded.tree);
  const prefix = placeOf(plan, head, inputs, revision);
  const draft: Draft = { ...head, inputs, revision, verification, batches, prefix };
  await keep(ports, run, draft, material, compiled);
  return { outcome: named === null ? "new" : "draft", documents: batches.map(({ id }) => id) };
}
