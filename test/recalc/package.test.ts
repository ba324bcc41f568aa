import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { chartedWorkbook } from "../helpers/documents/charted.ts";
import { chartFaults } from "../helpers/workbooks/charts.ts";
import { packageFaults } from "../helpers/workbooks/package.ts";
import { smallWorkbook } from "../helpers/workbooks/small-workbook.ts";

/** Workbooks with a part changed, or taken away (`to` is null). */
function broken(bytes: Uint8Array, name: string, from: string, to: string | null): Uint8Array {
  const { [name]: part = new Uint8Array(), ...others } = unzipSync(bytes);
  const xml = strFromU8(part);
  if (!xml.includes(from)) throw new Error(`${name} has no ${from}`);
  return zipSync(to === null ? others : { ...others, [name]: strToU8(xml.replaceAll(from, to)) });
}

test("a sound workbook has no faults, with charts or without", async () => {
  expect(packageFaults(await smallWorkbook())).toEqual([]);
  expect(packageFaults(await chartedWorkbook())).toEqual([]);
  expect(chartFaults(await chartedWorkbook())).toEqual([]);
});

test.each([
  ["xl/sharedStrings.xml", "Tiếp nhận", "Tiếp\u0001nhận", "xl/sharedStrings.xml: character U+1, which XML forbids"],
  ["xl/sharedStrings.xml", "Tiếp nhận", "Tiếp&#x1F;nhận", "xl/sharedStrings.xml: reference &#x1F;, which XML forbids"],
  ["xl/sharedStrings.xml", "Tiếp nhận", "Tiếp & nhận", "xl/sharedStrings.xml: not well formed"],
  ["xl/worksheets/sheet2.xml", "<worksheet", null, "xl/worksheets/sheet2.xml, which is not there"],
  ["[Content_Types].xml", 'PartName="/xl/styles.xml"', 'PartName="/xl/style.xml"', "xl/styles.xml: no content type"],
  ["xl/_rels/workbook.xml.rels", 'Id="rId4"', 'Id="rId40"', "<sheet> refers to rId4, no relation"],
  ["xl/_rels/workbook.xml.rels", "styles.xml", "theme/theme1.xml", "xl/styles.xml: nothing leads to it"],
  [
    "xl/workbook.xml",
    "</definedNames>",
    '<definedName name="hosotiepnhan">1</definedName></definedNames>',
    "name hosotiepnhan: defined twice",
  ],
  ["xl/workbook.xml", 'name="HoSoTiepNhan"', 'name="R1C1"', "name R1C1: not a legal name"],
  ["xl/workbook.xml", 'name="Tổng hợp"', 'name="SỐ LIỆU GỐC"', "sheet SỐ LIỆU GỐC: twice"],
  ["xl/workbook.xml", 'name="Tổng hợp"', 'name="BCCI/Số hóa"', "sheet BCCI/Số hóa: a character that Excel refuses"],
  ["xl/workbook.xml", 'name="Tổng hợp"', `name="${"ă".repeat(32)}"`, "not 1 to 31 characters"],
])("what makes a program repair a workbook is named: %s with %s → %s", async (name, from, to, said) => {
  const faults = packageFaults(broken(await smallWorkbook(), name, from, to));
  expect(faults.join("\n")).toContain(said);
});

test("a chart that would draw a text as zero, or what its cells do not show, is named", async () => {
  const bytes = await chartedWorkbook();
  const stale = broken(bytes, "xl/worksheets/sheet2.xml", "<v>20.5</v>", "<v>21.5</v>");
  expect(chartFaults(stale).join("\n")).toContain("cell 1 shows 21.5, the chart has 20.5");
  const words = broken(bytes, "xl/worksheets/sheet2.xml", "<f>B2/2</f><v>20.5</v>", "<f>B2/2</f><v>–</v>");
  const typed = broken(words, "xl/worksheets/sheet2.xml", '<c r="C2"', '<c t="str" r="C2"');
  expect(chartFaults(typed).join("\n")).toContain('cell 1 is "–", which is drawn as zero');
});
