import { onTestFinished } from "vitest";
import { z } from "zod";
import { type Handlers, runMachine } from "../../../functions/laptop/machine.ts";
import { notifyFailure } from "../../../functions/pipeline/alert.ts";
import { assemble } from "../../../functions/pipeline/assemble.ts";
import { collect } from "../../../functions/pipeline/collect.ts";
import { notify } from "../../../functions/pipeline/notify.ts";
import { plan } from "../../../functions/pipeline/plan.ts";
import { publish } from "../../../functions/pipeline/publish.ts";
import { render } from "../../../functions/pipeline/render.ts";
import { manifestOf } from "../../../functions/pipeline/support/compile.ts";
import type { ServicePorts } from "../../../functions/ports/ports.ts";
import type { ProvinceApi } from "../../../functions/ports/province-api.ts";
import { runName } from "../../../functions/revisions/cadence.ts";
import { folder } from "../runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../runs/example-province.ts";
import { world } from "../runs/world.ts";

export const PROVINCE = "ba-ria-vung-tau";
export const PERIOD = "2023-06";
export const SERIES = `${PROVINCE}/${PERIOD}`;

/** A failure as AWS names it; the program never throws one of these itself. */
export const named = (name: string): Error => Object.assign(new Error(`injected: ${name}`), { name });

type Step = (input: unknown) => Promise<unknown>;

/** What goes wrong around a step: it gets the step and its input, and may run it, or not, or half of it. */
export type Fault = (step: Step, input: unknown, attempt: number) => Promise<unknown>;

export interface Setting {
  readonly province: ExampleProvince;
  /** Over the real table and folder, documents being stand-ins of a few bytes. */
  readonly ports: ServicePorts;
}

/** A province over HTTP, a table and a folder of a test's own. */
export async function setting(): Promise<Setting> {
  const province = await exampleProvince();
  onTestFinished(() => province.close());
  const { ports } = await world(province, folder());
  const paper = async () => new TextEncoder().encode("tài liệu thay thế");
  const render = { ...ports.render, pdf: paper, docx: paper, xlsx: paper, merged: paper };
  return {
    province,
    ports: { ...ports, render, check: { pdf: async () => [], docx: async () => {}, xlsx: async () => {} } },
  };
}

/** The ports with calls to the province's API going wrong: asked before every question, by its name. */
export function withApi(ports: ServicePorts, fail: (question: string, agency: string) => void): ServicePorts {
  const asked = <Given>(question: string, agency: string, ask: () => Promise<Given>): Promise<Given> => {
    fail(question, agency);
    return ask();
  };
  const asking = (api: ProvinceApi): ProvinceApi => ({
    agencies: async (day) => asked("agencies", "", () => api.agencies(day)),
    procedures: async (day) => asked("procedures", "", () => api.procedures(day)),
    measures: async (day) => asked("measures", "", () => api.measures(day)),
    systems: (agency, window) => api.systems(agency, window),
    counts: async (agency, window) => asked("counts", agency, () => api.counts(agency, window)),
    tasks: async (programme, day) => asked("tasks", "", () => api.tasks(programme, day)),
  });
  return { ...ports, api: (province) => asking(ports.api(province)) };
}

const STEPS: Readonly<Record<string, (ports: ServicePorts, input: unknown) => Promise<unknown>>> = {
  AwaitTurn: async () => ({ outcome: "given" }),
  Plan: plan,
  CollectAgency: collect,
  MissAgency: collect,
  Assemble: assemble,
  RenderDocument: render,
  Publish: publish,
  PublishApproved: publish,
  AskApprovers: notify,
  Notify: notify,
  NotifyFailure: notifyFailure,
};

export interface Run {
  /** Of the execution; what was thrown where it failed. */
  readonly end: { readonly outcome: string; readonly unannounced?: string } | Error;
  /** Every call of a handler: its state and input. */
  readonly calls: readonly (readonly [state: string, input: unknown])[];
}

const Output = z.object({ outcome: z.string(), unannounced: z.string().exactOptional() });

let runs = 0;

/** Runs the definition that the template carries, its retries without their waits, with faults around some states. */
export async function execute(
  definition: unknown,
  ports: ServicePorts,
  { faults = {}, refresh = false }: { faults?: Readonly<Record<string, Fault>>; refresh?: boolean } = {},
): Promise<Run> {
  const calls: (readonly [string, unknown])[] = [];
  const handlers: Handlers = Object.fromEntries(
    Object.entries(STEPS).map(([state, step]) => [
      state,
      async (input: unknown) => {
        calls.push([state, input]);
        const attempt = calls.filter(([one, given]) => one === state && same(given, input)).length;
        const run: Step = (given) => step(ports, given);
        return (faults[state] ?? ((todo) => todo(input)))(run, input, attempt);
      },
    ]),
  );
  const defaults = { programmes: null, reports: null, refresh, provisional: false };
  const input = { run: runName(PROVINCE, PERIOD, `thu-${++runs}`), province: PROVINCE, period: PERIOD, ...defaults };
  try {
    return { end: Output.parse(await runMachine({ definition, handlers, input, waitScale: 0 })), calls };
  } catch (error) {
    return { end: error instanceof Error ? error : new Error(String(error)), calls };
  }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What stands: number and manifest; null where nothing was ever published. */
export async function standing(ports: ServicePorts) {
  const pointer = await ports.revisions.current(SERIES);
  if (pointer === null) return null;
  const manifest = await manifestOf(ports.objects, pointer);
  return { revision: pointer.revision, manifest };
}
