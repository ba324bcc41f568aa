import { html } from "hono/html";
import type { Problem } from "../../problems.ts";
import { type Html, plainPage } from "../page.ts";

/** What leads on from a problem. */
function wayOn({ code }: Problem): Html {
  const signsIn = ["session-missing", "sign-in-failed", "token-missing"].includes(code);
  if (signsIn) return html`<p><a class="button" href="/dang-nhap">Đăng nhập</a></p>`;
  return html`<p><a href="/">Về trang đầu</a></p>`;
}

/** A problem as people read it. */
export const problemPage = (problem: Problem): Html =>
  plainPage(problem.title, html`<p>${problem.message}</p>\n${wayOn(problem)}`);
