import { type Agency, byCode } from "../../domain/agency.ts";
import { ONE_SYSTEM } from "../../domain/imports/systems.ts";
import { faultWords } from "../../domain/quality/fault-words.ts";
import { type Finding, type Rule, severityOf } from "../../domain/quality/finding.ts";
import { isHandedOver } from "../../domain/quality/handed-over.ts";
import { reasonAndSystem } from "../../domain/quality/system-reason.ts";
import { reasonOf } from "../../domain/reason.ts";
import type { Composition } from "../composition.ts";
import type { Block } from "../report.ts";
import { QUALITY_TITLE } from "../tables/titles.ts";
import { countText, dayText, fewText, listText, momentText, withinSentence } from "../wording.ts";
import { appendixText, type Writing } from "../writing.ts";
import { idleSince } from "./idle.ts";
import { monthsText, paragraph } from "./sentences.ts";
import { countWords } from "./sources/count-words.ts";

/** The rules in the words of an official. */
const RULE_TEXTS: Record<Rule, string> = {
  "agency-missing": "Cơ quan chưa có số liệu",
  "answer-invalid": "Số liệu gửi về không đúng hợp đồng dữ liệu, không sử dụng",
  "refresh-failed": "Lấy lại số liệu không thành công, giữ số liệu đã lưu",
  "row-repeated": "Thủ tục bị lặp dòng, chỉ tính một lần",
  "flow-mismatch": "Tồn đầu kỳ cộng tiếp nhận khác giải quyết, rút cộng đang giải quyết",
  "carry-over-mismatch": "Tồn đầu kỳ khác số đang giải quyết cuối tháng trước",
  "part-exceeds-whole": "Số thành phần lớn hơn tổng số",
  "procedure-unknown": "Thủ tục không có trong danh mục",
  "procedure-misplaced": "Thủ tục không thuộc cấp hoặc cơ quan báo cáo",
  "measures-missing": "Cơ quan chưa có số liệu về người dùng, trang thông tin điện tử",
  "tasks-missing": "Cơ quan chưa có báo cáo tiến độ nhiệm vụ",
  "exception-unmatched": "Cơ quan được loại trừ không có trong danh sách cơ quan",
  "sum-mismatch": "Tổng số khác tổng các thành phần, tính theo các thành phần",
  "import-differs": "Số liệu nhập từ sổ tính khác số liệu của API, dùng số liệu của API",
  "count-not-delivered": "Nguồn số liệu không có số mà báo cáo cần",
  "data-early": "Số liệu được lấy khi kỳ số liệu chưa kết thúc",
  "data-put-back": "Số liệu thay thế có thời điểm lấy sớm hơn số liệu đã lưu trước đó",
  "no-activity-unusual": "Không tiếp nhận hồ sơ nào từ đầu năm, trong khi trung vị cùng cấp từ 100 hồ sơ trở lên",
  layout: "Lưu ý về trình bày",
  provisional: "Số liệu tạm tính, chưa chốt",
};

/** The parts that are larger than their wholes, by the relation that is broken. */
const RELATION_TEXTS: ReadonlyMap<string, string> = new Map([
  ["resolvedOnline > resolved", "hồ sơ giải quyết trực tuyến lớn hơn hồ sơ đã giải quyết"],
  ["digitisedResults > resolved", "kết quả đã số hóa lớn hơn hồ sơ đã giải quyết"],
  ["returned > resolved", "kết quả đã trả lớn hơn hồ sơ đã giải quyết"],
  ["paidOnlineDossiers > feeDossiers", "hồ sơ đã thanh toán trực tuyến lớn hơn hồ sơ có phí, lệ phí"],
  ["feeDossiers > received", "hồ sơ có phí, lệ phí lớn hơn hồ sơ đã tiếp nhận"],
  ["onlinePayments > payments", "giao dịch thanh toán trực tuyến lớn hơn tổng số giao dịch thanh toán"],
  ["identifiedUsers > portalUsers", "người dùng đã định danh lớn hơn tổng số người dùng"],
  ["websitesWithSection > websites", "trang thông tin điện tử có chuyên mục lớn hơn tổng số trang"],
]);

