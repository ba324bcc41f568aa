import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import { MOST_BYTES } from "../revisions/signed-copy.ts";
import { MOST_WORKBOOK_BYTES } from "./actions/imports.ts";
import { MOST_LIST_BYTES } from "./actions/recipients.ts";
import { type AddressOf, guardWith, type Signed } from "./guard.ts";
import { describeApi } from "./openapi.ts";
import { pageGuardWith } from "./page-guard.ts";
import { IMPORTS_PATH } from "./pages/console/imports.ts";
import { LIST_PATH, LIST_STORE_PATH } from "./pages/console/mails/paths.ts";
import { problemPage } from "./pages/console/problem.ts";
import { TEXTS_PATH } from "./pages/console/texts.ts";
import { WHAT_IF_PATH } from "./pages/console/what-if.ts";
import { noLinkPage, noPage } from "./pages/page.ts";
import { CONTENT_SECURITY_POLICY, FOLLOWING_POLICY } from "./pages/style.ts";
import type { Portal } from "./portal.ts";
import { noteworthy, Problem, problemOf, problemResponse } from "./problems.ts";
import { consolePages } from "./routes/console/console.ts";
import { figureRoutes } from "./routes/figures.ts";
import { importRoutes } from "./routes/imports.ts";
import { linkRoutes } from "./routes/links.ts";
import { LIST_ROUTES, listRoutes } from "./routes/mails/list.ts";
import { recipientRoutes } from "./routes/mails/recipients.ts";
import { revisionRoutes } from "./routes/revisions.ts";
import { runRoutes } from "./routes/runs.ts";
import { type BrowserSignIn, signInRoutes, wantsPage } from "./routes/sign-in.ts";
import { signedRoutes } from "./routes/signed.ts";
import { unsubscribeRoutes } from "./routes/unsubscribe.ts";
import { verifyRoute } from "./routes/verify.ts";
import { whatIfRoutes } from "./routes/what-if.ts";
import type { SignIn } from "./sign-in/sign-in.ts";

/** Bytes of a request's body; the largest that means something is a few kilobytes. */
const BODY_LIMIT = 65_536;

/** Where a whole file is sent. */
const isFile = (path: string): boolean => path.startsWith("/signed-copies/files/");

/** Bytes of all texts of a report, each letter of which may be nine in a form. */
const TEXTS_LIMIT = 2_000_000;

/** Bytes of a list of recipients in the form that stores it, where each byte may be three. */
const LIST_LIMIT = 6 * MOST_LIST_BYTES;

export interface PortalOptions {
  readonly portal: Portal;
  readonly signIn: SignIn;
  /** How browsers sign in. */
  readonly browser: BrowserSignIn;
  readonly addressOf: AddressOf;
  /** Program version, for the API's description. */
  readonly version: string;
}

/** Where only people come, with whatever program. */
const isPage = (path: string): boolean => /^\/(b|u|verify|quan-tri|dang-nhap|dang-xuat)(\/|$)/.test(path);

/** Where a script of ours follows a run. */
const isFollowing = (path: string): boolean => path.startsWith("/quan-tri/lan-chay/");

/** Headers of every answer. */
function addHeaders(app: OpenAPIHono<Signed>): void {
  const common = { xFrameOptions: "DENY", contentSecurityPolicy: CONTENT_SECURITY_POLICY };
  const plain = secureHeaders(common);
  // A form of a page without any referrer is sent from the origin "null".
  const ours = { ...common, referrerPolicy: "same-origin" };
  const pages = secureHeaders(ours);
  const following = secureHeaders({ ...ours, contentSecurityPolicy: FOLLOWING_POLICY });
  app.use((context, next) => {
    const { path } = context.req;
    return (isFollowing(path) ? following : path.startsWith("/quan-tri") ? pages : plain)(context, next);
  });
  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "private, no-store");
  });
}

