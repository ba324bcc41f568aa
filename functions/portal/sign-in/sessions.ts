import { createHash } from "node:crypto";
import type { SessionStore } from "../../ports/portal.ts";
import { isNoteDue, isSessionLive } from "../../revisions/console/session.ts";
import type { Visitor } from "./authorization.ts";
import { rolesNamed } from "./sign-in.ts";

/** Somebody whose browser is signed in. */
export interface SignedIn extends Visitor {
  /** What forms carry: only pages of this session know it, and it tells nothing of the session's token. */
  readonly formToken: string;
}

interface SessionPorts {
  readonly sessions: SessionStore;
  readonly now: () => Date;
}

/** Opens a session and gives its token. */
export function openSession({ sessions, now }: SessionPorts, { name, label, roles }: Visitor): Promise<string> {
  const at = now().toISOString();
  return sessions.open({ name, label, roles: [...roles], openedAt: at, seenAt: at });
}

/** How a session is used: a page that somebody asks for keeps it from ending idle, one that renews itself does not. */
export type Use = "asked" | "renewed";

/** Who holds a session's token; null where it was forged, ended, idle for too long or too old. */
export async function signedInBy(
  { sessions, now }: SessionPorts,
  token: string | undefined,
  use: Use,
): Promise<SignedIn | null> {
  if (token === undefined || !/^[\w-]{43}$/.test(token)) return null;
  const session = await sessions.find(token);
  const at = now();
  if (session === null || !isSessionLive(session, at)) return null;
  if (use === "asked" && isNoteDue(session, at)) await sessions.noteUse(token, at.toISOString());
  const { name, label, roles } = session;
  return { name, label, roles: rolesNamed(roles), formToken: formTokenOf(token) };
}

const formTokenOf = (token: string): string => createHash("sha256").update(`form ${token}`).digest("base64url");
