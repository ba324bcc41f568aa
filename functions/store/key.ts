import type { QueryCommandInput } from "@aws-sdk/lib-dynamodb";

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** The items under one `pk`: all, or those whose `sk` begins so, lies from one to another (both in it) or before one. */
export interface KeyRange {
  readonly pk: string;
  readonly sk?:
    | { readonly startsWith: string }
    | { readonly from: string; readonly to: string }
    | { readonly before: string };
}

/** Bytes of UTF-8 that DynamoDB takes as a key. */
const MOST = { pk: 2048, sk: 1024 } as const;

/** Whether DynamoDB can hold a text as this part of a key; half of a surrogate pair has no UTF-8. */
const fits = (part: keyof typeof MOST, text: string): boolean =>
  text !== "" && text.isWellFormed() && Buffer.byteLength(text) <= MOST[part];

/** The key itself; null for one that no item can have. */
export function keyOf({ pk, sk }: ItemKey): { pk: string; sk: string } | null {
  return fits("pk", pk) && fits("sk", sk) ? { pk, sk } : null;
}

type Condition = Required<Pick<QueryCommandInput, "KeyConditionExpression" | "ExpressionAttributeValues">>;

function sortCondition(sk: NonNullable<KeyRange["sk"]>): { expression: string; values: Record<string, string> } {
  if ("before" in sk) return { expression: "sk < :before", values: { ":before": sk.before } };
  if ("from" in sk) {
    return { expression: "sk BETWEEN :from AND :to", values: { ":from": sk.from, ":to": sk.to } };
  }
  return { expression: "begins_with(sk, :start)", values: { ":start": sk.startsWith } };
}

/** What a query asks for; null for a range in which no item can be. Every key begins with the empty text. */
export function conditionOf({ pk, sk }: KeyRange): Condition | null {
  if (!fits("pk", pk)) return null;
  const whole = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
  if (sk === undefined || ("startsWith" in sk && sk.startsWith === "")) return whole;
  const { expression, values } = sortCondition(sk);
  if (!Object.values(values).every((text) => fits("sk", text))) return null;
  return { KeyConditionExpression: `pk = :pk AND ${expression}`, ExpressionAttributeValues: { ":pk": pk, ...values } };
}
