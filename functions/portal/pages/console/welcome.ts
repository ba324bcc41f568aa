import { html } from "hono/html";
import type { SignedIn } from "../../sign-in/sessions.ts";
import { type Html, page, plainPage, SERVICE_NAME } from "../page.ts";
import { notice } from "../parts.ts";
import { SECTIONS } from "./shell.ts";

/** By which ways a browser can sign in here. */
export interface SignInWays {
  /** With the province's own server. */
  readonly oidc: boolean;
  /** By a link that this machine's terminal shows. */
  readonly oneTime: boolean;
}

const signInButton = (returnTo: string): Html => {
  const query = returnTo === "" ? "" : `?ve=${encodeURIComponent(returnTo)}`;
  return html`<p><a class="button" href="/dang-nhap/bat-dau${query}">Đăng nhập bằng tài khoản của tỉnh</a></p>`;
};

function waysPart({ oidc, oneTime }: SignInWays, returnTo: string): Html {
  return html`${oidc ? signInButton(returnTo) : ""}
${oneTime ? html`<p>Trên máy chạy hệ thống: mở liên kết đăng nhập in trong cửa sổ đang chạy hệ thống. Mỗi liên kết dùng một lần; đăng nhập xong, cửa sổ đó in liên kết mới.</p>` : ""}
${oidc || oneTime ? "" : html`<p>Hệ thống chưa được nối với máy chủ đăng nhập của tỉnh nên chưa đăng nhập được; quản trị viên xem hướng dẫn triển khai, mục Đăng nhập.</p>`}`;
}

const content = (
  ways: SignInWays,
  who: SignedIn | null,
): Html => html`<p class="lead">Hệ thống lấy số liệu dịch vụ công trực tuyến hằng tháng của tỉnh, lập báo cáo tháng và quý, và phát hành báo cáo dưới dạng PDF, Word, Excel và số liệu mở.</p>
<h2>Bạn nhận được thư có liên kết báo cáo</h2>
<p>Mở liên kết trong thư; không cần đăng nhập.</p>
<h2>Bạn cầm bản in</h2>
<p>Quét mã QR trên báo cáo để biết bản in đang hiện hành hay đã được thay thế.</p>
<h2>Bạn quản trị báo cáo</h2>
${who === null ? waysPart(ways, "") : html`<p>Bạn đang đăng nhập: ${who.label}.</p><p><a class="button" href="${SECTIONS[0].path}">Mở trang quản trị</a></p>`}`;

/** The first page: what this is, for whom, and where to go. */
export const welcomePage = (ways: SignInWays, who: SignedIn | null): Html =>
  page(
    SERVICE_NAME,
    html`<header class="band"><div class="brand"><a href="/">${SERVICE_NAME}</a></div></header>
<main>
<h1>${SERVICE_NAME}</h1>
${content(ways, who)}
</main>`,
  );

/** Why somebody sees the page of sign-in. */
export type SignInReason = "asked" | "ended" | "left" | "used";

const REASONS: Readonly<Record<Exclude<SignInReason, "asked">, Html>> = {
  ended: html`<p>Bạn chưa đăng nhập, hoặc phiên đăng nhập đã kết thúc (sau 30 phút không dùng, hoặc sau 8 giờ). Đăng nhập để tiếp tục.</p>`,
  left: html`<p>Bạn đã đăng xuất khỏi hệ thống báo cáo. Trên máy dùng chung, đóng cả trình duyệt để kết thúc phiên tại máy chủ đăng nhập của tỉnh.</p>`,
  used: html`<p>Liên kết đăng nhập này đã dùng hoặc đã hết hạn. Lấy liên kết mới nhất trong cửa sổ đang chạy hệ thống; liên kết quá 12 giờ thì khởi động lại hệ thống.</p>`,
};

/** The page of sign-in. @param returnTo the page that was asked for; empty for none */
export const signInPage = (ways: SignInWays, reason: SignInReason, returnTo: string): Html =>
  plainPage(
    reason === "left" ? "Đã đăng xuất" : "Đăng nhập",
    html`${reason === "asked" ? "" : notice(reason === "used" ? "bad" : "info", REASONS[reason], "status")}
${waysPart(ways, returnTo)}`,
  );
