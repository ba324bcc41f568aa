import { DocumentInvalid, FiguresDiffer, RequestInvalid, StoreDamaged } from "../domain/failure.ts";
import type { LayoutWarning } from "../domain/quality/layout.ts";
import type { CheckInput } from "../ports/checks.ts";
import type { Ports, ServicePorts } from "../ports/ports.ts";
import { signedText } from "../report/file-title.ts";
import { type Manifest, prefixOf, refsNamed, type SeriesPointer } from "../revisions/revision.ts";
import { type SignedCopy, signedFileKey } from "../revisions/signed-copy.ts";
import { batchesOf, batchesWithout } from "./support/batches.ts";
import { type CompiledReport, compile, findingsOf, manifestOf, pointersOf, previousOf } from "./support/compile.ts";
import { damagedAnswers } from "./support/counts/raw.ts";
import { type Contents, type RenderedFile, renderBatch } from "./support/documents.ts";
import { sha256 } from "./support/draft.ts";
import { damagedWorkbooks } from "./support/imports/imported.ts";
import { load } from "./support/load.ts";
import { storedMaterial } from "./support/material.ts";
import { qualityText } from "./support/quality.ts";
import { sourcesOf } from "./support/sources.ts";

/** What holding a revision against its manifest has shown. */
export interface Verification {
  readonly manifest: Manifest;
  /** Files, signed copies among them, that are stored with another hash than was noted, or not at all. */
  readonly damaged: readonly string[];
  /** Signed copies that are registered of it. */
  readonly signed: readonly SignedCopy[];
  /** What its figures were made from and cannot be read any more, in words: it cannot be made again without it. */
  readonly lost: readonly string[];
  /**
   * Files that came out with another hash when they were made again; null where another version made the revision, or
   * where something is lost.
   */
  readonly differing: readonly string[] | null;
}

/** What a proof reaches. */
type ProofPorts = Ports & Pick<ServicePorts, "signed">;

const signedName = (copy: SignedCopy): string => `bản đã ký của báo cáo ${copy.report} (${signedText(copy)})`;

/** The typesetting warnings of a document made again; none of one that would not be published now. */
async function warningsOf({ check }: Ports, file: RenderedFile, held: Omit<CheckInput, "document">) {
  const { name, bytes, content } = file;
  if (content === null || "workbook" in content) return [];
  try {
    return await check.pdf(bytes, { document: name, ...held, ...content });
  } catch (error) {
    if (error instanceof FiguresDiffer || error instanceof DocumentInvalid) return [];
    throw error;
  }
}

function contentsOf(reports: readonly CompiledReport[]): Contents {
  const byStem = new Map(reports.map((compiled) => [compiled.job.stem, compiled]));
  const compiled = (stem: string): CompiledReport => {
    const found = byStem.get(stem);
    if (found === undefined) throw new RangeError(`no report ${stem}`);
    return found;
  };
  return { report: async (stem) => compiled(stem).report, workbook: async (stem) => compiled(stem).workbook() };
}

/** The hash of every file of a revision, by its name, when it is made again. */
async function madeAgain(ports: Ports, manifest: Manifest, pointers: readonly SeriesPointer[]) {
  const pointer = pointers[manifest.revision - 1];
  const before = pointers[manifest.revision - 2];
  if (pointer === undefined) throw new RangeError(`no pointer of revision ${manifest.revision}`);
  const material = await storedMaterial(ports.objects, prefixOf(pointer));
  const loaded = await load(ports, sourcesOf(manifest, material.province.regime.scheme), material);
  const previous = before === undefined ? null : await previousOf(ports, before);
  const findings = findingsOf(loaded, manifest.gaps);
  const input = { loaded, material, findings, previous };
  const { figures, scores, texts, reports, names } = await compile(ports, input, manifest, null);
  const hashes = new Map<string, string>([...texts].map(([name, text]) => [name, sha256(text)]));
  const csv = new TextEncoder().encode(texts.get("figures.csv"));
  const contents = contentsOf(reports);
  const warnings: LayoutWarning[] = [];
  // What could not be made then may be made now: it is no part of the revision.
  for (const batch of batchesWithout(batchesOf(reports, loaded.tree, names), manifest.missing)) {
    await renderBatch(ports, batch, { contents, figures: csv }, async (file) => {
      hashes.set(file.name, sha256(file.bytes));
      warnings.push(...(await warningsOf(ports, file, { figures, scores: [...scores.values()] })));
    });
  }
  hashes.set("quality.csv", sha256(await qualityText(ports, findings, warnings, manifest.window)));
  return hashes;
}