function addGuards(app: OpenAPIHono<Signed>): void {
  app.use(async (context, next) => {
    // Asked without a server, an application is told nothing beside the request.
    if (context.env?.surplus === true) {
      throw new Problem("server-busy", "Đang có quá nhiều kết nối; thử lại sau ít giây.", {
        headers: { "Retry-After": "5" },
      });
    }
    await next();
  });
  const upTo = (maxSize: number, detail: string) => {
    const onError = () => {
      throw new Problem("body-too-large", detail);
    };
    return bodyLimit({ maxSize, onError });
  };
  const limited = upTo(BODY_LIMIT, "Nội dung yêu cầu lớn hơn 64 KiB; rút gọn rồi gửi lại.");
  const file = upTo(MOST_BYTES, "Tệp đã ký lớn hơn 50 MB; quét lại ở độ phân giải thấp hơn rồi gửi lại.");
  const texts = upTo(TEXTS_LIMIT, "Nội dung báo cáo dài quá mức in được; rút gọn rồi lưu lại.");
  const workbook = upTo(MOST_WORKBOOK_BYTES, "Các sổ tính lớn hơn 4 MB; xóa hình ảnh, trang tính thừa rồi gửi lại.");
  const list = upTo(LIST_LIMIT, "Tệp danh sách lớn hơn 500 KB; chia thành nhiều tệp rồi nhập từng tệp.");
  const limits = new Map([
    [TEXTS_PATH, texts],
    [WHAT_IF_PATH, texts],
    ["/what-if", texts],
    [IMPORTS_PATH, workbook],
    [LIST_PATH, list],
    [LIST_STORE_PATH, list],
    ...LIST_ROUTES.map((path) => [path, list] as const),
  ]);
  app.use((context, next) => {
    const { path } = context.req;
    return (isFile(path) ? file : (limits.get(path) ?? limited))(context, next);
  });
}

/** What changes something is sent by a page of ours: beside the token in every form, the browser has to say so. */
function addOriginCheck(app: OpenAPIHono<Signed>, { base }: BrowserSignIn): void {
  const own = base === null ? null : new URL(base).origin;
  const check = csrf({ origin: (origin, { req }) => origin === new URL(req.url).origin || origin === own });
  app.use("/quan-tri/*", check);
  app.use("/dang-xuat", check);
}

function notFound(context: Context): Response | Promise<Response> {
  const { path } = context.req;
  if (/^\/(b|u|verify)(\/|$)/.test(path)) return context.html(noLinkPage(), 404);
  if (isPage(path) || wantsPage(context)) return context.html(noPage(), 404);
  return problemResponse(context, new Problem("not-found", "Không có địa chỉ này; xem các địa chỉ tại /openapi.json."));
}

function failed(portal: Portal, error: Error, context: Context): Response | Promise<Response> {
  const told = noteworthy(error);
  // Without the address: that of a link holds its token.
  if (told !== null) portal.warn(`${context.req.method} ${routePath(context)}: ${told}`);
  const problem = problemOf(error);
  if (!isPage(context.req.path) && !wantsPage(context)) return problemResponse(context, problem);
  return context.html(problemPage(problem), problem.status, problem.headers);
}

/** The portal: links, verification, runs, revisions. One application for Lambda and laptop. */
export function portalApp({ portal, signIn, browser, addressOf, version }: PortalOptions): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>();
  const requires = guardWith(signIn, portal.now);
  const requiresPage = pageGuardWith(portal);
  addHeaders(app);
  addGuards(app);
  addOriginCheck(app, browser);
  app.route("/", signInRoutes(portal, browser, requiresPage, version));
  app.route("/", consolePages(portal, requiresPage));
  app.route("/b", linkRoutes(portal, addressOf));
  app.route("/u", unsubscribeRoutes(portal));
  app.route("/verify", verifyRoute(portal));
  app.route("/", runRoutes(portal, requires));
  app.route("/", revisionRoutes(portal, requires));
  app.route("/", whatIfRoutes(portal, requires));
  app.route("/", figureRoutes(portal, requires));
  app.route("/", importRoutes(portal, requires));
  app.route("/", recipientRoutes(portal, requires));
  app.route("/", listRoutes(portal, requires));
  app.route("/", signedRoutes(portal, requires));
  describeApi(app, version);
  app.notFound(notFound);
  app.onError((error, context) => failed(portal, error, context));
  return app;
}
