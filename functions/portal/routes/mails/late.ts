import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Letter } from "../../../mail/letters/letter.ts";
import type { Missing } from "../../../mail/letters/missing.ts";
import type { Late, LateAgency, RemindedContact } from "../../../pipeline/support/delivery/late.ts";
import type { Requires, Signed } from "../../guard.ts";
import type { Portal } from "../../portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, REQUEST_RESPONSES } from "../../problems.ts";
import { refuseMalformed } from "../../validation.ts";
import { instant, json, PersonId, Revision, SeriesQuery, security } from "../described.ts";
import { RunSchema, runOf } from "../run-schema.ts";
import { TOLD } from "./deliveries.ts";

const months = (description: string) => z.array(z.string()).openapi({ description });

const LateAgencySchema = z
  .object({
    code: z.string(),
    name: z.string(),
    unsent: months("tháng chưa gửi số liệu"),
    unusable: months("tháng có số liệu không đúng cấu trúc, không dùng được"),
    unasked: months("tháng hệ thống chưa lấy được vì lý do khác; không nhắc đơn vị"),
    contacts: z.array(z.string()).openapi({ description: "mã các đầu mối trả lời cho cơ quan này" }),
    untold: z.boolean().openapi({ description: "cần nhắc nhưng chưa có đầu mối nào nhận thư" }),
  })
  .openapi("LateAgency");

const RemindedSchema = z
  .object({
    ...TOLD,
    agencies: z.array(z.string()).openapi({ description: "mã các cơ quan mà thư nhắc nêu" }),
    lastSent: instant.nullable().openapi({ description: "lần gửi thư nhắc gần nhất về kỳ này" }),
    letter: z
      .object({ subject: z.string(), labels: z.array(z.string()), paragraphs: z.array(z.string()) })
      .openapi({ description: "thư nhắc như sẽ gửi" }),
  })
  .openapi("RemindedContact");

const LateSchema = z
  .object({ agencies: z.array(LateAgencySchema), contacts: z.array(RemindedSchema) })
  .openapi("LateAgencies");

const RemindSchema = z
  .strictObject({
    contacts: z
      .array(PersonId)
      .min(1)
      .max(1000)
      .nullable()
      .default(null)
      .openapi({ description: "mã các đầu mối cần nhắc; không có thì mọi đầu mối của cơ quan còn thiếu số liệu" }),
  })
  .openapi("Remind");

const request = { query: SeriesQuery, params: z.object({ revision: Revision }) };

const listRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/revisions/{revision}/late-agencies",
    tags: ["revisions"],
    security,
    operationId: "listLateAgencies",
    summary: "Cơ quan mà một bản còn thiếu số liệu, đầu mối của từng cơ quan, thư nhắc",
    middleware: [requires("viewer")] as const,
    request,
    responses: {
      200: { description: "Cơ quan theo mã, đầu mối theo địa chỉ", ...json(LateSchema) },
      ...PROBLEM_RESPONSES,
      422: REQUEST_RESPONSES[422],
    },
  });

const remindRoute = (requires: Requires) =>
  createRoute({
    method: "post",
    path: "/revisions/{revision}/late-agencies/remind",
    tags: ["revisions"],
    security,
    operationId: "remindContacts",
    summary: "Gửi thư nhắc đầu mối của các cơ quan mà bản hiện hành còn thiếu số liệu",
    middleware: [requires("operator")] as const,
    request: { ...request, body: { ...json(RemindSchema), required: true } },
    responses: {
      202: { description: "Đã nhận; lần chạy này chỉ gửi thư", ...json(RunSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
      ...REQUEST_RESPONSES,
    },
  });

const monthsOf = ({ unsent, unusable, unasked }: Missing) => ({
  unsent: [...unsent],
  unusable: [...unusable],
  unasked: [...unasked],
});

const agencyOf = ({ missing, contacts, isUntold }: LateAgency) => ({
  code: missing.code,
  name: missing.name,
  ...monthsOf(missing),
  contacts: [...contacts],
  untold: isUntold,
});

const letterOf = ({ subject, labels, parts }: Letter) => ({
  subject,
  labels: [...labels],
  paragraphs: parts.flatMap((part) => (part.type === "list" ? part.items.map((item) => `- ${item}`) : [part.text])),
});

function contactOf({ missing, letter, ...told }: RemindedContact) {
  return { ...told, agencies: missing.map(({ code }) => code), letter: letterOf(letter) };
}

const lateShown = ({ agencies, contacts }: Late) => ({
  agencies: agencies.map(agencyOf),
  contacts: contacts.map(contactOf),
});

/** Agencies that are late with their counts: the list, and the reminders. */
export function lateRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(listRoute(requires), async (context) => {
    const late = await portal.lateAgencies(context.req.valid("query").series, context.req.valid("param").revision);
    return context.json(lateShown(late), 200);
  });
  app.openapi(remindRoute(requires), async (context) => {
    const mails = { kind: "missing" as const, ...context.req.valid("query"), ...context.req.valid("param") };
    const { contacts: ids } = context.req.valid("json");
    const { record } = await portal.tellAgain({ ...mails, ids, seen: null, by: context.get("caller").name });
    return context.json(runOf(record, portal.now(), null, null), 202, { Location: `/runs/${record.id}` });
  });
  return app;
}
