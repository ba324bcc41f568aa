import {
  COUNT_FIELDS,
  type CoarseCounts,
  type CountRows,
  coarseRows,
  type ProcedureCounts,
  procedureRows,
} from "../../domain/counts.ts";
import { addedCounts, closedCounts, knownOf } from "../../domain/sums/known-counts.ts";
import type { CountsAnswer } from "../../ports/province-api.ts";

function addedProcedures(rows: readonly ProcedureCounts[]): ProcedureCounts[] {
  const byProcedure = Map.groupBy(rows, ({ procedure }) => procedure);
  return [...byProcedure.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const total = { ...first };
    for (const other of others) for (const field of COUNT_FIELDS) total[field] += other[field];
    return [total];
  });
}

/** Rows of one name added up as far as they are known; one that is alone stays as its source gave it. */
function addedFields(rows: readonly CoarseCounts[]): CoarseCounts[] {
  return [...Map.groupBy(rows, ({ field }) => field).values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    if (others.length === 0) return [first];
    return [{ ...addedCounts(group.map(({ field: _, ...given }) => closedCounts(given).known)), field: first.field }];
  });
}

/** Rows of whatever grain as those of the agency alone. */
const ofUnit = (rows: CountRows): CoarseCounts[] => [
  ...(procedureRows(rows) ?? []).map(({ procedure: _, ...counts }) => ({ ...knownOf(counts), field: "" })),
  ...coarseRows(rows).map((row) => ({ ...row, field: "" })),
];

const isOfUnit = (rows: CountRows): boolean => coarseRows(rows).some(({ field }) => field === "");

function addedRows(all: readonly CountRows[]): CountRows {
  const given = all.filter((rows) => rows.length > 0);
  const procedures = given.map(procedureRows);
  if (procedures.every((rows) => rows !== null)) return addedProcedures(procedures.flat());
  if (procedures.some((rows) => rows !== null) || given.some(isOfUnit)) return addedFields(given.flatMap(ofUnit));
  return addedFields(given.flatMap(coarseRows));
}

/** What is known of an answer beside its rows, and those. */
export function answerOf(rows: CountRows, about: Omit<CountsAnswer, "rows">): CountsAnswer {
  const procedures = procedureRows(rows);
  return procedures === null ? { ...about, rows: coarseRows(rows) } : { ...about, rows: procedures };
}

/**
 * Several answers about one agency and window as one whose counts are added up; as old as the oldest of them, provisional
 * where one is. Where they are not of one grain they become rows of the agency alone.
 */
export function addedAnswers([first, ...others]: readonly [CountsAnswer, ...CountsAnswer[]]): CountsAnswer {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const [oldest = first.dataAsOf] = all.map(({ dataAsOf }) => dataAsOf).sort((a, b) => Date.parse(a) - Date.parse(b));
  return answerOf(addedRows(all.map(({ rows }) => rows)), {
    status: all.some(({ status }) => status === "provisional") ? "provisional" : "final",
    dataAsOf: oldest,
    synthetic: all.some(({ synthetic }) => synthetic),
  });
}
