import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import { html } from "hono/html";
import { BASIS_WORDS } from "../../report/file-title.ts";
import { dayText, momentText, periodText, sentence } from "../../report/wording.ts";
import type { PublishedRevision } from "../../revisions/published.ts";
import type { SignedCopy } from "../../revisions/signed-copy.ts";
import { type Html, page, shortPage } from "../pages/page.ts";
import { provinceName, syntheticNotice } from "../pages/revision.ts";
import { signedOf, signedTable } from "../pages/signed.ts";
import type { Portal } from "../portal.ts";

/** The code of a QR code (20 digits), or the beginning of the hash that every page prints (12). */
const CODE = /^([0-9a-f]{12}|[0-9a-f]{20})$/;

interface Found {
  readonly published: PublishedRevision;
  readonly current: PublishedRevision;
  /** Signed copies of it that are in force. */
  readonly signed: readonly SignedCopy[];
}

async function foundBy(portal: Portal, code: string): Promise<Found[]> {
  if (!CODE.test(code)) return [];
  const found = await portal.foundByCode(code);
  return Promise.all(
    found.map(async (one) => {
      const { series, revision } = one.published;
      return { ...one, signed: signedOf(await portal.signedCopies(series), revision) };
    }),
  );
}

function finding({ published, current, signed }: Found, portal: Portal): Html {
  const { catalogue } = portal;
  const standingText =
    published.revision === current.revision
      ? html`<p class="notice good" role="status"><strong>Bản ${published.revision} đang hiện hành.</strong></p>`
      : html`<p class="notice" role="status"><strong>Bản ${published.revision} đã được thay thế bằng bản ${current.revision}</strong>, phát hành lúc ${momentText(current.publishedAt)}.</p>`;
  const named =
    published.series.split("/").length > 2 ? html`<dt>Theo văn bản</dt><dd>${published.programme}</dd>` : html``;
  const { province } = published;
  return html`${standingText}
${signedTable({ catalogue, province, copies: signed, addressOf: () => null })}
${syntheticNotice(published, catalogue)}
<dl>
<dt>Tỉnh, thành phố</dt><dd>${sentence(provinceName(catalogue, published.province, published.window.to))}</dd>
<dt>Kỳ báo cáo</dt><dd>${sentence(periodText(published.period))}</dd>
${named}
<dt>Số liệu đến hết ngày</dt><dd>${dayText(published.window.to)}</dd>
<dt>Phát hành lúc</dt><dd>${momentText(published.publishedAt)}</dd>
</dl>
`;
}

/** The same for programs. */
const dataOf = ({ published, current, signed }: Found) => ({
  series: published.series,
  revision: published.revision,
  replacedBy: published.revision === current.revision ? null : current.revision,
  synthetic: published.synthetic,
  dataTo: published.window.to,
  publishedAt: published.publishedAt,
  signed: signed.map(({ report, number, date, signer, basis, file }) => ({
    ...{ report, number, date, signer, basis, basisText: BASIS_WORDS[basis], sha256: file.sha256 },
  })),
});

const unknownPage = (): Html =>
  shortPage(
    "Không có mã này",
    "Mã không thuộc bản báo cáo nào đã phát hành. So lại mã in trên báo cáo; nếu đúng mã mà vẫn không có thì văn bản không do hệ thống này phát hành.",
  );

async function verified(portal: Portal, context: Context, code: string): Promise<Response> {
  const found = await foundBy(portal, code);
  const isData = accepts(context, {
    header: "Accept",
    supports: ["text/html", "application/json"],
    default: "text/html",
  });
  context.header("Vary", "Accept");
  if (isData === "application/json")
    return context.json({ code, items: found.map(dataOf) }, found.length === 0 ? 404 : 200);
  if (found.length === 0) return context.html(unknownPage(), 404);
  const title = "Kiểm chứng báo cáo";
  const body = html`<main>
<h1>${title}</h1>
<p>Mã <code>${code}</code></p>
${found.map((one) => finding(one, portal))}
<p>Trang này không cho biết số liệu. So mã băm SHA-256 của tệp figures.csv đính kèm trong tệp PDF với mã in trên báo cáo để biết tệp còn nguyên${found.some(({ signed }) => signed.length > 0) ? "; so mã băm SHA-256 của tệp đã ký nhận được với mã băm trong bảng trên để biết đúng là bản đã ký" : ""}.</p>
</main>`;
  return context.html(page(title, body));
}

/** Where a QR code leads: whether the revision that prints it stands, and nothing of its figures. */
export function verifyRoute(portal: Portal): Hono {
  const app = new Hono();
  app.get("/:code", (context) => verified(portal, context, context.req.param("code").toLowerCase()));
  return app;
}
