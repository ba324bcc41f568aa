import { z } from "zod";
import { FAILURE_NAMES } from "./failure.ts";
import { type Letter, paragraph } from "./letter.ts";

/** An error as the state machine catches it. */
export const CaughtError = z.object({ Error: z.string(), Cause: z.string().default("") });
export type CaughtError = z.infer<typeof CaughtError>;

/** What Lambda puts into the cause; the stack trace beside it stays where it is. */
const LambdaCause = z.object({ errorMessage: z.string() });

function messageOf(cause: string): string {
  try {
    return LambdaCause.safeParse(JSON.parse(cause)).data?.errorMessage ?? "";
  } catch {
    return cause;
  }
}

/** A name that a program gave an error, and nothing else. */
const NAME = /^[A-Za-z][A-Za-z0-9._]{0,60}$/;

/**
 * The sentence for an administrator. Only failures of the program's own carry one that was written to be read; what
 * any other error says may hold anything, so that only its name is told.
 */
function failureText({ Error: name, Cause }: CaughtError): string {
  const message = FAILURE_NAMES.includes(name) ? messageOf(Cause) : "";
  if (message !== "") return message;
  if (name === "States.Timeout") return "Quá thời gian cho phép; xem nhật ký của lần chạy rồi chạy lại.";
  const named = NAME.test(name) ? ` (${name})` : "";
  return `Chương trình gặp lỗi ngoài dự kiến${named}; xem nhật ký của lần chạy, báo đơn vị phát triển chương trình.`;
}

const AUTOMATIC = paragraph("Thư này do hệ thống báo cáo gửi tự động, đề nghị không trả lời.");

/** Tells an operator that a run has failed. `what` is of the form "báo cáo tháng 6 năm 2023 của tỉnh …". */
export function failureLetter(about: {
  readonly name: string;
  readonly what: string;
  readonly run: string;
  readonly error: CaughtError;
}): Letter {
  const { name, what, run, error } = about;
  return {
    subject: `Không lập được ${what}`,
    labels: [],
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(`Lần chạy ${run} để lập ${what} không thành công, không phát hành gì mới. Nguyên nhân:`),
      { type: "list", items: [failureText(error)] },
      paragraph("Các bản báo cáo đã phát hành trước đó không thay đổi."),
      AUTOMATIC,
    ],
  };
}

/** Tells an operator that a report that was due is not there; `reason` is a few words, such as "chưa phát hành". */
export function absenceLetter(about: {
  readonly name: string;
  readonly what: string;
  readonly reason: string;
}): Letter {
  const { name, what, reason } = about;
  return {
    subject: `Quá hạn, chưa có ${what}`,
    labels: [],
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(`Đã đến hạn nhưng chưa có ${what}: ${reason}.`),
      paragraph("Đề nghị kiểm tra lịch chạy, các lần chạy gần nhất và nguyên nhân lỗi, rồi chạy lại."),
      AUTOMATIC,
    ],
  };
}
