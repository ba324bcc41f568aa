import { html } from "hono/html";
import type { FigureRow } from "../../../../domain/figures/figure.ts";
import { isExcepted } from "../../../../domain/programme.ts";
import type { TemplateCatalogue } from "../../../../ports/ports.ts";
import { limitsOf } from "../../../../report/composition.ts";
import { printedEarlier, printedShare, WHOLE } from "../../../../report/printed-rate.ts";
import { citedText, clauseText, deadlineText } from "../../../../report/text/clause.ts";
import { methodText, thresholdText } from "../../../../report/text/sentences.ts";
import {
  changeText,
  comparisonWords,
  countText,
  dayText,
  goalText,
  momentText,
  periodText,
  previousText,
  rateNumber,
  sentence,
  verdictText,
  withinSentence,
} from "../../../../report/wording.ts";
import { type FigureBook, type FigureTarget, targetOf } from "../../../actions/figures.ts";
import type { FigureTrace } from "../../../actions/trace.ts";
import type { Html } from "../../page.ts";
import { facts, statusTag } from "../../parts.ts";
import { syntheticNotice } from "../../revision.ts";
import { LINE_NAMES } from "./table.ts";
import { sourcesText, tracePart } from "./trace.ts";
import {
  BASIS_NAMES,
  BASIS_TEXTS,
  FIGURES_PATH,
  figureAddress,
  figureWords,
  publishedRate,
  seriesName,
} from "./words.ts";

export interface FigurePage {
  readonly catalogue: TemplateCatalogue;
  readonly book: FigureBook;
  readonly row: FigureRow;
  readonly trace: FigureTrace;
  /** The number of the revision that stands. */
  readonly current: number;
}

type Fact = readonly [name: string, value: Html | string | null];

/** "từ ngày 15/12/2022 đến hết ngày 14/6/2023 (lũy kế từ đầu năm)". */
function windowText({ basis, from, to }: FigureRow): string {
  return basis === "as-of"
    ? `ngày ${dayText(to)} (${BASIS_TEXTS[basis]})`
    : `từ ngày ${dayText(from)} đến hết ngày ${dayText(to)} (${BASIS_TEXTS[basis]})`;
}

const countedText = (count: number | null, name: string): string =>
  count === null ? "chưa có số liệu" : `${countText(count)} ${withinSentence(name)}`;

/** What was counted, and what came of it. */
function valueFacts(book: FigureBook, row: FigureRow, { indicator }: FigureTarget): Fact[] {
  const { value } = figureWords(book, row);
  const rate = publishedRate(row);
  const written = rate === "" ? "" : html`<span class="hint">Trong tệp figures.csv: ${rate}</span>`;
  return [
    ["Tử số", countedText(row.numerator, indicator.numeratorName)],
    ["Mẫu số", row.unit === "count" ? null : countedText(row.denominator, indicator.denominatorName)],
    [row.unit === "percent" ? "Tỷ lệ" : row.unit === "count" ? "Số lượng" : "Bình quân", html`${value}${written}`],
    ["Cách tính", methodText({ target: targetOf(book, row).target, indicator })],
    ["Thời gian tính", windowText(row)],
  ];
}

/** "còn thiếu 163 TTHC đã công khai để đạt"; null where nothing is missing. */
const shortText = ({ shortfall, goal }: FigureRow, { indicator }: FigureTarget): string | null =>
  !shortfall || goal === "benchmark"
    ? null
    : `còn thiếu ${countText(shortfall)} ${withinSentence(indicator.numeratorName)} so với mức giao`;

/** What the months left must reach, as it was published; null where nothing is asked of them. */
function neededFact({ needed, threshold }: FigureRow): string | null {
  if (needed == null || threshold === WHOLE) return null;
  const rate = printedEarlier(needed, []);
  if (rate === null) return null;
  return needed > 100_000_000n
    ? "không thể đạt được nữa với lượng phát sinh như từ đầu năm"
    : `bình quân ${rateNumber(rate)}%`;
}

/** How many agencies of the level have a place beside the row's. */
function rankText({ rows }: FigureBook, row: FigureRow): string | null {
  if (row.rank === null) return null;
  const peers = rows.filter(
    ({ programme, target, basis, scope, level, rank }) =>
      programme === row.programme &&
      target === row.target &&
      basis === row.basis &&
      scope === "agency" &&
      level === row.level &&
      rank !== null,
  );
  return `thứ ${countText(row.rank)} trên ${countText(peers.length)} cơ quan cùng cấp được xếp hạng`;
}

/** Why a document's target is not held against an agency; null where it is. */
function exceptionText({ scope, name }: FigureRow, { programme }: FigureTarget): string | null {
  const exception = programme.exceptions.find((one) => isExcepted({ exceptions: [one] }, name));
  return scope !== "agency" || exception === undefined
    ? null
    : `văn bản không áp dụng cho cơ quan này (${clauseText(exception.clause)})`;
}

/** Why there is no verdict. */
const unjudgedText = ({ verdict, goal }: FigureRow): string =>
  verdict === "no-data" || verdict === "no-activity" ? verdictText(verdict, goal) : "không đánh giá";

