import type { SignedCopy } from "../../revisions/signed-copy.ts";
import { dayText } from "../wording.ts";

/** Whether the signed file's bytes are ours, in the words of the register. */
export const BASIS_WORDS: Readonly<Record<SignedCopy["basis"], string>> = {
  system: "ký trên bản PDF của hệ thống",
  other: "khác tệp của hệ thống (đã qua soạn thảo)",
};

/** "số 123/BC-STTTT, ngày 20/6/2023, người ký: Nguyễn Văn A, Giám đốc". */
export const signedText = ({ number, date, signer }: Pick<SignedCopy, "number" | "date" | "signer">): string =>
  `số ${number}, ngày ${dayText(date)}, người ký: ${signer}`;
