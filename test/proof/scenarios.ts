import { z } from "zod";
import { recipientStore } from "../../functions/store/mail/recipients.ts";
import type { TestIssuer } from "../helpers/portal/issuer.ts";
import { type Resolver, resourcesOf } from "./cloud/resolve.ts";
import { PROVINCE } from "./deployed.ts";
import type { Deployment } from "./deployment.ts";
import { administrator } from "./scenarios/console.ts";
import { addressOf, leaveSandbox, mended, OPERATOR, READERS } from "./scenarios/mail.ts";
import { lostChanges, lostRuns, portalRequests } from "./scenarios/portal.ts";
import { lookedAgain, releases } from "./scenarios/release.ts";

const inForce = [{ from: "2021-01-11", to: "2025-12-31" }];

/** What a schedule sends after the first quarter of 2023 has ended; the simulator knows the province as it was then. */
const SCHEDULED = {
  province: PROVINCE,
  kind: "quarter",
  scheme: "nd09",
  inForce,
  scheduledTime: "2023-03-15T05:00:00+07:00",
};

const WATCHED = {
  scheduledTime: "2023-03-27T09:00:00+07:00",
  watched: [{ province: PROVINCE, kind: "quarter", scheme: "nd09", inForce, due: 25, margin: 1 }],
};

const Request = z.looseObject({ run: z.string() });
const Outcome = z.looseObject({ outcome: z.string() });
const Sightings = z.array(z.object({ absent: z.boolean() }));
const Assembled = z.object({ documents: z.array(z.string()).min(1) });
const Planned = z.object({ agencies: z.array(z.string()).min(1) });

/** Two people who get the reports, one who runs the service. */
async function enterRecipients({ cloud }: Deployment, resolver: Resolver): Promise<void> {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const store = recipientStore({ client: cloud.database.client, table: resolver.nameOf(id) });
  const reader = { kind: "recipient" as const, reports: null };
  const people = [...READERS.map((name) => [name, reader] as const), [OPERATOR, { kind: "operator" }] as const];
  for (const [name, role] of people) {
    await store.put(PROVINCE, { name, address: addressOf(name), roles: [role] });
  }
}

/** The first scheduled run, from the schedule's event to the mails; the event arrives twice. */
export async function firstRun(deployment: Deployment, resolver: Resolver): Promise<unknown> {
  await enterRecipients(deployment, resolver);
  const starter = deployment.handler("start.startHandler");
  await starter.invoke(SCHEDULED);
  await starter.invoke(SCHEDULED);
  const [[, request] = []] = [...deployment.cloud.started];
  return deployment.run(Request.parse(request));
}

/** The same period again under another name. */
const again = (deployment: Deployment, run: string, refresh: boolean): Record<string, unknown> => {
  const [[, request] = []] = [...deployment.cloud.started];
  return { ...Request.parse(request), run, refresh };
};

/** The key of an object that contains all of these. */
const keyWith = ({ cloud }: Deployment, ...parts: string[]): string => {
  const found = cloud.objects.keys().find((key) => parts.every((part) => key.includes(part)));
  if (found === undefined) throw new RangeError(`no object with ${parts.join(", ")}`);
  return found;
};

const failed = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.name : "unknown"),
  );

/** A second revision, and a run that finds nothing new. */
async function laterRuns(deployment: Deployment, agency: string): Promise<string[]> {
  deployment.province.say("corrected", agency);
  const second = Outcome.parse(await deployment.run(again(deployment, "second", true)));
  const third = Outcome.parse(await deployment.run(again(deployment, "third", false)));
  return [second.outcome, third.outcome];
}

/** A run up to its publication: the documents that were rendered. */
async function drafted({ task }: Deployment, request: Record<string, unknown>): Promise<string> {
  const run = String(request["run"]);
  for (const agency of Planned.parse(await task("Plan").invoke(request)).agencies) {
    await task("CollectAgency").invoke({ run, agency });
  }
  const { documents } = Assembled.parse(await task("Assemble").invoke({ run }));
  for (const document of documents) await task("RenderDocument").invoke({ run, document });
  return run;
}

/** Scheduled runs of earlier quarters that all begin at once: the stage lets four be at work, the first run is one. */
async function manyAtOnce({ task, handler, cloud }: Deployment): Promise<string[]> {
  const before = new Set(cloud.started.keys());
  const starter = handler("start.startHandler");
  for (const day of ["2022-03-15", "2022-06-15", "2022-09-15", "2022-12-15"])
    await starter.invoke({ ...SCHEDULED, scheduledTime: `${day}T05:00:00+07:00` });
  const turns: string[] = [];
  for (const [execution, request] of cloud.started) {
    if (before.has(execution)) continue;
    turns.push(Outcome.parse(await task("AwaitTurn").invoke({ request, execution })).outcome);
  }
  return turns;
}