function judgedFacts(book: FigureBook, row: FigureRow, asked: FigureTarget): Fact[] {
  const { target } = asked;
  const { verdict, tone } = figureWords(book, row);
  const due = deadlineText(target);
  const short = shortText(row, asked);
  const judged = verdict === "" ? unjudgedText(row) : statusTag(tone, sentence(verdict));
  const isPeriod = row.basis === "period";
  return [
    ["Mức giao", row.threshold === null ? null : `${goalText(row.goal)} ${thresholdText({ target }, row.threshold)}`],
    ["Thời hạn", due === null ? "không quy định thời hạn" : due],
    ["Đánh giá", isPeriod ? "đánh giá theo số lũy kế, không theo số trong kỳ" : judged],
    ["Ngoại lệ", exceptionText(row, asked)],
    ["Phần còn thiếu", short],
    ["Các tháng còn lại phải đạt", neededFact(row)],
    ["Xếp hạng", rankText(book, row)],
  ];
}

/** "20,10%; tăng 1,54 điểm phần trăm so với tháng trước". */
function earlierText(book: FigureBook, row: FigureRow, rate: FigureRow["previous"], when: string): string | null {
  if (row.basis === "year" || row.unit !== "percent") return null;
  const limits = limitsOf(book, row.indicator, [{ kind: row.scope, code: row.code }]);
  const [now, before] = [printedShare({ ...row, limits }), printedEarlier(rate, limits)];
  if (before === null) return "không có số liệu để so sánh";
  const change = now === null ? "" : `; kỳ này ${changeText(now, before)} so với ${when}`;
  return `${rateNumber(before)}%${change}`;
}

/** The same figure on the other basis, where there is one. */
function otherBasis({ rows, published }: FigureBook, row: FigureRow): Html | null {
  const other = rows.find(
    ({ programme, target, scope, code, basis }) =>
      programme === row.programme &&
      target === row.target &&
      scope === row.scope &&
      code === row.code &&
      basis !== row.basis,
  );
  return other === undefined
    ? null
    : html`<a href="${figureAddress(published, other)}">${sentence(BASIS_TEXTS[other.basis])}</a>`;
}

function comparisonFacts(book: FigureBook, row: FigureRow): Fact[] {
  const previous = previousText(row.period);
  const isYear = row.basis === "year";
  return [
    ["Số tính cách khác", otherBasis(book, row)],
    ["Kỳ trước, cùng kỳ", isYear ? "so sánh theo số trong kỳ, không theo số lũy kế" : null],
    [sentence(previous), earlierText(book, row, row.previous, previous)],
    ["Cùng kỳ năm trước", earlierText(book, row, row.yearEarlier, "cùng kỳ năm trước")],
  ];
}

/** Where the target is written, and what of it nobody has read yet. */
function clauseFacts(row: FigureRow, { programme, target }: FigureTarget): Fact[] {
  const isRead = target.confirmed !== false;
  const cited = citedText({ clause: target.clause, isRead, programme });
  const open = isRead ? "" : html` ${statusTag("warn", "Cần xác nhận")}`;
  return [
    ["Chỉ tiêu", target.name],
    [
      "Căn cứ",
      html`${cited}${open}<span class="hint">${programme.citation}, ${withinSentence(programme.title)}</span>`,
    ],
    ["Nguyên văn", target.quote],
    ["Nguồn của mức giao", target.source ?? null],
    ["Mức độ chắc chắn", target.certainty ?? null],
    ["Hiệu lực", sentence(comparisonWords(programme, row.period) ?? "") || null],
  ];
}

function sourceFacts({ book, row, trace }: FigurePage): Fact[] {
  const missing = row.missing === 0 ? "đủ số liệu" : `thiếu ${countText(row.missing)} lượt số liệu`;
  return [
    ["Số liệu lúc", momentText(book.published.dataAsOf)],
    ["Nguồn số đếm", sourcesText(book, row, trace)],
    ["Mức đầy đủ", missing],
  ];
}

/** Back to the table in which the figure stands. */
function backLink({ published }: FigureBook, row: FigureRow, current: number): Html {
  const { province, revision } = published;
  const lines = row.scope === "area" ? LINE_NAMES.area : row.level === null ? null : LINE_NAMES[row.level];
  const query = new URLSearchParams({
    ...{ tinh: province, ky: seriesName(published) },
    ...(revision === current ? {} : { ban: String(revision) }),
    ...(row.basis === "period" ? { "co-so": BASIS_NAMES.period } : {}),
    ...(lines === null ? {} : { cap: lines }),
  });
  return html`<p><a href="${FIGURES_PATH}?${query}">Về bảng số liệu</a></p>`;
}

/** What one published figure is: how it is made, what is asked, and everything that it was made of. */
export function figureContent(page: FigurePage): Html {
  const { catalogue, book, row, trace, current } = page;
  const asked = targetOf(book, row);
  const { value, verdict, tone } = figureWords(book, row);
  const { published, names } = book;
  const tag = verdict === "" ? "" : html` ${statusTag(tone, sentence(verdict))}`;
  const part = (heading: string, of: readonly Fact[]): Html => html`<h2>${heading}</h2>\n${facts(of)}`;
  const replaced = published.revision === current ? "" : ` (đã được thay thế bằng bản ${current})`;
  return html`${backLink(book, row, current)}
${syntheticNotice(published, catalogue)}
<p class="lead">${names.ofScope(row)}, ${periodText(row.period)}: <strong>${value}</strong>${tag}</p>
<p class="quiet">${sentence(BASIS_TEXTS[row.basis])}; bản ${published.revision}${replaced}.</p>
${part("Số này được tính thế nào", valueFacts(book, row, asked))}
${part("Mức giao và đánh giá", judgedFacts(book, row, asked))}
${part("So sánh", comparisonFacts(book, row))}
${part("Văn bản giao chỉ tiêu", clauseFacts(row, asked))}
${part("Số liệu gốc", sourceFacts(page))}
${tracePart(book, row, asked, trace)}`;
}
