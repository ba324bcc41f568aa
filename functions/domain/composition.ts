import type { AgencyTree } from "./agency.ts";
import type { Change } from "./change.ts";
import type { FigureRow } from "./figure.ts";
import type { Finding } from "./finding.ts";
import type { Indicator } from "./indicator.ts";
import type { Inputs } from "./inputs.ts";
import type { Programme, Target } from "./programme.ts";
import type { Province } from "./province.ts";
import type { FigureKey } from "./report.ts";
import type { RevisionState } from "./revision.ts";

/** What a report is composed from. */
export interface Composition {
  readonly province: Province;
  readonly inputs: Inputs;
  /** The agencies of the report. */
  readonly tree: AgencyTree;
  readonly figures: readonly FigureRow[];
  readonly findings: readonly Finding[];
  /** What differs from the revision before; null for the first. */
  readonly changes: readonly Change[] | null;
  readonly issue: {
    readonly revision: number;
    readonly state: RevisionState;
    readonly synthetic: boolean;
    readonly dataAsOf: string;
  };
}

/** A target as a report prints it: once, with the clause of every programme that sets it alike. */
export interface PrintedTarget {
  readonly target: Target;
  readonly indicator: Indicator;
  readonly sources: readonly { readonly programme: Programme; readonly clause: string; readonly quote: string }[];
  /** The figures under the first of those programmes; under the others they are the same. */
  readonly rows: readonly FigureRow[];
}

function sameDemand(programme: Programme, target: Target): string {
  const { indicator, goal, unit, thresholds, deadline } = target;
  const bound = [thresholds.so, thresholds.huyen, thresholds.xa, thresholds.province, thresholds.area];
  return JSON.stringify([indicator, goal, unit, bound.map((one) => one ?? null), deadline, programme.exceptions]);
}

/** The targets in the order of the programmes; those that several programmes share come once. */
export function printedTargets({ inputs, figures }: Composition): PrintedTarget[] {
  const known = new Map<string, PrintedTarget>();
  for (const programme of inputs.programmes) {
    for (const target of programme.targets) {
      const key = sameDemand(programme, target);
      const source = { programme, clause: target.clause, quote: target.quote };
      const printed = known.get(key);
      const indicator = inputs.indicators.get(target.indicator);
      if (indicator === undefined) continue;
      const rows = figures.filter((row) => row.programme === programme.id && row.target === target.id);
      known.set(
        key,
        printed === undefined
          ? { target, indicator, sources: [source], rows }
          : { ...printed, sources: [...printed.sources, source] },
      );
    }
  }
  return [...known.values()];
}

/** The row that is judged: basis year, or as-of for stocks. */
export const judgedRow = (printed: PrintedTarget, scope: string, code: string): FigureRow | undefined =>
  printed.rows.find((row) => row.scope === scope && row.code === code && row.basis !== "period");

/** The row of the period itself, or as-of for stocks. */
export const periodRow = (printed: PrintedTarget, scope: string, code: string): FigureRow | undefined =>
  printed.rows.find((row) => row.scope === scope && row.code === code && row.basis !== "year");

/** The target's part of a key, as figures.csv names it. */
export function figureOf({ target, sources }: PrintedTarget): FigureKey {
  const [first] = sources;
  return first === undefined ? {} : { programme: first.programme.id, target: target.id };
}
