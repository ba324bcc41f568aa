import type { Level } from "../../../domain/agency.ts";
import { isJudged } from "../../../domain/figures/verdict.ts";
import { boundLevels, isExcepted } from "../../../domain/programme.ts";
import type { Composition, PrintedTarget } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import { fewText, goalText, listText, withinSentence } from "../../wording.ts";
import { isOfCommonList } from "../assessment/behind.ts";
import { areMany } from "../assessment/judged.ts";
import { clauseText } from "../clause.ts";
import { endsText } from "../ends.ts";
import type { HeadedTargets } from "../headed.ts";
import { nothingOf } from "../sentences.ts";
import { isResult, WITHOUT_ANY } from "./without-any.ts";

/** So many agencies that fall short are named under their target; more of them in the recommendations alone. */
const NAMED = { few: 5, many: 3 } as const;

/** So few that reach a target are named beside their number. */
const FEW = 3;

/** The agencies of a level that a target judges, by what is a result of theirs. */
export const judgedAgencies = (printed: PrintedTarget, level: Level): PrintedRow[] =>
  boundLevels(printed.target).includes(level)
    ? printed.rows.filter(
        (row) => row.scope === "agency" && row.level === level && isJudged(row.verdict) && isResult(row),
      )
    : [];

/** Who is named with a result. */
interface Naming {
  /**
   * Of whom a rate is no result: who has received few dossiers, and who has few of what the rate is of, as all three
   * payments of an agency. Procedures are few everywhere.
   */
  readonly isFew: (row: PrintedRow) => boolean;
  /** So many of those that fall short. */
  readonly most: number;
}

function namingIn({ indicator }: PrintedTarget, { small, province: { regime }, targets }: Composition): Naming {
  const least = indicator.kind === "flow" ? regime.smallest : 0;
  return {
    isFew: ({ code, denominator }) => small.has(code) || (denominator ?? least) < least,
    most: areMany(targets) ? NAMED.many : NAMED.few,
  };
}

/** "; 02 đơn vị chưa đạt, gồm: A và B"; one with few dossiers is not named for it. */
function shortText(short: readonly PrintedRow[], goal: string, { isFew, most }: Naming): string {
  const named = short.filter((row) => !isFew(row));
  const few = short.length - named.length;
  if (named.length === 0 || short.length > most) return "";
  const more = few === 0 ? "" : ` (không nêu tên ${fewText(few)} đơn vị phát sinh ít hồ sơ)`;
  const who = short.length === 1 ? " là" : ", gồm:";
  return `; ${fewText(short.length)} đơn vị chưa đạt${goal}${who} ${listText(named.map(({ name }) => name))}${more}`;
}

/**
 * "; 10/20 đơn vị đạt (trừ Thanh tra tỉnh, Điều 1)"; `goal` is which level of several, " mức tối thiểu". Who is below is
 * not named where nobody is asked to reach it.
 */
function reachedText(rows: readonly PrintedRow[], goal: string, apart: string, naming: Naming): string {
  if (rows.length === 0) return "";
  const short = rows.filter((row) => row.verdict !== "met");
  const met = rows.length - short.length;
  const isUnasked = rows.every((row) => row.goal === "benchmark");
  const all = `${fewText(rows.length)} đơn vị`;
  const reached = rows.filter((row) => row.verdict === "met" && !naming.isFew(row)).map(({ name }) => name);
  const who = met < rows.length && met <= FEW && reached.length === met ? ` (${listText(reached)})` : "";
  const counted = met === 0 ? `chưa có đơn vị nào trong ${all} đạt${goal}` : `${fewText(met)}/${all} đạt${goal}${who}`;
  return `; ${counted}${apart}${met === 0 || isUnasked ? "" : shortText(short, goal, naming)}`;
}

/** " (trừ Thanh tra tỉnh, Điều 1; 01 đơn vị không phát sinh)": why fewer agencies are judged than the level has. */
function apartText(
  { sources, target, indicator, rows }: PrintedTarget,
  level: Level,
  { tree, names }: Composition,
): string {
  if (!boundLevels(target).includes(level)) return "";
  const [source] = sources;
  const agencies = tree.inForce.filter((agency) => agency.level === level);
  const excepted = (source?.programme.exceptions ?? []).flatMap(({ name, clause }) =>
    agencies
      .filter((agency) => isExcepted({ exceptions: [{ name, clause }] }, agency.name))
      .map((agency) => `trừ ${names.of(agency)}, ${clauseText(clause)}`),
  );
  const own = rows.filter((row) => row.scope === "agency" && row.level === level && row.basis !== "period");
  const counted = (some: readonly PrintedRow[], what: string): string[] =>
    some.length === 0 ? [] : [`${fewText(some.length)} đơn vị ${what}`];
  const said = [
    ...excepted,
    ...counted(
      own.filter(({ verdict }) => verdict === "no-activity"),
      nothingOf(indicator),
    ),
    ...counted(
      own.filter((row) => !isResult(row)),
      WITHOUT_ANY,
    ),
  ];
  return said.length === 0 ? "" : ` (${said.join("; ")})`;
}

/** What a rate is of: "hồ sơ", "giao dịch"; of procedures also dossiers, without which none is a result. */
const thingsOf = ({ indicator: { denominator, denominatorName } }: PrintedTarget): string => {
  if ("procedures" in denominator) return "TTHC hoặc hồ sơ";
  return withinSentence(denominatorName).startsWith("giao dịch") ? "giao dịch" : "hồ sơ";
};

/**
 * Who reaches what of a level's agencies, and the two ends of those that a minimum is demanded of: "; cao nhất, lũy kế: …;
 * thấp nhất: …", unless all of them reach it, or those that do not are named.
 */
export function agenciesText({ printed }: HeadedTargets, level: Level, composition: Composition): string {
  const judged = printed.map((one) => ({ one, goal: one.target.goal, rows: judgedAgencies(one, level) }));
  const reached = judged.map(({ one, goal, rows }, at) =>
    reachedText(
      rows,
      printed.length === 1 && goal !== "benchmark" ? "" : ` mức ${goalText(goal)}`,
      at === 0 ? apartText(one, level, composition) : "",
      namingIn(one, composition),
    ),
  );
  const minimum = judged.find(({ goal }) => goal === "min");
  const rows = minimum?.rows ?? [];
  const short = rows.filter(({ verdict }) => verdict !== "met").length;
  // Whose procedures they all have in common is nobody's own result.
  if (minimum !== undefined && short === rows.length && isOfCommonList(minimum.one, level))
    return "; các đơn vị có cùng tỷ lệ vì tính theo danh mục dùng chung của cấp";
  if (minimum === undefined) return reached.join("");
  const { isFew, most } = namingIn(minimum.one, composition);
  const isTold = short === 0 || (short <= most && short < rows.length);
  const { smallest } = composition.province.regime;
  // Of procedures, too: one service of one is no end of a level.
  const isApart = (row: PrintedRow): boolean => isFew(row) || (row.denominator ?? smallest) < smallest;
  const least = `${fewText(smallest)} ${thingsOf(minimum.one)}`;
  return `${reached.join("")}${isTold ? "" : endsText(rows, isApart, least)}`;
}
