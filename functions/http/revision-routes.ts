import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { type Issued, type Issues, standingOf } from "../domain/issued.ts";
import { RevisionFile, RevisionState } from "../domain/revision.ts";
import type { Requires, Signed } from "./guard.ts";
import type { Portal } from "./portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, Problem, REQUEST_RESPONSES } from "./problems.ts";
import { refuseMalformed } from "./validation.ts";

const json = <Schema extends z.ZodType>(content: Schema) => ({ content: { "application/json": { schema: content } } });

const security = [{ bearer: [] }];

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
    files: z.array(RevisionFile),
  })
  .openapi("Revision");

const RevisionListSchema = z.object({ items: z.array(RevisionSchema) }).openapi("RevisionList");

const ChangesSchema = z
  .object({ items: z.array(z.record(z.string(), z.string()).openapi({ description: "một dòng của changes.csv" })) })
  .openapi("Changes");

const SeriesQuery = z.object({ series: z.string().min(1).max(300).openapi({ example: "ba-ria-vung-tau/2023-06" }) });
const RevisionParam = z.object({ revision: z.string().regex(/^[1-9]\d{0,5}$/) });

function revisionOf(issue: Issued, standing: Issued): z.infer<typeof RevisionSchema> {
  const { series, province, period, programme, window, revision, state, synthetic, dataAsOf, publishedAt } = issue;
  return {
    ...{ series, province, period, programme, window, revision, state, synthetic, dataAsOf, publishedAt },
    replacedBy: standing.revision === revision ? null : standing.revision,
    missing: issue.gaps.filter(({ rule }) => rule !== "refresh-failed").length,
    files: issue.files,
  };
}

const periodsRoute = (requires: Requires) =>
  createRoute({
    ...{ method: "get", path: "/periods", tags: ["revisions"], security, summary: "Các kỳ đã phát hành của một tỉnh" },
    middleware: [requires("viewer")] as const,
    request: { query: z.object({ province: z.string().min(1).max(100).openapi({ example: "ba-ria-vung-tau" }) }) },
    responses: {
      200: { description: "Bản hiện hành của từng kỳ, kỳ mới nhất trước", ...json(RevisionListSchema) },
      ...PROBLEM_RESPONSES,
      422: REQUEST_RESPONSES[422],
    },
  });

const listRoute = (requires: Requires) =>
  createRoute({
    ...{ method: "get", path: "/revisions", tags: ["revisions"], security, summary: "Các bản phát hành của một kỳ" },
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
    ...{ method: "get", path: "/revisions/{revision}", tags: ["revisions"], security, summary: "Một bản phát hành" },
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
    ...{ method: "get", path: "/revisions/{revision}/changes", tags: ["revisions"], security },
    summary: "Từng số đã điều chỉnh so với bản trước",
    middleware: [requires("viewer")] as const,
    request: { query: SeriesQuery, params: RevisionParam },
    responses: {
      200: { description: "Các số đã điều chỉnh; bản 1 không có", ...json(ChangesSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

async function known(portal: Portal, series: string): Promise<Issues> {
  const issues = await portal.issuesOf(series);
  if (issues !== null) return issues;
  throw new Problem(
    "series-unknown",
    `Chưa phát hành bản nào của "${series.slice(0, 100)}"; xem các kỳ tại GET /periods.`,
  );
}

function one(issues: Issues, revision: string): Issued {
  const found = issues.find((issue) => issue.revision === Number(revision));
  if (found !== undefined) return found;
  throw new Problem("revision-unknown", `Không có bản ${revision}; có các bản 1 đến ${issues.length}.`);
}

/** What was published: periods, revisions, what each has changed. */
export function revisionRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(periodsRoute(requires), async (context) => {
    const { id } = portal.catalogue.province(context.req.valid("query").province);
    const issues = await portal.standingIssues(id);
    return context.json({ items: issues.map((issue) => revisionOf(issue, issue)) }, 200);
  });
  app.openapi(listRoute(requires), async (context) => {
    const issues = await known(portal, context.req.valid("query").series);
    return context.json({ items: issues.map((issue) => revisionOf(issue, standingOf(issues))) }, 200);
  });
  app.openapi(showRoute(requires), async (context) => {
    const issues = await known(portal, context.req.valid("query").series);
    const issue = one(issues, context.req.valid("param").revision);
    return context.json(revisionOf(issue, standingOf(issues)), 200);
  });
  app.openapi(changesRoute(requires), async (context) => {
    const issues = await known(portal, context.req.valid("query").series);
    const rows = await portal.changesIn(one(issues, context.req.valid("param").revision));
    return context.json({ items: rows.map((row) => ({ ...row })) }, 200);
  });
  return app;
}
