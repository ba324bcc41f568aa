import type { Target } from "../../domain/programme.ts";
import type { Threshold } from "../chart.ts";
import type { Block } from "../report.ts";
import { goalText, percentText } from "../wording.ts";

/** "Mức tối thiểu 50%", "Mức phấn đấu 100%". */
export function thresholdLine(goal: Target["goal"], value: number): Threshold {
  return { name: `Mức ${goalText(goal)} ${percentText(value)}`, value };
}

/** The blocks of a document with its pictures numbered from 1 in the order of print: "Hình 1. …". */
export function numberedCharts(blocks: readonly Block[]): Block[] {
  let number = 0;
  return blocks.map((block) => {
    if (block.type !== "chart") return block;
    number += 1;
    return { ...block, caption: `Hình ${number}. ${block.caption}` };
  });
}
