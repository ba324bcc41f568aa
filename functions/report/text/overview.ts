import { LEVELS } from "../../domain/agency.ts";
import { SCOPE_NAMES, type ScopeKind } from "../../domain/figures/figure.ts";
import { boundLevels } from "../../domain/programme.ts";
import { judgedRow, type PrintedTarget } from "../composition.ts";
import { type PrintedRow, percentOf } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { type OverviewLine, overviewTable } from "../tables/targets/overview.ts";
import { count } from "../tables/value.ts";
import { countText, fewText, listText, rateNumber, rateText, sentence, withinSentence } from "../wording.ts";
import type { Writing } from "../writing.ts";
import { briefRequests } from "./assessment/brief-requests.ts";
import { dossierRequest } from "./assessment/further-requests.ts";
import {
  areMany,
  benchmarksOf,
  countedText,
  isBelowStriven,
  isMet,
  isMinimum,
  isShort,
  type Judged,
  judgedOfAll,
  nameText,
  numbersByDue,
  numbersText,
} from "./assessment/judged.ts";
import { isAnyUncounted, uncountedText } from "./notes/uncounted.ts";
import { bullets } from "./sentences.ts";
import { markNotes, NOTES_AT } from "./targets/label.ts";

/** The scope of each row of the summary: the province, or each level where nothing is demanded of the province. */
const scopesOf = ({ target }: PrintedTarget): { readonly scope: ScopeKind; readonly code: string }[] =>
  target.thresholds.province === undefined
    ? LEVELS.filter((level) => boundLevels(target).includes(level)).map((level) => ({ scope: "level", code: level }))
    : [{ scope: "province", code: "" }];

function linesOf(targets: readonly PrintedTarget[]): OverviewLine[] {
  return targets.flatMap((printed, index) =>
    scopesOf(printed).flatMap(({ scope, code }): OverviewLine[] => {
      const row = judgedRow(printed, scope, code);
      if (row === undefined) return [];
      const name = `${nameText({ printed, row, level: scope === "level" ? row.level : null })}${printed.mark}`;
      return [{ printed, place: { scope, code, name, number: count(index + 1) } }];
    }),
  );
}

/** "03/05 chỉ tiêu tối thiểu (số 1, 4 và 5 của bảng trên)"; levels stand in brackets of their own. */
function listed(some: readonly Judged[], all: readonly Judged[], { targets, composition }: Writing): string {
  const counted = countedText(some, all, isAnyUncounted(composition));
  const named = `${numbersText(some, targets)} của bảng trên`;
  return some.some(({ level }) => level !== null) ? `${counted}, gồm ${named}` : `${counted} (${named})`;
}

const lackOf = ({ numerator, denominator }: PrintedRow): number => (denominator ?? 0) - (numerator ?? 0);

/**
 * "ở chỉ tiêu số 1, Sở A (6,33%) có nhiều hồ sơ chưa nộp trực tuyến nhất: 1.234 trong 9.999, chiếm 12,34%": who weighs most
 * in what is behind, by how much each lacks to what is demanded of it. Of dossiers and payments alone: procedures are
 * counted once in several agencies.
 */
function heaviestText({ printed, row }: Judged, { targets }: Writing): string[] {
  const { missing, kind } = printed.indicator;
  if (kind !== "flow" || missing === undefined) return [];
  const within = (one: PrintedRow): boolean =>
    one.scope === "agency" && one.basis === row.basis && (row.level === null || one.level === row.level);
  const [heaviest, next] = printed.rows
    .filter((one) => within(one) && (one.shortfall ?? 0) > 0)
    .sort((left, right) => (right.shortfall ?? 0) - (left.shortfall ?? 0));
  if (heaviest === undefined || heaviest.shortfall === next?.shortfall) return [];
  const part = percentOf(lackOf(heaviest), lackOf(row));
  if (part === null) return [];
  const whose = row.level === null ? "" : ` của ${withinSentence(SCOPE_NAMES[row.level])}`;
  const own = `${heaviest.name} (${rateText(heaviest)}) có nhiều ${missing} nhất`;
  const whole = `${countText(lackOf(heaviest))} trong ${countText(lackOf(row))}, chiếm ${rateNumber(part)}%`;
  return [`ở chỉ tiêu số ${targets.indexOf(printed) + 1}${whose}, ${own}: ${whole}`];
}

