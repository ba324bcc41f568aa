import type { AgencyTree } from "../domain/agency.ts";
import { AgencyNames } from "../domain/agency-names.ts";
import type { FigureRow, ScopeKind } from "../domain/figures/figure.ts";
import type { Figures } from "../domain/figures/figures.ts";
import { type Growth, growthOf } from "../domain/figures/grown.ts";
import { allLists, type Inputs } from "../domain/figures/inputs.ts";
import { judgedIndicator } from "../domain/figures/per-procedure.ts";
import type { Precedence } from "../domain/figures/precedence.ts";
import { type Scores, scoresOf, smallAgencies, withoutMoves } from "../domain/figures/scores.ts";
import type { ImportedCounts } from "../domain/imports/stored.ts";
import type { Indicator } from "../domain/indicator.ts";
import type { MappedCounts, SourceLabel } from "../domain/mapping/systems.ts";
import type { CrossCheck } from "../domain/national/cross-check.ts";
import { windowOf } from "../domain/period.ts";
import { type Programme, programmeOn, type Target } from "../domain/programme.ts";
import { namesOn, type Province } from "../domain/province.ts";
import type { Finding } from "../domain/quality/finding.ts";
import { type Scope, scopeId } from "../domain/scope.ts";
import type { Change, InputChange } from "../revisions/change.ts";
import type { RevisionState } from "../revisions/revision.ts";
import { type FollowedTask, followedTasks } from "./followed-tasks.ts";
import type { PrintedRow } from "./printed-rate.ts";
import type { FigureKey } from "./report.ts";
import { heldRows, withIdle } from "./rows/held.ts";
import { indicatorOn, targetNameOn } from "./service-levels.ts";
import type { Form } from "./tables/form.ts";
import { labelled } from "./text/targets/label.ts";
import type { TargetSource } from "./text/targets/source.ts";
import { comparisonWords } from "./wording.ts";

/** What a report is composed from, before its targets are put together. */
export interface CompositionInput {
  readonly province: Province;
  readonly inputs: Inputs;
  /** The forms that tables are printed by. */
  readonly forms: readonly Form[];
  /** What of the national pack is not judged; nothing where it is left out. */
  readonly pack?: Pick<Precedence, "displaced" | "unjudged">;
  /** The agencies of the report. */
  readonly tree: AgencyTree;
  readonly figures: Figures;
  readonly findings: readonly Finding[];
  /** What differs from the revision before; null for the first. */
  readonly changes: readonly Change[] | null;
  /** What its inputs differ in from those of the revision before; none for the first. */
  readonly inputChanges: readonly InputChange[];
  /** Beside the national portal's figures; null or not given where that was not to be asked. */
  readonly crossCheck?: CrossCheck | null;
  /** Agencies' months since January whose counts are those of a workbook; none where it is not given. */
  readonly imported?: readonly ImportedCounts[];
  /** Agencies' months since January whose counts come from systems beside the API; none where it is not given. */
  readonly mapped?: readonly MappedCounts[];
  /** Those systems; none where it is not given. */
  readonly sources?: readonly SourceLabel[];
  readonly head: {
    readonly revision: number;
    readonly state: RevisionState;
    readonly synthetic: boolean;
    readonly dataAsOf: string;
  };
}

/** What a report is composed from: its programmes as they are printed of the levels that have agencies. */
export interface Composition extends CompositionInput {
  /** In the order of the programmes. */
  readonly targets: readonly PrintedTarget[];
  readonly limits: Limits;
  /** How its agencies are named in print. */
  readonly names: AgencyNames;
  /** Every task of the programmes with all agencies in force. */
  readonly tasks: readonly FollowedTask[];
  /** Codes of agencies with so few dossiers since January that their rates are no result. */
  readonly small: ReadonlySet<string>;
  /** The scores of its agencies; of nobody where the regime asks for none. */
  readonly scores: Scores;
  /** Since when the province is larger than it was in what its figures are held together with. */
  readonly growth: Growth;
}

/** A target as a report prints it: once, with the clause of every programme that sets it alike. */
export interface PrintedTarget {
  readonly target: Target;
  /** As tables name it: no other of the report is called so. */
  readonly name: string;
  /** Behind the name in tables, " (*1)": of the note that nobody has read in the document what it demands; empty for none. */
  readonly mark: string;
  readonly indicator: Indicator;
  readonly sources: readonly TargetSource[];
  /** The figures under the first of those programmes; under the others they are the same. */
  readonly rows: readonly PrintedRow[];
  /** The rows that are judged (basis year, or as-of for stocks), by scope id. */
  readonly judged: ReadonlyMap<string, PrintedRow>;
  /** The rows of the period itself (or as-of for stocks), by scope id. */
  readonly ofPeriod: ReadonlyMap<string, PrintedRow>;
}

function sameDemand(programme: Programme, target: Target): string {
  const { indicator, goal, unit, perProcedure, thresholds, deadline } = target;
  const bound = [thresholds.so, thresholds.huyen, thresholds.xa, thresholds.province, thresholds.area];
  return JSON.stringify([
    indicator,
    goal,
    unit,
    perProcedure,
    bound.map((one) => one ?? null),
    deadline,
    programme.exceptions,
  ]);
}

