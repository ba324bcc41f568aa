/**
 * `npm run bench:cold`: starts every built handler in a process of its own and gives it one event, five times each, and
 * prints the least that it took: until it is ready, and until the event, of the renderer the first document, is done.
 * Milliseconds of a processor hardly depend on how busy the machine is; Lambda gives a function with less than 1,769 MB
 * only a part of one.
 */
import { z } from "zod";
import type { Invocation } from "./cloud/emulator.ts";
import { PROVINCE, synthesised } from "./deployed.ts";
import { asBuilt, deploy } from "./deployment.ts";
import { firstRun } from "./scenarios.ts";

const ROUNDS = 5;

const stack = synthesised({ bundle: true });
const deployment = await deploy(stack, asBuilt, { size: "all" });
await firstRun(deployment, stack.resolver);
const [[execution, request] = []] = [...deployment.cloud.started];
const { run } = z.looseObject({ run: z.string() }).parse(request);
const { agencies } = z.object({ agencies: z.array(z.string()) }).parse(await deployment.task("Plan").invoke(request));
const published = { series: `${PROVINCE}/2023-Q1`, revision: 1 };
const http = {
  method: "GET",
  path: "/openapi.json",
  protocol: "HTTP/1.1",
  sourceIp: "203.0.113.9",
  userAgent: "bench",
};
const page = {
  ...{
    version: "2.0",
    routeKey: "$default",
    rawPath: http.path,
    rawQueryString: "",
    isBase64Encoded: false,
    body: null,
  },
  ...{ headers: { host: "bao-cao.tinh.gov.vn" }, requestContext: { http, domainName: "bao-cao.tinh.gov.vn" } },
};
const inForce = [{ from: "2021-01-11", to: "2025-12-31" }];
const scheduled = { province: PROVINCE, kind: "quarter", scheme: "nd09", inForce };

/** By the task or the handler, what it is given. */
const EVENTS: readonly (readonly [name: string, event: unknown, about?: string])[] = [
  ["AwaitTurn", { request, execution }],
  ["Plan", request],
  ["CollectAgency", { run, agency: agencies[0] }],
  ["Assemble", { run }],
  ...["bao-cao-cntt.pdf", "bao-cao-cntt.docx", "bao-cao-cntt.xlsx"].map(
    (document) => ["RenderDocument", { run, document }, document] as const,
  ),
  ["Publish", { run }],
  ["Notify", { run, published }],
  ["NotifyFailure", { run, province: PROVINCE, period: "2023-Q1", error: { Error: "StoreUnavailable" } }],
  ["steps.notifyAbsenceHandler", { responsePayload: [] }],
  ["start.startHandler", { ...scheduled, scheduledTime: "2023-03-15T05:00:00+07:00" }],
  [
    "watch.watchHandler",
    { scheduledTime: "2023-03-27T09:00:00+07:00", watched: [{ ...scheduled, due: 25, margin: 1 }] },
  ],
  ["runs.lookAfterHandler", {}],
  ["portal.portalHandler", page],
];

/** The quickest of some starts, by what is looked at. */
const least = (some: readonly Invocation[], of: (one: Invocation) => number | null): string =>
  Math.min(...some.map((one) => of(one) ?? 0)).toFixed(0);

console.log(
  "| function | ready: ms | CPU ms | event done: ms | CPU ms | RSS MB |\n| --- | --: | --: | --: | --: | --: |",
);
for (const [name, event, about = ""] of EVENTS) {
  const firsts: Invocation[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const alone = deployment.fresh(name);
    // Some of a draft's documents are there under another name, or not at all: how an event ends is not what is looked at.
    await alone.invoke(event).catch(() => undefined);
    firsts.push(...alone.invocations);
    await alone.close();
  }
  const numbers = [
    least(firsts, ({ initMs }) => initMs),
    least(firsts, ({ initCpuMs }) => initCpuMs),
    least(firsts, ({ initMs, durationMs }) => (initMs ?? 0) + durationMs),
    least(firsts, ({ cpuMs }) => cpuMs),
    least(firsts, ({ peakRssMb }) => peakRssMb),
  ];
  console.log(`| ${[name, about].join(" ").trim()} | ${numbers.join(" | ")} |`);
}
await deployment.close();
stack.dispose();
