import type { Period, Window } from "../period.ts";
import { PORTAL_GROUPS, type PortalGroup, type PortalTree, type PortalUnit } from "./answers.ts";
import type { PortalAnswers, Seen } from "./kept.ts";
import { matched } from "./match.ts";
import { nationalPlace, placeIn, placesGained } from "./places.ts";

/** What is compared, in the order of print: two shares of dossiers, then the portal's scores. */
export const MEASURES = ["on-time", "online-payment", ...PORTAL_GROUPS, "total"] as const;
export type Measure = (typeof MEASURES)[number];

/** Dossiers of a kind among those that they are part of; never of nothing. */
export interface Portion {
  readonly numerator: number;
  readonly denominator: number;
}

/** What has to be said of a place of the cross-check. */
export type Remark =
  | "no-own-activity"
  | "own-unknown"
  | "no-portal-activity"
  | "no-answer"
  | "unmatched"
  | "not-ours"
  | "no-petitions"
  | "no-unit-total"
  | "of-the-year";

/** One measure of the province or of an agency, ours beside the portal's; null is "none", never zero. */
export interface Compared {
  readonly ours: Portion | null;
  readonly portal: Portion | null;
  readonly overdue: number | null;
  readonly score: number | null;
  readonly max: number | null;
  /** Of an agency within its level, of the province among all provinces; equal scores share a place. */
  readonly rank: number | null;
  /** Places gained since the portal's evaluation before, of an agency that of the period before; lost ones below 0. */
  readonly moved: number | null;
  /** When the portal's answer was first seen (RFC 3339). */
  readonly capturedAt: string | null;
  readonly remarks: readonly Remark[];
  /** What the portal says itself of these data. */
  readonly said: readonly string[];
}

/** The province, an agency, or a unit of the portal that is no agency of the province. */
export interface CrossCheckLine {
  readonly of: "province" | "agency" | "portal";
  /** The agency's code; empty for the others. */
  readonly code: string;
  readonly name: string;
  readonly portalCode: string | null;
  /** (agency, month) pairs of the period without counts of ours. */
  readonly missing: number;
  readonly measures: Readonly<Record<Measure, Compared>>;
}

/** The province's figures of one period beside those of the national portal (đối chiếu). */
export interface CrossCheck {
  readonly period: Period;
  readonly ownWindow: Window;
  readonly portalWindow: Window;
  readonly synthetic: boolean;
  /** Why the portal's answers, or some of them, could not be had: a Vietnamese sentence. */
  readonly missed: string | null;
  /** Provinces that the portal compares; null where that answer is not there. */
  readonly provinces: number | null;
  readonly lines: readonly CrossCheckLine[];
}

/** What the province's own counts of the period say; null where there are none. */
export interface OwnCounts {
  readonly onTime: Portion | null;
  readonly paid: Portion | null;
  readonly missing: number;
}

export interface CrossCheckInput extends Omit<CrossCheck, "lines" | "provinces"> {
  readonly province: string;
  /** In the order of print. */
  readonly agencies: readonly { readonly code: string; readonly name: string }[];
  /** @param code of an agency; null for the whole province */
  readonly ownOf: (code: string | null) => OwnCounts;
  readonly answers: PortalAnswers;
  /** What the portal has said of the period before, as far as it is stored. */
  readonly earlier: PortalAnswers;
}

const NOTHING: Compared = {
  ours: null,
  portal: null,
  overdue: null,
  score: null,
  max: null,
  rank: null,
  moved: null,
  capturedAt: null,
  remarks: [],
  said: [],
};

const treesOf = ({ groups }: PortalAnswers): PortalTree[] =>
  PORTAL_GROUPS.flatMap((group) => groups[group]?.said ?? []);

/** Every unit of the answers, once, with its code where one of them tells it. */
function unitsOf(answers: PortalAnswers): PortalUnit[] {
  const known = new Map<string, PortalUnit>();
  for (const unit of treesOf(answers).flatMap(({ units }) => units)) {
    const before = known.get(unit.id);
    if (before === undefined || before.code === null) known.set(unit.id, unit);
  }
  return [...known.values()];
}

/** Whose line is written, and as whom the portal knows it. */
interface Subject extends Pick<CrossCheckLine, "of" | "code" | "name"> {
  readonly own: OwnCounts | null;
  readonly unit: PortalUnit | null;
}

/** The subject in one of the answers. */
function unitIn({ said }: Seen<PortalTree>, { of, unit }: Subject): PortalUnit | undefined {
  if (of === "province") return said.parent;
  return unit === null ? undefined : said.units.find(({ id }) => id === unit.id);
}

const isNothing = ({ denominator }: Portion): boolean => denominator === 0;

/** Our side of a share, and what is said of it. */
function ourSide(own: OwnCounts | null, which: "onTime" | "paid"): Pick<Compared, "ours" | "remarks"> {
  if (own === null) return { ours: null, remarks: ["not-ours"] };
  const ours = own[which];
  if (ours === null) return { ours: null, remarks: ["own-unknown"] };
  return isNothing(ours) ? { ours: null, remarks: ["no-own-activity"] } : { ours, remarks: [] };
}

