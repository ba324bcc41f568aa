import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A piece of text as it is on the page; lengths in points, y from the top edge to the baseline. */
export interface Item {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly font: string;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
}

export interface Pdf {
  readonly pages: readonly Page[];
  readonly info: unknown;
}

/** Reads a PDF with another program than the one that wrote it; every piece in the order of the page's content. */
export async function readPdf(bytes: Uint8Array): Promise<Pdf> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, fontExtraProperties: true });
  const document = await task.promise;
  const pages: Page[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getOperatorList();
    const [, , width = 0, height = 0] = page.view;
    const content = await page.getTextContent();
    const items = content.items.flatMap((item): Item[] => {
      if (!("str" in item) || item.str.trim() === "") return [];
      const [a, b, , , x, y] = item.transform;
      const font: unknown = page.commonObjs.get(item.fontName);
      const name = typeof font === "object" && font !== null && "name" in font ? String(font.name) : "";
      return [{ text: item.str, x, y: height - y, width: item.width, size: Math.hypot(a, b), font: name }];
    });
    pages.push({ width, height, items });
  }
  const { info } = await document.getMetadata();
  await task.destroy();
  return { pages, info };
}

/** Text without any white space: how lines were broken does not matter to a comparison. */
export const dense = (text: string): string => text.normalize("NFC").replace(/\s+/g, "");

export const textOf = (page: Page): string => dense(page.items.map((item) => item.text).join(""));

/** The pieces of one line, left to right. */
export function lineAt(page: Page, y: number): string {
  const items = page.items.filter((item) => Math.abs(item.y - y) < 1);
  return items
    .map((item) => item.text)
    .join(" ")
    .replace(/[\s\u00a0]+/g, " ")
    .trim();
}

/** The first piece that holds this text. */
export function find(page: Page, text: string): Item {
  const item = page.items.find((one) => one.text.includes(text));
  if (item === undefined) throw new Error(`"${text}" is not on the page`);
  return item;
}
