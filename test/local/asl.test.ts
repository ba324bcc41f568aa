import { expect, it } from "vitest";
import { runMachine } from "../../functions/local/machine.ts";

const task = { Type: "Task", Resource: "x", TimeoutSeconds: 5, End: true };
const inner = { StartAt: "B", States: { B: task } };
const map = { Type: "Map", ItemsPath: "$.a", ItemSelector: {}, MaxConcurrency: 2, ItemProcessor: inner, End: true };

const withTask = (more: object) => ({ StartAt: "A", States: { A: { ...task, ...more } } });
const withMap = (more: object) => ({ StartAt: "A", States: { A: { ...map, ...more } } });
const retry = [{ ErrorEquals: ["X"] }];

const run = (definition: unknown, names: string[], waitScale = 0) =>
  runMachine({
    definition,
    handlers: Object.fromEntries(names.map((name) => [name, async () => ({ done: name })])),
    input: { a: [1] },
    waitScale,
  });

it("runs the plain machines that the refused ones are made of", async () => {
  expect(await run(withTask({}), ["A"])).toEqual({ done: "A" });
  expect(await run(withMap({}), ["B"])).toEqual([{ done: "B" }]);
});

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
  ["jitter", withTask({ Retry: [{ ErrorEquals: ["X"], JitterStrategy: "FULL" }] })],
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
])("refuses %s", async (_, definition) => {
  await expect(run(definition, ["A", "B"])).rejects.toThrow(/the local interpreter cannot run this/);
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
