import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RunListSchema } from "../../functions/portal/routes/run-schema.ts";
import { claimed, ended, leaseOf, type RunRecord } from "../../functions/revisions/run.ts";
import { bearer, PROVINCE, SERIES, START, type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { askedFor, detailOf, isOver, published, until } from "../helpers/portal/runs.ts";

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal({ beatMs: 50 });
});
afterEach(() => portal.close());

const BODY = { province: PROVINCE, period: "2023-06", reason: "thử" };

describe("the same request", () => {
  test("a hundred times at once starts one run; with another key another one", async () => {
    const ids = new Set(await Promise.all(Array.from({ length: 100 }, () => askedFor(portal, "mot-khoa"))));
    expect(ids.size).toBe(1);
    const [id = ""] = ids;
    await until(portal, id, isOver);
    expect(await askedFor(portal, "mot-khoa")).toBe(id);
    const paths = portal.province.asked.filter((path) => path.startsWith("/v1/counts"));
    expect(paths.length).toBe(new Set(paths).size);
    expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);
    expect(await askedFor(portal, "khoa-khac")).not.toBe(id);
  });

  test("of somebody else by the same key is another run", async () => {
    const id = await askedFor(portal, "mot-khoa");
    portal.setClock(new Date().toISOString());
    const headers = { ...bearer(await portal.issuer.token("quan-tri")), "Idempotency-Key": "mot-khoa" };
    const answer = await portal.post("/runs", BODY, headers);
    expect(answer.status).toBe(202);
    expect((await answer.json()).id).not.toBe(id);
  });

  test("is refused where its key named something else", async () => {
    const id = await askedFor(portal, "mot-khoa");
    for (const other of [{ reason: "lý do khác" }, { refresh: true }, { programmes: ["brvt-qd-2023"] }]) {
      const headers = { ...bearer(portal.served.token), "Idempotency-Key": "mot-khoa" };
      const answer = await portal.post("/runs", { ...BODY, ...other }, headers);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ code: "key-reused", detail: expect.stringContaining(id) });
    }
  });
});

test("a run tells of its steps, its agencies, what is missing, and stays in the history", async () => {
  const id = await published(portal);
  const detail = await detailOf(portal, id);
  expect(detail).toMatchObject({ state: "published", revision: 1, reason: "thử", origin: "operator", failure: null });
  expect(detail.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    ...["plan done", "collect done", "assemble done", "render done", "publish done"],
  ]);
  // The worked example: one answer that is not there, two that are not of the contract.
  expect(
    detail.missing.map(({ agency, name, gaps }) => [agency, name, gaps.map(({ from, rule }) => `${from} ${rule}`)]),
  ).toEqual([
    ["Z1.X03", "UBND xã Nghĩa Thắng 3", ["2023-05-15 agency-missing"]],
    ["Z1.X04", "UBND xã Nghĩa Thắng 4", ["2023-01-15 answer-invalid"]],
    ["Z1.X05", "UBND xã Nghĩa Thắng 5", ["2023-02-15 answer-invalid"]],
  ]);
  expect(detail.agencies.length).toBeGreaterThan(5);
  const again = await askedFor(portal, "lan-hai");
  expect((await until(portal, again, isOver)).state).toBe("nothing-new");
  const { items } = await (await portal.get("/runs", portal.served.token)).json();
  expect(items.map((item: { id: string }) => item.id).sort()).toEqual([id, again].sort());
  const page = await (await portal.get("/runs?limit=1", portal.served.token)).json();
  const next = await (
    await portal.get(`/runs?limit=1&before=${encodeURIComponent(page.next)}`, portal.served.token)
  ).json();
  expect([page.items[0].id, next.items[0].id].sort()).toEqual([id, again].sort());
});

test("the list of runs is reached by its pages, each run once, whatever was repeated", async () => {
  const { history } = portal.world.ports;
  const end = { state: "nothing-new" as const, at: START, revision: null, failure: null };
  const asked: string[] = [];
  for (let at = 0; at < 12; at++) {
    const id = await askedFor(portal, `khoa-${at}`);
    await history.change(id, (one) => ended(one, end));
    asked.unshift(id);
    portal.setClock(new Date(Date.parse(START) + (at + 1) * 1000).toISOString());
    for (let repeat = 0; repeat < 5; repeat++) expect(await askedFor(portal, "khoa-0")).toBe(asked.at(-1));
  }
  const pages: string[][] = [];
  let path: string | null = "/runs?limit=5";
  while (path !== null) {
    const page = RunListSchema.parse(await (await portal.get(path, portal.served.token)).json());
    pages.push(page.items.map(({ id }) => id));
    path = page.next === null ? null : `/runs?limit=5&before=${encodeURIComponent(page.next)}`;
  }
  expect(pages).toEqual([asked.slice(0, 5), asked.slice(5, 10), asked.slice(10)]);
  const whole = RunListSchema.parse(await (await portal.get("/runs?limit=12", portal.served.token)).json());
  expect([whole.items.length, whole.next]).toEqual([12, null]);
});

