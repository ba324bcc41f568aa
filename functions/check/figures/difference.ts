import { agrees, type Expected, expectedText } from "./numbers.ts";

/** A number that the document prints otherwise than figures.csv has it. */
export interface Difference {
  /** From 1, through the whole file. */
  readonly page: number;
  /** "Phụ lục II", "mục 3. Hồ sơ trực tuyến". */
  readonly part: string;
  readonly row: string;
  readonly column: string;
  readonly printed: string;
  readonly expected: string;
}

export type Place = Omit<Difference, "printed" | "expected">;

export const differing = (place: Place, printed: string, expected: string): Difference[] => [
  { ...place, printed, expected },
];

/** None where the printed text says what figures.csv says. */
export const compared = (place: Place, printed: string, expected: Expected): Difference[] =>
  agrees(printed, expected) ? [] : differing(place, printed, expectedText(expected));