/** Steps that are repeated after they were killed: what they had written by then stands already, or is lost. */
async function repeats(deployment: Deployment, agency: string): Promise<string[]> {
  const { task, cloud, province } = deployment;
  province.say("first", agency);
  const run = await drafted(deployment, again(deployment, "killed", true));
  await task("Assemble").invoke({ run });
  await task("RenderDocument").invoke({ run, document: "bao-cao-cntt.xlsx" });
  const draft = keyWith(deployment, "/drafts/", "/r3-", "/bao-cao-cntt.xlsx");
  cloud.objects.copy(draft, draft.replace("/drafts/", "/published/"));
  cloud.objects.remove(draft);
  const lost = await failed(task("Publish").invoke({ run }));
  await task("RenderDocument").invoke({ run, document: "bao-cao-cntt.xlsx" });
  return [lost, await failed(task("Publish").invoke({ run }))];
}

/** Snapshots that pass an item's size lie in the bucket: written, read, and asked for again where they are lost. */
async function largeAnswers(deployment: Deployment, agencies: readonly string[]): Promise<string[]> {
  const { task, cloud, province } = deployment;
  const [agency = ""] = agencies;
  province.say("large", agency);
  await task("Plan").invoke(again(deployment, "large", true));
  for (const one of agencies) await task("CollectAgency").invoke({ run: "large", agency: one });
  await task("Plan").invoke(again(deployment, "large again", false));
  await task("CollectAgency").invoke({ run: "large again", agency });
  const read = await failed(task("Assemble").invoke({ run: "large" }));
  for (const key of cloud.objects.keys().filter((one) => one.includes("/snapshots/"))) cloud.objects.remove(key);
  const lost = await failed(task("Assemble").invoke({ run: "large" }));
  await task("Plan").invoke(again(deployment, "large healed", false));
  await task("CollectAgency").invoke({ run: "large healed", agency });
  return [read, lost];
}

/** Files that are lost are told apart from files that are refused. */
async function losses(deployment: Deployment, issuer: TestIssuer): Promise<(string | number)[]> {
  const { task, cloud } = deployment;
  const watchdog = deployment.handler("watch.watchHandler");
  const before = Sightings.parse(await watchdog.invoke(WATCHED)).filter((one) => one.absent).length;
  cloud.objects.remove(keyWith(deployment, "/published/", "/r4-", "figures.csv"));
  const seen = await watchdog.invoke(WATCHED);
  const after = Sightings.parse(seen).filter((one) => one.absent).length;
  await deployment.handler("steps.notifyAbsenceHandler").invoke({ responsePayload: seen });
  for (const key of cloud.objects.keys().filter((one) => /\.csv$|\.json$/.test(one))) cloud.objects.remove(key);
  const lost = await Promise.all([
    failed(task("RenderDocument").invoke({ run: "killed", document: "bao-cao-cntt.pdf" })),
    failed(task("Notify").invoke({ run: "killed", published: { series: `${PROVINCE}/2023-Q1`, revision: 4 } })),
  ]);
  // A manifest that is gone is told apart from one that is refused, too.
  await lookedAgain(deployment);
  return [before, after, ...lost, await lostChanges(deployment, issuer)];
}

/** Everything that the functions ever ask AWS for. */
export async function everything(deployment: Deployment, resolver: Resolver, issuer: TestIssuer) {
  // Before there is an index of the runs under way: the first look makes it.
  await deployment.handler("runs.lookAfterHandler").invoke({});
  deployment.cloud.mail.inSandbox = true;
  const first = Outcome.parse(await firstRun(deployment, resolver)).outcome;
  const { run } = Request.parse(again(deployment, "first", false));
  const told = await leaveSandbox(deployment, resolver, run);
  const { agencies } = Planned.parse(await deployment.task("Plan").invoke(again(deployment, "probe", false)));
  const [agency = ""] = agencies;
  const taken = deployment.cloud.mail.taken.length;
  const later = await laterRuns(deployment, agency);
  const mailed = deployment.cloud.mail.taken.slice(taken).map(({ to }) => to);
  const failure = await failed(deployment.run({ ...again(deployment, "failing", false), period: "2023-Q9" }));
  const turns = await manyAtOnce(deployment);
  const repeated = await repeats(deployment, agency);
  deployment.cloud.mail.fates.set(addressOf(OPERATOR), "illegal");
  const failing = { run: "killed", province: PROVINCE, period: "2023-Q1", error: { Error: "TooIncomplete" } };
  await deployment.task("NotifyFailure").invoke(failing);
  const large = await largeAnswers(deployment, agencies);
  const portal = await portalRequests(deployment, resolver, issuer);
  const console = await administrator(deployment, resolver, issuer, "Sở Nội vụ");
  const { begun } = await lostRuns(deployment, resolver);
  deployment.province.say("corrected", agency);
  const released = await releases(deployment, issuer, await drafted(deployment, again(deployment, "held", true)));
  const mails = { told, mailed };
  await mended(deployment, resolver, OPERATOR);
  return {
    ...{ first, mails, later, failure, turns, repeated, large, portal, console, begun, released },
    losses: await losses(deployment, issuer),
  };
}
