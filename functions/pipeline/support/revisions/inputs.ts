import { isSupplied } from "../../../revisions/revision.ts";
import { type Draft, sha256 } from "../draft.ts";

/**
 * What a revision is made from: the data with their hashes, the programmes, the code. When the same data were read, the
 * words of a gap and a failed refresh are not among it: a report with the same figures is not issued again.
 */
export function inputsHash(
  draft: Pick<Draft, "series" | "period" | "programme" | "code" | "templates" | "earlier" | "snapshots" | "gaps">,
): string {
  const { series, period, programme, code, templates, earlier } = draft;
  const supplied = draft.snapshots.filter(isSupplied);
  const snapshots = supplied.map(({ vintage: _, dataAsOf: __, ...snapshot }) => snapshot);
  const gaps = draft.gaps
    .filter((gap) => gap.rule !== "refresh-failed")
    .map(({ rule, agency, window }) => ({ rule, agency, window }));
  return sha256(JSON.stringify({ series, period, programme, code, templates, earlier, snapshots, gaps }));
}
