/** Names of the document information, as the PDF has them. */
export type Information = Readonly<Record<string, string | Date>>;

/** Properties of the archive have a schema of their own, which the packet describes (ISO 19005-3, 6.6.2.3). */
const SCHEMA = { prefix: "nd30", uri: "urn:nghi-dinh-30-2020-nd-cp:phu-luc-vi#" } as const;

/** What other schemas in the packet already say. */
const STANDARD = ["Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate"];

/** Letters that XML 1.0 cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const escaped = (text: string): string =>
  text.replace(NOT_XML, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** "2023-06-16T01:30:00Z": whole seconds, as the document information has them. */
const moment = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`;

const description = (namespaces: readonly (readonly [prefix: string, uri: string])[], lines: readonly string[]) =>
  [
    `<rdf:Description rdf:about=""${namespaces.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join("")}>`,
    ...lines.map((line) => `  ${line}`),
    "</rdf:Description>",
  ].join("\n");

const alternative = (text: string): string =>
  `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`;

const property = (name: string): string =>
  [
    '<rdf:li rdf:parseType="Resource">',
    `<pdfaProperty:name>${name}</pdfaProperty:name>`,
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>",
    "<pdfaProperty:category>external</pdfaProperty:category>",
    `<pdfaProperty:description>${name}, Nghị định 30/2020/NĐ-CP, Phụ lục VI</pdfaProperty:description>`,
    "</rdf:li>",
  ].join("");

/** Describes the archive's schema: readers that keep to PDF/A look up every property in such a description. */
function schemaOf(names: readonly string[]): string {
  const namespaces = [
    ["pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"],
    ["pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"],
    ["pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"],
  ] as const;
  return description(namespaces, [
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">',
    "  <pdfaSchema:schema>Nghị định 30/2020/NĐ-CP, Phụ lục VI</pdfaSchema:schema>",
    `  <pdfaSchema:namespaceURI>${SCHEMA.uri}</pdfaSchema:namespaceURI>`,
    `  <pdfaSchema:prefix>${SCHEMA.prefix}</pdfaSchema:prefix>`,
    `  <pdfaSchema:property><rdf:Seq>${names.map(property).join("")}</rdf:Seq></pdfaSchema:property>`,
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>",
  ]);
}

/**
 * An XMP packet that says the same as the document information, in the schemas that PDF/A-3 wants. It makes no claim
 * to be PDF/A (no `pdfaid`): nothing here has been held against a validator.
 */
export function xmpOf(information: Information, language: string): string {
  const text = (name: string): string => String(information[name] ?? "");
  const instant = information["CreationDate"];
  if (!(instant instanceof Date)) throw new RangeError("a document without a creation date");
  const own = Object.keys(information).filter((name) => !STANDARD.includes(name));
  const dublin = [
    "<dc:format>application/pdf</dc:format>",
    `<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>`,
    `<dc:title>${alternative(text("Title"))}</dc:title>`,
    `<dc:creator><rdf:Seq><rdf:li>${escaped(text("Author"))}</rdf:li></rdf:Seq></dc:creator>`,
    `<dc:description>${alternative(text("Subject"))}</dc:description>`,
  ];
  const tool = [
    `<xmp:CreatorTool>${escaped(text("Creator"))}</xmp:CreatorTool>`,
    ...["CreateDate", "ModifyDate", "MetadataDate"].map((name) => `<xmp:${name}>${moment(instant)}</xmp:${name}>`),
  ];
  const file = ["Producer", "Keywords"].map((name) => `<pdf:${name}>${escaped(text(name))}</pdf:${name}>`);
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    description([["dc", "http://purl.org/dc/elements/1.1/"]], dublin),
    description([["xmp", "http://ns.adobe.com/xap/1.0/"]], tool),
    description([["pdf", "http://ns.adobe.com/pdf/1.3/"]], file),
    description(
      [[SCHEMA.prefix, SCHEMA.uri]],
      own.map((name) => `<${SCHEMA.prefix}:${name}>${escaped(text(name))}</${SCHEMA.prefix}:${name}>`),
    ),
    schemaOf(own),
    '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>',
  ].join("\n");
}