test("a run that fails says why, by the failure's name and one sentence", async () => {
  portal.province.behaviour.instead.set("/v1/counts", { status: 404, body: '{"title":"chưa có","status":404}' });
  const detail = await until(portal, await askedFor(portal, "mot-khoa"), isOver);
  expect(detail.state).toBe("failed");
  expect(detail.failure).toMatchObject({ name: "TooIncomplete", message: expect.stringMatching(/0\/96/) });
  expect(detail.failures).toContainEqual(expect.objectContaining({ step: "assemble", name: "TooIncomplete" }));
  expect(detail.missing.length).toBe(detail.agencies.length);
});

test("a cancelled run ends and publishes nothing; a second time there is nothing to cancel", async () => {
  portal.province.behaviour.instead.set("/v1/counts", { status: 503, body: "{}" });
  const id = await askedFor(portal, "mot-khoa");
  await until(portal, id, ({ steps }) => steps[0]?.state === "done");
  const cancel = () => portal.post(`/runs/${id}/cancel`, {}, bearer(portal.served.token));
  expect((await cancel()).status).toBe(202);
  const detail = await until(portal, id, isOver);
  expect(detail).toMatchObject({
    state: "cancelled",
    revision: null,
    cancelledBy: expect.stringContaining("quan-tri"),
  });
  expect(await portal.world.ports.revisions.current(SERIES)).toBeNull();
  expect((await cancel()).status).toBe(409);
});

const lost = (owner: string, more: Partial<RunRecord> = {}): RunRecord => ({
  ...{
    id: "a".repeat(32),
    province: PROVINCE,
    period: "2023-06",
    programmes: null,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
  },
  ...{
    reason: "thử",
    origin: "operator",
    by: "ai đó",
    requestedAt: "2023-06-20T02:00:00.000Z",
    begunAt: "2023-06-20T02:00:01.000Z",
    cancel: null,
    end: null,
  },
  lease: leaseOf(owner, new Date("2023-06-20T02:00:00Z")),
  ...more,
});

describe("a run that nobody works on any more", () => {
  test("is taken over and published once, however many ask", async () => {
    const { record } = await portal.world.ports.history.open(lost("tien-trinh-da-chet"));
    const details = await Promise.all(Array.from({ length: 20 }, () => detailOf(portal, record.id)));
    for (const { state } of details) expect(["waiting", "running"]).toContain(state);
    expect((await until(portal, record.id, isOver)).state).toBe("published");
    const paths = portal.province.asked.filter((path) => path.startsWith("/v1/counts"));
    expect(paths.length).toBe(new Set(paths).size);
  });

  test("is left alone as long as its worker gives signs of life", async () => {
    const lease = leaseOf("tien-trinh-khac", new Date(START));
    const { record } = await portal.world.ports.history.open(lost("", { lease }));
    expect((await detailOf(portal, record.id)).state).toBe("running");
    expect(portal.province.asked).toEqual([]);
    expect(claimed(record, "toi", new Date(START))).toBeNull();
    portal.setClock("2023-06-20T03:00:31Z");
    expect((await until(portal, record.id, isOver)).state).toBe("published");
  });

  test("is ended where it was to be cancelled", async () => {
    const cancel = { by: "ai đó", at: "2023-06-20T02:00:10.000Z" };
    const { record } = await portal.world.ports.history.open(lost("tien-trinh-da-chet", { cancel }));
    expect((await detailOf(portal, record.id)).state).toBe("cancelled");
    expect(portal.province.asked).toEqual([]);
  });

  test("is taken over however many were asked for after it", async () => {
    const { record } = await portal.world.ports.history.open(lost("tien-trinh-da-chet"));
    const end = { state: "nothing-new" as const, at: START, revision: null, failure: null };
    for (let at = 0; at < 60; at++) {
      const id = String(at).padStart(32, "0");
      await portal.world.ports.history.open(lost("", { id, requestedAt: START, lease: null, end }));
    }
    await portal.restart();
    const patience = AbortSignal.timeout(60_000);
    while ((await portal.world.ports.history.get(record.id))?.end === null) patience.throwIfAborted();
    expect((await portal.world.ports.history.get(record.id))?.end?.state).toBe("published");
  });

  test("is left to those who started it elsewhere", async () => {
    const { record } = await portal.world.ports.history.open(
      lost("", { origin: "elsewhere", lease: null, requestedAt: "2023-06-19T08:00:00.000Z" }),
    );
    expect((await detailOf(portal, record.id)).state).toBe("running");
    const cancel = await portal.post(`/runs/${record.id}/cancel`, {}, bearer(portal.served.token));
    expect([cancel.status, (await cancel.json()).code]).toEqual([409, "run-elsewhere"]);
    portal.setClock("2023-06-20T08:00:01Z");
    expect((await detailOf(portal, record.id)).state).toBe("abandoned");
    expect(portal.province.asked).toEqual([]);
  });

  test("goes on after a restart in the middle", async () => {
    const id = await askedFor(portal, "mot-khoa");
    await until(portal, id, ({ steps }) => (steps[1]?.done ?? 0) > 0);
    await portal.restart();
    const detail = await until(portal, id, isOver);
    expect(detail.state).toBe("published");
    expect((await portal.world.ports.revisions.current(SERIES))?.revision).toBe(1);
  });
});
