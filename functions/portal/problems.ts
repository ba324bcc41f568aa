import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Failure, RequestInvalid, StoreDamaged, StoreUnavailable } from "../domain/failure.ts";

/** Every problem that the API answers with, by its stable code. */
const PROBLEMS = {
  "token-missing": { status: 401, title: "Chưa đăng nhập" },
  "token-invalid": { status: 401, title: "Mã đăng nhập không hợp lệ" },
  "sign-in-failed": { status: 401, title: "Đăng nhập không thành công" },
  "session-missing": { status: 401, title: "Phiên đăng nhập đã kết thúc" },
  "form-stale": { status: 403, title: "Biểu mẫu không dùng được" },
  "role-missing": { status: 403, title: "Không có quyền" },
  "not-found": { status: 404, title: "Không có địa chỉ này" },
  "run-unknown": { status: 404, title: "Không có lần chạy này" },
  "preview-unknown": { status: 404, title: "Chưa có kết quả xem trước" },
  "draft-unknown": { status: 404, title: "Không có dự thảo chờ phát hành" },
  "series-unknown": { status: 404, title: "Chưa phát hành báo cáo này" },
  "revision-unknown": { status: 404, title: "Không có bản phát hành này" },
  "figure-unknown": { status: 404, title: "Không có số liệu này" },
  "release-own": { status: 403, title: "Không tự quyết định việc phát hành" },
  "release-late": { status: 409, title: "Dự thảo không còn chờ quyết định" },
  "run-over": { status: 409, title: "Lần chạy đã kết thúc" },
  "run-elsewhere": { status: 409, title: "Lần chạy ở nơi khác" },
  "key-reused": { status: 422, title: "Idempotency-Key đã dùng cho yêu cầu khác" },
  "request-malformed": { status: 400, title: "Yêu cầu sai cấu trúc" },
  "request-invalid": { status: 422, title: "Yêu cầu không thực hiện được" },
  "body-too-large": { status: 413, title: "Nội dung yêu cầu quá lớn" },
  "media-type": { status: 415, title: "Nội dung yêu cầu phải là JSON" },
  "sign-in-unavailable": { status: 503, title: "Chưa kiểm tra được đăng nhập" },
  "server-busy": { status: 503, title: "Hệ thống đang bận" },
  "store-unavailable": { status: 503, title: "Kho dữ liệu tạm thời không dùng được" },
  "data-damaged": { status: 500, title: "Dữ liệu đã lưu bị hỏng" },
  unexpected: { status: 500, title: "Lỗi ngoài dự kiến" },
} as const satisfies Readonly<Record<string, { status: ContentfulStatusCode; title: string }>>;

export type ProblemCode = keyof typeof PROBLEMS;

const CODES = z.enum(Object.keys(PROBLEMS));

/** A problem document (RFC 9457). */
export const ProblemSchema = z
  .object({
    type: z.string().openapi({ description: "urn:bao-cao:problem: và mã" }),
    title: z.string(),
    status: z.int(),
    detail: z.string().openapi({ description: "việc gì xảy ra, cần làm gì" }),
    code: CODES.openapi({ description: "mã ổn định, để chương trình phân biệt" }),
  })
  .openapi("Problem");

/** An answer that is a problem document. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail what happened and what to do, one Vietnamese sentence */
  constructor(code: ProblemCode, detail: string, options: ErrorOptions & { headers?: Record<string, string> } = {}) {
    super(detail, options);
    this.code = code;
    this.headers = options.headers ?? {};
  }

  get status(): (typeof PROBLEMS)[ProblemCode]["status"] {
    return PROBLEMS[this.code].status;
  }

  get title(): string {
    return PROBLEMS[this.code].title;
  }
}

const BY_STATUS: Readonly<Record<number, Problem>> = {
  400: new Problem("request-malformed", "Nội dung yêu cầu không phải JSON đọc được; sửa rồi gửi lại."),
  403: new Problem("form-stale", "Biểu mẫu không được gửi từ trang của hệ thống; mở lại trang rồi gửi lại."),
  413: new Problem("body-too-large", "Nội dung yêu cầu lớn hơn mức cho phép (64 KiB); rút gọn rồi gửi lại."),
  415: new Problem("media-type", "Gửi nội dung với Content-Type: application/json."),
};

const RETRY = { headers: { "Retry-After": "30" } };

/** What an error is answered with. What an unexpected one says itself stays out of it: it may hold anything. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RequestInvalid) return new Problem("request-invalid", error.message);
  if (error instanceof StoreUnavailable) {
    return new Problem(
      "store-unavailable",
      "Kho dữ liệu chưa dùng được; thử lại sau ít phút, nếu vẫn lỗi thì báo quản trị viên.",
      RETRY,
    );
  }
  if (error instanceof StoreDamaged) {
    return new Problem("data-damaged", "Dữ liệu đã lưu bị thiếu hoặc hỏng; báo quản trị viên.");
  }
  const known = error instanceof HTTPException ? BY_STATUS[error.status] : undefined;
  return known ?? new Problem("unexpected", "Hệ thống gặp lỗi ngoài dự kiến; báo quản trị viên.");
}

/** What those who run the service should see of an error: nothing of those that callers cause. */
export function noteworthy(error: unknown): string | null {
  const problem = problemOf(error);
  // A flood of connections must not become one of lines.
  if (problem.status < 500 || problem.code === "server-busy") return null;
  const cause = problem.cause ?? error;
  if (cause instanceof Failure) return `${cause.name}: ${cause.message}`;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

export function problemResponse(context: Context, problem: Problem): Response {
  const { code, title, status, message: detail, headers } = problem;
  const body = { type: `urn:bao-cao:problem:${code}`, title, status, detail, code };
  return context.body(JSON.stringify(body), status, { ...headers, "Content-Type": "application/problem+json" });
}

const document = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: ProblemSchema } },
});

/** The answers of a route beside that of its success, for the API's description. */
export const PROBLEM_RESPONSES = {
  400: document("Yêu cầu sai cấu trúc"),
  401: document("Chưa đăng nhập, hoặc mã đăng nhập không hợp lệ"),
  403: document("Không có quyền"),
  500: document("Lỗi của hệ thống"),
  503: document("Tạm thời không dùng được"),
} as const;

export const NOT_FOUND_RESPONSE = { 404: document("Không có") } as const;
export const REQUEST_RESPONSES = {
  413: document("Nội dung quá lớn"),
  415: document("Nội dung không phải JSON"),
  422: document("Không thực hiện được"),
} as const;
export const CONFLICT_RESPONSE = {
  409: document("Lần chạy đã kết thúc hoặc ở nơi khác, hoặc dự thảo không còn chờ quyết định"),
} as const;
