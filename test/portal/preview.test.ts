import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer, PROVINCE, SERIES, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { askedFor, detailOf, isOver, published, until } from "../helpers/portal/runs.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
  await published(portal);
});
afterAll(() => portal.close());

const read = async (path: string) => (await portal.get(path, portal.served.token)).json();

test("a preview shows every number that the re-run after it publishes, and publishes nothing itself", async () => {
  const { counts } = portal.province.behaviour.answers;
  counts.find(({ agency, items }) => agency === "Z1.S01" && (items?.length ?? 0) > 0)?.items?.pop();

  const look = await askedFor(portal, "xem-truoc", { refresh: true, preview: true });
  const seen = await until(portal, look, isOver);
  expect(seen).toMatchObject({ state: "previewed", preview: true, revision: null, failure: null });
  expect(seen.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    "plan done",
    "collect done",
    "assemble done",
  ]);
  const total = seen.previewed?.total ?? 0;
  expect(total).toBeGreaterThan(0);
  expect(seen.previewed).toMatchObject({ outcome: "new", revision: 1, state: "provisional" });
  expect(seen.previewed?.text).toBe(`Chạy lại sẽ phát hành bản 2, thay đổi ${total} số của bản 1.`);
  expect(seen.note).toBe(seen.previewed?.text);
  const { items } = await read(`/runs/${look}/changes`);
  expect(items).toHaveLength(total);
  expect(seen.previewed?.items).toEqual(items.slice(0, 200));
  expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);

  // The same request by the same key is the same preview.
  expect(await askedFor(portal, "xem-truoc", { refresh: true, preview: true })).toBe(look);
  expect(await detailOf(portal, look)).toEqual(seen);

  const run = await until(portal, await askedFor(portal, "chay-lai", { refresh: true }), isOver);
  expect(run).toMatchObject({ state: "published", preview: false, previewed: null });
  const published = await read(`/revisions/2/changes?series=${SERIES}`);
  expect(items.map(({ name: _, targetName: __, ...row }: Record<string, string>) => row)).toEqual(published.items);
});

test("a run that publishes has no changes to show as a preview, nor has one that is not there", async () => {
  const run = await askedFor(portal, "khong-xem-truoc");
  const over = await until(portal, run, isOver);
  expect(over).toMatchObject({ state: "nothing-new", previewed: null });
  for (const [id, code] of [
    [run, "preview-unknown"],
    ["0".repeat(32), "run-unknown"],
  ]) {
    const answer = await portal.get(`/runs/${id}/changes`, portal.served.token);
    expect([answer.status, (await answer.json()).code]).toEqual([404, code]);
  }
});

test("a key that asked for a run is refused for a preview of it", async () => {
  const body = { province: PROVINCE, period: "2023-06", reason: "thử" };
  const headers = { ...bearer(portal.served.token), "Idempotency-Key": "mot-khoa" };
  expect((await portal.post("/runs", body, headers)).status).toBe(202);
  const other = await portal.post("/runs", { ...body, preview: true }, headers);
  expect([other.status, (await other.json()).code]).toEqual([422, "key-reused"]);
});

test("a preview that fails says why", async () => {
  portal.province.behaviour.instead.set("/v1/agencies", { status: 403, body: '{"title":"cấm","status":403}' });
  const run = await until(portal, await askedFor(portal, "hong", { refresh: true, preview: true }), isOver);
  expect(run).toMatchObject({ state: "failed", failure: { name: "AccessDenied" }, previewed: null });
});
