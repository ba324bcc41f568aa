import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PDFDocument } from "@cantoo/pdf-lib";
import { chartsIn, drawn } from "../helpers/workbooks/charts.ts";
import { compare, type Recalculated } from "../helpers/workbooks/compare.ts";
import { saved } from "../helpers/workbooks/libreoffice.ts";
import { readBook, type Value } from "../helpers/workbooks/read-workbook.ts";
import { stripped } from "../helpers/workbooks/strip.ts";

const CLI = new URL("../../functions/cli.js", import.meta.url).pathname;

/** Differences beyond these are counted, not printed. */
const MOST_SHOWN = 20;

/** A workbook prints at most so many pages. */
const MOST_PAGES = 20;

/** Every kind of report of one province, an agency's own with communes below it, and another province. */
const RUNS: readonly { readonly asked: readonly string[]; readonly made: readonly string[] }[] = [
  {
    asked: ["--province", "ba-ria-vung-tau", "--period", "2023-06"],
    made: ["ba-ria-vung-tau/2023-06/r1/bao-cao-cchc.xlsx", "ba-ria-vung-tau/2023-06/r1/bao-cao-cntt.xlsx"],
  },
  {
    asked: ["--province", "ba-ria-vung-tau", "--period", "2023-06", "--report", "don-vi/747"],
    made: ["ba-ria-vung-tau/2023-06/du-thao/don-vi/bao-cao-don-vi-ubnd-thanh-pho-vung-tau-2023-06.xlsx"],
  },
  {
    asked: ["--province", "quang-tri", "--period", "2023-06"],
    made: ["quang-tri/2023-06/r1/bao-cao-cntt.xlsx"],
  },
];

/** Makes the reports; gives their workbooks by their places below `out/`. Throws where one of them is not made. */
async function workbooksOf(place: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const out = join(place, "out");
  const options = { env: { PATH: process.env["PATH"] ?? "" }, maxBuffer: 64 * 1024 * 1024 };
  const workbooks = new Map<string, Uint8Array>();
  for (const { asked, made } of RUNS) {
    const args = [CLI, "report", ...asked, "--out", out, "--state", join(place, "state")];
    await promisify(execFile)(process.execPath, args, options);
    for (const name of made) workbooks.set(name, new Uint8Array(readFileSync(join(out, name))));
  }
  return workbooks;
}

/** Compares the results in a workbook to those that LibreOffice computed without having seen them. */
function recalculated(bytes: Uint8Array, computed: Uint8Array): Recalculated {
  const sheets = new Map(readBook(computed).sheets.map(({ name, cells }) => [name, cells]));
  const valueAt = (sheet: string, address: string): Value => sheets.get(sheet)?.get(address)?.value ?? null;
  return compare(readBook(bytes), valueAt);
}

/** Native charts that LibreOffice does not know any more when it saves the workbook, or draws from other cells. */
function lostCharts(bytes: Uint8Array, computed: Uint8Array): string[] {
  const kept = new Set([...chartsIn(computed).values()].map(drawn));
  return [...chartsIn(bytes).values()].map(drawn).filter((chart) => !kept.has(chart));
}

/** How many pages LibreOffice prints of a whole workbook. */
const pagesIn = async (pdf: Uint8Array): Promise<number> => (await PDFDocument.load(pdf)).getPageCount();

/** Says what LibreOffice makes of one workbook; true where nothing differs and it is not too long in print. */
function judged(name: string, bytes: Uint8Array, computed: Uint8Array, pages: number): boolean {
  const { formulas, differences } = recalculated(bytes, computed);
  const lost = lostCharts(bytes, computed);
  const charts = chartsIn(bytes).size;
  const said = `${formulas} formulas, ${differences.length} differences; ${charts} charts, ${lost.length} lost; ${pages} pages`;
  process.stdout.write(`${name}: ${said}\n`);
  for (const fault of [...differences, ...lost].slice(0, MOST_SHOWN)) process.stdout.write(`  ${fault}\n`);
  return differences.length === 0 && lost.length === 0 && pages > 0 && pages <= MOST_PAGES;
}

/** Runs reports, lets LibreOffice calculate their workbooks, and says how many come to the same. */
async function main(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), "bao-cao-office-"));
  try {
    const workbooks = [...(await workbooksOf(place))];
    const without = workbooks.map(([, bytes]) => stripped(bytes));
    const computed = await saved(without, join(place, "office"));
    const printed = await saved(
      workbooks.map(([, bytes]) => bytes),
      join(place, "print"),
      "pdf",
    );
    const pages = await Promise.all(printed.map(pagesIn));
    const verdicts = workbooks.map(([name, bytes], at) =>
      judged(name, bytes, computed[at] ?? new Uint8Array(), pages[at] ?? 0),
    );
    const failed = verdicts.filter((passed) => !passed).length;
    process.stdout.write(`\n${verdicts.length - failed} passed, ${failed} failed\n`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

await main();
