/** A part of a letter, in the order of print. */
export type LetterPart =
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "list"; readonly items: readonly string[] }
  | { readonly type: "link"; readonly text: string; readonly address: string };

/**
 * What a mail says, as plain data; texts are plain and may hold anything. Whoever sends it makes text and HTML of it,
 * puts it in NFC and escapes it.
 */
export interface Letter {
  /** Without the labels. */
  readonly subject: string;
  /** Before the subject and above the text: "DỮ LIỆU MÔ PHỎNG", "SỐ LIỆU TẠM TÍNH". */
  readonly labels: readonly string[];
  readonly parts: readonly LetterPart[];
}

/** What a mail is about. */
export type MailKind = "report" | "missing" | "incomplete" | "push" | "failure" | "absence" | "release";

export const paragraph = (text: string): LetterPart => ({ type: "paragraph", text });

/** The end of every letter to an operator. */
export const AUTOMATIC = paragraph("Thư này do hệ thống báo cáo gửi tự động, đề nghị không trả lời.");

/** What has become of a revision, within a sentence: nobody may take made-up data for a published report. */
export const madeText = (synthetic: boolean): string => (synthetic ? "đã được lập để dùng thử" : "đã được phát hành");
