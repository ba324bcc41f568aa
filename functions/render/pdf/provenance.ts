import type { Content, ContentQr, CustomTableLayout, DynamicContent } from "pdfmake/interfaces.js";
import type { Report } from "../../report/report.ts";
import { type Face, inFont, widthOf } from "../fonts.ts";
import { BLOCK, BLOCK_HEIGHT, BOX, BOX_TITLE, FOOT, LINE_EM, MARGIN, QR, SIZE } from "../layout.ts";
import { linesIn } from "../words.ts";

/** Bytes that a QR code holds at error correction level M, by version from 1 (ISO/IEC 18004, Table 7). */
const CAPACITY_M = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213];

/** The code of an address, and its side with the quiet zone in points; null for an address too long to be scanned. */
function codeOf(address: string): { content: ContentQr; side: number } | null {
  const { length } = new TextEncoder().encode(address);
  const version = CAPACITY_M.findIndex((capacity) => length <= capacity) + 1;
  if (length === 0 || version === 0) return null;
  const modules = 17 + 4 * version;
  const content: ContentQr = {
    qr: address,
    version,
    mode: "octet",
    eccLevel: "M",
    fit: modules * QR.module,
    padding: QR.quiet,
    alignment: "center",
  };
  return { content, side: (modules + 2 * QR.quiet) * QR.module };
}

/** An address over several lines breaks after "/" only, so that no hyphen seems to be added by the break. */
function addressLines(address: string): Content {
  const parts = inFont(address).split(/(?<=\/)/);
  const fits = (text: string): boolean => widthOf(text, "regular", SIZE.address) <= BOX.code;
  const text = parts.map((part) => (fits(part) ? { text: part, noWrap: true } : { text: part }));
  return { text, fontSize: SIZE.address, alignment: "center" };
}

const FRAME: CustomTableLayout = {
  hLineWidth: () => BOX.line,
  vLineWidth: (at, { table }) => (at === 0 || at === table.widths?.length ? BOX.line : 0),
  paddingLeft: () => BOX.padX,
  paddingRight: () => BOX.padX,
  paddingTop: () => BOX.padY,
  paddingBottom: () => BOX.padY,
};

const heightOf = (texts: readonly string[], size: number, width: number): number =>
  texts.reduce((sum, text) => sum + linesIn(text, "regular", size, width), 0) * size * LINE_EM;

/** What is in the box: its lines beside the code of the address, and the height of both. */
function boxOf({ provenance }: Report, orientation: keyof typeof BLOCK) {
  const { verification } = provenance;
  const lines = provenance.lines.map((line) => inFont(line));
  const address = inFont(verification?.address ?? "");
  const code = verification === null ? null : codeOf(verification.address);
  const right = verification === null ? 0 : Math.max(BOX.code, code?.side ?? 0);
  const left = BLOCK[orientation] - right - (verification === null ? 2 : 4) * BOX.padX - 2 * BOX.line;
  const height = Math.max(
    heightOf(lines, SIZE.provenance, left),
    heightOf([address], SIZE.address, right) + (code?.side ?? 0),
  );
  const isWhole = height <= BLOCK_HEIGHT[orientation] / 2;
  return { lines, code, address, left, right, height, isWhole };
}

const isEmpty = ({ provenance: { lines, verification } }: Report): boolean =>
  lines.length === 0 && verification === null;

/** The box's height on the page with the gap above it, and whether it is kept on one page; null where there is none. */
export function heightOfBox(report: Report, orientation: keyof typeof BLOCK) {
  if (isEmpty(report)) return null;
  const { height, isWhole } = boxOf(report, orientation);
  const title = SIZE.provenanceTitle * LINE_EM + BOX.gapInside;
  return { height: BOX.gapAbove + title + height + 2 * (BOX.padY + BOX.line), isWhole };
}

/**
 * The box at the end of the document, below its last appendix: what the numbers are made of and where they can be checked, kept on one page unless
 * it is taller than half a page.
 */
export function provenanceBox(report: Report, orientation: keyof typeof BLOCK): Content[] {
  if (isEmpty(report)) return [];
  const { lines, code, address, left, right, isWhole } = boxOf(report, orientation);
  const words: Content = {
    fontSize: SIZE.provenance,
    stack: [
      { text: BOX_TITLE, bold: true, fontSize: SIZE.provenanceTitle, margin: [0, 0, 0, BOX.gapInside] },
      ...lines.map((text): Content => ({ text })),
    ],
  };
  const check: Content = {
    stack: [...(code === null ? [] : [code.content]), addressLines(address)],
  };
  return [
    {
      unbreakable: isWhole,
      margin: [0, BOX.gapAbove, 0, 0],
      layout: FRAME,
      table:
        report.provenance.verification === null
          ? { widths: [left], body: [[words]], dontBreakRows: isWhole }
          : { widths: [left, right], body: [[words, check]], dontBreakRows: isWhole },
    },
  ];
}

/** A text cut to one line, with "…" where something was cut off. */
function onOneLine(text: string, face: Face, size: number, width: number): string {
  if (widthOf(text, face, size) <= width) return text;
  let letters = Math.min(text.length, 400);
  while (letters > 0 && widthOf(`${text.slice(0, letters)}…`, face, size) > width) letters -= 1;
  return `${text.slice(0, letters)}…`;
}

/** What is in the bottom margin of every page: which revision of the report this page belongs to. */
export function foot({ provenance }: Report): DynamicContent {
  const text = onOneLine(inFont(provenance.footer).trim(), "regular", SIZE.foot, BLOCK.portrait);
  return () => ({ text, fontSize: SIZE.foot, noWrap: true, margin: [MARGIN.left, FOOT.gap, MARGIN.right, 0] });
}
