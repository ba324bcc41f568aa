/** Millimetres in a point. */
export const PT = 25.4 / 72;

/** Tinos and Times New Roman alike, in em: the height of the tallest letters above the baseline, and their depth below. */
export const ASCENT = 0.891;
export const DESCENT = 0.216;

/** Letters without white space between them, as they are on the page; lengths in mm from the top left corner. */
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

/** A drawn line, in mm from the top left corner: two of its sides are (nearly) the same. */
export interface Stroke {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** A region that cuts off whatever reaches beyond it, as pictures are set, with the words in it. */
export interface Picture extends Stroke {
  readonly words: readonly Word[];
}

export interface Page {
  /** From 1, through the whole file. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** In the order of the page's content; without those of pictures. */
  readonly words: readonly Word[];
  /** Horizontal and upright lines outside of pictures, those that continue each other joined. */
  readonly level: readonly Stroke[];
  readonly upright: readonly Stroke[];
  readonly pictures: readonly Picture[];
}

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
  const left = 30;
  const right = width - 15;
  return { left, right, top: 20, bottom: height - 20, centre: (left + right) / 2 };
}

/** Letters of the bottom margin up to this size are its one line, in points; larger ones are text that ran over. */
const FOOT_SIZE = 9.05;

/** Whether a word belongs to the line in the bottom margin. */
export const isFoot = (page: Pick<Page, "width" | "height">, { y, size }: Word): boolean =>
  y > blockOf(page).bottom && size <= FOOT_SIZE;

/** Whether a word is between the running lines of the top margin and that of the bottom margin. */
export const isInBlock = (page: Pick<Page, "width" | "height">, word: Word): boolean =>
  word.y >= blockOf(page).top && !isFoot(page, word);

/** "12,5": numbers in the sentences of failures. */
export const lengthText = (value: number, digits = 1): string => value.toFixed(digits).replace(".", ",");
