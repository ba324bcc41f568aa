import { type Compared, type CrossCheck, MEASURES, type Measure } from "../../domain/national/cross-check.ts";
import { noteOf } from "./words.ts";

/** A row of `cross-check.csv`: one measure of the province, of an agency, or of a unit that only the portal has. */
export interface CrossCheckRow extends Pick<Compared, "ours" | "portal" | "score" | "max" | "rank" | "capturedAt"> {
  readonly agency: string;
  /** The province's code of the agency; empty for the province itself and for what only the portal has. */
  readonly code: string;
  readonly measure: Measure;
  readonly note: string;
}

/** The rows of `cross-check.csv` in their order: the province first, each with every measure. */
export const crossCheckRows = (crossCheck: CrossCheck): CrossCheckRow[] =>
  crossCheck.lines.flatMap((line) =>
    MEASURES.map((measure): CrossCheckRow => {
      const { ours, portal, score, max, rank, capturedAt } = line.measures[measure];
      const note = noteOf(crossCheck, line, measure);
      return { agency: line.name, code: line.code, measure, ours, portal, score, max, rank, capturedAt, note };
    }),
  );
