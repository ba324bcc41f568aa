import { BLOCK } from "../layout.ts";

/** Lengths of Word's files are twentieths of a point, sizes of letters half points. */
export const twips = (points: number): number => Math.round(points * 20);
export const halfPoints = (points: number): number => Math.round(points * 2);

/** Width of the text block of an upright page in twips. */
export const WIDTH = twips(BLOCK.portrait);

/** Dots to the inch at which a printer shows no steps. */
const DPI = 200;

/** Points of the picture's grid to a point of the page. */
export const DOTS = DPI / 72;

/** A picture's points in the library's pixels, of which an inch has 96. */
export const pixels = (points: number): number => Math.round((points * 96) / 72);
