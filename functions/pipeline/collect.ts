import { z } from "zod";
import { ProvinceUnavailable, StoreDamaged } from "../domain/failure.ts";
import { Period, type Window, windowOfMonth } from "../domain/period.ts";
import type { Ports } from "../ports/ports.ts";
import { TIME_LIMITS } from "../revisions/time-limits.ts";
import { askCounts, askedOf, type CollectedMonth, countsKey, missedReply, monthOf } from "./support/counts/ask.ts";
import { intact } from "./support/lists.ts";
import { withPortalProvince } from "./support/national/province.ts";
import { COLLECTED, Collected, type Plan, planOf } from "./support/notes.ts";

const CollectInput = z.object({
  run: z.string().min(1),
  agency: z.string().min(1),
  /** The name under which the last attempt at this agency ended, where none is to follow. */
  missed: z.string().min(1).optional(),
});

/** Asks all systems of an agency at once. Each answer is kept as it comes, also where another question fails the run. */
async function collectMonth(ports: Ports, plan: Plan, agency: string, window: Window): Promise<CollectedMonth> {
  const all = askedOf(ports, plan, agency, window).map((asked) => askCounts(ports, plan, asked));
  await Promise.allSettled(all);
  return monthOf(await Promise.all(all));
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
async function missMonth(ports: Ports, plan: Plan, agency: string, window: Window, missed: string) {
  const all = askedOf(ports, plan, agency, window).map(async (asked) => {
    const latest = await unlessDamaged(ports.snapshots.latest(countsKey(plan, asked)), null);
    return missedReply(asked, await intact(ports, latest), missed);
  });
  return monthOf(await Promise.all(all));
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
 * Asks the province, or each of the agency's systems, for one agency's months that are not stored as final, and keeps the
 * answers. A month that cannot be had is a gap, never a failure of the run; a refused token is. Each month is noted as
 * soon as it is there, so that an attempt goes on where the one before was ended. With `missed`, and once an agency has
 * taken eight minutes, nothing is asked any more: what is open is a gap. Throws ProvinceUnavailable where the province has
 * answered nothing of several agencies in a row: all others would wait in vain.
 */
export async function collect(given: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, agency, missed } = CollectInput.parse(input);
  const plan = await planOf(given, run);
  const province = given.catalogue.province(plan.request.province);
  const ports = await withPortalProvince(given, province, Period.parse(plan.request.period), plan.nationalPortal);
  const { scheme } = province.regime;
  const noted = notedOf(ports, run, agency);
  const result = missed === undefined ? await noted : await unlessDamaged(noted, { agency, refs: [], gaps: [] });
  const end = ports.now().getTime() + TIME_LIMITS.agency * 1_000;
  let unanswered: ProvinceUnavailable | null = null;
  for (const month of plan.monthsByAgency[agency] ?? []) {
    const window = windowOfMonth(month, scheme);
    if (isNoted(result, window)) continue;
    const gone = missed ?? (ports.now().getTime() < end ? undefined : "Timeout");
    const {
      refs,
      gaps,
      unanswered: silence,
    } = gone === undefined
      ? await collectMonth(ports, plan, agency, window)
      : await missMonth(ports, plan, agency, window, gone);
    result.refs.push(...refs);
    result.gaps.push(...gaps);
    if (silence === null) result.asked = { at: ports.now().toISOString(), answered: true };
    unanswered = silence ?? unanswered;
    await ports.runs.put(run, `${COLLECTED}${agency}`, result);
  }
  if (unanswered !== null && result.asked === undefined) await noteUnanswered(ports, run, result, unanswered);
  ports.progress({ stage: "collect", of: Object.keys(plan.monthsByAgency).length, item: agency });
  return {};
}
