import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { deathOf, type MailFact, UNMARKED } from "../../functions/mail/mailbox.ts";
import { mailboxStore } from "../../functions/store/mail/mailboxes.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const mailboxes = mailboxStore({ client, table });

const at = (hour: number): string => new Date(Date.UTC(2023, 5, 20, hour)).toISOString();
const bounced = (hour: number): MailFact => ({ kind: "bounced", at: at(hour), code: "5.1.1", mail: null });

const itemsOf = async () => {
  const ExpressionAttributeValues = { ":pk": "mailboxes" };
  const query = new QueryCommand({ TableName: table, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues });
  return (await DynamoDBDocumentClient.from(client).send(query)).Items ?? [];
};

it("knows an address whatever its capitals, and keeps no address", async () => {
  await mailboxes.note("A@x.gov.vn", bounced(1));
  const mailboxOf = await mailboxes.all();
  expect(mailboxOf("a@X.gov.vn").bounced).toEqual({ at: at(1), code: "5.1.1" });
  expect(mailboxOf("b@x.gov.vn")).toEqual(UNMARKED);
  expect(JSON.stringify(await itemsOf())).not.toContain("x.gov.vn");
});

it("writes nothing for what is known already", async () => {
  await mailboxes.note("twice@x.gov.vn", bounced(3));
  const before = await itemsOf();
  await mailboxes.note("twice@x.gov.vn", bounced(3));
  await mailboxes.note("twice@x.gov.vn", bounced(2));
  expect(await itemsOf()).toEqual(before);
});

it("loses nothing of what is told at once", async () => {
  const kinds = ["bounced", "complained", "delayed"] as const;
  await Promise.all(kinds.map((kind) => mailboxes.note("many@x.gov.vn", { ...bounced(1), kind })));
  const told = { at: at(1), code: "5.1.1" };
  expect((await mailboxes.all())("many@x.gov.vn")).toMatchObject({ bounced: told, complained: told, delayed: told });
});

it("has an address written to again", async () => {
  await mailboxes.note("mended@x.gov.vn", bounced(1));
  await mailboxes.revive("mended@x.gov.vn", new Date(at(2)));
  await mailboxes.note("mended@x.gov.vn", bounced(1));
  expect(deathOf((await mailboxes.all())("mended@x.gov.vn"))).toBeNull();
});
