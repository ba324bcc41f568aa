import { expect, it } from "vitest";
import { outbox } from "../../functions/store/outbox.ts";
import { memoryTable } from "./store.ts";

const { client, table } = memoryTable();
const mails = outbox({ client, table });

const key = (recipient: string) => ({ kind: "report" as const, about: "p/2023-06/r1", recipient });
const at = (minute: number): Date => new Date(Date.UTC(2023, 5, 20, 3, minute));

async function claimed(recipient: string, when: Date): Promise<string> {
  const claim = await mails.claim(key(recipient), when);
  if (claim.state !== "claimed") throw new Error(claim.state);
  return claim.owner;
}

it("gives a mail to one of many that ask at once", async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => mails.claim(key("many"), at(0))));
  expect(claims.filter(({ state }) => state === "claimed")).toHaveLength(1);
  expect(claims.filter(({ state }) => state === "busy")).toHaveLength(19);
});

it.each(["sent", "refused"] as const)("never gives one again that was %s", async (state) => {
  const owner = await claimed(state, at(0));
  await mails.close(key(state), owner, { state, reason: "", at: at(1) });
  expect(await mails.claim(key(state), at(600))).toEqual({ state: "done" });
});

it("gives one again that was given back, and one whose claim has run out", async () => {
  await mails.release(key("back"), await claimed("back", at(0)));
  expect(await mails.claim(key("back"), at(0))).toMatchObject({ state: "claimed" });
  expect(await mails.claim(key("back"), at(2))).toEqual({ state: "busy" });
  const again = await Promise.all(Array.from({ length: 5 }, () => mails.claim(key("back"), at(3))));
  expect(again.filter(({ state }) => state === "claimed")).toHaveLength(1);
});

it("does not let a call whose claim has run out end what another is sending", async () => {
  const late = await claimed("late", at(0));
  const next = await claimed("late", at(5));
  await mails.release(key("late"), late);
  await mails.close(key("late"), late, { state: "refused", reason: "x", at: at(5) });
  expect(await mails.claim(key("late"), at(5))).toEqual({ state: "busy" });
  await mails.close(key("late"), next, { state: "sent", reason: "", at: at(6) });
  await mails.release(key("late"), next);
  expect(await mails.claim(key("late"), at(60))).toEqual({ state: "done" });
});

it("tells mails apart by kind, subject and recipient", async () => {
  const other = { ...key("one"), about: "p/2023-06/r2" };
  await claimed("one", at(0));
  for (const next of [other, { ...key("one"), kind: "missing" as const }, key("two")]) {
    expect(await mails.claim(next, at(0))).toMatchObject({ state: "claimed" });
  }
});
