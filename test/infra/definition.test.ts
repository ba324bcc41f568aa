import aslValidator from "asl-validator";
import { expect, it } from "vitest";
import { z } from "zod";
import { assertSupported, taskNames } from "../../functions/local/asl.ts";
import { definitionText } from "./template.ts";

const definition: unknown = JSON.parse(definitionText);

const Linked = z.looseObject({ Next: z.string().optional(), Default: z.string().optional() });
const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), Linked) });

const Retrying = z.object({ Retry: z.array(z.object({ ErrorEquals: z.array(z.string()) })) });

it("goes through the steps in their order", () => {
  const { StartAt, States } = Machine.parse(definition);
  const order: string[] = [];
  let state: string | undefined = StartAt;
  while (state !== undefined) {
    order.push(state);
    state = States[state]?.Next ?? States[state]?.Default;
  }
  expect(order).toEqual(["Plan", "Collect", "Assemble", "Decide", "Render", "Rendered", "Publish", "Done"]);
});

it("is valid States Language", () => {
  const arn = "arn:aws:lambda:ap-southeast-1:123456789012:function:$1";
  const { isValid, errorsText } = aslValidator(JSON.parse(definitionText.replace(/\$\{(\w+)\}/g, arn)));
  expect(isValid, errorsText("\n")).toBe(true);
});

it("has nothing that the local interpreter passes over", () => {
  expect(() => assertSupported(definition)).not.toThrow();
});

it("tries every task again when the store is out of reach or Lambda fails", () => {
  const tasks = new Map<string, unknown>();
  JSON.parse(definitionText, (name, value) => {
    if (value?.Type === "Task") tasks.set(name, value);
    return value;
  });
  expect([...tasks.keys()].sort()).toEqual(["Assemble", "CollectAgency", "Plan", "Publish", "RenderDocument"]);
  for (const task of tasks.values()) {
    const names = Retrying.parse(task).Retry.flatMap((retrier) => retrier.ErrorEquals);
    expect(names).toEqual(expect.arrayContaining(["StoreUnavailable", "Lambda.TooManyRequestsException"]));
  }
});

it("tries nothing again that would fail alike", () => {
  const names = new Set<string>();
  JSON.parse(definitionText, (name, value) => {
    if (name === "ErrorEquals") for (const one of value) names.add(one);
    return value;
  });
  const hopeless = ["DocumentInvalid", "FiguresDiffer", "AnswerInvalid", "RequestInvalid", "TooIncomplete"];
  expect([...hopeless, "States.ALL", "States.TaskFailed"].filter((name) => names.has(name))).toEqual([]);
});

it("names its tasks for the handlers on a laptop", () => {
  assertSupported(definition);
  expect(taskNames(definition)).toEqual(["Plan", "CollectAgency", "Assemble", "RenderDocument", "Publish"]);
});
