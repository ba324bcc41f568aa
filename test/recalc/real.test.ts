import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "../helpers/runs/command.ts";
import { chartFaults, chartsIn } from "../helpers/workbooks/charts.ts";
import { packageFaults } from "../helpers/workbooks/package.ts";
import { recalculate } from "../helpers/workbooks/recalculate.ts";
import { schemaFaults } from "../helpers/workbooks/schema.ts";

/** Both reports of a province, and that of a city with its wards. */
const WORKBOOKS = [
  "r1/bao-cao-cntt.xlsx",
  "r1/bao-cao-cchc.xlsx",
  "du-thao/don-vi/bao-cao-don-vi-ubnd-thanh-pho-vung-tau-2023-06.xlsx",
] as const;

const place = mkdtempSync(join(tmpdir(), "bao-cao-recalc-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeAll(async () => {
  const asked = ["--province", "ba-ria-vung-tau", "--period", "2023-06"];
  const folders = ["--out", join(place, "out"), "--state", join(place, "state")];
  for (const report of [[], ["--report", "don-vi/747"]]) {
    const { code, stderr } = await command([...asked, ...report, ...folders]);
    expect(code, stderr).toBe(0);
  }
});

const workbook = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(place, "out/ba-ria-vung-tau/2023-06", name)));

test.each(WORKBOOKS)("%s: every formula comes to what the file says", (name) => {
  const { formulas, differences } = recalculate(workbook(name));
  expect(differences).toEqual([]);
  expect(formulas).toBeGreaterThan(1000);
});

test("one wrong result among them is found", () => {
  const parts = unzipSync(workbook("du-thao/don-vi/bao-cao-don-vi-ubnd-thanh-pho-vung-tau-2023-06.xlsx"));
  const xml = strFromU8(parts["xl/worksheets/sheet2.xml"] ?? new Uint8Array());
  const [whole = "", before = "", result = ""] =
    /(<c r="[A-Z]+\d+" s="\d+"><f>[^<]*<\/f><v>)(\d+)<\/v>/.exec(xml) ?? [];
  const wrong = xml.replace(whole, `${before}${Number(result) + 1}</v>`);
  const bytes = zipSync({ ...parts, "xl/worksheets/sheet2.xml": strToU8(wrong) });
  const { differences } = recalculate(bytes);
  expect(differences).toHaveLength(1);
  expect(differences[0]).toMatch(/^Tổng hợp!/);
  expect(differences[0]).toContain(`in the file ${Number(result) + 1}, computed ${result}`);
});

test.each(WORKBOOKS)("%s: well formed, typed, every relation leads somewhere, every name is legal", (name) => {
  expect(packageFaults(workbook(name))).toEqual([]);
});

test.each(WORKBOOKS)("%s: its charts draw numbers only, those that the cells show", (name) => {
  expect(chartFaults(workbook(name))).toEqual([]);
  expect(chartsIn(workbook(name)).size).toBeGreaterThan(0);
});

test.each(["r1/bao-cao-cntt.xlsx", "du-thao/don-vi/bao-cao-don-vi-ubnd-thanh-pho-vung-tau-2023-06.xlsx"])(
  "%s: Office's own schemas object to nothing",
  async (name) => {
    expect(await schemaFaults(workbook(name))).toEqual([]);
  },
);
