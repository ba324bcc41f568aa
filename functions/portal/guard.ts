import type { Context, MiddlewareHandler } from "hono";
import { Problem } from "./problems.ts";
import type { Caller, Role, SignIn } from "./sign-in/sign-in.ts";

/** What the routes find in their context. */
export interface Signed {
  /** `surplus`: the server has more connections than it serves. */
  Bindings: { readonly surplus?: boolean };
  Variables: { caller: Caller };
}

/** Lets callers through who have a role, and notes who they are. */
export type Requires = (role: Role) => MiddlewareHandler<Signed>;

export const guardWith =
  (signIn: SignIn, now: () => Date): Requires =>
  (role) =>
  async (context, next) => {
    const caller = await signIn(context.req.header("Authorization"), now());
    if (!caller.roles.has(role)) {
      throw new Problem("role-missing", `Cần vai trò ${role} để dùng địa chỉ này; đề nghị quản trị viên cấp quyền.`, {
        headers: { "WWW-Authenticate": 'Bearer error="insufficient_scope"' },
      });
    }
    context.set("caller", caller);
    await next();
  };

/** Where a request comes from, as far as the server that took it knows. */
export type AddressOf = (context: Context) => string;
