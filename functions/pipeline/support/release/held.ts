import { RequestInvalid, StoreDamaged } from "../../../domain/failure.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { Decision } from "../../../revisions/release/approval.ts";
import { type HeldDraft, heldAlike, withHeld, withPublication } from "../../../revisions/release/release.ts";
import type { Manifest } from "../../../revisions/revision.ts";
import { type Draft, sha256 } from "../draft.ts";
import { planOf } from "../notes.ts";

/** The draft that already waits with what a run would draft; null where none does. */
export const alikeIn = async (
  { releases, now }: Pick<Ports, "releases" | "now">,
  series: string,
  next: Pick<HeldDraft, "revision" | "inputs">,
): Promise<HeldDraft | null> => heldAlike(await releases.of(series), next, now());

/** What somebody agrees to: the names and hashes of everything that would be published. */
const digestOf = (files: Manifest["files"]): string =>
  sha256(JSON.stringify(files.map(({ name, sha256: hash }) => [name, hash])));

/**
 * Has a finished draft wait for somebody to agree to its release, once however often this is repeated.
 *
 * @param files everything that would be published
 */
export async function holdBack(ports: Ports, run: string, draft: Draft, files: Manifest["files"]): Promise<void> {
  const { request } = await planOf(ports, run);
  const { series, province, period, revision, state, synthetic, inputs, holds } = draft;
  const about = { series, province, period, programmes: request.programmes, revision, state, synthetic, inputs };
  const held = { run, ...about, files: digestOf(files), holds, at: ports.now().toISOString() };
  await ports.releases.change(series, (drafts) => withHeld(drafts, { ...held, decision: null, publishedAt: null }));
}

/**
 * Who agreed to the release of a draft that was held back. Throws RequestInvalid where nobody did, StoreDamaged where its
 * files are not those that were agreed to.
 *
 * @param files everything that is about to be published
 */
export async function approvalOf(
  { releases }: Pick<Ports, "releases">,
  run: string,
  { series }: Pick<Draft, "series">,
  files: Manifest["files"],
): Promise<Decision> {
  const held = (await releases.of(series)).find((one) => one.run === run);
  if (held?.decision?.outcome !== "approved") {
    throw new RequestInvalid(`Dự thảo của lần chạy ${run} chưa được đồng ý phát hành; chưa phát hành gì.`);
  }
  if (held.files === digestOf(files)) return held.decision;
  throw new StoreDamaged(
    `tệp dự thảo của lần chạy ${run} khác với tệp đã được đồng ý`,
    "chạy lại để lập dự thảo mới rồi đồng ý lại",
  );
}

/** Notes that a draft which was held back is published. */
export const noteReleased = ({ releases, now }: Pick<Ports, "releases" | "now">, run: string, series: string) =>
  releases.change(series, (drafts) => withPublication(drafts, run, now().toISOString()));
