import type { Commission } from "./commission.ts";
import { completenessText } from "./compose-quality.ts";
import type { Composition } from "./composition.ts";
import type { Letterhead } from "./office.ts";
import { nominalLastDayOf, type Period, windowOf, windowOfMonths, yearToDateOf } from "./period.ts";
import { isInForce, type Programme } from "./programme.ts";
import { dutiesOf } from "./regime.ts";
import type { Block } from "./report.ts";
import { dayText, listText, momentText, periodText } from "./wording.ts";

const paragraph = (text: string): Block => ({ type: "paragraph", text });

/** A programme that was not yet issued, or is not in force in the period: its figures are a comparison only. */
function isForComparison(programme: Programme, period: Period): boolean {
  const outside = !isInForce(programme, Number(period.slice(0, 4)));
  return outside || nominalLastDayOf(period) < programme.issued;
}

/** What is printed above everything else, on every page, and stands before the subject of every mail about it. */
export function labelsOf(
  { synthetic, state }: Pick<Composition["issue"], "synthetic" | "state">,
  programmes: readonly Programme[],
  period: Period,
): string[] {
  return [
    ...(synthetic ? ["DỮ LIỆU MÔ PHỎNG"] : []),
    ...(state === "provisional" ? ["SỐ LIỆU TẠM TÍNH"] : []),
    ...(programmes.some((programme) => isForComparison(programme, period)) ? ["ĐỐI CHIẾU, VĂN BẢN CHƯA BAN HÀNH"] : []),
  ];
}

/** "(lồng ghép trong báo cáo cải cách hành chính)", where a document says within which report it wants to be told. */
function hostText(commission: Commission, { inputs }: Composition): string {
  const hosts = dutiesOf(commission.regime, inputs.programmes).flatMap(({ host }) => host ?? []);
  return hosts.length === 0 ? "" : ` (lồng ghép trong ${listText([...new Set(hosts)])})`;
}

/** Under which documents, for which days, from which source, how complete. */
export function openingBlocks(composition: Composition, commission: Commission, letterhead: Letterhead): Block[] {
  const { inputs, issue } = composition;
  const window = windowOf(inputs.period, inputs.scheme);
  const toDate = windowOfMonths(yearToDateOf(inputs.period), inputs.scheme);
  const cited = inputs.programmes.map((programme) => programme.citation).join("; ");
  const days = `từ ngày ${dayText(window.from)} đến hết ngày ${dayText(window.to)}`;
  const toDateText =
    window.from === toDate.from
      ? ", đồng thời là số liệu lũy kế từ đầu năm"
      : `; số liệu lũy kế từ đầu năm tính từ ngày ${dayText(toDate.from)} đến hết ngày ${dayText(toDate.to)}`;
  const compared = inputs.programmes.filter((programme) => isForComparison(programme, inputs.period));
  const complete = commission.agency === null ? ` ${completenessText(composition)}` : "";
  return [
    paragraph(
      `Thực hiện ${cited}, ${letterhead.name} báo cáo kết quả ${periodText(inputs.period)}${hostText(commission, composition)} như sau:`,
    ),
    paragraph(
      `Số liệu trong kỳ tính ${days}${toDateText}. Nguồn: Hệ thống thông tin giải quyết thủ tục hành chính tỉnh, số liệu tại thời điểm ${momentText(issue.dataAsOf)}.${complete}`,
    ),
    ...compared.map((programme) =>
      paragraph(
        `Số liệu theo ${programme.shortName} là số liệu đối chiếu, văn bản chưa ban hành hoặc không áp dụng cho kỳ này.`,
      ),
    ),
  ];
}
