import aslValidator from "asl-validator";
import { expect, it } from "vitest";
import { z } from "zod";
import { FAILURE_NAMES } from "../../functions/domain/failure.ts";
import { tasksOf } from "../../functions/laptop/asl.ts";
import { definitionText } from "../helpers/infra/template.ts";

const definition: unknown = JSON.parse(definitionText);

const Linked = z.looseObject({ Next: z.string().optional(), Default: z.string().optional() });
const Machine = z.object({ StartAt: z.string(), States: z.record(z.string(), Linked) });

const Retrying = z.object({ Retry: z.array(z.object({ ErrorEquals: z.array(z.string()) })) });

/** Tasks that only tell somebody: they try again whatever went wrong. */
const TELLING = ["Notify", "NotifyFailure", "AskApprovers"];

it("goes through the steps in their order", () => {
  const { StartAt, States } = Machine.parse(definition);
  const order: string[] = [];
  let state: string | undefined = StartAt;
  while (state !== undefined) {
    order.push(state);
    state = States[state]?.Next ?? States[state]?.Default;
  }
  const steps = [
    "AwaitTurn",
    "HasTurn",
    "Plan",
    "Collect",
    "Assemble",
    "Decide",
    "Render",
    "Rendered",
    "Publish",
    "IsPublished",
    "Published",
    "Notify",
    "Done",
  ];
  expect(order).toEqual(steps);
});

it("is valid States Language", () => {
  const arn = "arn:aws:lambda:ap-southeast-1:123456789012:function:$1";
  const { isValid, errorsText } = aslValidator(JSON.parse(definitionText.replace(/\$\{(\w+)\}/g, arn)));
  expect(isValid, errorsText("\n")).toBe(true);
});

it("tries every task again when the store is out of reach or Lambda fails", () => {
  const tasks = new Map<string, unknown>();
  JSON.parse(definitionText, (name, value) => {
    if (value?.Type === "Task") tasks.set(name, value);
    return value;
  });
  for (const name of TELLING) tasks.delete(name);
  const working = ["Assemble", "AwaitTurn", "CollectAgency", "MissAgency", "Plan", "Publish", "PublishApproved"];
  working.push("RenderDocument");
  expect([...tasks.keys()].sort()).toEqual(working);
  for (const task of tasks.values()) {
    const names = Retrying.parse(task).Retry.flatMap((retrier) => retrier.ErrorEquals);
    expect(names).toEqual(expect.arrayContaining(["StoreUnavailable", "Lambda.TooManyRequestsException"]));
  }
});

it("tries nothing again that would fail alike", () => {
  const names = new Set<string>();
  JSON.parse(definitionText, (state, value) => {
    if (value?.Type !== "Task" || TELLING.includes(state)) return value;
    for (const one of Retrying.parse(value).Retry.flatMap((retrier) => retrier.ErrorEquals)) names.add(one);
    return value;
  });
  const hopeless = ["DocumentInvalid", "FiguresDiffer", "AnswerInvalid", "RequestInvalid", "TooIncomplete"];
  expect([...hopeless, "States.ALL", "States.TaskFailed"].filter((name) => names.has(name))).toEqual([]);
});

const Patient = z.object({
  Retry: z.array(z.object({ MaxDelaySeconds: z.int().min(1).max(300), JitterStrategy: z.literal("FULL") })),
});

it("comes back after a wait that has an end, and not all at once: every retrier spreads its waits", () => {
  let retriers = 0;
  JSON.parse(definitionText, (name, value: unknown) => {
    if (name === "Retry") retriers += Patient.parse({ Retry: value }).Retry.length;
    return value;
  });
  expect(retriers).toBeGreaterThan(30);
});

const Inner = z.object({
  States: z.object({
    Collect: z.object({
      ItemProcessor: z.object({
        States: z.object({
          CollectAgency: z.object({ Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() })) }),
        }),
      }),
    }),
  }),
});

it("ends the run at an agency for what concerns the whole run only; all else is that agency's own", () => {
  const { Catch } = Inner.parse(definition).States.Collect.ItemProcessor.States.CollectAgency;
  expect(Catch.map(({ Next }) => Next)).toEqual(["EndRun", "MissAgency"]);
  expect(Catch.at(-1)?.ErrorEquals).toEqual(["States.ALL"]);
  const ofWholeRun = Catch[0]?.ErrorEquals ?? [];
  expect(ofWholeRun.filter((name) => !FAILURE_NAMES.includes(name))).toEqual([]);
  expect(FAILURE_NAMES.filter((name) => !ofWholeRun.includes(name))).toEqual([
    ...[
      "NotReported",
      "AnswerInvalid",
      "TooIncomplete",
      "SlotsEmpty",
      "RevisionConflict",
      "StoreDamaged",
      "DocumentInvalid",
    ],
    ...["DocumentFailed", "FiguresDiffer", "MailUnavailable", "MailRefused"],
  ]);
});

it("names its tasks for the handlers on a laptop", () => {
  const tasks = tasksOf(definition);
  expect(tasks.map(({ name }) => name)).toEqual([
    "AwaitTurn",
    "Plan",
    "CollectAgency",
    "MissAgency",
    "Assemble",
    "RenderDocument",
    "Publish",
    "AskApprovers",
    "PublishApproved",
    "Notify",
    "NotifyFailure",
  ]);
  expect(tasks.filter(({ last }) => last).map(({ name }) => name)).toEqual([
    ...["AskApprovers", "PublishApproved", "Notify", "NotifyFailure"],
  ]);
});

const Catching = z.object({
  States: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Catch: z
        .array(z.object({ ErrorEquals: z.array(z.string()), ResultPath: z.string(), Next: z.string() }))
        .optional(),
    }),
  ),
});

it("catches every failure of every step, keeps its name and tells of it", () => {
  const states = Object.entries(Catching.parse(definition).States);
  const working = states.filter(([name, { Type }]) => ["Task", "Map"].includes(Type) && !TELLING.includes(name));
  expect(working.map(([name]) => name)).toEqual([
    ...["AwaitTurn", "Plan", "Collect", "Assemble", "Render", "Publish", "PublishApproved"],
  ]);
  for (const [, { Catch }] of working) {
    expect(Catch?.at(-1)).toEqual({ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "NotifyFailure" });
  }
  const { Failed } = z.object({ States: z.looseObject({ Failed: z.json() }) }).parse(definition).States;
  expect(Failed).toMatchObject({ Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" });
});

it("never leads from Notify to a failure: what is published stays so", () => {
  const { Notify } = Catching.parse(definition).States;
  expect(Notify?.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Unannounced" }]);
});

it("ends well with a draft that waits, whoever could not be asked for its release", () => {
  const { AskApprovers } = Catching.parse(definition).States;
  expect(AskApprovers?.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Unasked" }]);
});
