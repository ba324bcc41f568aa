import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { StoreUnavailable } from "../domain/failure.ts";
import { conditionOf, type ItemKey, type KeyRange, keyOf } from "./key.ts";
import { translateSdkError } from "./sdk-errors.ts";

export interface TableOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Attributes by name; the reader parses them. */
export interface Item {
  readonly sk?: unknown;
  readonly [attribute: string]: unknown;
}

/** How the items of a range are read; unless said otherwise all of them, in the order of their keys. */
type Reading = Pick<
  QueryCommandInput,
  "ProjectionExpression" | "ExpressionAttributeNames" | "ScanIndexForward" | "Limit"
>;

/**
 * The one table (keys `pk`, `sk`), read strongly consistent and written by single-item conditional writes only.
 * Under a key that no item can have there is nothing; to write there throws RangeError.
 */
export interface Table {
  get(key: ItemKey): Promise<Item | undefined>;
  /** All pages; with `Limit`, one page. */
  query(range: KeyRange, reading?: Reading): Promise<Item[]>;
  /** False when the condition did not hold. */
  put(item: ItemKey & Item, condition?: Omit<PutCommandInput, "TableName" | "Item">): Promise<boolean>;
}

/** The condition that keeps an item from ever being written twice. */
export const ONLY_IF_ABSENT = { ConditionExpression: "attribute_not_exists(sk)" } as const;

/** The condition that an item is as it was read: under this `version`, or not there where it was not. */
export const onlyIfVersion = (version: number | null) =>
  version === null
    ? ONLY_IF_ABSENT
    : {
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":version": version },
      };

/** So often a change is tried anew where another call was in between. */
const MAX_TRIES = 5;

/** Reads, changes and writes an item that counts its versions; null from `next` changes nothing, and is given back. */
export async function changeItem<Stored extends { readonly version: number }>(
  table: Table,
  key: ItemKey,
  parse: (item: Item) => Stored,
  next: (standing: Stored | null) => Stored | null,
): Promise<Stored | null> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const item = await table.get(key);
    const standing = item === undefined ? null : parse(item);
    const changed = next(standing);
    if (changed === null) return null;
    if (await table.put({ ...key, ...changed }, onlyIfVersion(standing?.version ?? null))) return changed;
  }
  throw new StoreUnavailable("Bản ghi này đang được nhiều nơi cùng sửa; thử lại sau ít phút.");
}

function writable({ pk, sk }: ItemKey): { pk: string; sk: string } {
  const key = keyOf({ pk, sk });
  if (key !== null) return key;
  throw new RangeError(`not a key of an item: ${JSON.stringify([pk.slice(0, 100), sk.slice(0, 100)])}`);
}

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
  const getItem = async (key: ItemKey): Promise<Item | undefined> => {
    const Key = keyOf(key);
    if (Key === null) return undefined;
    return (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  };
  const queryPages = async (range: KeyRange, reading: Reading): Promise<Item[]> => {
    const condition = conditionOf(range);
    const items: Item[] = [];
    if (condition === null) return items;
    let start: QueryCommandInput["ExclusiveStartKey"];
    do {
      const page = await documents.send(
        new QueryCommand({ ...reading, ...condition, TableName, ConsistentRead: true, ExclusiveStartKey: start }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined && reading.Limit === undefined);
    return items;
  };
  return {
    get: (key) => translateSdkError(place, () => getItem(key)),
    query: (range, reading = {}) => translateSdkError(place, () => queryPages(range, reading)),
    put: (item, condition) =>
      translateSdkError(place, async () => {
        const Item = { ...item, ...writable(item) };
        return held(documents.send(new PutCommand({ ...condition, TableName, Item })));
      }),
  };
}
