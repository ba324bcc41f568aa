import { AlignmentType, type INumberingOptions, LevelFormat } from "docx";
import { roman } from "../../report/wording.ts";
import { PARAGRAPH } from "../layout.ts";
import { twips } from "./measures.ts";

/** Names of the document's numberings. */
export const NUMBERING = { headings: "de-muc", dashes: "gach-dau-dong" } as const;

const indented = { paragraph: { indent: { left: 0, firstLine: twips(PARAGRAPH.indent) } } };
const level = (at: number, format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) =>
  ({ level: at, format, text, alignment: AlignmentType.LEFT, suffix: "space", style: indented }) as const;

export const NUMBERINGS: INumberingOptions = {
  config: [
    {
      reference: NUMBERING.headings,
      levels: [
        level(0, LevelFormat.UPPER_ROMAN, "%1."),
        level(1, LevelFormat.DECIMAL, "%2."),
        level(2, LevelFormat.LOWER_LETTER, "%3)"),
      ],
    },
    { reference: NUMBERING.dashes, levels: [level(0, LevelFormat.BULLET, "-")] },
  ],
};

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

type HeadingLevel = 1 | 2 | 3;

/** What Word itself would write before a heading. */
const MARKS: Readonly<Record<HeadingLevel, (count: number) => string>> = {
  1: (count) => `${roman(count)}.`,
  2: (count) => `${count}.`,
  3: (count) => `${LETTERS[count - 1] ?? ""})`,
};

/**
 * Tells the number of a heading from its words. Word counts by itself as long as its count is what the report says;
 * a heading without a number, or with one that Word would not come to ("đ)" after "d)"), keeps it as text.
 */
export class HeadingNumbers {
  readonly #counts: Record<HeadingLevel, number> = { 1: 0, 2: 0, 3: 0 };

  take(at: HeadingLevel, text: string): { readonly words: string; readonly numbered: boolean } {
    const mark = `${MARKS[at](this.#counts[at] + 1)} `;
    if (!text.startsWith(mark)) return { words: text, numbered: false };
    this.#counts[at] += 1;
    if (at < 2) this.#counts[2] = 0;
    if (at < 3) this.#counts[3] = 0;
    return { words: text.slice(mark.length), numbered: true };
  }
}
