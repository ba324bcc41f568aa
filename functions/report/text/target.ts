import { LEVELS, type Level } from "../../domain/agency.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { isJudged } from "../../domain/figures/verdict.ts";
import { boundLevels } from "../../domain/programme.ts";
import { type Composition, judgedRow, type PrintedTarget, periodRow } from "../composition.ts";
import type { PrintedRow } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import {
  countText,
  dayText,
  fewText,
  goalText,
  listText,
  rateText,
  sentence,
  wholeArea,
  withinSentence,
} from "../wording.ts";
import type { HeadedTargets } from "./headed.ts";
import {
  bullets,
  comparisonText,
  demandSentence,
  endsText,
  judgementText,
  knownComparisonText,
  paragraph,
  type Told,
  valueText,
} from "./sentences.ts";

/** So many agencies that fall short are named under their target; more of them in the recommendations alone. */
const NAMED = 5;

/** The rows of one scope by which the targets of a heading are judged, or those of the period. */
const toldOf = (
  { printed }: HeadedTargets,
  rowOf: typeof judgedRow,
  scope: "province" | "level" | "area" | "agency",
  code: string,
): Told[] =>
  printed.flatMap((one) => {
    const row = rowOf(one, scope, code);
    return row === undefined ? [] : [{ printed: one, row }];
  });

/** "Trong kỳ, toàn tỉnh: … Lũy kế từ đầu năm: … Đánh giá: …" of one scope, which the words name. */
function scopeSentences(headed: HeadedTargets, scope: "province" | "area" | "agency", code: string, who: string) {
  const [now] = toldOf(headed, periodRow, scope, code);
  const told = toldOf(headed, judgedRow, scope, code);
  const [judged] = told;
  if (now === undefined || judged === undefined) return "";
  const { printed, row } = judged;
  if (row.numerator === null) return `${sentence(who)}: chưa có số liệu.`;
  const judgement = judgementText(told);
  const ending = judgement === "" ? "" : ` Đánh giá: ${judgement}.`;
  const when = row.basis === "as-of" ? `Tính đến ngày ${dayText(row.to)}` : "Trong kỳ";
  const inPeriod = `${when}, ${who}: ${valueText(printed, now.row)}${comparisonText(now.row)}.`;
  if (row.basis === "as-of" || now.row.from === row.from) return `${inPeriod}${ending}`;
  return `${inPeriod} Lũy kế từ đầu năm: ${valueText(printed, row)}.${ending}`;
}

/** "trong kỳ 62,84%, tăng … so với tháng trước; lũy kế 58,38%: đạt"; the two parts are one where the bases are. */
function levelText(now: PrintedRow, judged: PrintedRow, judgement: string): string {
  if (judged.numerator === null) return "chưa có số liệu";
  if (judged.unit === "percent" && judged.rate === null) return "không phát sinh";
  const ending = judgement === "" ? "" : `: ${judgement}`;
  const value = (row: PrintedRow): string => {
    if (row.numerator === null) return "chưa có số liệu";
    if (row.unit === "count") return countText(row.numerator);
    return row.rate === null ? "không phát sinh" : rateText(row);
  };
  const comparison = knownComparisonText(now);
  if (judged.basis === "as-of" || now.from === judged.from) return `${value(now)}${comparison}${ending}`;
  return `trong kỳ ${value(now)}${comparison}; lũy kế ${value(judged)}${ending}`;
}

const judgedAgencies = (printed: PrintedTarget, level: Level): PrintedRow[] =>
  boundLevels(printed.target).includes(level)
    ? printed.rows.filter((row) => row.scope === "agency" && row.level === level && isJudged(row.verdict))
    : [];

/** "; 10/20 đơn vị đạt; 02 đơn vị chưa đạt, gồm: A và B"; `goal` is which level of several, " mức tối thiểu". */
function reachedText(rows: readonly PrintedRow[], goal: string): string {
  if (rows.length === 0) return "";
  const short = rows.filter((row) => row.verdict !== "met");
  const met = rows.length - short.length;
  const all = `${fewText(rows.length)} đơn vị`;
  const counted = met === 0 ? `chưa có đơn vị nào trong ${all} đạt${goal}` : `${fewText(met)}/${all} đạt${goal}`;
  const named =
    met > 0 && short.length > 0 && short.length <= NAMED
      ? `; ${fewText(short.length)} đơn vị chưa đạt${goal}, gồm: ${listText(short.map(({ name }) => name))}`
      : "";
  return `; ${counted}${named}`;
}

