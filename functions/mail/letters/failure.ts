import { z } from "zod";
import { FAILURE_NAMES } from "../../domain/failure.ts";
import { missingDocumentLines, SUPPLY_TEXT } from "../../report/missing-documents.ts";
import { fewText, sentence } from "../../report/wording.ts";
import type { MissingDocument } from "../../revisions/revision.ts";
import { firstOf } from "./changes.ts";
import { AUTOMATIC, type Letter, madeText, paragraph } from "./letter.ts";

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

const TOO_LONG = "Quá thời gian cho phép; chạy lại, lần chạy sau làm tiếp từ những gì đã lưu.";
const BUSY =
  "AWS đang giới hạn số hàm chạy cùng lúc; chạy lại sau ít phút, nếu lặp lại thì đề nghị AWS nâng giới hạn (Concurrent executions).";
const ENDED =
  "Một bước bị dừng giữa chừng (có thể hết bộ nhớ); chạy lại, nếu lặp lại thì báo đơn vị phát triển chương trình.";

/** What AWS itself ends a step with. */
const OF_AWS: Readonly<Record<string, string>> = {
  "States.Timeout": TOO_LONG,
  "Sandbox.Timedout": TOO_LONG,
  "Lambda.TooManyRequestsException": BUSY,
  "Lambda.ServiceException": BUSY,
  "Lambda.AWSLambdaException": BUSY,
  "Lambda.SdkClientException": BUSY,
  "Runtime.ExitError": ENDED,
  "Lambda.Unknown": ENDED,
  "States.DataLimitExceeded":
    "Dữ liệu chuyển giữa hai bước lớn hơn mức AWS cho phép; báo đơn vị phát triển chương trình.",
};

/** A name that a program gave an error, and nothing else. */
const NAME = /^[A-Za-z][A-Za-z0-9._]{0,60}$/;

/**
 * The sentence for an administrator. Only failures of the program's own carry one that was written to be read; what
 * any other error says may hold anything, so that only its name is told.
 */
function failureText({ Error: name, Cause }: CaughtError): string {
  const message = FAILURE_NAMES.includes(name) ? messageOf(Cause) : "";
  if (message !== "") return message;
  const ofAws = Object.entries(OF_AWS).find(([known]) => known === name)?.[1];
  if (ofAws !== undefined) return ofAws;
  const named = NAME.test(name) ? ` (mã lỗi ${name})` : "";
  return `Chương trình gặp lỗi ngoài dự kiến${named}; báo đơn vị phát triển chương trình kèm nhật ký của lần chạy.`;
}

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

const MOST = 10;

/** Tells an operator that a revision was published without documents that could not be made. `what` as above. */
export function incompleteLetter(about: {
  readonly name: string;
  readonly what: string;
  readonly revision: number;
  readonly synthetic: boolean;
  readonly labels: readonly string[];
  readonly missing: readonly MissingDocument[];
}): Letter {
  const { name, what, revision, synthetic, labels, missing } = about;
  const count = `${fewText(missing.length)} văn bản`;
  return {
    subject: `${sentence(what)}: bản ${revision} thiếu ${count}`,
    labels,
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(`Bản ${revision} của ${what} ${madeText(synthetic)} nhưng thiếu ${count} không lập được:`),
      { type: "list", items: firstOf(missingDocumentLines(missing), MOST, "cơ quan") },
      paragraph(`Các văn bản khác đã được lập đủ. ${SUPPLY_TEXT}`),
      AUTOMATIC,
    ],
  };
}

/** What an operator is to know of a due day that rests on days off which nobody has confirmed. */
const daysOffText = (year: number): string =>
  `Hạn này tính theo lịch nghỉ lễ năm ${year} chưa được xác nhận theo thông báo chính thức. Đề nghị bổ sung hoặc xác nhận tệp templates/holidays/${year}.json rồi triển khai lại.`;

/** Tells an operator that a report that was due is not there; `reason` is a few words, such as "chưa phát hành". */
export function absenceLetter(about: {
  readonly name: string;
  readonly what: string;
  readonly reason: string;
  /** Whether it only waits for somebody to agree to its release. */
  readonly awaiting: boolean;
  /** Years whose days off are not confirmed, where the due day rests on them. */
  readonly unconfirmedYears: readonly number[];
}): Letter {
  const { name, what, reason, awaiting, unconfirmedYears } = about;
  const remedy = awaiting
    ? "Đề nghị xem dự thảo, đồng ý phát hành hoặc trả lại kèm lý do."
    : "Đề nghị kiểm tra lịch chạy, các lần chạy gần nhất và nguyên nhân lỗi, rồi chạy lại.";
  return {
    subject: awaiting ? `Đến hạn, ${what} đang chờ đồng ý phát hành` : `Quá hạn, chưa có ${what}`,
    labels: [],
    parts: [
      paragraph(`Kính gửi: ${name}`),
      paragraph(`Đã đến hạn nhưng chưa có ${what}: ${reason}.`),
      paragraph(remedy),
      ...unconfirmedYears.map((year) => paragraph(daysOffText(year))),
      AUTOMATIC,
    ],
  };
}
