import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ProvinceUnavailable, RequestInvalid, StoreUnavailable } from "../../functions/domain/failure.ts";
import { start } from "../../functions/pipeline/start.ts";
import { watch } from "../../functions/pipeline/watch.ts";
import type { ObjectStore, ServicePorts } from "../../functions/ports/ports.ts";
import { translateSdkError } from "../../functions/store/sdk-errors.ts";
import {
  execute,
  type Fault,
  named,
  PERIOD,
  PROVINCE,
  SERIES,
  setting,
  standing,
  withApi,
} from "../helpers/infra/outage.ts";
import { synthesise } from "../helpers/infra/template.ts";

let template: Template;
/** The definition out of the template: what is deployed. */
let definition: unknown;

const Machine = z.object({ Properties: z.looseObject({ DefinitionString: z.string() }) });

beforeAll(() => {
  template = synthesise();
  const [machine] = Object.values(template.findResources("AWS::StepFunctions::StateMachine"));
  definition = JSON.parse(Machine.parse(machine).Properties.DefinitionString);
}, 60_000);

const Alarm = z.object({
  Properties: z.looseObject({
    MetricName: z.string().optional(),
    Namespace: z.string().optional(),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.json() })).optional(),
    Metrics: z.array(z.json()).optional(),
    Threshold: z.literal(1),
    AlarmActions: z.array(z.json()).min(1),
  }),
});

/** The alarm of this name: it must be there, with somebody to tell. */
function alarm(name: string) {
  const alarms = Object.entries(template.findResources("AWS::CloudWatch::Alarm"));
  const found = alarms.filter(([id]) => new RegExp(`^Alarms${name}[0-9A-F]{8}$`).test(id));
  expect(found.map(([id]) => id)).toHaveLength(1);
  return Alarm.parse(found[0]?.[1]).Properties;
}

const ref = (id: RegExp) => ({ Ref: expect.stringMatching(id) });
const STATE_MACHINE = [{ Name: "StateMachineArn", Value: ref(/^PipelineStateMachine/) }];

/** The alarm counts entries into this state of the state machine, as its log tells them. */
function watchesState(name: string, type: string, state: string): void {
  const { MetricName, Namespace } = alarm(name);
  const filters = Object.values(template.findResources("AWS::Logs::MetricFilter"));
  const filter = {
    LogGroupName: ref(/^PipelineStateMachineLogs/),
    FilterPattern: `{ ($.type = "${type}") && ($.details.name = "${state}") }`,
    MetricTransformations: [{ MetricName, MetricNamespace: Namespace, MetricValue: "1" }],
  };
  expect(filters.map((one) => one["Properties"])).toContainEqual(filter);
  expect(definition).toHaveProperty(
    state === "MissAgency" ? "States.Collect.ItemProcessor.States.MissAgency" : `States.${state}`,
  );
}

const runFails = () =>
  expect(alarm("RunFailed")).toMatchObject({
    Namespace: "AWS/States",
    MetricName: "ExecutionsFailed",
    Dimensions: STATE_MACHINE,
  });

/** What is missing in the worked example itself, by its own list of findings. */
const OWN_GAPS = [
  "Z1.X03 agency-missing 404",
  "Z1.X04 answer-invalid counter=-3",
  "Z1.X05 answer-invalid 2 rows with different counts",
];

async function gapsOf(ports: ServicePorts): Promise<string[]> {
  const gaps = (await standing(ports))?.manifest.gaps ?? [];
  return gaps.map(({ agency, rule, actual }) => `${agency} ${rule} ${actual}`).sort();
}

/** Fails the first attempts with this, then lets the step run. */
const first =
  (times: number, error: Error): Fault =>
  async (step, input, attempt) => {
    if (attempt <= times) throw error;
    return step(input);
  };

const always =
  (error: Error): Fault =>
  async () => {
    throw error;
  };

