import { createHash } from "node:crypto";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { SNAPSHOTS } from "../../../functions/revisions/revision.ts";
import { snapshotItemKey } from "../../../functions/store/snapshots/item.ts";
import { type Resolver, resourcesOf } from "../cloud/resolve.ts";
import { PROVINCE } from "../deployed.ts";
import type { Deployment } from "../deployment.ts";

const Figures = z.object({
  items: z.array(
    z.object({
      ...{ programme: z.string(), target: z.string(), scope: z.string(), code: z.string(), basis: z.string() },
      to: z.string(),
    }),
  ),
});
const Trace = z.object({ rows: z.array(z.unknown()).min(1) });

/** Moves the rows of the first catalogue of a day into the bucket, where those of a large answer lie. */
async function moveToBucket({ cloud }: Deployment, resolver: Resolver, day: string): Promise<void> {
  const [[id = ""] = []] = resourcesOf(resolver.template, "AWS::DynamoDB::Table");
  const TableName = resolver.nameOf(id);
  const about = { province: PROVINCE, synthetic: true, kind: "procedures" as const, agency: "", from: day, to: day };
  const { pk, sk } = snapshotItemKey(about, 1);
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const { Item = {} } = await cloud.database.client.send(new GetItemCommand({ TableName, Key }));
  const { body, ...rest } = Item;
  if (body?.B === undefined) throw new RangeError(`no rows in the item of the catalogue of ${day}`);
  const sha256 = createHash("sha256").update(body.B).digest("hex");
  const key = `${SNAPSHOTS}${sha256}.json.gz`;
  const [bucket = ""] = cloud.objects.keys().map((one) => one.slice(0, one.indexOf("/")));
  cloud.objects.replace(`${bucket}/${key}`, body.B);
  const object = { M: { key: { S: key }, sha256: { S: sha256 } } };
  await cloud.database.client.send(new PutItemCommand({ TableName, Item: { ...rest, object } }));
}

type Ask = (address: string, asked: { readonly token: string }) => Promise<{ statusCode: number; body: string }>;

/** The figures of a published revision, and one of them down to its rows, before and after these lie in the bucket. */
export async function tracedFigures(
  ask: Ask,
  deployment: Deployment,
  resolver: Resolver,
  { series, token }: { readonly series: string; readonly token: string },
): Promise<number[]> {
  const list = await ask(`/revisions/1/figures?series=${series}&scope=agency&basis=as-of`, { token });
  const [figure] = Figures.parse(JSON.parse(list.body)).items;
  if (figure === undefined) throw new RangeError("no figure of an agency");
  const { to, ...name } = figure;
  const address = `/revisions/1/figures/trace?${new URLSearchParams({ series, ...name })}`;
  const before = await ask(address, { token });
  await moveToBucket(deployment, resolver, to);
  const after = await ask(address, { token });
  const [kept, moved] = [before, after].map(({ body }) => Trace.parse(JSON.parse(body)).rows);
  if (kept?.length !== moved?.length) throw new Error("other rows were read");
  return [list.statusCode, before.statusCode, after.statusCode];
}
