import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { BASIS_WORDS } from "../../report/file-title.ts";
import { inForceOf, MOST_BYTES, SignedBasis, type SignedCopy } from "../../revisions/signed-copy.ts";
import type { Requires, Signed } from "../guard.ts";
import type { Portal } from "../portal.ts";
import { NOT_FOUND_RESPONSE, PROBLEM_RESPONSES, REQUEST_RESPONSES } from "../problems.ts";
import { refuseMalformed } from "../validation.ts";
import { json, security } from "./described.ts";
import { known } from "./revisions.ts";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What an operator says of a signed copy; its texts are checked where they are registered, which says what is wrong. */
const SigningRequestSchema = z
  .strictObject({
    series: z.string().min(1).max(500).openapi({ example: "ba-ria-vung-tau/2023-06" }),
    revision: z.int().min(1).nullable().default(null).openapi({ description: "không có thì bản đang hiện hành" }),
    report: z.string().min(1).max(200).openapi({ description: "cntt, don-vi/MÃ CƠ QUAN …", example: "cntt" }),
    number: z.string().max(1000).openapi({ description: "số, ký hiệu", example: "123/BC-STTTT" }),
    date: z.string().max(100).openapi({ description: "ngày ký", example: "2023-06-20" }),
    signer: z.string().max(1000).openapi({ example: "Nguyễn Văn A, Giám đốc" }),
    reason: z
      .string()
      .max(1000)
      .nullable()
      .default(null)
      .openapi({ description: "lý do đính chính một lần đăng ký trước; lần trước vẫn còn trong sổ" }),
    file: z.strictObject({
      size: z
        .int()
        .min(1)
        .openapi({ description: `byte, không quá ${MOST_BYTES}` }),
      sha256: Hash.openapi({ description: "mã băm SHA-256 của tệp PDF đã ký" }),
    }),
  })
  .openapi("SigningRequest");

const SignedCopySchema = z
  .object({
    series: z.string(),
    revision: z.int(),
    report: z.string(),
    entry: z.int().openapi({ description: "lần đăng ký" }),
    inForce: z.boolean().openapi({ description: "sai: đã được lần đăng ký sau đính chính" }),
    number: z.string(),
    date: z.string(),
    signer: z.string(),
    reason: z.string().nullable(),
    file: z.object({ size: z.int(), sha256: z.string() }),
    basis: SignedBasis,
    basisText: z.string().openapi({ example: BASIS_WORDS.system }),
    registeredAt: z.string().openapi({ format: "date-time" }),
    registeredBy: z.string(),
  })
  .openapi("SignedCopy");

const SignedListSchema = z.object({ items: z.array(SignedCopySchema) }).openapi("SignedCopyList");

const UploadSchema = z
  .object({
    method: z.literal("PUT"),
    url: z.string().openapi({ description: "nơi gửi tệp, dùng được năm phút; bắt đầu bằng / là địa chỉ của cổng này" }),
    headers: z.record(z.string(), z.string()).openapi({ description: "các tiêu đề phải gửi kèm tệp" }),
  })
  .openapi("Upload");

const registerRoute = (requires: Requires) =>
  createRoute({
    method: "post",
    path: "/signed-copies",
    tags: ["signed-copies"],
    security,
    operationId: "registerSignedCopy",
    summary: "Đăng ký bản đã ký của một báo cáo",
    description: "Tệp chưa gửi thì trả lời 202 và nơi gửi tệp; gửi tệp rồi gửi lại đúng yêu cầu này.",
    middleware: [requires("operator")] as const,
    request: { body: { ...json(SigningRequestSchema), required: true } },
    responses: {
      200: { description: "Đã đăng ký từ trước, không ghi gì thêm", ...json(SignedCopySchema) },
      201: { description: "Đã đăng ký", ...json(SignedCopySchema) },
      202: { description: "Cần gửi tệp trước", ...json(UploadSchema) },
      ...PROBLEM_RESPONSES,
      ...REQUEST_RESPONSES,
    },
  });

const listRoute = (requires: Requires) =>
  createRoute({
    method: "get",
    path: "/signed-copies",
    tags: ["signed-copies"],
    security,
    operationId: "listSignedCopies",
    summary: "Sổ bản đã ký của một kỳ, kể cả những lần đã được đính chính",
    middleware: [requires("viewer")] as const,
    request: { query: z.object({ series: z.string().openapi({ example: "ba-ria-vung-tau/2023-06" }) }) },
    responses: {
      200: { description: "Các lần đăng ký, theo bản, báo cáo, lần", ...json(SignedListSchema) },
      ...PROBLEM_RESPONSES,
      ...NOT_FOUND_RESPONSE,
    },
  });

const sendRoute = (requires: Requires) =>
  createRoute({
    method: "put",
    path: "/signed-copies/files/{sha256}",
    tags: ["signed-copies"],
    security,
    operationId: "sendSignedFile",
    summary: "Gửi tệp PDF đã ký, trước khi đăng ký",
    middleware: [requires("operator")] as const,
    request: {
      params: z.object({ sha256: Hash }),
      body: { content: { "application/pdf": { schema: z.string().openapi({ format: "binary" }) } }, required: true },
    },
    responses: {
      204: { description: "Đã nhận tệp" },
      ...PROBLEM_RESPONSES,
      413: REQUEST_RESPONSES[413],
      422: REQUEST_RESPONSES[422],
    },
  });

function shown({ by, file, ...copy }: SignedCopy, isInForce: boolean): z.infer<typeof SignedCopySchema> {
  const { basis } = copy;
  return { ...copy, file: { ...file }, inForce: isInForce, basisText: BASIS_WORDS[basis], registeredBy: by };
}

/** One registration as it stands among all of its series. */
async function standing(portal: Portal, copy: SignedCopy) {
  const inForce = inForceOf(await portal.signedCopies(copy.series));
  return shown(
    copy,
    inForce.some((one) => one.revision === copy.revision && one.report === copy.report && one.entry === copy.entry),
  );
}

/** The register of signed copies: enter, list; and where files are sent that are entered. */
export function signedRoutes(portal: Portal, requires: Requires): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>({ defaultHook: refuseMalformed });
  app.openapi(registerRoute(requires), async (context) => {
    const { file, ...asked } = context.req.valid("json");
    const registered = await portal.registerSigned({ ...asked, by: context.get("caller").name }, file);
    if ("signing" in registered) {
      const { copy, outcome } = registered.signing;
      return context.json(await standing(portal, copy), outcome === "registered" ? 201 : 200);
    }
    const own = { url: `/signed-copies/files/${file.sha256}`, headers: { "content-type": "application/pdf" } };
    const { url, headers } = registered.upload ?? own;
    return context.json({ method: "PUT" as const, url, headers: { ...headers } }, 202);
  });
  app.openapi(listRoute(requires), async (context) => {
    const { series } = context.req.valid("query");
    await known(portal, series);
    const copies = await portal.signedCopies(series);
    const inForce = new Set(inForceOf(copies));
    return context.json({ items: copies.map((copy) => shown(copy, inForce.has(copy))) }, 200);
  });
  app.openapi(sendRoute(requires), async (context) => {
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    await portal.keepUpload(context.req.valid("param").sha256, bytes);
    return context.body(null, 204);
  });
  return app;
}
