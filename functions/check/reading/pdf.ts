// The worker's code runs in this thread; importing it here spares the library the search for its file, which a bundle
// does not have.
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { getDocument, OPS, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { type Matrix, matrixOf, numbersOf, times, UNIT } from "./matrix.ts";
import { type Page, type Picture, PT, type Stroke, type Word } from "./page.ts";
import { levelLines, uprightLines } from "./strokes.ts";

interface Glyph {
  readonly unicode: string;
  /** In thousandths of the size. */
  readonly width: number;
}

const isGlyph = (value: unknown): value is Glyph =>
  typeof value === "object" && value !== null && "unicode" in value && "width" in value;

interface State {
  readonly matrix: Matrix;
  readonly colour: string;
  readonly font: string;
  readonly size: number;
  /** Added after every letter, in points. */
  readonly spacing: number;
  /** 0 paints the letters. */
  readonly mode: number;
  /** What is painted is cut to this region. */
  readonly picture: PictureDrawn | null;
}

interface PictureDrawn extends Picture {
  readonly words: Word[];
}

const START: State = { matrix: UNIT, colour: "#000000", font: "", size: 0, spacing: 0, mode: 0, picture: null };

/** Operations that let the next path cut what follows. */
const CUTTING = new Set<number>([OPS.clip, OPS.eoClip]);

/** Operations whose path is painted. */
const PAINTED = new Set<number>([
  ...[OPS.stroke, OPS.closeStroke, OPS.fill, OPS.eoFill],
  ...[OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke],
]);

const ONLY_MARKS = /^\p{M}+$/u;

/** Follows a page's operations and keeps what they put on the paper. */
class Painter {
  readonly words: Word[] = [];
  readonly shapes: Stroke[] = [];
  readonly pictures: PictureDrawn[] = [];
  readonly #height: number;
  readonly #fontName: (id: string) => string;
  readonly #stack: State[] = [];
  #state: State = START;
  #text: Matrix = UNIT;
  #line: Matrix = UNIT;
  #cuts = false;

  constructor(height: number, fontName: (id: string) => string) {
    this.#height = height;
    this.#fontName = fontName;
  }

  paint(operation: number, given: unknown): void {
    const args: readonly unknown[] = Array.isArray(given) ? given : [];
    if (operation === OPS.save) this.#stack.push(this.#state);
    else if (operation === OPS.restore) this.#state = this.#stack.pop() ?? this.#state;
    else if (CUTTING.has(operation)) this.#cuts = true;
    else if (operation === OPS.constructPath) this.#draw(Number(args[0]), numbersOf(args[2]));
    else {
      this.#state = this.#after(operation, args);
      this.#write(operation, args);
    }
  }

  #after(operation: number, args: readonly unknown[]): State {
    const state = this.#state;
    const [first, second] = args;
    switch (operation) {
      case OPS.transform:
        return { ...state, matrix: times(state.matrix, matrixOf(args)) };
      case OPS.setFillRGBColor:
        return { ...state, colour: String(first) };
      case OPS.setFont:
        return { ...state, font: this.#fontName(String(first)), size: Number(second) };
      case OPS.setCharSpacing:
        return { ...state, spacing: Number(first) };
      case OPS.setTextRenderingMode:
        return { ...state, mode: Number(first) };
      default:
        return state;
    }
  }

  #write(operation: number, [first, second]: readonly unknown[]): void {
    if (operation === OPS.beginText) this.#place(UNIT);
    else if (operation === OPS.setTextMatrix) this.#place(matrixOf(first));
    else if (operation === OPS.moveText) {
      this.#place(times(this.#line, [1, 0, 0, 1, Number(first), Number(second)]));
    } else if (operation === OPS.showText) this.#show(Array.isArray(first) ? first : []);
  }

  #place(matrix: Matrix): void {
    this.#text = matrix;
    this.#line = matrix;
  }

  /** A point of the page in mm from its top left corner. */
  #at(matrix: Matrix, x: number, y: number): readonly [number, number] {
    const across = matrix[0] * x + matrix[2] * y + matrix[4];
    const up = matrix[1] * x + matrix[3] * y + matrix[5];
    return [across * PT, (this.#height - up) * PT];
  }

  #show(glyphs: readonly unknown[]): void {
    const { size, spacing } = this.#state;
    let pen = 0;
    let text = "";
    let start = 0;
    let end = 0;
    const flush = () => {
      if (text !== "") this.#word(text, start, end);
      text = "";
    };
    for (const glyph of glyphs) {
      if (typeof glyph === "number") pen -= (glyph / 1000) * size;
      if (!isGlyph(glyph)) continue;
      const advance = (glyph.width / 1000) * size;
      if (/^\s*$/.test(glyph.unicode)) flush();
      else {
        if (text === "") start = pen;
        text += glyph.unicode;
        end = pen + advance;
      }
      pen += advance + spacing;
    }
    flush();
    this.#text = times(this.#text, [1, 0, 0, 1, pen, 0]);
  }

  #word(text: string, start: number, end: number): void {
    const { matrix, font, size, colour, mode, picture } = this.#state;
    const { words } = picture ?? this;
    const before = words.at(-1);
    // A mark for which the font has no letter is painted by itself, over or under the letter before it.
    if (ONLY_MARKS.test(text) && before !== undefined) {
      words[words.length - 1] = { ...before, text: `${before.text}${text}`.normalize("NFC") };
      return;
    }
    const placed = times(matrix, this.#text);
    const [from, y] = this.#at(placed, start, 0);
    const [to] = this.#at(placed, end, 0);
    words.push({
      text: text.normalize("NFC"),
      x: Math.min(from, to),
      y,
      width: Math.abs(to - from),
      size: size * Math.hypot(placed[2], placed[3]),
      font,
      colour: mode === 0 ? colour : `mode ${mode}`,
    });
  }

  /** The lines of a picture are not kept; of pictures within a picture only the outer one is. */
  #draw(operation: number, [left, bottom, right, top]: readonly unknown[] | Float32Array): void {
    const cuts = this.#cuts;
    this.#cuts = false;
    if (top === undefined || this.#state.picture !== null) return;
    const [x1, y1] = this.#at(this.#state.matrix, Number(left), Number(bottom));
    const [x2, y2] = this.#at(this.#state.matrix, Number(right), Number(top));
    const shape = { x1: Math.min(x1, x2), y1: Math.min(y1, y2), x2: Math.max(x1, x2), y2: Math.max(y1, y2) };
    if (cuts) {
      const picture = { ...shape, words: [] };
      this.pictures.push(picture);
      this.#state = { ...this.#state, picture };
    } else if (PAINTED.has(operation)) this.shapes.push(shape);
  }
}

