import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { ChangeRow } from "../../revisions/change.ts";
import { currentOf, type PublishedRevision, type PublishedRevisions } from "../../revisions/published.ts";
import { MissingDocument, RevisionFile, RevisionState } from "../../revisions/revision.ts";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, Problem, REQUEST_RESPONSES } from "../problems.ts";
import { refuseMalformed } from "../validation.ts";
import { json, security } from "./described.ts";
import { deliveryRoutes } from "./mails/deliveries.ts";
import { lateRoutes } from "./mails/late.ts";

const RevisionSchema = z
  .object({
    series: z.string().openapi({ description: "tỉnh/kỳ, hoặc tỉnh/kỳ/văn bản", example: "ba-ria-vung-tau/2023-06" }),
    province: z.string(),
    period: z.string(),
    programme: z.string(),
    window: z.object({ from: z.string(), to: z.string() }),
    revision: z.int(),
    state: RevisionState,
    synthetic: z.boolean().openapi({ description: "dữ liệu mô phỏng" }),
    dataAsOf: z.string(),
    publishedAt: z.string(),
    replacedBy: z.int().nullable().openapi({ description: "bản đang hiện hành, nếu bản này đã được thay thế" }),
    missing: z.int().openapi({ description: "số lượt số liệu (cơ quan × tháng) không có" }),
    files: z.array(
      RevisionFile.extend({
        savedAs: z.string().optional().openapi({ description: "tên lưu, khi tên tệp chỉ có mã của cơ quan" }),
      }),
    ),
    unmade: z.array(MissingDocument).openapi({ description: "văn bản mà bản này chưa có vì không lập được" }),
  })
  .openapi("Revision");

const RevisionListSchema = z.object({ items: z.array(RevisionSchema) }).openapi("RevisionList");

const ChangesSchema = z
  .object({ items: z.array(ChangeRow).openapi({ description: "các dòng của changes.csv" }) })
  .openapi("Changes");

export const SeriesQuery = z.object({ series: z.string().openapi({ example: "ba-ria-vung-tau/2023-06" }) });
const ChangesQuery = SeriesQuery.extend({
  against: z.coerce.number().int().min(1).max(999_999).optional().openapi({
    description: "bản cũ hơn để so sánh; với bản không liền trước, nguyên nhân để trống",
  }),
});
export const RevisionParam = z.object({ revision: z.string().openapi({ example: "1" }) });

function revisionOf(published: PublishedRevision, current: PublishedRevision): z.infer<typeof RevisionSchema> {
  const { series, province, period, programme, window, revision, state, synthetic, dataAsOf, publishedAt } = published;
  return {
    series,
    province,
    period,
    programme,
    window,
    revision,
    state,
    synthetic,
    dataAsOf,
    publishedAt,
    replacedBy: current.revision === revision ? null : current.revision,
    missing: published.gaps.filter(({ rule }) => rule !== "refresh-failed").length,
    files: published.files,
    unmade: published.missing,
  };
}

const periodsRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/periods",
    tags: ["revisions"],
    security,
    operationId: "listPeriods",
    summary: "Các kỳ đã phát hành của một tỉnh",
    middleware: [requires("viewer")] as const,
    request: { query: z.object({ province: z.string().openapi({ example: "ba-ria-vung-tau" }) }) },
    responses: {
      200: { description: "Bản hiện hành của từng kỳ, kỳ mới nhất trước", ...json(RevisionListSchema) },
      ...PROBLEM_RESPONSES,
      422: REQUEST_RESPONSES[422],
    },
  });

const listRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/revisions",
    tags: ["revisions"],
    security,
    operationId: "listRevisions",
    summary: "Các bản phát hành của một kỳ",
    middleware: [requires("viewer")] as const,
    request: { query: SeriesQuery },
    responses: {
      200: { description: "Các bản, bản đầu trước", ...json(RevisionListSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

const showRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/revisions/{revision}",
    tags: ["revisions"],
    security,
    operationId: "showRevision",
    summary: "Một bản phát hành",
    middleware: [requires("viewer")] as const,
    request: { query: SeriesQuery, params: RevisionParam },
    responses: {
      200: { description: "Bản phát hành", ...json(RevisionSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

const changesRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/revisions/{revision}/changes",
    tags: ["revisions"],
    security,
    operationId: "listChanges",
    summary: "Từng số đã điều chỉnh so với bản trước, hoặc so với một bản cũ hơn",
    middleware: [requires("viewer")] as const,
    request: { query: ChangesQuery, params: RevisionParam },
    responses: {
      200: { description: "Các số đã điều chỉnh; bản 1 không có", ...json(ChangesSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
      422: REQUEST_RESPONSES[422],
    },
  });

/** Every revision of a series. Throws the problem that nothing of it was published. */
export async function known(portal: Portal, series: string): Promise<PublishedRevisions> {
  const all = await portal.revisionsOf(series);
  if (all !== null) return all;
  throw new Problem(
    "series-unknown",
    `Chưa phát hành bản nào của "${series.slice(0, 100)}"; xem các kỳ tại GET /periods.`,
  );
}

/** One revision of a series. Throws the problem that there is none of that number. */
export function revisionNamed(all: PublishedRevisions, revision: string): PublishedRevision {
  const found = all.find((published) => String(published.revision) === revision);
  if (found !== undefined) return found;
  throw new Problem("revision-unknown", `Không có bản "${revision.slice(0, 100)}"; có các bản 1 đến ${all.length}.`);
}

/** What was published: periods, revisions, what each has changed, who was told. */
export function revisionRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(periodsRoute(requires), async (context) => {
    const { id } = portal.catalogue.province(context.req.valid("query").province);
    const all = await portal.currentRevisions(id);
    return context.json({ items: all.map((published) => revisionOf(published, published)) }, 200);
  });
  app.openapi(listRoute(requires), async (context) => {
    const all = await known(portal, context.req.valid("query").series);
    return context.json({ items: all.map((published) => revisionOf(published, currentOf(all))) }, 200);
  });
  app.openapi(showRoute(requires), async (context) => {
    const all = await known(portal, context.req.valid("query").series);
    const published = revisionNamed(all, context.req.valid("param").revision);
    return context.json(revisionOf(published, currentOf(all)), 200);
  });
  app.openapi(changesRoute(requires), async (context) => {
    const { series, against } = context.req.valid("query");
    const published = revisionNamed(await known(portal, series), context.req.valid("param").revision);
    if (against === undefined) return context.json({ items: [...(await portal.changesIn(published))] }, 200);
    const compared = await portal.comparisonOf(series, published.revision, against);
    const items = compared?.changes.map(({ name: _, targetName: __, ...row }) => row) ?? [];
    return context.json({ items }, 200);
  });
  app.route("/", deliveryRoutes(portal, requires));
  app.route("/", lateRoutes(portal, requires));
  return app;
}
