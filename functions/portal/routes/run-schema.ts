import { z } from "@hono/zod-openapi";
import { LayoutWarning } from "../../domain/quality/layout.ts";
import type { Held } from "../../pipeline/support/release/decide.ts";
import { previewText } from "../../pipeline/support/what-if/preview.ts";
import { PreviewedChange, RunPreview } from "../../revisions/preview.ts";
import { MissingDocument } from "../../revisions/revision.ts";
import {
  RunEnd,
  type RunRecord,
  RunState,
  type RunView,
  StepFailure,
  stateOf,
  Undeliverable,
} from "../../revisions/run.ts";
import { ONE_LINE } from "./one-line.ts";
import { ReleaseSchema, releaseOf } from "./release-schema.ts";
import { stateText } from "./run-words.ts";

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => ONE_LINE.test(text))
    .transform((text) => text.normalize("NFC"));

/** What an operator asks for. */
export const RunRequestSchema = z
  .strictObject({
    province: z.string().min(1).max(100).openapi({ example: "ba-ria-vung-tau" }),
    period: z.string().min(1).max(10).openapi({ example: "2023-06" }),
    reason: line(500).openapi({
      description: "một dòng, không có ký tự điều khiển",
      example: "Sở Xây dựng gửi lại số liệu tháng 5",
    }),
    programmes: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(50)
      .nullable()
      .default(null)
      .openapi({ description: "chỉ theo các văn bản này; không có thì mọi văn bản có hiệu lực trong kỳ" }),
    refresh: z.boolean().default(false).openapi({ description: "lấy lại cả số liệu tỉnh đã chốt" }),
    provisional: z.boolean().default(false).openapi({ description: "cho phép kỳ chưa kết thúc, số liệu tạm tính" }),
    reissue: z.boolean().default(false).openapi({
      description: "phát hành lại cả khi chỉ phiên bản chương trình thay đổi, số liệu của tỉnh không đổi",
    }),
    preview: z.boolean().default(false).openapi({
      description: "chỉ xem trước: lấy số liệu, cho biết từng số sẽ thay đổi, không lập văn bản, không phát hành",
    }),
  })
  .openapi("RunRequest");

export const KeyHeader = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .openapi({ description: "một khóa cho mỗi yêu cầu; gửi lại với cùng khóa không khởi động lần chạy thứ hai" }),
});

const instant = z.string().openapi({ format: "date-time" });

const runFields = {
  id: z.string(),
  state: RunState,
  stateText: z.string().openapi({ description: "trạng thái bằng lời", example: "đang chờ, thứ 3 trong hàng chờ" }),
  place: z.int().min(1).nullable().openapi({ description: "thứ tự trong hàng chờ, 1 là lần chạy kế tiếp" }),
  province: z.string(),
  period: z.string(),
  programmes: z.array(z.string()).nullable(),
  refresh: z.boolean(),
  provisional: z.boolean(),
  reissue: z.boolean(),
  preview: z.boolean(),
  reason: z.string(),
  origin: z.enum(["operator", "elsewhere"]).openapi({ description: "elsewhere: theo lịch hoặc bằng lệnh" }),
  requestedBy: z.string(),
  requestedAt: instant,
  cancelledBy: z.string().nullable(),
  endedAt: instant.nullable(),
  revision: z.int().nullable().openapi({ description: "bản mà lần chạy đã phát hành" }),
  // Without a description: what the domain defines knows nothing of OpenAPI.
  failure: RunEnd.shape.failure,
  note: z.string().nullable().openapi({ description: "điều cần biết về lần chạy đã xong" }),
  release: ReleaseSchema.nullable().openapi({ description: "dự thảo chờ đồng ý phát hành, nếu lần chạy đã dừng ở đó" }),
  releases: z.string().nullable().openapi({ description: "lần chạy đã lập dự thảo mà lần chạy này phát hành" }),
};

export const RunSchema = z.object(runFields).openapi("Run");

export const PreviewedChangesSchema = z
  .object({ items: z.array(PreviewedChange).openapi({ description: "theo thứ tự của figures.csv" }) })
  .openapi("PreviewedChanges");

