import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { ListedPerson } from "../../../pipeline/support/recipients/keep.ts";
import { MOST_LIST_BYTES } from "../../actions/recipients.ts";
import type { Requires, Signed } from "../../guard.ts";
import type { Portal } from "../../portal.ts";
import { PROBLEM_RESPONSES, REQUEST_RESPONSES } from "../../problems.ts";
import { refuseMalformed } from "../../validation.ts";
import { json, security } from "../described.ts";

/** Where lists come, which are longer than what else is asked for. */
export const LIST_ROUTES = ["/recipients/preview", "/recipients/import"] as const;

const ListSchema = z
  .strictObject({
    province: z.string().min(1).max(100),
    csv: z.string().max(MOST_LIST_BYTES).openapi({
      description: "danh sách có các cột họ tên, thư điện tử, vai trò, mã; mỗi dòng một vai trò",
    }),
  })
  .openapi("RecipientCsv");

const notes = z.array(z.string()).openapi({ description: "điều người nhập cần biết, như mã cơ quan không có" });

const PreviewSchema = z
  .object({
    people: z.array(
      z.object({
        name: z.string(),
        address: z.string(),
        change: z.enum(["new", "changed", "unchanged"]),
        muted: z.boolean().openapi({ description: "đã dừng nhận thư; lưu thì lại được gửi" }),
      }),
    ),
    notes,
  })
  .openapi("RecipientListPreview");

const StoredSchema = z
  .object({ stored: z.int().openapi({ description: "số người được thêm hoặc ghi lại" }), notes })
  .openapi("StoredRecipients");

const common = { tags: ["recipients"], security };
const request = { body: { ...json(ListSchema), required: true } };
const answers = { ...PROBLEM_RESPONSES, ...REQUEST_RESPONSES };

const previewRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "post",
    path: LIST_ROUTES[0],
    operationId: "previewRecipients",
    summary: "Xem trước danh sách người nhận thư, chưa lưu gì",
    middleware: [requires("operator")] as const,
    request,
    responses: { 200: { description: "Từng người của danh sách", ...json(PreviewSchema) }, ...answers },
  });

const storeRoute = (requires: Requires) =>
  createRoute({
    ...common,
    method: "post",
    path: LIST_ROUTES[1],
    operationId: "importRecipients",
    summary: "Lưu danh sách người nhận thư; người không có trong danh sách giữ nguyên",
    middleware: [requires("operator")] as const,
    request,
    responses: { 200: { description: "Đã lưu", ...json(StoredSchema) }, ...answers },
  });

/** How messages call a list that came without a file. */
const NAME = "danh-sach.csv";

const changeOf = ({ standing, isChanged }: ListedPerson): "new" | "changed" | "unchanged" => {
  if (standing === null) return "new";
  return isChanged ? "changed" : "unchanged";
};

/** Lists of recipients: looked at, stored. */
export function listRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(previewRoute(requires), async (context) => {
    const { province, csv } = context.req.valid("json");
    const { people, notes: told } = await portal.previewList(province, csv, NAME);
    const shown = people.map((one) => ({
      name: one.person.name,
      address: one.person.address,
      change: changeOf(one),
      muted: (one.standing?.muted.length ?? 0) > 0,
    }));
    return context.json({ people: shown, notes: [...told] }, 200);
  });
  app.openapi(storeRoute(requires), async (context) => {
    const { province, csv } = context.req.valid("json");
    const { stored, notes: told } = await portal.storeList(province, csv, NAME);
    return context.json({ stored, notes: [...told] }, 200);
  });
  return app;
}
