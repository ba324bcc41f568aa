import pdfmake from "pdfmake";
import { vi } from "vitest";
import { mm } from "../../../functions/render/layout.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import type { Report } from "../../../functions/report/report.ts";

/** A node of a document definition, its properties not known beforehand. */
export type Node = Record<string, unknown>;

export const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** Everything under a node, itself first. */
export function* nodesOf(value: unknown): Generator<Node> {
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

/** What a node or a part of it says, its pieces joined. */
export function textOf(node: unknown): string {
  if (typeof node === "string") return node;
  if (Array.isArray(node)) return node.map(textOf).join("");
  return isNode(node) && "text" in node ? textOf(node["text"]) : "";
}

/** The first node of a definition with this text; throws where there is none. */
export function nodeWith(definition: Node, words: string): Node {
  const normal = words.replaceAll("\u00a0", " ");
  for (const node of nodesOf(definition)) {
    if (!Array.isArray(node) && "text" in node && textOf(node).replaceAll("\u00a0", " ").includes(normal)) return node;
  }
  throw new Error(`no node says "${words}"`);
}

/** The sections: the text, then the appendices. */
export function sectionsOf(definition: Node): Node[] {
  const { content } = definition;
  return Array.isArray(content) ? content.filter(isNode) : [];
}

export const tablesOf = (definition: Node): Node[] =>
  [...nodesOf(definition)].flatMap((node) =>
    isNode(node["table"]) && "headerRows" in node["table"] ? [node["table"]] : [],
  );

/** The drawn lines that are centred under a text, in their order: agency, motto, subject. */
export const rulesOf = (definition: Node): Node[] =>
  [...nodesOf(definition)].filter((node) => Array.isArray(node["canvas"]) && node["canvas"].length > 0);

/** Moves a margin of the whole document by millimetres: left, top, right, bottom. */
export function moveMargins(definition: Node, by: readonly number[]): void {
  const { pageMargins } = definition;
  if (!Array.isArray(pageMargins)) throw new Error("no margins");
  definition["pageMargins"] = pageMargins.map((margin, index) => Number(margin) + mm(by[index] ?? 0));
}

/** Replaces what a section prints in the top margin by what `change` makes of it. */
export function changeHeader(section: Node, change: (printed: unknown, page: number) => unknown): void {
  const { header } = section;
  if (typeof header !== "function") throw new Error("no header");
  section["header"] = (page: number, count: number, size: unknown) => change(header(page, count, size), page);
}

/** Renders a report after its definition has been tampered with. */
export async function renderedWith(report: Report, tamper: (definition: Node) => void): Promise<Uint8Array> {
  const original = pdfmake.createPdf.bind(pdfmake);
  const spy = vi.spyOn(pdfmake, "createPdf").mockImplementation((definition, ...rest) => {
    if (isNode(definition)) tamper(definition);
    return original(definition, ...rest);
  });
  try {
    return await renderPdf(report, []);
  } finally {
    spy.mockRestore();
  }
}
