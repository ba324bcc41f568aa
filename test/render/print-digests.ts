import { createHash } from "node:crypto";
import { renderPdf } from "../../functions/render/pdf.ts";
import { renderXlsx } from "../../functions/render/xlsx.ts";
import { sampleReport } from "./sample.ts";

/** Run by same-bytes.test.ts in a process of its own for each zone. */
const files = [await renderPdf(sampleReport(), []), await renderXlsx(sampleReport())];
console.log(files.map((bytes) => createHash("sha256").update(bytes).digest("hex")).join(" "));
