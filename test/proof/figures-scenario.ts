import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { windowOfMonth } from "../../functions/domain/period.ts";
import { snapshotItemKey } from "../../functions/store/snapshots/item.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { type Resolver, resourcesOf } from "./cloud/resolve.ts";
import { PROVINCE } from "./deployed.ts";
import type { Deployment } from "./deployment.ts";

const Figures = z.object({
  items: z.array(
    z.object({ programme: z.string(), target: z.string(), scope: z.string(), code: z.string(), basis: z.string() }),
  ),
});
const Trace = z.object({
  months: z.array(
    z.object({ agency: z.string(), month: z.string(), sources: z.array(z.looseObject({ vintage: z.int() })) }),
  ),
  rows: z.array(z.unknown()),
});

/** Moves the rows of an agency's month into the bucket, where those of a large answer lie. */
async function moveToBucket({ cloud }: Deployment, resolver: Resolver, agency: string, month: string): Promise<void> {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const [table, { client }] = [resolver.nameOf(id), cloud.database];
  const [bucket = ""] = cloud.objects.keys().map((key) => key.slice(0, key.indexOf("/")));
  const objects = {
    put: async (key: string, bytes: Uint8Array) => cloud.objects.replace(`${bucket}/${key}`, bytes),
    get: async () => null,
  };
  const store = snapshotStore({ client, table, objects, bodyLimit: 0 });
  const key = { province: PROVINCE, synthetic: true, kind: "counts" as const, agency, ...windowOfMonth(month, "nd09") };
  const ref = await store.latest(key);
  if (ref?.vintage !== 1) throw new RangeError(`not one vintage of ${agency} ${month}`);
  const { status, dataAsOf } = ref;
  const rows = await store.read(ref);
  const { pk, sk } = snapshotItemKey(key, 1);
  await client.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } }));
  await store.save(key, { status, dataAsOf, askedAt: dataAsOf, rows });
}

type Ask = (address: string, asked: { readonly token: string }) => Promise<{ statusCode: number; body: string }>;

/** The figures of a published revision, and one of them down to its rows, before and after a month lies in the bucket. */
export async function tracedFigures(
  ask: Ask,
  deployment: Deployment,
  resolver: Resolver,
  { series, token }: { readonly series: string; readonly token: string },
): Promise<number[]> {
  const list = await ask(`/revisions/1/figures?series=${series}&scope=agency`, { token });
  const figure = Figures.parse(JSON.parse(list.body)).items.findLast(({ basis }) => basis === "year");
  if (figure === undefined) throw new RangeError("no figure that adds up months");
  const address = `/revisions/1/figures/trace?${new URLSearchParams({ series, ...figure })}`;
  const before = await ask(address, { token });
  const { months, rows } = Trace.parse(JSON.parse(before.body));
  const [first] = months.filter(({ sources }) => sources.some(({ vintage }) => vintage === 1));
  if (first === undefined) throw new RangeError("no month of the figure was answered");
  await moveToBucket(deployment, resolver, first.agency, first.month);
  const after = await ask(address, { token });
  if (Trace.parse(JSON.parse(after.body)).rows.length !== rows.length) throw new Error("other rows were read");
  return [list.statusCode, before.statusCode, after.statusCode];
}
