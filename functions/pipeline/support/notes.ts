import { z } from "zod";
import { PlanDamaged, StoreDamaged } from "../../domain/failure.ts";
import { LayoutWarning } from "../../domain/quality/layout.ts";
import type { Ports } from "../../ports/ports.ts";
import { GapRecord, MissingDocument, SnapshotRef } from "../../revisions/revision.ts";
import { Undeliverable, type Untold } from "../../revisions/run.ts";
import { withFormerNames } from "./former-names.ts";
import { PortalNote } from "./national/ask.ts";
import { Request } from "./request.ts";

const PlanNote = z.object({
  request: Request,
  series: z.string(),
  programmes: z.array(z.string()),
  /** What the period before is reported by; a run of version 0.2 knew nothing of it. */
  programmesBefore: z.array(z.string()).default([]),
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
  /** Null where the national portal was not to be asked; a run of version 0.3.1 never asked it. */
  nationalPortal: PortalNote.nullable().default(null),
  /** The months whose counts are asked of each agency. */
  monthsByAgency: z.record(z.string(), z.array(z.string())),
});

/**
 * What a run is going to do: everything later steps need to know of it, kept in the run store. Runs of version 0.2
 * called an agency's months "bookings".
 */
export const Plan = withFormerNames(PlanNote, { bookings: "monthsByAgency" });
export type Plan = z.infer<typeof Plan>;

/** The plan of a run. Throws PlanDamaged where it cannot be read. */
export async function planOf(ports: Ports, run: string): Promise<Plan> {
  try {
    return Plan.parse(await ports.runs.get(run, "plan"));
  } catch (error) {
    throw error instanceof StoreDamaged ? new PlanDamaged(error.what, "chạy lại") : error;
  }
}

/** What collecting one agency gave: a vintage for each month that is there, a record for each that is not. */
export const Collected = z.object({
  agency: z.string(),
  refs: z.array(SnapshotRef),
  gaps: z.array(GapRecord),
  /** Whether the province answered anything that this run asked of the agency, and when; absent where nothing was asked. */
  asked: z.object({ at: z.string(), answered: z.boolean() }).optional(),
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

/** Left by rendering for each PDF document that was read back: the rules of typesetting that it breaks. */
export const layoutNote = (document: string): string => `${LAYOUT}${document}`;
const LAYOUT = "layout#";
const LayoutNote = z.object({ warnings: z.array(LayoutWarning) });

/** The warnings of one document. Throws StoreDamaged where it has not been read back. */
export async function layoutWarningsIn(ports: Pick<Ports, "runs">, run: string, document: string) {
  return LayoutNote.parse(await ports.runs.get(run, layoutNote(document))).warnings;
}

/** The warnings of a run's documents so far, in the order of their names. */
export async function layoutWarningsOf(ports: Pick<Ports, "runs">, run: string): Promise<LayoutWarning[]> {
  const notes = await ports.runs.list(run, LAYOUT);
  return notes.flatMap(({ value }) => LayoutNote.parse(value).warnings);
}

/** What assembling notes in the place of a batch: the documents that could not even be written. */
export const UNWRITTEN = "";

/** Left by rendering for each batch of a draft, by where the draft lies: which of its documents could not be made. */
export const renderedNote = (batch: string): string => `${RENDERED}${batch}`;
const RENDERED = "rendered#";
const Rendered = z.object({
  prefix: z.string(),
  missing: z.array(MissingDocument),
  /** Names of the pictures that were made of first pages; a run of version 0.3.1 made none. */
  pictures: z.array(z.string()).default([]),
});

/** What a run could not make so far, for those who follow it. */
export async function unmadeOf(ports: Pick<Ports, "runs">, run: string): Promise<MissingDocument[]> {
  const notes = await ports.runs.list(run, RENDERED);
  return notes.flatMap(({ value }) => Rendered.parse(value).missing);
}

interface Rendering {
  readonly prefix: string;
  readonly batches: readonly { readonly id: string }[];
  readonly missing: readonly MissingDocument[];
}

/** What came of rendering a draft. */
interface RenderedDraft {
  /** What could not be written, then what could not be rendered, in the order of the batches. */
  readonly missing: readonly MissingDocument[];
  /** Names of the pictures of first pages, in the order of the batches. */
  readonly pictures: readonly string[];
}

/** What came of rendering a draft's batches. Null where what one of them left is not there: it is not rendered yet. */
export async function renderedOf(
  ports: Pick<Ports, "runs">,
  run: string,
  { prefix, batches, missing }: Rendering,
): Promise<RenderedDraft | null> {
  const notes = await ports.runs.list(run, RENDERED);
  const byName = new Map(notes.map(({ name, value }) => [name, Rendered.parse(value)]));
  const own = batches.flatMap(({ id }) => byName.get(renderedNote(id)) ?? []);
  if (own.length < batches.length || own.some((note) => note.prefix !== prefix)) return null;
  return {
    missing: [...missing, ...own.flatMap((note) => note.missing)],
    pictures: own.flatMap((note) => note.pictures),
  };
}

/** Left by telling people of a revision: how many mails are still to be sent, and who cannot be written to. */
export const UNTOLD = "untold";
const UntoldNote = z.object({
  waiting: z.int(),
  refused: z.int(),
  undeliverable: z.array(Undeliverable).default([]),
});

/** Whom a run could not tell of its revision; nobody where it has not come to that. */
export async function untoldOf(ports: Pick<Ports, "runs">, run: string): Promise<Untold> {
  const note = (await ports.runs.list(run, UNTOLD)).find(({ name }) => name === UNTOLD);
  return note === undefined ? { waiting: 0, refused: 0, undeliverable: [] } : UntoldNote.parse(note.value);
}

/** What every agency of the plan left. Throws StoreDamaged where one left nothing: half a list is never published. */
export async function collectedOf(ports: Ports, plan: Plan): Promise<Collected[]> {
  const { run } = plan.request;
  const notes = (await ports.runs.list(run, COLLECTED)).map(({ value }) => Collected.parse(value));
  const known = new Map(notes.map((note) => [note.agency, note]));
  return Object.entries(plan.monthsByAgency).map(([agency, months]) => {
    const note = known.get(agency);
    const windows = new Set(
      [...(note?.refs ?? []), ...(note?.gaps ?? []).map((gap) => gap.window)].map(({ from }) => from),
    );
    if (note !== undefined && windows.size === months.length) return note;
    throw new StoreDamaged(`ghi chép thu thập số liệu của ${agency} trong lần chạy ${run}`);
  });
}
