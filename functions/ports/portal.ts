import type { JournalEntry } from "../revisions/console/journal.ts";
import type { Session } from "../revisions/console/session.ts";
import type { Download, Link, NewLink } from "../revisions/link.ts";
import type { RunRecord } from "../revisions/run.ts";

/** Links that recipients open, and what they have downloaded. */
export interface LinkStore {
  /** Makes a link. Its token (128 random bits, base64url) is given here and nowhere again: only its hash is stored. */
  add(link: NewLink): Promise<{ readonly link: Link; readonly token: string }>;
  /** The link of a token, expired and revoked ones included; null where there is none. Any text may be asked after. */
  find(token: string): Promise<Link | null>;
  /** Every link, the oldest first. */
  list(): Promise<readonly Link[]>;
  /** Revokes a link and gives it; null where there is none. A repeat keeps the first instant (RFC 3339). */
  revoke(id: string, at: string): Promise<Link | null>;
  recordDownload(download: Download): Promise<void>;
  /** What was downloaded by a link, the oldest first. */
  downloads(id: string): Promise<readonly Download[]>;
}

/** Who is signed in with a browser. */
export interface SessionStore {
  /** Keeps a new session. Its token (256 random bits, base64url) is given here and nowhere again. */
  open(session: Session): Promise<string>;
  /** The session of a token, an idle one included; null where there is none or it was ended. Any text may be asked after. */
  find(token: string): Promise<Session | null>;
  /** Notes that a session is in use at an instant (RFC 3339); one that was ended stays so. */
  noteUse(token: string, at: string): Promise<void>;
  /** Ends a session for good, and forgets whose it was. Safe to repeat. */
  end(token: string): Promise<void>;
}

/** What people did by the console's pages; only ever added to. */
export interface Journal {
  note(entry: JournalEntry): Promise<void>;
  /** The newest first, those before a cursor where one is given. @returns also the cursor of what follows; null for nothing */
  recent(
    limit: number,
    before: string | null,
  ): Promise<{ readonly entries: readonly JournalEntry[]; readonly next: string | null }>;
}

/** The runs that were asked for, and what became of them. Lists leave out a record that cannot be read; `get` names it. */
export interface RunHistory {
  /** Keeps a new run; of several with one id the first is kept, and is given to all. */
  open(record: RunRecord): Promise<{ readonly record: RunRecord; readonly created: boolean }>;
  get(id: string): Promise<RunRecord | null>;
  /** The newest first, those before a run's cursor where one is named; fewer than `limit` only where there are no more. */
  recent(limit: number, before: string | null): Promise<readonly RunRecord[]>;
  /** Every run that has not ended, in the order of requests. */
  underWay(): Promise<readonly RunRecord[]>;
  /**
   * Changes a record by conditional writes until one holds; `changed` gives null where there is nothing to change.
   *
   * @returns what stands afterwards; null where there is no such run
   */
  change(id: string, changed: (record: RunRecord) => RunRecord | null): Promise<RunRecord | null>;
}

/** The status of an execution of the state machine; `unknown` where there is none of that name, or it is not seen here. */
export type ExecutionStatus =
  | { readonly state: "running" | "unknown" | "aborted" }
  | {
      readonly state: "succeeded";
      readonly outcome: "published" | "nothing-new" | "drafted" | "previewed" | "awaiting-release";
    }
  | { readonly state: "failed"; readonly name: string };

/** Looks at runs of the state machine, and stops them; one that waits for its turn as an execution is running, too. */
export interface ExecutionControl {
  /** What is there to stop ends; what it has stored stays. */
  stop(run: string): Promise<void>;
  standing(run: string): Promise<ExecutionStatus>;
}

/** Which revision a printed code belongs to. */
export interface CodeIndex {
  /** Every revision that was recorded, published in the end or not. */
  find(code: string): Promise<readonly { readonly series: string; readonly revision: number }[]>;
}

/**
 * Where a PDF is sent that is to be registered: by PUT to an address signed for the moment, with these headers; null where
 * the portal itself takes it.
 */
export type FileReception = (file: {
  readonly key: string;
  /** Hex. */
  readonly sha256: string;
}) => Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> } | null>;

/** How a published file reaches whoever may have it: by an address signed for the moment, or its bytes. */
export type FileDelivery = (file: {
  readonly key: string;
  readonly mediaType: string;
  /** The header Content-Disposition. */
  readonly disposition: string;
}) => Promise<{ readonly url: string } | { readonly bytes: Uint8Array }>;
