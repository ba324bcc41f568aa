import { html } from "hono/html";
import type { TemplateCatalogue } from "../../ports/ports.ts";
import { fileTitle, signedText } from "../../report/file-title.ts";
import { countText, listText, momentText, periodText, sentence } from "../../report/wording.ts";
import { type Link, opensFile, opensReport } from "../../revisions/link.ts";
import { currentOf, type PublishedRevision, type PublishedRevisions } from "../../revisions/published.ts";
import { inForceOf, type SignedCopy } from "../../revisions/signed-copy.ts";
import { type Html, page } from "./page.ts";
import { provinceName, revisionFacts, revisionTitle, syntheticNotice } from "./revision.ts";
import { signedAddress, signedOf, signedTable } from "./signed.ts";

/** What a page of a link shows. */
export interface Opened {
  readonly catalogue: TemplateCatalogue;
  readonly link: Link;
  readonly token: string;
  readonly all: PublishedRevisions;
  /** The one of them whose files are listed. */
  readonly shown: PublishedRevision;
  /** Every signed copy that is registered for the series. */
  readonly signed: readonly SignedCopy[];
}

const STATES = { final: "chính thức", provisional: "tạm tính" } as const;

/** The part of a series' name after its province. */
const restOf = (series: string): string => series.slice(series.indexOf("/") + 1);

/** Which of a province's series is meant; of other links the series is known. */
function query({ scope }: Link, series: string, more: Readonly<Record<string, string>> = {}): string {
  const parameters = new URLSearchParams({ ...(scope.kind === "province" ? { ky: restOf(series) } : {}), ...more });
  return parameters.size === 0 ? "" : `?${parameters}`;
}

/** Said first, because whoever opens an old mail must not sign what was replaced. */
function currentNotice({ link, token, all, shown }: Opened): Html {
  const current = currentOf(all);
  const when = momentText(current.publishedAt);
  if (shown !== current) {
    const address = `/b/${token}${query(link, shown.series)}`;
    return html`<p class="notice" role="status"><strong>Bản ${shown.revision} đã được thay thế bằng bản ${current.revision}</strong>, phát hành lúc ${when}. <a href="${address}">Mở bản ${current.revision} đang hiện hành</a>.</p>`;
  }
  if (link.revision === null || link.revision >= current.revision) {
    return html`<p class="notice good" role="status">Bản ${current.revision} đang hiện hành.</p>`;
  }
  return html`<p class="notice" role="status"><strong>Bản ${link.revision}, được gửi cùng liên kết này, đã được thay thế bằng bản ${current.revision}</strong>, phát hành lúc ${when}. Dưới đây là bản ${current.revision} đang hiện hành.</p>`;
}

/** What was signed of the revision; where nothing was, which one was signed last. */
function signedPart({ catalogue, link, token, shown, signed }: Opened): Html {
  const opened = inForceOf(signed).filter(({ report }) => opensReport(link.scope, report));
  const copies = signedOf(opened, shown.revision);
  const last = opened.toSorted((one, other) => one.revision - other.revision).at(-1);
  if (copies.length === 0 && last !== undefined) {
    const address = `/b/${token}${query(link, shown.series, { ban: String(last.revision) })}`;
    return html`<p class="notice">Bản ${shown.revision} chưa có bản đã ký. <a href="${address}">Bản ${last.revision} đã ký: ${signedText(last)}</a>.</p>`;
  }
  const addressOf = (copy: SignedCopy): string => signedAddress(token, copy, query(link, shown.series));
  return signedTable({ catalogue, province: shown.province, copies, addressOf });
}

function fileRow(
  { catalogue, link, token, shown }: Opened,
  { name, size, sha256 }: PublishedRevision["files"][number],
): Html {
  const path = name.split("/").map(encodeURIComponent).join("/");
  const address = `/b/${token}/${shown.revision}/${path}${query(link, shown.series)}`;
  const title = fileTitle(name, catalogue.regimes(shown.province));
  return html`<tr>
<th scope="row"><a href="${address}">${title}</a><br><code>${name}</code></th>
<td class="number">${countText(size)} byte</td>
<td><code>${sha256}</code></td>
</tr>
`;
}

