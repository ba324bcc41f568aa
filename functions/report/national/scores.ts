import type { Compared, CrossCheck, CrossCheckLine, Measure } from "../../domain/national/cross-check.ts";
import { type ColumnSpec, column } from "../tables/spec.ts";
import { count, exact, NO_ACTIVITY, NONE, places, text, type Value } from "../tables/value.ts";
import { previousText } from "../wording.ts";
import { NO_PETITIONS, placeText } from "./words.ts";

/** A line of the cross-check, by whatever name it is printed. */
interface Scored {
  readonly line: CrossCheckLine;
}

/** The portal's groups in words, and the most points that each gives. */
const GROUPS: readonly (readonly [measure: Exclude<Measure, "on-time" | "online-payment">, title: string])[] = [
  ["CKMB", "Công khai, minh bạch"],
  ["TDGQ", "Tiến độ giải quyết"],
  ["CLGQ", "Dịch vụ công trực tuyến"],
  ["TTTT", "Thanh toán trực tuyến"],
  ["MDSH", "Số hóa hồ sơ"],
  ["MDHL", "Mức độ hài lòng"],
  ["total", "Tổng điểm"],
];

/** As the portal has it, which is with two decimals. */
const scoreValue = ({ score, remarks }: Compared): Value => {
  if (score !== null) return exact({ over: BigInt(Math.round(score * 100)), under: 100n });
  return text(remarks.includes("no-portal-activity") ? NO_ACTIVITY : NONE);
};

/** Whether anybody's place by a group's score can be held against the one before; the province's own is told in words. */
const areMoved = ({ lines }: CrossCheck, measure: Measure): boolean =>
  measure !== "total" && lines.some((line) => line.measures[measure].moved !== null);

/** The official scores and places of every group, as the portal has them. */
export function scoreColumns(crossCheck: CrossCheck): ColumnSpec<Scored>[] {
  const { lines } = crossCheck;
  return GROUPS.flatMap(([measure, title]) => {
    const max = lines.map((line) => line.measures[measure].max).find((one) => one !== null);
    const group = `${title}${max === undefined ? "" : ` (tối đa ${max})`}`;
    const moved = column<Scored>(
      `${measure}-moved`,
      "± bậc",
      [9, 8],
      ({ line }) => places(line.measures[measure].moved),
      {
        group,
      },
    );
    return [
      column<Scored>(`${measure}-score`, "Điểm", [14, 10], ({ line }) => scoreValue(line.measures[measure]), { group }),
      column<Scored>(`${measure}-rank`, "Thứ hạng", [11, 10], ({ line }) => count(line.measures[measure].rank), {
        group,
      }),
      ...(areMoved(crossCheck, measure) ? [moved] : []),
    ];
  });
}

/** What the scores are, and what they are not. */
export function scoreNotes(crossCheck: CrossCheck): string[] {
  const total = crossCheck.lines.find(({ of }) => of === "province")?.measures.total;
  const place = total === undefined ? null : placeText(total, crossCheck.provinces);
  const unpetitioned = crossCheck.lines.some(({ measures }) => measures.MDHL.remarks.includes("no-petitions"));
  return [
    "Điểm là điểm chính thức của Cổng, không tính lại. Thứ hạng của đơn vị là theo điểm trong các đơn vị cùng cấp trên Cổng.",
    GROUPS.some(([measure]) => areMoved(crossCheck, measure))
      ? `± bậc: số bậc tăng (+) hoặc giảm (-) so với thứ hạng của đơn vị theo điểm của Cổng trong ${previousText(crossCheck.period)}, như đã lưu.`
      : null,
    total?.remarks.includes("of-the-year") === true
      ? "Tổng điểm và thứ hạng của địa phương được Cổng cho theo năm, tính từ đầu năm đến lúc hỏi; điểm từng nhóm là của kỳ."
      : null,
    place,
    unpetitioned ? `Mức độ hài lòng: ${NO_PETITIONS.charAt(0).toLocaleLowerCase("vi")}${NO_PETITIONS.slice(1)}` : null,
    crossCheck.missed,
  ].filter((one) => one !== null);
}

/** Whether the portal has given anybody a score. */
export const hasScores = ({ lines }: CrossCheck): boolean =>
  lines.some(({ measures }) => GROUPS.some(([measure]) => measures[measure].score !== null));
