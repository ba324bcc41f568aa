import { z } from "zod";
import { type Letter, paragraph } from "./letter.ts";
import type { Day } from "./period.ts";
import { dayText } from "./wording.ts";

/** An error as the state machine catches it. */
export const CaughtError = z.object({ Error: z.string(), Cause: z.string() });
export type CaughtError = z.infer<typeof CaughtError>;

/** What Lambda puts into the cause; the stack trace beside it is left where it is. */
const LambdaCause = z.object({ errorMessage: z.string() });

function messageOf(cause: string): string {
  try {
    return LambdaCause.safeParse(JSON.parse(cause)).data?.errorMessage ?? "";
  } catch {
    return cause;
  }
}

/**
 * The sentence for an administrator. Only the failures of `known` names carry one; what any other error says may hold
 * anything and is not sent.
 */
export function failureText({ Error: name, Cause }: CaughtError, known: readonly string[]): string {
  const message = known.includes(name) ? messageOf(Cause) : "";
  if (message !== "") return message;
  return `Chương trình gặp lỗi ngoài dự kiến (${name}), chưa phát hành gì mới; xem nhật ký của lần chạy.`;
}

/** Tells an operator that a run has failed. */
export function failureLetter(about: {
  readonly name: string;
  readonly what: string;
  readonly run: string;
  readonly reason: string;
}): Letter {
  const { name, what, run, reason } = about;
  return {
    subject: `Không lập được ${what}`,
    labels: [],
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(`Lần chạy ${run} lập ${what} không thành công.`),
      paragraph(`Nguyên nhân: ${reason}`),
    ],
  };
}

/** Tells an operator that a report that was due is not there. */
export function absenceLetter(about: { readonly name: string; readonly what: string; readonly due: Day }): Letter {
  const { name, what, due } = about;
  return {
    subject: `Chưa có ${what}`,
    labels: [],
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(`Đến hết ngày ${dayText(due)} phải phát hành ${what} nhưng hệ thống chưa có bản phát hành nào.`),
      paragraph("Đề nghị kiểm tra các lần chạy gần nhất và lịch chạy, rồi chạy lại."),
    ],
  };
}
