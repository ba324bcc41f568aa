import { Agency, AgencyTree } from "../../domain/agency.ts";
import { AgencyNames } from "../../domain/agency-names.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import { Period } from "../../domain/period.ts";
import { type ChangesTold, changesTold } from "../../mail/letters/changes.ts";
import { type Missing, missingOf } from "../../mail/letters/missing.ts";
import type { Ports, ServicePorts } from "../../ports/ports.ts";
import { labelsOf } from "../../report/text/opening.ts";
import { inputChanges } from "../../revisions/change.ts";
import { type Manifest, prefixOf, type SeriesPointer } from "../../revisions/revision.ts";
import { inForceOf, type SignedCopy } from "../../revisions/signed-copy.ts";
import { manifestOf, pointersOf } from "./compile.ts";
import { sha256, stored } from "./draft.ts";
import { listsOf, type Material } from "./load.ts";
import { storedMaterial } from "./material.ts";
import { sourcesOf } from "./sources.ts";

/** What a revision lacks, with what letters about that are written from. */
export interface Lack {
  readonly manifest: Manifest;
  /** Where its files lie. */
  readonly prefix: string;
  readonly period: Period;
  /** The templates that it was made with. */
  readonly material: Material;
  readonly names: AgencyNames;
  readonly labels: readonly string[];
  readonly missing: readonly Missing[];
}

/** A revision as mails tell of it. */
export interface News extends Lack {
  /** Null for a first revision. */
  readonly changes: ChangesTold | null;
  /** Signed copies of it that are in force. */
  readonly signed: readonly SignedCopy[];
}

async function changesOf(
  ports: Ports,
  [before, now]: readonly [SeriesPointer, SeriesPointer],
  manifest: Manifest,
  names: AgencyNames,
  { programmes, sources }: Material,
): Promise<ChangesTold> {
  const key = `${prefixOf(now)}/changes.csv`;
  const bytes = await stored(ports.objects, key);
  const known = manifest.files.find(({ name }) => name === "changes.csv");
  if (sha256(bytes) !== known?.sha256) throw new StoreDamaged(`tệp đã phát hành ${key}`);
  const rows = await ports.render.readChanges(new TextDecoder().decode(bytes), key);
  const inputs = inputChanges(await manifestOf(ports.objects, before), manifest);
  return changesTold(rows, inputs, { names, sources }, programmes);
}

/** What a published revision lacks. Throws StoreDamaged. */
export async function lackOf(ports: Pick<Ports, "objects" | "snapshots">, pointer: SeriesPointer): Promise<Lack> {
  const manifest = await manifestOf(ports.objects, pointer);
  const material = await storedMaterial(ports.objects, prefixOf(pointer));
  const period = Period.parse(manifest.period);
  const { lists, earlierLists } = sourcesOf(manifest, material.province.regime.scheme);
  const known = await listsOf(ports, [...earlierLists, ...lists], Agency);
  const tree = new AgencyTree(known, manifest.window.to);
  const names = new AgencyNames(known, manifest.window.to, material.province.namedAfter);
  const labels = labelsOf(manifest, material.programmes, period);
  const missing = missingOf(manifest.gaps, tree, names);
  return { manifest, prefix: prefixOf(pointer), period, material, names, labels, missing };
}

/** A current revision, with what there is to tell of it; null where it was replaced or never published. */
export async function newsOf(
  ports: Ports & Pick<ServicePorts, "signed">,
  series: string,
  revision: number,
): Promise<News | null> {
  const pointers = await pointersOf(ports, series);
  const pointer = pointers.at(-1);
  const before = pointers.at(-2);
  if (pointer === undefined || pointer.revision !== revision) return null;
  const lack = await lackOf(ports, pointer);
  const { manifest, material, names } = lack;
  return {
    ...lack,
    changes: before === undefined ? null : await changesOf(ports, [before, pointer], manifest, names, material),
    signed: inForceOf(await ports.signed.list(series)).filter((copy) => copy.revision === revision),
  };
}