/** "Đã đạt 01/01 chỉ tiêu …; 03 chỉ tiêu khác … chưa tính được …": what is reached of what can be counted, and what cannot. */
function reachedText(all: readonly Judged[], writing: Writing): string[] {
  const met = all.filter(isMet);
  const uncounted = uncountedText(writing.composition);
  const counted = met.length === 0 ? "Chưa có chỉ tiêu nào đạt" : `Đã đạt ${listed(met, all, writing)}`;
  const said = [...(all.length === 0 ? [] : [counted]), ...(uncounted === "" ? [] : [uncounted])];
  return said.length === 0 ? [] : [said.join("; ")];
}

/** "Chưa đạt 05/07 chỉ tiêu tối thiểu (đến hạn: số 1 và 2; chưa đến hạn: số 4, 6 và 7); …": minimums alone, as everywhere. */
function behindText(all: readonly Judged[], writing: Writing): string[] {
  const { targets } = writing;
  const [short, striven] = [all.filter(isShort), all.filter(isBelowStriven)];
  // Of many targets the sentence would be longer than the table.
  const heaviest = areMany(targets) ? [] : short.flatMap((one) => heaviestText(one, writing));
  const counted = countedText(short, all.filter(isMinimum), isAnyUncounted(writing.composition));
  const items = [
    ...(short.length === 0 ? [] : [`chưa đạt ${counted} (${numbersByDue(short, targets)})`, ...heaviest]),
    ...(striven.length === 0 ? [] : [`chưa tới mức phấn đấu của chỉ tiêu ${numbersText(striven, targets)}`]),
  ];
  return items.length === 0 ? [] : [sentence(items.join("; "))];
}

/** "Đạt mức điểm tối đa ở 02/05 tỷ lệ (số 3 và 4 của bảng trên)": told, and nobody is asked to reach it. */
function benchmarkText(writing: Writing): string[] {
  const all = benchmarksOf(writing.targets, "province", "");
  const met = all.filter(isMet);
  if (all.length === 0) return [];
  const counted = `${fewText(met.length)}/${fewText(all.length)} tỷ lệ`;
  const named = met.length === 0 ? "" : ` (${numbersText(met, writing.targets)} của bảng trên)`;
  const others = all.filter((one) => !isMet(one));
  const rest = others.length === 0 ? "" : `; chưa đạt ở tỷ lệ ${numbersText(others, writing.targets)}`;
  return [`Đạt mức điểm tối đa của Bộ chỉ số ở ${counted}${named}${rest}`];
}

/** What is asked where no minimum is left to ask for. */
const dossierText = (writing: Writing): string[] =>
  dossierRequest(writing).map((what) => `Đề nghị ${listText(writing.parties.receiving)} chỉ đạo ${what}`);

/** Tóm tắt: the targets in one table, then what is reached, what is behind and who weighs most in it, what is asked of whom. */
export function overviewBlocks(writing: Writing): Block[] {
  const lines = linesOf(writing.targets);
  if (lines.length === 0) return [];
  const all = judgedOfAll(writing.targets);
  const further = all.length === 0 ? [] : [...behindText(all, writing), ...briefRequests(writing)];
  const asked = [...reachedText(all, writing), ...further];
  const dossiers = asked.some((one) => one.startsWith("Đề nghị")) ? [] : dossierText(writing);
  const sentences = [...asked, ...benchmarkText(writing), ...dossiers];
  const marked = markNotes(writing.targets, NOTES_AT.report).map((text): Block => ({ type: "note", text }));
  return [{ type: "table", table: overviewTable(lines) }, ...bullets(sentences), ...marked];
}
