import { type Agency, LEVELS, type Level } from "../../domain/agency.ts";
import { type FigureRow, SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { isJudged } from "../../domain/figures/verdict.ts";
import { monthsLeft } from "../../domain/period.ts";
import { judgedRow, type PrintedTarget } from "../composition.ts";
import { type PrintedRow, printedDifference, printedLimit, printedShare } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { countText, fewText, goalText, listText, rateNumber, rateText, withinSentence } from "../wording.ts";
import type { Writing } from "../writing.ts";
import { missingAgencies } from "./quality.ts";
import { bullets, deadlineText, monthsText, paragraph, shortfallText, thresholdText } from "./sentences.ts";
import { dueCount, dueNextItems, overdueCounts } from "./tasks.ts";

/** So many names are in a sentence; where there are more, the weakest of them. */
const NAMED = { so: 25, huyen: 15, xa: 5 } as const;

/** A target with the row that it is judged by. */
interface Judged {
  readonly printed: PrintedTarget;
  readonly row: PrintedRow;
}

const judgedTargets = (targets: readonly PrintedTarget[], scope: FigureRow["scope"], code: string): Judged[] =>
  targets.flatMap((printed) => {
    const row = judgedRow(printed, scope, code);
    return row !== undefined && isJudged(row.verdict) ? [{ printed, row }] : [];
  });

const isMet = ({ row }: Judged): boolean => row.verdict === "met";

/** "mức tối thiểu 50%", "mức phấn đấu 100%". */
const demandText = ({ printed, row }: Judged): string =>
  `mức ${goalText(row.goal)} ${thresholdText(printed, row.threshold)}`;

/** "50,22%, vượt 0,22 điểm phần trăm so với mức tối thiểu 50%"; a number where the target is one. */
function standText(judged: Judged): string {
  const { row } = judged;
  const rate = row.unit === "count" ? null : printedShare(row);
  if (rate === null || row.threshold === null) return `${countText(row.numerator ?? 0)}, ${demandText(judged)}`;
  const margin = printedDifference(rate, printedLimit(row.threshold));
  const way = margin.units > 0n ? "vượt" : "thấp hơn";
  const gap =
    margin.units === 0n
      ? `bằng ${demandText(judged)}`
      : `${way} ${rateNumber(margin)} điểm phần trăm so với ${demandText(judged)}`;
  return `${rateText(row)}, ${gap}`;
}

const targetText = ({ printed }: Judged): string => printed.target.name;

/** Agencies of a level and the targets they are judged by, none left out. */
function judgedAgencies({ composition: { tree }, targets }: Writing, level: Level) {
  return tree.inForce
    .filter((agency) => agency.level === level)
    .map((agency) => ({ agency, judged: judgedTargets(targets, "agency", agency.code) }))
    .filter(({ judged }) => judged.length > 0);
}

function allOrNone(writing: Writing, met: boolean): string[] {
  return LEVELS.flatMap((level) => {
    const judged = judgedAgencies(writing, level);
    const found = judged.filter((one) => one.judged.every((target) => isMet(target) === met));
    if (found.length === 0) return [];
    const what = met ? "đạt tất cả các chỉ tiêu được giao" : "chưa đạt chỉ tiêu nào được giao";
    const names = listText(found.map(({ agency }) => writing.composition.names.of(agency)));
    const named = found.length <= NAMED[level] ? `, gồm: ${names}` : "";
    return [`${SCOPE_NAMES[level]}: ${fewText(found.length)}/${fewText(judged.length)} đơn vị ${what}${named}`];
  });
}

/** Kết quả nổi bật: the targets that the province reaches and by how much, the agencies that reach all of theirs. */
export function strengthBlocks(writing: Writing): Block[] {
  const judged = judgedTargets(writing.targets, "province", "");
  const met = judged.filter(isMet);
  const items = [...met.map((one) => `${targetText(one)}: ${standText(one)}`), ...allOrNone(writing, true)];
  if (judged.length === 0) return bullets(items);
  const of = `${fewText(judged.length)} chỉ tiêu`;
  const lead =
    met.length === 0 ? `Toàn tỉnh chưa đạt chỉ tiêu nào trong ${of}` : `Toàn tỉnh đạt ${fewText(met.length)}/${of}`;
  return [paragraph(`${lead}${items.length === 0 ? "." : ":"}`), ...bullets(items)];
}

function behindItems(writing: Writing): string[] {
  const overdue = overdueCounts(writing.composition);
  const due = dueCount(writing.composition);
  const missing = missingAgencies(writing.composition);
  return [
    ...(due === 0 ? [] : [`Còn ${fewText(due)} nhiệm vụ đến hạn trong kỳ chưa hoàn thành`]),
    ...(overdue.tasks === 0
      ? []
      : [`Còn ${fewText(overdue.tasks)} nhiệm vụ quá hạn tại ${fewText(overdue.agencies)} cơ quan`]),
    ...(missing.length === 0
      ? []
      : [
          `Còn ${fewText(missing.length)} cơ quan chưa có đủ số liệu, gồm: ${missing.map(({ name, months }) => `${name} (${monthsText(months)})`).join(", ")}`,
        ]),
  ];
}

/** Tồn tại, hạn chế: the targets that the province does not reach, who reaches none, what is overdue or missing. */
export function weaknessBlocks(writing: Writing): Block[] {
  const judged = judgedTargets(writing.targets, "province", "");
  const short = judged.filter((one) => !isMet(one));
  const items = [
    ...short.map((one) => `${targetText(one)}: ${standText(one)}${shortfallText(one.printed, one.row)}`),
    ...allOrNone(writing, false),
    ...behindItems(writing),
  ];
  const lead =
    short.length === 0
      ? []
      : [paragraph(`Toàn tỉnh còn ${fewText(short.length)}/${fewText(judged.length)} chỉ tiêu chưa đạt:`)];
  return [...lead, ...bullets(items)];
}

/** ": bình quân mỗi tháng tăng thêm 651 giao dịch …"; what is missing where no month is left. */
function paceText({ printed, row }: Judged): string {
  const left = row.deadline === null ? 0 : monthsLeft(row.period, row.deadline);
  if (!row.shortfall) return "";
  const what = withinSentence(printed.indicator.numeratorName);
  if (row.verdict !== "not-due" || left === 0) return `: còn thiếu ${countText(row.shortfall)} ${what}`;
  return `: bình quân mỗi tháng tăng thêm ${countText(Math.ceil(row.shortfall / left))} ${what}`;
}

/** "Phấn đấu đạt 30% đối với tỷ lệ … (lộ trình đến tháng 11/2023): …". */
function aimText(one: Judged): string {
  const { printed, row } = one;
  const words = row.verdict === "not-met" ? null : deadlineText(printed.target);
  const until = words === null ? "" : ` (${words})`;
  const verb = row.verdict === "not-met" ? "Khắc phục, sớm đạt" : "Phấn đấu đạt";
  const what = withinSentence(printed.target.name);
  return `${verb} ${thresholdText(printed, row.threshold)} đối với ${what}${until}${paceText(one)}`;
}

/** What is to be done for the targets that one scope does not reach, the most urgent first as the documents have them. */
export const aims = (targets: readonly PrintedTarget[], scope: FigureRow["scope"], code: string): string[] =>
  judgedTargets(targets, scope, code)
    .filter((one) => !isMet(one))
    .map(aimText);

/** Nhiệm vụ kỳ tới: what is still missing to the targets, tasks that fall due, what is overdue. */
export function upcomingBlocks({ composition, targets }: Writing): Block[] {
  const overdue = overdueCounts(composition);
  const due = dueCount(composition);
  const short = aims(targets, "province", "");
  const met = judgedTargets(targets, "province", "").some(isMet);
  return bullets([
    ...short,
    ...(met ? [`Duy trì các chỉ tiêu đã đạt${short.length === 0 ? " trên địa bàn tỉnh" : ""}`] : []),
    ...dueNextItems(composition),
    ...(due === 0 ? [] : [`Hoàn thành ${fewText(due)} nhiệm vụ đã đến hạn`]),
    ...(overdue.tasks === 0 ? [] : [`Hoàn thành dứt điểm ${fewText(overdue.tasks)} nhiệm vụ đã quá hạn`]),
  ]);
}

/** "Sở Ngoại vụ, Ban Dân tộc"; of many the weakest, and how many there are. */
function shortText(short: readonly FigureRow[], level: Level, all: number): string {
  const order = [...short].sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0));
  const units = `${fewText(short.length)} ${withinSentence(SCOPE_NAMES[level])}`;
  if (short.length === all && all > 2) return `tất cả ${units}`;
  if (short.length <= NAMED[level]) return order.map(({ name }) => name).join(", ");
  return `${units}, thấp nhất là ${listText(order.slice(0, NAMED[level]).map(({ name }) => name))}`;
}