async function lostOf({ snapshots }: Ports, manifest: Manifest): Promise<string[]> {
  const lost: string[] = [];
  for (const ref of refsNamed(manifest)) {
    try {
      await snapshots.read(ref);
    } catch (error) {
      if (!(error instanceof StoreDamaged)) throw error;
      lost.push(error.what);
    }
  }
  return lost;
}

/** Every signed copy of a revision, and the names of those whose file is not what was registered. */
async function signedOf({ objects, signed }: ProofPorts, { series, revision }: Manifest) {
  const copies = (await signed.list(series)).filter((copy) => copy.revision === revision);
  const damaged: string[] = [];
  for (const copy of copies) {
    const bytes = await objects.get(signedFileKey(copy));
    if (bytes === null || sha256(bytes) !== copy.file.sha256) damaged.push(signedName(copy));
  }
  return { copies, damaged };
}

/**
 * Holds every stored file and snapshot of a published revision against its manifest, its signed copies against their
 * register, and makes it again from its snapshots; one of another version of the program is not made again, since that makes other bytes.
 * Throws RequestInvalid for a revision that there is not, StoreDamaged where its manifest is damaged.
 */
export async function verify(ports: ProofPorts, series: string, revision: number | null): Promise<Verification> {
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
  const { copies: signed, damaged: unlike } = await signedOf(ports, manifest);
  const refs = refsNamed(manifest);
  damaged.push(...unlike, ...(await damagedWorkbooks(ports, refs)), ...(await damagedAnswers(ports, refs)));
  const lost = await lostOf(ports, manifest);
  if (lost.length > 0 || manifest.code !== ports.code) return { manifest, damaged, signed, lost, differing: null };
  const hashes = await madeAgain(ports, manifest, pointers);
  const differing = manifest.files.filter((file) => hashes.get(file.name) !== file.sha256).map((file) => file.name);
  return { manifest, damaged, signed, lost, differing };
}

/** Which published revision a file is. */
export interface Identified {
  readonly series: string;
  readonly revision: number;
  readonly name: string;
  /** The current revision, when this one was replaced. */
  readonly replacedBy: number | null;
}

/**
 * Finds the revision that a file belongs to by its SHA-256, the manifests themselves and signed copies included; null
 * where it is none.
 */
export async function identify(ports: ProofPorts, bytes: Uint8Array): Promise<Identified | null> {
  const hash = sha256(bytes);
  for (const series of await ports.revisions.series()) {
    const pointers = await pointersOf(ports, series);
    const copies = await ports.signed.list(series);
    for (const pointer of pointers) {
      const manifest = await manifestOf(ports.objects, pointer);
      const signed = copies.filter(({ revision }) => revision === pointer.revision);
      const files = [
        ...manifest.files,
        { name: "manifest.json", sha256: pointer.manifestSha256 },
        ...signed.map((copy) => ({ name: signedName(copy), sha256: copy.file.sha256 })),
      ];
      const found = files.find((file) => file.sha256 === hash);
      const replacedBy = pointer.revision === pointers.length ? null : pointers.length;
      if (found !== undefined) return { series, revision: pointer.revision, name: found.name, replacedBy };
    }
  }
  return null;
}
