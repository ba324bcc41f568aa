import type { Agency, AgencyTree } from "../agency.ts";
import { isBeforeEndOf } from "../instant.ts";
import type { Window } from "../period.ts";
import type { Finding } from "./finding.ts";

/** For which days an agency's counts were given, and when they were read from their source. */
interface Reading {
  readonly agency: string;
  readonly window: Window;
  /** RFC 3339 instant. */
  readonly dataAsOf: string;
  /** The instant of the vintage before, where it is later than this one's. */
  readonly putBackFrom?: string;
}

/** `data-put-back`: other counts than before, which their source dates before those; they count as the newer ones. */
export const putBackFindings = (readings: readonly Reading[]): Finding[] =>
  readings.flatMap(({ agency, window, dataAsOf, putBackFrom }): Finding[] => {
    if (putBackFrom === undefined) return [];
    const words = { expected: `read after ${putBackFrom}`, actual: `read at ${dataAsOf}` };
    return [{ rule: "data-put-back", agency, procedure: "", window, ...words }];
  });

/**
 * `data-early`: counts that were read before their window was over, so that what came in afterwards is not among them.
 * One finding of an agency, for the latest such window.
 */
export function earlyFindings(readings: readonly Reading[], tree: Pick<AgencyTree, "on">): Finding[] {
  const latest = new Map<Agency | string, Reading>();
  for (const reading of readings) {
    const { agency, window, dataAsOf } = reading;
    const whose = tree.on(agency, window.to) ?? agency;
    const known = latest.get(whose);
    const isLater = known === undefined || known.window.to < window.to;
    if (isLater && isBeforeEndOf(dataAsOf, window.to)) latest.set(whose, reading);
  }
  return [...latest.values()].map(({ agency, window, dataAsOf }) => {
    const words = { expected: `read after ${window.to}`, actual: `read at ${dataAsOf}` };
    return { rule: "data-early", agency, procedure: "", window, ...words };
  });
}
