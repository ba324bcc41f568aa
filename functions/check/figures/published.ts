import type { FigureRow } from "../../domain/figures/figure.ts";
import type { FigureKey } from "../../report/report.ts";

/** A row with the thresholds in percent that all targets on its indicator have for its scope. */
export type HeldRow = FigureRow & { readonly limits: readonly number[] };

/** A scope's two rows of a target: of the period, and the one that is judged; the same where the basis is as-of. */
export interface FigurePair {
  readonly period: HeldRow;
  readonly judged: HeldRow;
}

/** A key that names one target and scope. */
export type WholeKey = Required<FigureKey>;

export const isWhole = (key: FigureKey): key is WholeKey =>
  [key.programme, key.target, key.scope, key.code].every((part) => part !== undefined);

const targetKey = ({ programme = "", target = "" }: FigureKey): string => `${programme} ${target}`;
const scopeKey = ({ scope = "province", code = "" }: FigureKey): string => `${scope} ${code}`;
/** A rate is one, however many targets ask for it. */
const rateKey = ({ indicator, scope, code }: FigureRow): string => `${indicator} ${scope} ${code}`;

function heldRows(rows: readonly FigureRow[]): HeldRow[] {
  const byRate = Map.groupBy(
    rows.filter(({ unit }) => unit === "percent"),
    rateKey,
  );
  return rows.map((row) => ({
    ...row,
    limits: (byRate.get(rateKey(row)) ?? []).flatMap(({ threshold }) => threshold ?? []),
  }));
}

const pairKey = (key: FigureKey): string => `${targetKey(key)} ${scopeKey(key)}`;

/** The rows of figures.csv by target and scope. */
export class PublishedFigures {
  readonly #targets: ReadonlyMap<string, readonly HeldRow[]>;
  readonly #scopes: ReadonlyMap<string, readonly HeldRow[]>;
  /** Names as figures.csv has them, by scope. */
  readonly #names: ReadonlyMap<string, string>;

  constructor(published: readonly FigureRow[]) {
    const rows = heldRows(published);
    this.#targets = Map.groupBy(rows, targetKey);
    this.#scopes = Map.groupBy(rows, pairKey);
    this.#names = new Map(rows.map((row) => [scopeKey(row), row.name]));
  }

  /** None where figures.csv has no such rows: an agency that a target does not know. */
  pair(key: WholeKey): FigurePair | undefined {
    const rows = this.#scopes.get(pairKey(key)) ?? [];
    const period = rows.find(({ basis }) => basis !== "year");
    const judged = rows.find(({ basis }) => basis !== "period");
    return period === undefined || judged === undefined ? undefined : { period, judged };
  }

  /** Every row of a target, in the file's order; null for a target that is not there. */
  target(key: FigureKey): readonly HeldRow[] | null {
    return this.#targets.get(targetKey(key)) ?? null;
  }

  /** None for a scope of which figures.csv has nothing. */
  name(key: FigureKey): string | undefined {
    return this.#names.get(scopeKey(key));
  }
}
