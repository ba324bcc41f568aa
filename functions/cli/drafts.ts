import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { StoreUnavailable } from "../domain/failure.ts";
import type { Ports } from "../ports.ts";
import { documentsOf, draftOf, stored } from "../steps/draft.ts";
import { writeFiles } from "./copy.ts";

/** The folder of drafts beside the folders of the revisions. */
export const DRAFTS = "du-thao";

/** Documents that were rendered without being published. */
export interface Drafts {
  readonly province: string;
  readonly period: string;
  readonly synthetic: boolean;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The documents of a run that was asked for drafts. Throws StoreDamaged where one is not there. */
export async function readDrafts(ports: Ports, run: string): Promise<Drafts> {
  const draft = await draftOf(ports, run);
  const files = new Map<string, Uint8Array>();
  for (const name of documentsOf(draft)) files.set(name, await stored(ports.objects, `${draft.prefix}/${name}`));
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
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = code === "ENOSPC" ? "hết dung lượng đĩa" : `không ghi được (${code})`;
    throw new StoreUnavailable(`Không chép được dự thảo ra ${folder}: ${why}; chọn --out khác rồi chạy lại.`, {
      cause: error,
    });
  }
}
