import { accessDeniedWords, answerInvalidWords } from "./mapping/words.ts";
import { answerReasonOf } from "./reason.ts";

interface FailureOptions extends ErrorOptions {
  readonly atTerminal?: string;
}

/**
 * The failures somebody can act on. Their names are what the state machine retries or catches, so they are written
 * out: minifying renames classes, not strings. Messages are Vietnamese sentences: what happened, to whom, what to do.
 * They are read in letters, in the portal and in AWS, so that they name neither options nor environment variables.
 */
export abstract class Failure extends Error {
  abstract override readonly name: string;
  /** The message for somebody who runs commands: there, what to do is an option or an environment variable. */
  readonly atTerminal: string;

  constructor(message: string, { atTerminal = message, ...options }: FailureOptions = {}) {
    super(message, options);
    this.atTerminal = atTerminal;
  }
}

/** The province did not answer after the retries. */
export class ProvinceUnavailable extends Failure {
  override readonly name = "ProvinceUnavailable";
  /** A few words for the finding, as `answerReasonOf` knows them: `503`, `timeout`, `connection refused`. */
  readonly reason: string;
  constructor(what: string, reason: string, options?: ErrorOptions) {
    const { happened, remedy } = answerReasonOf(reason);
    super(`Không lấy được ${what} từ API của tỉnh: ${happened}; ${remedy} rồi chạy lại.`, options);
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
  readonly what: string;
  /** @param mapping id of the mapping file by which a source beside the contract was asked */
  constructor(what: string, mapping: string | null = null) {
    const { message, atTerminal } = accessDeniedWords(what, mapping);
    super(message, { atTerminal });
    this.what = what;
  }
}

/** An answer that is not of the contract, or not as a mapping file has it; the whole of it is refused. */
export class AnswerInvalid extends Failure {
  override readonly name = "AnswerInvalid";
  readonly what: string;
  /** First faulty procedure, or empty. */
  readonly procedure: string;
  /** In the words of quality.csv, as `actual`; the message says them in Vietnamese. */
  readonly expected: string;
  readonly actual: string;
  /** @param mapping id of the mapping file that the answer does not fit; none for the contract */
  constructor(
    what: string,
    fault: { readonly procedure: string; readonly expected: string; readonly actual: string },
    mapping: string | null = null,
  ) {
    super(answerInvalidWords(what, fault, mapping));
    this.what = what;
    this.procedure = fault.procedure;
    this.expected = fault.expected;
    this.actual = fault.actual;
  }
}

/** Where a file has a mistake. */
export interface TemplatePlace {
  readonly file: string;
  /** From 1, as is the column; both are left out where no single place is to blame. */
  readonly line?: number;
  readonly column?: number;
  readonly field: string;
  /** What the entry holds, as it is written there. */
  readonly given?: string | undefined;
}

/** A file under templates/ has a mistake. */
export class TemplateInvalid extends Failure {
  override readonly name = "TemplateInvalid";
  constructor({ file, line, column, field, given }: TemplatePlace, reason: string) {
    const at = line === undefined || column === undefined ? "" : `, dòng ${line}, cột ${column}`;
    const holds = given === undefined ? "" : ` đang ghi ${given}`;
    const wrong = `Tệp ${file}${at}, mục ${field}${holds}: ${reason}; sửa tệp`;
    super(`${wrong}, triển khai lại (trên AWS) rồi chạy lại.`, { atTerminal: `${wrong} rồi chạy lại.` });
  }
}

/** A setting is missing or malformed: the message names it by what it is for, at the terminal by its variable. */
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
    const few = `Kỳ ${period} mới có ${present}/${expected} lượt số liệu (cơ quan × tháng), dưới mức tối thiểu ${minimum}%`;
    super(`${few}; chưa phát hành báo cáo. Đôn đốc cơ quan gửi số liệu rồi chạy lại.`);
  }
}