/** Executions as Step Functions keeps them: a name is taken once. */
function executions() {
  const started: string[] = [];
  const start = async (run: string): Promise<boolean> => {
    if (started.includes(run)) return false;
    started.push(run);
    return true;
  };
  return { started, start };
}

describe("the scheduler", () => {
  const inForce = [{ from: "2023-06-06", to: "2023-12-31" }];
  const event = { province: PROVINCE, kind: "month", scheme: "nd09", inForce, scheduledTime: "2023-06-14T22:00:00Z" };

  it("delivers twice: the second starts nothing", async () => {
    const runs = executions();
    expect(await start(runs, event)).toEqual({ run: `${PROVINCE}_2023-06_20230614T2200Z`, first: true, reason: "" });
    expect(await start(runs, event)).toEqual({ run: `${PROVINCE}_2023-06_20230614T2200Z`, first: false, reason: "" });
    expect(runs.started).toHaveLength(1);
  });

  it.each([
    ["2023-06-14T22:00:00Z", "2023-06", true],
    ["2023-05-14T22:00:00Z", "2023-05", false],
    ["2023-12-14T22:00:00Z", "2023-12", true],
    ["2024-01-14T22:00:00Z", "2024-01", false],
  ])("delivers at %s: %s is reported where a document is in force on its nominal last day", async (at, period, due) => {
    const runs = executions();
    const { run, first, reason } = await start(runs, { ...event, scheduledTime: at });
    expect([run.includes(`_${period}_`), first, reason === ""]).toEqual([true, due, due]);
    expect(runs.started).toHaveLength(due ? 1 : 0);
  });

  it("delivers for two kinds of period at one instant: two runs", async () => {
    const runs = executions();
    await start(runs, event);
    await start(runs, { ...event, kind: "quarter" });
    expect(runs.started).toEqual([`${PROVINCE}_2023-06_20230614T2200Z`, `${PROVINCE}_2023-Q2_20230614T2200Z`]);
  });

  it("delivers late, after the next period has begun: the period is that of the scheduled time", async () => {
    const asked: unknown[] = [];
    // Nothing in the starter knows what time it is: the instant of delivery cannot matter.
    await start({ start: async (_, input) => asked.push(input) > 0 }, event);
    expect(asked).toEqual([expect.objectContaining({ province: PROVINCE, period: "2023-06", provisional: false })]);
  });

  it.each([
    ["no time", { ...event, scheduledTime: undefined }],
    ["the placeholder in the place of the time", { ...event, scheduledTime: "<aws.scheduler.scheduled-time>" }],
    ["a time without zone", { ...event, scheduledTime: "2023-06-14T22:00:00" }],
  ])(
    "delivers %s: refused by name, nothing starts, and the event waits in the queue that has an alarm",
    async (_, bad) => {
      const runs = executions();
      await expect(start(runs, bad)).rejects.toThrow(RequestInvalid);
      await expect(start(runs, bad)).rejects.toThrow(/scheduledTime/);
      expect(runs.started).toEqual([]);
      const queue = { "Fn::GetAtt": [expect.stringMatching(/^SchedulesUndelivered/), "Arn"] };
      const configs = Object.values(template.findResources("AWS::Lambda::EventInvokeConfig"));
      expect(configs.map((config) => config["Properties"])).toContainEqual(
        expect.objectContaining({
          FunctionName: ref(/^StarterStart/),
          DestinationConfig: { OnFailure: { Destination: queue } },
        }),
      );
      const queueName = { "Fn::GetAtt": [expect.stringMatching(/^SchedulesUndelivered/), "QueueName"] };
      expect(alarm("Undelivered")).toMatchObject({
        Namespace: "AWS/SQS",
        MetricName: "ApproximateNumberOfMessagesVisible",
        Dimensions: [{ Name: "QueueName", Value: queueName }],
      });
    },
  );

  it("starts two runs of one period at once: one revision", async () => {
    const { ports } = await setting();
    const ends = await Promise.all([execute(definition, ports), execute(definition, ports)]);
    const outcomes = ends.map(({ end }) => ("outcome" in end ? end.outcome : end.name));
    expect(outcomes.filter((outcome) => outcome === "published")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "nothing-new")).toHaveLength(1);
    expect(await standing(ports)).toMatchObject({ revision: 1 });
  });
});

