import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { windowOf } from "../../../domain/period.ts";
import type { Composition, PrintedTarget } from "../../composition.ts";
import { percentOf } from "../../printed-rate.ts";
import type { Block } from "../../report.ts";
import {
  countText,
  dayText,
  fewText,
  judgedValueText,
  listText,
  periodText,
  rateNumber,
  sentence,
  withinSentence,
} from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { shortfallText } from "../judgement.ts";
import { isAnyUncounted } from "../notes/uncounted.ts";
import { openOverdue, openOverdueBeside, WHOLE } from "../overdue-lines.ts";
import { missingAgencies } from "../quality.ts";
import { bullets, introduced, monthsText, paragraph } from "../sentences.ts";
import { dueCount, dueStates, overdueCounts } from "../tasks/province.ts";
import { allOrNone, fewReach, issuerOf, ownShortfall } from "./agencies.ts";
import { isBelow } from "./behind.ts";
import { ownTaskCounts } from "./further-requests.ts";
import {
  areMany,
  benchmarksOf,
  countedText,
  givenText,
  isBelowStriven,
  isMet,
  isMinimum,
  isShort,
  type Judged,
  judgedOfAll,
  levelsBehindWhole,
  numberedShortItem,
  numbersByDue,
  numbersText,
  numberText,
  standText,
} from "./judged.ts";
import { isIssuer, ledShort } from "./led.ts";

/** "Các văn bản giao 10 chỉ tiêu, trong đó …. " where some are demanded of levels only. */
function givenSentence(all: readonly Judged[]): string {
  const given = givenText(all);
  return given === null ? "" : `Kết quả đánh giá gồm ${given}. `;
}

/** Kết quả nổi bật: the targets that are reached and by how much, the agencies that reach all of theirs; none, nothing. */
export function strengthBlocks(writing: Writing): Block[] {
  const all = judgedOfAll(writing.targets);
  const met = all.filter(isMet);
  const many = areMany(writing.targets);
  const targets = many ? [] : met.map((one) => `${sentence(numberText(one, writing.targets))}: ${standText(one)}`);
  const levels = allOrNone(writing, true);
  if (levels.length + met.length === 0) return [];
  const listed = many
    ? `, gồm chỉ tiêu ${numbersText(met, writing.targets)}.`
    : `${levels.length === 0 ? "" : "; kết quả cụ thể của chỉ tiêu và các cấp"}:`;
  const lead =
    met.length === 0
      ? "Chưa có chỉ tiêu nào đạt tính trên toàn tỉnh và từng cấp; kết quả của các cơ quan:"
      : `${givenSentence(all)}${givenText(all) === null ? "Toàn tỉnh đạt" : "Đã đạt"} ${countedText(met, all, isAnyUncounted(writing.composition))}${listed}`;
  return [paragraph(lead), ...bullets([...targets, ...levels])];
}

/** "7.399 hồ sơ giải quyết quá hạn trong kỳ (3,74% số hồ sơ đã giải quyết)". */
function lateItems({ figures: { evidence } }: Composition): string[] {
  const share = evidence.share("on-time", [WHOLE]);
  const late = share === null ? 0 : share.denominator - share.numerator;
  const part = share === null ? null : percentOf(late, share.denominator);
  if (late === 0 || part === null) return [];
  const apart = (evidence.sums([WHOLE])?.sum(["withdrawn"]) ?? 0) > 0 ? ", không kể hồ sơ rút, trả lại" : "";
  const of = `${rateNumber(part)}% số hồ sơ đã giải quyết${apart}`;
  return [`Có ${countText(late)} hồ sơ giải quyết quá hạn trong kỳ (${of})`];
}

function behindItems({ composition }: Writing): string[] {
  const { period, scheme } = composition.inputs;
  const overdue = overdueCounts(composition);
  const due = dueCount(composition);
  const missing = missingAgencies(composition);
  const named = missing.map(({ name, months }) => `${name} (${monthsText(months)})`).join(", ");
  const dossiers = openOverdue(composition);
  const { idle, begun } = dueStates(composition);
  const states = [
    ...(idle === 0 ? [] : [`${countText(idle)} lượt chưa thực hiện`]),
    ...(begun === 0 ? [] : [`${countText(begun)} lượt đang thực hiện`]),
  ];
  const stood = states.length === 0 ? "" : `, trong đó ${states.join(", ")}`;
  const open = [
    ...(dossiers === 0 ? [] : [`${countText(dossiers)} hồ sơ đang giải quyết đã quá hạn`]),
    ...(due === 0 ? [] : [`${fewText(due)} nhiệm vụ đến hạn trong ${periodText(period)} chưa hoàn thành${stood}`]),
  ];
  return [
    ...lateItems(composition),
    ...(overdue.tasks === 0
      ? []
      : [`Còn ${fewText(overdue.tasks)} nhiệm vụ quá hạn tại ${fewText(overdue.agencies)} cơ quan`]),
    ...(open.length === 0 ? [] : [`Còn ${open.join("; ")} (tính đến ngày ${dayText(windowOf(period, scheme).to)})`]),
    ...(missing.length === 0
      ? []
      : [`Còn ${fewText(missing.length)} cơ quan chưa có đủ số liệu${introduced(missing.length)}${named}`]),
  ];
}