function recommendationItem(printed: PrintedTarget): string[] {
  const parts = LEVELS.flatMap((level) => {
    const judged = printed.rows.filter((row) => row.scope === "agency" && row.level === level && isJudged(row.verdict));
    const short = judged.filter((row) => row.verdict !== "met");
    return short.length === 0 ? [] : [shortText(short, level, judged.length)];
  });
  return parts.length === 0 ? [] : [`${printed.target.name}: ${parts.join(", ")}`];
}

/** Kiến nghị: who falls short of which target, by name. */
export function recommendationBlocks({ targets, parties }: Writing): Block[] {
  const items = targets.flatMap((printed) => recommendationItem(printed));
  const to = listText(parties.receiving);
  if (items.length === 0) return [];
  return [
    paragraph(
      `Đề nghị ${to} chỉ đạo các cơ quan, đơn vị chưa đạt mức giao tính đến kỳ báo cáo khẩn trương khắc phục, cụ thể:`,
    ),
    ...bullets(items),
  ];
}

/** Tồn tại of one agency: its targets below what is demanded; that there are none is said too. */
export function agencyWeaknessBlocks(
  { composition, targets }: Writing,
  agency: Agency,
  overdue: readonly string[],
): Block[] {
  const judged = judgedTargets(targets, "agency", agency.code);
  const short = judged.filter((one) => !isMet(one));
  const missing = missingAgencies(composition).filter(({ code, heir }) => code === agency.code && heir === agency);
  const items = [
    ...short.map((one) => `${targetText(one)}: ${standText(one)}${shortfallText(one.printed, one.row)}`),
    ...overdue.map((text) => `Nhiệm vụ quá hạn: ${withinSentence(text)}`),
    ...(missing.length === 0 ? [] : [`Chưa có số liệu của ${monthsText(missing.flatMap(({ months }) => months))}`]),
  ];
  if (items.length > 0) return bullets(items);
  const { programmes, tasks } = composition.inputs;
  // Where the progress could not be had, nobody knows whether a task is overdue.
  const known = programmes.every((programme) => programme.tasks.length === 0 || tasks.has(programme.id));
  const text = `Các chỉ tiêu được giao đều đạt${known ? "; không có nhiệm vụ quá hạn" : ""}.`;
  return judged.length === 0 ? [] : [paragraph(text)];
}
