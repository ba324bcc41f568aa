import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import { MOST_BYTES } from "../revisions/signed-copy.ts";
import { type AddressOf, guardWith, type Signed } from "./guard.ts";
import { noLinkPage, shortPage } from "./pages/page.ts";
import { CONTENT_SECURITY_POLICY } from "./pages/style.ts";
import type { Portal } from "./portal.ts";
import { noteworthy, Problem, problemOf, problemResponse } from "./problems.ts";
import { linkRoutes } from "./routes/links.ts";
import { revisionRoutes } from "./routes/revisions.ts";
import { runRoutes } from "./routes/runs.ts";
import { signedRoutes } from "./routes/signed.ts";
import { unsubscribeRoutes } from "./routes/unsubscribe.ts";
import { verifyRoute } from "./routes/verify.ts";
import type { SignIn } from "./sign-in/sign-in.ts";

/** Bytes of a request's body; the largest that means something is a few kilobytes. */
const BODY_LIMIT = 65_536;

/** Where a whole file is sent. */
const isFile = (path: string): boolean => path.startsWith("/signed-copies/files/");

const FILE_LIMIT = {
  maxSize: MOST_BYTES,
  onError: () => {
    throw new Problem("body-too-large", "Tệp đã ký lớn hơn 50 MB; quét lại ở độ phân giải thấp hơn rồi gửi lại.");
  },
};

export interface PortalOptions {
  readonly portal: Portal;
  readonly signIn: SignIn;
  readonly addressOf: AddressOf;
  /** Program version, for the API's description. */
  readonly version: string;
}

const isPage = (path: string): boolean => /^\/(b|u|verify)(\/|$)/.test(path);

function addGuards(app: OpenAPIHono<Signed>): void {
  const headers = { contentSecurityPolicy: CONTENT_SECURITY_POLICY, xFrameOptions: "DENY" };
  app.use(secureHeaders(headers));
  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "private, no-store");
  });
  app.use(async (context, next) => {
    // Asked without a server, an application is told nothing beside the request.
    if (context.env?.surplus === true) {
      throw new Problem("server-busy", "Đang có quá nhiều kết nối; thử lại sau ít giây.", {
        headers: { "Retry-After": "5" },
      });
    }
    await next();
  });
  const tooLarge = () => {
    throw new Problem("body-too-large", "Nội dung yêu cầu lớn hơn 64 KiB; rút gọn rồi gửi lại.");
  };
  const [limited, whole] = [bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge }), bodyLimit(FILE_LIMIT)];
  app.use((context, next) => (isFile(context.req.path) ? whole : limited)(context, next));
}

function failed(portal: Portal, error: Error, context: Context): Response | Promise<Response> {
  const told = noteworthy(error);
  // Without the address: that of a link holds its token.
  if (told !== null) portal.warn(`${context.req.method} ${routePath(context)}: ${told}`);
  const problem = problemOf(error);
  if (!isPage(context.req.path)) return problemResponse(context, problem);
  return context.html(shortPage(problem.title, problem.message), problem.status, problem.headers);
}

/** The portal: links, verification, runs, revisions. One application for Lambda and laptop. */
export function portalApp({ portal, signIn, addressOf, version }: PortalOptions): OpenAPIHono<Signed> {
  const app = new OpenAPIHono<Signed>();
  const requires = guardWith(signIn, portal.now);
  addGuards(app);
  app.route("/b", linkRoutes(portal, addressOf));
  app.route("/u", unsubscribeRoutes(portal));
  app.route("/verify", verifyRoute(portal));
  app.route("/", runRoutes(portal, requires));
  app.route("/", revisionRoutes(portal, requires));
  app.route("/", signedRoutes(portal, requires));
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Mã truy cập của máy chủ OpenID Connect đã cài đặt, với vai trò viewer, operator hoặc approver.",
  });
  const description = "Chạy lại một kỳ, theo dõi, xem các bản đã phát hành.";
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: "Báo cáo dịch vụ công trực tuyến", version, description },
  });
  app.notFound((context) =>
    isPage(context.req.path)
      ? context.html(noLinkPage(), 404)
      : problemResponse(context, new Problem("not-found", "Không có địa chỉ này; xem các địa chỉ tại /openapi.json.")),
  );
  app.onError((error, context) => failed(portal, error, context));
  return app;
}
