import { z } from "zod";
import manifest from "../package.json" with { type: "json" };

/** The program's version; raised with every change that changes what a report says or how it looks. */
export const VERSION = z.string().parse(manifest.version);
