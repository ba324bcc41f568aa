import { z } from "zod";

/** The one table of a state folder. */
export const TABLE = "reports";

/** The header that carries the owner's token. */
export const TOKEN_HEADER = "x-state-token";

/** What the thread of the database is started with. */
export const ServerData = z.object({ path: z.string(), identity: z.string(), token: z.string(), table: z.string() });
export type ServerData = z.infer<typeof ServerData>;

/** What the thread says first: where it listens, or why LevelDB would not open. */
export const ServerReport = z.union([z.object({ port: z.int() }), z.object({ code: z.string(), message: z.string() })]);
export type ServerReport = z.infer<typeof ServerReport>;

/** What the server answers a GET with the right token. */
export const ServerIdentity = z.object({ identity: z.string() });
