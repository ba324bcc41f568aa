import type { AgencyTree } from "./agency.ts";
import type { InputChange, PublishedRow } from "./change.ts";
import { BASIS_TEXTS, causeWords } from "./compose-changes.ts";
import type { Programme } from "./programme.ts";
import { countText, rateNumber } from "./wording.ts";

/** What a revision gives differently from the one before, for a mail. */
export interface ChangesTold {
  /** Lines of changes.csv. */
  readonly total: number;
  /** Agencies of which a number has changed. */
  readonly agencies: number;
  /** The province's own rates: before and now. */
  readonly rates: readonly string[];
  /** Why, in words. */
  readonly causes: readonly string[];
}

/** A published rate, "52.300000" percent, in millionths of a percent; null where there was none. */
function rateOf(text: string): bigint | null {
  const [, whole, decimals] = /^(\d+)\.(\d{6})$/.exec(text) ?? [];
  return whole === undefined || decimals === undefined ? null : BigInt(whole + decimals);
}

/** Two rates with as many decimals as it takes to tell them apart. */
function ratesText(before: bigint | null, now: bigint | null): string {
  const same = before !== null && now !== null && rateNumber(before) === rateNumber(now);
  const print = (rate: bigint | null): string =>
    rate === null ? "chưa có số liệu" : `${rateNumber(rate, same ? 6 : 2)}%`;
  return `từ ${print(before)} thành ${print(now)}`;
}

const cell = (row: PublishedRow, column: string): string => row[column] ?? "";

/**
 * Sums up what changes.csv says line by line.
 *
 * @param rows the lines of changes.csv
 * @param inputs what the inputs of the two revisions differ in
 */
export function changesTold(
  rows: readonly PublishedRow[],
  inputs: readonly InputChange[],
  tree: AgencyTree,
  programmes: readonly Programme[],
): ChangesTold {
  const names = new Map(programmes.flatMap(({ id, targets }) => targets.map((one) => [`${id} ${one.id}`, one.name])));
  const rates = rows
    .filter((row) => row["scope"] === "province" && row["field"] === "rate")
    .map((row) => {
      const name = names.get(`${cell(row, "programme")} ${cell(row, "target")}`) ?? cell(row, "target");
      const basis = BASIS_TEXTS[cell(row, "basis")] ?? cell(row, "basis");
      return `${name} (${basis}): ${ratesText(rateOf(cell(row, "old")), rateOf(cell(row, "new")))}`;
    });
  return {
    total: rows.length,
    agencies: new Set(rows.filter((row) => row["scope"] === "agency").map((row) => row["code"])).size,
    rates: [...new Set(rates)],
    causes: [...new Set(inputs.map((change) => causeWords(change, tree)))],
  };
}

/** The first of a list, and how many more there are: a mail is read at a glance. */
export function firstOf(items: readonly string[], most: number, unit: string): string[] {
  const rest = items.length - most;
  return rest > 0 ? [...items.slice(0, most), `và ${countText(rest)} ${unit} khác`] : [...items];
}
