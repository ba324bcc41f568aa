import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { DeliveryState } from "../../../mail/delivery.ts";
import type { Requires, Signed } from "../../guard.ts";
import type { Portal } from "../../portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, REQUEST_RESPONSES } from "../../problems.ts";
import { refuseMalformed } from "../../validation.ts";
import { instant, json, PersonId, Revision, SeriesQuery, security } from "../described.ts";
import { RunSchema, runOf } from "../run-schema.ts";

/** What became of a mail to somebody, as every list of mails tells it. */
export const TOLD = {
  id: z.string(),
  name: z.string(),
  address: z.string(),
  state: z.enum(DeliveryState.options).openapi({
    description:
      "bounced: thư đã gửi bị trả lại; refused: không gửi vì địa chỉ không nhận được thư; muted: đã dừng nhận",
  }),
  at: instant.nullable(),
  reason: z.string().nullable().openapi({ description: "vì sao không gửi thư đến địa chỉ này nữa" }),
  attempts: z.int().openapi({ description: "số lần đã bắt đầu gửi thư này" }),
};

const DeliverySchema = z
  .object({
    ...TOLD,
    attached: z.string().nullable().openapi({ description: "vì sao nhận tệp kèm thư thay cho liên kết" }),
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
    request: { query: SeriesQuery, params: z.object({ revision: Revision, recipient: PersonId }) },
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
    const { revision, recipient } = context.req.valid("param");
    const mails = { kind: "report" as const, series: context.req.valid("query").series, revision };
    const by = context.get("caller").name;
    const { record } = await portal.tellAgain({ ...mails, ids: [recipient], seen: null, by });
    return context.json(runOf(record, portal.now(), null, null), 202, { Location: `/runs/${record.id}` });
  });
  return app;
}
