import { z } from "zod";
import { AnswerInvalid, NotReported, ProvinceUnavailable, StoreDamaged } from "../domain/failure.ts";
import { type Window, windowOfMonth } from "../domain/period.ts";
import { missedReason } from "../domain/quality/missed-reason.ts";
import type { Ports } from "../ports/ports.ts";
import type { GapRecord, SnapshotRef } from "../revisions/revision.ts";
import { TIME_LIMITS } from "../revisions/time-limits.ts";
import { intact } from "./support/lists.ts";
import { COLLECTED, Collected, type Plan, planOf } from "./support/notes.ts";

const CollectInput = z.object({
  run: z.string().min(1),
  agency: z.string().min(1),
  /** The name under which the last attempt at this agency ended, where none is to follow. */
  missed: z.string().min(1).optional(),
});

function gapOf(error: unknown, agency: string, window: Window, standing: boolean): GapRecord {
  const place = { agency, procedure: "", window };
  if (
    standing &&
    (error instanceof NotReported || error instanceof ProvinceUnavailable || error instanceof AnswerInvalid)
  ) {
    return { ...place, rule: "refresh-failed", expected: "counts", actual: reasonOf(error) };
  }
  if (error instanceof AnswerInvalid) {
    const { procedure, expected, actual } = error;
    return { ...place, rule: "answer-invalid", procedure, expected, actual };
  }
  if (error instanceof NotReported || error instanceof ProvinceUnavailable) {
    return { ...place, rule: "agency-missing", expected: "counts", actual: reasonOf(error) };
  }
  throw error;
}

function reasonOf(error: NotReported | ProvinceUnavailable | AnswerInvalid): string {
  if (error instanceof NotReported) return "404";
  return error instanceof ProvinceUnavailable ? error.reason : "answer invalid";
}

const keyOf = ({ request, synthetic }: Plan, agency: string, window: Window) => ({
  province: request.province,
  synthetic,
  kind: "counts" as const,
  agency,
  ...window,
});

interface Month {
  readonly ref: SnapshotRef | null;
  readonly gap: GapRecord | null;
  /** What was asked and got no answer at all; null for an answer, whatever it says, undefined where nothing was asked. */
  readonly unanswered?: ProvinceUnavailable | null;
}

async function collectMonth(ports: Ports, plan: Plan, agency: string, window: Window): Promise<Month> {
  const { province, refresh } = plan.request;
  const key = keyOf(plan, agency, window);
  const standing = await intact(ports, await ports.snapshots.latest(key));
  if (standing?.status === "final" && !refresh) return { ref: standing, gap: null };
  const askedAt = ports.now().toISOString();
  try {
    const { synthetic, ...answer } = await ports.api(province).counts(agency, window);
    const ref = await ports.snapshots.save({ ...key, synthetic }, { ...answer, askedAt });
    return { ref, gap: null, unanswered: null };
  } catch (error) {
    const gap = gapOf(error, agency, window, standing !== null);
    return { ref: standing, gap, unanswered: error instanceof ProvinceUnavailable ? error : null };
  }
}

/** What the call gives; `otherwise` where what it reads is damaged. */
async function unlessDamaged<T>(call: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof StoreDamaged) return otherwise;
    throw error;
  }
}

/** A month of an agency that ended every attempt: what stands of it, unless that is what ended them, and the gap. */
async function missMonth(ports: Ports, plan: Plan, agency: string, window: Window, missed: string): Promise<Month> {
  const latest = await unlessDamaged(ports.snapshots.latest(keyOf(plan, agency, window)), null);
  const ref = await intact(ports, latest);
  const actual = missedReason(missed);
  const rule = ref === null ? "agency-missing" : "refresh-failed";
  return { ref, gap: { rule, agency, procedure: "", window, expected: "counts", actual } };
}

/** What the attempts before this one have noted: a step that was killed goes on after it. */
async function notedOf(ports: Ports, run: string, agency: string): Promise<Collected> {
  const name = `${COLLECTED}${agency}`;
  const note = (await ports.runs.list(run, name)).find((one) => one.name === name);
  return note === undefined ? { agency, refs: [], gaps: [] } : Collected.parse(note.value);
}

const isNoted = ({ refs, gaps }: Collected, { from }: Window): boolean =>
  refs.some((ref) => ref.from === from) || gaps.some((gap) => gap.window.from === from);

/** How many agencies in a row the province has answered nothing of, the last one that was asked included. */
async function unansweredInARow(ports: Ports, run: string): Promise<number> {
  const notes = (await ports.runs.list(run, COLLECTED)).map(({ value }) => Collected.parse(value));
  const asked = notes.flatMap((note) => note.asked ?? []).sort((a, b) => (a.at < b.at ? 1 : -1));
  const answered = asked.findIndex((one) => one.answered);
  return answered === -1 ? asked.length : answered;
}

/** Throws ProvinceUnavailable where it was the last of so many in a row that the province is out of reach. */
async function noteUnanswered(ports: Ports, run: string, result: Collected, { reason }: ProvinceUnavailable) {
  const asked = { at: ports.now().toISOString(), answered: false };
  await ports.runs.put(run, `${COLLECTED}${result.agency}`, { ...result, asked });
  const inARow = await unansweredInARow(ports, run);
  if (inARow < ports.unansweredAgencies) return;
  throw new ProvinceUnavailable(`số liệu của ${inARow} cơ quan liên tiếp`, reason);
}

/**
 * Asks the province for one agency's months that are not stored as final, and keeps the answers. A month that cannot
 * be had is a gap, never a failure of the run; a refused token is. Each month is noted as soon as it is there, so that
 * an attempt goes on where the one before was ended. With `missed`, and once an agency has taken eight minutes, nothing
 * is asked any more: what is open is a gap. Throws ProvinceUnavailable where the province has answered nothing of several
 * agencies in a row: all others would wait in vain.
 */
export async function collect(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, agency, missed } = CollectInput.parse(input);
  const plan = await planOf(ports, run);
  const { scheme } = ports.catalogue.province(plan.request.province).regime;
  const noted = notedOf(ports, run, agency);
  const result = missed === undefined ? await noted : await unlessDamaged(noted, { agency, refs: [], gaps: [] });
  const end = ports.now().getTime() + TIME_LIMITS.agency * 1_000;
  let unanswered: ProvinceUnavailable | null = null;
  for (const month of plan.monthsByAgency[agency] ?? []) {
    const window = windowOfMonth(month, scheme);
    if (isNoted(result, window)) continue;
    const gone = missed ?? (ports.now().getTime() < end ? undefined : "Timeout");
    const { ref, gap, ...asked } =
      gone === undefined
        ? await collectMonth(ports, plan, agency, window)
        : await missMonth(ports, plan, agency, window, gone);
    if (ref !== null) result.refs.push(ref);
    if (gap !== null) result.gaps.push(gap);
    if (asked.unanswered === null) result.asked = { at: ports.now().toISOString(), answered: true };
    unanswered = asked.unanswered ?? unanswered;
    await ports.runs.put(run, `${COLLECTED}${agency}`, result);
  }
  if (unanswered !== null && result.asked === undefined) await noteUnanswered(ports, run, result, unanswered);
  ports.progress({ stage: "collect", of: Object.keys(plan.monthsByAgency).length, item: agency });
  return {};
}
