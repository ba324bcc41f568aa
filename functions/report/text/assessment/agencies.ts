import { type Agency, LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { isSameName } from "../../../domain/name.ts";
import { writtenOut } from "../../../domain/unit-name.ts";
import { judgedRow } from "../../composition.ts";
import { fewText, listText, withinSentence } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { COMMON_LIST, commonText, isBelow, isOnFew, onFewText, ownMinimums } from "./behind.ts";
import { isMet, type Judged, judgedTargets } from "./judged.ts";

/** So many agencies are named in a sentence; more of them are in the appendix. */
const NAMED = 5;

/** The agency that the report is written by, where it is one of those that are judged. */
export const issuerOf = ({ composition: { tree }, parties }: Writing): Agency | undefined =>
  tree.inForce.find(({ name }) => isSameName(writtenOut(name), writtenOut(parties.reporting)));

/** What one agency is judged by of the minimums. */
const minimumsOf = ({ targets }: Writing, { code }: Agency): Judged[] =>
  judgedTargets(targets, "agency", code).filter(({ row }) => row.goal === "min");

/** Agencies of a level with what they are judged by; few dossiers are no result. */
function judgedAgencies(writing: Writing, level: Level) {
  const { tree, small } = writing.composition;
  return tree.inForce
    .filter((agency) => agency.level === level && !small.has(agency.code))
    .map((agency) => ({
      agency,
      judged: minimumsOf(writing, agency),
      own: ownMinimums(writing.targets, level, agency.code),
      isIdle: isIdle(writing, agency),
    }))
    .filter(({ judged }) => judged.length > 0);
}

/** Whether nothing of what some target counts has come up in an agency: it has not failed that one. */
const isIdle = ({ targets }: Writing, { code }: Agency): boolean =>
  targets.some(
    (printed) => printed.target.goal !== "benchmark" && judgedRow(printed, "agency", code)?.verdict === "no-activity",
  );

/** Less than half of a level is no result of it. */
const areFew = (some: number, all: number): boolean => 2 * some < all;

/**
 * "17/20 sở, ban, ngành và 59/82 UBND cấp xã còn dưới …": of levels of which less than half reach all of theirs. What counts
 * the procedures that a level has in common is no agency's own, and is told of the level.
 */
export function fewReach(writing: Writing): string[] {
  const levels = LEVELS.flatMap((level) => {
    const judged = judgedAgencies(writing, level).filter(({ own }) => own.length > 0);
    const below = judged.filter(({ own }) => !own.every(isMet)).length;
    const counted = `${fewText(below)}/${fewText(judged.length)} ${withinSentence(SCOPE_NAMES[level])}`;
    return areFew(judged.length - below, judged.length) ? [counted] : [];
  });
  const common = commonText(writing, isBelow);
  return [
    ...(levels.length === 0 ? [] : [`${listText(levels)} còn dưới ít nhất một mức tối thiểu được giao`]),
    ...(common === null
      ? []
      : [`Chỉ tiêu ${common} chưa đạt, tính theo ${COMMON_LIST} nên không kể vào kết quả của từng đơn vị`]),
  ];
}

type JudgedAgency = ReturnType<typeof judgedAgencies>[number];

/** Those that may be said to reach none: most of what they have of their own is not few. */
const nameable = (judged: readonly JudgedAgency[], { composition }: Writing): JudgedAgency[] =>
  judged.filter(({ own, agency }) => own.length > 0 && !isOnFew(composition, agency));

/**
 * Which agencies reach all of their minimums, where they are at least half of their level, or none, of those that have not
 * only few things: "Sở, ban, ngành: 15/20 đơn vị đạt …, gồm: …".
 */
export function allOrNone(writing: Writing, met: boolean): string[] {
  return LEVELS.flatMap((level) => {
    const all = judgedAgencies(writing, level);
    const judged = met ? all : nameable(all, writing);
    const found = judged.filter((one) => one.judged.every((target) => isMet(target) === met) && (met || !one.isIdle));
    if (found.length === 0 || (met && areFew(found.length, judged.length))) return [];
    const isOne = judged.every((one) => one.judged.length === 1);
    const [every, none] = isOne
      ? ["đạt mức tối thiểu được giao", "chưa đạt mức tối thiểu được giao"]
      : ["đạt tất cả các mức tối thiểu được giao", "chưa đạt mức tối thiểu nào được giao"];
    const names = listText(found.map(({ agency }) => writing.composition.names.of(agency)));
    const named = found.length > NAMED ? "" : `${found.length === 1 ? " là" : ", gồm:"} ${names}`;
    const few = met ? "" : onFewText(all.filter(({ agency }) => isOnFew(writing.composition, agency)).length, writing);
    const counted = `${fewText(found.length)}/${fewText(judged.length)} đơn vị ${met ? every : none}${named}`;
    return [`${SCOPE_NAMES[level]}: ${counted}${few === "" ? "" : `; ${few}`}`];
  });
}

/** The minimums that the reporting office itself does not reach. */
export function ownShortfall(writing: Writing): Judged[] {
  const issuer = issuerOf(writing);
  if (writing.job.agency !== null || issuer === undefined || writing.composition.small.has(issuer.code)) return [];
  return minimumsOf(writing, issuer).filter((one) => !isMet(one));
}
