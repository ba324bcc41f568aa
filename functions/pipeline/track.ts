import { z } from "zod";
import type { ServicePorts } from "../ports/ports.ts";
import { missingDocumentsText } from "../report/missing-documents.ts";
import { Renewal, renewalText } from "../revisions/renewal.ts";
import { reportable } from "../revisions/reportable.ts";
import { begun, ended, type RunEnd, type StepFailure, type StepProgress, startedElsewhere } from "../revisions/run.ts";
import { manifestOf } from "./support/compile.ts";
import { doneNote, failureNote } from "./support/notes.ts";
import { Request } from "./support/request.ts";
import { previewOf, previewText } from "./support/what-if/preview.ts";

type Step = StepProgress["step"];

const Input = z.object({
  run: z.string().min(1),
  agency: z.string().optional(),
  document: z.string().optional(),
  release: z.string().optional(),
});

/** A run begins with its first step; one that a schedule has started enters the history with it. */
async function enter(ports: ServicePorts, input: unknown): Promise<void> {
  const request = Request.parse(input);
  const at = ports.now().toISOString();
  const { created } = await ports.history.open(startedElsewhere(request, at, null));
  if (!created) await ports.history.change(request.run, (record) => begun(record, at));
}

/** The first step of a run that publishes what somebody has agreed to. */
async function beginRelease(ports: ServicePorts, input: unknown): Promise<void> {
  const { run, release } = Input.parse(input);
  const at = ports.now().toISOString();
  if (release !== undefined) await ports.history.change(run, (record) => begun(record, at));
}

const NothingNew = z.object({
  outcome: z.literal("nothing-new"),
  standing: z.object({ series: z.string(), renewal: Renewal.optional() }).optional(),
});
const Previewed = z.object({ outcome: z.literal("preview") });
const Batches = z.object({ documents: z.array(z.string()) });
const Published = z.object({ series: z.string(), revision: z.int(), awaiting: z.literal(true).optional() });
const Awaiting = z.object({ outcome: z.literal("awaiting-release") });

/** What the current revision of a series lacks, in words; nothing where that cannot be read. */
async function lackText(ports: ServicePorts, series: string | undefined): Promise<string> {
  const pointer = series === undefined ? null : await ports.revisions.current(series);
  return pointer === null ? "" : missingDocumentsText((await manifestOf(ports.objects, pointer)).missing);
}

const noteOf = (texts: readonly string[]): Pick<RunEnd, "note"> => {
  const note = texts.filter((text) => text !== "").join(" ");
  return note === "" ? {} : { note };
};

async function previewNote(ports: ServicePorts, run: string): Promise<Pick<RunEnd, "note">> {
  const preview = await previewOf(ports, run);
  return noteOf(preview === null ? [] : [previewText(preview)]);
}

/** The end of a run that a step has brought about, if it has: what comes after it changes nothing of the report. */
async function endBy(
  ports: ServicePorts,
  { step, run, output, at }: { step: Step; run: string; output: unknown; at: string },
): Promise<RunEnd | null> {
  const common = { at, revision: null, failure: null };
  if (step === "assemble" && Previewed.safeParse(output).success) {
    return { ...common, state: "previewed", ...(await previewNote(ports, run)) };
  }
  const lack = (series: string | undefined) => lackText(ports, series).catch(() => "");
  const nothing = step === "assemble" ? NothingNew.safeParse(output).data : undefined;
  if (nothing !== undefined) {
    const renewal = nothing.standing?.renewal;
    const renewed = renewal === undefined ? "" : renewalText(renewal);
    const note = noteOf([renewed, await lack(nothing.standing?.series)]);
    return { ...common, state: "nothing-new", ...note };
  }
  const awaiting: RunEnd = { state: "awaiting-release", at, revision: null, failure: null };
  if (step === "assemble" && Awaiting.safeParse(output).success) return awaiting;
  const published = step === "publish" ? Published.safeParse(output).data : undefined;
  if (published === undefined) return null;
  if (published.awaiting) return awaiting;
  const { series, revision } = published;
  return { ...common, state: "published", revision, ...noteOf([await lack(series)]) };
}

/** What is told of a step never decides how it went: the state machine must get what the step gave or threw. */
const quietly = (telling: Promise<unknown>): Promise<unknown> => telling.catch(() => undefined);

async function noteEnd(ports: ServicePorts, step: Step, input: unknown, output: unknown): Promise<void> {
  const { run, document = "" } = Input.parse(input);
  const at = ports.now().toISOString();
  const batches = step === "assemble" ? Batches.safeParse(output).data?.documents.length : undefined;
  // Collecting leaves notes of its own.
  if (step !== "collect") await ports.runs.put(run, doneNote(step, document), { at, ...(batches && { batches }) });
  const end = await endBy(ports, { step, run, output, at });
  if (end !== null) await ports.history.change(run, (record) => ended(record, end));
}

async function noteFailure(ports: ServicePorts, step: Step, input: unknown, error: unknown): Promise<void> {
  const { run, agency, document } = Input.parse(input);
  const item = agency ?? document ?? "";
  const note: StepFailure = { step, item, at: ports.now().toISOString(), ...reportable(error) };
  await ports.runs.put(run, failureNote(step, item), note);
}

/**
 * A step that leaves in the run's notes and in its history how it went, for those who follow the run.
 * What the step gives and throws stays as it is.
 */
export function tracked<Output>(step: Step, work: (ports: ServicePorts, input: unknown) => Promise<Output>) {
  return async (ports: ServicePorts, input: unknown): Promise<Output> => {
    try {
      if (step === "plan") await enter(ports, input);
      if (step === "publish") await quietly(beginRelease(ports, input));
      const output = await work(ports, input);
      await quietly(noteEnd(ports, step, input, output));
      return output;
    } catch (error) {
      await quietly(noteFailure(ports, step, input, error));
      throw error;
    }
  };
}