const CRASHES = ["Sandbox.Timedout", "Lambda.TooManyRequestsException", "Runtime.ExitError"];

/** The step does its work, and its reply is lost. */
const afterwards =
  (error: Error): Fault =>
  async (step, input, attempt) => {
    const result = await step(input);
    if (attempt === 1) throw error;
    return result;
  };

describe("a Lambda", () => {
  it.each(["Plan", "CollectAgency", "Assemble", "RenderDocument", "Publish", "Notify"])(
    "of %s that is ended before it begins, and one that is ended when all is done: the same revision, once",
    async (state) => {
      const { ports } = await setting();
      for (const [index, name] of CRASHES.entries()) {
        const fault = index % 2 === 0 ? first(2, named(name)) : afterwards(named(name));
        const { end } = await execute(definition, ports, { faults: { [state]: fault } });
        expect(end).toMatchObject({ outcome: index === 0 ? "published" : "nothing-new" });
      }
      expect(await standing(ports)).toMatchObject({ revision: 1 });
      expect(await gapsOf(ports)).toEqual(OWN_GAPS);
    },
  );

  it("of Publish whose reply is lost after the pointer has moved: recipients are told all the same", async () => {
    const { ports: still } = await setting();
    // Time goes on between the attempts, so the second would write another manifest.
    let seconds = 0;
    const ports = { ...still, now: () => new Date(Date.UTC(2023, 5, 20, 3, 0, seconds++)) };
    const { end, calls } = await execute(definition, ports, {
      faults: { Publish: afterwards(named("Sandbox.Timedout")) },
    });
    expect(end).toMatchObject({ outcome: "published" });
    expect(calls.at(-1)).toMatchObject(["Notify", { published: { series: SERIES, revision: 1 } }]);
    expect(await standing(ports)).toMatchObject({ revision: 1 });
  });

  it("that is throttled too long: the run fails by that name, an alarm tells, the next run completes it", async () => {
    const { ports } = await setting();
    const throttled = named("Lambda.TooManyRequestsException");
    const { end, calls } = await execute(definition, ports, { faults: { Assemble: always(throttled) } });
    expect(end).toBe(throttled);
    expect(calls.filter(([state]) => state === "Assemble")).toHaveLength(9);
    expect(calls.at(-1)).toMatchObject(["NotifyFailure", { error: { Error: "Lambda.TooManyRequestsException" } }]);
    expect(await standing(ports)).toBeNull();
    runFails();
    expect(JSON.stringify(alarm("FunctionThrottled").Metrics)).toMatch(
      /SUM.*PipelineAssemble\w+"\}\}\],"MetricName":"Throttles"/,
    );
    expect((await execute(definition, ports)).end).toMatchObject({ outcome: "published" });
  });

  it("of Collect that its 15 minutes end in the middle: the next attempt goes on after the months that are noted", async () => {
    const { ports } = await setting();
    const questions: string[] = [];
    const slow = withApi(ports, (question, agency) => {
      if (question !== "counts" || agency !== "Z1.S01") return;
      questions.push(agency);
      // Two months fit into one life of the function; the question that comes after them never returns.
      if (questions.length % 3 === 0) throw named("Sandbox.Timedout");
    });
    const { end, calls } = await execute(definition, slow, { refresh: true });
    expect(end).toMatchObject({ outcome: "published" });
    const attempts = calls.filter(
      ([state, input]) => state === "CollectAgency" && JSON.stringify(input).includes("Z1.S01"),
    );
    expect(attempts).toHaveLength(3);
    // Six months, and the two questions that were cut off: nothing that had been answered is asked again.
    expect(questions).toHaveLength(8);
    expect(await gapsOf(ports)).toEqual(OWN_GAPS);
  });
});

