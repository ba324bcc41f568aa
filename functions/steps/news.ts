import { Agency, AgencyTree } from "../domain/agency.ts";
import { inputChanges } from "../domain/change.ts";
import { labelsOf } from "../domain/compose-opening.ts";
import { StoreDamaged } from "../domain/failure.ts";
import { type ChangesTold, changesTold } from "../domain/mail-changes.ts";
import { type Missing, missingOf } from "../domain/mail-missing.ts";
import { Period } from "../domain/period.ts";
import type { Manifest, SeriesPointer } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { sha256, stored } from "./draft.ts";
import { manifestOf, pointersOf, prefixOf, storedMaterial } from "./issue.ts";
import { listsOf, type Material } from "./load.ts";
import { sourcesOf } from "./sources.ts";

/** A revision as mails tell of it. */
export interface News {
  readonly manifest: Manifest;
  readonly period: Period;
  /** The templates that it was made with. */
  readonly material: Material;
  readonly labels: readonly string[];
  readonly missing: readonly Missing[];
  /** Null for a first revision. */
  readonly changes: ChangesTold | null;
}

async function changesOf(
  ports: Ports,
  [before, now]: readonly [SeriesPointer, SeriesPointer],
  manifest: Manifest,
  tree: AgencyTree,
  { programmes }: Material,
): Promise<ChangesTold> {
  const bytes = await stored(ports.objects, `${prefixOf(now)}/changes.csv`);
  const known = manifest.files.find(({ name }) => name === "changes.csv");
  if (sha256(bytes) !== known?.sha256) throw new StoreDamaged(`tệp đã phát hành ${prefixOf(now)}/changes.csv`);
  const rows = await ports.render.readCsv(new TextDecoder().decode(bytes));
  const inputs = inputChanges(await manifestOf(ports.objects, before), manifest);
  return changesTold(rows, inputs, tree, programmes);
}

/** A revision that stands, with what there is to tell of it; null where it was replaced or never published. */
export async function newsOf(ports: Ports, series: string, revision: number): Promise<News | null> {
  const pointers = await pointersOf(ports, series);
  const [pointer, before] = [pointers.at(-1), pointers.at(-2)];
  if (pointer === undefined || pointer.revision !== revision) return null;
  const manifest = await manifestOf(ports.objects, pointer);
  const material = await storedMaterial(ports.objects, prefixOf(pointer));
  const period = Period.parse(manifest.period);
  const { lists } = sourcesOf(manifest, material.province.regime.scheme);
  const tree = new AgencyTree(await listsOf(ports, lists, Agency), manifest.window.to);
  return {
    manifest,
    period,
    material,
    labels: labelsOf(manifest, material.programmes, period),
    missing: missingOf(manifest.gaps, tree),
    changes: before === undefined ? null : await changesOf(ports, [before, pointer], manifest, tree, material),
  };
}