/** "BZZZZZ+Tinos-Bold" is "Tinos-Bold"; a font that is not in the file has no name. */
function fontName(page: PDFPageProxy, id: string): string {
  const font: unknown = page.commonObjs.has(id) ? page.commonObjs.get(id) : null;
  if (typeof font !== "object" || font === null || !("name" in font)) return "";
  if ("missingFile" in font && font.missingFile === true) return "";
  return String(font.name).replace(/^[A-Z]{6}\+/, "");
}

async function readPage(page: PDFPageProxy): Promise<Page> {
  const operations = await page.getOperatorList();
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const names = new Map<string, string>();
  const painter = new Painter(top - bottom, (id) => {
    const name = names.get(id) ?? fontName(page, id);
    names.set(id, name);
    return name;
  });
  operations.fnArray.forEach((operation, index) => {
    painter.paint(operation, operations.argsArray[index]);
  });
  page.cleanup();
  return {
    number: page.pageNumber,
    width: (right - left) * PT,
    height: (top - bottom) * PT,
    words: painter.words,
    level: levelLines(painter.shapes),
    upright: uprightLines(painter.shapes),
    pictures: painter.pictures,
  };
}

/**
 * The pages of a PDF as another program than the one that wrote it sees them: words with place, size and font, and the
 * lines drawn. Nothing is fetched, drawn or run. Rejects where the file cannot be read in full.
 */
export async function readPdf(bytes: Uint8Array): Promise<Page[]> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    stopAtErrors: true,
    // Without it the fonts' names are kept back.
    fontExtraProperties: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
  });
  try {
    const document = await task.promise;
    const pages: Page[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      pages.push(await readPage(await document.getPage(number)));
    }
    return pages;
  } finally {
    await task.destroy();
  }
}
