import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream } from "@cantoo/pdf-lib";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { z } from "zod";

/** An entry of the outline and where it leads. */
export interface Bookmark {
  readonly title: string;
  /** From 1. */
  readonly page: number;
  /** From the page's top edge in points. */
  readonly y: number;
  /** Below zero where the entry is closed and hides others. */
  readonly count: number | undefined;
  readonly items: readonly Bookmark[];
}

/** A filled rectangle; points, y from the top edge. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

export interface Attached {
  readonly name: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

const Place = z.tuple([z.unknown(), z.object({ name: z.literal("XYZ") }), z.unknown(), z.number(), z.unknown()]);
type Document = Awaited<ReturnType<typeof getDocument>["promise"]>;

async function bookmarksOf(document: Document): Promise<Bookmark[]> {
  type Node = NonNullable<Awaited<ReturnType<Document["getOutline"]>>>[number];
  const read = async (node: Node): Promise<Bookmark> => {
    const dest: unknown = typeof node.dest === "string" ? await document.getDestination(node.dest) : node.dest;
    const [ref, , , top] = Place.parse(dest);
    const index = await document.getPageIndex(z.object({ num: z.number(), gen: z.number() }).parse(ref));
    const [, , , height = 0] = (await document.getPage(index + 1)).view;
    const items: Bookmark[] = [];
    for (const item of node.items) items.push(await read(item));
    return { title: node.title, page: index + 1, y: height - top, count: node.count, items };
  };
  const nodes: Bookmark[] = [];
  for (const node of (await document.getOutline()) ?? []) nodes.push(await read(node));
  return nodes;
}

/** The library begins every page by turning it over, so its coordinates count from the top edge already. */
async function boxesOf(document: Document, number: number): Promise<Box[]> {
  const page = await document.getPage(number);
  const { fnArray, argsArray } = await page.getOperatorList();
  const boxes: Box[] = [];
  let colour = "";
  fnArray.forEach((operator, index) => {
    const args: unknown = argsArray[index];
    if (operator === OPS.setFillRGBColor) colour = String(z.array(z.unknown()).parse(args)[0]);
    if (operator !== OPS.constructPath) return;
    const path = z.tuple([z.number(), z.unknown(), z.instanceof(Float32Array).nullable()]).parse(args);
    const [left, low, right, high] = path[2] ?? [];
    if (path[0] !== OPS.fill || left === undefined || low === undefined) return;
    if (right === undefined || high === undefined) return;
    boxes.push({ x: left, y: low, width: right - left, height: high - low, colour });
  });
  return boxes;
}

/** What another program finds in a PDF beside its pages. */
export async function readArchive(bytes: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const { info, metadata } = await document.getMetadata();
  const files: Attached[] = [];
  for (const [id, file] of (await document.getAttachments()) ?? []) {
    const content = await document.getAttachmentContent(id);
    files.push({ name: file.filename, description: file.description, bytes: new Uint8Array(content ?? []) });
  }
  const links: unknown[] = [];
  const operators = new Set<number>();
  const boxes: Box[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    links.push(...(await page.getAnnotations()));
    for (const operator of (await page.getOperatorList()).fnArray) operators.add(operator);
    boxes.push(await boxesOf(document, number));
  }
  const found = {
    outline: await bookmarksOf(document),
    pageMode: await document.getPageMode(),
    scripts: await document.getJSActions(),
    info: z
      .object({ Custom: z.map(z.string(), z.string()).optional() })
      .loose()
      .parse(info),
    xmp: metadata,
    pages: document.numPages,
    files,
    links,
    operators,
    boxes,
  };
  await task.destroy();
  return found;
}

/** The dictionaries of the files that belong to the document, and of their contents. */
export async function associatedFiles(bytes: Uint8Array) {
  const { catalog } = await PDFDocument.load(bytes, { updateMetadata: false });
  const files = catalog.lookupMaybe(PDFName.of("AF"), PDFArray)?.size() ?? 0;
  return Array.from({ length: files }, (_, index) => {
    const file = catalog.lookup(PDFName.of("AF"), PDFArray).lookup(index, PDFDict);
    const content = file.lookup(PDFName.of("EF"), PDFDict).lookup(PDFName.of("F"), PDFStream);
    const dates = content.dict.lookup(PDFName.of("Params"), PDFDict);
    const said = (dict: PDFDict, name: string): string => String(dict.lookup(PDFName.of(name)));
    return {
      relationship: said(file, "AFRelationship"),
      mediaType: content.dict.lookup(PDFName.of("Subtype"), PDFName).decodeText(),
      created: said(dates, "CreationDate"),
      modified: said(dates, "ModDate"),
      size: said(dates, "Size"),
    };
  });
}

/** The number of every glyph that the pages print, as their contents have it; 0 is .notdef. */
export async function printedGlyphs(bytes: Uint8Array): Promise<Set<number>> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const glyphs = new Set<number>();
  for (const page of document.getPages()) {
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
    for (const stream of streams) {
      const found = document.context.lookup(stream);
      if (!(found instanceof PDFRawStream)) throw new TypeError("a page's contents are no stream");
      const text = Buffer.from(decodePDFRawStream(found).decode()).toString("latin1");
      for (const [, hex = ""] of text.matchAll(/<([0-9a-f]*)>/g)) {
        for (const glyph of hex.match(/.{4}/g) ?? []) glyphs.add(Number.parseInt(glyph, 16));
      }
    }
  }
  return glyphs;
}

/** The font files within a PDF and the names they are used by. */
export async function fontsOf(bytes: Uint8Array): Promise<{ readonly names: string[]; readonly files: number }> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false });
  const names: string[] = [];
  const files = new Set<unknown>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict)) continue;
    if (object.get(PDFName.of("Subtype")) === PDFName.of("Type0")) {
      names.push(object.lookup(PDFName.of("BaseFont"), PDFName).decodeText());
    }
    const file = object.get(PDFName.of("FontFile2"));
    if (file !== undefined) files.add(file);
  }
  return { names, files: files.size };
}
