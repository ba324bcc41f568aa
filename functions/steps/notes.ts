import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import { GapRecord, SnapshotRef } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { Request } from "./request.ts";

/** What a run is going to do: everything later steps need to know of it, kept in the run store. */
export const Plan = z.object({
  request: Request,
  series: z.string(),
  programmes: z.array(z.string()),
  synthetic: z.boolean(),
  /** Months of the year basis, first to last. */
  months: z.array(z.string()),
  /** Earlier months that have been collected: for comparisons and for the backlog carried over. */
  earlier: z.array(z.string()),
  lists: z.array(SnapshotRef),
  earlierLists: z.array(SnapshotRef),
  catalogues: z.array(SnapshotRef),
  /** Whether a programme has a target on measures; their lists may still all have failed. */
  measured: z.boolean(),
  measures: z.array(SnapshotRef),
  /** Progress on tasks on the last day of the report's window, where the list could be had. */
  tasks: z.array(SnapshotRef),
  /** The months in which each agency is booked. */
  bookings: z.record(z.string(), z.array(z.string())),
});
export type Plan = z.infer<typeof Plan>;

/** The plan of a run. */
export async function planOf(ports: Ports, run: string): Promise<Plan> {
  return Plan.parse(await ports.runs.get(run, "plan"));
}

/** What collecting one agency gave: a vintage for each month that is there, a record for each that is not. */
export const Collected = z.object({
  agency: z.string(),
  refs: z.array(SnapshotRef),
  gaps: z.array(GapRecord),
});
export type Collected = z.infer<typeof Collected>;

export const COLLECTED = "collected#";

/** Left by a step that has ended well, for each of its items; that of assembling says how many batches are to be rendered. */
export const doneNote = (step: string, item: string): string => `${DONE}${step}#${item}`;
export const DONE = "done#";
export const Done = z.object({ at: z.string(), batches: z.int().optional() });

/** Left by a step's last failure, for each item. */
export const failureNote = (step: string, item: string): string => `${FAILURE}${step}#${item}`;
export const FAILURE = "failure#";

/** What every agency of the plan left. Throws StoreDamaged where one left nothing: half a list is never published. */
export async function collectedOf(ports: Ports, plan: Plan): Promise<Collected[]> {
  const { run } = plan.request;
  const notes = (await ports.runs.list(run, COLLECTED)).map(({ value }) => Collected.parse(value));
  const known = new Map(notes.map((note) => [note.agency, note]));
  return Object.entries(plan.bookings).map(([agency, months]) => {
    const note = known.get(agency);
    const windows = new Set(
      [...(note?.refs ?? []), ...(note?.gaps ?? []).map((gap) => gap.window)].map(({ from }) => from),
    );
    if (note !== undefined && windows.size === months.length) return note;
    throw new StoreDamaged(`ghi chép thu thập số liệu của ${agency} trong lần chạy ${run}`);
  });
}
