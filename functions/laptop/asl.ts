import type { StateMachineDefinition } from "aws-local-stepfunctions";
import { z } from "zod";

const Following = z.looseObject({ Next: z.string() });

const State = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(Following).optional(),
  Catch: z.array(Following).optional(),
  ItemProcessor: z.looseObject({ States: z.record(z.string(), z.looseObject({ Type: z.string() })) }).optional(),
});

/** States by name. */
type States = Readonly<Record<string, z.infer<typeof State>>>;

/** A definition in the States Language, as far as running it needs to know. */
const Machine = z.looseObject({ States: z.record(z.string(), State) });

/** For the interpreter; that it honours every field of the deployed definition is tested, not looked at again here. */
export const Definition = z.custom<StateMachineDefinition>((value) => Machine.safeParse(value).success);

/** The states that may come right after one, or after its failure. */
function following({ Next, Default, Choices = [], Catch = [] }: States[string]): string[] {
  const named = [Next, Default].filter((name) => name !== undefined);
  return [...named, ...[...Choices, ...Catch].map((one) => one.Next)];
}

/** Whether a run may come to a Map from a state on, that one included. */
export function leadsToMap(states: States, from: string, known = new Set<string>()): boolean {
  const state = states[from];
  if (state === undefined || known.has(from)) return false;
  known.add(from);
  return state.Type === "Map" || following(state).some((next) => leadsToMap(states, next, known));
}

/** A Task state. */
export interface TaskPlace {
  readonly name: string;
  /** Whether it runs after all maps: inside none, and none comes after it. */
  readonly last: boolean;
}

/** All Task states, also those inside maps. */
export function tasksOf(definition: unknown): TaskPlace[] {
  const { States } = Machine.parse(definition);
  return Object.entries(States).flatMap(([name, state]) => {
    if (state.Type === "Task") return [{ name, last: !leadsToMap(States, name) }];
    const inner = Object.entries(state.ItemProcessor?.States ?? {}).filter(([, { Type }]) => Type === "Task");
    return inner.map(([item]) => ({ name: item, last: false }));
  });
}
