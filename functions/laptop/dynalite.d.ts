declare module "dynalite" {
  import type { Server } from "node:http";

  interface DynaliteOptions {
    /** Folder of the LevelDB store; in memory without it. */
    path?: string;
    /** How long a new table stays in CREATING. */
    createTableMs?: number;
  }

  /** A server that speaks DynamoDB's protocol; closing it closes its store. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