export const RunListSchema = z
  .object({
    items: z.array(RunSchema),
    next: z.string().nullable().openapi({ description: "đặt vào before để xem các lần chạy trước đó" }),
  })
  .openapi("RunList");

const AgencySchema = z.object({
  agency: z.string(),
  name: z.string(),
  state: z.enum(["waiting", "collected", "missing"]),
  gaps: z.array(z.object({ from: z.string(), to: z.string(), rule: z.string(), reason: z.string() })),
});

export const RunDetailSchema = z
  .object({
    ...runFields,
    steps: z.array(
      z.object({
        step: z.enum(["plan", "collect", "assemble", "render", "publish"]),
        state: z.enum(["waiting", "running", "done"]),
        done: z.int(),
        of: z.int(),
      }),
    ),
    agencies: z.array(AgencySchema),
    missing: z.array(AgencySchema).openapi({ description: "các cơ quan còn thiếu số liệu của ít nhất một tháng" }),
    failures: z.array(StepFailure).openapi({ description: "lỗi đã gặp, kể cả lỗi đã chạy lại được" }),
    warnings: z
      .array(LayoutWarning)
      .openapi({ description: "lưu ý về trình bày của các tài liệu, không ảnh hưởng số liệu và việc phát hành" }),
    unmade: z.array(MissingDocument).openapi({
      description: "văn bản không lập được của từng cơ quan và nguyên nhân; các văn bản khác vẫn được lập",
    }),
    untold: z.object({
      waiting: z.int().openapi({ description: "số thư chưa gửi được; lần chạy kế tiếp gửi lại" }),
      refused: z.int().openapi({ description: "số thư không gửi vì địa chỉ không nhận được thư" }),
      undeliverable: z.array(Undeliverable).openapi({
        description: "những người không được gửi thư vì địa chỉ trả lại thư hoặc đã báo thư rác, và nguyên nhân",
      }),
    }),
    previewed: z
      .object({
        ...RunPreview.shape,
        text: z.string().openapi({ description: "kết quả xem trước bằng lời" }),
        items: z.array(PreviewedChange).openapi({
          description: "những số đầu tiên sẽ thay đổi; tất cả xem tại GET /runs/{id}/changes",
        }),
      })
      .nullable()
      .openapi({ description: "điều lần chạy xem trước đã tìm thấy; không có ở lần chạy khác" }),
  })
  .openapi("RunDetail");

/**
 * @param place where it stands among the runs that wait; not looked at where it does not wait
 * @param held how its draft stands, where it has ended with one that somebody has to agree to
 */
export function runOf(
  record: RunRecord,
  now: Date,
  place: number | null,
  held: Held | null,
): z.infer<typeof RunSchema> {
  const { id, province, period, programmes, refresh, provisional, reissue, preview } = record;
  const { reason, origin, by, requestedAt, cancel, end, releases = null } = record;
  const state = stateOf(record, now);
  const waits = state === "waiting" ? place : null;
  return {
    id,
    state,
    stateText: stateText(state, waits),
    place: waits,
    province,
    period,
    programmes,
    refresh,
    provisional,
    reissue,
    preview,
    reason,
    origin,
    requestedBy: by,
    requestedAt,
    cancelledBy: cancel?.by ?? null,
    endedAt: end?.at ?? null,
    revision: end?.revision ?? null,
    failure: end?.failure ?? null,
    note: end?.note ?? null,
    release: held === null ? null : releaseOf(held),
    releases,
  };
}

export function runDetailOf(view: RunView, now: Date, held: Held | null = null): z.infer<typeof RunDetailSchema> {
  const agencies = view.agencies.map(({ gaps, ...agency }) => ({ ...agency, gaps: [...gaps] }));
  const missing = agencies.filter(({ state }) => state === "missing");
  return {
    ...runOf(view.record, now, view.place, held),
    steps: [...view.steps],
    agencies,
    missing,
    failures: [...view.failures],
    warnings: [...view.warnings],
    unmade: [...view.unmade],
    untold: { ...view.untold, undeliverable: [...view.untold.undeliverable] },
    previewed: view.preview === null ? null : { ...view.preview, text: previewText(view.preview) },
  };
}
