import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Begun } from "./authorization.ts";

/** Minutes that somebody may take at the issuer's pages. */
const SIGN_IN_MINUTES = 10;

/**
 * Of this host alone, and sent over TLS alone: browsers take that of a server on their own machine as well, also over plain
 * http (seen with Chromium 150). Over plain http from elsewhere nobody signs in.
 */
const OURS = { path: "/", prefix: "host", secure: true } as const;

type Name = "phien" | "dang-nhap";

const read = (context: Context, name: Name): string | undefined => getCookie(context, name, "host");

/** @param maxAge seconds; until the browser is closed where it is not given */
const write = (context: Context, name: Name, value: string, maxAge?: number): void =>
  setCookie(context, name, value, {
    ...{ ...OURS, httpOnly: true, sameSite: "Lax" },
    ...(maxAge === undefined ? {} : { maxAge }),
  });

const drop = (context: Context, name: Name): void => void deleteCookie(context, name, OURS);

/** The token of the browser's session; undefined where it has none. */
export const sessionToken = (context: Context): string | undefined => read(context, "phien");
export const keepSession = (context: Context, token: string): void => write(context, "phien", token);
export const dropSession = (context: Context): void => drop(context, "phien");

/** Keeps in the browser what its return from the issuer is held against: another browser cannot use the answer. */
export const keepBegun = (context: Context, begun: Begun): void =>
  write(context, "dang-nhap", Buffer.from(JSON.stringify(begun)).toString("base64url"), SIGN_IN_MINUTES * 60);

/** What was begun, once: the cookie is gone with the answer. Null where there is none or it is not ours. */
export function takeBegun(context: Context): Begun | null {
  const text = read(context, "dang-nhap");
  drop(context, "dang-nhap");
  if (text === undefined) return null;
  try {
    return Begun.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}
