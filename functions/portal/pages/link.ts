import { html } from "hono/html";
import type { TemplateCatalogue } from "../../ports/ports.ts";
import { dayText, listText, momentText, periodText, sentence } from "../../report/wording.ts";
import { type Link, opensReport } from "../../revisions/link.ts";
import { currentOf, type PublishedRevision } from "../../revisions/published.ts";
import { inForceOf } from "../../revisions/signed-copy.ts";
import { allFiles, lastSignedNotice, missingNotice, reportParts } from "./link/files.ts";
import { type Opened, query, restOf, STATES } from "./link/opened.ts";
import { summaryPart } from "./link/summary.ts";
import { type Html, page } from "./page.ts";
import { provinceName, revisionFacts, revisionTitle, syntheticNotice } from "./revision.ts";
import { signedAddress, signedOf, signedTable } from "./signed.ts";

/** Said first, because whoever opens an old mail must not sign what was replaced. */
function currentNotice({ link, token, all, shown }: Opened): Html {
  const current = currentOf(all);
  const when = momentText(current.publishedAt);
  if (shown !== current) {
    const address = `/b/${token}${query(link, shown.series)}`;
    return html`<p class="notice" role="status"><strong>Bản ${shown.revision} đã được thay thế bằng bản ${current.revision}</strong>, phát hành lúc ${when}. <a href="${address}">Mở bản ${current.revision} đang hiện hành</a>.</p>`;
  }
  if (link.revision === null || link.revision >= current.revision) {
    return html`<p class="notice good" role="status">Bản ${current.revision} đang hiện hành, phát hành lúc ${when}.</p>`;
  }
  return html`<p class="notice" role="status"><strong>Bản ${link.revision}, được gửi cùng liên kết này, đã được thay thế bằng bản ${current.revision}</strong>, phát hành lúc ${when}. Dưới đây là bản ${current.revision} đang hiện hành.</p>`;
}

/** What the figures are, in words: of which days, and whether they are complete. */
function stateText({ window, state, gaps }: PublishedRevision): string {
  const days = `Số liệu từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`;
  if (state === "final") return `${days}, đã đầy đủ (số liệu chính thức).`;
  const agencies = new Set(gaps.filter(({ rule }) => rule !== "refresh-failed").map(({ agency }) => agency)).size;
  const why = agencies === 0 ? "có số liệu tỉnh chưa chốt" : `còn ${agencies} cơ quan thiếu số liệu`;
  return `${days}, là số liệu tạm tính: ${why}.`;
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

/** What few ask for, folded: what a revision is to the minute, its files with their hashes, the revisions before it. */
function foldedParts(opened: Opened): Html {
  const { catalogue, link, token, all, shown, signed } = opened;
  const copies = signedOf(
    inForceOf(signed).filter(({ report }) => opensReport(link.scope, report)),
    shown.revision,
  );
  const addressOf = (copy: (typeof copies)[number]): string => signedAddress(token, copy, query(link, shown.series));
  return html`<details>
<summary>Về bản ${shown.revision}: thời điểm số liệu, phát hành${copies.length === 0 ? "" : ", bản đã ký"}</summary>
${revisionFacts(shown)}
${signedTable({ catalogue, province: shown.province, copies, addressOf })}
</details>
${allFiles(opened)}
<details>
<summary>Các bản phát hành của kỳ này (${all.length})</summary>
<ul>
${[...all].reverse().map((published) => revisionItem(opened, published))}
</ul>
</details>`;
}

const linkFoot = ({ recipient, expires }: Link): Html => html`<footer>
<p>Liên kết này cấp cho ${recipient}, dùng được đến ${momentText(expires)}; mỗi lượt tải tệp được ghi lại. Không chuyển liên kết cho người khác.</p>
</footer>`;

/**
 * The page of one period: what its report says, the report to be looked at or loaded, and folded below what it is made
 * of. Works without script; the pieces that fold are the browser's own.
 */
export function seriesPage(opened: Opened): Html {
  const { catalogue, link, token, shown, overview } = opened;
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
<main class="link">
${back}
<h1>${title}</h1>
${syntheticNotice(shown, catalogue)}
${currentNotice(opened)}
<p class="lead">${stateText(shown)}</p>
${lastSignedNotice(opened)}
${summaryPart(overview)}
${reportParts(opened)}
${missingNotice(opened)}
${foldedParts(opened)}
</main>
${linkFoot(link)}`,
  );
}

function periodRow(
  token: string,
  link: Link,
  { period, programme, series, revision, state, publishedAt }: PublishedRevision,
): Html {
  const named = restOf(series).includes("/") ? ` (theo ${listText(programme.split("+"))})` : "";
  return html`<tr role="row">
<th scope="row" role="rowheader"><a href="/b/${token}${query(link, series)}">${sentence(periodText(period))}${named}</a></th>
<td role="cell" data-label="Bản hiện hành">Bản ${revision}</td>
<td role="cell" data-label="Trạng thái số liệu">${STATES[state]}</td>
<td role="cell" data-label="Phát hành lúc">${momentText(publishedAt)}</td>
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
  const heads = ["Kỳ báo cáo", "Bản hiện hành", "Trạng thái số liệu", "Phát hành lúc"];
  return page(
    title,
    html`<main class="link">
<h1>${title}</h1>
<table class="stack" role="table">
<caption>Các kỳ đã phát hành</caption>
<thead role="rowgroup"><tr role="row">${heads.map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">
${all.map((published) => periodRow(token, link, published))}
</tbody>
</table>
</main>
${linkFoot(link)}`,
  );
}
