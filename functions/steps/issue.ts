import { z } from "zod";
import { AgencyTree } from "../domain/agency.ts";
import { carryOverFindings } from "../domain/carryover.ts";
import { type Change, changesOf, inputChanges, type PublishedRow } from "../domain/change.ts";
import { type Commission, commissionsOf } from "../domain/commission.ts";
import { compose } from "../domain/compose.ts";
import { composeWorkbook } from "../domain/compose-workbook.ts";
import { StoreDamaged } from "../domain/failure.ts";
import { figuresOf } from "../domain/figures.ts";
import { compareFindings, type Finding } from "../domain/finding.ts";
import { ALWAYS_PRINTED, Indicator, isMeasured } from "../domain/indicator.ts";
import { Outline } from "../domain/outline.ts";
import { windowOf } from "../domain/period.ts";
import { Programme } from "../domain/programme.ts";
import { Province } from "../domain/province.ts";
import { exceptionFindings, measureFindings, taskFindings } from "../domain/quality.ts";
import { Regime } from "../domain/regime.ts";
import type { Report } from "../domain/report.ts";
import { type GapRecord, Manifest, type SeriesPointer } from "../domain/revision.ts";
import type { SlotTexts } from "../domain/slot.ts";
import type { Workbook } from "../domain/workbook.ts";
import type { Catalogue, ObjectStore, Ports } from "../ports.ts";
import { sha256, stored, storedJson, type TextName } from "./draft.ts";
import type { Loaded, Material } from "./load.ts";

/** The templates of a revision as they were: kept with it, so that it can be made again when they have changed. */
const StoredMaterial = z.object({
  province: Province,
  programmes: z.array(Programme),
  indicators: z.array(Indicator),
  regimes: z.array(Regime),
  outlines: z.array(Outline),
});

export function materialOf(catalogue: Catalogue, province: string, programmes: readonly string[]): Material {
  const chosen = catalogue.programmes(province).filter(({ id }) => programmes.includes(id));
  const ids = chosen.flatMap((programme) => programme.targets.map((target) => target.indicator));
  const indicators = new Map([...ids, ...ALWAYS_PRINTED].map((id) => [id, catalogue.indicator(id)]));
  const regimes = catalogue.regimes(province);
  const outlines = [...new Set(regimes.map(({ outline }) => outline))].map((id) => catalogue.outline(id));
  return { province: catalogue.province(province), programmes: chosen, indicators, regimes, outlines };
}

export const materialJson = ({ indicators, ...material }: Material): unknown => ({
  ...material,
  indicators: [...indicators.values()],
});

/** The templates that a published revision was made with. Throws StoreDamaged. */
export async function storedMaterial(objects: ObjectStore, prefix: string): Promise<Material> {
  const parsed = StoredMaterial.safeParse(await storedJson(objects, `${prefix}/templates.json`));
  if (!parsed.success) throw new StoreDamaged(`tệp ${prefix}/templates.json không đọc được`);
  const { indicators, ...material } = parsed.data;
  return { ...material, indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])) };
}

/** Everything that was wrong with the data of a report, in the order of print. */
export function findingsOf({ inputs, tree, findings }: Loaded, gaps: readonly GapRecord[]): Finding[] {
  const window = windowOf(inputs.period, inputs.scheme);
  const lists = new Map([...inputs.earlierLists, ...inputs.lists]);
  const { scheme, digests } = inputs;
  const carried = { months: inputs.months, scheme, lists, tree: new AgencyTree(lists, window.to), digests };
  const measured = [...inputs.indicators.values()].some(isMeasured);
  return [
    ...gaps,
    ...findings,
    ...carryOverFindings(carried),
    ...(measured ? measureFindings(inputs.measures.get(window.to), window.to, tree) : []),
    ...taskFindings(inputs.programmes, inputs.tasks, window.to, tree),
    ...inputs.programmes.flatMap((programme) => exceptionFindings(programme, window, tree)),
  ].sort(compareFindings);
}

