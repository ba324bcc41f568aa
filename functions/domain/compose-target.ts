import { LEVELS, type Level } from "./agency.ts";
import {
  bullets,
  comparisonText,
  demandSentence,
  endsText,
  judgementText,
  knownComparisonText,
  paragraph,
  valueText,
} from "./compose-sentences.ts";
import { type Composition, judgedRow, type PrintedTarget, periodRow } from "./composition.ts";
import { type FigureRow, SCOPE_NAMES } from "./figure.ts";
import { boundLevels } from "./programme.ts";
import type { Block } from "./report.ts";
import { isJudged } from "./verdict.ts";
import { countText, dayText, fewText, listText, rateText, sentence } from "./wording.ts";

/** So many agencies that fall short are named under their target; more of them in the recommendations alone. */
const NAMED = 5;

/** "Trong kỳ, toàn tỉnh: … Lũy kế từ đầu năm: … Đánh giá: …" of one scope, which the words name. */
function scopeSentences(printed: PrintedTarget, scope: "province" | "area" | "agency", code: string, who: string) {
  const [now, judged] = [periodRow(printed, scope, code), judgedRow(printed, scope, code)];
  if (now === undefined || judged === undefined) return "";
  if (judged.numerator === null) return `${sentence(who)}: chưa có số liệu.`;
  const judgement = judgementText(printed, judged);
  const ending = judgement === "" ? "" : ` Đánh giá: ${judgement}.`;
  const when = judged.basis === "as-of" ? `Tính đến ngày ${dayText(judged.to)}` : "Trong kỳ";
  const inPeriod = `${when}, ${who}: ${valueText(printed, now)}${comparisonText(now)}.`;
  if (judged.basis === "as-of" || now.from === judged.from) return `${inPeriod}${ending}`;
  return `${inPeriod} Lũy kế từ đầu năm: ${valueText(printed, judged)}.${ending}`;
}

/** "trong kỳ 62,84%, tăng … so với tháng trước; lũy kế 58,38%: đạt"; the two parts are one where the bases are. */
function levelText(printed: PrintedTarget, now: FigureRow, judged: FigureRow): string {
  if (judged.numerator === null) return "chưa có số liệu";
  if (judged.unit === "percent" && judged.rate === null) return "không phát sinh";
  const judgement = judgementText(printed, judged);
  const ending = judgement === "" ? "" : `: ${judgement}`;
  const value = (row: FigureRow): string => {
    if (row.numerator === null) return "chưa có số liệu";
    if (row.unit === "count") return countText(row.numerator);
    return row.rate === null ? "không phát sinh" : rateText(row);
  };
  const comparison = knownComparisonText(now);
  if (judged.basis === "as-of" || now.from === judged.from) return `${value(now)}${comparison}${ending}`;
  return `trong kỳ ${value(now)}${comparison}; lũy kế ${value(judged)}${ending}`;
}

/** "10/20 đơn vị đạt; 02 đơn vị chưa đạt, gồm: A và B; cao nhất …, thấp nhất …". */
function agenciesText(printed: PrintedTarget, level: Level): string {
  const rows = printed.rows.filter((row) => row.scope === "agency" && row.level === level && isJudged(row.verdict));
  if (rows.length === 0) return "";
  const short = rows.filter((row) => row.verdict !== "met");
  const met = rows.length - short.length;
  const all = `${fewText(rows.length)} đơn vị`;
  const counted = met === 0 ? `chưa có đơn vị nào trong ${all} đạt` : `${fewText(met)}/${all} đạt`;
  const named =
    met > 0 && short.length > 0 && short.length <= NAMED
      ? `; ${fewText(short.length)} đơn vị chưa đạt, gồm: ${listText(short.map(({ name }) => name))}`
      : "";
  return `; ${counted}${named}${endsText(rows)}`;
}

/** Each level that the target binds: its rate, how that compares, how many of its agencies reach the target. */
function levelItems(printed: PrintedTarget): string[] {
  return LEVELS.flatMap((level) => {
    const [now, judged] = [periodRow(printed, "level", level), judgedRow(printed, "level", level)];
    if (now === undefined || judged === undefined) return [];
    const agencies = boundLevels(printed.target).includes(level) ? agenciesText(printed, level) : "";
    return [`${SCOPE_NAMES[level]}: ${levelText(printed, now, judged)}${agencies}`];
  });
}

