import { z } from "zod";
import { Agency } from "../../domain/agency.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import {
  COLLECTED,
  Collected,
  DONE,
  Done,
  doneNote,
  FAILURE,
  layoutWarningsOf,
  Plan,
  unmadeOf,
  untoldOf,
} from "../../pipeline/support/notes.ts";
import { previewOf } from "../../pipeline/support/what-if/preview.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import {
  type AgencyProgress,
  type RunRecord,
  type RunView,
  StepFailure,
  type StepProgress,
  stateOf,
} from "../../revisions/run.ts";
import { placesOf } from "./reruns.ts";

type Readers = Pick<PortalPorts, "runs" | "snapshots" | "history" | "now">;

async function noteOf(ports: Readers, run: string, name: string): Promise<unknown> {
  return (await ports.runs.list(run, name)).find((note) => note.name === name)?.value;
}

/** Names by code, of the newest list; none where it cannot be read: names are there to help, not to decide. */
async function namesOf(ports: Readers, plan: Plan): Promise<ReadonlyMap<string, string>> {
  const lists = [...plan.lists].sort((one, other) => (one.to < other.to ? -1 : 1));
  const names = new Map<string, string>();
  for (const ref of lists) {
    const rows = await ports.snapshots.read(ref).catch((error: unknown) => {
      if (error instanceof StoreDamaged) return [];
      throw error;
    });
    for (const { code, name } of z.array(Agency).parse(rows)) names.set(code, name);
  }
  return names;
}

/** An agency is collected when each of its months was noted, as there or as a gap. */
function agencyProgress(agency: string, name: string, months: number, note: Collected | undefined): AgencyProgress {
  const gaps = (note?.gaps ?? []).map(({ window, rule, actual }) => ({ ...window, rule, reason: actual }));
  const noted = new Set([...(note?.refs ?? []), ...gaps].map(({ from }) => from));
  if (noted.size < months) return { agency, name, state: "waiting", gaps };
  return { agency, name, state: gaps.length === 0 ? "collected" : "missing", gaps };
}

async function agenciesOf(ports: Readers, run: string, plan: Plan): Promise<AgencyProgress[]> {
  const names = await namesOf(ports, plan);
  const notes = (await ports.runs.list(run, COLLECTED)).map(({ value }) => Collected.parse(value));
  const byAgency = new Map(notes.map((note) => [note.agency, note]));
  return Object.entries(plan.monthsByAgency).map(([code, months]) =>
    agencyProgress(code, names.get(code) ?? "", months.length, byAgency.get(code)),
  );
}

const STEPS = ["plan", "collect", "assemble", "render", "publish"] as const;

/** The steps in their order; the first that is not done is the one under way, as long as the run is. */
function stepsOf(
  counts: Readonly<Record<StepProgress["step"], { done: number; of: number }>>,
  underWay: boolean,
  isPreview: boolean,
): StepProgress[] {
  const order = isPreview ? STEPS.slice(0, STEPS.indexOf("render")) : STEPS;
  const isDone = (step: StepProgress["step"]): boolean => counts[step].of > 0 && counts[step].done === counts[step].of;
  const current = order.find((step) => !isDone(step));
  return order.map((step) => {
    const state = isDone(step) ? "done" : underWay && step === current ? "running" : "waiting";
    return { step, state, ...counts[step] };
  });
}

/** A run as those who follow it see it, read from what its steps have left so far. */
export async function viewOf(ports: Readers, record: RunRecord): Promise<RunView> {
  const { id } = record;
  const planned = Plan.safeParse(await noteOf(ports, id, "plan")).data;
  const agencies = planned === undefined ? [] : await agenciesOf(ports, id, planned);
  const notes = await ports.runs.list(id, DONE);
  const doneOf = (step: string) => notes.filter(({ name }) => name.startsWith(doneNote(step, "")));
  const single = (step: string) => ({ done: doneOf(step).length, of: 1 });
  const counts = {
    plan: single("plan"),
    collect: { done: agencies.filter(({ state }) => state !== "waiting").length, of: agencies.length },
    assemble: single("assemble"),
    render: { done: doneOf("render").length, of: Done.safeParse(doneOf("assemble")[0]?.value).data?.batches ?? 0 },
    publish: single("publish"),
  };
  const failures = (await ports.runs.list(id, FAILURE)).map(({ value }) => StepFailure.parse(value));
  failures.sort((one, other) => (one.at < other.at ? -1 : 1));
  const state = stateOf(record, ports.now());
  const warnings = await layoutWarningsOf(ports, id);
  const unmade = await unmadeOf(ports, id);
  const untold = await untoldOf(ports, id);
  const steps = stepsOf(counts, state === "running" || state === "cancelling", record.preview);
  const preview = record.preview ? await previewOf(ports, id) : null;
  const place = (await placesOf(ports, [record])).get(id) ?? null;
  return { record, state, place, steps, agencies, failures, warnings, unmade, untold, preview };
}
