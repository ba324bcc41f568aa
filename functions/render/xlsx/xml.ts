import sax from "sax";
import { xmlText } from "./text.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as it is in an element or an attribute: NFC, on one line, without what XML forbids. */
export const escaped = (text: string): string =>
  xmlText(text)
    .replace(/\s+/g, " ")
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? "");

/** An element of a part and where it is in the part's text. */
export interface XmlElement {
  /** Names from the root, joined by "/": "worksheet/sheetData". */
  readonly path: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
  /** All text within it, but not that of elements which are reported themselves. */
  readonly text: string;
}

interface Open {
  readonly path: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: number;
  text: string;
}

/** Reports the elements with the wanted paths, each when it ends. Throws SyntaxError where the part is no XML. */
export function readElements(
  xml: string,
  wanted: (path: string) => boolean,
  report: (element: XmlElement) => void,
): void {
  const reader = sax.parser(true, { position: true });
  const paths: string[] = [];
  const open: Open[] = [];
  reader.onerror = (error) => {
    throw new SyntaxError(`a part of the workbook is no XML: ${error.message}`, { cause: error });
  };
  reader.onopentag = ({ name, attributes }) => {
    const path = paths.length === 0 ? name : `${paths.at(-1)}/${name}`;
    paths.push(path);
    if (!wanted(path)) return;
    const given = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
    open.push({ path, name, attributes: given, start: reader.startTagPosition - 1, text: "" });
  };
  reader.ontext = (text) => {
    const within = open.at(-1);
    if (within !== undefined) within.text += text;
  };
  reader.onclosetag = () => {
    const last = open.at(-1);
    if (last !== undefined && last.path === paths.at(-1)) {
      open.pop();
      report({ ...last, end: reader.position });
    }
    paths.pop();
  };
  reader.write(xml).close();
}

/** The elements with the wanted paths, in the order in which they end. */
export function elementsOf(xml: string, wanted: (path: string) => boolean): XmlElement[] {
  const found: XmlElement[] = [];
  readElements(xml, wanted, (element) => found.push(element));
  return found;
}

/** Adds children to the root of a part, behind those that it has. */
export function withChildren(xml: string, children: string): string {
  const end = xml.lastIndexOf("</");
  if (end < 0) throw new SyntaxError("a part of the workbook has no end");
  return xml.slice(0, end) + children + xml.slice(end);
}
