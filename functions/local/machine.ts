import { ExecutionError, StateMachine } from "aws-local-stepfunctions";
import type { z } from "zod";
import { assertSupported, taskNames } from "./asl.ts";

/** Bytes of JSON that a state of Step Functions takes or gives; beyond it AWS ends the execution uncatchably. */
const PAYLOAD_LIMIT = 262_144;

const WAITS = new Set(["IntervalSeconds", "MaxDelaySeconds", "Seconds"]);

/** What a Task state calls, by the name of the state. */
export type Handlers = Readonly<Record<string, (input: unknown) => Promise<unknown>>>;

export interface MachineRun {
  /** Parsed `infra/pipeline.asl.json`. The `${…Arn}` in it may stay: handlers are found by their state's name. */
  readonly definition: unknown;
  /** One for each Task state, none besides. */
  readonly handlers: Handlers;
  /** A JSON value. */
  readonly input: unknown;
  /** Factor on the waits between retries and of Wait states; 0 does not wait. Timeouts stay. */
  readonly waitScale: number;
  /** Ends the execution where it stands; what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal;
}

function scaledWaits(value: unknown, scale: number): unknown {
  if (Array.isArray(value)) return value.map((member) => scaledWaits(member, scale));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    const isWait = WAITS.has(key) && typeof member === "number";
    return [key, isWait ? member * scale : scaledWaits(member, scale)];
  });
  return Object.fromEntries(entries);
}

/** The value as it would arrive through Step Functions. */
function asPayload(value: unknown, state: string): z.core.util.JSONType {
  const text = JSON.stringify(value ?? null);
  const size = Buffer.byteLength(text);
  if (size > PAYLOAD_LIMIT) throw new RangeError(`the payload of ${state} is ${size} bytes, over ${PAYLOAD_LIMIT}`);
  return JSON.parse(text);
}

/** Calls under way, and an end to them: the interpreter starts queued items of a map even after one has failed. */
class Calls {
  readonly #under = new Set<Promise<unknown>>();
  #over = false;

  start<T>(call: () => Promise<T>): Promise<T> {
    if (this.#over) return Promise.reject(new Error("the execution is over"));
    const running = call();
    const settled = running.catch(() => undefined).finally(() => this.#under.delete(settled));
    this.#under.add(settled);
    return running;
  }

  async end(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#under);
  }
}

function checkHandlers(expected: readonly string[], handlers: Handlers): void {
  const given = Object.keys(handlers);
  const wrong = [
    ...expected.filter((name) => !given.includes(name)).map((name) => `no handler for ${name}`),
    ...given.filter((name) => !expected.includes(name)).map((name) => `no Task state ${name}`),
  ];
  if (wrong.length > 0) throw new RangeError(wrong.join("; "));
}

/**
 * Runs the state machine in this process, with the handlers as its Lambda functions.
 *
 * Retry and Catch match an error's `name`. When the execution fails, the handler's own error is thrown, after the calls
 * that were under way have ended. So it is when the signal aborts. Throws RangeError for a definition that the interpreter does not honour in full, and
 * for a payload that Step Functions would refuse.
 *
 * @returns the execution's output
 */
export async function runMachine({ definition, handlers, input, waitScale, signal }: MachineRun): Promise<unknown> {
  assertSupported(definition);
  checkHandlers(taskNames(definition), handlers);
  const scaled: object = { ...definition, States: scaledWaits(definition.States, waitScale) };
  const machine = new StateMachine({ ...definition, ...scaled }, { validationOptions: { noValidate: true } });
  const calls = new Calls();
  const taskResourceLocalHandlers = Object.fromEntries(
    Object.entries(handlers).map(([state, handler]) => [
      state,
      (value: unknown) => calls.start(async () => asPayload(await handler(asPayload(value, state)), state)),
    ]),
  );
  signal?.throwIfAborted();
  const execution = machine.run(asPayload(input, "the input"), { overrides: { taskResourceLocalHandlers } });
  signal?.addEventListener("abort", execution.abort, { once: true });
  try {
    return await execution.result;
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof ExecutionError ? error.cause : error;
  } finally {
    signal?.removeEventListener("abort", execution.abort);
    await calls.end();
  }
}
