import { type AttributeValue, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { databaseFailure } from "../../../functions/laptop/database/thread.ts";
import { type Cut, cutting, place } from "../../helpers/runs/context.ts";

/** A table and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const SITES_OF = new Map([
  ["GetItemCommand", "table.get"],
  ["GetCommand", "table.get"],
  ["QueryCommand", "table.query"],
  ["PutItemCommand", "table.put"],
  ["PutCommand", "table.put"],
]);

type Attributes = Record<string, AttributeValue>;

const half = <T>(list: readonly T[]): T[] => list.slice(0, Math.floor(list.length / 2));

/** An item whose bytes, or else whose attributes, are not all there; its key is. */
function cutItem(item: Attributes, { share }: Cut): Attributes {
  const entries = Object.entries(item);
  if (entries.some(([, value]) => value.B !== undefined)) {
    const cutBytes = ([name, value]: [string, AttributeValue]): [string, AttributeValue] =>
      value.B === undefined ? [name, value] : [name, { B: value.B.subarray(0, Math.floor(value.B.length * share)) }];
    return Object.fromEntries(entries.map(cutBytes));
  }
  const [keys, others] = [
    entries.filter(([name]) => /^[ps]k$/.test(name)),
    entries.filter(([name]) => name.length > 2),
  ];
  return Object.fromEntries([...keys, ...half(others)]);
}

const Output = z.looseObject({
  Item: z.custom<Attributes>((value) => typeof value === "object").optional(),
  Items: z.array(z.custom<Attributes>((value) => typeof value === "object")).optional(),
});

function cutOutput(output: unknown, cut: Cut): unknown {
  const known = Output.safeParse(output);
  if (!known.success) return output;
  const { Item, Items, ...rest } = known.data;
  if (Item !== undefined) return { ...rest, Item: cutItem(Item, cut) };
  if (Items === undefined) return output;
  const left = cut.what === "list" ? half(Items) : Items.map((item) => cutItem(item, cut));
  return { ...rest, Items: left, Count: left.length };
}

/** Lets faults hit the requests that a step sends through this client. */
export function watchClient(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const site = SITES_OF.get(commandName ?? "");
        const from = place.getStore();
        if (site === undefined || from === undefined) return next(args);
        const send = async () => {
          if (site === "table.put" && from.sites.diskFull) {
            throw databaseFailure("IO error: No space left on device", "the bench's table");
          }
          const answer = await next(args);
          const cut = cutting();
          return cut === null ? answer : { ...answer, output: { ...answer.output, ...cutAnswer(answer.output, cut) } };
        };
        return from.sites.perform(site, send);
      },
    { step: "finalizeRequest", name: "watchForFaults", priority: "low" },
  );
}

function cutAnswer(output: object, cut: Cut): object {
  const left = cutOutput(output, cut);
  return typeof left === "object" && left !== null ? left : output;
}

/** Every item of a table that is kept for good, as text by its key. */
export async function itemsOf({ client, table }: Table): Promise<Map<string, string>> {
  const items = new Map<string, string>();
  let start: Attributes | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    for (const item of page.Items ?? []) {
      const pk = item["pk"]?.S ?? "";
      if (!/^(snapshot|collected)#/.test(pk)) continue;
      const sorted = Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1));
      const text = JSON.stringify(sorted, (_, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
      );
      items.set(`${pk} ${item["sk"]?.S}`, text);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}