function missingNote(printed: PrintedTarget): Block[] {
  const row = judgedRow(printed, "province", "");
  if (row === undefined || row.missing === 0) return [];
  const what = "measure" in printed.indicator.numerator ? "cơ quan" : "lượt số liệu (cơ quan × tháng)";
  return [{ type: "note", text: `Số liệu trên chưa gồm ${fewText(row.missing)} ${what} chưa có số liệu.` }];
}

const definitionNote = ({ indicator }: PrintedTarget): Block => ({
  type: "note",
  text: `Cách tính: ${indicator.definition}`,
});

/** One target's section: what it demands, the province, the levels, the agencies; numbers as in the tables. */
export function targetBlocks(printed: PrintedTarget, index: number): Block[] {
  return [
    { type: "heading", level: 2, text: `${index}. ${printed.target.name}` },
    paragraph(demandSentence(printed)),
    paragraph(scopeSentences(printed, "province", "", "toàn tỉnh")),
    ...bullets(levelItems(printed)),
    ...missingNote(printed),
    definitionNote(printed),
  ];
}

/** A target among the other contents of a report: a heading a), b) …, the demand, the province and its levels. */
export function briefBlocks(printed: PrintedTarget, letter: string): Block[] {
  return [
    { type: "heading", level: 3, text: `${letter}) ${printed.target.name}` },
    paragraph(`${demandSentence(printed)} ${scopeSentences(printed, "province", "", "toàn tỉnh")}`),
    ...bullets(levelItems(printed)),
    ...missingNote(printed),
    definitionNote(printed),
  ];
}

/** One target's section in an agency's own report; of a district also its whole area and its communes. */
export function agencyTargetBlocks(printed: PrintedTarget, index: number, code: string, who: string): Block[] {
  const own = scopeSentences(printed, "agency", code, who);
  if (own === "") return [];
  const judged = judgedRow(printed, "agency", code);
  const peers = printed.rows.filter(
    ({ scope, level, rank }) => scope === "agency" && level === judged?.level && rank !== null,
  );
  const rank =
    judged?.rank == null ? "" : ` Xếp hạng ${fewText(judged.rank)}/${fewText(peers.length)} cơ quan cùng cấp.`;
  const area = scopeSentences(printed, "area", code, "địa bàn (gồm các UBND cấp xã)");
  return [
    { type: "heading", level: 2, text: `${index}. ${printed.target.name}` },
    paragraph(demandSentence(printed)),
    paragraph(`${own}${rank}`),
    ...(area === "" ? [] : [paragraph(area)]),
    definitionNote(printed),
  ];
}

/** Footnotes that hold for all targets. */
export function generalNotes({ inputs, figures }: Composition): Block[] {
  const deadlines = [...new Set(figures.map((row) => row.deadline))].filter((day) => day !== null);
  const reached = figures.find((row) => row.basis !== "period");
  const atDeadline = deadlines.some((day) => day.slice(0, 7) === reached?.to.slice(0, 7));
  const short = figures.some((row) => (row.shortfall ?? 0) > 0);
  return [
    ...(short
      ? [
          "Số hồ sơ còn thiếu là số hồ sơ tối thiểu phải chuyển từ nộp giấy sang trực tuyến để đạt chỉ tiêu khi tổng số không đổi.",
        ]
      : []),
    ...(atDeadline && inputs.scheme === "nd09" && reached !== undefined
      ? [
          `Tháng cuối của kỳ chốt số liệu ngày ${dayText(reached.to)} (Điều 12 Nghị định số 09/2019/NĐ-CP); số liệu đánh giá tại thời hạn tính đến ngày đó.`,
        ]
      : []),
    "Số liệu gồm cả thủ tục hành chính nội bộ giữa các cơ quan nhà nước.",
    "Điểm phần trăm là hiệu của hai tỷ lệ; tỷ lệ làm tròn đến hai chữ số thập phân, đánh giá theo số chưa làm tròn.",
  ].map((text): Block => ({ type: "note", text }));
}
