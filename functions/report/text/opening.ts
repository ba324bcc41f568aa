import type { Letterhead } from "../../domain/office.ts";
import { kindOf, type Period, windowOf, windowOfMonths, yearToDateOf } from "../../domain/period.ts";
import type { Programme } from "../../domain/programme.ts";
import { dutiesOf } from "../../domain/regime.ts";
import type { Composition } from "../composition.ts";
import type { ReportJob } from "../job.ts";
import type { Block } from "../report.ts";
import { comparisonWords, dayText, fewText, listText, periodText, withinSentence } from "../wording.ts";
import { growthTexts } from "./grown.ts";
import { completenessText } from "./quality.ts";
import { sourceTexts } from "./sources/source-texts.ts";

const paragraph = (text: string): Block => ({ type: "paragraph", text });

/**
 * What is said, once, of figures by programmes that are not in force in the period: why, and which ones where others are;
 * the text names each of several. "ĐỐI CHIẾU, VĂN BẢN CHƯA BAN HÀNH", "ĐỐI CHIẾU, VĂN BẢN CHƯA BAN HÀNH (Kế hoạch số
 * 92/KH-UBND)"; where they are so for several reasons "CÓ SỐ LIỆU ĐỐI CHIẾU (03 văn bản)".
 */
function comparisonLabels(programmes: readonly Programme[], period: Period): string[] {
  const compared = programmes.filter((programme) => comparisonWords(programme, period) !== null);
  const [first, ...others] = compared;
  if (first === undefined) return [];
  const reasons = new Set(compared.map((programme) => comparisonWords(programme, period)));
  const label = reasons.size > 1 ? "CÓ SỐ LIỆU ĐỐI CHIẾU" : (comparisonWords(first, period) ?? "").toUpperCase();
  if (reasons.size === 1 && compared.length === programmes.length) return [label];
  return [`${label} (${others.length > 0 ? `${fewText(compared.length)} văn bản` : first.shortName})`];
}

/** What is printed above everything else, on every page, and stands before the subject of every mail about it. */
export function labelsOf(
  { synthetic, state }: Pick<Composition["head"], "synthetic" | "state">,
  programmes: readonly Programme[],
  period: Period,
): string[] {
  return [
    ...(synthetic ? ["DỮ LIỆU MÔ PHỎNG"] : []),
    ...(state === "provisional" ? ["SỐ LIỆU TẠM TÍNH"] : []),
    ...comparisonLabels(programmes, period),
  ];
}

/**
 * "(để tổng hợp vào báo cáo cải cách hành chính)", where a document says within which report it wants to be told; one that
 * another document calls more fully is named once, and none that is this report itself.
 */
function hostText(job: ReportJob, { inputs }: Composition): string {
  const all = [...new Set(dutiesOf(job.regime, inputs.programmes).flatMap(({ host }) => host ?? []))];
  const own = job.regime.subject.toLowerCase();
  const hosts = all.filter(
    (host) =>
      !own.startsWith(host.replace("báo cáo", "công tác")) &&
      !all.some((other) => other !== host && other.startsWith(host)),
  );
  return hosts.length === 0 ? "" : ` (để tổng hợp vào ${listText(hosts)})`;
}

/** What is reported, within a sentence that has named who reports. */
const subjectText = ({ regime }: ReportJob, { inputs }: Composition): string =>
  withinSentence(regime.subject.replaceAll("{kỳ}", periodText(inputs.period)).replace(" của {cơ quan}", ""));

/** Who reports of which period; for which days, from which source, how complete. */
export const openingBlocks = (composition: Composition, job: ReportJob, letterhead: Letterhead): Block[] => [
  paragraph(`${letterhead.name} báo cáo ${subjectText(job, composition)}${hostText(job, composition)} như sau:`),
  ...dataBlocks(composition, job),
];

/** What is said of a period for itself, beside what is said of every report. */
const specialText = (days: string): string =>
  `Số liệu của kỳ đặc thù tính ${days}; lũy kế, đánh giá và so sánh tính riêng cho khoảng thời gian này, không cộng từ số liệu các tháng.`;

/** The agencies whose dossiers a report tells of; null for all. */
const codesOf = ({ tree }: Composition, { agency }: ReportJob): ReadonlySet<string> | null =>
  agency === null
    ? null
    : new Set(tree.inForce.filter((one) => [one.code, one.parentCode].includes(agency.code)).map(({ code }) => code));

/** For which days the data are, from which source, how complete; which of them are only held against each other. */
export function dataBlocks(composition: Composition, job: ReportJob): Block[] {
  const { inputs } = composition;
  const window = windowOf(inputs.period, inputs.scheme);
  const toDate = windowOfMonths(yearToDateOf(inputs.period), inputs.scheme);
  const days = `từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`;
  const toDateText =
    window.from === toDate.from
      ? ", đồng thời là số liệu lũy kế từ đầu năm"
      : `; số liệu lũy kế từ đầu năm tính từ ngày ${dayText(toDate.from)} đến hết ngày ${dayText(toDate.to)}`;
  const isSpecial = kindOf(inputs.period) === "special";
  const said = isSpecial ? specialText(days) : `Số liệu trong kỳ tính ${days}${toDateText}.`;
  const complete = job.agency === null ? ` ${completenessText(composition)}` : "";
  const grown = job.agency === null ? growthTexts(composition) : [];
  return [
    paragraph(`${[said, ...sourceTexts(composition, codesOf(composition, job))].join(" ")}${complete}`),
    ...(grown.length === 0 ? [] : [paragraph(grown.join(" "))]),
    ...inputs.programmes.flatMap((programme) => {
      const words = comparisonWords(programme, inputs.period);
      return words === null ? [] : [paragraph(`Số liệu theo ${programme.shortName} là số liệu ${words}.`)];
    }),
  ];
}