function filesTable(opened: Opened): Html {
  const { link, shown } = opened;
  const files = shown.files.filter(({ name }) => opensFile(link.scope, name));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Các tệp của bản ${shown.revision}">
<table>
<caption>Các tệp của bản ${shown.revision}</caption>
<thead><tr><th scope="col">Tệp</th><th scope="col">Dung lượng</th><th scope="col">Mã băm SHA-256</th></tr></thead>
<tbody>
${files.map((file) => fileRow(opened, file))}
</tbody>
</table>
</div>`;
}

/** What the reader would look for in vain. */
function missingNotice({ link, shown }: Opened): Html {
  const missing = shown.missing.filter(({ name }) => opensFile(link.scope, name));
  if (missing.length === 0) return html``;
  const agencies = [...new Set(missing.map(({ agencyName }) => agencyName))];
  return html`<p class="notice">Bản ${shown.revision} chưa có báo cáo của ${listText(agencies)} vì chưa lập được; bản tiếp theo bổ sung.</p>`;
}

function revisionItem(
  { link, token, all, shown }: Opened,
  { series, revision, publishedAt, state }: PublishedRevision,
): Html {
  const text = `Bản ${revision} (${STATES[state]}), phát hành lúc ${momentText(publishedAt)}`;
  const current = revision === currentOf(all).revision ? ", đang hiện hành" : ", đã được thay thế";
  if (revision === shown.revision) return html`<li><strong aria-current="page">${text}</strong>${current}</li>\n`;
  return html`<li><a href="/b/${token}${query(link, series, { ban: String(revision) })}">${text}</a>${current}</li>\n`;
}

const linkFoot = ({ recipient, expires }: Link): Html => html`<footer>
<p>Liên kết này cấp cho ${recipient}, dùng được đến ${momentText(expires)}; mỗi lượt tải tệp được ghi lại. Không chuyển liên kết cho người khác.</p>
</footer>`;

/** The page of one period: which revision is current, what it is, its files. */
export function seriesPage(opened: Opened): Html {
  const { catalogue, link, token, all, shown } = opened;
  const title = revisionTitle(catalogue, shown);
  const back =
    link.scope.kind === "province"
      ? html`<p><a href="/b/${token}">Tất cả các kỳ của ${provinceName(catalogue, shown.province)}</a></p>`
      : html``;
  return page(
    title,
    html`<header>
<p>Báo cáo kết quả thực hiện chỉ tiêu dịch vụ công trực tuyến</p>
</header>
<main>
${back}
<h1>${title}</h1>
${syntheticNotice(shown, catalogue)}
${currentNotice(opened)}
${signedPart(opened)}
${revisionFacts(shown)}
${filesTable(opened)}
${missingNotice(opened)}
<h2>Các bản phát hành của kỳ này</h2>
<ul>
${[...all].reverse().map((published) => revisionItem(opened, published))}
</ul>
</main>
${linkFoot(link)}`,
  );
}

function periodRow(
  token: string,
  link: Link,
  { period, programme, series, revision, state, publishedAt }: PublishedRevision,
): Html {
  const named = restOf(series).includes("/") ? ` (theo ${programme})` : "";
  return html`<tr>
<th scope="row"><a href="/b/${token}${query(link, series)}">${sentence(periodText(period))}${named}</a></th>
<td>Bản ${revision}</td>
<td>${STATES[state]}</td>
<td>${momentText(publishedAt)}</td>
</tr>
`;
}

/** The page of a link to everything of a province: its periods, the newest first. */
export function provincePage(
  catalogue: TemplateCatalogue,
  token: string,
  link: Link,
  all: readonly PublishedRevision[],
  province: string,
): Html {
  const title = `Báo cáo của ${provinceName(catalogue, province)}`;
  return page(
    title,
    html`<main>
<h1>${title}</h1>
<div class="scroll" tabindex="0" role="region" aria-label="Các kỳ đã phát hành">
<table>
<caption>Các kỳ đã phát hành</caption>
<thead><tr><th scope="col">Kỳ báo cáo</th><th scope="col">Bản hiện hành</th><th scope="col">Trạng thái số liệu</th><th scope="col">Phát hành lúc</th></tr></thead>
<tbody>
${all.map((published) => periodRow(token, link, published))}
</tbody>
</table>
</div>
</main>
${linkFoot(link)}`,
  );
}
