/**
 * Measures the built handlers over a month of a province and prints what they take and what that would cost: the first
 * run of a month, which publishes, and one more, which finds nothing new. Run by `npx node test/proof/measure.ts`; takes some minutes.
 */
import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Invocation } from "./cloud/emulator.ts";
import { resourcesOf } from "./cloud/resolve.ts";
import { costOf, PRICES, USAGES, type Usage } from "./cost.ts";
import { synthesised } from "./deployed.ts";
import { asBuilt, type Deployment, deploy } from "./deployment.ts";

const PROVINCE_ID = "dong-nai";
const [BEFORE, MONTH] = ["2022-05", "2022-06"];
/** Runs of a month that follow the first: the timetable starts eight, and in every third month eight more for the quarter. */
const REPEATS = 7 + 8 / 3;

/** States of an execution that call no function, at most. */
const STATES = 8;
/** Bytes that Lambda and Step Functions write into their logs for one invocation, at most. */
const LOGGED = 5_000;

const stack = synthesised({ bundle: true, province: PROVINCE_ID });
const deployment = await deploy(stack, asBuilt, { size: "all", id: PROVINCE_ID });

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

interface Counted {
  readonly calls: number;
  readonly invoked: number;
  readonly reads: number;
  readonly writes: number;
  readonly log: number;
  readonly invocations: ReadonlyMap<string, number>;
}

const counted = ({ cloud, functions }: Deployment): Counted => ({
  calls: cloud.calls.length,
  invoked: sum([...functions.values()].map(({ invocations }) => invocations.length)),
  ...cloud.database.capacity,
  log: sum([...functions.values()].map(({ log }) => log.length)),
  invocations: new Map([...functions].map(([id, { invocations }]) => [id, invocations.length])),
});

/** GB-seconds as Lambda bills them: by the memory that the template gives, the start of a process included. */
function gbSecondsOf(before: Counted): number {
  const parts = [...deployment.functions].map(([id, { invocations }]) => {
    const fresh = invocations.slice(before.invocations.get(id) ?? 0);
    const seconds = sum(fresh.map(({ initMs, durationMs }) => ((initMs ?? 0) + durationMs) / 1000));
    return (seconds * (stack.functions.get(id)?.memoryMb ?? 0)) / 1024;
  });
  return sum(parts);
}

/** Bytes that lie in the bucket. */
const stored = (): number =>
  sum(deployment.cloud.objects.keys().map((key) => deployment.cloud.objects.bytes(key).length));

async function measured(run: string, period: string): Promise<{ outcome: string; usage: Usage }> {
  const [before, bytes] = [counted(deployment), stored()];
  const request = { run, province: PROVINCE_ID, period, programmes: null, reports: null };
  const result = await deployment.run({ ...request, refresh: false, provisional: false });
  const after = counted(deployment);
  const calls = deployment.cloud.calls.slice(before.calls);
  const of = (service: string, ...operations: string[]): number =>
    calls.filter((call) => call.service === service && operations.includes(call.operation)).length;
  const usage: Usage = {
    lambdaRequests: after.invoked - before.invoked,
    lambdaGbSeconds: gbSecondsOf(before),
    stateTransitions: after.invoked - before.invoked + STATES,
    tableWriteUnits: after.writes - before.writes,
    tableReadUnits: after.reads - before.reads,
    // Writes are counted by the kilobyte and nothing is deleted.
    tableGbMonths: (after.writes - before.writes) / 1e6,
    bucketWrites: of("s3", "PutObject"),
    bucketReads: of("s3", "GetObject", "HeadObject"),
    bucketGbMonths: (stored() - bytes) / 1e9,
    // Once for each process that asks the province: in a run after a long pause all of them are new.
    secretReads: 5,
    mails: of("ses", "SendEmail"),
    logGb: (after.log - before.log + LOGGED * (after.invoked - before.invoked)) / 1e9,
    traces: after.invoked - before.invoked,
    ...{ secrets: 0, keys: 0, alarms: 0, metrics: 0, dashboards: 0 },
  };
  return { outcome: z.object({ outcome: z.string() }).parse(result).outcome, usage };
}

/** Two usages, the second so many times. */
function together(one: Usage, other: Usage, times: number): Usage {
  const sums = { ...one };
  for (const name of USAGES) sums[name] += times * other[name];
  return sums;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

function describe(name: string, invocations: readonly Invocation[]): string {
  const starts = invocations.flatMap(({ initMs }) => (initMs === null ? [] : [initMs]));
  const durations = invocations.map(({ durationMs }) => durationMs);
  const peak = Math.max(...invocations.map(({ peakRssMb }) => peakRssMb));
  const parts = [invocations.length, median(starts), median(durations), Math.max(...durations), peak];
  return `| ${name} | ${parts.map((one) => one.toFixed(0)).join(" | ")} |`;
}

const asset = [...stack.functions.values()][0]?.asset ?? "";
const size = sum(globSync("**/*", { cwd: asset }).map((path) => statSync(join(asset, path)).size));

const first = await measured("before", BEFORE);
const month = await measured("month", MONTH);
const repeat = await measured("repeat", MONTH);
const all = together(month.usage, repeat.usage, REPEATS);
const count = (type: string): number => resourcesOf(stack.template, type).length;
const usage: Usage = {
  ...all,
  // A year of months, as the table and the bucket stand after it.
  tableGbMonths: all.tableGbMonths * 12,
  bucketGbMonths: month.usage.bucketGbMonths * 12,
  secrets: 1,
  keys: count("AWS::KMS::Key"),
  alarms: count("AWS::CloudWatch::Alarm"),
  metrics: count("AWS::Logs::MetricFilter") + 2,
  dashboards: count("AWS::CloudWatch::Dashboard"),
};

console.log(`asset: ${(size / 1e6).toFixed(1)} MB unpacked`);
console.log(`outcomes: ${first.outcome}, ${month.outcome}, ${repeat.outcome}\n`);
console.log(
  "| function | invocations | start ms | median ms | longest ms | peak RSS MB |\n| --- | --: | --: | --: | --: | --: |",
);
for (const [id, { invocations }] of deployment.functions)
  if (invocations.length > 0) console.log(describe(id, invocations));
console.log("");
console.log(
  `| per month, prices of ${PRICES.asOf} | first run | each further | month | USD |\n| --- | --: | --: | --: | --: |`,
);
let total = 0;
for (const name of USAGES) {
  const cost = costOf(usage, name);
  total += cost;
  const numbers = [month.usage[name], repeat.usage[name], usage[name]].map((one) =>
    one.toLocaleString("en", { maximumSignificantDigits: 4 }),
  );
  console.log(`| ${name} | ${numbers.join(" | ")} | ${cost.toFixed(3)} |`);
}
console.log(`| total | | | | ${total.toFixed(2)} |`);
await deployment.close();
stack.dispose();
