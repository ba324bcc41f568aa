import { elementsOf, type XmlElement } from "./xml.ts";

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

/** The children of a worksheet's properties (18.3.1.82). */
const SHEET_PROPERTIES = ["tabColor", "outlinePr", "pageSetUpPr"];

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

/** A stretch of a part and what comes in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A stretch of a part after edits within it, which do not overlap and come in their order. */
function edited(xml: string, { start, end }: Pick<Edit, "start" | "end">, edits: readonly Edit[]): string {
  let text = "";
  let from = start;
  for (const edit of edits.filter((one) => one.start >= start && one.end <= end)) {
    text += xml.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return text + xml.slice(from, end);
}

/** Puts neighbouring elements into an order; those of equal rank stay as they were. */
function ordered(
  xml: string,
  elements: readonly XmlElement[],
  order: readonly string[],
  within: readonly Edit[] = [],
): Edit[] {
  const first = elements[0];
  const last = elements.at(-1);
  if (first === undefined || last === undefined) return [];
  const rank = ({ name }: XmlElement): number => {
    const at = order.indexOf(name);
    if (at < 0) throw new RangeError(`a workbook has an element ${name} that nobody placed`);
    return at;
  };
  const ranked = elements.toSorted((left, right) => rank(left) - rank(right));
  return [{ start: first.start, end: last.end, text: ranked.map((one) => edited(xml, one, within)).join("") }];
}

const RULE_EXTENSIONS = "worksheet/conditionalFormatting/cfRule/extLst";
const wanted = (path: string): boolean =>
  path.split("/").length === 2 || path.startsWith("worksheet/sheetPr/") || path.startsWith(RULE_EXTENSIONS);

function shellInOrder(xml: string): string {
  const elements = elementsOf(xml, wanted);
  const named = (path: string): XmlElement[] => elements.filter((one) => one.path === path);
  const empty = named(`${RULE_EXTENSIONS}/ext/x14:id`).filter(({ text }) => text === "");
  const within = [
    ...ordered(
      xml,
      elements.filter(({ path }) => path.startsWith("worksheet/sheetPr/")),
      SHEET_PROPERTIES,
    ),
    ...named(RULE_EXTENSIONS)
      .filter(({ start, end }) => empty.some((id) => id.start > start && id.end < end))
      .map(({ start, end }) => ({ start, end, text: "" })),
  ];
  const children = elements.filter(({ path }) => path.split("/").length === 2);
  return edited(xml, { start: 0, end: xml.length }, ordered(xml, children, WORKSHEET, within));
}

/**
 * A worksheet with its elements where the schema has them. The workbook library writes notes behind the extensions, and
 * print properties before the outline's; and to a data bar with a gradient it gives an extension without an
 * identifier, which is taken out. Office takes all of that for damage.
 */
export function worksheetInOrder(xml: string): string {
  const from = xml.indexOf(ROWS) + ROWS.length;
  const to = xml.indexOf("</sheetData>");
  if (to === -1) return shellInOrder(xml);
  // The rows are nearly all of a sheet and stay as they are, so they are not read.
  const shell = shellInOrder(xml.slice(0, from) + xml.slice(to));
  const at = shell.indexOf(ROWS) + ROWS.length;
  return shell.slice(0, at) + xml.slice(from, to) + shell.slice(at);
}

/** The styles with the parts of every font where the schema has them. */
export function stylesInOrder(xml: string): string {
  const fonts: XmlElement[][] = [[]];
  for (const element of elementsOf(xml, (path) => /\/font(\/[^/]+)?$/.test(path))) {
    if (element.name === "font") fonts.push([]);
    else fonts.at(-1)?.push(element);
  }
  const edits = fonts.flatMap((children) => ordered(xml, children, FONT));
  return edited(xml, { start: 0, end: xml.length }, edits);
}
