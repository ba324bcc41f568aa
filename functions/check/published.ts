import type { PublishedRow } from "../domain/change.ts";
import type { FigureKey } from "../domain/report.ts";

/** A scope's two rows of a target: of the period, and the one that is judged; the same where the basis is as-of. */
export interface FigurePair {
  readonly period: PublishedRow | undefined;
  readonly judged: PublishedRow | undefined;
}

/** A key that names one line's target and scope. */
export type WholeKey = Required<Pick<FigureKey, "programme" | "target" | "scope" | "code">>;

export const isWhole = (key: FigureKey): key is FigureKey & WholeKey =>
  [key.programme, key.target, key.scope, key.code].every((part) => part !== undefined);

const targetKey = (programme = "", target = ""): string => `${programme} ${target}`;
const scopeKey = (scope = "", code = ""): string => `${scope} ${code}`;

/** The rows of figures.csv by target and scope. */
export class PublishedFigures {
  readonly #targets: ReadonlyMap<string, readonly PublishedRow[]>;
  readonly #pairs = new Map<string, FigurePair>();
  /** Names as figures.csv has them, by scope. */
  readonly #names = new Map<string, string>();

  constructor(rows: readonly PublishedRow[]) {
    this.#targets = Map.groupBy(rows, (row) => targetKey(row["programme"], row["target"]));
    for (const row of rows) {
      const scope = scopeKey(row["scope"], row["code"]);
      const key = `${targetKey(row["programme"], row["target"])} ${scope}`;
      const { period, judged } = this.#pairs.get(key) ?? {};
      const { basis } = row;
      this.#pairs.set(key, {
        period: basis === "year" ? period : row,
        judged: basis === "period" ? judged : row,
      });
      this.#names.set(scope, row["name"] ?? "");
    }
  }

  /** None where figures.csv has no such row: an agency that a target does not know. */
  pair({ programme, target, scope, code }: WholeKey): FigurePair | undefined {
    return this.#pairs.get(`${targetKey(programme, target)} ${scopeKey(scope, code)}`);
  }

  /** Every row of a target, in the file's order; null for a target that is not there. */
  target({ programme, target }: FigureKey): readonly PublishedRow[] | null {
    return this.#targets.get(targetKey(programme, target)) ?? null;
  }

  /** None for a scope of which figures.csv has nothing. */
  name({ scope, code }: FigureKey): string | undefined {
    return this.#names.get(scopeKey(scope, code));
  }
}
