import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { SessionStore } from "../../ports/portal.ts";
import { forgottenAt, Session } from "../../revisions/console/session.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import { sha256 } from "../canonical.ts";
import { type Item, ONLY_IF_ABSENT, onlyIfVersion, openTable, type Table, type TableOptions } from "../table.ts";

const TOKEN_BYTES = 32;

/** Sessions that are ended at once by several tabs, all of which come through. */
const MAX_ROUNDS = 10;

/** `forget` is the second after which the table itself drops the item. */
const common = { schema: z.literal(1), version: z.int(), forget: z.int() };
const Open = z.object({ ...common, ended: z.literal(false), session: Session });
/** Who has signed out leaves no name. */
const Ended = z.object({ ...common, ended: z.literal(true) });
const Stored = z.discriminatedUnion("ended", [Open, Ended]);
type Stored = z.infer<typeof Stored>;

const keyOf = (token: string) => ({ pk: `${PARTITION.sessions}${sha256(token)}`, sk: "session" });

/** What cannot be read lets nobody in, and whoever holds it signs in anew. */
const stored = (item: Item | undefined): Stored | null => Stored.safeParse(item).data ?? null;

/** The open session of a token; null for any other text. */
async function standing(table: Table, token: string): Promise<z.infer<typeof Open> | null> {
  const found = stored(await table.get(keyOf(token)));
  return found === null || found.ended ? null : found;
}

async function end(table: Table, token: string): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = await standing(table, token);
    if (found === null) return;
    const { version, forget } = found;
    const over: Stored = { schema: 1, ended: true, version: version + 1, forget };
    if (await table.put({ ...keyOf(token), ...over }, onlyIfVersion(version))) return;
  }
}

/** Sessions in DynamoDB: one item each, found by its token's SHA-256. */
export function sessionStore(options: TableOptions): SessionStore {
  const table = openTable(options);
  return {
    async open(opened) {
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const session = Session.parse(opened);
      const fresh: Stored = { schema: 1, ended: false, version: 1, forget: forgottenAt(session), session };
      await table.put({ ...keyOf(token), ...fresh }, ONLY_IF_ABSENT);
      return token;
    },
    find: async (token) => (await standing(table, token))?.session ?? null,
    async noteUse(token, at) {
      const found = await standing(table, token);
      if (found === null) return;
      const session = { ...found.session, seenAt: at };
      // Another page may have noted it, or ended it: then there is nothing left to do.
      await table.put({ ...keyOf(token), ...found, version: found.version + 1, session }, onlyIfVersion(found.version));
    },
    end: (token) => end(table, token),
  };
}
