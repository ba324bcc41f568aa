import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { RoleKind } from "../../mail/recipient.ts";
import { type Html, noLinkPage, page, shortPage } from "../pages/page.ts";
import { provinceName } from "../pages/revision.ts";
import type { Portal } from "../portal.ts";

const MAILS: Readonly<Record<RoleKind, string>> = {
  recipient: "thư báo có báo cáo mới",
  contact: "thư đôn đốc gửi số liệu",
  operator: "thư báo sự cố",
  approver: "thư đề nghị đồng ý phát hành",
};

/** Asks first: programs that look into mails open every address in them. */
const askPage = (what: string): Html =>
  page(
    "Dừng nhận thư",
    html`<main>
<h1>Dừng nhận thư</h1>
<p>Dừng nhận ${what}?</p>
<form method="post"><button type="submit">Dừng nhận</button></form>
</main>`,
  );

/** Where the address in a mail's header List-Unsubscribe leads: asked for by hand, or by one POST (RFC 8058). */
export function unsubscribeRoutes(portal: Portal): Hono {
  const app = new Hono();
  const answered = async (context: Context, ask: "subscription" | "unsubscribe"): Promise<Response> => {
    const found = await portal.recipients[ask](context.req.param("token") ?? "");
    if (found === null) return context.html(noLinkPage(), 404);
    const what = `${MAILS[found.kind]} của ${provinceName(portal.catalogue, found.province)}`;
    if (ask === "subscription") return context.html(askPage(what));
    return context.html(shortPage("Đã dừng nhận thư", `Không gửi ${what} cho địa chỉ này nữa.`));
  };
  app.get("/:token", (context) => answered(context, "subscription"));
  app.post("/:token", (context) => answered(context, "unsubscribe"));
  return app;
}
