import type { FigureRow } from "../../domain/figures/figure.ts";
import { type Difference, differing, type Place } from "./difference.ts";
import type { HeldRow } from "./held-row.ts";
import { expectedText, marginText, neededOf, neededTexts, pointsText } from "./numbers.ts";
import type { TargetText } from "./sentence-text.ts";

const NUMBER = "\\d[\\d.]*";
const RATE = `${NUMBER},\\d+`;

const shareOf = (row: HeldRow): string => expectedText({ type: "share", row });
const countOf = (value: number | null): string => expectedText({ type: "count", value });
const earlierOf = (value: bigint | null, { limits }: HeldRow): string => expectedText({ type: "rate", value, limits });

/** A rate may be said of a scope whose name ends so many letters before it, without a stop in between. */
const REACH = 40;

/** A name and the letters behind it are looked for in so many letters. */
const LOOK_BACK = 160;

/** What tells an agency from one of the same name: its district. */
const DISTRICT = /^, (huyện|quận|thị xã|thành phố) [^.;,()\d\n]+/u;

/** What is before a number that is demanded: "Chỉ tiêu tối thiểu: 12,5% (sở, ban, ngành), ", "mức phấn đấu ", "để đạt ". */
const DEMANDED =
  /((Chỉ tiêu (tối thiểu|phấn đấu)|Mức đạt điểm tối đa): [^;\n]*|mức (tối thiểu|phấn đấu|điểm tối đa) |để đạt )$/;

/** A rate that the months left must reach: "các tháng còn lại phải đạt bình quân 53,60%". */
const NEEDED = new RegExp(`tháng còn lại phải đạt (?:bình quân )?(${RATE})%`, "g");

const isStop = (text: string): boolean => /[.;,\d\n]/.test(text);

/** The text of one target and the rows that it may speak of. */
class Sentences {
  readonly differences: Difference[] = [];
  readonly #target: TargetText;
  readonly #rows: readonly HeldRow[];
  /** The rows by name, in lower case: a sentence may say "toàn tỉnh", of a city "toàn thành phố". */
  readonly #byName: ReadonlyMap<string, readonly HeldRow[]>;

  constructor(target: TargetText, rows: readonly HeldRow[]) {
    this.#target = target;
    this.#rows = rows;
    const byName = Map.groupBy(rows, ({ name }) => name.toLowerCase());
    const whole = byName.get("toàn tỉnh");
    this.#byName = whole === undefined ? byName : byName.set("toàn thành phố", whole);
  }

