import { z } from "@hono/zod-openapi";
import type { Held } from "../../pipeline/support/release/decide.ts";
import { heldText, holdTexts } from "../../report/text/release.ts";
import { ONE_LINE } from "./one-line.ts";

const instant = z.string().openapi({ format: "date-time" });

/** What somebody decides on a draft. */
export const DecisionSchema = z
  .strictObject({
    decision: z
      .enum(["approve", "return"])
      .openapi({ description: "approve: đồng ý phát hành; return: trả lại, phải có lý do" }),
    reason: z
      .string()
      .trim()
      .max(500)
      .refine((text) => ONE_LINE.test(text))
      .transform((text) => text.normalize("NFC"))
      .default("")
      .openapi({ example: "Số hồ sơ của Sở Xây dựng chưa đủ" }),
  })
  .openapi("ReleaseDecision");

export const ReleaseSchema = z
  .object({
    state: z
      .enum(["waiting", "approved", "returned", "published", "replaced", "expired"])
      .openapi({ description: "replaced: đã có dự thảo hoặc bản mới hơn; expired: quá hạn lưu dự thảo" }),
    text: z.string().openapi({ description: "trạng thái bằng lời" }),
    series: z.string(),
    revision: z.int().openapi({ description: "số của bản khi được phát hành" }),
    since: instant,
    holds: z.array(z.string()).openapi({ description: "vì sao phải có người đồng ý" }),
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    reason: z.string().nullable().openapi({ description: "lý do của người đồng ý hoặc trả lại" }),
  })
  .openapi("Release");

export function releaseOf({ draft, state }: Held): z.infer<typeof ReleaseSchema> {
  const { series, revision, at: since, decision } = draft;
  return {
    state,
    text: heldText(draft, state),
    series,
    revision,
    since,
    holds: holdTexts(draft.holds),
    decidedBy: decision?.by ?? null,
    decidedAt: decision?.at ?? null,
    reason: decision?.reason ?? null,
  };
}