function shareOf(answer: Seen<PortalTree> | null, subject: Subject, which: "onTime" | "paid"): Compared {
  const own = { ...NOTHING, ...ourSide(subject.own, which) };
  const noted = (remark: Remark): Compared => ({ ...own, remarks: [...own.remarks, remark] });
  if (answer === null) return noted("no-answer");
  const unit = unitIn(answer, subject);
  if (unit === undefined) return noted("unmatched");
  const { capturedAt } = answer;
  if (unit.share === null || isNothing(unit.share)) return { ...noted("no-portal-activity"), capturedAt };
  return { ...own, portal: unit.share, overdue: unit.overdue, capturedAt };
}

/** Whether a unit's score of 0 only says that it had nothing to do. */
function isIdle(unit: PortalUnit, progress: Seen<PortalTree> | null): boolean {
  if (unit.score !== 0) return false;
  if (unit.share !== null) return isNothing(unit.share);
  const all = progress === null ? [] : [progress.said.parent, ...progress.said.units];
  const received = all.find(({ id }) => id === unit.id)?.share;
  return received !== undefined && received !== null && isNothing(received);
}

/** A unit's place by a group's score among those of its level that have one; null where it has none. */
function rankOf({ groups }: PortalAnswers, group: PortalGroup, { id, level }: PortalUnit): number | null {
  const ranked = groups[group]?.said.units.filter((one) => one.level === level && !isIdle(one, groups.TDGQ)) ?? [];
  return placeIn(ranked, id);
}

function scoreOf({ answers, earlier }: CrossCheckInput, group: PortalGroup, subject: Subject): Compared {
  const answer = answers.groups[group];
  const remarks: Remark[] = subject.of === "portal" ? ["not-ours"] : [];
  if (answer === null) return { ...NOTHING, remarks: [...remarks, "no-answer"] };
  const unit = unitIn(answer, subject);
  if (unit === undefined) return { ...NOTHING, remarks: [...remarks, "unmatched"] };
  const { capturedAt } = answer;
  const about = { ...NOTHING, max: unit.max, capturedAt, said: unit.remarks };
  if (isIdle(unit, answers.groups.TDGQ)) return { ...about, remarks: [...remarks, "no-portal-activity"] };
  if (unit.petitions === 0) remarks.push("no-petitions");
  if (subject.of === "province") return { ...about, score: unit.score, remarks };
  const rank = rankOf(answers, group, unit);
  const moved = placesGained(rankOf(earlier, group, unit), rank);
  return { ...about, score: unit.score, rank, moved, remarks };
}

function totalOf({ national, ...answers }: PortalAnswers, subject: Subject, { period }: CrossCheckInput): Compared {
  if (subject.of !== "province") {
    const remarks: Remark[] = subject.of === "portal" ? ["not-ours"] : [];
    return { ...NOTHING, remarks: [...remarks, "no-unit-total"] };
  }
  if (national === null) return { ...NOTHING, remarks: ["no-answer"] };
  const { capturedAt, said } = national;
  const ids = treesOf({ national, ...answers }).map(({ parent }) => parent.id);
  const place = nationalPlace(said, ids);
  if (place === null) return { ...NOTHING, remarks: ["unmatched"], capturedAt };
  return { ...NOTHING, ...place, max: said.max, capturedAt, remarks: period.length === 4 ? [] : ["of-the-year"] };
}

function lineOf(input: CrossCheckInput, subject: Subject): CrossCheckLine {
  const { answers } = input;
  const { of, code, name, unit, own } = subject;
  const score = (group: PortalGroup): Compared => scoreOf(input, group, subject);
  return {
    of,
    code,
    name,
    portalCode: unit?.code ?? null,
    missing: own?.missing ?? 0,
    measures: {
      "on-time": shareOf(answers.groups.TDGQ, subject, "onTime"),
      "online-payment": shareOf(answers.groups.TTTT, subject, "paid"),
      CKMB: score("CKMB"),
      TDGQ: score("TDGQ"),
      CLGQ: score("CLGQ"),
      TTTT: score("TTTT"),
      MDSH: score("MDSH"),
      MDHL: score("MDHL"),
      total: totalOf(answers, subject, input),
    },
  };
}

/**
 * The cross-check of one period: the province, its agencies, then the portal's units that are none of them. Scores are the
 * portal's own, never reckoned again; only places among them are.
 */
export function crossCheckOf(input: CrossCheckInput): CrossCheck {
  const { province, agencies, ownOf, answers, period, ownWindow, portalWindow, synthetic, missed } = input;
  const parents = treesOf(answers).map((tree) => tree.parent);
  const parent = parents.find(({ code }) => code !== null) ?? parents[0] ?? null;
  const { byAgency, others } = matched(agencies, unitsOf(answers));
  const subjects: Subject[] = [
    { of: "province", code: "", name: province, own: ownOf(null), unit: parent },
    ...agencies.map(({ code, name }): Subject => {
      return { of: "agency", code, name, own: ownOf(code), unit: byAgency.get(code) ?? null };
    }),
    ...others.map((unit): Subject => ({ of: "portal", code: "", name: unit.name, own: null, unit })),
  ];
  const provinces = answers.national === null ? null : answers.national.said.provinces.length;
  const lines = subjects.map((subject) => lineOf(input, subject));
  return { period, ownWindow, portalWindow, synthetic, missed, provinces, lines };
}
