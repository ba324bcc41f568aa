import { html } from "hono/html";
import { fileTitle, reportTitle, signedText } from "../../../report/file-title.ts";
import { countText, listText, sizeText } from "../../../report/wording.ts";
import { isOfEveryReport, type LinkScope, opensFile, opensReport } from "../../../revisions/link.ts";
import type { PublishedRevision } from "../../../revisions/published.ts";
import { pictureName } from "../../../revisions/revision.ts";
import { inForceOf, type SignedCopy } from "../../../revisions/signed-copy.ts";
import type { Html } from "../page.ts";
import { signedAddress, signedOf } from "../signed.ts";
import { fileAddress, type Opened, query } from "./opened.ts";

type PublishedFile = PublishedRevision["files"][number];

/** A report that a link gives: its name without ending, and as the register of signed copies knows it ("cntt"). */
interface Led {
  readonly stem: string;
  readonly report: string;
}

const stemOf = (name: string): string => name.slice(0, name.lastIndexOf("."));
const ledBy = (stem: string): Led => ({ stem, report: stem.replace(/^bao-cao-/, "") });

/** The reports that the page leads with: those of the whole province, or the one of an agency that the link is for. */
export function ledReports({ files }: Pick<PublishedRevision, "files">, scope: LinkScope): Led[] {
  const printed = files
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".pdf") && !isOfEveryReport(name) && opensFile(scope, name))
    .map(stemOf);
  const whole = printed.filter((stem) => !stem.includes("/"));
  if (whole.length > 0) return whole.map(ledBy);
  return printed.length === 1 ? printed.map(ledBy) : [];
}

const named = (files: readonly PublishedFile[], name: string): PublishedFile | undefined =>
  files.find((file) => file.name === name);

const sized = (text: string, { size }: Pick<PublishedFile, "size">): Html =>
  html`${text} <small>(${sizeText(size)})</small>`;

/** The first page as a picture, which leads to the whole; nothing where none was made. */
function cover(opened: Opened, { stem }: Led, title: string): Html {
  if (named(opened.shown.files, pictureName(stem)) === undefined) return html``;
  const address = fileAddress(opened, `${stem}.pdf`, { xem: "1" });
  return html`<a class="cover" href="${address}"><img src="${fileAddress(opened, pictureName(stem))}" width="420" height="594" loading="lazy" alt="Trang đầu của ${title}"></a>`;
}

/** What was signed of a report leads: it is what was issued. */
function signedButton({ link, token, shown }: Opened, copy: SignedCopy | undefined): Html {
  if (copy === undefined) return html``;
  const address = signedAddress(token, copy, query(link, shown.series));
  return html`<p class="actions"><a class="button" href="${address}">${sized("Mở bản đã ký (PDF)", copy.file)}</a></p>
<p class="hint">Đã ký: ${signedText(copy)}.</p>`;
}

/** One report: to be looked at, and to be worked with. @param isFirst the open data of all of them stands with the first */
function reportPart(opened: Opened, led: Led, isFirst: boolean): Html {
  const { catalogue, shown, signed, link } = opened;
  const { files } = shown;
  const title = reportTitle(led.report, catalogue.regimes(shown.province));
  const copy = signedOf(signed, shown.revision).find(({ report }) => report === led.report);
  const pdf = named(files, `${led.stem}.pdf`);
  const view = fileAddress(opened, `${led.stem}.pdf`, { xem: "1" });
  const kind = copy === undefined ? "button" : "button second";
  const others = [
    ["Tải Word", named(files, `${led.stem}.docx`)],
    ["Tải Excel", named(files, `${led.stem}.xlsx`)],
    ["Số liệu mở", isFirst && opensFile(link.scope, "figures.csv") ? named(files, "figures.csv") : undefined],
  ] as const;
  const loads = others.flatMap(([text, file]) =>
    file === undefined
      ? []
      : [html`<a class="button second" href="${fileAddress(opened, file.name)}">${sized(text, file)}</a>\n`],
  );
  return html`<section class="report">
${cover(opened, led, title)}
<div>
<h2>${title}</h2>
${signedButton(opened, copy)}
${pdf === undefined ? "" : html`<p class="actions"><a class="${kind}" href="${view}">${sized("Xem PDF", pdf)}</a></p>`}
<p class="actions">${loads}</p>
</div>
</section>`;
}

/** Where nothing was signed of the revision shown, which one was signed last. */
export function lastSignedNotice({ link, token, shown, signed }: Opened): Html {
  const opened = inForceOf(signed).filter(({ report }) => opensReport(link.scope, report));
  const last = opened.toSorted((one, other) => one.revision - other.revision).at(-1);
  if (last === undefined || signedOf(opened, shown.revision).length > 0) return html``;
  const address = `/b/${token}${query(link, shown.series, { ban: String(last.revision) })}`;
  return html`<p class="notice">Bản ${shown.revision} chưa có bản đã ký. <a href="${address}">Bản ${last.revision} đã ký: ${signedText(last)}</a>.</p>`;
}

/** The reports, what was signed first. */
export function reportParts(opened: Opened): Html {
  const { shown, signed, link } = opened;
  const issued = new Set(signedOf(signed, shown.revision).map(({ report }) => report));
  const led = ledReports(shown, link.scope);
  const [first, others] = [true, false].map((is) => led.filter(({ report }) => issued.has(report) === is));
  return html`${[...(first ?? []), ...(others ?? [])].map((one, at) => reportPart(opened, one, at === 0))}`;
}

/** What the reader would look for in vain. */
export function missingNotice({ link, shown }: Opened): Html {
  const missing = shown.missing.filter(({ name }) => opensFile(link.scope, name));
  if (missing.length === 0) return html``;
  const agencies = [...new Set(missing.map(({ agencyName }) => agencyName))];
  return html`<p class="notice">Bản ${shown.revision} chưa có báo cáo của ${listText(agencies)} vì chưa lập được; bản tiếp theo bổ sung.</p>`;
}

function fileItem(opened: Opened, { name, size, sha256 }: PublishedFile): Html {
  const title = fileTitle(name, opened.catalogue.regimes(opened.shown.province));
  return html`<li><a href="${fileAddress(opened, name)}">${title}</a>, ${sizeText(size)}<br>
<span class="hint"><code>${name}</code>, SHA-256: <code>${sha256}</code></span></li>
`;
}

/** Every file with its size and hash, folded: few ask, and those who do need all of it. */
export function allFiles(opened: Opened): Html {
  const { link, shown } = opened;
  const files = shown.files.filter(({ name }) => opensFile(link.scope, name));
  return html`<details>
<summary>Tất cả ${countText(files.length)} tệp của bản ${shown.revision}, dung lượng, mã băm</summary>
<ul>
${files.map((file) => fileItem(opened, file))}</ul>
</details>`;
}