  read(): void {
    this.#each(new RegExp(`(${RATE})%(?: \\((${NUMBER})(?: [^()%]*?)? trên (${NUMBER}) )?`, "g"), (match, lead) => {
      if (lead.endsWith("tương đương ")) return;
      if (/tháng còn lại phải đạt (bình quân )?$/.test(lead)) return;
      if (DEMANDED.test(lead)) this.#threshold(match);
      else this.#rate(match, lead);
    });
    const points = "điểm phần trăm so với";
    this.#each(new RegExp(`(tăng|giảm) (${RATE}) ${points}`, "g"), (match) => this.#change(match));
    this.#each(new RegExp(`(vượt|thấp hơn) (${RATE}) ${points}`, "g"), (match) => this.#margin(match));
    this.#each(new RegExp(`còn (?:thiếu )?(${NUMBER}) `, "g"), (match) => {
      const known = this.#rows.some(({ shortfall }) => shortfall !== null && countOf(shortfall) === match[1]);
      if (!known) this.#differ(match, "còn thiếu", "số còn thiếu của một phạm vi của chỉ tiêu");
    });
  }

  #each(pattern: RegExp, read: (match: RegExpExecArray, lead: string) => void): void {
    const { text } = this.#target;
    for (const match of text.matchAll(pattern))
      read(match, text.slice(Math.max(0, match.index - LOOK_BACK), match.index));
  }

  #differ(match: RegExpExecArray, column: string, expected: string): void {
    const { heading, pageAt } = this.#target;
    const place: Place = { page: pageAt(match.index), part: `mục "${heading}"`, row: match[0].trim(), column };
    const [number = ""] = new RegExp(`${RATE}|${NUMBER}`).exec(match[0]) ?? [];
    this.differences.push(...differing(place, number, expected));
  }

  /** "tối thiểu 12,5%": a threshold with decimals. */
  #threshold(match: RegExpExecArray): void {
    const [, printed = ""] = match;
    const wanted = printed.replace(",", ".");
    if (this.#rows.some(({ threshold }) => threshold !== null && String(threshold) === wanted)) return;
    this.#differ(match, "mức giao", "mức giao của một phạm vi của chỉ tiêu");
  }

  /** The rows of the scope whose name is right before a number; of the longest name, where one ends another. */
  #named(lead: string): readonly HeldRow[] | null {
    const near = lead.toLowerCase();
    let best: { readonly end: number; readonly name: string } | null = null;
    for (const name of this.#byName.keys()) {
      const at = near.lastIndexOf(name);
      const end = at + name.length;
      if (name === "" || at === -1 || near.length - end > REACH || /[\p{L}\p{N}]/u.test(near.charAt(end))) continue;
      if (isStop(near.slice(end).replace(DISTRICT, ""))) continue;
      if (best === null || end > best.end || (end === best.end && name.length > best.name.length)) best = { end, name };
    }
    return best === null ? null : (this.#byName.get(best.name) ?? null);
  }

  /** The rows of the scope that the line is about, for a rate "lũy kế" further on in it: "- Sở, ban, ngành: … lũy kế". */
  #ofLine(at: number, lead: string): readonly HeldRow[] | null {
    if (!lead.endsWith("; lũy kế ")) return null;
    const line = this.#target.text.slice(this.#target.text.lastIndexOf("\n", at) + 1, at);
    const [, name = ""] = /^- ([^:]+):/.exec(line) ?? [];
    return this.#byName.get(name.toLowerCase()) ?? null;
  }

  /** "x%", and "(a … trên b …)" behind it: of one row, and of the scope that is named before it. */
  #rate(match: RegExpExecArray, lead: string): void {
    const [, printed, numerator, denominator] = match;
    const named = this.#named(lead) ?? this.#ofLine(match.index, lead);
    const rows = named ?? this.#rows;
    const alike = rows.filter((row) =>
      [shareOf(row), earlierOf(row.previous, row), earlierOf(row.yearEarlier, row)].includes(printed ?? ""),
    );
    const whole = alike.filter(
      (row) => countOf(row.numerator) === numerator && countOf(row.denominator) === denominator,
    );
    if (alike.length > 0 && (numerator === undefined || whole.length > 0)) return;
    const texts = (named ?? []).map(
      (row) => `${shareOf(row)}% (${countOf(row.numerator)} trên ${countOf(row.denominator)})`,
    );
    const other = texts.length === 0 ? "tỷ lệ của một phạm vi của chỉ tiêu" : [...new Set(texts)].join(" hoặc ");
    this.#differ(match, numerator === undefined || alike.length === 0 ? "tỷ lệ" : "tử số, mẫu số", other);
  }

  /** "tăng 1,82 điểm phần trăm so với tháng trước": the difference of two rates of one row, as they are printed. */
  #change(match: RegExpExecArray): void {
    const [, way, printed] = match;
    const wanted = `${way === "tăng" ? "+" : "-"}${printed}`;
    const known = this.#rows.some((row) =>
      [row.previous, row.yearEarlier].some((before) => pointsText(row, before) === wanted),
    );
    if (!known) this.#differ(match, "so với kỳ trước", "hiệu của hai tỷ lệ của một phạm vi của chỉ tiêu");
  }

  /** "vượt 11,52 điểm phần trăm so với": a rate as it is printed, less the threshold. */
  #margin(match: RegExpExecArray): void {
    const [, way, printed] = match;
    const wanted = `${way === "vượt" ? "+" : "-"}${printed}`;
    const known = this.#rows.some((row) => marginText(row) === wanted);
    if (!known) this.#differ(match, "so với mức giao", "hiệu của tỷ lệ và mức giao của một phạm vi của chỉ tiêu");
  }
}

/**
 * The numbers of the sentences under a target's heading: every rate with the fraction behind it, every difference of
 * rates and every shortfall is one of the target's in figures.csv, and a rate right behind a scope's name is that
 * scope's. Shares of a change ("tương đương 2,71%") are not in figures.csv.
 */
export function sentenceDifferences(target: TargetText, rows: readonly HeldRow[]): Difference[] {
  const sentences = new Sentences(target, rows);
  sentences.read();
  return [...sentences.differences, ...neededDifferences(target, rows)];
}

/** Rates that the months left must reach, and that none of these rows needs. */
export function neededDifferences({ heading, text, pageAt }: TargetText, rows: readonly FigureRow[]): Difference[] {
  const known = new Set(rows.flatMap((row) => neededOf(row) ?? []).flatMap(neededTexts));
  return [...text.matchAll(NEEDED)].flatMap(({ index, 0: words, 1: printed = "" }): Difference[] => {
    if (known.has(printed)) return [];
    const place: Place = { page: pageAt(index), part: `mục "${heading}"`, row: words, column: "tỷ lệ cần đạt" };
    return differing(place, printed, "tỷ lệ cần đạt của một phạm vi");
  });
}
