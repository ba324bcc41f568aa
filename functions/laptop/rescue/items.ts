import { z } from "zod";
import type { ItemKey } from "../../store/key.ts";
import type { Item } from "../../store/table.ts";
import { valuesIn } from "../database/files/values.ts";

/** An attribute as DynamoDB's protocol writes it, as the value that the program knows. */
const Attribute: z.ZodType<unknown> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }).transform(({ S }) => S),
    z.object({ N: z.string() }).transform(({ N }) => Number(N)),
    z.object({ B: z.string() }).transform(({ B }) => new Uint8Array(Buffer.from(B, "base64"))),
    z.object({ BOOL: z.boolean() }).transform(({ BOOL }) => BOOL),
    z.object({ NULL: z.literal(true) }).transform(() => null),
    z.object({ M: z.record(z.string(), Attribute) }).transform(({ M }) => M),
    z.object({ L: z.array(Attribute) }).transform(({ L }) => L),
  ]),
);

const Stored = z.record(z.string(), Attribute);
const Key = z.object({ pk: z.string(), sk: z.string() });

/** An item out of the text of a value; null for what is none, such as the description of the table. */
function itemOf(value: Uint8Array): (ItemKey & Item) | null {
  try {
    const stored = Stored.parse(JSON.parse(new TextDecoder().decode(value)));
    return { ...stored, ...Key.parse(stored) };
  } catch {
    return null;
  }
}

/** Every item that can still be read of a database: in no order, and as it was at whatever time. */
export async function* itemsIn(path: string): AsyncGenerator<ItemKey & Item> {
  for await (const value of valuesIn(path)) {
    const item = itemOf(value);
    if (item !== null) yield item;
  }
}
