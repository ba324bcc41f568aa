import { z } from "zod";

/** The one table of a state folder. */
export const TABLE = "reports";

/** The header that carries the owner's token. */
export const TOKEN_HEADER = "x-state-token";

/**
 * What a process opens a state folder for: one command beside whatever is under way, one run of the state machine, or a
 * service, which goes on until it is stopped.
 */
export const Use = z.enum(["command", "run", "service"]);
export type Use = z.infer<typeof Use>;

/** What a process owns a folder for, and how many runs have their turns in it at once, whichever process they are in. */
export const Ownership = z.object({ use: Use, atOnce: z.int().min(1) });
export type Ownership = z.infer<typeof Ownership>;

/** What the owner answers a process that asks to be admitted: that it has to wait, and that it is admitted. */
export const WAIT = "wait\n";
export const ADMITTED = "admitted\n";

/** What the thread of the database is started with. */
export const ServerData = Ownership.extend({ path: z.string(), token: z.string(), table: z.string() });
export type ServerData = z.infer<typeof ServerData>;

/** What the thread says first: where it listens, or why LevelDB would not open. */
export const ServerReport = z.union([z.object({ port: z.int() }), z.object({ code: z.string(), message: z.string() })]);
export type ServerReport = z.infer<typeof ServerReport>;
