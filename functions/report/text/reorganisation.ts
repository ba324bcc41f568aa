import { type Agency, byCode } from "../../domain/agency.ts";
import type { AgencyNames } from "../../domain/agency-names.ts";
import { RECEIVED } from "../../domain/counts.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import type { Day } from "../../domain/period.ts";
import {
  type Known,
  type Reorganisation,
  reorganisationsOf,
  type Succession,
  successionsOf,
} from "../../domain/reorganisation.ts";
import type { Composition } from "../composition.ts";
import type { Block } from "../report.ts";
import { REORGANISATION_TITLE } from "../tables/titles.ts";
import { countText, dayText, fewText, listText } from "../wording.ts";
import { appendixText, type Writing } from "../writing.ts";
import { paragraph } from "./sentences.ts";

export const KIND_TEXTS = {
  merged: "Sáp nhập",
  split: "Chia tách",
  closed: "Kết thúc hoạt động",
  renamed: "Đổi tên",
  moved: "Chuyển địa bàn",
} as const;

const APART = "số liệu các tháng trước chỉ tính trong cấp và toàn tỉnh, không tính cho cơ quan nào";

/** "UBND xã Thanh Sơn, huyện Tân Phú (75-735)". */
export function withCode(agency: Known, names: AgencyNames): string {
  if (typeof agency === "string") return agency;
  const name = names.of(agency);
  return name.endsWith(`(${agency.code})`) ? name : `${name} (${agency.code})`;
}

/** Whose code that of an agency is now, which no successor of its tells. */
function codeText({ code }: Agency, successors: readonly Known[], { tree, names }: NamedTree): string {
  const now = tree.isInForce(code) ? tree.newest(code) : undefined;
  return now === undefined || successors.includes(now) ? "" : `; mã ${code} nay là mã của ${names.of(now)}`;
}

type NamedTree = Pick<Composition, "tree" | "names">;

export function consequence(change: Reorganisation, composition: NamedTree): string {
  const { agency } = change;
  const { tree, names } = composition;
  const nameOf = (one: Known): string => withCode(one, names);
  switch (change.kind) {
    case "merged":
      return `Số liệu các tháng trước được tính vào ${nameOf(change.successor)}${codeText(agency, [change.successor], composition)}`;
    case "split":
      return `Chuyển cho ${listText(change.successors.map(nameOf))}; ${APART}${codeText(agency, change.successors, composition)}`;
    case "closed":
      return `${change.successors.length === 0 ? "Không có cơ quan kế thừa" : `Cơ quan kế thừa ${listText(change.successors.map(nameOf))} chưa xác định được`}; ${APART}${codeText(agency, change.successors, composition)}`;
    case "renamed":
      return `Trước là ${names.of(change.before)}; số liệu các tháng trước tính cùng số liệu của cơ quan này`;
    case "moved": {
      const before = change.before === null ? "Trước không thuộc cấp huyện" : `Trước thuộc ${nameOf(change.before)}`;
      const { parentCode } = agency;
      const now =
        parentCode === null
          ? "nay không thuộc cấp huyện"
          : `nay thuộc ${nameOf(tree.newest(parentCode) ?? parentCode)}`;
      return `${before}, ${now}; số liệu các tháng trước ${parentCode === null ? "không tính cho địa bàn nào" : "tính vào địa bàn mới"}`;
    }
  }
}

export const reorganisationsIn = (composition: Composition): Reorganisation[] =>
  reorganisationsOf(composition.inputs.lists, composition.tree);

/** The last day of the districts, where the figures have some and the report's last day none; null otherwise. */
function districtsEndedOn({ tree }: Composition): Day | null {
  if (tree.inForce.some(({ level }) => level === "huyen")) return null;
  const days = tree.agencies.flatMap(({ level, validTo }) => (level === "huyen" && validTo !== null ? [validTo] : []));
  return days.sort(byCode).at(-1) ?? null;
}

/** "Số lũy kế của toàn tỉnh gồm cả 39.977 hồ sơ …": what no level's row has, since there is no such level any more. */
function districtsText({ figures: { evidence } }: Composition): string {
  const scope = { kind: "level", code: "huyen" } as const;
  const [year, period] = [evidence.year, evidence.period].map(
    (basis) => basis.of({ ...scope, name: SCOPE_NAMES.huyen, level: "huyen" }).tally?.sums.sum(RECEIVED) ?? 0,
  );
  if (!year) return "";
  const within = period ? ` (trong kỳ: ${countText(period)} hồ sơ)` : "";
  return ` Số lũy kế của toàn tỉnh gồm cả ${countText(year)} hồ sơ do ${SCOPE_NAMES.huyen} tiếp nhận đến ngày đó${within}, không cộng vào cấp nào khác.`;
}

/** So many are named. */
const NAMED = 3;

/** Communes that lost their district with all others: one sentence says it of all. */
const isWithoutDistrict = (change: Reorganisation): boolean =>
  change.kind === "moved" && change.agency.level === "xa" && change.agency.parentCode === null;

/** What the appendix has a row of, and how many communes only lost their district. */
export function successionsIn(composition: Composition) {
  const changes = reorganisationsIn(composition);
  const told = successionsOf(
    changes.filter((change) => !isWithoutDistrict(change)),
    composition.tree,
  );
  return { told, apart: changes.filter(isWithoutDistrict).length };
}

/** What has become of an agency, as the appendix calls it. */
export const successionText = (one: Succession): string =>
  one.kind === "formed" ? (one.isNew ? "Hình thành mới" : "Nhận sáp nhập") : KIND_TEXTS[one.kind];

/** "02 cơ quan đổi tên (A và B)". */
function changedText(kind: string, changes: readonly Succession[], { names }: NamedTree): string {
  const who = changes.length > NAMED ? "" : ` (${listText(changes.map(({ agency }) => names.of(agency)))})`;
  return `${fewText(changes.length)} cơ quan ${kind.toLowerCase()}${who}`;
}

/** How many agencies changed, by kind. */
export function reorganisationBlocks(writing: Writing): Block[] {
  const { composition } = writing;
  const { told, apart } = successionsIn(composition);
  if (told.length + apart === 0) return [];
  const ended = districtsEndedOn(composition);
  const levels =
    ended === null
      ? ""
      : ` Các cơ quan cấp huyện hoạt động đến hết ngày ${dayText(ended)}; sau ngày đó không còn cấp huyện.${districtsText(composition)}`;
  const where = appendixText(writing, REORGANISATION_TITLE) ?? "tệp Excel kèm theo";
  const kinds = [
    ...[...Map.groupBy(told, successionText)].map(([kind, changes]) => changedText(kind, changes, composition)),
    ...(apart === 0 ? [] : [`${fewText(apart)} UBND cấp xã không còn thuộc cấp huyện`]),
  ];
  return [
    paragraph(
      `Trong thời gian tính lũy kế có thay đổi về đơn vị hành chính, cơ quan: ${kinds.join("; ")}; cách tính số liệu của từng đơn vị tại ${where}.${levels}`,
    ),
  ];
}
