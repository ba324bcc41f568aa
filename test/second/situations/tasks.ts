import { mustTell, nameKey, programmeLine } from "../computation/programmes.ts";
import type { AgencyRecord, TaskRow } from "../provinces/world.ts";
import { lastDayOf, type Seen } from "./seen.ts";

type Decide = (seen: Seen) => boolean;

const kept = (seen: Seen): readonly TaskRow[] | undefined => seen.ground.kept.tasks.get(lastDayOf(seen));
const inForce = (seen: Seen): AgencyRecord[] => [...seen.ground.tree.inForce.values()];
const isMissing = (seen: Seen): boolean => seen.findings.some((one) => one.rule === "tasks-missing");

/** Agencies that tell nothing in a list that came. */
const silent = (seen: Seen): AgencyRecord[] => {
  const rows = kept(seen);
  return rows === undefined ? [] : inForce(seen).filter(({ code }) => rows.every((row) => row.agency !== code));
};

const isExcepted = ({ question }: Seen, { name }: AgencyRecord): boolean =>
  programmeLine(question.programme).exceptions.some((one) => nameKey(one) === nameKey(name));

/** What the province says now of a list that is stored; undefined where none is. */
const saidNow = (seen: Seen): readonly TaskRow[] | null | undefined =>
  kept(seen) === undefined ? undefined : seen.world.says.tasks[lastDayOf(seen)];

/** What can be wrong with the progress of tasks (figures.md 7). */
export const taskTroubles = {
  "tasks of an agency missing": (seen) => isMissing(seen) && kept(seen) !== undefined,
  "list of tasks failed": (seen) => isMissing(seen) && kept(seen) === undefined,
  "excepted agency tells of no task": (seen) => silent(seen).some((one) => isExcepted(seen, one)),
  "excepted agency while the list of tasks failed": (seen) =>
    isMissing(seen) && kept(seen) === undefined && inForce(seen).some((one) => isExcepted(seen, one)),
  "agency of a level that no task names tells of none": (seen) =>
    silent(seen).some((one) => !isExcepted(seen, one) && !mustTell(seen.question.programme, one)),
  "nobody must tell of tasks": (seen) => inForce(seen).every((one) => !mustTell(seen.question.programme, one)),
  "stored tasks stand though others are told now": (seen) => {
    const now = saidNow(seen);
    return now !== undefined && now !== null && JSON.stringify(now) !== JSON.stringify(kept(seen));
  },
  "stored tasks stand where asking again failed": (seen) => seen.question.refresh && saidNow(seen) === null,
} as const satisfies Record<string, Decide>;
