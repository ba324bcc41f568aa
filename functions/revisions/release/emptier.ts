import type { FigureRow } from "../../domain/figures/figure.ts";
import type { Period } from "../../domain/period.ts";
import type { Hold } from "./approval.ts";

/** Figures that were published, and as what. */
export interface PublishedFigures {
  readonly period: Period;
  readonly revision: number;
  readonly rows: readonly FigureRow[];
}

/** Fewer dossiers than these say nothing by becoming fewer still. */
const SMALLEST_TOTAL = 30;

/** Agencies of which there is anything in the period, of all that the report is about. */
function agenciesIn(rows: readonly FigureRow[]) {
  const own = rows.filter((row) => row.scope === "agency" && row.basis === "period");
  const has = own.filter(({ denominator, numerator }) => (denominator ?? numerator) !== null);
  const distinct = (some: readonly FigureRow[]): number => new Set(some.map(({ code }) => code)).size;
  return { part: distinct(has), of: distinct(own) };
}

const totalKey = ({ programme, target, basis }: FigureRow): string => JSON.stringify([programme, target, basis]);
const totalOf = ({ denominator, numerator }: FigureRow): number => denominator ?? numerator ?? 0;
const ofProvince = (rows: readonly FigureRow[]): FigureRow[] => rows.filter(({ scope }) => scope === "province");

/** Whether a number is down by more than a share, in percent (0–100), in whole numbers. */
const isDown = (before: number, now: number, share: number): boolean => now * 100 < before * (100 - share);

const yearOf = (period: Period): string => period.slice(0, 4);

/**
 * Why figures are much emptier than what was published last (số liệu giảm bất thường): the share of agencies with figures,
 * or what a target of the whole province is reckoned on, down by more than a share. Totals that shrank alike are told once.
 *
 * @param share in percent (1–100)
 * @param nameOf the name of a row's target
 */
export function emptierHolds(
  before: PublishedFigures,
  now: Omit<PublishedFigures, "revision">,
  share: number,
  nameOf: (row: FigureRow) => string,
): Hold[] {
  const than = { period: before.period, revision: before.revision };
  const [had, has] = [agenciesIn(before.rows), agenciesIn(now.rows)];
  // As shares of all agencies: a reorganisation that leaves fewer of them is no loss of figures.
  const isEmptier = isDown(had.part * has.of, has.part * had.of, share);
  const agencies: Hold[] = isEmptier ? [{ kind: "agencies", than, before: had, now: has }] : [];
  const current = new Map(ofProvince(now.rows).map((row) => [totalKey(row), row]));
  const told = new Set<string>();
  const totals = ofProvince(before.rows).flatMap((row): Hold[] => {
    const found = current.get(totalKey(row));
    // A new year begins again from nothing.
    if (found === undefined || (row.basis === "year" && yearOf(before.period) !== yearOf(now.period))) return [];
    const [old, fresh] = [totalOf(row), totalOf(found)];
    const alike = JSON.stringify([row.basis, old, fresh]);
    if (old < SMALLEST_TOTAL || !isDown(old, fresh, share) || told.has(alike)) return [];
    told.add(alike);
    return [{ kind: "total", than, target: nameOf(row), basis: row.basis, before: old, now: fresh }];
  });
  return [...agencies, ...totals];
}
