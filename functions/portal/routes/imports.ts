import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { ListedImport } from "../../pipeline/support/imports/list.ts";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { PROBLEM_RESPONSES, REQUEST_RESPONSES } from "../problems.ts";
import { refuseMalformed } from "../validation.ts";
import { instant, json, security } from "./described.ts";
import { placeOf } from "./import-place.ts";
import { templateHeaders, XLSX } from "./template-file.ts";

const System = z.enum(["province", "ministry"]);

const PlaceQuery = z.object({
  province: z.string().min(1).max(100).openapi({ example: "ba-ria-vung-tau" }),
  month: z.string().max(10).openapi({ example: "2023-06" }),
});

const ImportSchema = z
  .object({
    agency: z.string(),
    system: System.openapi({ description: "province: hệ thống của tỉnh; ministry: hệ thống của Bộ, ngành" }),
    month: z.string(),
    vintage: z.int().openapi({ description: "lần nhập hoặc rút thứ mấy" }),
    state: z.enum(["in-force", "withdrawn", "damaged"]),
    file: z.string().nullable(),
    by: z.string(),
    at: instant,
    reason: z.string().nullable().openapi({ description: "lý do rút" }),
  })
  .openapi("Import");
const ImportListSchema = z.object({ items: z.array(ImportSchema) }).openapi("ImportList");

const WithdrawalSchema = z
  .strictObject({
    ...PlaceQuery.shape,
    agency: z.string().min(1).max(100),
    system: System.nullable().default(null).openapi({ description: "cần khi cơ quan có số liệu của cả hai hệ thống" }),
    vintage: z.int().min(1).nullable().default(null).openapi({ description: "chỉ rút nếu vẫn là lần nhập này" }),
    reason: z.string().max(500),
  })
  .openapi("ImportWithdrawal");

const WithdrawnSchema = z.object({ agency: z.string(), system: System }).openapi("WithdrawnImport");

const common = { tags: ["imports"], security };

const listRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "get",
    path: "/imports",
    operationId: "listImports",
    summary: "Số liệu đã nhập từ sổ tính của một tháng, kể cả đã rút",
    middleware: [requires("operator")] as const,
    request: { query: PlaceQuery },
    responses: {
      200: { description: "Từng cơ quan, từng hệ thống", ...json(ImportListSchema) },
      ...PROBLEM_RESPONSES,
      422: REQUEST_RESPONSES[422],
    },
  });

const templateRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "get",
    path: "/imports/template",
    operationId: "importTemplate",
    summary: "Mẫu nhập có sẵn các cơ quan của tỉnh trong một tháng",
    middleware: [requires("operator")] as const,
    request: { query: PlaceQuery },
    responses: {
      200: {
        description: "Sổ tính Excel",
        content: { [XLSX]: { schema: z.string().openapi({ format: "binary" }) } },
      },
      ...PROBLEM_RESPONSES,
      422: REQUEST_RESPONSES[422],
    },
  });

const withdrawRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "post",
    path: "/imports/withdraw",
    operationId: "withdrawImport",
    summary: "Rút số liệu đã nhập của một cơ quan; nhập lại thì dùng lại",
    middleware: [requires("operator")] as const,
    request: { body: { ...json(WithdrawalSchema), required: true } },
    responses: { 200: { description: "Đã rút", ...json(WithdrawnSchema) }, ...PROBLEM_RESPONSES, ...REQUEST_RESPONSES },
  });

const shownImport = ({ agency, system, month, ref, stored }: ListedImport) => ({
  agency,
  system,
  month,
  vintage: ref.vintage,
  state: stored?.state ?? ("damaged" as const),
  file: stored?.file?.name ?? null,
  by: stored?.by ?? "",
  at: ref.dataAsOf,
  reason: stored?.state === "withdrawn" ? stored.reason : null,
});

/** Counts out of workbooks: what is stored, the template, what is not to be used any more. */
export function importRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(listRoute(requires), async (context) => {
    const { province, month } = context.req.valid("query");
    const all = await portal.importsOf(placeOf(portal, province, month));
    return context.json({ items: all.map(shownImport) }, 200);
  });
  app.openapi(templateRoute(requires), async (context) => {
    const { province, month } = context.req.valid("query");
    const place = placeOf(portal, province, month);
    const bytes = await portal.importTemplate(place);
    return context.body(new Uint8Array(bytes), 200, templateHeaders(place, bytes));
  });
  app.openapi(withdrawRoute(requires), async (context) => {
    const { province, month, agency, system, vintage, reason } = context.req.valid("json");
    const by = context.get("caller").name;
    const seen = vintage ?? undefined;
    const request = { ...placeOf(portal, province, month), agency, system, reason, by, vintage: seen };
    const { outcome: _, ...withdrawn } = await portal.withdraw(request);
    return context.json(withdrawn, 200);
  });
  return app;
}