describe("the province's API", () => {
  const down = () => {
    throw new ProvinceUnavailable("danh sách cơ quan", "connection refused");
  };

  it("is down for 4 hours: the run fails by name and tells, nothing is published, the day's second run completes it", async () => {
    const { ports } = await setting();
    const { end, calls } = await execute(definition, withApi(ports, down));
    expect(end).toBeInstanceOf(ProvinceUnavailable);
    expect(calls.filter(([state]) => state === "Plan")).toHaveLength(2);
    const [, told] = calls.at(-1) ?? [];
    expect(told).toMatchObject({ province: PROVINCE, period: PERIOD, error: { Error: "ProvinceUnavailable" } });
    expect(await standing(ports)).toBeNull();
    runFails();
    for (const schedule of Object.values(template.findResources("AWS::Scheduler::Schedule"))) {
      const { ScheduleExpression: cron, Target } = z
        .object({ ScheduleExpression: z.string(), Target: z.looseObject({ Input: z.string() }) })
        .parse(schedule["Properties"]);
      // The watchdog, what looks after lost runs, and the daily look at what is provisional are no first runs.
      if (/watched|followed/.test(Target.Input) || cron.startsWith("cron(0/15 ")) continue;
      const hours = (cron.split(" ")[1] ?? "").split(",").map(Number);
      expect(Math.max(...hours) - Math.min(...hours)).toBeGreaterThan(4);
    }
    expect((await execute(definition, ports)).end).toMatchObject({ outcome: "published" });
  });

  it("goes down after the lists were read: the run ends by name after ten agencies, the next run has everything", async () => {
    const { ports } = await setting();
    const broken = withApi(ports, (question) => question === "counts" && down());
    const { end, calls } = await execute(definition, broken);
    expect(end).toBeInstanceOf(ProvinceUnavailable);
    expect(calls.filter(([state]) => state === "CollectAgency").length).toBeLessThan(20);
    expect(await standing(ports)).toBeNull();
    runFails();
    expect((await execute(definition, ports)).end).toMatchObject({ outcome: "published" });
    expect(await standing(ports)).toMatchObject({ revision: 1 });
    expect(await gapsOf(ports)).toEqual(OWN_GAPS);
  });

  it("comes back while a run is tried again: nobody has to do anything", async () => {
    const { ports } = await setting();
    let asked = 0;
    const back = withApi(ports, () => {
      asked += 1;
      if (asked <= 2) down();
    });
    expect((await execute(definition, back)).end).toMatchObject({ outcome: "published" });
  });
});

it.each([
  ["Sandbox.Timedout", "timeout"],
  ["Runtime.ExitError", "crash"],
  ["Runtime.OutOfMemory", "out of memory"],
  ["Lambda.TooManyRequestsException", "throttled"],
  ["StoreDamaged", "stored data damaged"],
  ["Function.ResponseSizeTooLarge", "data too large"],
  ["ZodError", "data not understood"],
  ["TypeError", "crash"],
])(
  "a poison agency that ends every attempt (%s) is a gap with its reason, and the next run completes the report",
  async (name, actual) => {
    const { ports } = await setting();
    const poison: Fault = async (step, input) => {
      if (JSON.stringify(input).includes("Z1.X06")) throw named(name);
      return step(input);
    };
    const { end, calls } = await execute(definition, ports, { faults: { CollectAgency: poison } });
    expect(end).toMatchObject({ outcome: "published" });
    const missed = calls.filter(([state]) => state === "MissAgency");
    expect(missed).toEqual([["MissAgency", expect.objectContaining({ agency: "Z1.X06", missed: name })]]);
    const gaps = Array.from({ length: 6 }, () => `Z1.X06 agency-missing ${actual}`);
    expect(await gapsOf(ports)).toEqual([...OWN_GAPS, ...gaps].sort());
    expect(await standing(ports)).toMatchObject({ revision: 1 });
    watchesState("AgencyMissed", "TaskStateEntered", "MissAgency");
    expect((await execute(definition, ports)).end).toMatchObject({ outcome: "published" });
    expect(await standing(ports)).toMatchObject({ revision: 2 });
    expect(await gapsOf(ports)).toEqual(OWN_GAPS);
  },
);

