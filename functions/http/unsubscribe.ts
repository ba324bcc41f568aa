import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { RoleKind } from "../domain/recipient.ts";
import type { Subscription } from "../ports-mail.ts";
import { provinceName } from "./issue-view.ts";
import { noLinkPage, page, shortPage } from "./page.ts";
import type { Portal } from "./portal.ts";

const MAILS: Record<RoleKind, string> = {
  recipient: "thư thông báo báo cáo",
  contact: "thư đề nghị gửi số liệu",
  operator: "thư báo lỗi và thiếu báo cáo",
};

const mailsOf = ({ kind, province }: Subscription, { catalogue }: Portal): string =>
  `${MAILS[kind]} của ${provinceName(catalogue, province)}`;

const endedPage = (subscription: Subscription, portal: Portal) =>
  shortPage(
    "Đã ngừng nhận thư",
    `Hệ thống không gửi ${mailsOf(subscription, portal)} cho Ông/Bà nữa. Muốn nhận lại, đề nghị liên hệ quản trị viên của hệ thống.`,
  );

/** Asks first: programs that check the links of a mail open them, too, and must end nothing. */
async function asked(portal: Portal, context: Context, token: string): Promise<Response> {
  const subscription = await portal.subscription(token);
  if (subscription === null) return context.html(noLinkPage(), 404);
  const { kind, recipient } = subscription;
  if (recipient.muted.includes(kind)) return context.html(endedPage(subscription, portal));
  const title = "Ngừng nhận thư";
  const body = html`<main>
<h1>${title}</h1>
<p>Ông/Bà đang nhận ${mailsOf(subscription, portal)}.</p>
<form method="post"><button type="submit">Ngừng nhận</button></form>
</main>`;
  return context.html(page(title, body));
}

async function ended(portal: Portal, context: Context, token: string): Promise<Response> {
  const subscription = await portal.unsubscribe(token);
  return subscription === null ? context.html(noLinkPage(), 404) : context.html(endedPage(subscription, portal));
}

/**
 * Where readers end a kind of mail: by the button of the page, or by the POST that their mail program sends without
 * opening it (RFC 8058). What the POST says is not looked at: the address says everything.
 */
export function unsubscribeRoute(portal: Portal): Hono {
  const app = new Hono();
  app.get("/:token", (context) => asked(portal, context, context.req.param("token")));
  app.post("/:token", (context) => ended(portal, context, context.req.param("token")));
  return app;
}
