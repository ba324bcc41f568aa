import { z } from "zod";
import { DRAFT_DAYS, RevisionState, Sha256 } from "../revision.ts";
import { Decision, Hold } from "./approval.ts";

const instant = z.iso.datetime({ offset: true });

/** A finished draft whose release somebody has to agree to (dự thảo chờ phát hành), and what became of it. */
export const HeldDraft = z.object({
  /** The run that made it: its name everywhere. */
  run: z.string().min(1),
  series: z.string().min(1),
  province: z.string().min(1),
  period: z.string().min(1),
  /** Programmes by which it was asked for; null for those in force. */
  programmes: z.array(z.string().min(1)).min(1).nullable(),
  /** The number under which it would be published. */
  revision: z.int().min(1),
  state: RevisionState,
  synthetic: z.boolean(),
  /** What it was made from, as a revision has it. */
  inputs: Sha256,
  /** Over the names and hashes of all files that would be published: what is agreed to. */
  files: Sha256,
  holds: z.array(Hold).min(1),
  at: instant,
  decision: Decision.nullable(),
  /** When it was published after an approval; null as long as it is not. */
  publishedAt: instant.nullable(),
});
export type HeldDraft = z.infer<typeof HeldDraft>;

/**
 * How a draft stands: `replaced` by a newer draft or a newer revision, `expired` where its files may be gone,
 * `approved` and not published yet, or as its name says.
 */
export type HeldState = "waiting" | "approved" | "returned" | "published" | "replaced" | "expired";

const DAY_MS = 86_400_000;

/** Storage drops drafts after so many days; nobody agrees to what may be half gone. */
const isExpired = ({ at }: HeldDraft, now: Date): boolean => now.getTime() > Date.parse(at) + (DRAFT_DAYS - 1) * DAY_MS;

/**
 * How one of a series' drafts stands.
 *
 * @param drafts all of the series, the oldest first
 * @param revision the revision that is current; 0 for none
 */
export function heldState(draft: HeldDraft, drafts: readonly HeldDraft[], revision: number, now: Date): HeldState {
  if (draft.publishedAt !== null) return "published";
  if (draft.decision?.outcome === "returned") return "returned";
  if (revision >= draft.revision) return "replaced";
  if (draft.decision !== null) return "approved";
  if (drafts.at(-1)?.run !== draft.run) return "replaced";
  return isExpired(draft, now) ? "expired" : "waiting";
}

/** The drafts of a series with one more; null where it is among them already. */
export const withHeld = (drafts: readonly HeldDraft[], draft: HeldDraft): HeldDraft[] | null =>
  drafts.some(({ run }) => run === draft.run) ? null : [...drafts, draft];

const changed = (drafts: readonly HeldDraft[], run: string, to: Partial<HeldDraft>): HeldDraft[] =>
  drafts.map((draft) => (draft.run === run ? { ...draft, ...to } : draft));

/** The drafts of a series with a decision on one; null where it cannot be decided on any more, or was. */
export function withDecision(
  drafts: readonly HeldDraft[],
  run: string,
  decision: Decision,
  revision: number,
): HeldDraft[] | null {
  const draft = drafts.find((one) => one.run === run);
  if (draft === undefined || heldState(draft, drafts, revision, new Date(decision.at)) !== "waiting") return null;
  return changed(drafts, run, { decision });
}

/** The drafts of a series, one of them published; null where that was noted, or none of them is approved. */
export function withPublication(drafts: readonly HeldDraft[], run: string, at: string): HeldDraft[] | null {
  const draft = drafts.find((one) => one.run === run);
  if (draft?.decision?.outcome !== "approved" || draft.publishedAt !== null) return null;
  return changed(drafts, run, { publishedAt: at });
}

/**
 * The draft of a series that already says what another run would draft, so that nobody is asked twice: it waits, is about
 * to be published, or was returned.
 */
export function heldAlike(
  drafts: readonly HeldDraft[],
  { revision, inputs }: Pick<HeldDraft, "revision" | "inputs">,
  now: Date,
): HeldDraft | null {
  const last = drafts.at(-1);
  if (last === undefined || last.revision !== revision || last.inputs !== inputs) return null;
  return ["waiting", "approved", "returned"].includes(heldState(last, drafts, revision - 1, now)) ? last : null;
}
