import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { decide } from "../../functions/pipeline/support/release/decide.ts";
import { RunListSchema, RunSchema } from "../../functions/portal/routes/run-schema.ts";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { type Detail, detailOf, isOver, until } from "../helpers/portal/runs.ts";

let portal: TestPortal;
const tokens = new Map<string, string>();
beforeAll(async () => {
  portal = await testPortal({ approved: true, beatMs: 50, start: new Date().toISOString() });
  for (const client of ["can-bo", "quan-tri", "phe-duyet", "phe-duyet-2", "kiem-nhiem"])
    tokens.set(client, await portal.issuer.token(client));
});
afterAll(() => portal.close());

const as = (client: string) => bearer(tokens.get(client) ?? "");

/** Runs the period to the draft that waits, asked for by somebody. */
async function drafted(key: string, by: string): Promise<Detail> {
  const body = { province: PROVINCE, period: "2023-06", reason: "thử", refresh: true };
  const answer = await portal.post("/runs", body, { ...as(by), "Idempotency-Key": key });
  return until(portal, z.object({ id: z.string() }).parse(await answer.json()).id, isOver);
}

const decides = (client: string, id: string, body: object) => portal.post(`/runs/${id}/release`, body, as(client));

/** The run that publishes the draft of another one, when it is over. */
async function releaseOf(id: string) {
  const patience = AbortSignal.timeout(60_000);
  for (;;) {
    const { items } = RunListSchema.parse(await (await portal.get("/runs", tokens.get("can-bo"))).json());
    const found = items.find(({ releases }) => releases === id);
    if (found !== undefined && found.endedAt !== null) return found;
    if (patience.aborted) throw new Error(JSON.stringify(items));
    await sleep(50);
  }
}

/** Other data from now on. */
const change = (): void =>
  void portal.province.behaviour.answers.counts.find(({ agency }) => agency === "Z1.S01")?.items?.pop();

test("a draft waits until somebody who did not start its run agrees; then it is published, once", async () => {
  const run = await drafted("mot", "kiem-nhiem");
  expect(run).toMatchObject({ state: "awaiting-release", stateText: "đã lập dự thảo, chờ đồng ý phát hành" });
  expect(run.release).toMatchObject({ state: "waiting", series: SERIES, revision: 1, decidedBy: null });
  expect(run.release?.holds).toEqual(["tỉnh chỉ phát hành báo cáo khi có người đồng ý"]);
  expect(await portal.world.ports.revisions.current(SERIES)).toBeNull();

  for (const client of ["can-bo", "quan-tri"]) {
    expect((await decides(client, run.id, { decision: "approve" })).status).toBe(403);
  }
  const own = await decides("kiem-nhiem", run.id, { decision: "approve" });
  expect([own.status, await own.json()]).toMatchObject([403, { code: "release-own" }]);
  expect((await decides("phe-duyet", run.id, { decision: "return", reason: " " })).status).toBe(422);
  expect((await decides("phe-duyet", run.id, { decision: "publish" })).status).toBe(400);
  expect((await decides("phe-duyet", "0".repeat(32), { decision: "approve" })).status).toBe(404);

  const both = await Promise.all(
    ["phe-duyet", "phe-duyet-2"].map((who) => decides(who, run.id, { decision: "approve" })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
  for (const answer of both) {
    const body = await answer.json();
    if (answer.status === 202) expect(RunSchema.parse(body).release?.decidedBy).toMatch(/phe-duyet/);
    else
      expect(body).toMatchObject({
        code: "release-late",
        detail: expect.stringMatching(/đã được .*phe-duyet.* đồng ý phát hành lúc/),
      });
  }
  const release = await releaseOf(run.id);
  expect(release).toMatchObject({ state: "published", revision: 1, releases: run.id });
  expect((await detailOf(portal, run.id)).release).toMatchObject({ state: "published", reason: "" });
  expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);
  expect((await decides("phe-duyet", run.id, { decision: "return", reason: "muộn" })).status).toBe(409);
});

test("what waits is looked at by those who decide and who start runs, as a draft; by nobody else", async () => {
  change();
  const run = await drafted("hai", "quan-tri");
  const Files = z.object({ items: z.array(z.object({ name: z.string(), path: z.string() })) });
  const answer = await portal.get(`/runs/${run.id}/release/files`, tokens.get("phe-duyet"));
  const { items } = Files.parse(await answer.json());
  expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(["bao-cao-cntt.pdf", "changes.csv"]));
  for (const { name, path } of items) {
    const file = await portal.get(path, tokens.get("quan-tri"));
    expect([name, file.status]).toEqual([name, 200]);
    expect(file.headers.get("content-disposition")).toContain("attachment");
  }
  expect((await portal.get(`/runs/${run.id}/release/files`, tokens.get("can-bo"))).status).toBe(404);
  expect((await portal.get(`/runs/${run.id}/release/files/bao-cao-cntt.pdf`, tokens.get("can-bo"))).status).toBe(404);
  expect((await portal.get(`/runs/${run.id}/release/files/quality.csv`, tokens.get("phe-duyet"))).status).toBe(404);

  const returned = await decides("phe-duyet", run.id, { decision: "return", reason: "Sở Xây dựng chưa đủ số liệu" });
  expect(returned.status).toBe(202);
  expect((await detailOf(portal, run.id)).release).toMatchObject({
    ...{ state: "returned", reason: "Sở Xây dựng chưa đủ số liệu" },
    text: expect.stringMatching(/trả lại lúc .*; lý do: Sở Xây dựng chưa đủ số liệu\.$/),
  });
  expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);
});

test("an approval whose process died before it was taken up is published by the next one", async () => {
  change();
  const run = await drafted("ba", "quan-tri");
  const late = await decide(portal.world.ports, run.id, { outcome: "approved", by: "Trần Thị B", reason: "" });
  expect(late.outcome).toBe("decided");
  expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);
  await portal.restart();
  expect(await releaseOf(run.id)).toMatchObject({ state: "published", revision: 2, requestedBy: "Trần Thị B" });
});
