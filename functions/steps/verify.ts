import { RequestInvalid } from "../domain/failure.ts";
import type { Manifest, SeriesPointer } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { batchesOf } from "./batches.ts";
import { filesOfBatch } from "./documents.ts";
import { sha256 } from "./draft.ts";
import {
  type Commissioned,
  compile,
  findingsOf,
  manifestOf,
  pointersOf,
  prefixOf,
  previousOf,
  storedMaterial,
} from "./issue.ts";
import { load } from "./load.ts";
import { sourcesOf } from "./sources.ts";

/** What making a revision again has shown. */
export interface Verification {
  readonly manifest: Manifest;
  /** Files that are stored with another hash than the manifest's, or not at all. */
  readonly damaged: readonly string[];
  /** Files that came out with another hash when they were made again. */
  readonly differing: readonly string[];
  /** The program's version differs from the one that made the revision. */
  readonly otherCode: boolean;
}

async function madeAgain(ports: Ports, manifest: Manifest, pointers: readonly SeriesPointer[]) {
  const [pointer, before] = [pointers[manifest.revision - 1], pointers[manifest.revision - 2]];
  if (pointer === undefined) throw new RangeError(`no pointer of revision ${manifest.revision}`);
  const material = await storedMaterial(ports.objects, prefixOf(pointer));
  const loaded = await load(ports, sourcesOf(manifest, material.province.regime.scheme), material);
  const previous = before === undefined ? null : await previousOf(ports, before);
  const findings = findingsOf(loaded, manifest.gaps);
  const { texts, reports } = await compile(ports, { loaded, material, findings, previous }, manifest, null);
  const hashes = new Map<string, string>([...texts].map(([name, text]) => [name, sha256(text)]));
  const figures = new TextEncoder().encode(texts.get("figures.csv"));
  const byStem = new Map(reports.map((commissioned) => [commissioned.commission.stem, commissioned]));
  const commissioned = (stem: string): Commissioned => {
    const found = byStem.get(stem);
    if (found === undefined) throw new RangeError(`no report ${stem}`);
    return found;
  };
  const contents = {
    report: async (stem: string) => commissioned(stem).report,
    workbook: async (stem: string) => commissioned(stem).workbook(),
  };
  for (const batch of batchesOf(reports, loaded.tree)) {
    for await (const { name, bytes } of filesOfBatch(ports, batch, contents, figures)) hashes.set(name, sha256(bytes));
  }
  return hashes;
}

/**
 * Makes a published revision again from its stored snapshots and holds every file against the manifest.
 * Throws RequestInvalid for a revision that there is not, StoreDamaged where a snapshot or the manifest is damaged.
 */
export async function verify(ports: Ports, series: string, revision: number | null): Promise<Verification> {
  const pointers = await pointersOf(ports, series);
  const pointer = revision === null ? pointers.at(-1) : pointers[revision - 1];
  if (pointer === undefined) {
    const known = pointers.length === 0 ? "chưa phát hành bản nào" : `có các bản 1 đến ${pointers.length}`;
    throw new RequestInvalid(`Không có bản ${revision ?? "nào"} của ${series} để kiểm tra: ${known}.`);
  }
  const manifest = await manifestOf(ports.objects, pointer);
  const damaged: string[] = [];
  for (const file of manifest.files) {
    const bytes = await ports.objects.get(`${prefixOf(pointer)}/${file.name}`);
    if (bytes === null || sha256(bytes) !== file.sha256) damaged.push(file.name);
  }
  const hashes = await madeAgain(ports, manifest, pointers);
  const differing = manifest.files.filter((file) => hashes.get(file.name) !== file.sha256).map((file) => file.name);
  return { manifest, damaged, differing, otherCode: manifest.code !== ports.code };
}

/** Which published revision a file is. */
export interface Identified {
  readonly series: string;
  readonly revision: number;
  readonly name: string;
  /** The revision that stands now, when this one was replaced. */
  readonly replacedBy: number | null;
}

/** Finds the revision that a file belongs to by its SHA-256, the manifests themselves included; null where it is none. */
export async function identify(ports: Ports, bytes: Uint8Array): Promise<Identified | null> {
  const hash = sha256(bytes);
  for (const series of await ports.revisions.series()) {
    const pointers = await pointersOf(ports, series);
    for (const pointer of pointers) {
      const manifest = await manifestOf(ports.objects, pointer);
      const files = [...manifest.files, { name: "manifest.json", sha256: pointer.manifestSha256 }];
      const found = files.find((file) => file.sha256 === hash);
      const replacedBy = pointer.revision === pointers.length ? null : pointers.length;
      if (found !== undefined) return { series, revision: pointer.revision, name: found.name, replacedBy };
    }
  }
  return null;
}
