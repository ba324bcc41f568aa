import type { FigureKey } from "../../report/report.ts";
import type { PlacedText } from "../reading/flow.ts";
import { dense, type Line } from "../reading/lines.ts";

/** A text as it was read, in the lines that print it. */
export interface ReadText extends Pick<PlacedText, "part" | "level"> {
  readonly lines: readonly Pick<Line, "page" | "text">[];
}

/** The printed text under one target's heading, on one line. */
export interface TargetText {
  readonly key: FigureKey;
  /** The heading as it is printed. */
  readonly heading: string;
  readonly text: string;
  /** The page of a letter, by its place in the text. */
  readonly pageAt: (position: number) => number;
  /** What the text is put together from. */
  readonly placed: readonly (ReadText | object)[];
}

/** "3. ", "a) ", "2.1. ". */
const MARK = /^(\d+(\.\d+)*\.|\p{Ll}\))\s*/u;

const printedText = ({ lines }: ReadText): string => lines.map((line) => line.text).join(" ");

function textUnder(heading: ReadText, key: FigureKey, below: readonly (ReadText | object)[]): TargetText {
  const starts: { readonly from: number; readonly page: number }[] = [];
  let text = "";
  for (const placed of below) {
    if (!("lines" in placed)) continue;
    for (const line of placed.lines) {
      starts.push({ from: text.length, page: line.page });
      text += `${line.text} `;
    }
    text += "\n";
  }
  const pageAt = (position: number): number => starts.findLast(({ from }) => from <= position)?.page ?? 0;
  return { key, heading: printedText(heading), text, pageAt, placed: below };
}

/**
 * What is under the headings that name a target, each up to the next heading of its level or of one above.
 *
 * @param names the targets of a name, in their order: the second heading of a name is the second target's
 */
export function targetTexts(
  placed: readonly (ReadText | object)[],
  names: ReadonlyMap<string, readonly FigureKey[]>,
): TargetText[] {
  const seen = new Map<string, number>();
  return placed.flatMap((one, at): TargetText[] => {
    if (!("lines" in one) || one.part !== "heading") return [];
    const name = dense(printedText(one).replace(MARK, ""));
    const count = seen.get(name) ?? 0;
    const key = names.get(name)?.[count];
    if (key === undefined) return [];
    seen.set(name, count + 1);
    const after = placed.slice(at + 1);
    const end = after.findIndex((next) => "lines" in next && next.part === "heading" && next.level <= one.level);
    return [textUnder(one, key, end === -1 ? after : after.slice(0, end))];
  });
}

/** What is under the other headings, each with the text that no target has. */
export function otherTexts(placed: readonly (ReadText | object)[], targets: readonly TargetText[]): TargetText[] {
  const held = new Set(targets.flatMap((target) => target.placed));
  const sections: { readonly heading: ReadText; readonly below: ReadText[] }[] = [];
  for (const one of placed) {
    if (!("lines" in one)) continue;
    if (one.part === "heading" || sections.length === 0) sections.push({ heading: one, below: [] });
    if (!held.has(one)) sections.at(-1)?.below.push(one);
  }
  return sections.map(({ heading, below }) => textUnder(heading, {}, below));
}
