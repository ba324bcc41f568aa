import { html } from "hono/html";
import type { Share } from "../../../../domain/figures/evaluate.ts";
import type { FigureRow } from "../../../../domain/figures/figure.ts";
import type { CountTrace, TracedMonth, TracedRow } from "../../../../domain/figures/trace.ts";
import { windowOfMonth } from "../../../../domain/period.ts";
import { countTitle } from "../../../../report/raw/columns.ts";
import { countText, dayText, momentLabel, monthText, sentence, withinSentence } from "../../../../report/wording.ts";
import { countedSystem } from "../../../../revisions/counted.ts";
import type { SnapshotRef } from "../../../../revisions/revision.ts";
import type { FigureBook, FigureTarget } from "../../../actions/figures.ts";
import type { FigureTrace, TracedAnswer } from "../../../actions/trace.ts";
import type { Html } from "../../page.ts";
import { notice, statusTag, table } from "../../parts.ts";
import { gapText } from "../run.ts";
import { figureAddress, figureWords } from "./words.ts";

/** More months than these are told by what is missing of them alone. */
const MOST_MONTHS = 60;

const known = (count: number | null): string => (count === null ? "–" : countText(count));

const shareCells = (share: Pick<FigureRow, "numerator" | "denominator"> | null): string[] => [
  known(share?.numerator ?? null),
  known(share?.denominator ?? null),
];

/** A table that may be wider than a page between a phone and a desk. */
const traced = (about: Parameters<typeof table>[0]): Html =>
  html`<div class="scroll traced" role="region" aria-label="${about.caption}" tabindex="0">${table(about)}</div>`;

/** Where a vintage was read from: the province's API, one of its systems by its mapping, a workbook. */
function sourceName({ material, published }: FigureBook, ref: SnapshotRef): string {
  if (ref.kind === "import") return "Sổ tính đã nhập";
  const system = countedSystem(ref);
  if (system === null) return published.synthetic ? "API mô phỏng" : "API của tỉnh";
  const label = material.sources.find(({ id }) => id === system);
  return `${label?.name ?? "Hệ thống nguồn"} (tệp ánh xạ ${system})`;
}

/** "API của tỉnh: 6 lượt; sổ tính đã nhập: 1 lượt"; the list of the day for what no dossier tells. */
export function sourcesText(book: FigureBook, { basis, to }: FigureRow, { answers, measures }: FigureTrace): string {
  const origin = book.published.synthetic ? "API mô phỏng" : "API của tỉnh";
  if (measures.length > 0) return `${origin}, bảng số liệu của các cơ quan ngày ${dayText(to)}`;
  if (basis === "as-of") return `${origin}, danh mục TTHC ngày ${dayText(to)}`;
  const names = answers.flatMap(({ refs }) => refs.map((ref) => sourceName(book, ref)));
  const counted = [...Map.groupBy(names, (name) => name)].map(
    ([name, all]) => `${name}: ${countText(all.length)} lượt số liệu`,
  );
  return counted.length === 0 ? "chưa có lượt số liệu nào" : counted.join("; ");
}

/** Whence an agency's month came, or why it is not there. */
function originCell(book: FigureBook, { refs, workbook, gap }: TracedAnswer): Html | string {
  if (refs.length === 0) {
    const reason = gap === null ? "" : `: ${gapText({ rule: gap.rule, reason: gap.actual })}`;
    return html`${statusTag("warn", "Thiếu số liệu")}${reason}`;
  }
  const file =
    workbook?.file == null
      ? ""
      : `tệp ${workbook.file.name}, trang tính ${workbook.sheet}, ô ${workbook.cell}, người nhập: ${workbook.by || "không ghi"}`;
  return html`${refs.map((ref) => {
    const state = ref.status === "provisional" ? ", tạm tính" : "";
    return html`${sourceName(book, ref)}<span class="hint">Lần chốt thứ ${ref.vintage}, lúc ${momentLabel(ref.dataAsOf)}${state}${file === "" ? "" : `; ${file}`}</span>`;
  })}`;
}

const STATES: Readonly<Record<TracedMonth["state"], string>> = {
  counted: "",
  lacking: "nguồn không có số đếm cần dùng nên không tính",
  missing: "không tính là số 0",
};