const byScope = (rows: readonly PrintedRow[]): ReadonlyMap<string, PrintedRow> =>
  new Map(rows.map((row) => [scopeId({ kind: row.scope, code: row.code }), row]));

function withRows(target: Target, indicator: Indicator, rows: readonly PrintedRow[]): PrintedTarget {
  return {
    ...{ target, name: target.name, mark: "" },
    indicator,
    sources: [],
    rows,
    judged: byScope(rows.filter(({ basis }) => basis !== "period")),
    ofPeriod: byScope(rows.filter(({ basis }) => basis !== "year")),
  };
}

/** The thresholds in percent that a rate is held against, by its indicator and its scope's id. */
export type Limits = ReadonlyMap<string, readonly number[]>;

const limitsKey = (indicator: string, scope: string): string => `${indicator} ${scope}`;

/** Several targets may hold one rate against thresholds of their own: 50% by 2021 and 80% by 2025. */
export function limitsIn(rows: readonly FigureRow[]): Limits {
  const limits = new Map<string, readonly number[]>();
  for (const { indicator, scope: kind, code, unit, threshold } of rows) {
    const key = limitsKey(indicator, scopeId({ kind, code }));
    const known = limits.get(key) ?? [];
    if (unit !== "percent" || threshold === null || known.includes(threshold)) continue;
    limits.set(key, [...known, threshold]);
  }
  return limits;
}

/** The thresholds that the rate of an indicator is held against; none where a line sums several scopes. */
export function limitsOf(
  { limits }: Pick<Composition, "limits">,
  indicator: string,
  [scope, ...others]: readonly Pick<Scope, "kind" | "code">[],
): readonly number[] {
  if (scope === undefined || others.length > 0) return [];
  return limits.get(limitsKey(indicator, scopeId(scope))) ?? [];
}

/** The targets in the order of the programmes; those that several programmes share come once. */
function printedTargets(
  { inputs, figures, growth }: CompositionInput & Pick<Composition, "growth">,
  limits: Limits,
  names: AgencyNames,
): readonly PrintedTarget[] {
  const { to } = windowOf(inputs.period, inputs.scheme);
  const held = heldRows({ inputs, figures, growth }, names, (row, scope) =>
    limitsOf({ limits }, row.indicator, [scope]),
  );
  const rows = Map.groupBy(held, ({ programme, target }) => `${programme} ${target}`);
  const known = new Map<string, PrintedTarget>();
  const indicators = new Map<string, Indicator>();
  for (const programme of inputs.programmes) {
    for (const target of programme.targets) {
      const key = sameDemand(programme, target);
      const judged = judgedIndicator(target, figures.evidence.indicator(target.indicator));
      const indicator = indicators.get(judged.id) ?? indicatorOn(judged, to);
      indicators.set(judged.id, indicator);
      const own = (rows.get(`${programme.id} ${target.id}`) ?? []).map((row) => withIdle(row, target, judged, figures));
      const named = { ...target, name: targetNameOn(target.name, to) };
      const printed = known.get(key) ?? withRows(named, indicator, own);
      const { clause, quote, confirmed } = target;
      const comparison = comparisonWords(programme, inputs.period);
      const isOnly = inputs.programmes.length === 1;
      const source = { programme, clause, isRead: confirmed !== false, quote, comparison, isOnly };
      known.set(key, { ...printed, sources: [...printed.sources, source] });
    }
  }
  return labelled([...known.values()], inputs.programmes);
}

/** What a report is composed from, with its targets and tasks put together. */
export function compositionOf(input: CompositionInput): Composition {
  const limits = limitsIn(input.figures.rows);
  const { tree, province } = input;
  const { to } = windowOf(input.inputs.period, input.inputs.scheme);
  const levels = new Set(tree.inForce.map(({ level }) => level));
  const nameOf = namesOn(province, tree, to);
  const programmes = input.inputs.programmes.map((programme) => programmeOn(programme, levels, nameOf));
  const inputs = { ...input.inputs, programmes };
  const names = new AgencyNames(allLists(inputs), to, province.namedAfter);
  const tasks = followedTasks(inputs, tree, names);
  const growth = growthOf(
    inputs,
    province.joined.map(({ lastDay }) => lastDay),
  );
  const targets = printedTargets({ ...input, inputs, growth }, limits, names);
  const { smallest, scored } = province.regime;
  const small = smallAgencies(tree, input.figures.evidence.year, smallest);
  const scores: Scores = scored
    ? withoutMoves(scoresOf(input.inputs, tree, input.figures, smallest), tree, growth)
    : new Map();
  return { ...input, inputs, names, limits, targets, tasks, small, scores, growth };
}

/** The row that is judged: basis year, or as-of for stocks. */
export const judgedRow = ({ judged }: PrintedTarget, scope: ScopeKind, code: string): PrintedRow | undefined =>
  judged.get(scopeId({ kind: scope, code }));

/** The row of the period itself, or as-of for stocks. */
export const periodRow = ({ ofPeriod }: PrintedTarget, scope: ScopeKind, code: string): PrintedRow | undefined =>
  ofPeriod.get(scopeId({ kind: scope, code }));

/** The target's part of a key, as figures.csv names it. */
export function figureOf({ target, sources }: PrintedTarget): FigureKey {
  const [first] = sources;
  return first === undefined ? {} : { programme: first.programme.id, target: target.id };
}