/** "Chỉ tiêu số 1 toàn tỉnh đã đạt nhưng UBND cấp xã (48,43%) còn dưới mức tối thiểu": a whole hides its levels. */
function levelItems({ targets }: Writing): string[] {
  return targets.flatMap((printed, at): string[] => {
    const below = levelsBehindWhole(printed).flatMap((row) =>
      row.level === null ? [] : [`${SCOPE_NAMES[row.level]} (${judgedValueText(row)})`],
    );
    if (below.length === 0) return [];
    return [`Chỉ tiêu số ${at + 1} toàn tỉnh đã đạt nhưng ${withinSentence(listText(below))} còn dưới mức tối thiểu`];
  });
}

/** One sentence on what is striven for, without blame. */
function strivenBlocks(below: readonly Judged[], targets: readonly PrintedTarget[]): Block[] {
  const said = below.map((one) => `${numberText(one, targets)} đạt ${standText(one)}`);
  return said.length === 0 ? [] : [paragraph(`Đối với mức phấn đấu: ${said.join("; ")}.`)];
}

/** What is below a level for full marks, which is asked of nobody: told, and no shortcoming. */
function benchmarkBlocks({ targets }: Writing): Block[] {
  const below = benchmarksOf(targets, "province", "").filter((one) => !isMet(one));
  const said = below.map((one) => `tỷ lệ ${numbersText([one], targets)} đạt ${standText(one)}`);
  return said.length === 0
    ? []
    : [paragraph(`Đối với mức điểm tối đa của Bộ chỉ số, không phải chỉ tiêu được giao: ${said.join("; ")}.`)];
}

/** "còn 22 hồ sơ đang giải quyết đã quá hạn, sẽ …", "còn 01 nhiệm vụ quá hạn, sẽ tập trung hoàn thành": with what the reporting office is itself behind. */
function ownWorkText(writing: Writing): string[] {
  const { own: dossiers } = openOverdueBeside(writing.composition, issuerOf(writing));
  const { overdue, due } = ownTaskCounts(writing);
  const tasks = [
    ...(overdue === 0 ? [] : [`${fewText(overdue)} nhiệm vụ quá hạn`]),
    ...(due === 0
      ? []
      : [`${fewText(due)} nhiệm vụ đến hạn trong ${periodText(writing.composition.inputs.period)} chưa hoàn thành`]),
  ];
  return [
    ...(dossiers === 0 ? [] : [`còn ${countText(dossiers)} hồ sơ đang giải quyết đã quá hạn, sẽ giải quyết dứt điểm`]),
    ...(tasks.length === 0 ? [] : [`còn ${listText(tasks)}, sẽ tập trung hoàn thành`]),
  ];
}

/** "được giao chủ trì chỉ tiêu số 3: đạt 62,42%, thấp hơn …, còn 445 …": what the whole province lacks by its own charge. */
const ledText = (writing: Writing): string[] =>
  [...ledShort(writing, isBelow)]
    .filter(([lead]) => isIssuer(writing, lead))
    .flatMap(([, led]) =>
      led.map((one) => {
        const number = `chỉ tiêu ${numbersText([one], writing.targets)}`;
        return `được giao chủ trì ${number}: đạt ${standText(one)}${shortfallText(one)}, sẽ tập trung thực hiện`;
      }),
    );

/** What the reporting office itself does not reach, told as its own. */
function ownBlocks(writing: Writing): Block[] {
  const own = ownShortfall(writing);
  const work = ownWorkText(writing);
  const { targets, parties } = writing;
  const said = areMany(targets)
    ? [numbersText(own, targets)]
    : own.map((one) => `${numberText(one, targets)} đạt ${standText(one)}`);
  const lead = `còn ${fewText(own.length)} chỉ tiêu của cơ quan chưa đạt mức tối thiểu`;
  const told = [...(own.length === 0 ? [] : [`${lead}: ${said.join("; ")}`]), ...ledText(writing), ...work];
  return told.length === 0 ? [] : [paragraph(`${sentence(parties.reporting)} ${told.join("; ")}.`)];
}

/** " (đều chưa đến hạn)", " (trong đó 02 chưa đến hạn)": what is below, and not late. */
function openText(short: readonly Judged[]): string {
  const open = short.filter(({ row: { verdict, deadline } }) => verdict === "not-due" && deadline !== null).length;
  if (open === 0) return "";
  return open < short.length
    ? ` (trong đó ${fewText(open)} chưa đến hạn)`
    : ` (${open === 1 ? "" : "đều "}chưa đến hạn)`;
}

/** Tồn tại, hạn chế: the minimums that are not reached, who reaches none, what is overdue or missing. */
export function weaknessBlocks(writing: Writing): Block[] {
  const all = judgedOfAll(writing.targets);
  const short = all.filter(isShort);
  const given = strengthBlocks(writing).length === 0 ? givenSentence(all) : "";
  const many = areMany(writing.targets);
  // Of many targets the requests tell it level by level.
  const few = many ? [] : fewReach(writing);
  const further = [...levelItems(writing), ...few, ...allOrNone(writing, false), ...behindItems(writing)];
  const listed = many
    ? ` (${numbersByDue(short, writing.targets)}).`
    : `${further.length === 0 ? ", gồm" : "; các hạn chế cụ thể"}:`;
  const open = many ? "" : openText(short);
  const isPart = isAnyUncounted(writing.composition);
  const counted = `${countedText(short, all.filter(isMinimum), isPart)} chưa đạt${open}`;
  const lead = short.length === 0 ? [] : [paragraph(`${given}Còn ${counted}${listed}`)];
  return [
    ...lead,
    ...bullets([...(many ? [] : short.map((one) => numberedShortItem(one, writing.targets))), ...further]),
    ...strivenBlocks(all.filter(isBelowStriven), writing.targets),
    ...benchmarkBlocks(writing),
    ...ownBlocks(writing),
  ];
}