function monthsPart(book: FigureBook, asked: FigureTarget, { counts, answers }: FigureTrace): Html {
  const { scheme } = book.sources;
  const isMany = answers.length > MOST_MONTHS;
  const shown = answers.map((answer, index) => ({ answer, traced: counts?.months[index] ?? null }));
  const listed =
    isMany || counts === null
      ? shown.filter(({ answer, traced }) => answer.refs.length === 0 || traced?.state === "lacking")
      : shown;
  if (listed.length === 0) {
    return answers.length === 0
      ? html``
      : html`<p>Không cơ quan nào thiếu số liệu của tháng nào trong thời gian tính.</p>`;
  }
  const isOnce = asked.indicator.kind === "distinct";
  const fields = counts?.fields ?? [];
  return html`${traced({
    caption: listed === shown ? "Từng tháng trong thời gian tính" : "Các lượt số liệu còn thiếu",
    columns: [
      { title: "Tháng" },
      { title: "Cơ quan" },
      { title: "Nguồn" },
      ...[...fields.map(countTitle), "Tử số", "Mẫu số"].map((title) => ({ title, isNumber: true })),
    ],
    rows: listed.map(({ answer, traced }) => {
      const { from, to } = windowOfMonth(answer.month, scheme);
      const state = STATES[traced?.state ?? (answer.refs.length === 0 ? "missing" : "counted")];
      return [
        html`${sentence(monthText(answer.month))}<span class="hint">${dayText(from)} – ${dayText(to)}</span>`,
        book.names.on(answer.agency, to),
        html`${originCell(book, answer)}${state === "" ? "" : html`<span class="hint">${state}</span>`}`,
        ...fields.map((_, index) => known(traced?.counts[index] ?? null)),
        ...shareCells(traced?.share ?? null),
      ];
    }),
  })}
${isOnce && listed === shown ? html`<p class="hint">Mỗi thủ tục chỉ đếm một lần trong cả thời gian tính, nên số của các tháng không cộng lại thành số của cả thời gian.</p>` : ""}`;
}

/** A count of all rows together; null where one of them does not know it. */
const addedUp = (rows: readonly TracedRow[], index: number): number | null =>
  rows.reduce<number | null>((all, { counts }) => {
    const count = counts[index] ?? null;
    return all === null || count === null ? null : all + count;
  }, 0);

/** Whether the rows add up to what was published, in words and digits. */
function sumNotice({ total }: CountTrace, { numerator, denominator, unit }: FigureRow): Html {
  if (total === null || numerator === null) return html``;
  const isSame = total.numerator === numerator && (unit === "count" || total.denominator === denominator);
  const sum = `Cộng các dòng: tử số ${countText(total.numerator)}, mẫu số ${countText(total.denominator)}`;
  return isSame
    ? html`<p>${sum}, bằng số đã phát hành.</p>`
    : notice(
        "bad",
        html`<p>${sum}, khác số đã phát hành (tử số ${countText(numerator)}, mẫu số ${known(denominator)}). Bản này có thể do phiên bản khác của chương trình lập; báo quản trị viên kiểm tra.</p>`,
      );
}

function rowName({ procedures }: FigureTrace, { grain, code }: TracedRow): Html | string {
  if (grain === "field") return code === "" ? "Cả cơ quan (nguồn không chia theo thủ tục)" : `Lĩnh vực ${code}`;
  const procedure = procedures.get(code);
  const name = procedure?.name ?? "Thủ tục ngoài danh mục";
  const field = procedure === undefined ? "" : `, lĩnh vực ${procedure.field}`;
  return html`${name}<span class="hint">${code}${field}</span>`;
}

function rowsPart(row: FigureRow, trace: FigureTrace, counts: CountTrace): Html {
  const { rows, fields, total } = counts;
  if (total === null) return html`<p>Chưa có số liệu nào được gửi nên chưa có dòng nào.</p>`;
  if (rows.length === 0) return html`<p>Không thủ tục nào được tính vào tử số hoặc mẫu số.</p>`;
  return html`${sumNotice(counts, row)}
${traced({
  caption: `${countText(rows.length)} dòng được tính vào số này`,
  columns: [
    { title: "Thủ tục, lĩnh vực" },
    ...[...fields.map(countTitle), "Tử số", "Mẫu số"].map((title) => ({ title, isNumber: true })),
  ],
  rows: [
    ...rows.map((one) => [rowName(trace, one), ...one.counts.map(known), ...shareCells(one.share)]),
    [
      html`<strong>Cộng</strong>`,
      ...fields.map((_, index) => known(addedUp(rows, index))),
      ...shareCells(total).map((sum) => html`<strong>${sum}</strong>`),
    ],
  ],
})}`;
}

