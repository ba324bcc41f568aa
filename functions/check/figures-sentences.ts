import type { PublishedRow } from "../domain/change.ts";
import { type Difference, differing, type Place } from "./difference.ts";
import { decimalText, expectedText, millionthsOf, pointsText, rounded } from "./numbers.ts";
import type { TargetText } from "./sentence-text.ts";

const NUMBER = "\\d[\\d.]*";
const RATE = `${NUMBER},\\d+`;

const shareOf = (row: PublishedRow): string => expectedText({ type: "share", row });
const countOf = (value: string | undefined): string => expectedText({ type: "count", value: value ?? "" });
const rateOf = (value: string | undefined): string => expectedText({ type: "rate", value: value ?? "" });

/** A rate may be said of a scope whose name ends so many letters before it, without a stop in between. */
const REACH = 40;

/** A name and the letters behind it are looked for in so many letters. */
const LOOK_BACK = 160;

const isStop = (text: string): boolean => /[.;,\d\n]/.test(text);

/** The text of one target and the rows that it may speak of. */
class Sentences {
  readonly differences: Difference[] = [];
  readonly #target: TargetText;
  readonly #rows: readonly PublishedRow[];
  /** The rows by name, in lower case: a sentence may say "toàn tỉnh". */
  readonly #byName: ReadonlyMap<string, readonly PublishedRow[]>;

  constructor(target: TargetText, rows: readonly PublishedRow[]) {
    this.#target = target;
    this.#rows = rows;
    this.#byName = Map.groupBy(rows, (row) => (row["name"] ?? "").toLowerCase());
  }

  read(): void {
    this.#each(new RegExp(`(${RATE})%(?: \\((${NUMBER}) [^()%]*? trên (${NUMBER}) )?`, "g"), (match, lead) => {
      if (!lead.endsWith("tương đương ")) this.#rate(match, lead);
    });
    const points = "điểm phần trăm so với";
    this.#each(new RegExp(`(tăng|giảm) (${RATE}) ${points}`, "g"), (match) => this.#change(match));
    this.#each(new RegExp(`(vượt|thấp hơn) (${RATE}) ${points}`, "g"), (match) => this.#margin(match));
    this.#each(new RegExp(`còn thiếu (${NUMBER}) `, "g"), (match) => {
      const known = this.#rows.some((row) => row["shortfall"] !== "" && countOf(row["shortfall"]) === match[1]);
      if (!known) this.#differ(match, "còn thiếu", "số còn thiếu của một phạm vi của chỉ tiêu");
    });
    this.#each(new RegExp(`mỗi tháng cần thêm (${NUMBER}) \\(còn (\\d+) tháng`, "g"), (match) => this.#monthly(match));
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

  /** The rows of the scope whose name stands right before a number; of the longest name, where one ends another. */
  #named(lead: string): readonly PublishedRow[] | null {
    const near = lead.toLowerCase();
    let best: { readonly end: number; readonly name: string } | null = null;
    for (const name of this.#byName.keys()) {
      const at = near.lastIndexOf(name);
      const end = at + name.length;
      if (name === "" || at === -1 || near.length - end > REACH || /[\p{L}\p{N}]/u.test(near.charAt(end))) continue;
      if (isStop(near.slice(end))) continue;
      if (best === null || end > best.end || (end === best.end && name.length > best.name.length)) best = { end, name };
    }
    return best === null ? null : (this.#byName.get(best.name) ?? null);
  }

  /** The rows of the scope that the line is about, for a rate "lũy kế" further on in it: "- Sở, ban, ngành: … lũy kế". */
  #ofLine(at: number, lead: string): readonly PublishedRow[] | null {
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
      [shareOf(row), rateOf(row["previous"]), rateOf(row["year_earlier"])].includes(printed ?? ""),
    );
    const whole = alike.filter(
      (row) => countOf(row["numerator"]) === numerator && countOf(row["denominator"]) === denominator,
    );
    if (alike.length > 0 && (numerator === undefined || whole.length > 0)) return;
    const texts = (named ?? []).map(
      (row) => `${shareOf(row)}% (${countOf(row["numerator"])} trên ${countOf(row["denominator"])})`,
    );
    const other = texts.length === 0 ? "tỷ lệ của một phạm vi của chỉ tiêu" : [...new Set(texts)].join(" hoặc ");
    this.#differ(match, numerator === undefined || alike.length === 0 ? "tỷ lệ" : "tử số, mẫu số", other);
  }

  /** "tăng 1,82 điểm phần trăm so với tháng trước": the difference of two rates of one row, rounded once. */
  #change(match: RegExpExecArray): void {
    const [, way, printed] = match;
    const wanted = `${way === "tăng" ? "+" : "-"}${printed}`;
    const known = this.#rows.some((row) => {
      const [now, ...earlier] = [row["rate"], row["previous"], row["year_earlier"]].map(millionthsOf);
      return (
        now !== null && now !== undefined && earlier.some((one) => one !== null && pointsText(now, one) === wanted)
      );
    });
    if (!known) this.#differ(match, "so với kỳ trước", "hiệu của hai tỷ lệ của một phạm vi của chỉ tiêu");
  }

  /** "vượt 11,52 điểm phần trăm so với": a rate as it is printed, less the threshold; half a unit may fall either way. */
  #margin(match: RegExpExecArray): void {
    const [, way, printed = ""] = match;
    const decimals = printed.length - printed.indexOf(",") - 1;
    const known = this.#rows.some((row) => {
      const { rate, threshold = "", numerator = "", denominator = "" } = row;
      if (!rate || threshold === "" || denominator === "") return false;
      const limit = BigInt(threshold) * 10n ** BigInt(decimals);
      const share = rounded(BigInt(numerator) * 100n, BigInt(denominator), decimals);
      const gap = way === "vượt" ? share - limit : limit - share;
      return [gap, gap + 1n].some((one) => one >= 0n && decimalText(one, decimals) === printed);
    });
    if (!known) this.#differ(match, "so với mức giao", "hiệu của tỷ lệ và mức giao của một phạm vi của chỉ tiêu");
  }

  /** The shortfall shared among the months that are left, rounded up. */
  #monthly(match: RegExpExecArray): void {
    const [, printed, months] = match;
    const each = ({ shortfall }: PublishedRow): string => String(Math.ceil(Number(shortfall) / Number(months)));
    const known = this.#rows.some((row) => row["shortfall"] !== "" && countOf(each(row)) === printed);
    if (!known) this.#differ(match, "mỗi tháng cần thêm", "số còn thiếu chia cho số tháng còn lại");
  }
}

/**
 * The numbers of the sentences under a target's heading: every rate with the fraction behind it, every difference of
 * rates and every shortfall is one of the target's in figures.csv, and a rate right behind a scope's name is that
 * scope's. Shares of a change ("tương đương 2,71%") are not in figures.csv.
 */
export function sentenceDifferences(target: TargetText, rows: readonly PublishedRow[]): Difference[] {
  const sentences = new Sentences(target, rows);
  sentences.read();
  return sentences.differences;
}
