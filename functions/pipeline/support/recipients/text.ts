import { RequestInvalid } from "../../../domain/failure.ts";

/** First bytes of files that are no text. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "tệp Excel hoặc Word (.xlsx, .docx)"],
  ["\u00d0\u00cf\u0011\u00e0", "tệp Excel hoặc Word đời cũ (.xls, .doc)"],
  ["%PDF", "tệp PDF"],
  ["{\\rtf", "tệp RTF"],
];

/** Letters of the old standard TCVN 5712:1993 (ABC fonts) as Unicode shows them. */
const TCVN3 = [/[A-Za-z][¨©ª«¬®µ¶¸¹»¼½¾][A-Za-z]|(^|\s)®[A-Za-z]/u, "chữ của phông TCVN3 (.VnTime)"] as const;

/** What a letter of a font of its own looks like among those of Unicode; none of it stands in a Vietnamese word. */
const GARBLED: readonly (readonly [RegExp, string])[] = [
  [/á[º»]|Ä[‘\u0091]|Æ[°¡]|Ã[¡-¿]/u, "chữ UTF-8 bị đọc theo bảng mã khác"],
  TCVN3,
  [/[aeo]â|[aeiouyöô][ùøûïõ][\s\p{Pd};,]|ñ[\p{L}]/iu, "chữ của phông VNI"],
  [/\ufffd/u, "ký tự đã bị hỏng"],
];

/** A letter with its mark set apart, which only the code page of Windows for Vietnamese writes. */
const WINDOWS_1258 = /\p{L}[\u0300\u0301\u0303\u0309\u0323]/u;

const decoded = (bytes: Uint8Array, encoding: string): string =>
  new TextDecoder(encoding, { fatal: true }).decode(bytes);

/** UTF-16 by its mark, as Excel saves "Unicode Text"; null where there is none. */
const utf16Of = (bytes: Uint8Array): "utf-16le" | "utf-16be" | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
};

/** How an old program has coded what is no Unicode; empty where nobody can tell. */
function oldCodeOf(bytes: Uint8Array): string {
  const latin = new TextDecoder("windows-1252").decode(bytes);
  if (TCVN3[0].test(latin)) return ` (${TCVN3[1]})`;
  return WINDOWS_1258.test(new TextDecoder("windows-1258").decode(bytes)) ? " (bảng mã windows-1258)" : "";
}

function unicodeOf(bytes: Uint8Array, path: string): string {
  try {
    return decoded(bytes, utf16Of(bytes) ?? "utf-8");
  } catch {
    throw new RequestInvalid(
      `Tệp ${path} không phải văn bản mã UTF-8${oldCodeOf(bytes)}; lưu lại theo UTF-8 rồi nhập lại.`,
    );
  }
}

/** Throws RequestInvalid for the first line whose letters are those of an old font or were read by a wrong code. */
function checkLetters(text: string, path: string): void {
  for (const [index, line] of text.split("\n").entries()) {
    const what = GARBLED.find(([sign]) => sign.test(line))?.[1];
    if (what === undefined) continue;
    throw new RequestInvalid(
      `Tệp ${path}, dòng ${index + 1} có ${what} ("${line.trim().slice(0, 40)}"); chuyển sang Unicode, lưu lại theo UTF-8 rồi nhập lại.`,
    );
  }
}

/**
 * The text in the bytes of a file: UTF-8, or UTF-16 with its mark. Throws RequestInvalid where it is something else, which
 * is named, or where its Vietnamese letters are not those of Unicode.
 */
export function textIn(bytes: Uint8Array, path: string): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 8));
  const kind = SIGNATURES.find(([signature]) => head.startsWith(signature))?.[1];
  if (kind !== undefined) {
    throw new RequestInvalid(
      `Tệp ${path} là ${kind}, không phải văn bản; mở tệp, lưu lại dạng CSV UTF-8 rồi nhập lại.`,
    );
  }
  const text = unicodeOf(bytes, path);
  checkLetters(text, path);
  return text;
}
