import { timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { SessionStore } from "../ports/portal.ts";
import type { Signed } from "./guard.ts";
import { Problem } from "./problems.ts";
import { sessionToken } from "./sign-in/cookies.ts";
import { type SignedIn, signedInBy, type Use } from "./sign-in/sessions.ts";
import type { Role } from "./sign-in/sign-in.ts";

/** Who looks at a page, and at which province where one is chosen: the menu goes on with it. */
export interface Looking extends SignedIn {
  readonly province?: string;
}

/** What the pages of the console find in their context. */
export interface Paged {
  Bindings: Signed["Bindings"];
  Variables: { who: Looking };
}

/** Lets browsers through that are signed in with a role, or with one of several; others are led to sign in. */
export type PageRequires = (role: Role | readonly Role[], use?: Use) => MiddlewareHandler<Paged>;

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Throws Problem for a form that no page of this session has sent. */
async function checkForm(context: Context, { formToken }: SignedIn): Promise<void> {
  const { ma } = await context.req.parseBody();
  if (typeof ma === "string" && isSame(ma, formToken)) return;
  throw new Problem("form-stale", "Biểu mẫu không thuộc phiên đăng nhập này; mở lại trang rồi gửi lại.");
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  viewer: "người xem",
  operator: "người vận hành",
  approver: "người duyệt phát hành",
};

export const pageGuardWith =
  (ports: { readonly sessions: SessionStore; readonly now: () => Date }): PageRequires =>
  (role, use = "asked") => {
    const allowed = [role].flat();
    const needed = allowed.map((one) => `${ROLE_NAMES[one]} (${one})`).join(" hoặc ");
    return createMiddleware<Paged>(async (context, next) => {
      const { req } = context;
      const isRead = req.method === "GET";
      const who = await signedInBy(ports, sessionToken(context), use);
      if (who === null) {
        const { pathname, search } = new URL(req.url);
        if (isRead && use === "asked")
          return context.redirect(`/dang-nhap?ve=${encodeURIComponent(pathname + search)}`);
        throw new Problem(
          "session-missing",
          "Phiên đăng nhập đã kết thúc nên chưa thực hiện gì; đăng nhập rồi làm lại.",
        );
      }
      if (!allowed.some((one) => who.roles.has(one))) {
        const detail = `Tài khoản của bạn không có vai trò ${needed} mà trang này cần; đề nghị quản trị viên cấp quyền.`;
        throw new Problem("role-missing", detail);
      }
      if (!isRead) await checkForm(context, who);
      const chosen = req.query("tinh") ?? "";
      context.set("who", /^[a-z0-9-]{1,60}$/.test(chosen) ? { ...who, province: chosen } : who);
      return next();
    });
  };
