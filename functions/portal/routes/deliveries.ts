import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, REQUEST_RESPONSES } from "../problems.ts";
import { refuseMalformed } from "../validation.ts";
import { RunSchema, runOf } from "./run-schema.ts";

const json = <Schema extends z.ZodType>(content: Schema) => ({ content: { "application/json": { schema: content } } });

const security = [{ bearer: [] }];
const instant = z.string().openapi({ format: "date-time" });

const SeriesQuery = z.object({ series: z.string().min(1).max(200).openapi({ example: "ba-ria-vung-tau/2023-06" }) });
const Revision = z.coerce.number().int().min(1).max(999_999);

const DeliverySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    address: z.string(),
    attached: z.string().nullable().openapi({ description: "vì sao nhận tệp kèm thư thay cho liên kết" }),
    state: z.enum(["waiting", "sending", "sent", "bounced", "refused", "muted"]).openapi({
      description:
        "bounced: thư đã gửi bị trả lại; refused: không gửi vì địa chỉ không nhận được thư; muted: đã dừng nhận",
    }),
    at: instant.nullable(),
    reason: z.string().nullable().openapi({ description: "vì sao không gửi thư đến địa chỉ này nữa" }),
    links: z.int().openapi({ description: "số liên kết của bản này còn dùng được" }),
    downloads: z.int().openapi({ description: "số lượt tải bằng các liên kết đó" }),
    lastDownload: instant.nullable(),
  })
  .openapi("Delivery");
const DeliveryListSchema = z.object({ items: z.array(DeliverySchema) }).openapi("DeliveryList");

const listRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/revisions/{revision}/deliveries",
    tags: ["revisions"],
    security,
    operationId: "listDeliveries",
    summary: "Từng người nhận của một bản: đã gửi, bị trả lại, đã tải",
    middleware: [requires("operator")] as const,
    request: { query: SeriesQuery, params: z.object({ revision: Revision }) },
    responses: {
      200: { description: "Người nhận, theo địa chỉ", ...json(DeliveryListSchema) },
      ...PROBLEM_RESPONSES,
      422: REQUEST_RESPONSES[422],
    },
  });

const sendRoute = (requires: Requires) =>
  createRoute({
    method: "post",
    path: "/revisions/{revision}/deliveries/{recipient}/send",
    tags: ["revisions"],
    security,
    operationId: "sendAgain",
    summary: "Gửi lại thư về bản hiện hành cho một người",
    middleware: [requires("operator")] as const,
    request: {
      query: SeriesQuery,
      params: z.object({ revision: Revision, recipient: z.string().regex(/^[0-9a-f]{16}$/) }),
    },
    responses: {
      202: { description: "Đã nhận; lần chạy này chỉ gửi thư", ...json(RunSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
      422: REQUEST_RESPONSES[422],
    },
  });

/** Who was told of a revision: each person's mail and links; a mail is sent again. */
export function deliveryRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(listRoute(requires), async (context) => {
    const { series } = context.req.valid("query");
    const items = await portal.deliveriesOf(series, context.req.valid("param").revision);
    return context.json({ items: [...items] }, 200);
  });
  app.openapi(sendRoute(requires), async (context) => {
    const { revision, recipient: id } = context.req.valid("param");
    const { series } = context.req.valid("query");
    const record = await portal.sendAgain({ series, revision, id, by: context.get("caller").name });
    return context.json(runOf(record, portal.now(), null, null), 202, { Location: `/runs/${record.id}` });
  });
  return app;
}
