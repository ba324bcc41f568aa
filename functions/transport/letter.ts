import { html } from "hono/html";
import type { Letter, LetterPart } from "../mail/letters/letter.ts";

/** A letter as the two parts of a mail. */
export interface Written {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * One line of text in NFC. Line breaks and control characters would forge lines and headers; marks that turn the
 * direction of writing would show one name for another.
 */
const line = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();

const plainPart = (part: LetterPart): string => {
  switch (part.type) {
    case "paragraph":
      return line(part.text);
    case "list":
      return part.items.map((item) => `- ${line(item)}`).join("\n");
    case "link":
      return `${line(part.text)}:\n${part.address}`;
  }
};

const htmlPart = (part: LetterPart) => {
  switch (part.type) {
    case "paragraph":
      return html`<p>${line(part.text)}</p>`;
    case "list":
      return html`<ul>${part.items.map((item) => html`<li>${line(item)}</li>`)}</ul>`;
    case "link":
      return html`<p><a href="${part.address}">${line(part.text)}</a><br>${part.address}</p>`;
  }
};

/**
 * Writes a letter out as text and as HTML; whatever its texts hold stays text.
 *
 * @param unsubscribe address at which the reader ends mails of this kind; null where that cannot be
 */
export async function written(letter: Letter, unsubscribe: string | null): Promise<Written> {
  const closing: LetterPart[] =
    unsubscribe === null ? [] : [{ type: "link", text: "Dừng nhận loại thư này", address: unsubscribe }];
  const parts = [...letter.parts, ...closing];
  const labels = letter.labels.map(line);
  const subject = [...labels.map((label) => `[${label}]`), line(letter.subject)].join(" ");
  const banner = labels.map((label) => html`<p style="color:#b00020;font-weight:bold">${label}</p>`);
  const page = html`<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font-family:'Times New Roman',serif;font-size:16px;line-height:1.5;color:#000">
${banner}${parts.map((part) => htmlPart(part))}
</body>
</html>`;
  const text = [...labels, ...parts.map(plainPart)].join("\n\n");
  return { subject, text: `${text}\n`, html: String(await page) };
}
