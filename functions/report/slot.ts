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

const BULLET = /^[-–—•+*▪●○◦■►]\s+/;

/**
 * The paragraphs of a slot: one per line, lines that begin with a dash as a list. Text is text, no markup is read.
 *
 * An empty slot gives a dotted line, or nothing.
 *
 * @param office that reports, for a text that begins with it
 */
export function slotBlocks(slot: Slot, texts: SlotTexts, office: string): Block[] {
  const lead = slot.lead === undefined ? "" : `${slot.lead.replaceAll("{cơ quan}", () => office)} `;
  const lines = withDashes(texts.get(slot.slot) ?? "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) {
    const dotted = lead === "" ? DOTTED : `${sentence(lead)}${DOTTED_REST}`;
    return slot.empty === "dotted" ? [{ type: "paragraph", text: dotted }] : [];
  }
  return lines.map((line, at): Block => {
    if (BULLET.test(line)) return { type: "list", items: [line.replace(BULLET, "")] };
    return { type: "paragraph", text: at === 0 && lead !== "" ? sentence(`${lead}${withinSentence(line)}`) : line };
  });
}
