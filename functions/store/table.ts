import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { reach } from "./edge.ts";

export interface TableOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Attributes by name; the reader parses them. */
export interface Item {
  readonly sk?: unknown;
  readonly [attribute: string]: unknown;
}

/** The one table (keys `pk`, `sk`), read strongly consistent and written by single-item conditional writes only. */
export interface Table {
  get(key: ItemKey): Promise<Item | undefined>;
  /** All pages; with `Limit`, one page. */
  query(query: Omit<QueryCommandInput, "TableName" | "ConsistentRead">): Promise<Item[]>;
  /** False when the condition did not hold. */
  put(item: ItemKey & Item, condition?: Omit<PutCommandInput, "TableName" | "Item">): Promise<boolean>;
}

/** The condition that keeps an item from ever being written twice. */
export const ONLY_IF_ABSENT = { ConditionExpression: "attribute_not_exists(sk)" } as const;

async function held(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Every method throws StoreUnavailable where the table cannot be reached. */
export function openTable({ client, table }: TableOptions): Table {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const place = `bảng dữ liệu "${table}"`;
  const TableName = table;
  const queryPages = async (query: Omit<QueryCommandInput, "TableName" | "ConsistentRead">): Promise<Item[]> => {
    const items: Item[] = [];
    let start: QueryCommandInput["ExclusiveStartKey"];
    do {
      const page = await documents.send(
        new QueryCommand({ ...query, TableName, ConsistentRead: true, ExclusiveStartKey: start }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined && query.Limit === undefined);
    return items;
  };
  return {
    get: (Key) =>
      reach(place, async () => (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item),
    query: (query) => reach(place, () => queryPages(query)),
    put: (Item, condition) =>
      reach(place, () => held(documents.send(new PutCommand({ ...condition, TableName, Item })))),
  };
}
