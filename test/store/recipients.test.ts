import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it, test } from "vitest";
import type { NewRecipient } from "../../functions/mail/recipient.ts";
import { recipientStore } from "../../functions/store/mail/recipients.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const recipients = recipientStore({ client, table });

const person = (address: string, given: Partial<NewRecipient> = {}): NewRecipient => ({
  name: "Nguyễn Văn A",
  address,
  roles: [{ kind: "recipient", reports: null }],
  ...given,
});

it("keeps people by province and address, whatever the capitals, and lists them by address", async () => {
  await recipients.put("p", person("b@x.gov.vn"));
  await recipients.put("p", person("A@X.gov.vn"));
  await recipients.put("p", person("a@x.gov.vn", { name: "Trần Thị B" }));
  await recipients.put("q", person("c@x.gov.vn"));
  expect((await recipients.list("p")).map(({ name, address }) => [name, address])).toEqual([
    ["Trần Thị B", "a@x.gov.vn"],
    ["Nguyễn Văn A", "b@x.gov.vn"],
  ]);
});

it("keeps nothing of a person who was removed", async () => {
  await recipients.put("gone", person("rieng-tu@x.gov.vn", { name: "Lê Riêng Tư" }));
  expect(await recipients.remove("gone", "Rieng-Tu@x.gov.vn ")).toBe(true);
  expect(await recipients.remove("gone", "rieng-tu@x.gov.vn")).toBe(false);
  expect(await recipients.remove("gone", "không phải địa chỉ")).toBe(false);
  expect(await recipients.list("gone")).toEqual([]);
  const stored = await DynamoDBDocumentClient.from(client).send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": "recipients#gone" },
    }),
  );
  expect(JSON.stringify(stored.Items)).not.toMatch(/rieng-tu|Riêng/i);
});

it("stands for the same mails by the same token, until they are ended, and again when the person is added anew", async () => {
  const { id } = await recipients.put("u", person("a@x.gov.vn"));
  const token = await recipients.subscriptionToken("u", id, "recipient");
  expect(await recipients.subscriptionToken("u", id, "recipient")).toBe(token);
  expect(await recipients.subscription(token)).toMatchObject({ province: "u", kind: "recipient", recipient: { id } });

  expect(await recipients.unsubscribe(token)).toMatchObject({ kind: "recipient" });
  expect(await recipients.unsubscribe(token)).toMatchObject({ kind: "recipient" });
  expect((await recipients.list("u"))[0]?.muted).toEqual(["recipient"]);
  await recipients.put("u", person("a@x.gov.vn"));
  expect((await recipients.list("u"))[0]?.muted).toEqual([]);
  expect(await recipients.subscription(token)).not.toBeNull();
  await recipients.remove("u", "a@x.gov.vn");
  expect(await recipients.subscription(token)).toBeNull();
  expect(await recipients.unsubscribe(token)).toBeNull();
});

test("a token proves nothing but what it was made for", async () => {
  const { id } = await recipients.put("t", person("a@x.gov.vn"));
  const other = await recipients.put("t", person("b@x.gov.vn"));
  const token = await recipients.subscriptionToken("t", id, "recipient");
  const [, , , mac = ""] = token.split(".");
  const forged = [
    "",
    "x",
    token.slice(0, -1),
    `${token}A`,
    `t.${id}.operator.${mac}`,
    `t.${other.id}.recipient.${mac}`,
    `p.${id}.recipient.${mac}`,
    `t.${id}.recipient.`,
    `t.${id}.recipient.${"A".repeat(22)}`,
    `t.0000000000000000.recipient.${mac}`,
    `t.${id}.nobody.${mac}`,
    `${"x".repeat(10_000)}.${id}.recipient.${mac}`,
    "t.\u0000.recipient.#",
  ];
  for (const one of forged) expect(await recipients.unsubscribe(one), one).toBeNull();
  expect((await recipients.list("t")).flatMap(({ muted }) => muted)).toEqual([]);
});

test("two that end different mails of one person at once both do", async () => {
  const roles: NewRecipient["roles"] = [{ kind: "recipient", reports: null }, { kind: "operator" }];
  const { id } = await recipients.put("two", person("a@x.gov.vn", { roles }));
  const kinds = ["recipient", "operator"] as const;
  const tokens = await Promise.all(kinds.map((kind) => recipients.subscriptionToken("two", id, kind)));
  await Promise.all(tokens.map((token) => recipients.unsubscribe(token)));
  expect([...((await recipients.list("two"))[0]?.muted ?? [])].sort()).toEqual(["operator", "recipient"]);
});

test.each([
  ["an address with a line break", { address: "a@x.vn\r\nBcc: b@x.vn" }],
  ["two addresses", { address: "a@x.vn, b@x.vn" }],
  ["an address in brackets", { address: "<a@x.vn>" }],
  ["an address without a domain", { address: "a@" }],
  ["a part before @ of 65 letters", { address: `${"a".repeat(65)}@x.vn` }],
  ["an address of 255 letters", { address: `a@${`${"b".repeat(60)}.`.repeat(4)}${"c".repeat(8)}.vn` }],
  ["a name with a line break", { name: "A\r\nBcc: b@x.vn" }],
  ["a name with U+2028", { name: "A\u2028B" }],
  ["no name", { name: " " }],
  ["a name of 121 letters", { name: "ă".repeat(121) }],
  ["no role", { roles: [] }],
  ["an agency with a tab", { roles: [{ kind: "contact" as const, agency: "a\tb" }] }],
])("refuses %s", async (_name, given) => {
  await expect(recipients.put("bad", person("a@x.gov.vn", given))).rejects.toThrow();
  expect(await recipients.list("bad")).toEqual([]);
});