it.each(["AccessDenied", "SettingInvalid", "TemplateInvalid", "RequestInvalid", "ProvinceUnavailable", "PlanDamaged"])(
  "%s, which every agency would meet, ends the run by its name: no agency is missed for it",
  async (name) => {
    const { ports } = await setting();
    const failure = named(name);
    const { end, calls } = await execute(definition, ports, { faults: { CollectAgency: always(failure) } });
    expect(end).toBe(failure);
    expect(calls.map(([state]) => state)).not.toContain("MissAgency");
    expect(calls.at(-1)).toMatchObject(["NotifyFailure", { error: { Error: name } }]);
  },
);

it("a run that was cancelled before its execution began ends well, asks nothing and tells nobody of a failure", async () => {
  const { ports } = await setting();
  const { end, calls } = await execute(definition, ports, {
    faults: { AwaitTurn: async () => ({ outcome: "cancelled" }) },
  });
  expect(end).toEqual({ outcome: "cancelled" });
  expect(calls.map(([state]) => state)).toEqual(["AwaitTurn"]);
});

/** The ports with every write of one kind going wrong as often as told. */
function failingWrites(ports: ServicePorts, what: "table" | "objects", times: number, error: () => Promise<never>) {
  let left = times;
  const spoilt =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      left -= 1;
      return left >= 0 ? error() : write(...args);
    };
  if (what === "objects") return { ...ports, objects: { ...ports.objects, put: spoilt(ports.objects.put) } };
  const snapshots = { ...ports.snapshots, save: spoilt(ports.snapshots.save) };
  return { ...ports, snapshots, runs: { ...ports.runs, put: spoilt(ports.runs.put) } };
}

/** What the adapters make of an answer of AWS. */
const answered = (name: string) => () => translateSdkError("kho", async () => Promise.reject(named(name)));

describe.each([
  ["DynamoDB throttles", "table", "ProvisionedThroughputExceededException"],
  ["S3 refuses", "objects", "AccessDenied"],
  ["S3 asks to slow down", "objects", "SlowDown"],
] as const)("%s", (_, what, name) => {
  it("for a while: the steps are tried again and the report is published", async () => {
    const { ports } = await setting();
    const { end } = await execute(definition, failingWrites(ports, what, 4, answered(name)));
    expect(end).toMatchObject({ outcome: "published" });
    expect(await standing(ports)).toMatchObject({ revision: 1 });
  });

  it("for good: the run fails by name, nothing is published, an alarm tells, the next run completes it", async () => {
    const { ports } = await setting();
    const { end, calls } = await execute(definition, failingWrites(ports, what, 1_000_000, answered(name)));
    expect(end).toBeInstanceOf(StoreUnavailable);
    expect(calls.at(-1)).toMatchObject(["NotifyFailure", { error: { Error: "StoreUnavailable" } }]);
    expect(await standing(ports)).toBeNull();
    runFails();
    if (what === "table") {
      const watched = JSON.stringify(alarm("TableThrottled").Metrics);
      expect(watched).toMatch(/"TableName","Value":\{"Ref":"StorageTable\w+"\}\}\],"MetricName":"WriteThrottleEvents"/);
    }
    expect((await execute(definition, ports)).end).toMatchObject({ outcome: "published" });
  });
});

