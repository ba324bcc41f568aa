import { z } from "zod";
import { reportable } from "../domain/failure.ts";
import { ended, type RunEnd, type StepFailure, type StepProgress } from "../domain/run.ts";
import type { ServicePorts } from "../ports.ts";
import { doneNote, failureNote } from "./notes.ts";
import { Request } from "./request.ts";

type Step = StepProgress["step"];

const Input = z.object({ run: z.string().min(1), agency: z.string().optional(), document: z.string().optional() });

/** A run that nobody asked the portal for (a schedule, a command) enters the history with its first step. */
async function enter(ports: ServicePorts, input: unknown): Promise<void> {
  const { run: id, province, period, programmes, refresh, provisional } = Request.parse(input);
  const asked = { id, province, period, programmes, refresh, provisional, reason: "", by: "" };
  const requestedAt = ports.now().toISOString();
  await ports.history.open({ ...asked, origin: "elsewhere", requestedAt, cancel: null, lease: null, end: null });
}

const Outcome = z.object({ outcome: z.literal("nothing-new") });
const Batches = z.object({ documents: z.array(z.string()) });
const Published = z.object({ series: z.string(), revision: z.int() });

/** The end of a run that a step has brought about, if it has: what comes after it changes nothing of the report. */
function endBy(step: Step, output: unknown, at: string): RunEnd | null {
  if (step === "assemble" && Outcome.safeParse(output).success) {
    return { state: "nothing-new", at, revision: null, failure: null };
  }
  const published = step === "publish" ? Published.safeParse(output).data : undefined;
  return published === undefined ? null : { state: "published", at, revision: published.revision, failure: null };
}

/** What is told of a step never decides how it went: the state machine must get what the step gave or threw. */
const quietly = (telling: Promise<unknown>): Promise<unknown> => telling.catch(() => undefined);

async function noteEnd(ports: ServicePorts, step: Step, input: unknown, output: unknown): Promise<void> {
  const { run, document = "" } = Input.parse(input);
  const at = ports.now().toISOString();
  const batches = step === "assemble" ? Batches.safeParse(output).data?.documents.length : undefined;
  // Collecting leaves notes of its own.
  if (step !== "collect") await ports.runs.put(run, doneNote(step, document), { at, ...(batches && { batches }) });
  const end = endBy(step, output, at);
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
      const output = await work(ports, input);
      await quietly(noteEnd(ports, step, input, output));
      return output;
    } catch (error) {
      await quietly(noteFailure(ports, step, input, error));
      throw error;
    }
  };
}
