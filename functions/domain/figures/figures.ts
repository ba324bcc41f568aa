import type { AgencyTree } from "../agency.ts";
import type { Indicator } from "../indicator.ts";
import type { Period } from "../period.ts";
import { areaThreshold, bindsAreas, bindsLevel, isExcepted, type Programme, type Target } from "../programme.ts";
import { type Scope, scopesOf } from "../scope.ts";
import type { BasisEvidence } from "./basis.ts";
import { type Evidence, missingOf, shareOf } from "./evaluate.ts";
import { ReportEvidence } from "./evidence.ts";
import type { Basis, FigureRow, Rate, Verdict } from "./figure.ts";
import type { Inputs } from "./inputs.ts";
import { neededShare, roundedPercent } from "./needed.ts";
import { judgedIndicator } from "./per-procedure.ts";
import { rateOf } from "./rate.ts";
import { type Judged, ranksOf, shortfallFor, verdictOf } from "./verdict.ts";

/** Scopes for which the target has rows: the province always, levels and agencies it binds, districts where both do. */
function scopesBound(target: Target, scopes: readonly Scope[]): Scope[] {
  return scopes.filter((scope) => {
    if (scope.kind === "province") return true;
    if (scope.kind === "area") return bindsAreas(target);
    return scope.level !== null && bindsLevel(target, scope.level);
  });
}

function thresholdOf(target: Target, scope: Scope): number | null {
  if (scope.kind === "area") return areaThreshold(target);
  return target.thresholds[scope.level ?? "province"] ?? null;
}

function rateIn(target: Target, indicator: Indicator, scope: Scope, evidence: BasisEvidence | null): Rate | null {
  if (evidence === null || target.unit !== "percent") return null;
  const share = shareOf(indicator, evidence.of(scope));
  return share === null ? null : rateOf(share.numerator, share.denominator);
}

interface RowContext {
  readonly inputs: Inputs;
  readonly programme: Programme;
  readonly target: Target;
  readonly indicator: Indicator;
  readonly evidence: ReportEvidence;
}

/** What a target asks of a scope, and how the scope stands to it on this evidence. */
export function judgementOf(
  { period, programme, target, indicator }: Pick<RowContext, "programme" | "target" | "indicator"> & { period: Period },
  scope: Scope,
  evidence: Evidence,
): { readonly judged: Judged; readonly verdict: Verdict } {
  const share = shareOf(indicator, evidence);
  const judged = {
    numerator: share?.numerator ?? null,
    denominator: target.unit === "count" ? null : (share?.denominator ?? null),
    threshold: thresholdOf(target, scope),
    excepted: scope.kind === "agency" && isExcepted(programme, scope.name),
  };
  return { judged, verdict: verdictOf(target, period, judged) };
}

function row(context: RowContext, scope: Scope, basis: Basis): FigureRow {
  const { inputs, programme, target, indicator, evidence: bases } = context;
  const own = basis === "year" ? bases.year : bases.period;
  const evidence = own.of(scope);
  const { judged, verdict: judgement } = judgementOf({ ...context, period: inputs.period }, scope, evidence);
  const { numerator, denominator, threshold } = judged;
  const verdict = basis === "period" ? null : judgement;
  const compared = basis !== "year";
  return {
    province: inputs.province,
    programme: programme.id,
    period: inputs.period,
    from: basis === "as-of" ? own.to : own.from,
    to: own.to,
    target: target.id,
    indicator: indicator.id,
    scope: scope.kind,
    code: scope.code,
    // As UTF-8 can hold it: the published file is compared with these rows.
    name: scope.name.toWellFormed(),
    level: scope.level,
    basis,
    numerator,
    denominator,
    rate:
      numerator === null || denominator === null || target.unit !== "percent" ? null : rateOf(numerator, denominator),
    goal: target.goal,
    threshold,
    unit: target.unit,
    deadline: target.deadline,
    verdict,
    shortfall: verdict === null ? null : shortfallFor(target, verdict, judged),
    rank: null,
    previous: compared ? rateIn(target, indicator, scope, bases.previous) : null,
    yearEarlier: compared ? rateIn(target, indicator, scope, bases.yearEarlier) : null,
    missing: missingOf(indicator, evidence),
  };
}

/** The row with its needed rate, which only flows have. */
function withNeeded(made: FigureRow, { indicator, evidence }: RowContext, scope: Scope): FigureRow {
  const needed =
    indicator.kind === "flow" ? neededShare({ ...made, answered: evidence.answered(indicator, scope) }) : null;
  return { ...made, needed: needed === null ? null : roundedPercent(needed) };
}

function ranked(rows: readonly FigureRow[]): FigureRow[] {
  const judged = rows.filter((candidate) => candidate.scope === "agency" && candidate.verdict !== null);
  const byLevel = Map.groupBy(judged, (candidate) => candidate.level);
  const ranks = new Map([...byLevel.values()].flatMap((level) => [...ranksOf(level)]));
  return rows.map((candidate) =>
    candidate.scope === "agency" && candidate.verdict !== null
      ? { ...candidate, rank: ranks.get(candidate.code) ?? null }
      : candidate,
  );
}

/** The rows of `figures.csv`, and the sums that they are computed from. */
export interface Figures {
  readonly rows: readonly FigureRow[];
  readonly evidence: ReportEvidence;
}

/**
 * Every row of `figures.csv`: target × scope × basis, in the order of the programmes and their targets, then province,
 * levels, areas, agencies by code; with the evidence behind them. Pure: the same inputs give the same rows.
 */
export function figuresOf(inputs: Inputs, tree: AgencyTree): Figures {
  const evidence = new ReportEvidence(inputs, tree);
  const scopes = scopesOf(tree);
  const rows = inputs.programmes.flatMap((programme) =>
    programme.targets.flatMap((target) => {
      const indicator = judgedIndicator(target, evidence.indicator(target.indicator));
      const context = { inputs, programme, target, indicator, evidence };
      const kinds: readonly Basis[] = indicator.kind === "stock" ? ["as-of"] : ["period", "year"];
      const rowsOf = (scope: Scope) => kinds.map((basis) => withNeeded(row(context, scope, basis), context, scope));
      return ranked(scopesBound(target, scopes).flatMap(rowsOf));
    }),
  );
  return { rows, evidence };
}
