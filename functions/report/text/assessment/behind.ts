import { type Agency, LEVELS, type Level } from "../../../domain/agency.ts";
import { isJudged } from "../../../domain/figures/verdict.ts";
import { type Composition, judgedRow, type PrintedTarget } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import { fewText, listText } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { isResult } from "../targets/without-any.ts";
import { type Judged, judgedTargets, numbersText } from "./judged.ts";

/** So many of a level are named; of more the weakest, and the others by their number and the appendix. */
const NAMED = 5;
const WEAKEST = 3;

/** An agency with the minimums that it is below. */
export interface Behind {
  readonly name: string;
  /** Numbers of the targets in the summary. */
  readonly below: readonly number[];
  /** How much it lacks to what is demanded of it in these minimums, as parts of each: the weakest lacks most. */
  readonly weakness: number;
  /** Whether most of its rates are of few things: it is asked like the others, and not called the weakest. */
  readonly isOnFew: boolean;
}

/** The order by weakness begins with the weakest. */
const byWeakness = (left: Behind, right: Behind): number => right.weakness - left.weakness;

/**
 * The weakest first, none of those that are named having an equal among the others; where they are few, all of them, else
 * none of whose rates most are of few things.
 */
export function weakest(all: readonly Behind[]): readonly Behind[] {
  if (all.length <= NAMED) return [...all].sort(byWeakness);
  const order = all.filter(({ isOnFew }) => !isOnFew).sort(byWeakness);
  const next = order[WEAKEST];
  return order.slice(0, WEAKEST).filter(({ weakness }) => weakness !== next?.weakness);
}

export type Asked = (row: PrintedRow) => boolean;

/** The agencies of a level that are below one minimum at all: few dossiers are no result. */
function belowOf(printed: PrintedTarget, level: Level, { composition }: Writing, isAsked: Asked): PrintedRow[] {
  if (isOfCommonList(printed, level)) return [];
  const judged = judgedIn(printed, level);
  return judged.filter((row) => isAsked(row) && !composition.small.has(row.code));
}

const judgedIn = ({ rows }: PrintedTarget, level: Level): PrintedRow[] =>
  rows.filter((row) => row.scope === "agency" && row.level === level && isJudged(row.verdict) && isResult(row));

function countsCommonList(printed: PrintedTarget, level: Level): boolean {
  const { numerator, denominator } = printed.indicator;
  const isOfList = printed.indicator.kind === "stock" && "procedures" in numerator && "procedures" in denominator;
  const [first, ...others] = isOfList ? judgedIn(printed, level) : [];
  if (first === undefined || others.length === 0) return false;
  return others.every((row) => row.numerator === first.numerator && row.denominator === first.denominator);
}

/** It is asked for every agency, and looks at all of them. */
const commonLists = new WeakMap<PrintedTarget, Map<Level, boolean>>();

/**
 * Whether a target counts the procedures that all agencies of a level have in common: each then has the same number of the
 * same list, which is not its own work.
 */
export function isOfCommonList(printed: PrintedTarget, level: Level): boolean {
  const known = commonLists.get(printed) ?? new Map<Level, boolean>();
  const is = known.get(level) ?? countsCommonList(printed, level);
  commonLists.set(printed, known.set(level, is));
  return is;
}

/** Missed: it has fallen due, or has no deadline. */
export const isLate: Asked = ({ verdict }) => verdict === "not-met";
export const isOpen: Asked = ({ verdict }) => verdict === "not-due";
export const isBelow: Asked = (row) => isLate(row) || isOpen(row);

const isMinimum = ({ target }: PrintedTarget): boolean => target.goal === "min";

/** Whose procedures all agencies of a level have. */
export const COMMON_LIST = "danh mục thủ tục hành chính dùng chung của từng cấp";

/** Văn phòng UBND of a province, which keeps its procedures under control (kiểm soát thủ tục hành chính). */
const PROVINCE_OFFICE = /^Văn phòng (UBND|Ủy ban nhân dân|Đoàn ĐBQH|HĐND)/u;

/** "Văn phòng UBND tỉnh và các sở quản lý ngành, lĩnh vực": who runs the lists; without the office that writes. */
export function listOwnersText({ composition: { tree, names } }: Writing, issuer: Agency | undefined): string {
  const office = tree.inForce.find(({ level, name }) => level === "so" && PROVINCE_OFFICE.test(name));
  const own = office === undefined || office.code === issuer?.code ? [] : [names.of(office)];
  return listText([...own, "các sở quản lý ngành, lĩnh vực"]);
}

