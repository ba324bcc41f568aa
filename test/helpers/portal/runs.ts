import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { RunDetailSchema } from "../../../functions/portal/routes/run-schema.ts";
import { bearer, PROVINCE, type TestPortal, testPortal } from "./portal.ts";

export type Detail = z.infer<typeof RunDetailSchema>;

const Accepted = z.object({ id: z.string(), state: z.string() });

/** Asks for a run by the laptop's own token, and gives its id. */
export async function askedFor(portal: TestPortal, key: string, more: object = {}): Promise<string> {
  const body = { province: PROVINCE, period: "2023-06", reason: "thử", ...more };
  const answer = await portal.post("/runs", body, { ...bearer(portal.served.token), "Idempotency-Key": key });
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return Accepted.parse(await answer.json()).id;
}

export async function detailOf(portal: TestPortal, id: string): Promise<Detail> {
  const answer = await portal.get(`/runs/${id}`, portal.served.token);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return RunDetailSchema.parse(await answer.json());
}

/** Follows a run until it is as wanted; fails when it is not in two minutes. */
export async function until(portal: TestPortal, id: string, wanted: (detail: Detail) => boolean): Promise<Detail> {
  const patience = AbortSignal.timeout(120_000);
  for (;;) {
    const detail = await detailOf(portal, id);
    if (wanted(detail)) return detail;
    if (patience.aborted) throw new Error(`run ${id} is ${JSON.stringify(detail)}`);
    await sleep(50);
  }
}

export const isOver = ({ endedAt }: Detail): boolean => endedAt !== null;

/** Publishes the example's period by a run, and gives the run's id. */
export async function published(portal: TestPortal, key = "lan-dau"): Promise<string> {
  const id = await askedFor(portal, key);
  const { state, failure } = await until(portal, id, isOver);
  if (state !== "published") throw new Error(`${state} ${failure?.message}`);
  return id;
}

/** A portal in which the example's period was published in June 2023, and that is looked at now. */
export async function publishedPortal(): Promise<TestPortal> {
  const portal = await testPortal();
  await published(portal);
  portal.setClock(new Date().toISOString());
  return portal;
}
