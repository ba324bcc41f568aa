import { html } from "hono/html";
import type { Looking } from "../../page-guard.ts";
import type { Role } from "../../sign-in/sign-in.ts";
import { type Html, page, SERVICE_NAME } from "../page.ts";
import { changeForm } from "../parts.ts";

/** The pages of the console in the order of the menu, and who may open them: whoever has one of the roles. */
export const SECTIONS = [
  { path: "/quan-tri/ky-bao-cao", title: "Kỳ báo cáo", roles: ["viewer"] },
  { path: "/quan-tri/lan-chay", title: "Lượt chạy", roles: ["viewer"] },
  { path: "/quan-tri/so-lieu", title: "Số liệu", roles: ["viewer"] },
  { path: "/quan-tri/chay-lai", title: "Chạy lại", roles: ["operator"] },
  { path: "/quan-tri/phat-hanh", title: "Phát hành", roles: ["operator", "approver"] },
  { path: "/quan-tri/so-sanh", title: "So sánh bản", roles: ["viewer"] },
  { path: "/quan-tri/don-vi-cham", title: "Đơn vị chậm số liệu", roles: ["viewer"] },
  { path: "/quan-tri/nhap-so-lieu", title: "Nhập số liệu", roles: ["operator"] },
  { path: "/quan-tri/noi-dung", title: "Nội dung", roles: ["operator"] },
  { path: "/quan-tri/lien-ket", title: "Liên kết và người nhận", roles: ["operator"] },
  { path: "/quan-tri/van-ban", title: "Văn bản và chỉ tiêu", roles: ["viewer"] },
  { path: "/quan-tri/nhat-ky", title: "Nhật ký", roles: ["operator"] },
] as const satisfies readonly { path: string; title: string; roles: readonly Role[] }[];

type Section = (typeof SECTIONS)[number]["path"];

export interface ConsolePage {
  readonly title: string;
  readonly who: Looking;
  readonly section: Section;
  readonly content: Html;
  readonly head?: Html;
}

const menuItem = (section: Section, { path, title }: (typeof SECTIONS)[number], { province }: Looking): Html => {
  const chosen = province === undefined ? "" : `?${new URLSearchParams({ tinh: province })}`;
  return html`<li><a href="${path}${chosen}" ${path === section ? html`aria-current="page"` : ""}>${title}</a></li>`;
};

/** A page of the console: who is signed in, where one is, what else may be opened. */
export function consolePage({ title, who, section, content, head }: ConsolePage): Html {
  const menu = SECTIONS.filter(({ roles }) => roles.some((role) => who.roles.has(role)));
  return page(
    `${title} – ${SERVICE_NAME}`,
    html`<a class="skip" href="#noi-dung">Đến nội dung chính</a>
<header class="band">
<div class="brand"><a href="/">${SERVICE_NAME}</a>
<div class="who"><span>${who.label}</span>
${changeForm(who.formToken, "/dang-xuat", html`<button type="submit" class="second">Đăng xuất</button>`)}</div></div>
<nav class="main" aria-label="Trang quản trị"><ul>${menu.map((one) => menuItem(section, one, who))}</ul></nav>
</header>
<main id="noi-dung" tabindex="-1">
<h1>${title}</h1>
${content}
</main>`,
    head,
  );
}
