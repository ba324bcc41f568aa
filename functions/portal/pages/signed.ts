import { html } from "hono/html";
import type { TemplateCatalogue } from "../../ports/ports.ts";
import { BASIS_WORDS, reportTitle } from "../../report/file-title.ts";
import { countText, dayText } from "../../report/wording.ts";
import { inForceOf, type SignedCopy, signedName } from "../../revisions/signed-copy.ts";
import type { Html } from "./page.ts";

/** What a page says of signed copies. */
interface Shown {
  readonly catalogue: TemplateCatalogue;
  readonly province: string;
  /** Of one revision, those in force. */
  readonly copies: readonly SignedCopy[];
  /** Where a copy is opened; null where it is not given out. */
  readonly addressOf: (copy: SignedCopy) => string | null;
}

function row({ catalogue, province, addressOf }: Shown, copy: SignedCopy): Html {
  const title = reportTitle(copy.report, catalogue.regimes(province));
  const address = addressOf(copy);
  const named = address === null ? title : html`<a href="${address}">${title} (PDF, bản đã ký)</a>`;
  return html`<tr>
<th scope="row">${named}<br>Đã ký: số ${copy.number}, ngày ${dayText(copy.date)}, người ký: ${copy.signer}</th>
<td>${BASIS_WORDS[copy.basis]}</td>
<td class="number">${countText(copy.file.size)} byte</td>
<td><code>${copy.file.sha256}</code></td>
</tr>
`;
}

/** A table of signed copies; nothing where there are none. */
export function signedTable(shown: Shown): Html {
  if (shown.copies.length === 0) return html``;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Bản đã ký">
<table>
<caption>Bản đã ký</caption>
<thead><tr><th scope="col">Văn bản</th><th scope="col">So với tệp của hệ thống</th><th scope="col">Dung lượng</th><th scope="col">Mã băm SHA-256</th></tr></thead>
<tbody>
${shown.copies.map((copy) => row(shown, copy))}
</tbody>
</table>
</div>`;
}

/** The registrations in force of one revision. */
export const signedOf = (copies: readonly SignedCopy[], revision: number): SignedCopy[] =>
  inForceOf(copies).filter((copy) => copy.revision === revision);

/** Where a link gives a signed copy. @param query which of a province's series is meant */
export const signedAddress = (token: string, copy: SignedCopy, query: string): string =>
  `/b/${token}/${copy.revision}/${signedName(copy).split("/").map(encodeURIComponent).join("/")}${query}`;
