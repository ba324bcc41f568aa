import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { STYLE } from "./style.ts";

/** A piece of a page whose texts are escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A whole page: works without scripts, prints, asks for nothing from elsewhere. */
export function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** A page that says one thing. */
export const shortPage = (title: string, text: string): Html =>
  page(
    title,
    html`<main>
<h1>${title}</h1>
<p>${text}</p>
</main>`,
  );

/** The one answer to every link that opens nothing, whatever the reason. */
export const noLinkPage = (): Html =>
  shortPage(
    "Liên kết không dùng được",
    "Liên kết không đúng, đã hết hạn hoặc đã bị thu hồi. Mở lại đúng địa chỉ trong thư, hoặc đề nghị đơn vị gửi báo cáo cấp liên kết mới.",
  );
