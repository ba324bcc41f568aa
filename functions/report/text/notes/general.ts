import type { Agency } from "../../../domain/agency.ts";
import { comparedWith } from "../../../domain/figures/inputs.ts";
import { yearEarlierOf } from "../../../domain/period.ts";
import { type Composition, judgedRow, periodRow } from "../../composition.ts";
import type { Block, Report } from "../../report.ts";
import { dayText, previousText } from "../../wording.ts";
import { packNotes, unconfirmedNotes } from "./pack.ts";
import { uncountedOf } from "./uncounted.ts";

/** What earlier figures there are none of, said once: "Chưa có số liệu cùng kỳ năm trước để so sánh." */
function comparisonNotes({ inputs, targets }: Composition, agency: Agency | null): string[] {
  const rows = targets
    .map((printed) => periodRow(printed, agency === null ? "province" : "agency", agency?.code ?? ""))
    .filter((row) => row !== undefined && row.rate !== null);
  const lacking = (field: "previous" | "yearEarlier", when: string): string[] => {
    const without = rows.filter((row) => row?.[field] === null).length;
    if (without === 0) return [];
    return [`${when}${without === rows.length ? "" : " của một số chỉ tiêu"}`];
  };
  const without = [
    ...(comparedWith(inputs) === null ? [] : lacking("previous", previousText(inputs.period))),
    // An agency's own report prints no column of it.
    ...(agency !== null || yearEarlierOf(inputs.period) === null ? [] : lacking("yearEarlier", "cùng kỳ năm trước")),
  ];
  return without.length === 0 ? [] : [`Chưa có số liệu ${without.join(" và ")} để so sánh.`];
}

/** Beside a number of dossiers that are missing to a target. */
function shortfallNotes({ targets }: Composition): string[] {
  const isTold = targets.some(
    ({ indicator, rows }) =>
      indicator.kind === "flow" &&
      rows.some(({ goal, verdict, shortfall }) => goal !== "benchmark" && verdict === "not-met" && shortfall !== 0),
  );
  return isTold
    ? ["Số hồ sơ, giao dịch còn thiếu là số ít nhất phải chuyển sang trực tuyến để đạt chỉ tiêu khi tổng số không đổi."]
    : [];
}

/** Up to which day the data reach where a deadline lies in the period's last month (Nghị định 09/2019/NĐ-CP Điều 12). */
function dataDayNotes({ inputs, figures: { rows } }: Composition): string[] {
  const reached = rows.find((row) => row.basis !== "period");
  const isAtDeadline = rows.some(({ deadline }) => deadline?.slice(0, 7) === reached?.to.slice(0, 7));
  return isAtDeadline && inputs.scheme === "nd09" && reached !== undefined
    ? [
        `Số liệu của tháng cuối kỳ chốt ngày ${dayText(reached.to)} (Điều 12 Nghị định số 09/2019/NĐ-CP); chỉ tiêu đến hạn trong tháng được đánh giá theo số liệu đến ngày này.`,
      ]
    : [];
}

/** Which days a rate is of that stands beside a level for full marks: the portal scores by other ones. */
function benchmarkNotes({ targets }: Composition, agency: Agency | null): string[] {
  const rows = targets.flatMap((printed) => {
    const row = judgedRow(printed, agency === null ? "province" : "agency", agency?.code ?? "");
    return printed.target.goal === "benchmark" && row?.basis === "year" ? [row] : [];
  });
  const [first] = rows;
  if (first === undefined) return [];
  const days = `từ ngày ${dayText(first.from)} đến hết ngày ${dayText(first.to)}`;
  return [
    `Tỷ lệ đối chiếu với mức điểm tối đa của Bộ chỉ số tính ${days} theo số liệu của báo cáo này; Cổng Dịch vụ công quốc gia chấm điểm theo tháng, quý, năm dương lịch nên tỷ lệ của Cổng có thể khác.`,
  ];
}

const INTERNAL = "Số liệu gồm cả thủ tục hành chính nội bộ giữa các cơ quan nhà nước.";
const ROUNDING =
  "Điểm phần trăm là hiệu của hai tỷ lệ như đã in; tỷ lệ làm tròn đến hai chữ số thập phân, thêm chữ số khi làm tròn che mất kết quả; đánh giá theo số chưa làm tròn.";

/** Footnotes that hold for all targets; what holds of every report stands with the full tables. */
export const generalNotes = (composition: Composition, agency: Agency | null, form: Report["form"]): Block[] =>
  [
    ...comparisonNotes(composition, agency),
    ...shortfallNotes(composition),
    ...dataDayNotes(composition),
    ...benchmarkNotes(composition, agency),
    // In what somebody signs they stand below the signature.
    ...(form === "annex" ? unconfirmedNotes(composition, agency, true) : []),
    ...packNotes(composition, agency),
    ...(form === "annex" ? [...uncountedOf(composition), INTERNAL, ROUNDING] : []),
  ].map((text): Block => ({ type: "note", text }));
