import { z } from "zod";
import { AgencyTree } from "../domain/agency.ts";
import { carryOverFindings } from "../domain/carryover.ts";
import { compose } from "../domain/compose.ts";
import { TooIncomplete } from "../domain/failure.ts";
import type { FigureRow } from "../domain/figure.ts";
import { figuresOf } from "../domain/figures.ts";
import { compareFindings, type Finding, severityOf } from "../domain/finding.ts";
import { isMeasured } from "../domain/indicator.ts";
import { windowOf } from "../domain/period.ts";
import { exceptionFindings, measureFindings } from "../domain/quality.ts";
import type { GapRecord, SnapshotRef } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { type Draft, jsonBytes, keepDraft, MEDIA_TYPES, sha256 } from "./draft.ts";
import { type Loaded, load } from "./load.ts";
import { COLLECTED, Collected, type Plan, planOf } from "./notes.ts";

/** Whether there is something to publish, and which documents have to be rendered for it. */
export interface Assembled {
  readonly outcome: "new" | "nothing-new";
  readonly documents: readonly string[];
}

const byKey = (ref: SnapshotRef): string => [ref.kind, ref.agency, ref.from, ref.to].join(" ");

function findingsOf({ inputs, tree, findings }: Loaded, plan: Plan, gaps: readonly GapRecord[]): Finding[] {
  const window = windowOf(inputs.period, inputs.scheme);
  const lists = new Map([...inputs.earlierLists, ...inputs.lists]);
  const { scheme, digests } = inputs;
  const carried = { months: plan.months, scheme, lists, tree: new AgencyTree(lists, window.to), digests };
  const measured = [...inputs.indicators.values()].some(isMeasured);
  return [
    ...gaps,
    ...findings,
    ...carryOverFindings(carried),
    ...(measured ? measureFindings(inputs.measures.get(window.to), window.to, tree) : []),
    ...inputs.programmes.flatMap((programme) => exceptionFindings(programme, window, tree)),
  ].sort(compareFindings);
}

/**
 * What decides whether there is something new: the data with their hashes, the programmes, the code. The words of a gap
 * and a failed refresh do not: a report with the same figures is not issued again because a server was slow.
 */
function inputsHash(draft: Omit<Draft, "inputs" | "prefix" | "revision">): string {
  const { series, period, programme, code, templates } = draft;
  const snapshots = draft.snapshots.map(({ vintage: _, ...snapshot }) => snapshot);
  const gaps = draft.gaps
    .filter((gap) => gap.rule !== "refresh-failed")
    .map(({ rule, agency, window }) => ({ rule, agency, window }));
  return sha256(JSON.stringify({ series, period, programme, code, templates, snapshots, gaps }));
}

function draftFrom(ports: Ports, plan: Plan, loaded: Loaded, findings: readonly Finding[], gaps: readonly GapRecord[]) {
  const { province, period } = plan.request;
  const unfinished = findings.some((finding) => severityOf(finding) === "gap" || finding.rule === "provisional");
  const refs = [...loaded.refs].sort((left, right) => (byKey(left) < byKey(right) ? -1 : 1));
  return {
    schema: 1 as const,
    province,
    programme: plan.programmes.join("+"),
    period,
    window: windowOf(loaded.inputs.period, loaded.inputs.scheme),
    series: plan.series,
    state: unfinished ? ("provisional" as const) : ("final" as const),
    synthetic: plan.synthetic,
    dataAsOf: refs
      .map((ref) => ref.dataAsOf)
      .reduce((newest, one) => (Date.parse(one) > Date.parse(newest) ? one : newest)),
    madeAt: ports.now().toISOString(),
    code: ports.code,
    templates: ports.catalogue.digest(province, plan.programmes),
    snapshots: refs.map(({ province: _, synthetic: __, ...ref }) => ref),
    gaps: [...gaps],
  };
}

async function keepFiles(ports: Ports, draft: Draft, loaded: Loaded, figures: FigureRow[], findings: Finding[]) {
  const put = (name: string, bytes: Uint8Array, type: string) =>
    ports.objects.put(`${draft.prefix}/${name}`, bytes, type);
  const province = ports.catalogue.province(draft.province);
  const report = compose({ province, inputs: loaded.inputs, tree: loaded.tree, figures, findings, issue: draft });
  const csv = (text: string) => new TextEncoder().encode(text);
  await put("figures.csv", csv(await ports.render.figuresCsv(figures)), MEDIA_TYPES["figures.csv"]);
  await put("quality.csv", csv(await ports.render.qualityCsv(findings)), MEDIA_TYPES["quality.csv"]);
  await put("report.json", jsonBytes(report), "application/json");
}

/**
 * Computes figures and findings from snapshots only, and drafts the next revision, unless the standing one was made
 * from the same inputs. Throws TooIncomplete below the regime's minimum completeness.
 */
export async function assemble(ports: Ports, input: unknown): Promise<Assembled> {
  const { run } = z.object({ run: z.string().min(1) }).parse(input);
  const plan = await planOf(ports, run);
  const { province, period } = plan.request;
  const { regime } = ports.catalogue.province(province);
  const collected = (await ports.runs.list(run, COLLECTED)).map(({ value }) => Collected.parse(value));
  for (const month of plan.months) {
    await ports.snapshots.markCollected(province, plan.synthetic, month, regime.scheme);
  }
  const programmes = ports.catalogue.programmes(province).filter(({ id }) => plan.programmes.includes(id));
  const loaded = await load(ports, plan, programmes, collected);
  if (loaded.present * 100 < loaded.expected * regime.minimumCompleteness) {
    throw new TooIncomplete(period, loaded.present, loaded.expected, regime.minimumCompleteness);
  }
  const gaps = collected.flatMap((one) => one.gaps).sort(compareFindings);
  const findings = findingsOf(loaded, plan, gaps);
  const known = draftFrom(ports, plan, loaded, findings, gaps);
  const inputs = inputsHash(known);
  const standing = await ports.revisions.current(plan.series);
  if (standing?.inputs === inputs) return { outcome: "nothing-new", documents: [] };
  const revision = (standing?.revision ?? 0) + 1;
  const edition = sha256(JSON.stringify({ inputs, gaps })).slice(0, 12);
  const draft: Draft = { ...known, inputs, revision, prefix: `published/${plan.series}/r${revision}-${edition}` };
  await keepFiles(ports, draft, loaded, figuresOf(loaded.inputs, loaded.tree), findings);
  await keepDraft(ports, run, draft);
  return { outcome: "new", documents: ["bao-cao-cntt.pdf", "bao-cao-cntt.xlsx"] };
}
