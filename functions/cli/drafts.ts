import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { diskFaultOf } from "../domain/disk.ts";
import { StoreUnavailable } from "../domain/failure.ts";
import { documentsOf, draftOf, savedNames, stored } from "../pipeline/support/draft.ts";
import { unmadeOf } from "../pipeline/support/notes.ts";
import { draftQuality } from "../pipeline/support/quality.ts";
import { shownFiles } from "../pipeline/support/release/shown.ts";
import type { Ports } from "../ports/ports.ts";
import { copiedName } from "../report/file-title.ts";
import { writeFiles } from "./copy.ts";

/** The folder of drafts beside the folders of the revisions. */
export const DRAFTS = "du-thao";

/** Documents that were rendered without being published, and the quality.csv beside them. */
export interface Drafts {
  readonly province: string;
  readonly period: string;
  readonly synthetic: boolean;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * What a run that was asked for drafts has made, or one whose draft waits for its release. Throws StoreDamaged where one is
 * not there.
 *
 * @param isHeld whether it waits: its documents are then shown as drafts, and one put together from others is not
 */
export async function readDrafts(ports: Ports, run: string, isHeld = false): Promise<Drafts> {
  const draft = await draftOf(ports, run);
  const files = new Map<string, Uint8Array>();
  const saved = savedNames(draft);
  const copied = (name: string): string => {
    const savedAs = saved.get(name);
    return copiedName(savedAs === undefined ? { name } : { name, savedAs });
  };
  const missing = new Set((await unmadeOf(ports, run)).map(({ name }) => name));
  const made = documentsOf(draft).filter((one) => !missing.has(one));
  const shown = isHeld ? await shownFiles(ports, run) : made.map((name) => ({ name, key: `${draft.prefix}/${name}` }));
  for (const { name, key } of shown) files.set(copied(name), await stored(ports.objects, key));
  files.set("quality.csv", new TextEncoder().encode(await draftQuality(ports, run, draft, missing)));
  return { province: draft.province, period: draft.period, synthetic: draft.synthetic, files };
}

/**
 * Puts drafts into their folder in place of earlier ones: whole or not at all. Throws StoreUnavailable where that
 * cannot be written.
 */
export async function copyDrafts({ files }: Drafts, folder: string): Promise<void> {
  const parent = dirname(folder);
  try {
    await mkdir(parent, { recursive: true });
    const fresh = await mkdtemp(join(parent, `.${basename(folder)}-`));
    try {
      await chmod(fresh, 0o755);
      await writeFiles(fresh, files);
      await rm(folder, { recursive: true, force: true });
      await rename(fresh, folder);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  } catch (error) {
    const fault = diskFaultOf(error);
    if (fault === null) throw error;
    throw new StoreUnavailable(
      `Không chép được dự thảo ra ${folder}: ${fault.what}; ${fault.remedy} hoặc chọn --out khác rồi chạy lại.`,
      { cause: error },
    );
  }
}
