import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { RequestInvalid, TemplateInvalid } from "../../domain/failure.ts";
import { PreviewedChange, previewedChange } from "../../revisions/preview.ts";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { PROBLEM_RESPONSES, REQUEST_RESPONSES } from "../problems.ts";
import { refuseMalformed } from "../validation.ts";

const json = <Schema extends z.ZodType>(content: Schema) => ({ content: { "application/json": { schema: content } } });

const WhatIfRequestSchema = z
  .strictObject({
    province: z.string().min(1).max(100).openapi({ example: "ba-ria-vung-tau" }),
    document: z.string().max(1_000_000).nullable().default(null).openapi({
      description:
        "nội dung một tệp trong templates/programmes đã sửa hoặc mới; không có thì so với các văn bản đang dùng",
    }),
    series: z.string().max(200).nullable().default(null).openapi({
      description: "chỉ xem kỳ này; không có thì xem lần lượt từ kỳ mới nhất, đến khi hết thời gian chờ",
    }),
  })
  .openapi("WhatIfRequest");

const DifferencesSchema = z
  .object({
    periods: z.array(
      z.object({
        series: z.string(),
        revision: z.int(),
        outcome: z.enum(["same", "same-figures", "different", "not-reportable", "not-remade"]),
        note: z.string(),
        changes: z.array(PreviewedChange),
      }),
    ),
    left: z.array(z.string()).openapi({ description: "các kỳ chưa xem vì đã quá thời gian chờ" }),
  })
  .openapi("Differences");

const whatIfRoute = (requires: Requires) =>
  createRoute({
    method: "post",
    path: "/what-if",
    tags: ["revisions"],
    security: [{ bearer: [] }],
    operationId: "tryDocument",
    summary: "Kỳ đã phát hành nào sẽ khác, từng số, nếu lập lại theo một văn bản; không lưu, không phát hành gì",
    middleware: [requires("operator")] as const,
    request: { body: { ...json(WhatIfRequestSchema), required: true } },
    responses: {
      200: { description: "Các kỳ đã xem, kỳ mới nhất trước", ...json(DifferencesSchema) },
      ...PROBLEM_RESPONSES,
      ...REQUEST_RESPONSES,
    },
  });

/** What a changed document would do to what is published. */
export function whatIfRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(whatIfRoute(requires), async (context) => {
    const { province, document, series } = context.req.valid("json");
    try {
      const { periods, left } = await portal.differencesIn(province, document, series);
      const told = periods.map(({ period: _, changes, ...rest }) => ({
        ...rest,
        changes: changes.map(previewedChange),
      }));
      return context.json({ periods: told, left: [...left] }, 200);
    } catch (error) {
      if (error instanceof TemplateInvalid) throw new RequestInvalid(error.atTerminal, { cause: error });
      throw error;
    }
  });
  return app;
}