/** What the members do not hold of what is published for all of them. */
function restOf(row: FigureRow, members: readonly FigureRow[]): Share | null {
  if (row.numerator === null) return null;
  const sum = (of: (one: FigureRow) => number | null): number => members.reduce((all, one) => all + (of(one) ?? 0), 0);
  const numerator = row.numerator - sum((one) => one.numerator);
  const denominator = (row.denominator ?? 0) - sum((one) => one.denominator);
  return numerator === 0 && denominator === 0 ? null : { numerator, denominator };
}

const ONCE =
  "Mỗi thủ tục chỉ đếm một lần trong cả phạm vi, nên số của các cơ quan không cộng lại thành số của phạm vi.";
const REST =
  "Không thuộc cơ quan nào ở trên: cơ quan không được giao chỉ tiêu này, hoặc đã chấm dứt hoạt động mà không có một cơ quan kế thừa duy nhất";

/** The figures of the agencies within a level, a district or the province, each leading on. */
function membersPart(book: FigureBook, row: FigureRow, { indicator }: FigureTarget, trace: FigureTrace): Html {
  const { members, measures } = trace;
  if (members.length === 0) return html``;
  const isAdded = indicator.kind === "flow" || measures.length > 0;
  const rest = isAdded ? restOf(row, members) : null;
  return html`<h2>Số của từng cơ quan</h2>
${isAdded ? "" : html`<p class="hint">${ONCE}</p>`}
${traced({
  caption: `${countText(members.length)} cơ quan có chỉ tiêu này`,
  columns: [
    { title: "Cơ quan" },
    ...["Tử số", "Mẫu số", "Tỷ lệ, số lượng"].map((title) => ({ title, isNumber: true })),
    { title: "Đánh giá" },
  ],
  rows: [
    ...members.map((one) => {
      const { value, verdict, tone } = figureWords(book, one);
      return [
        html`<a href="${figureAddress(book.published, one)}">${book.names.ofScope(one)}</a>`,
        ...shareCells(one),
        value,
        verdict === "" ? "" : statusTag(tone, sentence(verdict)),
      ];
    }),
    ...(rest === null ? [] : [[REST, ...shareCells(rest), "", ""]]),
  ],
})}`;
}

/** Of a figure on measures: each agency's row of the day. */
function measuresPart(book: FigureBook, row: FigureRow, { indicator }: FigureTarget, { measures }: FigureTrace): Html {
  return traced({
    caption: `Số liệu ngày ${dayText(row.to)} của từng cơ quan`,
    columns: [
      { title: "Cơ quan" },
      { title: `Tử số: ${withinSentence(indicator.numeratorName)}`, isNumber: true },
      { title: `Mẫu số: ${withinSentence(indicator.denominatorName)}`, isNumber: true },
    ],
    rows: measures.map(({ agency, share }) => [
      book.names.on(agency, row.to),
      ...(share === null ? ["chưa có số liệu", "chưa có số liệu"] : shareCells(share)),
    ]),
  });
}

/** Everything that a figure was made of: its months, its rows, its agencies. */
export function tracePart(book: FigureBook, row: FigureRow, asked: FigureTarget, trace: FigureTrace): Html {
  const { counts, measures } = trace;
  const months = row.basis === "as-of" ? html`` : html`<h2>Các tháng</h2>\n${monthsPart(book, asked, trace)}`;
  const rows =
    measures.length > 0
      ? html`<h2>Các dòng số liệu</h2>\n${measuresPart(book, row, asked, trace)}`
      : counts === null
        ? html`<p>Các dòng thủ tục ở trang của từng cơ quan; phạm vi này có quá nhiều lượt số liệu để nêu cùng lúc.</p>`
        : html`<h2>Các dòng số liệu</h2>\n${rowsPart(row, trace, counts)}`;
  return html`${membersPart(book, row, asked, trace)}
${months}
${rows}`;
}
