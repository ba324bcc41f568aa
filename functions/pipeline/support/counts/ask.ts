import { AnswerInvalid, NotReported, ProvinceUnavailable } from "../../../domain/failure.ts";
import { systemAnswerName } from "../../../domain/mapping/answer-name.ts";
import type { Window } from "../../../domain/period.ts";
import { missedReason } from "../../../domain/quality/missed-reason.ts";
import { withSystem } from "../../../domain/quality/system-reason.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { GapRecord, SnapshotKey, SnapshotRef } from "../../../revisions/revision.ts";
import { intact } from "../lists.ts";
import type { Plan } from "../notes.ts";

/** Whose counts of which days, and where they are asked for. */
export interface Asked {
  readonly agency: string;
  readonly window: Window;
  /** Id of the mapping of one of the agency's systems; null for the province's API itself. */
  readonly system: string | null;
}

/** What became of a question: the vintage that stands, if any, and why there is none of now. */
export interface Reply {
  readonly ref: SnapshotRef | null;
  readonly gap: GapRecord | null;
  /** What was asked and got no answer at all; null for an answer, whatever it says, undefined where nothing was asked. */
  readonly unanswered?: ProvinceUnavailable | null;
}

/** Where the counts of an agency's window are asked for: of its systems, or of the API itself. */
export function askedOf(ports: Ports, { request }: Plan, agency: string, window: Window): Asked[] {
  const systems = ports.api(request.province).systems(agency, window);
  return (systems.length === 0 ? [null] : systems).map((system) => ({ agency, window, system }));
}

export function countsKey({ request, synthetic }: Plan, { agency, window, system }: Asked): SnapshotKey {
  const about = { province: request.province, synthetic, ...window };
  return system === null
    ? { ...about, kind: "counts", agency }
    : { ...about, kind: "source-counts", agency: systemAnswerName({ agency, system }) };
}

function reasonOf(error: NotReported | ProvinceUnavailable | AnswerInvalid): string {
  if (error instanceof NotReported) return "404";
  return error instanceof ProvinceUnavailable ? error.reason : "answer invalid";
}

/** Why the counts cannot be had; throws what is no gap, but a failure of the run. */
function gapOf(error: unknown, { agency, window, system }: Asked, standing: boolean): GapRecord {
  if (!(error instanceof NotReported || error instanceof ProvinceUnavailable || error instanceof AnswerInvalid))
    throw error;
  const place = { agency, procedure: "", window };
  if (error instanceof AnswerInvalid && !standing) {
    const { procedure, expected, actual } = error;
    return { ...place, rule: "answer-invalid", procedure, expected, actual: withSystem(actual, system) };
  }
  const rule = standing ? "refresh-failed" : "agency-missing";
  return { ...place, rule, expected: "counts", actual: withSystem(reasonOf(error), system) };
}

/** Asks, unless what is stored is final, and keeps the answer. */
export async function askCounts(ports: Ports, plan: Plan, asked: Asked): Promise<Reply> {
  const { agency, window, system } = asked;
  const { province, refresh } = plan.request;
  const key = countsKey(plan, asked);
  const standing = await intact(ports, await ports.snapshots.latest(key));
  if (standing?.status === "final" && !refresh) return { ref: standing, gap: null };
  const askedAt = ports.now().toISOString();
  try {
    const { synthetic, ...answer } = await ports.api(province).counts(agency, window, system ?? undefined);
    const ref = await ports.snapshots.save({ ...key, synthetic }, { ...answer, askedAt });
    return { ref, gap: null, unanswered: null };
  } catch (error) {
    const gap = gapOf(error, asked, standing !== null);
    return { ref: standing, gap, unanswered: error instanceof ProvinceUnavailable ? error : null };
  }
}

/**
 * What stands of an agency that ended every attempt, and the gap.
 *
 * @param latest the newest vintage, unless that is what ended them
 */
export function missedReply(asked: Asked, ref: SnapshotRef | null, missed: string): Reply {
  const { agency, window, system } = asked;
  const rule = ref === null ? "agency-missing" : "refresh-failed";
  const actual = withSystem(missedReason(missed), system);
  return { ref, gap: { rule, agency, procedure: "", window, expected: "counts", actual } };
}

/** An agency's month, of all its systems. */
export interface CollectedMonth extends Pick<Reply, "unanswered"> {
  readonly refs: readonly SnapshotRef[];
  readonly gaps: readonly GapRecord[];
}

/**
 * The month is there where every system of the agency is: what one lacks would lack in the sums. What the others have
 * given stays stored for the next run. The agency is unanswered only where it has no system that was not silent.
 */
export function monthOf(replies: readonly Reply[]): CollectedMonth {
  const refs = replies.flatMap(({ ref }) => ref ?? []);
  const [lacking] = replies.filter(({ ref }) => ref === null);
  const gaps = (lacking === undefined ? replies : [lacking]).flatMap(({ gap }) => gap ?? []);
  const silence = replies.map(({ unanswered }) => unanswered);
  const unanswered = silence.includes(null) ? null : silence.includes(undefined) ? undefined : silence[0];
  return { refs: lacking === undefined ? refs : [], gaps, ...(unanswered === undefined ? {} : { unanswered }) };
}
