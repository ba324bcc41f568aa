import { type Agency, agenciesOfWindow, byCode, LEVELS, type Level } from "../../domain/agency.ts";
import type { Measures } from "../../domain/counts.ts";
import { allLists, comparedWith, treeLookingBack } from "../../domain/figures/inputs.ts";
import {
  type Month,
  monthsOf,
  type Period,
  twelveMonthsTo,
  type Window,
  windowOfMonth,
  yearEarlierOf,
  yearToDateOf,
} from "../../domain/period.ts";
import { scopesFed } from "../../domain/scope.ts";
import type { KnownCounts } from "../../domain/sums/known-counts.ts";
import type { Composition } from "../composition.ts";

/** The bases on which counts are added up over months. */
const BASES = ["period", "year", "previous", "yearEarlier"] as const;
export type RawBasis = (typeof BASES)[number];

/** One agency's counts of one month: a row of the sheet that every formula goes back to. */
export interface RawRow {
  readonly code: string;
  readonly name: string;
  readonly level: Level | null;
  /** The district whose area the counts enter. */
  readonly district: string | null;
  /** Who answers for the counts in the report; null where only level and province hold them. */
  readonly successor: Agency | null;
  readonly month: Month;
  readonly window: Window;
  readonly bases: ReadonlySet<RawBasis>;
  readonly feeds: ReadonlySet<string>;
  /** Null where the month is missing. */
  readonly counts: KnownCounts | null;
  readonly measures: Measures | null;
}

/** The months of the report and of what it is compared with, as far as they have been collected. */
function monthsByBasis({ inputs }: Composition): Map<RawBasis, readonly Month[]> {
  const earlier = (period: Period | null): readonly Month[] => {
    const months = period === null ? [] : monthsOf(period);
    return months.every((month) => inputs.collected.has(month)) ? months : [];
  };
  return new Map([
    ["period", monthsOf(inputs.period)],
    ["year", yearToDateOf(inputs.period)],
    ["previous", earlier(comparedWith(inputs))],
    ["yearEarlier", earlier(yearEarlierOf(inputs.period))],
  ]);
}

const levelOrder = (level: Level | null): number => (level === null ? LEVELS.length : LEVELS.indexOf(level));

/** By code, what has none at the end. */
const byCodeOrNone = (left: string | null, right: string | null): number =>
  left === null || right === null ? Number(left === null) - Number(right === null) : byCode(left, right);

/** Rows of one agency of the report are together, month after month; communes stand by district. */
function inOrder(left: RawRow, right: RawRow): number {
  return (
    levelOrder(left.level) - levelOrder(right.level) ||
    (left.level === "xa" ? byCodeOrNone(left.district, right.district) : 0) ||
    byCodeOrNone(left.successor?.code ?? null, right.successor?.code ?? null) ||
    byCode(left.month, right.month) ||
    byCode(left.code, right.code)
  );
}

function districtOf(successor: Agency | null): string | null {
  if (successor === null || successor.level === "so") return null;
  return successor.level === "huyen" ? successor.code : successor.parentCode;
}

/** Every (agency, month) pair behind the report's figures, their comparisons and trends, in the order of the sheet. */
export function rawRowsOf(composition: Composition): RawRow[] {
  const { inputs, tree } = composition;
  const byBasis = monthsByBasis(composition);
  const trend = twelveMonthsTo(inputs.period).filter((month) => inputs.collected.has(month));
  const own = new Set(byBasis.get("year"));
  const months = [...new Set([...[...byBasis.values()].flat(), ...trend])];
  const lists = allLists(inputs);
  const whole = treeLookingBack(inputs);
  const rows = months.flatMap((month) => {
    const window = windowOfMonth(month, inputs.scheme);
    const bases = new Set(BASES.filter((basis) => byBasis.get(basis)?.includes(month) === true));
    const measures = new Map(inputs.measures.get(window.to)?.map((row) => [row.agency, row]));
    const listed = new Set(lists.get(window.to)?.map(({ code }) => code));
    const known = own.has(month) ? tree : whole;
    return agenciesOfWindow(lists, window).map((code): RawRow => {
      const agency = known.on(code, window.to);
      const successor = agency === undefined ? null : known.heirOf(agency);
      const measured = listed.has(code) ? measures.get(code) : undefined;
      return {
        code,
        successor,
        month,
        window,
        bases,
        district: districtOf(successor),
        name: agency === undefined ? code : composition.names.of(agency),
        level: successor?.level ?? agency?.level ?? null,
        feeds: new Set(scopesFed(known, code, window.to)),
        counts: inputs.digests(code, month)?.counts ?? null,
        measures: measured ?? null,
      };
    });
  });
  return rows.sort(inOrder);
}

/** Whether counts of the province enter the area of some district: then every workbook of it says which. */
export const hasDistricts = (rows: readonly RawRow[]): boolean => rows.some(({ district }) => district !== null);

/** Rows of one workbook: all of them, or those that one agency and its communes answer for. */
export const rowsAnsweredBy = (rows: readonly RawRow[], codes: ReadonlySet<string>): RawRow[] =>
  rows.filter(({ successor }) => successor !== null && codes.has(successor.code));
