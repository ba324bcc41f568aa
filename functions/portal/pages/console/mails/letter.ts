import { html } from "hono/html";
import type { Letter, LetterPart } from "../../../../mail/letters/letter.ts";
import type { Html } from "../../page.ts";

function partOf(part: LetterPart): Html {
  if (part.type === "list") return html`<ul>${part.items.map((item) => html`<li>${item}</li>\n`)}</ul>`;
  return html`<p>${part.text}</p>`;
}

/** A letter as its reader gets it, with its subject and all labels. */
export const letterPart = ({ subject, labels, parts }: Letter): Html => html`<blockquote class="letter">
<p><strong>${[...labels.map((label) => `[${label}]`), subject].join(" ")}</strong></p>
${labels.map((label) => html`<p><strong>${label}</strong></p>\n`)}${parts.map((part) => html`${partOf(part)}\n`)}</blockquote>`;
