import { visit } from "./xml.ts";

interface Level {
  readonly format: string;
  /** `%1.`, where "%1" stands for the level's own number. */
  readonly text: string;
}

/** What Word writes before its paragraphs, as the file's numbering says it. */
export class Numbering {
  readonly #levels = new Map<string, Map<string, Level>>();
  readonly #abstractOf = new Map<string, string>();
  readonly #counts = new Map<string, number[]>();

  /** @param xml `word/numbering.xml` */
  constructor(xml: string) {
    let abstract = "";
    let level = "";
    let number = "";
    let format = "";
    visit(xml, {
      open: ({ name, attributes }) => {
        const value = attributes["w:val"] ?? "";
        if (name === "abstractNum") {
          abstract = attributes["w:abstractNumId"] ?? "";
          this.#levels.set(abstract, new Map());
        }
        if (name === "lvl") level = attributes["w:ilvl"] ?? "";
        if (name === "numFmt") format = value;
        if (name === "lvlText") this.#levels.get(abstract)?.set(level, { format, text: value });
        if (name === "num") number = attributes["w:numId"] ?? "";
        if (name === "abstractNumId") this.#abstractOf.set(number, value);
      },
    });
  }

  /** The mark before the next paragraph of this numbering and level, from 0. Throws where the file has none such. */
  next(number: string, level: number): string {
    const found = this.#levels.get(this.#abstractOf.get(number) ?? "")?.get(String(level));
    if (found === undefined) throw new Error(`no numbering ${number}, level ${level}`);
    const counts = this.#counts.get(number) ?? [];
    this.#counts.set(number, [...counts.slice(0, level), (counts[level] ?? 0) + 1]);
    return found.text.replace(`%${level + 1}`, counted((counts[level] ?? 0) + 1, found.format));
  }
}

const TENS = ["", "X", "XX", "XXX"] as const;
const ONES = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"] as const;

function counted(count: number, format: string): string {
  if (format === "upperRoman") return `${TENS[Math.floor(count / 10)] ?? ""}${ONES[count % 10] ?? ""}`;
  return format === "lowerLetter" ? String.fromCharCode(96 + count) : String(count);
}
