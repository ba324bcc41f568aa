import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ASKING, TIME_LIMITS } from "../../functions/revisions/time-limits.ts";
import { scheduledProvinces } from "../../infra/stage.ts";
import { definitionText, STEPS, synthesise } from "../helpers/infra/template.ts";

let template: Template;

beforeAll(() => {
  template = synthesise();
}, 60_000);

const Retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.int(),
  MaxAttempts: z.int(),
  BackoffRate: z.number(),
  MaxDelaySeconds: z.int().default(Number.MAX_SAFE_INTEGER),
});
const Task = z.object({ Type: z.literal("Task"), TimeoutSeconds: z.int(), Retry: z.array(Retrier) });
const Limited = z.object({ TimeoutSeconds: z.int() });

/** The Task states of the definition, by name. */
const tasks = (): ReadonlyMap<string, z.infer<typeof Task>> => {
  const found = new Map<string, z.infer<typeof Task>>();
  JSON.parse(definitionText, (name, value: unknown) => {
    const task = Task.safeParse(value);
    if (task.success) found.set(name, task.data);
    return value;
  });
  return found;
};

/** Attempts at a task that ends by this name each time, and the longest that the waits between them take. */
function retried(task: string, name: string): { readonly attempts: number; readonly waits: number } {
  const retrier = tasks()
    .get(task)
    ?.Retry.find(({ ErrorEquals }) => ErrorEquals.includes(name) || ErrorEquals.includes("States.ALL"));
  if (retrier === undefined) return { attempts: 1, waits: 0 };
  const { IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds } = retrier;
  const each = Array.from({ length: MaxAttempts }, (_, n) =>
    Math.min(IntervalSeconds * BackoffRate ** n, MaxDelaySeconds),
  );
  return { attempts: MaxAttempts + 1, waits: each.reduce((sum, one) => sum + one, 0) };
}

const { answer, list, agency, reserve, silence, execution } = TIME_LIMITS;
const usable = TIME_LIMITS.function - reserve;

describe("a list", () => {
  it("is asked for at least twice in its time, however long the first answer is waited for", () => {
    expect(2 * answer + (2 * ASKING.retryBaseMs) / 1_000).toBeLessThan(list);
  });

  it("is waited for between two attempts no longer than would leave time for the second", () => {
    expect(ASKING.maxRetryAfterMs / 1_000 + answer).toBeLessThan(list);
  });
});

describe("a function", () => {
  it("has time for an agency, its last list and what is noted of it", () => {
    expect(agency + list).toBeLessThanOrEqual(usable);
  });

  it("has as long as is reckoned with, and is waited for no shorter", () => {
    const functions = Object.values(template.findResources("AWS::Lambda::Function")).map((one) => one["Properties"]);
    const asking = functions.filter(({ Handler }) => ["steps.planHandler", "steps.collectHandler"].includes(Handler));
    expect(asking.map(({ Timeout }) => Timeout)).toEqual([TIME_LIMITS.function, TIME_LIMITS.function]);
    for (const { TimeoutSeconds } of tasks().values()) {
      expect(TimeoutSeconds).toBeGreaterThanOrEqual(Math.max(...functions.map(({ Timeout }) => Timeout)));
    }
    // Three states share the function of another one.
    expect(tasks().size).toBe(STEPS.length + 3);
  });
});

describe("a province that answers nothing", () => {
  const { MaxConcurrency } = z
    .object({ States: z.looseObject({ Collect: z.looseObject({ MaxConcurrency: z.int() }) }) })
    .parse(JSON.parse(definitionText)).States.Collect;

  it("ends a run, with every retry and the mail that says so, before the morning's second run begins", () => {
    const plan = retried("Plan", "ProvinceUnavailable");
    const telling = retried("NotifyFailure", "MailUnavailable");
    const rounds = Math.ceil(ASKING.unansweredAgencies / MaxConcurrency);
    const whole = [
      plan.attempts * usable + plan.waits,
      rounds * (agency + list),
      telling.attempts * TIME_LIMITS.function + telling.waits,
    ];
    expect(whole.reduce((sum, one) => sum + one, 0)).toBeLessThan(silence);
    const hours = scheduledProvinces().flatMap(({ entries }) => entries.map((entry) => entry.hours));
    for (const [first = 0, second = 0] of hours) expect((second - first) * 3_600).toBeGreaterThanOrEqual(silence);
  });

  it("is not asked again by the state machine for an agency: the client has tried long enough", () => {
    expect(retried("CollectAgency", "ProvinceUnavailable").attempts).toBe(1);
  });
});

describe("a run", () => {
  it("has the whole day that is reckoned with", () => {
    expect(Limited.parse(JSON.parse(definitionText)).TimeoutSeconds).toBe(execution);
  });

  it("is not ended by its limit while any one task is still tried again", () => {
    for (const [name, { Retry }] of tasks()) {
      for (const error of Retry.flatMap(({ ErrorEquals }) => ErrorEquals)) {
        const { attempts, waits } = retried(name, error);
        expect([name, error, attempts * TIME_LIMITS.function + waits < execution / 4]).toEqual([name, error, true]);
      }
    }
  });
});
