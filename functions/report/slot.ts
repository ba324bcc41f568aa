import { z } from "zod";
import { withDashes } from "./letters.ts";
import type { Slot } from "./outline.ts";
import type { Block } from "./report.ts";
import { sentence, withinSentence } from "./wording.ts";

/** What a person has written for one slot of a report. */
export const SlotText = z.object({ slot: z.string().min(1), text: z.string() });
export type SlotText = z.infer<typeof SlotText>;

/** Texts by slot, for one report of one period. */
export type SlotTexts = ReadonlyMap<string, string>;

/** A line that is left to be filled in by hand; as long as the text block after the indent. */
const DOTTED = `${"…".repeat(28)}.`;

/** The same behind words that begin the line. */
const DOTTED_REST = `${"…".repeat(14)}.`;

/** "26551: …", with or without a dash before it. */
const AGENCY_NOTE = /^(?:[-–—]\s*)?([\p{L}\d][\p{L}\d._-]*)\s*:\s*(\S.*)$/u;

/** A note of one agency. */
interface AgencyNote {
  readonly code: string;
  readonly note: string;
}

/** Whether a line says of which agency it is. */
export const isAgencyNote = (line: string): boolean => line.trim() === "" || AGENCY_NOTE.test(line.trim());

/** The notes of a slot that has a line for each agency, in their order, without the mark at their end. */
export function agencyNotes(text: string): AgencyNote[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, code, note] = AGENCY_NOTE.exec(line.trim()) ?? [];
    return code === undefined || note === undefined ? [] : [{ code, note: note.replace(/\s*[.;]$/, "") }];
  });
}

const BULLET = /^[-–—•+*▪●○◦■►]\s+/;

/**
 * The paragraphs of a slot: one per line, lines that begin with a dash as a list. Text is text, no markup is read.
 *
 * An empty slot gives nothing; in a draft one that is to be filled in by hand gives a dotted line.
 *
 * @param office that reports, for a text that begins with it
 */
export function slotBlocks(slot: Slot, texts: SlotTexts, office: string, isDraft: boolean): Block[] {
  const lead = slot.lead === undefined ? "" : `${slot.lead.replaceAll("{cơ quan}", () => office)} `;
  const lines = withDashes(texts.get(slot.slot) ?? "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) {
    const dotted = lead === "" ? DOTTED : `${sentence(lead)}${DOTTED_REST}`;
    return isDraft && slot.empty === "dotted" ? [{ type: "paragraph", text: dotted }] : [];
  }
  return lines.map((line, at): Block => {
    if (BULLET.test(line)) return { type: "list", items: [line.replace(BULLET, "")] };
    return { type: "paragraph", text: at === 0 && lead !== "" ? sentence(`${lead}${withinSentence(line)}`) : line };
  });
}
