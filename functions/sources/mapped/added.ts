import {
  COUNT_FIELDS,
  type CoarseCounts,
  type CountRows,
  coarseRows,
  type ProcedureCounts,
  procedureRows,
} from "../../domain/counts.ts";
import { addedCounts, closedCounts } from "../../domain/sums/known-counts.ts";
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

/** A mapping has one grain; an answer without rows is of any. */
function addedRows(all: readonly CountRows[]): CountRows {
  const procedures = all.map(procedureRows);
  return procedures.every((rows) => rows !== null)
    ? addedProcedures(procedures.flat())
    : addedFields(all.flatMap(coarseRows));
}

/** What is known of an answer beside its rows, and those. */
export function answerOf(rows: CountRows, about: Omit<CountsAnswer, "rows">): CountsAnswer {
  const procedures = procedureRows(rows);
  return procedures === null ? { ...about, rows: coarseRows(rows) } : { ...about, rows: procedures };
}

/**
 * A source's answers about several units of one agency and window as one whose counts are added up; as old as the oldest of
 * them, provisional where one is.
 */
export function addedAnswers([first, ...others]: readonly [CountsAnswer, ...CountsAnswer[]]): CountsAnswer {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const [oldest = first.dataAsOf] = all.map(({ dataAsOf }) => dataAsOf).sort((a, b) => Date.parse(a) - Date.parse(b));
  return answerOf(addedRows(all.map(({ rows }) => rows)), {
    status: all.some(({ status }) => status === "provisional") ? "provisional" : "final",
    dataAsOf: oldest,
    synthetic: all.some(({ synthetic }) => synthetic),
    raw: all.flatMap(({ raw = [] }) => raw),
  });
}
