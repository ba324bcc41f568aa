/**
 * The failures somebody can act on. Their names are what the state machine retries or catches, so they are written
 * out: minifying renames classes, not strings. Messages are Vietnamese sentences for administrators: what happened,
 * to whom, what to do.
 */
export abstract class Failure extends Error {
  abstract override readonly name: string;
}

/** What administrators read of an error that nobody expected: what it says itself may hold anything. */
const UNEXPECTED = "Chương trình gặp lỗi ngoài dự kiến; báo quản trị viên kèm mã lần chạy.";

/** An error as it may be kept and shown: its name and one Vietnamese sentence. */
export const reportable = (error: unknown): { readonly name: string; readonly message: string } =>
  error instanceof Failure ? { name: error.name, message: error.message } : { name: "Unexpected", message: UNEXPECTED };

/** The province did not answer after the retries. */
export class ProvinceUnavailable extends Failure {
  override readonly name = "ProvinceUnavailable";
  /** A few words for the finding: `503`, `timeout`, `connection refused`. */
  readonly reason: string;
  constructor(what: string, reason: string, options?: ErrorOptions) {
    super(
      `API của tỉnh không trả lời khi hỏi ${what} (${reason}); kiểm tra kết nối và địa chỉ API rồi chạy lại.`,
      options,
    );
    this.reason = reason;
  }
}

/** The province knows no figures of the agency for the window yet (404). */
export class NotReported extends Failure {
  override readonly name = "NotReported";
  constructor(what: string) {
    super(`Tỉnh chưa có số liệu ${what} (404); đề nghị cơ quan gửi số liệu rồi chạy lại.`);
  }
}

/** The token or the client's credentials were refused. */
export class AccessDenied extends Failure {
  override readonly name = "AccessDenied";
  constructor(what: string) {
    super(
      `API của tỉnh từ chối quyền truy cập khi ${what}; kiểm tra PROVINCE_API_CLIENT_ID và PROVINCE_API_CLIENT_SECRET rồi chạy lại.`,
    );
  }
}

/** An answer that is not of the contract; the whole of it is refused. */
export class AnswerInvalid extends Failure {
  override readonly name = "AnswerInvalid";
  /** First faulty procedure, or empty. */
  readonly procedure: string;
  readonly expected: string;
  readonly actual: string;
  constructor(what: string, fault: { procedure: string; expected: string; actual: string }) {
    super(
      `Câu trả lời của API tỉnh cho ${what} không đúng hợp đồng dữ liệu: cần "${fault.expected}", nhận "${fault.actual}"; đề nghị đơn vị vận hành API sửa rồi chạy lại.`,
    );
    this.procedure = fault.procedure;
    this.expected = fault.expected;
    this.actual = fault.actual;
  }
}

/** A file under templates/ has a mistake. */
export class TemplateInvalid extends Failure {
  override readonly name = "TemplateInvalid";
  constructor(file: string, field: string, reason: string) {
    super(`Tệp ${file}, mục ${field}: ${reason}; sửa tệp rồi chạy lại.`);
  }
}

/** A setting (environment variable) is missing or malformed; the message names it. */
export class SettingInvalid extends Failure {
  override readonly name = "SettingInvalid";
}

/** What was asked for cannot be done as asked: an unknown id, a malformed or unfinished period. */
export class RequestInvalid extends Failure {
  override readonly name = "RequestInvalid";
}

/** Fewer (agency, month) pairs present than the regime's minimum completeness; nothing is published. */
export class TooIncomplete extends Failure {
  override readonly name = "TooIncomplete";
  constructor(period: string, present: number, expected: number, minimum: number) {
    super(
      `Kỳ ${period} mới có ${present}/${expected} lượt số liệu (cơ quan × tháng), dưới mức tối thiểu ${minimum}%; chưa phát hành báo cáo. Đôn đốc cơ quan gửi số liệu rồi chạy lại.`,
    );
  }
}

/** Another run published in between; the state machine assembles again on what stands now. */
export class RevisionConflict extends Failure {
  override readonly name = "RevisionConflict";
  constructor(series: string, revision: number) {
    super(`Bản ${revision} của ${series} vừa được một lần chạy khác phát hành; chạy lại để đối chiếu với bản đó.`);
  }
}

/** Something stored is missing or its hash does not fit. */
export class StoreDamaged extends Failure {
  override readonly name = "StoreDamaged";
  constructor(what: string) {
    super(`Dữ liệu đã lưu bị thiếu hoặc hỏng: ${what}; chạy lại với --refresh hoặc khôi phục từ bản sao lưu.`);
  }
}

/** The place where data are kept cannot be written or is owned by another process. */
export class StoreUnavailable extends Failure {
  override readonly name = "StoreUnavailable";
}

/** A rendered document breaks a rule of its form; it is not published. */
export class DocumentInvalid extends Failure {
  override readonly name = "DocumentInvalid";
  /** The rule's name, as `functions/check/rule.ts` lists them. */
  readonly rule: string;
  /** From 1. */
  readonly page: number;
  constructor(document: string, breach: { rule: string; page: number; what: string }, others: number) {
    const more = others === 0 ? "" : ` và ${others} lỗi khác`;
    super(
      `Văn bản ${document} sai thể thức, trang ${breach.page}, quy tắc ${breach.rule}: ${breach.what}${more}; chưa phát hành. Sửa nội dung hoặc báo đơn vị phát triển chương trình rồi chạy lại.`,
    );
    this.rule = breach.rule;
    this.page = breach.page;
  }
}

/** A rendered document prints another number than figures.csv holds; it is not published. */
export class FiguresDiffer extends Failure {
  override readonly name = "FiguresDiffer";
  /** From 1; null in a workbook, whose sheets are named. */
  readonly page: number | null;
  constructor(
    document: string,
    difference: { page: number | null; where: string; printed: string; expected: string },
    others: number,
  ) {
    const { page, where, printed, expected } = difference;
    const more = others === 0 ? "" : ` và ${others} chỗ khác`;
    super(
      `Văn bản ${document}, ${page === null ? "" : `trang ${page}, `}${where} in "${printed}", figures.csv là "${expected}"${more}; chưa phát hành. Báo đơn vị phát triển chương trình rồi chạy lại.`,
    );
    this.page = page;
  }
}

/**
 * A mail could not be handed over now: the server is out of reach, asks to come again later, refuses the service
 * itself, or another run is sending the same mail. Trying again later may help, and sends nothing twice.
 */
export class MailUnavailable extends Failure {
  override readonly name = "MailUnavailable";
  /** Whether the mail surely did not go out; a server that falls silent may have taken it. */
  readonly unsent: boolean;
  constructor(message: string, unsent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.unsent = unsent;
  }
}

/** The mail server refuses one mail for good, most often since it does not know the address. */
export class MailRefused extends Failure {
  override readonly name = "MailRefused";
}

/** The names of all of them, as an error that crossed the state machine carries them. */
export const FAILURE_NAMES: readonly string[] = [
  ...["ProvinceUnavailable", "NotReported", "AccessDenied", "AnswerInvalid", "TemplateInvalid", "SettingInvalid"],
  ...["RequestInvalid", "TooIncomplete", "RevisionConflict", "StoreDamaged", "StoreUnavailable", "DocumentInvalid"],
  ...["FiguresDiffer", "MailUnavailable", "MailRefused"],
];
