import type { FigureRow, Rate } from "../figures/figure.ts";
import { kindOf, type Period } from "../period.ts";
import { hundredths } from "../threshold.ts";
import type { PushedTarget, PushMapping } from "./mapping.ts";

/** One figure as it is sent: under the system's codes, its number as a text with a decimal point. */
export interface PushFigure {
  readonly indicator: string;
  readonly office: string;
  readonly value: string;
  /** Whose figure it is, for people: the target's id, the scope's name. */
  readonly target: string;
  readonly name: string;
}

/** The figures that a mapping sends of a revision, and what it could not send. */
export interface PushFigures {
  readonly figures: readonly PushFigure[];
  /** Codes of agencies that the mapping names and the report does not know. */
  readonly unknownAgencies: readonly string[];
  /** Codes of targets of which the report has no figures at all: of a decision that is not in force, perhaps. */
  readonly unknownTargets: readonly string[];
  /** Figures that two scopes would have sent under one code; neither is sent. */
  readonly clashing: readonly PushFigure[];
}

/** Millionths of a percent. */
const MILLIONTHS = 6;

/** Half up, but on its own side of 0, 100 and the threshold: what misses a level must not read as reaching it. */
function roundedRate(rate: Rate, decimals: number, threshold: number | null): string {
  const unit = 10n ** BigInt(MILLIONTHS - decimals);
  const down = rate / unit;
  const up = (rate + unit - 1n) / unit;
  const half = (rate + unit / 2n) / unit;
  const limits = [100, ...(threshold === null ? [] : [threshold])].map((limit) => hundredths(limit) * 10_000n);
  const reads = (units: bigint): bigint => units * unit;
  const hides = limits.some((limit) => rate < limit && reads(half) >= limit);
  const units = hides ? down : half === 0n && rate > 0n ? up : half;
  const digits = String(units).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A figure's number; null where it has none, which is never sent as 0. */
function numberOf(row: FigureRow, { value, decimals }: PushedTarget): string | null {
  if (value !== "rate") return row[value] === null ? null : String(row[value]);
  return row.rate === null ? null : roundedRate(row.rate, decimals, row.unit === "percent" ? row.threshold : null);
}

function officeOf({ offices }: PushMapping, { scope, code }: FigureRow): string | null {
  if (scope === "province") return offices.province ?? null;
  if (scope !== "agency") return null;
  const named = new Map(Object.entries(offices.agencies)).get(code);
  return named ?? (offices.others === "own-code" ? code : null);
}

const isOf = (row: FigureRow, { programme, target, basis }: PushedTarget): boolean =>
  row.programme === programme && row.target === target && row.basis === basis;

function figureOf(mapping: PushMapping, target: PushedTarget, row: FigureRow): PushFigure[] {
  const [office, value] = [officeOf(mapping, row), numberOf(row, target)];
  if (office === null || value === null) return [];
  return [{ indicator: target.code, office, value, target: target.target, name: row.name }];
}

/** Two figures are the same where both codes are. */
export const figureKey = ({ indicator, office }: Pick<PushFigure, "indicator" | "office">): string =>
  JSON.stringify([indicator, office]);

/** Whether figures of this kind of period are sent at all; those of a special period never are. */
export const takesPeriod = ({ periods }: PushMapping, period: Period): boolean =>
  periods.some((kind) => kind === kindOf(period));

/** What a mapping sends of the rows of a `figures.csv`, in the order of its targets, then of the rows. */
export function pushFigures(mapping: PushMapping, rows: readonly FigureRow[]): PushFigures {
  const byTarget = mapping.targets.map((target) => ({ target, own: rows.filter((row) => isOf(row, target)) }));
  const all = byTarget.flatMap(({ target, own }) => own.flatMap((row) => figureOf(mapping, target, row)));
  const byPlace = Map.groupBy(all, figureKey);
  const isSingle = (figure: PushFigure): boolean => byPlace.get(figureKey(figure))?.length === 1;
  const agencies = new Set(rows.flatMap(({ scope, code }) => (scope === "agency" ? [code] : [])));
  return {
    figures: all.filter(isSingle),
    unknownAgencies: Object.keys(mapping.offices.agencies).filter((code) => !agencies.has(code)),
    unknownTargets: byTarget.flatMap(({ target, own }) => (own.length === 0 ? [target.code] : [])),
    clashing: all.filter((figure) => !isSingle(figure)),
  };
}
