import { elementsOf, type XmlElement } from "./xlsx-xml.ts";

/** The children of a worksheet (ECMA-376 Part 1, 18.3.1.99, as far as they are written here). */
const WORKSHEET = [
  "sheetPr",
  "dimension",
  "sheetViews",
  "sheetFormatPr",
  "cols",
  "sheetData",
  "sheetProtection",
  "autoFilter",
  "mergeCells",
  "conditionalFormatting",
  "dataValidations",
  "hyperlinks",
  "printOptions",
  "pageMargins",
  "pageSetup",
  "headerFooter",
  "rowBreaks",
  "colBreaks",
  "ignoredErrors",
  "drawing",
  "legacyDrawing",
  "picture",
  "tableParts",
  "extLst",
];

/** The children of a font, in the order that Office demands (ECMA-376 Part 1, 18.8.22). */
const FONT = [
  "b",
  "i",
  "strike",
  "condense",
  "extend",
  "outline",
  "shadow",
  "u",
  "vertAlign",
  "sz",
  "color",
  "name",
  "family",
  "charset",
  "scheme",
];

const ROWS = "<sheetData>";

/** Puts neighbouring elements into an order; those of equal rank stay as they were. */
function sorted(xml: string, elements: readonly XmlElement[], order: readonly string[]): string {
  const [first, last] = [elements[0], elements.at(-1)];
  if (first === undefined || last === undefined) return xml;
  const rank = ({ name }: XmlElement): number => {
    const at = order.indexOf(name);
    if (at < 0) throw new RangeError(`a workbook has an element ${name} that nobody placed`);
    return at;
  };
  const ranked = elements.toSorted((left, right) => rank(left) - rank(right));
  const inner = ranked.map(({ start, end }) => xml.slice(start, end)).join("");
  return xml.slice(0, first.start) + inner + xml.slice(last.end);
}

/** What the library writes of a data bar's extension: an identifier that is empty, which Office takes for damage. */
const EMPTY_ID = /<extLst><ext [^>]*><x14:id\/><\/ext><\/extLst>/g;

/** The outline's rule stands before that of the page (ECMA-376 Part 1, 18.3.1.82). */
const PAGE_FIRST = /(<pageSetUpPr [^>]*\/>)(<outlinePr [^>]*\/>)/;

/** A worksheet without what Office would repair within its elements. */
export const worksheetRepaired = (xml: string): string => xml.replace(EMPTY_ID, "").replace(PAGE_FIRST, "$2$1");

/**
 * A worksheet with its elements where the schema has them: the workbook library writes notes behind the extensions,
 * which Office takes for damage.
 */
export function worksheetInOrder(xml: string): string {
  const [from, to] = [xml.indexOf(ROWS) + ROWS.length, xml.indexOf("</sheetData>")];
  // The rows are nearly all of a sheet and stay as they are, so they are not read.
  const [shell, rows] = to === -1 ? [xml, ""] : [xml.slice(0, from) + xml.slice(to), xml.slice(from, to)];
  const isChild = (path: string): boolean => path.split("/").length === 2;
  const ordered = sorted(shell, elementsOf(shell, isChild), WORKSHEET);
  const at = ordered.indexOf(ROWS) + ROWS.length;
  return to === -1 ? ordered : ordered.slice(0, at) + rows + ordered.slice(at);
}

/** The styles with the parts of every font where the schema has them. */
export function stylesInOrder(xml: string): string {
  const fonts: XmlElement[][] = [[]];
  for (const element of elementsOf(xml, (path) => /\/font(\/[^/]+)?$/.test(path))) {
    if (element.name === "font") fonts.push([]);
    else fonts.at(-1)?.push(element);
  }
  // From the last to the first, so that the places of those before stay true.
  return fonts.reduceRight((text, children) => sorted(text, children, FONT), xml);
}
