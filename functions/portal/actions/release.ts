import { createHash } from "node:crypto";
import { type Decided, decide, type Held, heldDrafts } from "../../pipeline/support/release/decide.ts";
import { shownFile, shownFiles } from "../../pipeline/support/release/shown.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import type { Decision } from "../../revisions/release/approval.ts";
import type { HeldDraft } from "../../revisions/release/release.ts";
import type { RunRecord } from "../../revisions/run.ts";
import { reconcile, type UnderWayPorts } from "./reruns.ts";

/** What looking after approvals that were not published yet reaches. */
export interface ReleasingPorts extends UnderWayPorts {
  readonly history: UnderWayPorts["history"] & Pick<PortalPorts["history"], "open">;
  readonly releases: Pick<PortalPorts["releases"], "all">;
}

/** Attempts at publishing one draft, each after the one before has failed. */
const MAX_ATTEMPTS = 20;

const idOf = (draft: HeldDraft, attempt: number): string =>
  createHash("sha256")
    .update(JSON.stringify(["release", draft.run, attempt]))
    .digest("hex")
    .slice(0, 32);

/** The run that publishes a draft which somebody has agreed to. */
function releaseOf(draft: HeldDraft, by: string, attempt: number, now: Date): RunRecord {
  const { run, province, period, programmes } = draft;
  return {
    id: idOf(draft, attempt),
    province,
    period,
    programmes,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
    releases: run,
    reason: `phát hành dự thảo của lần chạy ${run}`,
    origin: "operator",
    by,
    requestedAt: now.toISOString(),
    begunAt: null,
    cancel: null,
    lease: null,
    end: null,
  };
}

/**
 * Has a draft that somebody has agreed to be published, by a run of its own; a repeat finds the run that is under way or
 * has published it.
 *
 * @param attempts how many of them may be begun, each after the one before has failed
 */
async function launchRelease(ports: ReleasingPorts, draft: HeldDraft, attempts: number): Promise<RunRecord | null> {
  const { decision } = draft;
  if (decision?.outcome !== "approved") return null;
  let last: RunRecord | null = null;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { record } = await ports.history.open(releaseOf(draft, decision.by, attempt, ports.now()));
    last = await reconcile(ports, record);
    if (last.end === null || last.end.state === "published") return last;
  }
  return last;
}

/** Decides on the draft of a run, and has it published where it was agreed to. */
export async function decideRelease(ports: PortalPorts, run: string, decision: Omit<Decision, "at">): Promise<Decided> {
  const decided = await decide(ports, run, decision);
  if ("draft" in decided && decided.draft.publishedAt === null) {
    await launchRelease(ports, decided.draft, decided.outcome === "repeated" ? MAX_ATTEMPTS : 1);
  }
  return decided;
}

/** Takes up what was agreed to and lost before it was published, at its first attempt. Safe to repeat. */
export async function lookAfterReleases(ports: ReleasingPorts): Promise<void> {
  for (const drafts of await ports.releases.all()) {
    for (const draft of drafts) if (draft.publishedAt === null) await launchRelease(ports, draft, 1);
  }
}

/** The drafts that wait for their release or waited, by the run that made them, of those among these that have one. */
export async function heldOf(ports: PortalPorts, records: readonly RunRecord[]): Promise<ReadonlyMap<string, Held>> {
  return records.some(({ end }) => end?.state === "awaiting-release") ? heldDrafts(ports) : new Map();
}

/** The files of a draft that was held back, for those who are to decide; null where a run has none. */
export async function draftFiles(ports: PortalPorts, run: string) {
  const held = (await heldDrafts(ports)).get(run);
  return held === undefined ? null : shownFiles(ports, run);
}

/** Hands out one of them, called a draft; null where there is none of this name. */
export async function serveDraft(ports: PortalPorts, run: string, name: string, disposition: string) {
  const held = (await heldDrafts(ports)).get(run);
  const file = held === undefined ? null : await shownFile(ports, run, name);
  if (file === null) return null;
  const { key, mediaType } = file;
  return { mediaType, given: await ports.deliver({ key, mediaType, disposition }) };
}
