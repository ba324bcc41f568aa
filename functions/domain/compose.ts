import { changesAppendix, changesBlocks } from "./compose-changes.ts";
import { completenessText, qualityAppendix, qualityBlocks } from "./compose-quality.ts";
import { reorganisationAppendix, reorganisationBlocks } from "./compose-reorganisation.ts";
import { detailAppendices, summaryAppendix, unitTables } from "./compose-tables.ts";
import { generalNotes, targetBlocks } from "./compose-target.ts";
import { type Composition, printedTargets } from "./composition.ts";
import { nominalLastDayOf, windowOf, windowOfMonths, yearToDateOf } from "./period.ts";
import { isInForce, type Programme } from "./programme.ts";
import type { Block, Report } from "./report.ts";
import { aboutText, dayText, momentText, periodText } from "./wording.ts";

const heading = (text: string): Block => ({ type: "heading", level: 1, text });
const paragraph = (text: string): Block => ({ type: "paragraph", text });

/** A programme that was not yet issued, or is not in force in the period: its figures are a comparison only. */
function isForComparison(programme: Programme, { inputs }: Composition): boolean {
  const outside = !isInForce(programme, Number(inputs.period.slice(0, 4)));
  return outside || nominalLastDayOf(inputs.period) < programme.issued;
}

function labelsOf(composition: Composition): string[] {
  const { issue, inputs } = composition;
  return [
    ...(issue.synthetic ? ["DỮ LIỆU MÔ PHỎNG"] : []),
    ...(issue.state === "provisional" ? ["SỐ LIỆU TẠM TÍNH"] : []),
    ...(inputs.programmes.some((programme) => isForComparison(programme, composition))
      ? ["ĐỐI CHIẾU, VĂN BẢN CHƯA BAN HÀNH"]
      : []),
  ];
}

function openingBlocks(composition: Composition): Block[] {
  const { inputs, issue } = composition;
  const window = windowOf(inputs.period, inputs.scheme);
  const toDate = windowOfMonths(yearToDateOf(inputs.period), inputs.scheme);
  const cited = inputs.programmes.map((programme) => programme.citation).join("; ");
  const days = `từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`;
  const compared = inputs.programmes.filter((programme) => isForComparison(programme, composition));
  return [
    paragraph(
      `Thực hiện ${cited}; kết quả thực hiện các chỉ tiêu dịch vụ công trực tuyến ${periodText(inputs.period)} như sau.`,
    ),
    paragraph(
      `Số liệu trong kỳ tính ${days}; số liệu lũy kế từ đầu năm tính từ ngày ${dayText(toDate.from)} đến hết ngày ${dayText(toDate.to)}. Nguồn: Hệ thống thông tin giải quyết thủ tục hành chính tỉnh, số liệu tại thời điểm ${momentText(issue.dataAsOf)}. ${completenessText(composition)}`,
    ),
    ...compared.map((programme) =>
      paragraph(
        `Số liệu theo ${programme.shortName} là số liệu đối chiếu, văn bản chưa ban hành hoặc không áp dụng cho kỳ này.`,
      ),
    ),
  ];
}

function subjectOf({ inputs }: Composition): string {
  const what = "Kết quả thực hiện chỉ tiêu dịch vụ công trực tuyến lồng ghép công tác CNTT - CCHC";
  return `${what} ${periodText(inputs.period)}`;
}

function bodyOf(composition: Composition): Block[] {
  const targets = printedTargets(composition);
  return [
    ...openingBlocks(composition),
    heading("I. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"),
    ...targets.flatMap((printed, index) => targetBlocks(printed, index + 1)),
    ...generalNotes(composition),
    heading("II. SỐ LIỆU VÀ CHẤT LƯỢNG SỐ LIỆU"),
    ...changesBlocks(composition),
    ...qualityBlocks(composition),
    ...reorganisationBlocks(composition),
    paragraph(
      `Trên đây là kết quả thực hiện chỉ tiêu dịch vụ công trực tuyến ${periodText(composition.inputs.period)}./.`,
    ),
  ];
}

/** Figures and findings as a finished report: every sentence and table, in the order of print. */
export function compose(composition: Composition): Report {
  const { province, issue } = composition;
  const { letterhead } = province;
  const targets = printedTargets(composition);
  return {
    province: province.id,
    period: composition.inputs.period,
    letterhead: {
      superior: letterhead.superior,
      issuer: letterhead.issuer,
      symbol: letterhead.symbol,
      place: letterhead.place,
      year: composition.inputs.period.slice(0, 4),
    },
    kind: "BÁO CÁO",
    subject: subjectOf(composition),
    addressees: province.addressees,
    basis: composition.inputs.programmes.map(
      (programme) => `Căn cứ ${programme.citation} ${aboutText(programme.title)}`,
    ),
    labels: labelsOf(composition),
    body: bodyOf(composition),
    recipients: province.recipients,
    signer: letterhead.signer,
    appendices: [
      summaryAppendix(targets),
      ...unitTables(composition, targets),
      ...changesAppendix(composition),
      ...reorganisationAppendix(composition),
      qualityAppendix(composition),
      ...detailAppendices(targets),
    ],
    revision: issue.revision,
    state: issue.state,
    synthetic: issue.synthetic,
    dataAsOf: issue.dataAsOf,
  };
}
