import { Paragraph, TextRun } from "docx";
import { printable } from "../text.ts";

/** A paragraph of one style. */
export const line = (style: string, text: string): Paragraph =>
  new Paragraph({ style, children: [new TextRun(printable(text))] });
