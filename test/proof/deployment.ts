import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { runMachine } from "../../functions/laptop/machine.ts";
import type { ProvinceId } from "../../functions/simulator/province/agencies.ts";
import { bundle, copyTemplates } from "../../infra/handlers.ts";
import { PORTAL_CLIENT } from "../helpers/portal/issuer.ts";
import { type Cloud, openCloud } from "./cloud/cloud.ts";
import { type DeployedFunction, EmulatedFunction, type Launch } from "./cloud/emulator.ts";
import { resourcesOf } from "./cloud/resolve.ts";
import { PROVINCE, type Synthesised } from "./deployed.ts";
import { AwsCall } from "./iam-actions.ts";
import { openProvince, type Province, type Size } from "./province.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Heap that a handler may take, in MB: with it the process has to stay under 512 MB in all. */
const HEAP_MB = 384;

const MachineProperties = z.looseObject({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) })),
});

/** The state machine of the template, and which function each of its tasks calls, by the state's name. */
function machineOf({ template }: Synthesised): { definition: unknown; tasks: ReadonlyMap<string, string> } {
  const [[, machine] = []] = resourcesOf(template, "AWS::StepFunctions::StateMachine");
  const { DefinitionString, DefinitionSubstitutions } = MachineProperties.parse(machine?.Properties);
  const tasks = new Map<string, string>();
  const definition: unknown = JSON.parse(DefinitionString, (state, value) => {
    if (value?.Type !== "Task") return value;
    const variable = /^\$\{(\w+)\}$/.exec(value.Resource)?.[1] ?? "";
    tasks.set(state, DefinitionSubstitutions[variable]?.["Fn::GetAtt"][0] ?? "");
    return value;
  });
  return { definition, tasks };
}

/** How Step Functions names the execution of a request. */
function executionOf({ template, resolver }: Synthesised, request: object): string {
  const [[id = ""] = []] = resourcesOf(template, "AWS::StepFunctions::StateMachine");
  const { run } = z.object({ run: z.string() }).parse(request);
  return `${resolver.arnOf(id).replace(":stateMachine:", ":execution:")}:${run}`;
}

/** How much of a function's memory Lambda lets Node take for its heap, about. */
const LAMBDA_HEAP = 0.9;

type Code = Pick<Launch, "flags"> & { readonly folder: string; readonly environment: Readonly<Record<string, string>> };

/**
 * The asset as it would be deployed: it reads itself and the runtime client, writes to its temporary folder, no more.
 *
 * @param heapMb null for what Lambda gives
 */
export const builtWith =
  (heapMb: number | null) =>
  (asset: string): Code => ({
    folder: asset,
    environment: {},
    flags: (temporary, memoryMb) => [
      "--permission",
      `--allow-fs-read=${asset}`,
      `--allow-fs-read=${join(import.meta.dirname, "cloud/runtime-client.ts")}`,
      `--allow-fs-read=${temporary}`,
      `--allow-fs-write=${temporary}`,
      `--max-old-space-size=${heapMb ?? Math.floor(memoryMb * LAMBDA_HEAP)}`,
    ],
  });

/** With so little heap that what leaks is seen. */
export const asBuilt = builtWith(HEAP_MB);

/** The same bundle, but for the SDK beside it, where the recorder can put its middleware. */
export interface Recorded extends Code {
  /** What the middleware saw, in the order of the answers. */
  calls(): AwsCall[];
  dispose(): void;
}

export function recorded(): Recorded {
  const folder = mkdtempSync(join(ROOT, "node_modules", ".proof-"));
  const calls = join(folder, "calls.jsonl");
  writeFileSync(calls, "");
  bundle(folder, ["@aws-sdk/*", "@smithy/*"]);
  copyTemplates(folder);
  return {
    folder,
    environment: { PROOF_CALLS: calls },
    flags: () => ["--import", join(import.meta.dirname, "cloud/recorder.ts")],
    calls: () =>
      readFileSync(calls, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => AwsCall.parse(JSON.parse(line))),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A stack that runs here: its functions in processes of their own, the services they call on loopback. */
export interface Deployment {
  readonly cloud: Cloud;
  readonly province: Province;
  /** ARNs of the functions that the state machine has called. */
  readonly invoked: readonly string[];
  /** The function that a task of the state machine calls. */
  task(state: string): EmulatedFunction;
  /** The function with this handler, `start.startHandler`. */
  handler(name: string): EmulatedFunction;
  /** The function of a task or with a handler, with no process yet, and with other limits where they are given. */
  fresh(name: string, limits?: Partial<Pick<DeployedFunction, "timeoutSeconds">>): EmulatedFunction;
  readonly functions: ReadonlyMap<string, EmulatedFunction>;
  /** Runs the state machine of the template. */
  run(request: object): Promise<unknown>;
  close(): Promise<void>;
}

/** Makes a function by its logical id, with no process yet. */
function maker(stack: Synthesised, cloud: Cloud, province: Province, codeOf: (asset: string) => Code) {
  return (id: string, limits: Partial<DeployedFunction> = {}): EmulatedFunction => {
    const deployed = stack.functions.get(id);
    if (deployed === undefined) throw new RangeError(`no function of the template is ${id}`);
    const { folder, environment, flags } = codeOf(deployed.asset);
    const trusted = { NODE_EXTRA_CA_CERTS: province.certificate };
    const platform = () => ({ ...cloud.environment(id), ...trusted, ...environment });
    return new EmulatedFunction({ ...deployed, ...limits }, { taskRoot: folder, platform, flags });
  };
}

/** Puts a synthesised stack up over a simulated province. */
export async function deploy(
  stack: Synthesised,
  codeOf: (asset: string) => Code,
  { size, id = PROVINCE }: { readonly size: Size; readonly id?: ProvinceId },
): Promise<Deployment> {
  const province = await openProvince(id, size);
  const client = JSON.stringify({ clientSecret: PORTAL_CLIENT.secret });
  const secret = (name: string) =>
    name.endsWith(`/${id}`) ? JSON.stringify(province.credentials) : name.includes("sign-in") ? client : undefined;
  const cloud = await openCloud({ ...stack, secret });
  const make = maker(stack, cloud, province, codeOf);
  const functions = new Map([...stack.functions.keys()].map((name) => [name, make(name)]));
  const { definition, tasks } = machineOf(stack);
  const task = (state: string): EmulatedFunction => {
    const found = functions.get(tasks.get(state) ?? "");
    if (found === undefined) throw new RangeError(`${state} calls no function of the template`);
    return found;
  };
  const invoked: string[] = [];
  const handlers = Object.fromEntries(
    [...tasks.keys()].map((state) => [
      state,
      (input: unknown) => {
        invoked.push(stack.resolver.arnOf(tasks.get(state) ?? ""));
        return task(state).invoke(input);
      },
    ]),
  );
  const idOf = (handler: string): string => [...stack.functions].find(([, one]) => one.handler === handler)?.[0] ?? "";
  return {
    cloud,
    province,
    invoked,
    task,
    handler(name) {
      const found = functions.get(idOf(name));
      if (found === undefined) throw new RangeError(`no function of the template has the handler ${name}`);
      return found;
    },
    fresh: (name, limits) => make(tasks.get(name) ?? idOf(name), limits),
    functions,
    run: (input) => runMachine({ definition, handlers, input, execution: executionOf(stack, input), waitScale: 0.01 }),
    async close() {
      await Promise.all([...functions.values()].map((one) => one.close()));
      await cloud.close();
      await province.close();
    },
  };
}