/** Who reaches what of a level's agencies, and its two ends: "; cao nhất …, thấp nhất …". */
function agenciesText({ printed }: HeadedTargets, level: Level): string {
  const judged = printed.map((one) => ({ goal: one.target.goal, rows: judgedAgencies(one, level) }));
  const reached = judged.map(({ goal, rows }) =>
    reachedText(rows, printed.length === 1 ? "" : ` mức ${goalText(goal)}`),
  );
  return `${reached.join("")}${endsText(judged.find(({ rows }) => rows.length > 0)?.rows ?? [])}`;
}

/** Each level that the targets bind: its rate, how that compares, how many of its agencies reach them. */
function levelItems(headed: HeadedTargets): string[] {
  return LEVELS.flatMap((level) => {
    const [now] = toldOf(headed, periodRow, "level", level);
    const told = toldOf(headed, judgedRow, "level", level);
    const [judged] = told;
    if (now === undefined || judged === undefined) return [];
    const said = levelText(now.row, judged.row, judgementText(told));
    return [`${SCOPE_NAMES[level]}: ${said}${agenciesText(headed, level)}`];
  });
}

function missingNote(headed: HeadedTargets): Block[] {
  const [told] = toldOf(headed, judgedRow, "province", "");
  if (told === undefined || told.row.missing === 0) return [];
  const what = "measure" in told.printed.indicator.numerator ? "cơ quan" : "lượt số liệu (cơ quan × tháng)";
  return [{ type: "note", text: `Số liệu trên chưa gồm ${fewText(told.row.missing)} ${what} chưa có số liệu.` }];
}

const definitionNotes = ({ printed: [first] }: HeadedTargets): Block[] =>
  first === undefined ? [] : [{ type: "note", text: `Cách tính: ${first.indicator.definition}` }];

/** The section of one heading: what is demanded, the province, the levels, the agencies; numbers as in the tables. */
export function targetBlocks(headed: HeadedTargets, index: number): Block[] {
  return [
    { type: "heading", level: 2, text: `${index}. ${headed.title}` },
    paragraph(demandSentence(headed.printed)),
    paragraph(scopeSentences(headed, "province", "", "toàn tỉnh")),
    ...bullets(levelItems(headed)),
    ...missingNote(headed),
    ...definitionNotes(headed),
  ];
}

/** The same among the other contents of a report: a heading a), b) …, the demand, the province and its levels. */
export function briefBlocks(headed: HeadedTargets, letter: string): Block[] {
  return [
    { type: "heading", level: 3, text: `${letter}) ${headed.title}` },
    paragraph(`${demandSentence(headed.printed)} ${scopeSentences(headed, "province", "", "toàn tỉnh")}`),
    ...bullets(levelItems(headed)),
    ...missingNote(headed),
    ...definitionNotes(headed),
  ];
}

/** " Xếp hạng 2/20 cơ quan cùng cấp."; nothing where the agency has no rank. */
function rankSentence({ printed, row }: Told): string {
  if (row.rank === null) return "";
  const peers = printed.rows.filter(
    ({ scope, level, rank }) => scope === "agency" && level === row.level && rank !== null,
  );
  return ` Xếp hạng ${fewText(row.rank)}/${fewText(peers.length)} cơ quan cùng cấp.`;
}

/** The section of one heading in an agency's own report; of a district also its whole area and its communes. */
export function agencyTargetBlocks(headed: HeadedTargets, index: number, code: string, who: string): Block[] {
  const own = scopeSentences(headed, "agency", code, who);
  if (own === "") return [];
  const [judged] = toldOf(headed, judgedRow, "agency", code);
  const [whole] = toldOf(headed, judgedRow, "area", code);
  const area =
    whole === undefined
      ? ""
      : scopeSentences(headed, "area", code, `trên ${withinSentence(wholeArea(whole.row.name))}`);
  return [
    { type: "heading", level: 2, text: `${index}. ${headed.title}` },
    paragraph(demandSentence(headed.printed)),
    paragraph(`${own}${judged === undefined ? "" : rankSentence(judged)}`),
    ...(area === "" ? [] : [paragraph(area)]),
    ...definitionNotes(headed),
  ];
}

/** Footnotes that hold for all targets. */
export function generalNotes({ inputs, figures }: Composition): Block[] {
  const deadlines = [...new Set(figures.rows.map((row) => row.deadline))].filter((day) => day !== null);
  const reached = figures.rows.find((row) => row.basis !== "period");
  const atDeadline = deadlines.some((day) => day.slice(0, 7) === reached?.to.slice(0, 7));
  const short = figures.rows.some((row) => (row.shortfall ?? 0) > 0);
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
    "Điểm phần trăm là hiệu của hai tỷ lệ như đã in; tỷ lệ làm tròn đến hai chữ số thập phân, thêm chữ số khi làm tròn che mất kết quả; đánh giá theo số chưa làm tròn.",
  ].map((text): Block => ({ type: "note", text }));
}
