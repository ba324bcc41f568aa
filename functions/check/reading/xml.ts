import sax from "sax";

/** The text of a part; throws where it is no UTF-8. */
export const decoder = new TextDecoder("utf-8", { fatal: true });

interface Visitor {
  readonly open?: (tag: Tag) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** What XML 1.0 cannot hold, as it is or as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const NOT_XML_REFERENCE = /&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/i;

/** Reads a part from its first to its last tag. Throws where it is no well-formed XML 1.0. */
export function visit(xml: string, { open, text, close }: Visitor): void {
  if (NOT_XML.test(xml) || NOT_XML_REFERENCE.test(xml)) throw new Error("a character that XML forbids");
  const parser = sax.parser(true, { position: false });
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) => open?.({ name: local(name), attributes: plain(attributes) });
  parser.ontext = (found) => text?.(found);
  parser.onclosetag = (name) => close?.(local(name));
  parser.write(xml).close();
}

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A name without the prefix of its namespace. */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);

const plain = (attributes: sax.Tag["attributes"] | sax.QualifiedTag["attributes"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === "string" ? value : value.value]),
  );
