import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { create as contentDisposition } from "content-disposition";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { CONFLICT_RESPONSE, NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, Problem, REQUEST_RESPONSES } from "../problems.ts";
import type { Caller } from "../sign-in/sign-in.ts";
import { refuseMalformed } from "../validation.ts";
import { json, security } from "./described.ts";
import { DecisionSchema } from "./release-schema.ts";
import { RunSchema, runOf } from "./run-schema.ts";

const RunId = z.object({ id: z.string() });

const DraftFilesSchema = z
  .object({ items: z.array(z.object({ name: z.string(), path: z.string() })) })
  .openapi("DraftFiles");

const decideRoute = (requires: Requires) =>
  createRoute({
    method: "post",
    path: "/runs/{id}/release",
    tags: ["runs"],
    security,
    operationId: "decideRelease",
    summary: "Đồng ý phát hành hoặc trả lại dự thảo của một lần chạy",
    middleware: [requires("approver")] as const,
    request: { params: RunId, body: { ...json(DecisionSchema), required: true } },
    responses: {
      202: { description: "Đã ghi nhận; dự thảo được đồng ý đang được phát hành", ...json(RunSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
      ...CONFLICT_RESPONSE,
      ...REQUEST_RESPONSES,
    },
  });

const filesRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/runs/{id}/release/files",
    tags: ["runs"],
    security,
    operationId: "listDraftFiles",
    summary: "Các tệp của dự thảo chờ phát hành, để xem trước khi quyết định",
    middleware: [requires("viewer")] as const,
    request: { params: RunId },
    responses: {
      200: { description: "Các tệp; văn bản in DỰ THẢO trên từng trang", ...json(DraftFilesSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

const unknown = (id: string): Problem =>
  new Problem("draft-unknown", `Lần chạy "${id.slice(0, 100)}" không có dự thảo chờ phát hành; xem tại GET /runs.`);

/** Whoever reads only what is published sees nothing of a draft. */
const mayLook = ({ roles }: Caller): boolean => roles.has("approver") || roles.has("operator");

/** The release of drafts: what waits, what is in it, who agrees to it. */
export function releaseRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(decideRoute(requires), async (context) => {
    const { id } = context.req.valid("param");
    const { decision, reason } = context.req.valid("json");
    const outcome = decision === "approve" ? ("approved" as const) : ("returned" as const);
    const decided = await portal.decideRelease(id, { outcome, by: context.get("caller").name, reason });
    if (decided.outcome === "unknown") throw unknown(id);
    if (decided.outcome === "own") throw new Problem("release-own", decided.message);
    if (decided.outcome === "late") throw new Problem("release-late", decided.message);
    const record = await portal.history.get(id);
    if (record === null) throw unknown(id);
    const held = (await portal.heldOf([record])).get(id) ?? null;
    return context.json(runOf(record, portal.now(), null, held), 202);
  });
  app.openapi(filesRoute(requires), async (context) => {
    const { id } = context.req.valid("param");
    const files = mayLook(context.get("caller")) ? await portal.draftFiles(id) : null;
    if (files === null) throw unknown(id);
    const path = (name: string): string => `/runs/${encodeURIComponent(id)}/release/files/${name}`;
    return context.json({ items: files.map(({ name }) => ({ name, path: path(name) })) }, 200);
  });
  app.get("/runs/:id/release/files/:name{.+}", requires("viewer"), async (context) => {
    const { id, name } = context.req.param();
    const disposition = contentDisposition(name.replace(/^.*\//, ""));
    const served = mayLook(context.get("caller")) ? await portal.serveDraft(id, name, disposition) : null;
    if (served === null) throw unknown(id);
    const { given, mediaType } = served;
    if ("url" in given) return context.redirect(given.url, 302);
    return context.body(new Uint8Array(given.bytes), 200, {
      "Content-Type": mediaType,
      "Content-Disposition": disposition,
    });
  });
  return app;
}
