/** Undefined, which JSON cannot say, where the bytes are no JSON in UTF-8 or nest too deeply. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), (_key, value: unknown) => clean(value));
  } catch {
    return undefined;
  }
}

/**
 * Text in NFC, because names are compared and PDF fonts have no combining marks; control characters and lone
 * surrogates as U+FFFD, because XML (so XLSX) cannot hold them. Adding 0 makes the -0 that JSON allows a plain 0.
 */
function clean(value: unknown): unknown {
  if (typeof value === "number") return value + 0;
  if (typeof value !== "string") return value;
  return value
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\p{Cc}--[\t\n\r]]/gv, "\u{FFFD}");
}
