import { z } from "zod";
import { AnswerInvalid, NotReported, ProvinceUnavailable } from "../domain/failure.ts";
import { type Window, windowOfMonth } from "../domain/period.ts";
import type { GapRecord } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { intact } from "./lists.ts";
import { COLLECTED, type Collected, type Plan, planOf } from "./notes.ts";

const CollectInput = z.object({ run: z.string().min(1), agency: z.string().min(1) });

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

async function collectMonth(ports: Ports, plan: Plan, agency: string, window: Window) {
  const { province, refresh } = plan.request;
  const key = { province, synthetic: plan.synthetic, kind: "counts" as const, agency, ...window };
  const standing = await intact(ports, await ports.snapshots.latest(key));
  if (standing?.status === "final" && !refresh) return { ref: standing, gap: null };
  try {
    const { status, dataAsOf, rows, synthetic } = await ports.api(province).counts(agency, window);
    return { ref: await ports.snapshots.save({ ...key, synthetic }, { status, dataAsOf, rows }), gap: null };
  } catch (error) {
    return { ref: standing, gap: gapOf(error, agency, window, standing !== null) };
  }
}

/**
 * Asks the province for one agency's months that are not stored as final, and keeps the answers. A month that cannot
 * be had is a gap, never a failure of the run; a refused token is. Safe to repeat: what is stored is not asked again.
 */
export async function collect(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, agency } = CollectInput.parse(input);
  const plan = await planOf(ports, run);
  const { scheme } = ports.catalogue.province(plan.request.province).regime;
  const result: Collected = { agency, refs: [], gaps: [] };
  for (const month of plan.bookings[agency] ?? []) {
    const { ref, gap } = await collectMonth(ports, plan, agency, windowOfMonth(month, scheme));
    if (ref !== null) result.refs.push(ref);
    if (gap !== null) result.gaps.push(gap);
  }
  await ports.runs.put(run, `${COLLECTED}${agency}`, result);
  ports.progress({ stage: "collect", of: Object.keys(plan.bookings).length, item: agency });
  return {};
}
