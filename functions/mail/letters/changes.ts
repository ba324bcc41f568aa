import type { Programme, Target } from "../../domain/programme.ts";
import { type PrintedRate, printedEarlier } from "../../report/printed-rate.ts";
import { BASIS_TEXTS, type CauseNames, causeWords } from "../../report/text/changes.ts";
import { countText, rateNumber } from "../../report/wording.ts";
import type { ChangeRow, InputChange } from "../../revisions/change.ts";

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

const rateIn = (rate: PrintedRate | null): string => (rate === null ? "chưa có số liệu" : `${rateNumber(rate)}%`);

/** The thresholds of the province in percent that targets on an indicator set. */
const limitsOf = (targets: readonly Target[], indicator: string | undefined): number[] =>
  targets.flatMap(({ indicator: own, unit, thresholds }) =>
    own === indicator && unit === "percent" && thresholds.province !== undefined ? [thresholds.province] : [],
  );

/** Two rates with as many decimals as it takes to tell them apart. */
function ratesText(before: bigint | null, now: bigint | null, limits: readonly number[]): string {
  const rates = [before, now].map((rate) => ({ rate, text: rateIn(printedEarlier(rate, limits)) }));
  const isSame = new Set(rates.map(({ text }) => text)).size === 1;
  const [old, current] = rates.map(({ rate, text }) =>
    isSame && rate !== null ? rateIn({ units: rate, decimals: 6 }) : text,
  );
  return `từ ${old} thành ${current}`;
}

/**
 * Sums up what changes.csv says line by line.
 *
 * @param rows the lines of changes.csv
 * @param inputs what the inputs of the two revisions differ in
 */
export function changesTold(
  rows: readonly ChangeRow[],
  inputs: readonly InputChange[],
  names: CauseNames,
  programmes: readonly Programme[],
): ChangesTold {
  const targets = programmes.flatMap((programme) => programme.targets);
  const byKey = new Map(programmes.flatMap(({ id, targets: own }) => own.map((one) => [`${id} ${one.id}`, one])));
  const rates = rows
    .filter(({ scope, field }) => scope === "province" && field === "rate")
    .map((row) => {
      const target = byKey.get(`${row.programme} ${row.target}`);
      const basis = BASIS_TEXTS[row.basis] ?? row.basis;
      const rates = ratesText(rateOf(row.old), rateOf(row.new), limitsOf(targets, target?.indicator));
      return `${target?.name ?? row.target} (${basis}): ${rates}`;
    });
  return {
    total: rows.length,
    agencies: new Set(rows.filter(({ scope }) => scope === "agency").map(({ code }) => code)).size,
    rates: [...new Set(rates)],
    causes: [...new Set(inputs.map((change) => causeWords(change, names)))],
  };
}

/** The first of a list, and how many more there are: a mail is read at a glance. */
export function firstOf(items: readonly string[], most: number, unit: string): string[] {
  const rest = items.length - most;
  return rest > 0 ? [...items.slice(0, most), `và ${countText(rest)} ${unit} khác`] : [...items];
}
