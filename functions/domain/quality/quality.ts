import type { Agency, AgencyTree } from "../agency.ts";
import {
  type AnswerStatus,
  type CountField,
  distinctRows,
  type Measures,
  type ProcedureCounts,
  pending,
  received,
  resolved,
} from "../counts.ts";
import type { Day, Window } from "../period.ts";
import { handles, type ProcedureCatalogue } from "../procedure.ts";
import { exceptionsOfNobody, isExcepted, type Programme } from "../programme.ts";
import type { TaskProgress } from "../task.ts";
import { PARTS } from "./coarse.ts";
import type { Finding, Rule } from "./finding.ts";

/** Where an answer was given: which agency, for which days, beside which catalogue (that of the window's last day). */
export interface AnswerContext {
  readonly agency: string;
  readonly window: Window;
  readonly catalogue: ProcedureCatalogue;
  readonly tree: AgencyTree;
}

type Comparison = readonly [relation: string, part: number, whole: number];

const total = (row: ProcedureCounts, fields: readonly CountField[]): number =>
  fields.reduce((sum, field) => sum + row[field], 0);

const partsOf = (row: ProcedureCounts): readonly Comparison[] =>
  PARTS.map(([relation, part, whole]) => [relation, total(row, part), total(row, whole)]);

type Found = (rule: Rule, expected: string | number, actual: string | number, relation?: string) => Finding;

const finder =
  (agency: string, procedure: string, window: Window): Found =>
  (rule, expected, actual, relation) => ({
    rule,
    agency,
    procedure,
    window,
    expected: String(expected),
    actual: String(actual),
    ...(relation === undefined ? {} : { relation }),
  });

const exceeding = (found: Found, comparisons: readonly Comparison[]): Finding[] =>
  comparisons
    .filter(([, part, whole]) => part > whole)
    .map(([relation, part, whole]) => found("part-exceeds-whole", whole, part, relation));

/** A procedure that is not in the catalogue, or is in it for another level or owner than the agency. */
function placement(found: Found, code: string, { agency, window, catalogue, tree }: AnswerContext): Finding[] {
  const procedure = catalogue.find(code);
  if (procedure === undefined) return [found("procedure-unknown", `in the catalogue of ${window.to}`, "absent")];
  const record = tree.on(agency, window.to);
  if (record === undefined || handles(record, procedure, tree, window.to)) return [];
  return procedure.level === record.level
    ? [found("procedure-misplaced", `owner ${agency}`, `owner ${procedure.owner ?? "none"}`)]
    : [found("procedure-misplaced", `level ${record.level}`, `level ${procedure.level}`)];
}

function rowFindings(row: ProcedureCounts, context: AnswerContext): Finding[] {
  const found = finder(context.agency, row.procedure, context.window);
  const came = row.openingBacklog + received(row);
  const went = resolved(row) + row.withdrawn + pending(row);
  return [
    ...(came === went ? [] : [found("flow-mismatch", came, went)]),
    ...exceeding(found, partsOf(row)),
    ...placement(found, row.procedure, context),
  ];
}

/** What is wrong within one counts answer; it is counted as delivered all the same. */
export function answerFindings(
  rows: readonly ProcedureCounts[],
  status: AnswerStatus,
  context: AnswerContext,
): Finding[] {
  const times = Map.groupBy(rows, (row) => row.procedure);
  const repeated = [...times].flatMap(([code, repeats]) =>
    repeats.length > 1 ? [finder(context.agency, code, context.window)("row-repeated", 1, repeats.length)] : [],
  );
  const provisional = finder(context.agency, "", context.window)("provisional", "final", "provisional");
  return [
    ...repeated,
    ...distinctRows(rows).flatMap((row) => rowFindings(row, context)),
    ...(status === "provisional" ? [provisional] : []),
  ];
}

/**
 * Agencies in force without a row of measures on the report's last day (also where the whole list failed), and
 * measures whose part exceeds their whole.
 */
export function measureFindings(rows: readonly Measures[] | undefined, day: Day, tree: AgencyTree): Finding[] {
  const byAgency = new Map((rows ?? []).map((row) => [row.agency, row]));
  return tree.inForce.flatMap((agency) => {
    const found = finder(agency.code, "", { from: day, to: day });
    const row = byAgency.get(agency.code);
    if (row === undefined) return [found("measures-missing", "measures", "absent")];
    return exceeding(found, [
      ["identifiedUsers > portalUsers", row.identifiedUsers, row.portalUsers],
      ["websitesWithSection > websites", row.websitesWithSection, row.websites],
    ]);
  });
}

const mustReport = (programme: Programme, agency: Agency): boolean =>
  !isExcepted(programme, agency.name) &&
  programme.tasks.some(({ executing }) => executing.levels.includes(agency.level));

/**
 * Agencies in force that have told nothing of any task of a programme whose tasks name their level, also where the
 * whole list failed; one finding of an agency, however many programmes it is of.
 *
 * @param progress rows by programme id, of the report's last day
 */
export function taskFindings(
  programmes: readonly Programme[],
  progress: ReadonlyMap<string, readonly TaskProgress[]>,
  day: Day,
  tree: AgencyTree,
): Finding[] {
  const heard = new Map([...progress].map(([id, rows]) => [id, new Set(rows.map(({ agency }) => agency))]));
  return tree.inForce
    .filter((agency) =>
      programmes.some(
        (programme) => mustReport(programme, agency) && heard.get(programme.id)?.has(agency.code) !== true,
      ),
    )
    .map(({ code }) => finder(code, "", { from: day, to: day })("tasks-missing", "tasks", "absent"));
}

/** Exceptions of a programme that match no agency in force. */
export function exceptionFindings(programme: Programme, window: Window, tree: AgencyTree): Finding[] {
  return exceptionsOfNobody(programme, tree.inForce).map(({ name }) =>
    finder("", "", window)("exception-unmatched", name, "no agency"),
  );
}
