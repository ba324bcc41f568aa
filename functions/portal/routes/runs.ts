import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { type RunRecord, runCursor } from "../../revisions/run.ts";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { CONFLICT_RESPONSE, NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, Problem, REQUEST_RESPONSES } from "../problems.ts";
import { refuseMalformed } from "../validation.ts";
import { json, security } from "./described.ts";
import { releaseRoutes } from "./release.ts";
import * as schema from "./run-schema.ts";

const RunId = z.object({ id: z.string() });

const startRoute = (requires: Requires) =>
  createRoute({
    method: "post",
    path: "/runs",
    tags: ["runs"],
    security,
    operationId: "startRun",
    summary: "Chạy lại một kỳ",
    middleware: [requires("operator")] as const,
    request: { headers: schema.KeyHeader, body: { ...json(schema.RunRequestSchema), required: true } },
    responses: {
      202: { description: "Đã nhận", ...json(schema.RunSchema) },
      ...PROBLEM_RESPONSES,
      ...REQUEST_RESPONSES,
    },
  });

const listRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/runs",
    tags: ["runs"],
    security,
    operationId: "listRuns",
    summary: "Các lần chạy, mới nhất trước",
    middleware: [requires("viewer")] as const,
    request: {
      query: z.object({
        limit: z.coerce.number().int().min(1).max(100).default(20),
        before: z
          .string()
          .max(200)
          .regex(/^[^#]+#./su)
          .optional(),
      }),
    },
    responses: { 200: { description: "Các lần chạy", ...json(schema.RunListSchema) }, ...PROBLEM_RESPONSES },
  });

const showRoute = (requires: Requires) =>
  createRoute({
    ...{
      method: "get",
      path: "/runs/{id}",
      tags: ["runs"],
      security,
      operationId: "showRun",
      summary: "Một lần chạy: từng bước, từng cơ quan",
    },
    middleware: [requires("viewer")] as const,
    request: { params: RunId },
    responses: {
      200: { description: "Lần chạy", ...json(schema.RunDetailSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

const changesRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/runs/{id}/changes",
    tags: ["runs"],
    security,
    operationId: "listPreviewedChanges",
    summary: "Từng số sẽ thay đổi mà lần chạy xem trước đã tìm thấy",
    middleware: [requires("viewer")] as const,
    request: { params: RunId },
    responses: {
      200: { description: "Các số sẽ thay đổi", ...json(schema.PreviewedChangesSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

const cancelRoute = (requires: Requires) =>
  createRoute({
    method: "post",
    path: "/runs/{id}/cancel",
    tags: ["runs"],
    security,
    operationId: "cancelRun",
    summary: "Dừng một lần chạy",
    middleware: [requires("operator")] as const,
    request: { params: RunId },
    responses: {
      202: { description: "Đang dừng", ...json(schema.RunSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
      ...CONFLICT_RESPONSE,
    },
  });

const unknown = (id: string): Problem =>
  new Problem("run-unknown", `Không có lần chạy "${id.slice(0, 100)}"; xem các lần chạy tại GET /runs.`);

/** A run as it is shown, with its place among those that wait. */
async function shown(portal: Portal, record: RunRecord) {
  const place = (await portal.placesOf([record])).get(record.id) ?? null;
  const held = (await portal.heldOf([record])).get(record.id) ?? null;
  return schema.runOf(record, portal.now(), place, held);
}

function addReading(app: OpenAPIHono<Signed>, portal: Portal, requires: Requires): void {
  app.openapi(listRoute(requires), async (context) => {
    const { limit, before } = context.req.valid("query");
    const found = await portal.history.recent(limit + 1, before ?? null);
    const records = found.slice(0, limit);
    const settled = await Promise.all(records.map((record) => portal.reconcile(record)));
    const last = records.at(-1);
    const next = last === undefined || found.length <= limit ? null : runCursor(last);
    const [places, held] = await Promise.all([portal.placesOf(settled), portal.heldOf(settled)]);
    const items = settled.map((record) =>
      schema.runOf(record, portal.now(), places.get(record.id) ?? null, held.get(record.id) ?? null),
    );
    return context.json({ items, next }, 200);
  });
  app.openapi(showRoute(requires), async (context) => {
    const { id } = context.req.valid("param");
    const record = await portal.history.get(id);
    if (record === null) throw unknown(id);
    const view = await portal.viewOf(await portal.reconcile(record));
    const held = (await portal.heldOf([view.record])).get(id) ?? null;
    return context.json(schema.runDetailOf(view, portal.now(), held), 200);
  });
  app.openapi(changesRoute(requires), async (context) => {
    const { id } = context.req.valid("param");
    if ((await portal.history.get(id)) === null) throw unknown(id);
    const changes = await portal.previewedChanges(id);
    if (changes === null) {
      throw new Problem("preview-unknown", `Lần chạy ${id} không phải xem trước hoặc chưa xong; xem GET /runs/${id}.`);
    }
    return context.json({ items: [...changes] }, 200);
  });
}

function addChanging(app: OpenAPIHono<Signed>, portal: Portal, requires: Requires): void {
  app.openapi(startRoute(requires), async (context) => {
    const key = context.req.valid("header")["idempotency-key"];
    const by = context.get("caller").name;
    const { record, outcome } = await portal.requestRun({ ...context.req.valid("json"), by, key });
    if (outcome === "reused") {
      throw new Problem(
        "key-reused",
        `Khóa này đã dùng cho lần chạy ${record.id} của kỳ ${record.period}; dùng khóa mới cho yêu cầu mới.`,
      );
    }
    return context.json(await shown(portal, record), 202, { Location: `/runs/${record.id}` });
  });
  app.openapi(cancelRoute(requires), async (context) => {
    const { id } = context.req.valid("param");
    const cancelled = await portal.cancelRun(id, context.get("caller").name);
    if (cancelled === null) throw unknown(id);
    if (cancelled.outcome === "over") throw new Problem("run-over", `Lần chạy ${id} đã kết thúc, không dừng được nữa.`);
    if (cancelled.outcome === "elsewhere") {
      throw new Problem("run-elsewhere", `Lần chạy ${id} do lệnh hoặc máy khác thực hiện; dừng tại nơi đã khởi động.`);
    }
    return context.json(await shown(portal, cancelled.record), 202);
  });
}

/** Runs: start, follow, cancel, release what they have drafted. */
export function runRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  addReading(app, portal, requires);
  addChanging(app, portal, requires);
  app.route("/", releaseRoutes(portal, requires));
  return app;
}
