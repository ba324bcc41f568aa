import type { Compared, CrossCheck, CrossCheckLine, Measure, Remark } from "../../domain/national/cross-check.ts";
import type { Window } from "../../domain/period.ts";
import { countText, dayText, previousText } from "../wording.ts";

/** How the portal and the province define a share, since they differ. */
const DEFINITIONS: Readonly<Partial<Record<Measure, string>>> = {
  "on-time":
    "Cổng chia hồ sơ đúng hạn (đã giải quyết đúng hạn và đang giải quyết còn trong hạn) cho toàn bộ hồ sơ tiếp nhận, xử lý trong kỳ; địa phương chia hồ sơ giải quyết trước hạn và đúng hạn cho hồ sơ đã giải quyết trong kỳ.",
  "online-payment":
    "Cổng chia hồ sơ thanh toán trực tuyến thành công cho hồ sơ có nghĩa vụ tài chính; địa phương chia hồ sơ có giao dịch thanh toán trực tuyến cho hồ sơ có yêu cầu nghĩa vụ tài chính, không kể hồ sơ được miễn.",
};

export const NO_PETITIONS = "Không có phản ánh, kiến nghị vẫn được tính điểm.";

const REMARKS: Readonly<Record<Remark, string>> = {
  "no-own-activity": "Tỉnh không phát sinh hồ sơ.",
  "own-unknown": "Tỉnh chưa có số liệu.",
  "no-portal-activity": "Trên Cổng không phát sinh hồ sơ.",
  "no-answer": "Chưa có câu trả lời của Cổng cho mục này.",
  unmatched: "Trong câu trả lời của Cổng không có đơn vị nào khớp mã hoặc tên.",
  "not-ours": "Đơn vị này trên Cổng không khớp cơ quan nào của địa phương.",
  "no-petitions": NO_PETITIONS,
  "no-unit-total": "Cổng không cho điểm tổng của từng đơn vị.",
  "of-the-year": "Điểm tổng và thứ hạng Cổng chỉ cho theo năm, tính từ đầu năm đến lúc hỏi.",
};

const daysText = ({ from, to }: Window): string => `từ ngày ${dayText(from)} đến hết ngày ${dayText(to)}`;

/** Which days the portal counts where they are not the province's; nothing where they are. */
export function windowText({ ownWindow, portalWindow }: CrossCheck): string | null {
  if (ownWindow.from === portalWindow.from && ownWindow.to === portalWindow.to) return null;
  return `Cổng tính kỳ dương lịch ${daysText(portalWindow)}, địa phương tính ${daysText(ownWindow)}.`;
}

const movedText = (moved: number): string =>
  moved === 0 ? "giữ nguyên thứ hạng" : `${moved > 0 ? "tăng" : "giảm"} ${Math.abs(moved)} bậc`;

/** "Theo điểm của Cổng, địa phương xếp thứ 13 trong 34 tỉnh, thành phố, tăng 9 bậc …"; the portal prints no places itself. */
export function placeText({ rank, moved }: Compared, provinces: number | null): string | null {
  if (rank === null || provinces === null) return null;
  const among = `xếp thứ ${rank} trong ${countText(provinces)} tỉnh, thành phố`;
  if (moved === null) return `Theo điểm của Cổng, địa phương ${among}.`;
  return `Theo điểm của Cổng, địa phương ${among}, ${movedText(moved)} so với thứ hạng theo điểm trước mức tăng mà Cổng nêu.`;
}

/** "Thứ hạng theo điểm này trong các đơn vị cùng cấp trên Cổng, tăng 2 bậc so với tháng 5." */
function unitPlaceText({ rank, moved }: Compared, { period }: CrossCheck): string | null {
  if (rank === null) return null;
  const change = moved === null ? "" : `, ${movedText(moved)} so với ${previousText(period)}`;
  return `Thứ hạng theo điểm này trong các đơn vị cùng cấp trên Cổng${change}.`;
}

/** The definitions of the two shares, for a document. */
export const definitionTexts = (): string[] => [
  `Hồ sơ đúng hạn: ${DEFINITIONS["on-time"] ?? ""}`,
  `Thanh toán trực tuyến: ${DEFINITIONS["online-payment"] ?? ""}`,
];

/** What is to be said of one measure of a line, in whole sentences. */
export function noteOf(crossCheck: CrossCheck, line: CrossCheckLine, measure: Measure): string {
  const compared = line.measures[measure];
  const { remarks, said } = compared;
  const isShare = measure === "on-time" || measure === "online-payment";
  const isOurs = isShare && line.of !== "portal";
  const ranked = line.of === "province" ? placeText(compared, crossCheck.provinces) : null;
  const sentences = [
    DEFINITIONS[measure] ?? null,
    isOurs ? windowText(crossCheck) : null,
    ...remarks.map((remark) => REMARKS[remark]),
    line.of === "portal" && line.portalCode !== null ? `Mã trên Cổng: ${line.portalCode}.` : null,
    isOurs && line.missing > 0 && compared.ours !== null
      ? `Số của địa phương còn thiếu ${countText(line.missing)} lượt (cơ quan, tháng).`
      : null,
    isOurs && crossCheck.synthetic ? "Số của địa phương là dữ liệu mô phỏng." : null,
    ranked,
    line.of === "province" ? null : unitPlaceText(compared, crossCheck),
    ...[...new Set(said)].map((words) => `Cổng ghi: “${words}”`),
    remarks.includes("no-answer") ? crossCheck.missed : null,
  ];
  return sentences.filter((one) => one !== null).join(" ");
}
