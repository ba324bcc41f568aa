import { z } from "zod";

const instant = z.iso.datetime({ offset: true });

/** Somebody who is signed in with a browser (phiên đăng nhập). Its token is kept as a hash only. */
export const Session = z.object({
  /** The issuer and its subject: the same as of the person's bearer tokens. */
  name: z.string().min(1),
  /** How pages call the person. */
  label: z.string(),
  /** As they were at sign-in; names that are not known open nothing. */
  roles: z.array(z.string()),
  openedAt: instant,
  /** When a page was last asked for, to a minute. */
  seenAt: instant,
});
export type Session = z.infer<typeof Session>;

/** Minutes without a page asked for, after which a session has ended. */
const IDLE_MINUTES = 30;

/** Hours after which a session has ended whatever its holder does: a working day. */
const SESSION_HOURS = 8;

/** Minutes between two notes that a session is in use: not every page is worth a write. */
const NOTE_MINUTES = 1;

const MINUTE_MS = 60_000;

const lastsUntil = ({ openedAt }: Pick<Session, "openedAt">): number =>
  Date.parse(openedAt) + SESSION_HOURS * 60 * MINUTE_MS;

/** The second since 1970 after which nothing of a session need be kept. */
export const forgottenAt = (session: Pick<Session, "openedAt">): number =>
  Math.ceil(lastsUntil(session) / 1000) + 86_400;

/** Whether a session still lets its holder in. */
export const isSessionLive = (session: Session, now: Date): boolean =>
  now.getTime() < Math.min(lastsUntil(session), Date.parse(session.seenAt) + IDLE_MINUTES * MINUTE_MS);

/** Whether it is time to note that a session is in use. */
export const isNoteDue = ({ seenAt }: Pick<Session, "seenAt">, now: Date): boolean =>
  now.getTime() - Date.parse(seenAt) >= NOTE_MINUTES * MINUTE_MS;
