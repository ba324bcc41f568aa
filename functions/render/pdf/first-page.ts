import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { encode } from "fast-png";

/** Dots across the picture: twice the width at which pages show it, for fine screens. */
const WIDTH = 840;

type Library = Awaited<ReturnType<typeof PDFiumLibrary.init>>;
let ready: Promise<Library> | undefined;

async function load(): Promise<Library> {
  const file = createRequire(import.meta.url).resolve("@hyzyla/pdfium/pdfium.wasm");
  const { buffer } = new Uint8Array(await readFile(file));
  return PDFiumLibrary.init({ wasmBinary: buffer });
}

/** The library as the process has it, loaded with the first picture. */
function prepared(): Promise<Library> {
  ready ??= load();
  return ready;
}

/**
 * The first page of a PDF document as a picture in grey, as paper shows it: the same bytes for the same document on every
 * machine. Throws where the document cannot be drawn.
 */
export async function firstPage(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await (await prepared()).loadDocument(pdf);
  try {
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const size = { width: WIDTH, height: Math.round((WIDTH * originalHeight) / originalWidth) };
    const { width, height, data } = await page.render({ ...size, colorSpace: "Gray" });
    return encode({ width, height, data, channels: 1, depth: 8 });
  } finally {
    document.destroy();
  }
}
