import type { FigureRow } from "../../domain/figures/figure.ts";

/** A row with the thresholds in percent that all targets on its indicator have for its scope. */
export type HeldRow = FigureRow & { readonly limits: readonly number[] };

/** A scope's two rows of a target: of the period, and the one that is judged; the same where the basis is as-of. */
export interface FigurePair {
  readonly period: HeldRow;
  readonly judged: HeldRow;
}
