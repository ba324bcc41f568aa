import { RequestInvalid } from "../../../domain/failure.ts";
import type { ServicePorts } from "../../../ports/ports.ts";
import { heldText } from "../../../report/text/release.ts";
import type { Decision } from "../../../revisions/release/approval.ts";
import { type HeldDraft, type HeldState, heldState, withDecision } from "../../../revisions/release/release.ts";

/** What deciding on a draft reaches. */
export type DecidingPorts = Pick<ServicePorts, "releases" | "revisions" | "history" | "now">;

/** A draft that was held back, and how it stands. */
export interface Held {
  readonly draft: HeldDraft;
  readonly state: HeldState;
}

/** What came of a decision; a sentence where it came too late, or from whoever started the run. */
export type Decided =
  | { readonly outcome: "decided" | "repeated"; readonly draft: HeldDraft }
  | { readonly outcome: "late" | "own"; readonly message: string }
  | { readonly outcome: "unknown" };

async function standingOf({ revisions, now }: DecidingPorts, drafts: readonly HeldDraft[], draft: HeldDraft) {
  const current = (await revisions.current(draft.series))?.revision ?? 0;
  return { draft, state: heldState(draft, drafts, current, now()), current };
}

/** Every draft that was held back, by run, and how it stands. */
export async function heldDrafts(ports: DecidingPorts): Promise<ReadonlyMap<string, Held>> {
  const found = new Map<string, Held>();
  for (const drafts of await ports.releases.all()) {
    for (const draft of drafts) {
      const { state } = await standingOf(ports, drafts, draft);
      found.set(draft.run, { draft, state });
    }
  }
  return found;
}

/** One spelling of a name: nobody agrees to their own run by writing their name another way. */
const nameKey = (name: string): string => name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

const isSame = (one: Decision | null, outcome: Decision["outcome"], by: string): boolean =>
  one !== null && one.outcome === outcome && nameKey(one.by) === nameKey(by);

/**
 * Decides on a draft that waits, once: of several who decide at once one does, the others are told what stands. The same
 * decision by the same person again is a repeat. Who started the run decides nothing. Throws RequestInvalid where a draft
 * is returned without a reason.
 */
export async function decide(
  ports: DecidingPorts,
  run: string,
  { outcome, by, reason }: Omit<Decision, "at">,
): Promise<Decided> {
  if (outcome === "returned" && reason.trim() === "") {
    throw new RequestInvalid("Thiếu lý do trả lại dự thảo; ghi lý do để người lập báo cáo biết phải sửa gì.");
  }
  const known = (await ports.releases.all()).find((drafts) => drafts.some((draft) => draft.run === run));
  const series = known?.[0]?.series;
  if (series === undefined) return { outcome: "unknown" };
  const starter = (await ports.history.get(run))?.by ?? "";
  if (starter !== "" && nameKey(starter) === nameKey(by)) {
    const message = "Người đã khởi động lần chạy không tự quyết định việc phát hành; đề nghị một người khác xem xét.";
    return { outcome: "own", message };
  }
  const current = (await ports.revisions.current(series))?.revision ?? 0;
  const decision: Decision = { outcome, by, at: ports.now().toISOString(), reason: reason.trim() };
  let isMine = false;
  const drafts = await ports.releases.change(series, (standing) => {
    const next = withDecision(standing, run, decision, current);
    isMine = next !== null;
    return next;
  });
  const draft = drafts.find((one) => one.run === run);
  if (draft === undefined) return { outcome: "unknown" };
  if (isMine) return { outcome: "decided", draft };
  if (isSame(draft.decision, outcome, by)) return { outcome: "repeated", draft };
  const { state } = await standingOf(ports, drafts, draft);
  return { outcome: "late", message: heldText(draft, state) };
}
