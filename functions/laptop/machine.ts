import { ExecutionError, StateMachine } from "aws-local-stepfunctions";
import type { z } from "zod";
import { Definition, tasksOf } from "./asl.ts";

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
  /** What the definition names the execution by. */
  readonly execution?: string;
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
  readonly #failures: unknown[] = [];
  #mapsOver = false;

  /** @param last the call comes after all maps: what is queued of a map that failed no longer starts. */
  async start<T>(call: () => Promise<T>, last: boolean): Promise<T> {
    if (last) await this.end();
    else if (this.#mapsOver) throw new Error("the execution is over");
    const running = call();
    const settled = running
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => this.#under.delete(settled));
    this.#under.add(settled);
    return running;
  }

  async end(): Promise<void> {
    this.#mapsOver = true;
    await Promise.all(this.#under);
  }

  /** What a handler threw last under this name; the interpreter hands on no more than the name and the message. */
  thrown(name: string): unknown {
    return this.#failures.findLast((error) => error instanceof Error && error.name === name);
  }
}

/** What a failed execution means to the caller: the handler's own error, also where the machine caught it on the way. */
function failureOf(error: unknown, calls: Calls): unknown {
  const cause: unknown = error instanceof ExecutionError ? error.cause : error;
  return cause instanceof Error ? (calls.thrown(cause.name) ?? cause) : cause;
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
 * that were under way have ended; the signal's reason likewise. Throws RangeError for handlers that are not the
 * definition's, and for a payload that Step Functions would refuse.
 *
 * @returns the execution's output
 */
export async function runMachine({
  definition,
  handlers,
  input,
  execution: Id = "here",
  waitScale,
  signal,
}: MachineRun): Promise<unknown> {
  const tasks = tasksOf(definition);
  checkHandlers(
    tasks.map(({ name }) => name),
    handlers,
  );
  const scaled = Definition.parse(scaledWaits(definition, waitScale));
  const machine = new StateMachine(scaled, { validationOptions: { noValidate: true } });
  const calls = new Calls();
  const last = new Set(tasks.filter((task) => task.last).map(({ name }) => name));
  const taskResourceLocalHandlers = Object.fromEntries(
    Object.entries(handlers).map(([state, handler]) => [
      state,
      (value: unknown) =>
        calls.start(async () => asPayload(await handler(asPayload(value, state)), state), last.has(state)),
    ]),
  );
  signal?.throwIfAborted();
  const overrides = { taskResourceLocalHandlers };
  const execution = machine.run(asPayload(input, "the input"), { overrides, context: { Execution: { Id } } });
  signal?.addEventListener("abort", execution.abort, { once: true });
  try {
    return await execution.result;
  } catch (error) {
    signal?.throwIfAborted();
    throw failureOf(error, calls);
  } finally {
    signal?.removeEventListener("abort", execution.abort);
    await calls.end();
  }
}
