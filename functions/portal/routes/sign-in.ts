import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import type { Paged, PageRequires } from "../page-guard.ts";
import { SECTIONS } from "../pages/console/shell.ts";
import { type SignInWays, signInPage, welcomePage } from "../pages/console/welcome.ts";
import type { Portal } from "../portal.ts";
import { Problem } from "../problems.ts";
import type { Authorization, Visitor } from "../sign-in/authorization.ts";
import { dropSession, keepBegun, keepSession, sessionToken, takeBegun } from "../sign-in/cookies.ts";
import type { OneTimeLinks } from "../sign-in/one-time.ts";
import { openSession, signedInBy } from "../sign-in/sessions.ts";

/** How browsers sign in; each part is null where the portal has no such way. */
export interface BrowserSignIn {
  readonly authorization: Authorization | null;
  readonly oneTime: OneTimeLinks | null;
  /** Address of the portal without "/" at its end, where it is another than requests tell. */
  readonly base: string | null;
}

/** Whether somebody looks at this with a browser, and is told by a page. */
export const wantsPage = (context: Context): boolean =>
  accepts(context, {
    header: "Accept",
    supports: ["application/json", "text/html"],
    default: "application/json",
  }) === "text/html";

const HOME = SECTIONS[0].path;

/** A page of the console to go on with; a text that leads anywhere else leads nowhere. */
const returnOf = (text: string | undefined): string =>
  text !== undefined && /^\/quan-tri\/[\w/.~%?=&-]*$/.test(text) ? text : "";

const baseOf = ({ base }: BrowserSignIn, context: Context): string => base ?? new URL(context.req.url).origin;

const redirectUriOf = (browser: BrowserSignIn, context: Context): string =>
  `${baseOf(browser, context)}/dang-nhap/tro-lai`;

/** A new session for whoever has signed in, whatever the browser had before. */
async function enter(portal: Portal, context: Context, who: Visitor, returnTo: string): Promise<Response> {
  if (who.roles.size === 0) {
    const detail = `Tài khoản ${who.label} chưa có vai trò nào trong hệ thống báo cáo; đề nghị quản trị viên cấp vai trò viewer, operator hoặc approver.`;
    throw new Problem("role-missing", detail);
  }
  const before = sessionToken(context);
  if (before !== undefined) await portal.sessions.end(before);
  const token = await openSession(portal, who);
  await portal.noteDone(who, "signed-in", "");
  keepSession(context, token);
  return context.redirect(returnTo === "" ? HOME : returnTo);
}

async function comeBack(portal: Portal, browser: BrowserSignIn, context: Context): Promise<Response> {
  const begun = takeBegun(context);
  if (browser.authorization === null || begun === null) {
    const detail =
      "Lần đăng nhập này không bắt đầu từ trình duyệt này, đã dùng hoặc đã quá 10 phút; đăng nhập lại từ đầu.";
    throw new Problem("sign-in-failed", detail);
  }
  const answer = new URL(context.req.url);
  const who = await browser.authorization.finish(answer, begun, redirectUriOf(browser, context), portal.now());
  return enter(portal, context, who, returnOf(begun.returnTo));
}

function addOidc(app: Hono<Paged>, portal: Portal, browser: BrowserSignIn): void {
  app.get("/dang-nhap/bat-dau", async (context) => {
    if (browser.authorization === null) return context.redirect("/dang-nhap");
    const returnTo = returnOf(context.req.query("ve"));
    const { address, begun } = await browser.authorization.begin(redirectUriOf(browser, context), returnTo);
    keepBegun(context, begun);
    return context.redirect(address);
  });
  app.get("/dang-nhap/tro-lai", (context) => comeBack(portal, browser, context));
}

/** The first page, sign-in and sign-out. */
export function signInRoutes(
  portal: Portal,
  browser: BrowserSignIn,
  requires: PageRequires,
  version: string,
): Hono<Paged> {
  const app = new Hono<Paged>();
  const ways: SignInWays = { oidc: browser.authorization !== null, oneTime: browser.oneTime !== null };
  app.get("/", async (context) => {
    if (!wantsPage(context)) return context.json({ name: "bao-cao-cntt-cchc", version, api: "/openapi.json" });
    return context.html(welcomePage(ways, await signedInBy(portal, sessionToken(context), "asked")));
  });
  app.get("/dang-nhap", (context) => {
    const returnTo = returnOf(context.req.query("ve"));
    const reason = context.req.query("da-ra") === undefined ? (returnTo === "" ? "asked" : "ended") : "left";
    return context.html(signInPage(ways, reason, returnTo));
  });
  app.get("/dang-nhap/mot-lan/:text", (context) => {
    const who = browser.oneTime?.use(context.req.param("text"), portal.now()) ?? null;
    return who === null ? context.html(signInPage(ways, "used", ""), 401) : enter(portal, context, who, "");
  });
  addOidc(app, portal, browser);
  app.post("/dang-xuat", requires("viewer"), async (context) => {
    const token = sessionToken(context);
    if (token !== undefined) await portal.sessions.end(token);
    dropSession(context);
    return context.redirect("/dang-nhap?da-ra", 303);
  });
  return app;
}
