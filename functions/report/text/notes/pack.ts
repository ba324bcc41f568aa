import type { Agency, Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { type Displaced, isLower, thresholdIn } from "../../../domain/figures/precedence.ts";
import { windowOf } from "../../../domain/period.ts";
import { bindsLevel, type Programme, type Target } from "../../../domain/programme.ts";
import type { Composition } from "../../composition.ts";
import { countText, listText, percentText, withinSentence } from "../../wording.ts";
import { clauseText } from "../clause.ts";
import { unconfirmedMarks } from "../targets/label.ts";

/** "vietnam.vn và vietnam.vnanet.vn": whose addresses a source names; its own words where it names none. */
function sourceText(source: string): string {
  const hosts = [...source.matchAll(/https?:\/\/(?:www\.)?([^/\s]+)/gu)].map(([, host = ""]) => host);
  return hosts.length === 0 ? source : listText([...new Set(hosts)]);
}

const isBound = (target: Target, level: Level | null): boolean => level === null || bindsLevel(target, level);

const targetsText = (targets: readonly Target[]): string =>
  listText(targets.map(({ name }) => `“${withinSentence(name)}”`));

/** What nobody has read in the document itself, until somebody sets `confirmed`. */
const unconfirmedOf = (programme: Programme, level: Level | null): Target[] =>
  programme.targets.filter((target) => target.confirmed === false && isBound(target, level));

/** "(*1) Cần xác nhận theo nguyên văn Quyết định số 766/QĐ-TTg: tên văn bản; mức ghi tại văn bản về “…” và “…”." */
function unconfirmedNote(programme: Programme, level: Level | null, mark: string): string[] {
  const open = unconfirmedOf(programme, level);
  const { shortName, titleConfirmed } = programme;
  const what = [
    ...(titleConfirmed === false ? ["tên văn bản"] : []),
    ...(open.length === 0 ? [] : [`mức ghi tại văn bản về ${targetsText(open)}`]),
  ];
  return what.length === 0
    ? []
    : [`${open.length === 0 ? "" : mark}Cần xác nhận theo nguyên văn ${shortName}: ${what.join("; ")}.`];
}

/** The same with where each was read and how sure that is: for those who confirm it. */
function sourceNotes(programme: Programme, level: Level | null, mark: string): string[] {
  const open = unconfirmedOf(programme, level);
  const alike = Map.groupBy(open, ({ source, certainty }) => JSON.stringify([source, certainty]));
  return [...alike.values()].map((targets) => {
    const [{ source = "", certainty = "" } = {}] = targets;
    const clauses = [...new Set(targets.map(({ clause }) => clauseText(clause)))];
    const sure = certainty === "" ? "" : `; mức độ chắc chắn: ${certainty}`;
    return `${mark}Cần xác nhận: mức ghi tại ${programme.shortName} về ${targetsText(targets)} lấy theo ${sourceText(source)} (ghi tại ${listText(clauses)}), chưa đối chiếu với nguyên văn văn bản${sure}.`;
  });
}

const SCOPES = { ...SCOPE_NAMES, province: "toàn tỉnh", area: "địa bàn cấp huyện" } as const;

const levelText = (target: Target, scope: Displaced["scope"]): string => {
  const threshold = thresholdIn(target, scope);
  if (threshold === null) return "–";
  return target.unit === "percent" ? percentText(threshold) : countText(threshold);
};

/** "mức chung 80%, của tỉnh 60%", "mức điểm tối đa 50%, mức của tỉnh 75%": both levels, so that the lower one is seen. */
const levelsText = (displaced: Displaced): string => {
  const { target, scope, own } = displaced;
  const lower = isLower(displaced) ? ", thấp hơn mức chung" : "";
  const [common, given] = target.goal === "benchmark" ? ["mức điểm tối đa", "mức của tỉnh"] : ["mức chung", "của tỉnh"];
  return `${common} ${levelText(target, scope)}, ${given} ${levelText(own.target, scope)}${lower}`;
};

/** Where the province's own decision is judged in the place of the pack's. */
function displacedNotes(displaced: readonly Displaced[], level: Level | null): string[] {
  const bound = displaced.filter(({ scope }) => level === null || scope === level);
  const alike = Map.groupBy(bound, ({ programme, target, own }) =>
    JSON.stringify([programme.id, target.id, own.programme.id]),
  );
  return [...alike.values()].map((all) => {
    const [first] = all;
    if (first === undefined) return "";
    const whom = listText(all.map((one) => `${withinSentence(SCOPES[one.scope])} (${levelsText(one)})`));
    const asks = first.target.goal === "benchmark" ? "có mức điểm tối đa của" : "cũng giao";
    return `${first.programme.shortName} ${asks} “${withinSentence(first.target.name)}”; báo cáo đánh giá theo ${first.own.programme.shortName} của tỉnh đối với ${whom}.`;
  });
}

/** The name of the province on the report's last day, where nobody has read the act that gave it. */
function nameNotes({ province: { names }, inputs }: Composition, isFull: boolean): string[] {
  const { to } = windowOf(inputs.period, inputs.scheme);
  const inUse = names.find(({ from, to: until }) => (from ?? to) <= to && to <= (until ?? to));
  const note = inUse?.note?.replace(/; cần xác nhận$/u, "");
  if (inUse === undefined || note === undefined || note === inUse.note) return [];
  // What is in brackets at its end is how it is known.
  return [`Cần xác nhận tên “${inUse.name}”: ${isFull ? note : note.replace(/ \([^()]*\)$/u, "")}.`];
}

/**
 * What nobody has read in the documents themselves, for those who confirm it: the name of the province and demands of the
 * national pack.
 *
 * @param isFull whether it is also told where each was read and how sure that is
 */
export function unconfirmedNotes(composition: Composition, agency: Agency | null, isFull: boolean): string[] {
  const level = agency?.level ?? null;
  const marks = unconfirmedMarks(composition.inputs.programmes);
  const notesOf = isFull ? sourceNotes : unconfirmedNote;
  return [
    ...(agency === null ? nameNotes(composition, isFull) : []),
    ...composition.inputs.programmes.flatMap((one) => {
      const mark = marks.get(one.id);
      return notesOf(one, level, mark === undefined ? "" : `${mark} `);
    }),
  ];
}

/** Which demands of the national pack give way to the province's own. */
export const packNotes = ({ pack }: Composition, agency: Agency | null): string[] =>
  displacedNotes(pack?.displaced ?? [], agency?.level ?? null);
