import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, Problem } from "../problems.ts";
import { refuseMalformed } from "../validation.ts";
import { json, security } from "./described.ts";
import {
  FigureFilter,
  FigureListSchema,
  FigureName,
  FigureTraceSchema,
  figureJson,
  isAsked,
  traceJson,
} from "./figure-schema.ts";
import { known, RevisionParam, revisionNamed, SeriesQuery } from "./revisions.ts";

const common = { method: "get" as const, tags: ["revisions"], security };

const listRoute = (requires: Requires) =>
  createRoute({
    ...common,
    path: "/revisions/{revision}/figures",
    operationId: "listFigures",
    summary: "Số liệu đã phát hành của một bản",
    middleware: [requires("viewer")] as const,
    request: { query: SeriesQuery.extend(FigureFilter.shape), params: RevisionParam },
    responses: {
      200: { description: "Các dòng của figures.csv theo thứ tự của tệp", ...json(FigureListSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

const traceRoute = (requires: Requires) =>
  createRoute({
    ...common,
    path: "/revisions/{revision}/figures/trace",
    operationId: "traceFigure",
    summary: "Một số liệu được tính từ những tháng, những dòng, những cơ quan nào",
    middleware: [requires("viewer")] as const,
    request: { query: SeriesQuery.extend(FigureName.shape), params: RevisionParam },
    responses: {
      200: { description: "Các tháng, các dòng, các cơ quan", ...json(FigureTraceSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

/** The published figures, and what each of them was made of. */
export function figureRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  const bookOf = async (series: string, revision: string) =>
    portal.figureBook(revisionNamed(await known(portal, series), revision));
  app.openapi(listRoute(requires), async (context) => {
    const { series, ...asked } = context.req.valid("query");
    const { rows } = await bookOf(series, context.req.valid("param").revision);
    return context.json({ items: rows.filter((row) => isAsked(row, asked)).map(figureJson) }, 200);
  });
  app.openapi(traceRoute(requires), async (context) => {
    const { series, ...asked } = context.req.valid("query");
    const book = await bookOf(series, context.req.valid("param").revision);
    const row = book.rows.find((one) => isAsked(one, asked));
    if (row === undefined) {
      throw new Problem("figure-unknown", "Bản này không có số liệu đã hỏi; xem GET /revisions/N/figures.");
    }
    return context.json(traceJson(row, await portal.figureTrace(book, row)), 200);
  });
  return app;
}
