import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { RequestInvalid } from "../../../domain/failure.ts";
import { NewRecipient, type Recipient, RoleKind } from "../../../mail/recipient.ts";
import { faultText } from "../../../pipeline/support/recipients/list.ts";
import type { Requires, Signed } from "../../guard.ts";
import type { Portal } from "../../portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, Problem, REQUEST_RESPONSES } from "../../problems.ts";
import { refuseMalformed } from "../../validation.ts";
import { json, PersonId, security } from "../described.ts";

const ProvinceQuery = z.object({ province: z.string().min(1).max(100).openapi({ example: "ba-ria-vung-tau" }) });

const RoleSchema = z
  .strictObject({
    kind: z.enum(RoleKind.options).openapi({
      description: "recipient: nhận báo cáo; contact: đầu mối số liệu; operator: quản trị viên; approver: phê duyệt",
    }),
    reports: z
      .array(z.string().max(80))
      .min(1)
      .nullable()
      .optional()
      .openapi({ description: "với recipient: mã các báo cáo; null là mọi báo cáo" }),
    agency: z.string().max(80).optional().openapi({ description: "với contact: mã cơ quan" }),
  })
  .openapi("RecipientRole");

const person = {
  name: z.string(),
  address: z.string(),
  roles: z.array(RoleSchema),
  attached: z
    .object({ reason: z.string() })
    .nullable()
    .openapi({ description: "vì sao nhận tệp kèm thư; null là nhận liên kết" }),
};

const RecipientSchema = z
  .object({
    id: z.string(),
    ...person,
    muted: z.array(RoleKind).openapi({ description: "loại thư mà người này đã dừng nhận" }),
    mailbox: z.string().nullable().openapi({ description: "tình trạng hộp thư; null là bình thường" }),
  })
  .openapi("Recipient");

const RecipientListSchema = z.object({ items: z.array(RecipientSchema) }).openapi("RecipientList");

const KeepSchema = z
  .strictObject({
    province: z.string().min(1).max(100),
    name: z.string().max(500),
    address: z.string().max(500),
    roles: z.array(RoleSchema).max(1000),
    attached: z
      .strictObject({ reason: z.string().max(500) })
      .nullable()
      .default(null),
    resubscribe: z.boolean().default(false).openapi({ description: "gửi lại cả những thư người này đã dừng nhận" }),
  })
  .openapi("KeepRecipient");

const notes = z.array(z.string()).openapi({ description: "điều người nhập cần biết" });
const KeptSchema = z.object({ id: z.string(), changed: z.boolean(), notes }).openapi("KeptRecipient");
const RemovedSchema = z
  .object({ links: z.int().openapi({ description: "số liên kết đã thu hồi" }) })
  .openapi("RemovedRecipient");

const answers = { ...PROBLEM_RESPONSES, ...NOT_FOUND_RESPONSE, ...REQUEST_RESPONSES };
const common = { tags: ["recipients"], security };

const listRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "get",
    path: "/recipients",
    operationId: "listRecipients",
    summary: "Người nhận thư của một tỉnh",
    middleware: [requires("operator")] as const,
    request: { query: ProvinceQuery },
    responses: {
      200: { description: "Người nhận, theo địa chỉ", ...json(RecipientListSchema) },
      ...PROBLEM_RESPONSES,
      422: REQUEST_RESPONSES[422],
    },
  });

const keepRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "post",
    path: "/recipients",
    operationId: "keepRecipient",
    summary: "Thêm một người nhận thư, hoặc ghi lại người có địa chỉ đó",
    middleware: [requires("operator")] as const,
    request: { body: { ...json(KeepSchema), required: true } },
    responses: { 200: { description: "Đã lưu", ...json(KeptSchema) }, ...PROBLEM_RESPONSES, ...REQUEST_RESPONSES },
  });

const removeRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "post",
    path: "/recipients/{recipient}/remove",
    operationId: "removeRecipient",
    summary: "Xóa một người nhận thư, thu hồi các liên kết đã cấp",
    middleware: [requires("operator")] as const,
    request: { query: ProvinceQuery, params: z.object({ recipient: PersonId }) },
    responses: { 200: { description: "Đã xóa", ...json(RemovedSchema) }, ...answers },
  });

function shownPerson({ name, address, roles, attached }: NewRecipient) {
  const shown = roles.map((role) => ({
    kind: role.kind,
    ...(role.kind === "recipient" ? { reports: role.reports } : {}),
    ...(role.kind === "contact" ? { agency: role.agency } : {}),
  }));
  return { name, address, roles: shown, attached: attached ?? null };
}

const shownRecipient = (recipient: Recipient, mailbox: string | null) => ({
  id: recipient.id,
  ...shownPerson(recipient),
  muted: [...recipient.muted],
  mailbox,
});

/** Throws RequestInvalid for what is no person. */
function personOf({ name, address, roles, attached }: z.infer<typeof KeepSchema>): NewRecipient {
  const entry = { name, address, roles, ...(attached === null ? {} : { attached }) };
  const parsed = NewRecipient.safeParse(entry);
  if (parsed.success) return parsed.data;
  throw new RequestInvalid(`Chưa lưu người nhận thư: ${faultText(parsed.error)}; sửa rồi gửi lại.`);
}

/** Who is written to: the list, somebody kept or removed. */
export function recipientRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(listRoute(requires), async (context) => {
    const { id } = portal.catalogue.province(context.req.valid("query").province);
    const all = await portal.addresseesOf(id);
    return context.json({ items: all.map(({ recipient, mailbox }) => shownRecipient(recipient, mailbox)) }, 200);
  });
  app.openapi(keepRoute(requires), async (context) => {
    const asked = context.req.valid("json");
    const request = { person: personOf(asked), isNew: false, resubscribe: asked.resubscribe };
    const { kept, isChanged, notes: told } = await portal.storeRecipient(asked.province, request);
    return context.json({ id: kept.id, changed: isChanged, notes: [...told] }, 200);
  });
  app.openapi(removeRoute(requires), async (context) => {
    const { id } = portal.catalogue.province(context.req.valid("query").province);
    const links = await portal.dropRecipient(id, context.req.valid("param").recipient);
    if (links !== null) return context.json({ links }, 200);
    throw new Problem("not-found", "Không có người nhận này; xem danh sách tại GET /recipients.");
  });
  return app;
}
