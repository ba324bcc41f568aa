import { z } from "zod";
import { leadsToMap } from "../../../functions/laptop/asl.ts";

/**
 * What of the States Language the local interpreter does as AWS does. Everything else is refused by name: the
 * interpreter ignores JSONata, Assign, distributed maps and the like silently, so that the laptop would run another
 * machine than AWS. Retry belongs on the task inside a Map: the interpreter goes on with
 * the other items while a Map's own Retry runs.
 */
const seconds = z.int().min(1);
const payload = z.record(z.string(), z.json());

const Retrier = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: seconds.exactOptional(),
  MaxAttempts: z.int().min(0).exactOptional(),
  BackoffRate: z.number().min(1).exactOptional(),
  MaxDelaySeconds: seconds.exactOptional(),
  JitterStrategy: z.enum(["FULL", "NONE"]).exactOptional(),
});

const Catcher = z.strictObject({
  ErrorEquals: z.array(z.string()).min(1),
  ResultPath: z.string().exactOptional(),
  Next: z.string(),
});

const common = { Comment: z.string().exactOptional() };
const paths = { InputPath: z.string().nullable().exactOptional(), OutputPath: z.string().nullable().exactOptional() };
const result = { ResultPath: z.string().nullable().exactOptional() };
/** One of the two; the interpreter's own types ask for it, asl-validator for the rest. */
const onward = { Next: z.string().exactOptional(), End: z.literal(true).exactOptional() };

const Task = z.strictObject({
  ...common,
  ...paths,
  ...result,
  ...onward,
  Type: z.literal("Task"),
  Resource: z.string(),
  Parameters: payload.exactOptional(),
  ResultSelector: payload.exactOptional(),
  /** Required: the interpreter's default is a minute, AWS's more than three years. */
  TimeoutSeconds: seconds,
  Retry: z.array(Retrier).exactOptional(),
  Catch: z.array(Catcher).exactOptional(),
});

const Pass = z.strictObject({
  ...common,
  ...paths,
  ...result,
  ...onward,
  Type: z.literal("Pass"),
  Parameters: payload.exactOptional(),
});

const Choice = z.strictObject({
  ...common,
  ...paths,
  Type: z.literal("Choice"),
  Choices: z
    .array(
      z.union([
        z.strictObject({ Variable: z.string(), StringEquals: z.string(), Next: z.string() }),
        z.strictObject({ Variable: z.string(), IsPresent: z.boolean(), Next: z.string() }),
      ]),
    )
    .min(1),
  Default: z.string(),
});

const Wait = z.strictObject({ ...common, ...paths, ...onward, Type: z.literal("Wait"), Seconds: seconds });

const Succeed = z.strictObject({ ...common, ...paths, Type: z.literal("Succeed") });

const Fail = z.strictObject({
  ...common,
  Type: z.literal("Fail"),
  Error: z.string().exactOptional(),
  Cause: z.string().exactOptional(),
  ErrorPath: z.string().exactOptional(),
  CausePath: z.string().exactOptional(),
});

const steps = [Task, Pass, Choice, Wait, Succeed, Fail] as const;

const ItemProcessor = z.strictObject({
  ...common,
  ProcessorConfig: z.strictObject({ Mode: z.literal("INLINE") }).exactOptional(),
  StartAt: z.string(),
  States: z.record(z.string(), z.discriminatedUnion("Type", steps)),
});

const MapState = z.strictObject({
  ...common,
  ...paths,
  ...result,
  ...onward,
  Type: z.literal("Map"),
  ItemsPath: z.string(),
  ItemSelector: payload,
  /** Required: without it the interpreter takes 40 at once, AWS as many as there are. */
  MaxConcurrency: z.int().min(1).max(40),
  ItemProcessor,
  Catch: z.array(Catcher).exactOptional(),
});

const Machine = z.strictObject({
  ...common,
  StartAt: z.string(),
  TimeoutSeconds: seconds.exactOptional(),
  States: z.record(z.string(), z.discriminatedUnion("Type", [...steps, MapState])),
});

type Machine = z.infer<typeof Machine>;

/**
 * A Map that fails may only lead to states after which no Map comes: the interpreter still starts what is queued of the
 * one that failed, and nobody could tell it from the items of the next.
 */
function mapsFailIntoMaps({ States }: Machine): string[] {
  return Object.entries(States).flatMap(([name, state]) => {
    const caught = state.Type === "Map" ? (state.Catch ?? []) : [];
    return caught.some(({ Next }) => leadsToMap(States, Next)) ? [name] : [];
  });
}

/** Throws RangeError naming every field that the interpreter would not honour. */
export function assertSupported(definition: unknown): void {
  const parsed = Machine.safeParse(definition);
  if (!parsed.success) throw new RangeError(`the local interpreter cannot run this:\n${z.prettifyError(parsed.error)}`);
  const wrong = mapsFailIntoMaps(parsed.data);
  if (wrong.length > 0) {
    throw new RangeError(`the local interpreter cannot run this:\na Map may follow the failure of ${wrong.join(", ")}`);
  }
}
