import { expect, it } from "vitest";
import { outbox } from "../../functions/store/outbox.ts";
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

it.each(["sent", "refused"] as const)("never gives one again that was %s", async (state) => {
  const owner = await claimed(state, at(0));
  await mails.close(key(state), owner, { state, reason: "", at: at(1) });
  expect(await mails.claim(key(state), at(600), null)).toEqual({ state });
});

it("gives one again that was refused, once somebody asked for it since, and never one that was sent", async () => {
  for (const state of ["sent", "refused"] as const) {
    const one = key(`asked-${state}`);
    await mails.close(one, await claimed(one.recipient, at(0)), { state, reason: "", at: at(2) });
    expect(await mails.claim(one, at(9), at(1).toISOString())).toEqual({ state });
  }
  expect(await mails.claim(key("asked-sent"), at(9), at(3).toISOString())).toEqual({ state: "sent" });
  const again = await mails.claim(key("asked-refused"), at(9), at(3).toISOString());
  if (again.state !== "claimed") throw new Error(again.state);
  await mails.close(key("asked-refused"), again.owner, { state: "refused", reason: "", at: at(9) });
  expect(await mails.claim(key("asked-refused"), at(10), at(3).toISOString())).toEqual({ state: "refused" });
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
  await mails.close(key("late"), late, { state: "refused", reason: "x", at: at(5) });
  expect(await mails.claim(key("late"), at(5), null)).toEqual({ state: "busy" });
  await mails.close(key("late"), next, { state: "sent", reason: "", at: at(6) });
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
