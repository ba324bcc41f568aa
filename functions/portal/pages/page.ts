import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { STYLE } from "./style.ts";

/** A piece of a page whose texts are escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** How every page calls the service. */
export const SERVICE_NAME = "Báo cáo dịch vụ công trực tuyến";

/** A whole page: works without scripts, prints, asks for nothing from elsewhere. @param head what else its head holds */
export function page(title: string, body: Html, head: Html = html``): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
${head}</head>
<body>
${body}
</body>
</html>
`;
}

/** A page of its own, outside the console. */
export const plainPage = (title: string, content: Html): Html =>
  page(
    title,
    html`<header class="band"><div class="brand"><a href="/">${SERVICE_NAME}</a></div></header>
<main>
<h1>${title}</h1>
${content}
</main>`,
  );

/** A page that says one thing. */
export const shortPage = (title: string, text: string): Html => plainPage(title, html`<p>${text}</p>`);

/** The one answer to every link that opens nothing, whatever the reason. */
export const noLinkPage = (): Html =>
  shortPage(
    "Liên kết không dùng được",
    "Liên kết không đúng, đã hết hạn hoặc đã bị thu hồi. Mở lại đúng địa chỉ trong thư, hoặc đề nghị đơn vị gửi báo cáo cấp liên kết mới.",
  );

/** The answer to an address that is none. */
export const noPage = (): Html =>
  plainPage(
    "Không có trang này",
    html`<p>Địa chỉ không đúng hoặc trang đã chuyển chỗ. Kiểm tra lại địa chỉ, hoặc <a href="/">về trang đầu</a>.</p>`,
  );
