import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
} from "@cantoo/pdf-lib";
import { instantOf } from "../instant.ts";
import { printable } from "../text.ts";
import { CREATOR, LANGUAGE } from "./archive.ts";

/** A document within a merged one. */
export interface Part {
  /** Its entry in the outline. */
  readonly title: string;
  /** A PDF file. */
  readonly bytes: Uint8Array;
}

interface Entry {
  readonly title: string;
  readonly page: PDFPage;
}

/** The outline, one entry for each part, in the document's own objects: the library has no words for it. */
function outline({ catalog, context }: PDFDocument, entries: readonly Entry[]): void {
  const root = context.nextRef();
  const refs = entries.map(() => context.nextRef());
  entries.forEach(({ title, page }, index) => {
    const item = context.obj({ Parent: root, Dest: [page.ref, "XYZ", null, page.getHeight(), null] });
    item.set(context.obj("Title"), PDFHexString.fromText(printable(title)));
    const previous = refs[index - 1];
    const next = refs[index + 1];
    if (previous !== undefined) item.set(context.obj("Prev"), previous);
    if (next !== undefined) item.set(context.obj("Next"), next);
    const ref = refs[index];
    if (ref !== undefined) context.assign(ref, item);
  });
  const first = refs[0];
  const last = refs.at(-1);
  if (first === undefined || last === undefined) return;
  context.assign(root, context.obj({ Type: "Outlines", First: first, Last: last, Count: refs.length }));
  catalog.set(context.obj("Outlines"), root);
}

const TYPE = PDFName.of("Type");

/** Objects that may be in several places at once; pages may not. */
const SHARED = [PDFName.of("Font"), PDFName.of("FontDescriptor"), PDFName.of("ExtGState")];

/** What an object says, for those that may be shared. */
function wordsOf(object: PDFObject): string | null {
  if (object instanceof PDFRawStream) return `${object.dict}${Buffer.from(object.contents).toString("latin1")}`;
  return object instanceof PDFDict && SHARED.some((type) => type === object.get(TYPE)) ? String(object) : null;
}

/**
 * Keeps one of each among equal objects: parts from one template often bring equal subsets of a face. What an object
 * refers to is settled before the object itself, so that equal fonts with equal files become equal.
 */
function share({ catalog, context }: PDFDocument): void {
  const first = new Map<string, PDFRef>();
  const kept = new Map<PDFRef, PDFRef>();
  const keptFor = (ref: PDFRef): PDFRef => {
    const known = kept.get(ref);
    if (known !== undefined) return known;
    // A reference back to an object that is not settled yet, as a page's to its parent, stays.
    kept.set(ref, ref);
    const object = context.lookup(ref);
    if (object === undefined) return ref;
    const words = wordsOf(settled(object));
    if (words === null) return ref;
    const one = first.get(words) ?? ref;
    first.set(words, one);
    kept.set(ref, one);
    if (one !== ref) context.delete(ref);
    return one;
  };
  const settled = (value: PDFObject): PDFObject => {
    if (value instanceof PDFRef) return keptFor(value);
    const holder = value instanceof PDFRawStream ? value.dict : value;
    if (holder instanceof PDFDict) for (const [name, inner] of holder.entries()) holder.set(name, settled(inner));
    if (holder instanceof PDFArray)
      for (const [at, inner] of holder.asArray().entries()) holder.set(at, settled(inner));
    return value;
  };
  settled(catalog);
}

/** "AAAAAB" for 1: six capital letters. */
const tagOf = (number: number): string =>
  Array.from({ length: 6 }, (_, place) => String.fromCharCode(65 + (Math.floor(number / 26 ** (5 - place)) % 26))).join(
    "",
  );

/** Gives each subset a tag of its own: every part counted from the same one (ISO 32000-1, 9.6.4). */
function retag(context: PDFContext): void {
  const tags = new Map<PDFObject | undefined, string>();
  const base = PDFName.of("BaseFont");
  const name = PDFName.of("FontName");
  const rename = (dict: PDFDict, key: PDFName, tag: string): void => {
    const untagged = dict
      .lookup(key, PDFName)
      .decodeText()
      .replace(/^[A-Z]{6}\+/, "");
    dict.set(key, PDFName.of(`${tag}+${untagged}`));
  };
  for (const [, font] of context.enumerateIndirectObjects()) {
    if (!(font instanceof PDFDict) || font.get(PDFName.of("Subtype")) !== PDFName.of("Type0")) continue;
    const descendant = font.lookup(PDFName.of("DescendantFonts"), PDFArray).lookup(0, PDFDict);
    const descriptor = descendant.lookup(PDFName.of("FontDescriptor"), PDFDict);
    const file = descriptor.get(PDFName.of("FontFile2"));
    const tag = tags.get(file) ?? tagOf(tags.size);
    tags.set(file, tag);
    rename(font, base, tag);
    rename(descendant, base, tag);
    rename(descriptor, name, tag);
  }
}

/**
 * Documents one after the other in one PDF file, page for page as they are, with an entry in the outline for each. The
 * parts' own outlines, properties and the files inside them stay behind: those belong to the single documents.
 *
 * Equal parts give equal bytes: the dates are those of `instant`, nothing reads a clock.
 *
 * @param about title of the whole; `instant` as RFC 3339
 * @throws RangeError where there is no part or `instant` is none
 */
export async function mergePdfs(
  parts: readonly Part[],
  about: { readonly title: string; readonly instant: string },
): Promise<Uint8Array> {
  if (parts.length === 0) throw new RangeError("a merged document needs at least one part");
  const instant = instantOf(about.instant);
  const merged = await PDFDocument.create({ updateMetadata: false });
  const entries: Entry[] = [];
  for (const { title, bytes } of parts) {
    const source = await PDFDocument.load(bytes, { updateMetadata: false });
    const pages = await merged.copyPages(source, source.getPageIndices());
    for (const page of pages) merged.addPage(page);
    const [page] = pages;
    if (page !== undefined) entries.push({ title, page });
  }
  share(merged);
  retag(merged.context);
  outline(merged, entries);
  merged.setTitle(printable(about.title), { showInWindowTitleBar: true });
  merged.setCreator(CREATOR);
  merged.setProducer(CREATOR);
  merged.setLanguage(LANGUAGE);
  merged.setCreationDate(instant);
  merged.setModificationDate(instant);
  return await merged.save({ addDefaultPage: false, updateFieldAppearances: false });
}