/** What was published before a revision: its manifest and its figures as they stand in the file. */
export interface Previous {
  readonly manifest: Manifest;
  readonly rows: readonly PublishedRow[];
}

export const prefixOf = (pointer: SeriesPointer): string =>
  pointer.manifestKey.slice(0, pointer.manifestKey.lastIndexOf("/"));

/** Every pointer of a series, the first revision's first. */
export async function pointersOf({ revisions }: Pick<Ports, "revisions">, series: string): Promise<SeriesPointer[]> {
  const current = await revisions.current(series);
  if (current === null) return [];
  // The pointer may have moved on between the two reads.
  const earlier = (await revisions.history(series)).filter(({ revision }) => revision < current.revision);
  return [...earlier, current];
}

/** The manifest that a pointer names, held against its hash. Throws StoreDamaged. */
export async function manifestOf(objects: ObjectStore, pointer: SeriesPointer): Promise<Manifest> {
  const bytes = await stored(objects, pointer.manifestKey);
  if (sha256(bytes) !== pointer.manifestSha256) throw new StoreDamaged(`tệp ${pointer.manifestKey} sai mã băm`);
  return Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The revision that a pointer names, as the one before. Throws StoreDamaged where its figures' hash differs. */
export async function previousOf(ports: Ports, pointer: SeriesPointer): Promise<Previous> {
  const manifest = await manifestOf(ports.objects, pointer);
  const key = `${prefixOf(pointer)}/figures.csv`;
  const bytes = await stored(ports.objects, key);
  const known = manifest.files.find((file) => file.name === "figures.csv");
  if (sha256(bytes) !== known?.sha256) throw new StoreDamaged(`tệp đã phát hành ${key} sai mã băm`);
  return { manifest, rows: await ports.render.readCsv(new TextDecoder().decode(bytes)) };
}

export type Head = Pick<
  Manifest,
  "revision" | "state" | "synthetic" | "dataAsOf" | "snapshots" | "templates" | "code" | "verification"
>;

/** A report and the name of its files without ending. */
export interface Commissioned {
  readonly commission: Commission;
  readonly report: Report;
  /** Composed when it is asked for: those of all agencies at once would be large. */
  readonly workbook: () => Workbook;
}

/** The texts of a revision and the reports that its documents are rendered from. */
export interface Compiled {
  readonly texts: ReadonlyMap<TextName, string>;
  readonly reports: readonly Commissioned[];
}

/** What a revision is compiled from. */
export interface Sheets {
  readonly loaded: Loaded;
  readonly material: Material;
  readonly findings: readonly Finding[];
  readonly previous: Previous | null;
}

const NO_TEXTS: SlotTexts = new Map();

/**
 * Computes the figures, what they change, and the reports. The same input gives the same texts and reports.
 *
 * @param named reports to write; null for those that are published
 */
export async function compile(
  ports: Ports,
  { loaded, material, findings, previous }: Sheets,
  head: Head,
  named: readonly string[] | null,
): Promise<Compiled> {
  const { inputs, tree } = loaded;
  const commissions = commissionsOf(material, tree, named);
  const figures = figuresOf(inputs, tree);
  const figuresText = await ports.render.figuresCsv(figures);
  const rows = previous === null ? [] : await ports.render.readCsv(figuresText);
  const changes: Change[] | null =
    previous === null ? null : changesOf(previous.rows, rows, inputChanges(previous.manifest, head), tree);
  const composition = { province: material.province, inputs, tree, figures, findings, changes, issue: head };
  const kept = { figuresSha256: sha256(figuresText), verifyAddress: head.verification.address };
  const reports = commissions.map((commission): Commissioned => {
    const report = compose(composition, commission, loaded.texts.get(commission.key) ?? NO_TEXTS, kept);
    return { commission, report, workbook: () => composeWorkbook(composition, commission, report) };
  });
  const texts = new Map([
    ["figures.csv" as const, figuresText],
    ["quality.csv" as const, await ports.render.qualityCsv(findings)],
    ...(changes === null ? [] : [["changes.csv" as const, await ports.render.changesCsv(changes)] as const]),
  ]);
  return { texts, reports };
}