/** What only people can write, and the regime asks for before a report is published, is not written yet. */
export class SlotsEmpty extends Failure {
  override readonly name = "SlotsEmpty";
  /** @param slots "cntt: nguyen-nhan (Nguyên nhân khách quan, chủ quan)" */
  constructor(period: string, slots: readonly string[]) {
    const lacking = `Kỳ ${period} chưa được phát hành vì chưa có nội dung bắt buộc: ${slots.join("; ")}`;
    super(`${lacking}. Viết các nội dung đó rồi chạy lại; trong khi chờ vẫn lập được bản dự thảo.`, {
      atTerminal: `${lacking}. Viết bằng npm run slots rồi chạy lại. Trong khi chờ, --report cntt lập bản dự thảo.`,
    });
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
  override readonly name: string = "StoreDamaged";
  readonly what: string;
  /**
   * @param remedy what mends it; what nothing else brings back is in a backup
   * @param options `atTerminal` is the remedy for somebody who runs commands
   */
  constructor(
    what: string,
    remedy = "khôi phục từ bản sao lưu rồi chạy lại",
    { atTerminal = remedy, ...options }: FailureOptions = {},
  ) {
    const damage = `Dữ liệu đã lưu bị thiếu hoặc hỏng: ${what}`;
    super(`${damage}; ${remedy}.`, { ...options, atTerminal: `${damage}; ${atTerminal}.` });
    this.what = what;
  }
}

/** What a run is going to do is missing or damaged: that is the same for every agency, so that none is missed for it. */
export class PlanDamaged extends StoreDamaged {
  override readonly name = "PlanDamaged";
}

/** The place where data are kept cannot be read or written, or is owned by another process. */
export class StoreUnavailable extends Failure {
  override readonly name = "StoreUnavailable";
}

/** A document without which there is no report cannot be made; nothing is published. */
export class DocumentFailed extends Failure {
  override readonly name = "DocumentFailed";
  constructor(document: string, options: ErrorOptions) {
    super(
      `Không lập được văn bản ${document} vì chương trình gặp lỗi ngoài dự kiến; chưa phát hành. Báo đơn vị phát triển chương trình kèm mã lần chạy.`,
      options,
    );
  }
}

type BrokenRule = Readonly<{ rule: string; page: number; what: string }>;

/** A rendered document cannot be read back, or lacks words of its report; it is not published. */
export class DocumentInvalid extends Failure {
  override readonly name = "DocumentInvalid";
  /** The rule's name, as `functions/check/layout/rule.ts` lists them. */
  readonly rule: string;
  /** From 1. */
  readonly page: number;
  constructor(document: string, breach: BrokenRule, others: number, options?: ErrorOptions) {
    const more = others === 0 ? "" : ` và ${others} lỗi khác`;
    super(
      `Văn bản ${document}, trang ${breach.page}, đọc lại không đạt yêu cầu: ${breach.what}${more}; chưa phát hành. Báo đơn vị phát triển chương trình sửa rồi chạy lại.`,
      options,
    );
    this.rule = breach.rule;
    this.page = breach.page;
  }
}

type OtherNumber = Readonly<{ page: number | null; where: string; printed: string; expected: string }>;

/** A rendered document prints another number than figures.csv holds; it is not published. */
export class FiguresDiffer extends Failure {
  override readonly name = "FiguresDiffer";
  /** From 1; null in a workbook, whose sheets are named. */
  readonly page: number | null;
  constructor(document: string, { page, where, printed, expected }: OtherNumber, others: number) {
    const more = others === 0 ? "" : ` và ${others} chỗ khác`;
    super(
      `Văn bản ${document}, ${page === null ? "" : `trang ${page}, `}${where} in "${printed}", figures.csv là "${expected}"${more}; chưa phát hành. Báo đơn vị phát triển chương trình sửa rồi chạy lại.`,
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
  /** Whether the server refused this mail only, so that others may go out. */
  readonly alone: boolean;
  constructor(message: string, { unsent, alone }: { unsent: boolean; alone: boolean }, options?: ErrorOptions) {
    super(message, options);
    this.unsent = unsent;
    this.alone = alone;
  }
}

/** The mail server refuses an address: nothing is sent there again until somebody asks for it. */
export class MailRefused extends Failure {
  override readonly name = "MailRefused";
  /** By which the server refused it, "5.1.1" or "550"; empty where it gave none. */
  readonly code: string;
  constructor(message: string, code: string, options?: FailureOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The names of all of them, as an error that crossed the state machine carries them. */
export const FAILURE_NAMES: readonly string[] = [
  ...["ProvinceUnavailable", "NotReported", "AccessDenied", "AnswerInvalid", "TemplateInvalid", "SettingInvalid"],
  ...["RequestInvalid", "TooIncomplete", "SlotsEmpty", "RevisionConflict", "StoreDamaged", "StoreUnavailable"],
  ...["DocumentInvalid", "DocumentFailed", "FiguresDiffer", "MailUnavailable", "MailRefused", "PlanDamaged"],
];
