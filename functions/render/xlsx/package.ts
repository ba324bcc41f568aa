import { elementsOf, escaped, readElements, withChildren } from "./xml.ts";

/** The parts of a workbook by name, e.g. "xl/workbook.xml". */
export type Parts = Readonly<Record<string, Uint8Array>>;

const decoder = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

export const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The text of a part. Throws RangeError where there is none of that name. */
export function partText(parts: Parts, name: string): string {
  const bytes = parts[name];
  if (bytes === undefined) throw new RangeError(`the workbook has no part ${name}`);
  return decoder.decode(bytes);
}

export const partBytes = (xml: string): Uint8Array => encoder.encode(xml);

/** A new part from its root element. */
export const newPart = (root: string): Uint8Array => encoder.encode(DECLARATION + root);

/** Where a part's relations are kept: "xl/worksheets/_rels/sheet1.xml.rels" for "xl/worksheets/sheet1.xml". */
const relationsName = (part: string): string => part.replace(/([^/]+)$/, "_rels/$1.rels");

/** A relation's kind is the last word of its type: "worksheet", "styles". */
export interface Relation {
  readonly id: string;
  readonly kind: string;
  /** As it is written, relative to the folder of the part or from "/". */
  readonly target: string;
}

export function relationsOf(parts: Parts, part: string): Relation[] {
  const name = relationsName(part);
  if (parts[name] === undefined) return [];
  return elementsOf(partText(parts, name), (path) => path === "Relationships/Relationship").map(({ attributes }) => ({
    id: attributes["Id"] ?? "",
    kind: (attributes["Type"] ?? "").replace(/^.*\//, ""),
    target: attributes["Target"] ?? "",
  }));
}

/** Adds a relation from a part to another, under an identifier that is free. */
export function withRelation(
  parts: Parts,
  from: string,
  kind: string,
  target: string,
): { readonly parts: Parts; readonly id: string } {
  const taken = new Set(relationsOf(parts, from).map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`rId${number}`)) number++;
  const id = `rId${number}`;
  const relation = `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${kind}" Target="${escaped(target)}"/>`;
  const name = relationsName(from);
  const bytes =
    parts[name] === undefined
      ? newPart(`<Relationships xmlns="${PACKAGE}">${relation}</Relationships>`)
      : partBytes(withChildren(partText(parts, name), relation));
  return { parts: { ...parts, [name]: bytes }, id };
}

const CONTENT_TYPES = "[Content_Types].xml";

/** Adds a part and says of what type it is. */
export function withPart(parts: Parts, name: string, bytes: Uint8Array, type: string): Parts {
  const override = `<Override PartName="/${escaped(name)}" ContentType="${escaped(type)}"/>`;
  const types = withChildren(partText(parts, CONTENT_TYPES), override);
  return { ...parts, [CONTENT_TYPES]: partBytes(types), [name]: bytes };
}

/** Part names of the worksheets by the names that are shown. */
export function sheetParts(parts: Parts): ReadonlyMap<string, string> {
  const targets = new Map(relationsOf(parts, "xl/workbook.xml").map(({ id, target }) => [id, target]));
  const sheets = elementsOf(partText(parts, "xl/workbook.xml"), (path) => path === "workbook/sheets/sheet");
  return new Map(
    sheets.map(({ attributes }) => {
      const target = targets.get(attributes["r:id"] ?? "") ?? "";
      return [attributes["name"] ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`];
    }),
  );
}

/** The texts that cells refer to by number. */
export function sharedTexts(parts: Parts): string[] {
  if (parts["xl/sharedStrings.xml"] === undefined) return [];
  const texts: string[] = [];
  let text = "";
  const wanted = (path: string): boolean => /^sst\/si(\/(r\/)?t)?$/.test(path);
  readElements(partText(parts, "xl/sharedStrings.xml"), wanted, (element) => {
    if (element.name === "t") text += element.text;
    else {
      texts.push(text);
      text = "";
    }
  });
  return texts;
}