/** The short fixed words of findings, as the documents print them; numbers and names stay as they are. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["counts", "có số liệu"],
  ["404", "chưa gửi (404)"],
  ["measures", "có số liệu"],
  ["tasks", "có báo cáo"],
  ["no agency", "không có cơ quan"],
  ["not delivered", "nguồn số liệu không có"],
  ["final", "đã chốt"],
  ["provisional", "tạm tính"],
  [ONE_SYSTEM, "mới có số liệu của một trong hai hệ thống"],
  ["answer invalid", "số liệu gửi về không hợp lệ"],
  ["crash", "chương trình dừng khi xử lý"],
  ["out of memory", "chương trình hết bộ nhớ khi xử lý"],
  ["throttled", "hạn mức của hệ thống không đủ để hỏi"],
  ["stored data damaged", "dữ liệu đã lưu bị hỏng"],
  ["data too large", "số liệu quá lớn"],
  ["data not understood", "số liệu không đọc được"],
]);

const LEVEL_WORDS = { so: "cấp sở", huyen: "cấp huyện", xa: "cấp xã" } as const;

export function findingWords(value: string): string {
  const { reason, system } = reasonAndSystem(value);
  if (system !== null) return `${findingWords(reason)} (nguồn số liệu ${system})`;
  const words =
    WORDS.get(value) ?? (countWords(value) === value ? reasonOf(faultWords(value)).happened : countWords(value));
  return words
    .replace(/^in the catalogue of (.+)$/, (_, day: string) => `có trong danh mục ngày ${dayText(day)}`)
    .replace(/^level (so|huyen|xa)$/, (_, level: keyof typeof LEVEL_WORDS) => LEVEL_WORDS[level])
    .replace(/^read after (\d{4}-\d\d-\d\d)$/, (_, day: string) => `lấy sau ngày ${dayText(day)}`)
    .replace(/^read after (.+)$/, (_, instant: string) => `lấy sau ${momentText(instant)}`)
    .replace(/^read at (.+)$/, (_, instant: string) => `lấy lúc ${momentText(instant)}`)
    .replace(/^owner /, "cơ quan ");
}

/** A finding's rule in words, with the relation that is broken. */
export const ruleText = ({ rule, relation }: Finding): string =>
  relation === undefined
    ? RULE_TEXTS[rule]
    : `${RULE_TEXTS[rule]}: ${RELATION_TEXTS.get(relation) ?? countWords(relation)}`;

const isGap = (finding: Finding): boolean => severityOf(finding) === "gap";

interface MissingAgency {
  readonly code: string;
  /** Who answers for its counts in the report; null where nobody does. */
  readonly heir: Agency | null;
  readonly name: string;
  readonly months: readonly string[];
}

/**
 * Agencies with a gap, by code, the older of one code first, and the months that they lack. A window's month is that of
 * its last day.
 */
export function missingAgencies({ findings, tree, names }: Composition): MissingAgency[] {
  const gaps = Map.groupBy(findings.filter(isGap), ({ agency, window }) => tree.on(agency, window.to) ?? agency);
  const missing = [...gaps].map(([agency, found]): MissingAgency => {
    const months = [...new Set(found.map(({ window }) => window.to.slice(0, 7)))].sort();
    return typeof agency === "string"
      ? { code: agency, name: agency, heir: null, months }
      : { code: agency.code, name: names.of(agency), heir: tree.heirOf(agency), months };
  });
  const first = ({ months }: MissingAgency): string => months[0] ?? "";
  return missing.sort((left, right) => byCode(left.code, right.code) || byCode(first(left), first(right)));
}

/** "Có 109/111 đơn vị có số liệu của tất cả các tháng", and the names of those that have not. */
export function completenessText(composition: Composition): string {
  const { tree, findings } = composition;
  // A predecessor's months are missing in its successor's figures.
  const gaps = findings.filter(isGap);
  const incomplete = new Set(gaps.map(({ agency, window }) => tree.successorOf(agency, window.to)));
  const complete = tree.inForce.filter((agency) => !incomplete.has(agency)).length;
  const missing = missingAgencies(composition).map(({ name, months }) => `${name} (${monthsText(months)})`);
  const named = missing.length === 0 ? "" : `; chưa có số liệu: ${missing.join("; ")}`;
  // Who joined in the course of the year has no figures of the months before.
  const since = composition.growth.year === undefined ? "" : " kể từ khi là đơn vị của tỉnh";
  return `Có ${complete}/${tree.inForce.length} đơn vị có số liệu của tất cả các tháng${since}${named}.`;
}

