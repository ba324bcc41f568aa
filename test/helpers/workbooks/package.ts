import { posix } from "node:path";
import { unzipSync } from "fflate";
import sax from "sax";

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What XML 1.0 forbids (2.2 Char), and characters that were cut in half. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;
/** The same, written as a reference. */
const REFERENCE = /&#(x[0-9a-f]+|[0-9]+);/gi;

function forbiddenIn(xml: string): string | null {
  const plain = FORBIDDEN.exec(xml);
  if (plain !== null) return `character U+${plain[0].codePointAt(0)?.toString(16)}`;
  for (const [whole, code = ""] of xml.matchAll(REFERENCE)) {
    const point = code.startsWith("x") ? Number.parseInt(code.slice(1), 16) : Number(code);
    const isCharacter = point <= 0x10ffff && !FORBIDDEN.test(String.fromCodePoint(point));
    if (!isCharacter) return `reference ${whole}`;
  }
  return null;
}

/** Elements of a part. Throws where it is not well formed. */
function nodesOf(xml: string): Node[] {
  const nodes: Node[] = [];
  const reader = sax.parser(true, { xmlns: false });
  reader.onerror = (error) => {
    throw error;
  };
  reader.onopentag = ({ name, attributes }) => {
    nodes.push({
      name,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, `${value}`])),
    });
  };
  reader.write(xml).close();
  return nodes;
}

const isXml = (name: string): boolean => /\.(xml|rels|vml)$/.test(name);

/** "xl/worksheets/sheet1.xml" for "xl/worksheets/_rels/sheet1.xml.rels"; "" for the package's own relations. */
const ownerOf = (rels: string): string => rels.replace(/_rels\/([^/]*)\.rels$/, "$1");

function targetOf(owner: string, target: string): string {
  return target.startsWith("/") ? target.slice(1) : posix.normalize(posix.join(posix.dirname(owner), target));
}

class Package {
  readonly names: readonly string[];
  readonly #nodes = new Map<string, readonly Node[]>();
  readonly faults: string[] = [];

  constructor(bytes: Uint8Array) {
    const parts = unzipSync(bytes);
    this.names = Object.keys(parts);
    for (const [name, part] of Object.entries(parts)) if (isXml(name)) this.#read(name, part);
  }

  #read(name: string, part: Uint8Array): void {
    try {
      const xml = new TextDecoder("utf-8", { fatal: true }).decode(part);
      const forbidden = forbiddenIn(xml);
      if (forbidden !== null) this.faults.push(`${name}: ${forbidden}, which XML forbids`);
      this.#nodes.set(name, nodesOf(xml));
    } catch (error) {
      this.faults.push(`${name}: not well formed: ${error instanceof Error ? error.message.split("\n")[0] : "?"}`);
    }
  }

  nodes(part: string, name: string): readonly Node[] {
    return (this.#nodes.get(part) ?? []).filter((node) => node.name === name);
  }

  all(part: string): readonly Node[] {
    return this.#nodes.get(part) ?? [];
  }
}

/** Every part has one content type, and no type is given to a part that is not there. */
function typeFaults(file: Package): string[] {
  const types = "[Content_Types].xml";
  const extensions = new Set(file.nodes(types, "Default").map(({ attributes }) => attributes["Extension"]));
  const overrides = file.nodes(types, "Override").map(({ attributes }) => attributes["PartName"] ?? "");
  const without = file.names.filter(
    (name) => name !== types && !overrides.includes(`/${name}`) && !extensions.has(name.split(".").at(-1)),
  );
  // A default for ".xml" covers no part of a workbook: the program would not know what it is.
  const plain = file.names.filter((name) => name !== types && name.endsWith(".xml") && !overrides.includes(`/${name}`));
  return [
    ...new Set([...without, ...plain].map((name) => `${name}: no content type`)),
    ...overrides.filter((name) => !file.names.includes(name.slice(1))).map((name) => `${name}: typed, but not there`),
    ...overrides.filter((name, index) => overrides.indexOf(name) !== index).map((name) => `${name}: typed twice`),
  ];
}

