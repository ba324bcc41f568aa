import { html } from "hono/html";
import { BASIS_TEXTS, causeWords, changeValueText, FIELD_TEXTS } from "../../../report/text/changes.ts";
import { countText, sentence } from "../../../report/wording.ts";
import { causesIn } from "../../../revisions/cause.ts";
import type { PreviewedChange } from "../../../revisions/preview.ts";
import type { Html } from "../page.ts";
import { table } from "../parts.ts";

/** Lines on one page: more is read in changes.csv. */
const MOST_CHANGES = 200;

/** Whose names causes are told with: agencies by code. */
type Names = ReadonlyMap<string, string>;

const namesIn = (changes: readonly PreviewedChange[]): Names =>
  new Map(changes.filter(({ scope }) => scope === "agency").map(({ code, name }) => [code, name]));

function causeCell(cause: string, names: Names): string {
  const { causes, more } = causesIn(cause);
  const words = causes.map((one) => causeWords(one, { names: { on: (code) => names.get(code) ?? code } }));
  const rest = more > 0 ? [`${countText(more)} thay đổi khác`] : [];
  return sentence([...words, ...rest].join("; "));
}

const scopeCell = ({ scope, code, name }: PreviewedChange): Html | string =>
  scope === "agency" && name !== code ? html`${name}<span class="hint">${code}</span>` : name;

const numberName = ({ field, basis }: PreviewedChange): string =>
  `${FIELD_TEXTS[field] ?? field}, ${BASIS_TEXTS[basis] ?? basis}`;

/** How many numbers, of how many agencies, and why: the table in one sentence. */
function summary(changes: readonly PreviewedChange[], names: Names): Html {
  const agencies = new Set(changes.filter(({ scope }) => scope === "agency").map(({ code }) => code)).size;
  const causes = [...new Set(changes.map(({ cause }) => causeCell(cause, names)).filter((text) => text !== ""))];
  const why = causes.length === 1 ? ` Nguyên nhân: ${causes[0]}.` : "";
  const of = agencies === 0 ? "" : `, trong đó có số của ${countText(agencies)} cơ quan`;
  return html`<p>${countText(changes.length)} số thay đổi${of}.${why}</p>`;
}

/**
 * Every number that is given differently, the province's first.
 *
 * @param caption names the two that are compared, as a sentence without its end
 * @param isCaused whether each line says why
 */
export function changesPart(changes: readonly PreviewedChange[], caption: string, isCaused: boolean): Html {
  if (changes.length === 0) {
    return html`<p>Không số nào thay đổi; hai bản khác nhau ở nội dung viết thêm, câu chữ, biểu mẫu hoặc văn bản lập bổ sung.</p>`;
  }
  const names = namesIn(changes);
  const shown = changes.slice(0, MOST_CHANGES);
  const columns = [
    ...["Đơn vị", "Chỉ tiêu", "Số"].map((title) => ({ title })),
    { title: "Trước", isNumber: true },
    { title: "Nay", isNumber: true },
    ...(isCaused ? [{ title: "Nguyên nhân" }] : []),
  ];
  const rest = changes.length - shown.length;
  return html`${summary(changes, names)}
${table({
  caption,
  columns,
  rows: shown.map((change) => [
    scopeCell(change),
    change.targetName,
    numberName(change),
    changeValueText(change.field, change.old),
    changeValueText(change.field, change.new),
    ...(isCaused ? [causeCell(change.cause, names)] : []),
  ]),
})}
${rest > 0 ? html`<p>Còn ${countText(rest)} số khác; tệp changes.csv có đủ tất cả.</p>` : ""}`;
}