describe("SES refuses", () => {
  it("every mail: what is published stays published, the run says who was not told, an alarm tells", async () => {
    const { ports } = await setting();
    const { end, calls } = await execute(definition, ports, { faults: { Notify: always(named("MailUnavailable")) } });
    expect(end).toEqual({ outcome: "published", unannounced: "MailUnavailable" });
    expect(calls.filter(([state]) => state === "Notify")).toHaveLength(4);
    expect(calls.map(([state]) => state)).not.toContain("NotifyFailure");
    expect(await standing(ports)).toMatchObject({ revision: 1 });
    watchesState("Unannounced", "PassStateEntered", "Unannounced");

    const later = await execute(definition, ports);
    expect(later.end).toEqual({ outcome: "nothing-new" });
    expect(later.calls.at(-1)).toMatchObject(["Notify", { published: { revision: 1 } }]);
  });

  it("also the mail about a failure: the run still ends with the name of that failure, and its alarm", async () => {
    const { ports } = await setting();
    const damage = named("StoreDamaged");
    const { end, calls } = await execute(definition, ports, {
      faults: { Assemble: always(damage), NotifyFailure: always(named("MailUnavailable")) },
    });
    expect(end).toBe(damage);
    expect(calls.filter(([state]) => state === "NotifyFailure")).toHaveLength(4);
    runFails();
  });
});

/** Everything of AWS gone from some write of the publishing step on, until the outage is over. */
function outage(ports: ServicePorts, from: number) {
  const state = { writes: 0, over: false };
  const gone = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    state.writes += 1;
    if (!state.over && state.writes > from) await answered("ServiceUnavailable")();
    return write();
  };
  const objects: ObjectStore = {
    get: (key) => ports.objects.get(key),
    put: (...object) =>
      object[0].startsWith("published/") ? gone(() => ports.objects.put(...object)) : ports.objects.put(...object),
  };
  const revisions = {
    ...ports.revisions,
    advance: (...to: Parameters<typeof ports.revisions.advance>) => gone(() => ports.revisions.advance(...to)),
  };
  return { state, ports: { ...ports, objects, revisions } };
}

it("an outage of the region at any moment of publishing leaves nothing half-published, and the next run completes it", async () => {
  const { ports: whole } = await setting();
  const counted = outage(whole, Number.POSITIVE_INFINITY);
  await execute(definition, counted.ports);
  expect(counted.state.writes).toBeGreaterThan(5);
  for (let at = 0; at < counted.state.writes; at++) {
    const { ports } = await setting();
    const broken = outage(ports, at);
    expect((await execute(definition, broken.ports)).end).toBeInstanceOf(StoreUnavailable);
    // The last write only notes among the objects what stands by then.
    const stands = at === counted.state.writes - 1;
    expect((await standing(ports))?.revision ?? null).toBe(stands ? 1 : null);
    broken.state.over = true;
    const outcome = stands ? "nothing-new" : "published";
    expect((await execute(definition, broken.ports)).end).toMatchObject({ outcome });
    expect(await standing(ports)).toMatchObject({ revision: 1 });
    const inForce = [{ from: "2023-06-06", to: "2023-12-31" }];
    const watched = [{ province: PROVINCE, kind: "month", scheme: "nd09", inForce, due: 25, margin: 1 }];
    const looking = {
      ...ports,
      workingDays: () => ({ off: new Set<string>(), working: new Set<string>(), confirmed: true }),
      publishMetric: () => {},
    };
    const [seen] = await watch(looking, { scheduledTime: "2023-06-26T02:00:00Z", watched });
    expect(seen).toMatchObject({ period: PERIOD, absent: false });
  }
  runFails();
});

it("a run that its limit of six hours ends, or that is stopped, has an alarm of its own", () => {
  const run = { Namespace: "AWS/States", Dimensions: STATE_MACHINE };
  expect(alarm("RunTimedOut")).toMatchObject({ ...run, MetricName: "ExecutionsTimedOut" });
  expect(alarm("RunAborted")).toMatchObject({ ...run, MetricName: "ExecutionsAborted" });
});