/** The minimums of a level that count the procedures which its agencies have in common, and that it is below. */
function commonBelow({ targets }: Writing, isAsked: Asked): Judged[] {
  return targets.flatMap((printed) =>
    LEVELS.flatMap((level): Judged[] => {
      const row = judgedRow(printed, "level", level);
      const isOpen = isMinimum(printed) && row !== undefined && isAsked(row) && isOfCommonList(printed, level);
      return isOpen ? [{ printed, row, level }] : [];
    }),
  );
}

/**
 * "số 2 (UBND cấp huyện và UBND cấp xã)": what is below a minimum and is the work of whoever runs a list of procedures, and
 * of no agency of the level; null where nothing is.
 */
export function commonText(writing: Writing, isAsked: Asked): string | null {
  const common = commonBelow(writing, isAsked);
  return common.length === 0 ? null : numbersText(common, writing.targets);
}

/** The levels that are below such a minimum. */
export const commonLevels = (writing: Writing, isAsked: Asked): ReadonlySet<Level> =>
  new Set(commonBelow(writing, isAsked).flatMap(({ level }) => level ?? []));

/**
 * Whether most of the minimums that an agency is judged by stand on fewer things (procedures, dossiers, payments) than the
 * regime's `smallest`: one more or less of them turns its result over, and it is named neither as the weakest nor as
 * reaching none (templates/definitions.md 6).
 */
export function isOnFew({ targets, province }: Composition, { level, code }: Pick<Agency, "level" | "code">): boolean {
  const { smallest } = province.regime;
  const own = ownMinimums(targets, level, code);
  const few = own.filter(
    ({ row: { unit, denominator } }) => unit === "percent" && (denominator ?? smallest) < smallest,
  );
  return 2 * few.length > own.length;
}

/** "không xét 02 đơn vị có phần lớn tỷ lệ được tính với mẫu số dưới 30": why some are not named; nothing of none. */
export function onFewText(count: number, { composition }: Writing): string {
  const least = fewText(composition.province.regime.smallest);
  return count === 0 ? "" : `không xét ${fewText(count)} đơn vị có phần lớn tỷ lệ được tính với mẫu số dưới ${least}`;
}

/** What an agency is judged by of the minimums that are its own work. */
export const ownMinimums = (targets: readonly PrintedTarget[], level: Level, code: string): Judged[] =>
  judgedTargets(
    targets.filter((printed) => isMinimum(printed) && !isOfCommonList(printed, level)),
    "agency",
    code,
  );

/** Which part of what is demanded a row lacks (0–1); a rate of few things makes nobody the weakest. */
function lackOf({ rate, numerator, denominator, threshold, unit }: PrintedRow, smallest: number): number {
  const isOfFew = unit === "percent" && (denominator ?? smallest) < smallest;
  if (isOfFew || threshold === null || threshold === 0) return 0;
  const reached = unit === "percent" ? Number(rate ?? 0n) / 1e6 : (numerator ?? 0);
  return Math.max(0, 1 - reached / threshold);
}

/** The agencies of a level that are below some minimum, by their codes. */
export function behindOf(writing: Writing, level: Level, isAsked: Asked): ReadonlyMap<string, Behind> {
  const { smallest } = writing.composition.province.regime;
  const found = writing.targets.flatMap((printed, at) =>
    isMinimum(printed) ? belowOf(printed, level, writing, isAsked).map((row) => ({ row, number: at + 1 })) : [],
  );
  const byCode = Map.groupBy(found, ({ row }) => row.code);
  return new Map(
    [...byCode].map(([code, own]) => {
      const below = own.map(({ number }) => number);
      const name = own[0]?.row.name ?? code;
      const weakness = own.reduce((sum, { row }) => sum + lackOf(row, smallest), 0);
      return [code, { name, below, weakness, isOnFew: isOnFew(writing.composition, { level, code }) }];
    }),
  );
}

/** Without the office that writes: it is not asked through its superior. */
export const othersThan = (behind: ReadonlyMap<string, Behind>, issuer: Agency | undefined): Behind[] =>
  [...behind].flatMap(([code, one]) => (code === issuer?.code ? [] : [one]));

/** "chỉ tiêu số 3 và 5"; "chỉ tiêu số 1: 09, số 2: 19 đơn vị" where not all of them are below each of these. */
export function belowText(all: readonly Pick<Behind, "below">[]): string {
  const numbers = [...new Set(all.flatMap(({ below }) => below))].sort((left, right) => left - right);
  const of = (number: number): number => all.filter(({ below }) => below.includes(number)).length;
  return numbers.every((number) => of(number) === all.length)
    ? `chỉ tiêu số ${listText(numbers.map(String))}`
    : `chỉ tiêu ${numbers.map((number) => `số ${number}: ${fewText(of(number))}`).join(", ")} đơn vị`;
}
