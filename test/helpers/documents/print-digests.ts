import { createHash } from "node:crypto";
import { allFiles } from "./all-files.ts";

/** Run by same-bytes.test.ts in a process of its own for each zone. */
const files = await allFiles();
console.log(files.map((bytes) => createHash("sha256").update(bytes).digest("hex")).join(" "));
