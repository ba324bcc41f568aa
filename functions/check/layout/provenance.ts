import type { Flow } from "../reading/flow.ts";
import { dense, isSame, linesOf } from "../reading/lines.ts";
import { isFoot, type Word } from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { holds } from "./complete.ts";
import { type Breach, breach } from "./rule.ts";

/** Letters of the box from this size on are its lines, in points; smaller ones are under the code beside them. */
const LINES_FROM = 9.5;

/** Whether the printed line is the one asked for, or its beginning with "…" behind it. */
function isCut(printed: string, asked: string): boolean {
  const seen = [...dense(printed)];
  const letters = [...dense(asked)];
  return seen.at(-1) === "…" && isSame(seen.slice(0, -1).join(""), letters.slice(0, seen.length - 1).join(""));
}

/**
 * `provenance`: at the end of the document every line about the data, black Tinos of 10–11 pt, and at the foot of every page
 * the line that says which issue it is of, cut only where it is too long (not regulated: our choice).
 */
export function provenance({ boxes }: Flow, { pages, report }: Read): Breach[] {
  const { lines, footer } = report.provenance;
  const words = boxes.flatMap(({ bands }) => bands.flatMap((band) => band.words));
  const large = words.filter(({ size }) => size >= LINES_FROM);
  const page = boxes[0]?.page ?? pages.length;
  const found = lines.flatMap((line) =>
    holds([...dense(textIn(large))], line)
      ? []
      : breach("provenance", page, "khung về số liệu", { expected: line, actual: textIn(large) }),
  );
  const wrong = large.find(({ size }) => size > 11.05);
  if (wrong !== undefined) {
    found.push(...breach("provenance", page, wrong.text, { expected: "cỡ 10–11", actual: String(wrong.size) }));
  }
  const [first] = pages;
  const foot =
    first === undefined
      ? []
      : linesOf(
          first,
          first.words.filter((word) => isFoot(first, word)),
        );
  const printed = foot.map(({ text }) => text).join(" ");
  if (isSame(printed, footer) || isCut(printed, footer)) return found;
  return [...found, ...breach("provenance", 1, "dòng ở lề dưới", { expected: footer, actual: printed })];
}

const textIn = (words: readonly Word[]): string => words.map(({ text }) => text).join(" ");
