import type { Agency } from "../agency.ts";
import { asciiWords, wordsOf } from "./folding.ts";

/** What is known of an agency whose rows a workbook may hold. */
export type ImportAgency = Pick<Agency, "code" | "name" | "level" | "parentCode">;

/** Whom a name means: one agency, several of that name, several written in one row, or nobody. */
export type Match =
  | { readonly kind: "one"; readonly agency: ImportAgency }
  | { readonly kind: "namesakes" | "joined"; readonly agencies: readonly ImportAgency[] }
  | { readonly kind: "nobody" };

const NOBODY: Match = { kind: "nobody" };

/** What stands before a name in a list: "1.", "a)", "-", "+", "II.". */
const LIST_MARK = /^\s*(?:[-+–•*]\s*|(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)]\s+)/iu;

/** Short forms before a dot, as tables write kinds of units. */
const SHORT_KINDS: readonly (readonly [RegExp, string])[] = [
  [/(^|\s)[Tt][Pp]\.?\s*(?=\p{L})/gu, "$1thành phố "],
  [/(^|\s)P\.\s*(?=[\p{L}\d])/gu, "$1phường "],
  [/(^|\s)TT\.\s*(?=\p{L})/gu, "$1thị trấn "],
  [/(^|\s)TX\.?\s*(?=\p{Lu})/gu, "$1thị xã "],
  [/&/g, " và "],
];

const COMMITTEE = wordsOf("Ủy ban nhân dân");
const CITY = wordsOf("thành phố");
const PROVINCE = wordsOf("tỉnh");

const OLD_NAMES = /\([^()]*\)/gu;

/** Between two offices in one row. */
const JOINTS =
  /[\n;,+/]|\s[-–]\s|\s+và\s+(?=(?:sở|ban|ubnd|ủy ban|uỷ ban|phòng|thanh tra|văn phòng|huyện|xã|phường)\s)/iu;

/** Agencies by the spellings of their names, with and without marks. */
class Index {
  readonly #codes = new Map<string, Map<string, ImportAgency>>();

  add(key: string, agency: ImportAgency): void {
    if (key === "") return;
    const known = this.#codes.get(key) ?? new Map<string, ImportAgency>();
    this.#codes.set(key, known.set(agency.code, agency));
  }

  find(key: string): readonly ImportAgency[] {
    return [...(this.#codes.get(key)?.values() ?? [])];
  }

  keys(): IterableIterator<string> {
    return this.#codes.keys();
  }
}

/**
 * Finds the agencies that a workbook names. Marks, capitals, blanks, "UBND" or "Ủy ban nhân dân" before a name and the
 * province behind it do not count; a commune may be written with its district behind it.
 */
export class AgencyMatching {
  readonly #spelt = new Index();
  readonly #ascii = new Index();
  /** The province as it stands behind names: "tỉnh đồng nai", "tỉnh". */
  readonly #provinces: readonly string[];

  /** @param provinceNames of all times, with their type: "tỉnh Đồng Nai", "thành phố Đồng Nai" */
  constructor(agencies: readonly ImportAgency[], provinceNames: readonly string[]) {
    const propers = provinceNames.map((name) => wordsOf(name).replace(new RegExp(`^(${CITY}|${PROVINCE}) `), ""));
    const full = propers.flatMap((proper) => [`${CITY} ${proper}`, `${PROVINCE} ${proper}`]);
    this.#provinces = [...full, CITY, PROVINCE];
    const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
    for (const agency of agencies) {
      const parent = agency.parentCode === null ? undefined : byCode.get(agency.parentCode);
      const names = [agency.name, ...(parent === undefined ? [] : [`${agency.name} ${this.#keyOf(parent.name)}`])];
      for (const key of names.map((name) => this.#keyOf(name))) {
        this.#spelt.add(key, agency);
        this.#ascii.add(asciiWords(key), agency);
      }
    }
  }

  #keyOf(name: string): string {
    let plain = name.replace(LIST_MARK, "");
    for (const [short, long] of SHORT_KINDS) plain = plain.replace(short, long);
    const words = wordsOf(plain)
      .replaceAll(COMMITTEE, "ubnd")
      .replace(/^ubnd (?=.)/, "");
    const behind = this.#provinces.find((province) => words.endsWith(` ${province}`));
    return behind === undefined ? words : words.slice(0, -behind.length - 1).replace(/^ubnd (?=.)/, "");
  }

  #found(name: string): Match {
    const key = this.#keyOf(name);
    for (const agencies of [this.#spelt.find(key), this.#ascii.find(asciiWords(key))]) {
      const [agency, ...others] = agencies;
      if (agency === undefined) continue;
      return others.length === 0 ? { kind: "one", agency } : { kind: "namesakes", agencies };
    }
    return NOBODY;
  }

  /** Whom a unit's name means. What stands in brackets, such as the names before a merger, counts only if it has to. */
  match(name: string): Match {
    for (const one of [name, name.replace(OLD_NAMES, " ")]) {
      const found = this.#found(one);
      if (found.kind !== "nobody") return found;
    }
    const parts = name
      .replace(/[()]/g, ",")
      .split(JOINTS)
      .map((part) => this.#found(part));
    const agencies = new Map(parts.flatMap((part) => (part.kind === "one" ? [[part.agency.code, part.agency]] : [])));
    const [only, ...others] = agencies.values();
    if (only === undefined || parts.some(({ kind }) => kind === "nobody")) return NOBODY;
    return others.length === 0 ? { kind: "one", agency: only } : { kind: "joined", agencies: [only, ...others] };
  }

  /** The agencies that a line of a letterhead names; of a unit and its district the unit, of two names the longer one. */
  namedIn(line: string): readonly ImportAgency[] {
    const words = ` ${this.#keyOf(line).replaceAll(" ubnd ", " ")} `;
    const keys = [...this.#spelt.keys()].filter((key) => key.includes(" ") && words.includes(` ${key} `));
    const longest = keys.filter((key) => !keys.some((other) => other !== key && ` ${other} `.includes(` ${key} `)));
    const agencies = [...new Set(longest.flatMap((key) => this.#spelt.find(key)))];
    const parents = new Set(agencies.map(({ parentCode }) => parentCode));
    return agencies.filter(({ code }) => !parents.has(code));
  }
}
