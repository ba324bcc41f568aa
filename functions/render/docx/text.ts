import { Paragraph, TextRun } from "docx";
import { printable } from "../text.ts";

/** As an office edits it: Word breaks its own lines, and a blank that never breaks is only in its way. */
export const wordText = (text: string): string => printable(text).replaceAll("\u00a0", " ");

/** A paragraph of one style. */
export const line = (style: string, text: string): Paragraph =>
  new Paragraph({ style, children: [new TextRun(wordText(text))] });
