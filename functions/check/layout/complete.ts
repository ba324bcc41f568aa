import type { Report } from "../../report/report.ts";
import { dense } from "../reading/lines.ts";
import { isInBlock, type Page, type Word } from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { type Breach, breach } from "./rule.ts";

/** The letters of words in the order in which the page was written: columns beside each other one after the other. */
const lettersOf = (words: readonly Word[]): string[] => [...dense(words.map(({ text }) => text).join(""))];

/** Whether letters are in others one after another; the font's "□" stands for any letter that it lacks. */
export function holds(letters: readonly string[], text: string): boolean {
  const asked = [...dense(text)];
  return letters.some((_, from) => asked.every((letter, at) => [letter, "□"].includes(letters[from + at] ?? "")));
}

const wordsIn = (pages: readonly Page[]): Word[] =>
  pages.flatMap((page) => page.words.filter((word) => isInBlock(page, word)));

/** Who issues, to whom, who signs; nothing of that is in tables that nobody signs by themselves. */
function issuedWords({ form, letterhead, recipients, signer }: Report): string[] {
  if (form === "annex") return [];
  const { superior, issuer, symbol, place } = letterhead;
  const capitals = [superior ?? "", issuer, signer].map((words) => words.toUpperCase());
  return [...capitals, `/BC-${symbol}`, place, ...recipients.map((name) => name.trim().replace(/\s*[;.]$/, ""))];
}

/**
 * `text-complete` for what is in blocks of its own, wherever that is: labels on the first page, whose report it is,
 * recipients and signer, what is said of the data. How these blocks are set is for the rules of each.
 */
export function blocksComplete({ pages, report, text, appendices }: Read): Breach[] {
  const { labels, provenance } = report;
  const missingIn = (words: readonly Word[], asked: readonly string[]): string[] => {
    const letters = lettersOf(words);
    return asked.filter((one) => dense(one) !== "" && !holds(letters, one));
  };
  return [
    ...missingIn(
      pages[0]?.words ?? [],
      labels.map((label) => label.toUpperCase()),
    ),
    ...missingIn(wordsIn(text.pages), issuedWords(report)),
    ...missingIn(wordsIn(appendices.at(-1)?.pages ?? text.pages), provenance.lines),
  ].flatMap((words) => breach("text-complete", 1, words, { expected: "được in", actual: "không có" }));
}
