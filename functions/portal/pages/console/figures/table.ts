import { html } from "hono/html";
import { type Basis, SCOPE_NAMES as LEVEL_NAMES } from "../../../../domain/figures/figure.ts";
import type { TemplateCatalogue } from "../../../../ports/ports.ts";
import { citedText } from "../../../../report/text/clause.ts";
import { countText, momentText, periodText, sentence } from "../../../../report/wording.ts";
import type { PublishedRevision } from "../../../../revisions/published.ts";
import type { FigureBook } from "../../../actions/figures.ts";
import type { Html } from "../../page.ts";
import {
  emptyState,
  type FormErrors,
  notice,
  type ProvinceChoice,
  provinceChooser,
  selectField,
  statusTag,
  textField,
} from "../../parts.ts";
import { syntheticNotice } from "../../revision.ts";
import {
  basesIn,
  type Chosen,
  demandOf,
  type Grid,
  type GridColumn,
  gridOf,
  gridPart,
  type Lines,
  linesIn,
} from "./grid.ts";
import { BASIS_NAMES, BASIS_TEXTS, FIGURES_PATH, MARK_LEGEND, seriesName } from "./words.ts";

const NO_ERRORS: FormErrors = new Map();

/** A level as addresses name it. */
export const LINE_NAMES: Readonly<Record<Lines, string>> = { so: "so", huyen: "huyen", xa: "xa", area: "dia-ban" };

const LINE_TEXTS: Readonly<Record<Lines, string>> = {
  so: LEVEL_NAMES.so,
  huyen: LEVEL_NAMES.huyen,
  xa: LEVEL_NAMES.xa,
  area: "Địa bàn cấp huyện (gồm cả cấp xã)",
};

export interface FiguresPage {
  readonly catalogue: TemplateCatalogue;
  readonly provinces: readonly ProvinceChoice[];
  /** The current revision of every series of the province, the newest period first. */
  readonly series: readonly PublishedRevision[];
  /** Every revision of the series that is shown. */
  readonly revisions: readonly PublishedRevision[];
  readonly book: FigureBook;
  readonly chosen: Chosen;
  /** What was asked for and is not there, in a sentence; null where all of it is. */
  readonly remark: string | null;
}

const seriesText = (published: PublishedRevision): string => {
  const isNamed = published.series.split("/").length > 2;
  return `${sentence(periodText(published.period))}${isNamed ? ` (theo ${published.programme})` : ""}`;
};

const basisChoices = (book: FigureBook): (readonly [string, string])[] => [
  ["", "Theo cách đánh giá của từng chỉ tiêu"],
  ...basesIn(book).map((basis: Basis) => [BASIS_NAMES[basis], sentence(BASIS_TEXTS[basis])] as const),
];

function chooser({ series, revisions, book, chosen }: FiguresPage): Html {
  const { published } = book;
  const isCurrent = published.revision === revisions.at(-1)?.revision;
  const field = { errors: NO_ERRORS };
  const basis = chosen.basis === null ? "" : BASIS_NAMES[chosen.basis];
  const lines = linesIn(book).map((one) => [LINE_NAMES[one], LINE_TEXTS[one]] as const);
  const earlier = revisions
    .slice(0, -1)
    .toReversed()
    .map(({ revision }) => [String(revision), `Bản ${revision} (đã được thay thế)`] as const);
  return html`<form method="get" action="${FIGURES_PATH}" class="inline many" aria-label="Chọn số liệu">
<input type="hidden" name="tinh" value="${published.province}">
${selectField({ ...field, name: "ky", label: "Kỳ báo cáo", value: seriesName(published), choices: series.map((one) => [seriesName(one), seriesText(one)] as const) })}
${selectField({ ...field, name: "ban", label: "Bản phát hành", value: isCurrent ? "" : String(published.revision), choices: [["", `Bản hiện hành (bản ${revisions.length})`], ...earlier] })}
${selectField({ ...field, name: "co-so", label: "Cách tính", value: basis, choices: basisChoices(book) })}
${selectField({ ...field, name: "cap", label: "Cấp", value: LINE_NAMES[chosen.lines], choices: lines })}
${textField({ ...field, name: "ten", label: "Tên cơ quan", value: chosen.name, isOptional: true })}
<button type="submit" class="second">Xem số liệu</button>
</form>`;
}

function aboutPart({ catalogue, revisions, book: { published } }: FiguresPage): Html {
  const { revision, state, dataAsOf } = published;
  const tag = state === "final" ? statusTag("good", "Số liệu chính thức") : statusTag("warn", "Số liệu tạm tính");
  const last = revisions.at(-1)?.revision ?? revision;
  const replaced =
    last === revision ? "" : html` ${statusTag("warn", "Đã được thay thế")} Bản hiện hành là bản ${last}.`;
  return html`${syntheticNotice(published, catalogue)}
<p>${tag} Bản ${revision}, số liệu lúc ${momentText(dataAsOf)}.${replaced}</p>`;
}

function foundText({ chosen: { name, lines } }: FiguresPage, { lines: shown, of }: Grid): Html {
  if (name === "") return html``;
  const found = shown.filter(({ isSum }) => !isSum).length;
  return html`<p role="status">${countText(found)} trên ${countText(of)} ${lines === "area" ? "địa bàn" : "cơ quan"} có tên chứa “${name}”.</p>`;
}

function targetLine(column: GridColumn): Html {
  const { target, programme } = column;
  const isRead = target.confirmed !== false;
  const source = citedText({ clause: target.clause, isRead, programme });
  return html`<li>${target.name}<span class="hint">${sentence(demandOf(column))}. Căn cứ: ${source}${isRead ? "" : " (cần xác nhận)"}.</span></li>\n`;
}

function shownPart(page: FiguresPage): Html {
  const { book, chosen } = page;
  const grid = gridOf(book, chosen);
  const whose = linesIn(book).includes(chosen.lines) ? LINE_TEXTS[chosen.lines] : LEVEL_NAMES.province;
  const title = `${whose}, ${periodText(book.published.period)}`;
  return html`${foundText(page, grid)}
${gridPart(book, grid, title)}
<p class="hint">${MARK_LEGEND} Bấm vào một số để xem số đó được tính từ đâu.</p>
<h2>Chỉ tiêu trong bảng</h2>
<ol>${grid.columns.map(targetLine)}</ol>`;
}

/** The published figures of a revision: agencies of a level beside its targets. */
export function figuresContent(page: FiguresPage): Html {
  const { provinces, book, remark } = page;
  return html`${provinceChooser(FIGURES_PATH, book.published.province, provinces)}
${remark === null ? "" : notice("info", html`<p>${remark}</p>`, "status")}
${chooser(page)}
${aboutPart(page)}
${shownPart(page)}`;
}

/** Where nothing of a province was published yet. */
export const noFiguresContent = (province: string, provinces: readonly ProvinceChoice[]): Html =>
  html`${provinceChooser(FIGURES_PATH, province, provinces)}
${emptyState("Tỉnh này chưa phát hành báo cáo nào. Số liệu hiện ở đây sau lần phát hành đầu tiên; xem trang Kỳ báo cáo để biết đang đến lượt ai.")}`;
