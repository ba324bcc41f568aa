import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { elementsOf, type XmlElement } from "../../../functions/render/xlsx/xml.ts";

const WORKSHEET = /^xl\/worksheets\/[^/]+\.xml$/;
const wanted = (path: string): boolean => /^worksheet\/sheetData\/row\/c(\/f|\/v)?$/.test(path);

/** Places of the results of formulas; the values of other cells stay. */
function resultsIn(xml: string): XmlElement[] {
  const results: XmlElement[] = [];
  let within: XmlElement[] = [];
  for (const element of elementsOf(xml, wanted)) {
    if (element.name !== "c") within.push(element);
    else {
      if (within.some(({ name }) => name === "f")) results.push(...within.filter(({ name }) => name === "v"));
      within = [];
    }
  }
  return results;
}

function withoutResults(xml: string): string {
  let kept = "";
  let from = 0;
  for (const { start, end } of resultsIn(xml)) {
    kept += xml.slice(from, start);
    from = end;
  }
  return kept + xml.slice(from);
}

/** A workbook whose formulas come to nothing yet: a program that opens it has to calculate them. */
export function stripped(bytes: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [
    name,
    WORKSHEET.test(name) ? strToU8(withoutResults(strFromU8(part))) : part,
  ]);
  return zipSync(Object.fromEntries(parts));
}
