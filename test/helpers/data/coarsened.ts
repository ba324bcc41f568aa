import {
  CoarseCounts,
  CoarseField,
  distinctRows,
  noSums,
  type ProcedureCounts,
} from "../../../functions/domain/counts.ts";
import { knownOf } from "../../../functions/domain/sums/known-counts.ts";
import { type Answers, usable } from "./answers.ts";

/** What Biểu II.06a tells: nothing of how dossiers were filed online, of fees, results, rows of procedures. */
export const FORM_06A = [
  ...(["online", "onPaper", "openingBacklog", "resolvedEarly", "resolvedOnTime", "resolvedLate"] as const),
  ...(["pendingInTime", "pendingOverdue"] as const),
] satisfies readonly CoarseField[];

function summed(field: string, rows: readonly ProcedureCounts[], told: readonly CoarseField[]): CoarseCounts {
  const sums = noSums();
  for (const { procedure: _, ...row } of distinctRows(rows)) {
    for (const [name, count] of Object.entries(row)) Object.assign(sums, { [name]: Reflect.get(sums, name) + count });
  }
  const known = knownOf(sums);
  const entries = CoarseField.options.map((name) => [name, told.includes(name) ? known[name] : null] as const);
  return CoarseCounts.parse({ field, ...Object.fromEntries(entries) });
}

/** How an agency's counts are told instead of by procedure: in the whole, or by the first figure of the procedure's code. */
export type Retold = Readonly<Record<string, "unit" | "field">>;

/** The answers of these agencies as a coarser source tells them, of every month that can be used. */
export function coarsened(answers: Answers, how: Retold, told: readonly CoarseField[] = FORM_06A): Answers {
  const counts = answers.counts.map((answer) => {
    const grain = how[answer.agency];
    const rows = usable(answers, answer.agency, answer.from);
    if (grain === undefined || rows === null || rows.length === 0) return answer;
    const groups = Map.groupBy(rows, ({ procedure }) => (grain === "unit" ? "" : `Lĩnh vực ${procedure.slice(0, 3)}`));
    return { ...answer, items: [...groups].map(([field, own]) => summed(field, own, told)) };
  });
  return { ...answers, counts };
}