/** Every relation leads to a part, every `r:id` has a relation, every part is reached from the root. */
function relationFaults(file: Package): string[] {
  const faults: string[] = [];
  const reached = new Set<string>(["[Content_Types].xml"]);
  for (const rels of file.names.filter((name) => name.endsWith(".rels"))) {
    const owner = ownerOf(rels);
    if (owner !== "" && !file.names.includes(owner)) faults.push(`${rels}: relations of a part that is not there`);
    reached.add(rels);
    const ids: string[] = [];
    for (const { attributes } of file.nodes(rels, "Relationship")) {
      ids.push(attributes["Id"] ?? "");
      const target = targetOf(owner, attributes["Target"] ?? "");
      reached.add(target);
      if (attributes["TargetMode"] !== "External" && !file.names.includes(target)) {
        faults.push(`${rels}: ${attributes["Id"]} leads to ${target}, which is not there`);
      }
    }
    faults.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${rels}: ${id} twice`));
  }
  for (const name of file.names.filter((one) => !one.endsWith(".rels"))) {
    const ids = new Set(file.nodes(relationsName(name), "Relationship").map(({ attributes }) => attributes["Id"]));
    for (const node of file.all(name)) {
      for (const [key, id] of Object.entries(node.attributes)) {
        if (/^r:(id|embed|link)$/.test(key) && !ids.has(id))
          faults.push(`${name}: <${node.name}> refers to ${id}, no relation`);
      }
    }
    if (!reached.has(name)) faults.push(`${name}: nothing leads to it`);
  }
  return faults;
}

const relationsName = (part: string): string => part.replace(/([^/]+)$/, "_rels/$1.rels");

/** Names that Excel takes (ECMA-376 Part 1, 18.2.19, and what Excel demands beyond it). */
function sheetNameFaults(file: Package): string[] {
  const names = file.nodes("xl/workbook.xml", "sheet").map(({ attributes }) => attributes["name"] ?? "");
  const folded = names.map((name) => name.normalize("NFC").toLowerCase());
  return [
    ...(names.length === 0 ? ["the workbook has no sheet"] : []),
    ...names
      .filter((name) => name.length < 1 || name.length > 31)
      .map((name) => `sheet ${name}: not 1 to 31 characters`),
    ...names
      .filter((name) => /[[\]*?/\\:]|^'|'$/.test(name))
      .map((name) => `sheet ${name}: a character that Excel refuses`),
    ...names.filter((name) => name.toLowerCase() === "history").map((name) => `sheet ${name}: a name Excel keeps`),
    ...names.filter((_, at) => folded.indexOf(folded[at] ?? "") !== at).map((name) => `sheet ${name}: twice`),
  ];
}

/** Not like a cell's address (A1, R1C1), and of letters, digits, "_" and "." (ECMA-376 Part 1, 18.2.5). */
const isLegalName = (name: string): boolean =>
  /^[\p{L}_\\][\p{L}\p{N}_.\\]{0,254}$/u.test(name) && !/^([A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*)$/i.test(name);

function definedNameFaults(file: Package): string[] {
  const sheets = file.nodes("xl/workbook.xml", "sheet").length;
  const names = file.nodes("xl/workbook.xml", "definedName").map(({ attributes }) => ({
    name: attributes["name"] ?? "",
    sheet: attributes["localSheetId"] ?? "",
  }));
  const keys = names.map(({ name, sheet }) => `${name.toLowerCase()} ${sheet}`);
  return [
    ...names.filter((_, at) => keys.indexOf(keys[at] ?? "") !== at).map(({ name }) => `name ${name}: defined twice`),
    ...names.filter(({ name }) => !isLegalName(name)).map(({ name }) => `name ${name}: not a legal name`),
    ...names
      .filter(({ sheet }) => Number(sheet) >= sheets)
      .map(({ name }) => `name ${name}: of a sheet that is not there`),
  ];
}

/**
 * What would make a program offer to repair a workbook, as far as a look into its package shows: each a sentence that
 * names the part. None for a sound one.
 */
export function packageFaults(bytes: Uint8Array): string[] {
  const file = new Package(bytes);
  return [
    ...file.faults,
    ...typeFaults(file),
    ...relationFaults(file),
    ...sheetNameFaults(file),
    ...definedNameFaults(file),
  ];
}
