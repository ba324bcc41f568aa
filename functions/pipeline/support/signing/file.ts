import { RequestInvalid } from "../../../domain/failure.ts";
import { countText } from "../../../report/wording.ts";
import type { RevisionFile } from "../../../revisions/revision.ts";
import { MOST_BYTES, type SignedBasis } from "../../../revisions/signed-copy.ts";
import { sha256 } from "../draft.ts";

const PDF = "%PDF-";

/** First bytes of what is sent instead of a PDF. */
const OTHERS: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "tệp Word hoặc Excel (.docx, .xlsx)"],
  ["\u00d0\u00cf\u0011\u00e0", "tệp Word hoặc Excel đời cũ (.doc, .xls)"],
  ["\u00ff\u00d8\u00ff", "tệp ảnh"],
  ["\u0089PNG", "tệp ảnh"],
];

/** What is said of a file that is larger than what is taken. */
export const tooLargeText = (size: number): string =>
  `Tệp đã ký lớn ${countText(Math.ceil(size / (1024 * 1024)))} MB, quá mức ${countText(MOST_BYTES / (1024 * 1024))} MB; quét lại ở độ phân giải thấp hơn rồi đăng ký.`;

/** Throws RequestInvalid for what is no PDF, by its first bytes, or too large. */
export function checkSignedFile(bytes: Uint8Array): void {
  if (bytes.byteLength > MOST_BYTES) throw new RequestInvalid(tooLargeText(bytes.byteLength));
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 8));
  if (head.startsWith(PDF)) return;
  const kind = OTHERS.find(([signature]) => head.startsWith(signature))?.[1];
  const what =
    bytes.byteLength === 0 ? "là tệp trống" : kind === undefined ? "không phải tệp PDF" : `là ${kind}, không phải PDF`;
  throw new RequestInvalid(`Tệp đã ký ${what}; xuất hoặc quét bản đã ký thành PDF rồi đăng ký.`);
}

/**
 * Whether a signed file holds our PDF unchanged: all of its bytes first, and at most an incremental update (ISO 32000-1,
 * 7.5.6) behind them, as programs write that add a signature.
 */
export const basisOf = (ours: Pick<RevisionFile, "size" | "sha256">, signed: Uint8Array): SignedBasis =>
  sha256(signed.subarray(0, ours.size)) === ours.sha256 ? "system" : "other";
