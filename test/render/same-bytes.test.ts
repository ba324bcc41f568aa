import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import { renderXlsx } from "../../functions/render/xlsx/xlsx.ts";
import { allFiles } from "../helpers/documents/all-files.ts";
import { hostileReport } from "../helpers/documents/hostile.ts";
import { sampleReport } from "../helpers/documents/sample.ts";
import { hostileWorkbook, sampleWorkbook } from "../helpers/documents/sample-workbook.ts";

const SCRIPT = fileURLToPath(new URL("../helpers/documents/print-digests.ts", import.meta.url));
const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The digests of the sample report's files, made by a new process in this zone. */
async function digestsIn(zone: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [SCRIPT], { env: { TZ: zone } });
  expect(stderr).toBe("");
  return stdout.trim();
}

test("equal reports give equal bytes in every zone, in a new process and after other reports", async () => {
  await renderPdf(hostileReport(), []);
  await renderXlsx(hostileWorkbook());
  const here = (await allFiles()).map(digest).join(" ");
  const zones = ["UTC", "America/Los_Angeles", "Asia/Ho_Chi_Minh"];
  expect(await Promise.all(zones.map(digestsIn))).toEqual([here, here, here]);
});

test("reports rendered at the same time do not disturb each other", async () => {
  const alone = digest(await renderPdf(sampleReport(), []));
  const [first, , second] = await Promise.all([
    renderPdf(sampleReport(), []),
    renderPdf(hostileReport(), []),
    renderPdf(sampleReport(), []),
  ]);
  expect([digest(first), digest(second)]).toEqual([alone, alone]);
});

test("rendering leaves the report as it was", async () => {
  const report = sampleReport();
  const workbook = sampleWorkbook();
  const before = structuredClone({ report, workbook });
  await renderPdf(report, []);
  await renderXlsx(workbook);
  expect({ report, workbook }).toEqual(before);
});
