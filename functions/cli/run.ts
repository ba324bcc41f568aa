import { join } from "node:path";
import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import type { LocalWorld } from "../laptop/world.ts";
import { layoutWarningsOf, unmadeOf, untoldOf } from "../pipeline/support/notes.ts";
import type { Request } from "../pipeline/support/request.ts";
import type { HeldDraft } from "../revisions/release/release.ts";
import { Renewal } from "../revisions/renewal.ts";
import type { MissingDocument } from "../revisions/revision.ts";
import type { Untold } from "../revisions/run.ts";
import { copyRevision, type RevisionCopy, readRevision } from "./copy.ts";
import { copyDrafts, DRAFTS, type Drafts, readDrafts } from "./drafts.ts";
import { runPipeline } from "./pipeline.ts";

/**
 * What a run came to: the current revision, whether this run published it, where its copy is; or the drafts, and how they
 * wait for their release, if they do.
 */
export type Outcome = (
  | { readonly revision: RevisionCopy; readonly published: boolean; readonly renewal: Renewal | null }
  | { readonly drafts: Drafts; readonly held: HeldDraft | null }
) & {
  readonly folder: string;
  /** "báo cáo tháng 6 năm 2023 của tỉnh …". */
  readonly about: string;
  /** How many rules of typesetting the documents of this run break. */
  readonly warnings: number;
  /** Documents that what this run has come to lacks, since they could not be made. */
  readonly unmade: readonly MissingDocument[];
  readonly untold: Untold;
};

/** What was asked for, checked. */
export interface Asked {
  readonly request: Request;
  readonly series: string;
  readonly about: string;
  /** Who asks for it; empty where nobody is named. */
  readonly by?: string;
}

/** What the state machine gives. */
const Result = z.object({
  outcome: z.enum(["published", "nothing-new", "drafted", "awaiting-release"]),
  published: z.object({ renewal: Renewal.optional() }).optional(),
});

/** Copies drafts out of the state folder: those of a run, or of the one before that waits with the same. */
async function draftsOf({ ports }: LocalWorld, { request, series, about }: Asked, isHeld: boolean, out: string) {
  const held = isHeld ? ((await ports.releases.of(series)).at(-1) ?? null) : null;
  const run = held?.run ?? request.run;
  const drafts = await readDrafts(ports, run, isHeld);
  const folder = join(out, ...series.split("/"), DRAFTS);
  await copyDrafts(drafts, folder);
  return { drafts, held, folder, about, unmade: await unmadeOf(ports, run) };
}

/** Runs what was asked for over a state folder, and copies what came of it out of there. */
export async function runIn(world: LocalWorld, asked: Asked, out: string): Promise<Outcome> {
  const { request } = asked;
  const { series, about } = asked;
  const result = Result.parse(await runPipeline(world.ports, request, world.lost, { by: asked.by ?? "" }));
  const warnings = (await layoutWarningsOf(world.ports, request.run)).length;
  const untold = await untoldOf(world.ports, request.run);
  if (result.outcome === "drafted" || result.outcome === "awaiting-release") {
    const made = await draftsOf(world, asked, result.outcome === "awaiting-release", out);
    return { ...made, warnings, untold };
  }
  const pointer = await world.ports.revisions.current(series);
  if (pointer === null) throw new StoreDamaged(`không thấy bản phát hành của ${series}`);
  const revision = await readRevision(world.ports.objects, pointer);
  const folder = join(out, ...series.split("/"), `r${pointer.revision}`);
  await copyRevision(revision, folder);
  const published = result.outcome === "published";
  const { missing: unmade } = revision.manifest;
  const renewal = result.published?.renewal ?? null;
  return { revision, published, renewal, folder, about, warnings, unmade, untold };
}
