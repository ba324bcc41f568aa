import { z } from "zod";
import { Agency, AgencyTree } from "../../domain/agency.ts";
import { Measures } from "../../domain/counts.ts";
import type { Inputs } from "../../domain/figures/inputs.ts";
import { judgedIndicator } from "../../domain/figures/per-procedure.ts";
import { precedenceOf } from "../../domain/figures/precedence.ts";
import type { ImportedCounts } from "../../domain/imports/stored.ts";
import type { Indicator } from "../../domain/indicator.ts";
import type { MappedCounts, SourceLabel } from "../../domain/mapping/systems.ts";
import type { PortalAnswers } from "../../domain/national/kept.ts";
import { windowOf } from "../../domain/period.ts";
import { Procedure } from "../../domain/procedure.ts";
import type { Programme } from "../../domain/programme.ts";
import { type Province, specialBefore } from "../../domain/province.ts";
import type { Finding } from "../../domain/quality/finding.ts";
import { earlyFindings, putBackFindings } from "../../domain/quality/readings.ts";
import { TaskProgress } from "../../domain/task.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReportJobMaterial } from "../../report/job.ts";
import { SlotText, type SlotTexts } from "../../report/slot.ts";
import type { Form } from "../../report/tables/form.ts";
import type { SnapshotRef } from "../../revisions/revision.ts";
import { Digester, digestAll } from "./counts/digester.ts";
import { monthKey } from "./counts/month-refs.ts";
import { differencesOf, importedIn, mappedIn } from "./counts/read.ts";
import { portalAnswersIn } from "./national/answers.ts";
import type { Sources } from "./sources.ts";

/** Snapshots of one period, read and summed: what figures and findings are made from. */
export interface Loaded {
  readonly inputs: Inputs;
  /** The agencies of the report. */
  readonly tree: AgencyTree;
  /** What is wrong within single answers. */
  readonly findings: readonly Finding[];
  /** (agency, month) pairs of the year basis with counts. */
  readonly present: number;
  /** What people have written, by report ("cntt") and slot. */
  readonly texts: ReadonlyMap<string, SlotTexts>;
  /** Months of the year basis for which a workbook stands in. */
  readonly imported: readonly ImportedCounts[];
  /** Months of the year basis that come from systems beside the API, an entry for each of them. */
  readonly mapped: readonly MappedCounts[];
  /** What the national portal has answered, of the period and of the one before; nothing where it was not asked. */
  readonly portal: PortalAnswers;
  readonly earlierPortal: PortalAnswers;
}

/** The rows of these snapshots by their day, or by the key that is asked for. Throws StoreDamaged. */
export async function listsOf<Row>(
  ports: Pick<Ports, "snapshots">,
  refs: readonly SnapshotRef[],
  schema: z.ZodType<Row>,
  keyOf = (ref: SnapshotRef): string => ref.to,
) {
  const read = async (ref: SnapshotRef): Promise<[string, Row[]]> => [
    keyOf(ref),
    z.array(schema).parse(await ports.snapshots.read(ref)),
  ];
  return new Map(await Promise.all(refs.map(read)));
}

/** The indicators that are loaded, and those that their targets make of them. */
function judgedBy({ indicators, programmes, programmesBefore }: Material): Indicator[] {
  const targets = [...programmes, ...programmesBefore].flatMap((programme) => programme.targets);
  const made = targets.flatMap((target) => {
    const indicator = indicators.get(target.indicator);
    return indicator === undefined ? [] : [judgedIndicator(target, indicator)];
  });
  return [...indicators.values(), ...made];
}

async function textsOf(
  ports: Pick<Ports, "snapshots">,
  refs: readonly SnapshotRef[],
): Promise<ReadonlyMap<string, SlotTexts>> {
  const read = async (ref: SnapshotRef): Promise<[string, SlotTexts]> => {
    const rows = z.array(SlotText).parse(await ports.snapshots.read(ref));
    return [ref.agency, new Map(rows.map(({ slot, text }) => [slot, text]))];
  };
  return new Map(await Promise.all(refs.map(read)));
}

/** What a report is reckoned by: who reports to whom, what is demanded, how rates are made. */
export interface Material extends ReportJobMaterial {
  readonly province: Province;
  /** What the period before is reported by. */
  readonly programmesBefore: readonly Programme[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly forms: readonly Form[];
  /** The systems beside the API that counts may come from. */
  readonly sources: readonly SourceLabel[];
}

/** Reads every snapshot of the sources and sums it. Throws StoreDamaged where one is missing or its hash differs. */
export async function load(ports: Pick<Ports, "snapshots">, sources: Sources, material: Material): Promise<Loaded> {
  const { period, scheme } = sources;
  const { province, programmes, programmesBefore, indicators } = material;
  const before = specialBefore(period, province.regime);
  const lists = await listsOf(ports, sources.lists, Agency);
  const catalogues = await listsOf(ports, sources.catalogues, Procedure);
  const tree = new AgencyTree(lists, windowOf(period, scheme).to);
  const digester = new Digester(ports, judgedBy(material));
  await digestAll(digester, sources, catalogues, tree);
  const inputs: Inputs = {
    province: province.id,
    period,
    ...(before === undefined ? {} : { before }),
    scheme,
    months: sources.months,
    programmes: precedenceOf(programmes).programmes,
    programmesBefore: precedenceOf(programmesBefore).programmes,
    indicators,
    lists,
    earlierLists: await listsOf(ports, sources.earlierLists, Agency),
    catalogues,
    measures: await listsOf(ports, sources.measures, Measures),
    tasks: await listsOf(ports, sources.tasks, TaskProgress, ({ agency }) => agency),
    digests: (agency, month) => digester.digests.get(monthKey({ agency, month })),
    collected: new Set([...sources.months, ...sources.earlier]),
  };
  const texts = await textsOf(ports, sources.texts);
  const readings = sources.counts.map(({ agency, ref: { from, to, ...ref } }) => ({
    ...{ ...ref, agency },
    window: { from, to },
  }));
  const findings = [
    ...digester.findings,
    ...earlyFindings(readings, tree),
    ...putBackFindings(readings),
    ...(await differencesOf(ports, sources.compared, digester.digests)),
  ];
  const portal = await portalAnswersIn(ports, sources.portal);
  const earlierPortal = await portalAnswersIn(ports, sources.earlierPortal);
  const present = new Set(sources.counts.map(monthKey)).size;
  const imported = await importedIn(ports, sources.counts);
  const mapped = mappedIn(sources.counts);
  return { inputs, tree, findings, present, texts, imported, mapped, portal, earlierPortal };
}
