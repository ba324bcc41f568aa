import { z } from "zod";
import type { TestIssuer } from "../../helpers/portal/issuer.ts";
import { PROVINCE } from "../deployed.ts";
import type { Deployment } from "../deployment.ts";
import { asking } from "./portal.ts";

const SERIES = `${PROVINCE}/2023-Q1`;
const SHOWN = "bao-cao-cntt.pdf";
const inForce = [{ from: "2021-01-11", to: "2025-12-31" }];
const QUARTER = { province: PROVINCE, kind: "quarter", scheme: "nd09", inForce, due: 25 };

const People = z.object({ items: z.array(z.object({ id: z.string() })).min(1) });
const Files = z.object({ items: z.array(z.object({ path: z.string() })).min(1) });
const Published = z.object({ awaiting: z.boolean().default(false) });

/** Each reader of the current revision, twice: whether the mail can be sent again, first where none has arrived. */
async function mailedAgain({ task, handler }: Deployment, revision: number, operator: string): Promise<number[]> {
  const { ask, status } = asking({ handler });
  const place = `/revisions/${revision}/deliveries`;
  const statuses: number[] = [];
  for (let times = 0; times < 2; times++) {
    await task("Notify").invoke({ run: "killed", published: { series: SERIES, revision } });
    const list = await ask(`${place}?series=${SERIES}`, { token: operator });
    for (const { id } of People.parse(JSON.parse(list.body)).items) {
      const address = `${place}/${id}/send?series=${SERIES}`;
      statuses.push(list.statusCode, await status(address, { method: "POST", token: operator }));
    }
  }
  return statuses;
}

/** A draft that its province's setting holds back, to its publication: what the functions answer. */
async function agreed(deployment: Deployment, run: string, approver: string): Promise<(number | boolean)[]> {
  const { cloud, task, handler } = deployment;
  const { ask, status } = asking(deployment);
  // An earlier run may have left a draft of the same revision: whichever is the run's is held back.
  for (const key of cloud.objects.keys().filter((one) => one.includes("/r4-") && one.endsWith("/draft.json"))) {
    const draft = z.looseObject({}).parse(JSON.parse(new TextDecoder().decode(cloud.objects.bytes(key))));
    // So that it is looked at again, once it is published.
    const held = JSON.stringify({ ...draft, state: "provisional", holds: [{ kind: "setting" }] });
    cloud.objects.replace(key, new TextEncoder().encode(held));
  }
  // What is shown of a draft that is held back is rendered with it.
  await task("RenderDocument").invoke({ run, document: SHOWN });
  const { awaiting } = Published.parse(await task("Publish").invoke({ run }));
  await task("AskApprovers").invoke({ run, awaiting: { series: SERIES } });
  const files = await ask(`/runs/${run}/release/files`, { token: approver });
  if (files.statusCode !== 200) throw new Error(`the portal gives no files of the draft: ${files.body}`);
  const file = Files.parse(JSON.parse(files.body)).items.find(({ path }) => path.endsWith(`/${SHOWN}`));
  const looked = await ask(file?.path ?? "", { token: approver });
  await fetch(looked.headers["location"] ?? "");
  const body = { decision: "approve" };
  const decided = await status(`/runs/${run}/release`, { method: "POST", token: approver, body });
  await handler("runs.lookAfterHandler").invoke({});
  await task("PublishApproved").invoke({ run: `${run}-release`, release: run });
  return [awaiting, files.statusCode, looked.statusCode, decided];
}

/** The runs that are started of what is provisional. */
export async function lookedAgain({ handler }: Deployment): Promise<string[]> {
  const followed = [{ ...QUARTER, days: [15], follow: 60 }];
  const event = { scheduledTime: "2023-03-27T09:00:00+07:00", followed };
  return z.array(z.string()).parse(await handler("start.lookAgainHandler").invoke(event));
}

/**
 * What is held back, agreed to, told again and looked at again: what the functions answer.
 *
 * @param run has drafted the fourth revision, and published nothing
 */
export async function releases(deployment: Deployment, issuer: TestIssuer, run: string) {
  const [operator, approver] = [await issuer.token("quan-tri"), await issuer.token("phe-duyet")];
  const mailed = await mailedAgain(deployment, 3, operator);
  const held = await agreed(deployment, run, approver);
  // A month of which nothing is published, and may be waiting.
  const scheduledTime = "2023-03-27T09:00:00+07:00";
  const watched = [{ ...QUARTER, kind: "month", margin: 1 }];
  await deployment.handler("watch.watchHandler").invoke({ scheduledTime, watched });
  const again = await lookedAgain(deployment);
  return { mailed, held, again };
}
