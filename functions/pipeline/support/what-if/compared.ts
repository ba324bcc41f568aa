import { AgencyNames } from "../../../domain/agency-names.ts";
import type { FigureRow } from "../../../domain/figures/figure.ts";
import { figuresOf } from "../../../domain/figures/figures.ts";
import { allLists, treeLookingBack } from "../../../domain/figures/inputs.ts";
import { windowOf } from "../../../domain/period.ts";
import type { Programme } from "../../../domain/programme.ts";
import { type Change, changesOf, type InputChange } from "../../../revisions/change.ts";
import type { NamedChange } from "../../../revisions/preview.ts";
import type { Loaded, Material } from "../load.ts";

/** Figures as they would be made now, and how what they are about is called in print. */
export interface Remade {
  readonly rows: readonly FigureRow[];
  /** Every number that was published before and would now be given differently. */
  since(before: readonly FigureRow[], causes: readonly InputChange[]): Change[];
  /** @param programmes whose targets are named */
  named(changes: readonly Change[], programmes: readonly Programme[]): NamedChange[];
}

/** The figures alone of what was read from snapshots: nothing is written, rendered or asked for. */
export function remade({ inputs, tree }: Pick<Loaded, "inputs" | "tree">, { province }: Material): Remade {
  const { rows } = figuresOf(inputs, tree);
  const names = new AgencyNames(allLists(inputs), windowOf(inputs.period, inputs.scheme).to, province.namedAfter);
  return {
    rows,
    since: (before, causes) => changesOf(before, rows, causes, treeLookingBack(inputs)),
    named(changes, programmes) {
      const targets = new Map(
        programmes.flatMap(({ id, targets: own }) => own.map((one) => [`${id} ${one.id}`, one.name])),
      );
      return changes.map((change) => ({
        ...change,
        name: names.ofScope(change),
        targetName: targets.get(`${change.programme} ${change.target}`) ?? change.target,
      }));
    },
  };
}
