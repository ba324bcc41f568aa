import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tasksOf } from "../../functions/laptop/asl.ts";
import { runMachine } from "../../functions/laptop/machine.ts";
import { assertSupported } from "../helpers/laptop/asl.ts";

const task = { Type: "Task", Resource: "x", TimeoutSeconds: 5, End: true };
const inner = { StartAt: "B", States: { B: task } };
const map = { Type: "Map", ItemsPath: "$.a", ItemSelector: {}, MaxConcurrency: 2, ItemProcessor: inner, End: true };

const withTask = (more: object) => ({ StartAt: "A", States: { A: { ...task, ...more } } });
const withMap = (more: object) => ({ StartAt: "A", States: { A: { ...map, ...more } } });
const retry = [{ ErrorEquals: ["X"] }];

describe("the definition that is deployed", () => {
  const text = readFileSync(join(import.meta.dirname, "../../infra/pipeline.asl.json"), "utf8");

  it("has nothing that the local interpreter does otherwise than AWS", () => {
    expect(() => assertSupported(JSON.parse(text))).not.toThrow();
  });

  it("would be refused with one such field", () => {
    const changed = text.replace('"StartAt"', '"QueryLanguage": "JSONata", "StartAt"');
    expect(() => assertSupported(JSON.parse(changed))).toThrow(/QueryLanguage/);
  });
});

it.each([
  ["a task", withTask({}), "A", { done: "A" }],
  ["a map", withMap({}), "B", [{ done: "B" }]],
])(
  "the plain machine of %s, of which the refused ones are made, is supported and runs",
  async (_, definition, name, output) => {
    assertSupported(definition);
    const handlers = { [name]: async () => ({ done: name }) };
    expect(await runMachine({ definition, handlers, input: { a: [1] }, waitScale: 0 })).toEqual(output);
  },
);

it.each([
  ["JSONata for all", { ...withTask({}), QueryLanguage: "JSONata" }],
  ["JSONata in a state", withTask({ QueryLanguage: "JSONata" })],
  ["Arguments", withTask({ Arguments: {} })],
  ["Output", withTask({ Output: {} })],
  ["Assign", withTask({ Assign: { x: 1 } })],
  ["a timeout from the payload", withTask({ TimeoutSecondsPath: "$.t" })],
  ["a heartbeat", withTask({ HeartbeatSeconds: 5 })],
  ["credentials", withTask({ Credentials: {} })],
  ["no timeout", { StartAt: "A", States: { A: { Type: "Task", Resource: "x", End: true } } }],
  ["a jitter of its own", withTask({ Retry: [{ ErrorEquals: ["X"], JitterStrategy: "HALF" }] })],
  ["a distributed map", withMap({ ItemProcessor: { ...inner, ProcessorConfig: { Mode: "DISTRIBUTED" } } })],
  ["ItemReader", withMap({ ItemReader: {} })],
  ["ItemBatcher", withMap({ ItemBatcher: {} })],
  ["ResultWriter", withMap({ ResultWriter: {} })],
  ["tolerated failures", withMap({ ToleratedFailurePercentage: 5 })],
  ["Retry of a map", withMap({ Retry: retry })],
  ["a map after the failure of a map", withMap({ Catch: [{ ErrorEquals: ["X"], Next: "A" }] })],
  ["unbounded concurrency", withMap({ MaxConcurrency: 0 })],
  ["Result of a pass", { StartAt: "A", States: { A: { Type: "Pass", Result: 0, End: true } } }],
  ["Parallel", { StartAt: "A", States: { A: { Type: "Parallel", Branches: [inner], End: true } } }],
])("%s is refused", (_, definition) => {
  expect(() => assertSupported(definition)).toThrow(/the local interpreter cannot run this/);
});

it("finds the tasks, and which of them come after all maps", () => {
  const choice = { Type: "Choice", Choices: [{ Variable: "$.x", StringEquals: "a", Next: "M" }], Default: "Z" };
  const States = { A: { ...task, Next: "C" }, C: choice, M: { ...map, Catch: [{ Next: "Y" }] }, Y: task, Z: task };
  expect(tasksOf({ StartAt: "A", States })).toEqual([
    { name: "A", last: false },
    { name: "B", last: false },
    { name: "Y", last: true },
    { name: "Z", last: true },
  ]);
});

it("waits between retries, by the scale", async () => {
  const waiting = withTask({ Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 10, MaxAttempts: 1 }] });
  const starts: number[] = [];
  const handler = async () => {
    starts.push(performance.now());
    if (starts.length === 1) throw Object.assign(new Error("busy"), { name: "Busy" });
    return {};
  };
  await runMachine({ definition: waiting, handlers: { A: handler }, input: {}, waitScale: 0.01 });
  const [first = 0, second = 0] = starts;
  expect(second - first).toBeGreaterThanOrEqual(95);
  expect(second - first).toBeLessThan(5_000);
});
