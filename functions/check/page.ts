/** Millimetres in a point. */
export const PT = 25.4 / 72;

/** Tinos and Times New Roman alike, in em: the height of the tallest letters above the baseline, and their depth below. */
export const ASCENT = 0.891;
export const DESCENT = 0.216;

/** Letters without white space between them, as they stand on the page; lengths in mm from the top left corner. */
export interface Word {
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly width: number;
  /** In points. */
  readonly size: number;
  /** The embedded font's own name, "Tinos-Bold"; empty where the font is not embedded. */
  readonly font: string;
  /** "#000000"; something else where the letters are not painted. */
  readonly colour: string;
}

/** What encloses a painted path, in mm: a line where two of the sides are (nearly) the same. */
export interface Stroke {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Page {
  /** From 1, through the whole file. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** In the order of the page's content. */
  readonly words: readonly Word[];
  readonly strokes: readonly Stroke[];
}

/** What differs by less lies on one line, in mm. */
const THIN = 0.15;

/** The shortest line that counts as one, in mm. */
const SHORTEST = 1;

export const isHorizontal = ({ x1, y1, x2, y2 }: Stroke): boolean => y2 - y1 < THIN && x2 - x1 > SHORTEST;
export const isVertical = ({ x1, y1, x2, y2 }: Stroke): boolean => x2 - x1 < THIN && y2 - y1 > SHORTEST;

export interface Block {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The middle between left and right. */
  readonly centre: number;
}

/** The text block of a page: margins 20, 20, 30 and 15 mm (Mục I khoản 3: 20–25, 20–25, 30–35, 15–20 mm). */
export function blockOf({ width, height }: Pick<Page, "width" | "height">): Block {
  const [left, right] = [30, width - 15];
  return { left, right, top: 20, bottom: height - 20, centre: (left + right) / 2 };
}

/** "12,5": numbers in the sentences of failures. */
export const lengthText = (value: number, digits = 1): string => value.toFixed(digits).replace(".", ",");