/** "hồ sơ nộp trực tuyến từ xa (03 cơ quan), …": which counts the sources of how many agencies do not give. */
function undeliveredText(found: readonly Finding[]): string {
  const byCount = Map.groupBy(found, ({ expected }) => expected);
  return [...byCount]
    .map(([name, own]) => `${countWords(name)} (${fewText(new Set(own.map(({ agency }) => agency)).size)} cơ quan)`)
    .join(", ");
}

/** "02 trường hợp"; who has received nothing is named, and which counts are not delivered. */
function foundText(found: readonly Finding[], { names }: Composition): string {
  if (found.every(({ rule }) => rule === "count-not-delivered")) return undeliveredText(found);
  if (found.some(({ rule }) => rule !== "no-activity-unusual")) return `${fewText(found.length)} trường hợp`;
  return found.map(({ agency, window }) => names.on(agency, window.to)).join(", ");
}

/** Findings whose numbers are counted as they came (figures.md 7). */
const AS_DELIVERED: ReadonlySet<Rule> = new Set([
  "flow-mismatch",
  "carry-over-mismatch",
  "part-exceeds-whole",
  "data-early",
]);

/** "UBND xã Tóc Tiên (1.550 hồ sơ từ đầu năm)": who has received none in the period after many before. */
function idleTexts(composition: Composition): string[] {
  const { tree, names } = composition;
  const idle = tree.inForce.flatMap((agency) => {
    const since = idleSince(composition, agency);
    return since === null ? [] : [`${names.of(agency)} (${countText(since)} hồ sơ từ đầu năm)`];
  });
  return idle.length === 0 ? [] : [`Cần kiểm tra lại đơn vị không tiếp nhận hồ sơ nào trong kỳ: ${listText(idle)}.`];
}

/** What is wrong with the data, without what is only due to a reorganisation. */
export const ownFindings = ({ findings, tree }: Pick<Composition, "findings" | "tree">): Finding[] =>
  findings.filter((finding) => !isHandedOver(finding, tree));

/** "Có 1.179 dòng số liệu của 17 cơ quan …": what a reorganisation within a month makes of right data. */
export function handedOverTexts({ findings, tree }: Pick<Composition, "findings" | "tree">): string[] {
  const found = findings.filter((finding) => isHandedOver(finding, tree));
  if (found.length === 0) return [];
  const agencies = new Set(found.map(({ agency, window }) => tree.on(agency, window.to))).size;
  return [
    `Có ${countText(found.length)} dòng số liệu của ${fewText(agencies)} cơ quan đã sáp nhập, kết thúc hoạt động giữa tháng số liệu thuộc thủ tục mà danh mục cuối tháng đó đã chuyển sang cơ quan mới; không phải sai sót của cơ quan báo cáo (tệp quality.csv).`,
  ];
}

/** How many findings of each rule, in the order of the rules, and where they are told one by one. */
function foundSentence(findings: readonly Finding[], writing: Writing): string {
  const byRule = Map.groupBy(findings, (finding) => finding.rule);
  const items = [...byRule].map(([rule, found]) =>
    byRule.size === 1 && rule !== "no-activity-unusual" && rule !== "count-not-delivered"
      ? RULE_TEXTS[rule]
      : `${RULE_TEXTS[rule]}: ${foundText(found, writing.composition)}`,
  );
  const delivered = findings.some(({ rule }) => AS_DELIVERED.has(rule));
  const where = appendixText(writing, QUALITY_TITLE) ?? "tệp quality.csv";
  const consequence = delivered ? "Số liệu có sai lệch được tính như cơ quan đã gửi; chi tiết" : "Chi tiết";
  return `Kiểm tra số liệu phát hiện ${fewText(findings.length)} trường hợp: ${items.map(withinSentence).join("; ")}. ${consequence} tại ${where}.`;
}

/** What is wrong with the data, what a reorganisation makes of right ones, and who has suddenly received nothing. */
export function qualityBlocks(writing: Writing): Block[] {
  const { composition } = writing;
  const findings = ownFindings(composition);
  const idle = idleTexts(composition);
  const none = idle.length > 0 ? [] : ["Không phát hiện sai lệch trong số liệu."];
  const found = findings.length === 0 ? none : [foundSentence(findings, writing)];
  return [paragraph([...found, ...handedOverTexts(composition), ...idle].join(" "))];
}
