import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { outbox } from "../../functions/store/mail/outbox.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const mails = outbox({ client, table });

const key = (recipient: string) => ({ kind: "report" as const, about: "p/2023-06/r1", recipient });
const at = (minute: number): Date => new Date(Date.UTC(2023, 5, 20, 3, minute));

async function claimed(recipient: string, when: Date): Promise<string> {
  const claim = await mails.claim(key(recipient), when, null);
  if (claim.state !== "claimed") throw new Error(claim.state);
  return claim.owner;
}

it("gives a mail to one of many that ask at once", async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => mails.claim(key("many"), at(0), null)));
  expect(claims.filter(({ state }) => state === "claimed")).toHaveLength(1);
  expect(claims.filter(({ state }) => state === "busy")).toHaveLength(19);
});

it("never gives one again that was sent, unless it has come back since it was last claimed", async () => {
  await mails.close(key("sent"), await claimed("sent", at(10)), at(11));
  expect(await mails.claim(key("sent"), at(600), null)).toEqual({ state: "sent" });
  expect(await mails.claim(key("sent"), at(600), at(9).toISOString())).toEqual({ state: "sent" });
  const returned = at(20).toISOString();
  const again = await mails.claim(key("sent"), at(600), returned);
  if (again.state !== "claimed") throw new Error(again.state);
  await mails.close(key("sent"), again.owner, at(601));
  expect(await mails.claim(key("sent"), at(700), returned)).toEqual({ state: "sent" });
});

it("gives one again that version 0.2 took for refused", async () => {
  const owner = await claimed("old", at(0));
  await DynamoDBDocumentClient.from(client).send(
    new PutCommand({
      TableName: table,
      Item: {
        ...{ pk: "mail#report#p/2023-06/r1", sk: "old", schema: 1, state: "refused", owner, attempts: 1 },
        ...{ at: at(1).toISOString(), until: at(3).toISOString(), reason: "x" },
      },
    }),
  );
  expect(await mails.claim(key("old"), at(2), null)).toMatchObject({ state: "claimed" });
});

it("gives one again that was given back, and one whose claim has run out", async () => {
  await mails.release(key("back"), await claimed("back", at(0)));
  expect(await mails.claim(key("back"), at(0), null)).toMatchObject({ state: "claimed" });
  expect(await mails.claim(key("back"), at(2), null)).toEqual({ state: "busy" });
  const again = await Promise.all(Array.from({ length: 5 }, () => mails.claim(key("back"), at(3), null)));
  expect(again.filter(({ state }) => state === "claimed")).toHaveLength(1);
});

it("does not let a call whose claim has run out end what another is sending", async () => {
  const late = await claimed("late", at(0));
  const next = await claimed("late", at(5));
  await mails.release(key("late"), late);
  await mails.close(key("late"), late, at(5));
  expect(await mails.claim(key("late"), at(5), null)).toEqual({ state: "busy" });
  await mails.close(key("late"), next, at(6));
  await mails.release(key("late"), next);
  expect(await mails.claim(key("late"), at(60), null)).toEqual({ state: "sent" });
});

it("tells mails apart by kind, subject and recipient", async () => {
  const other = { ...key("one"), about: "p/2023-06/r2" };
  await claimed("one", at(0));
  for (const next of [other, { ...key("one"), kind: "missing" as const }, key("two")]) {
    expect(await mails.claim(next, at(0), null)).toMatchObject({ state: "claimed" });
  }
});
