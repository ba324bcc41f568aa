import { html } from "hono/html";
import type { Cell, Column } from "../../../report/report.ts";
import type { Overview } from "../../../report/tables/targets/overview.ts";
import type { Html } from "../page.ts";

/** Before a verdict, so that it is told apart on a page printed in grey, too; what is not judged has none. */
const SIGNS: readonly (readonly [start: string, sign: string])[] = [
  ["Đạt", "✓"],
  ["Chưa đạt", "✗"],
];

function cellText(cell: Cell, column: Column | undefined): Html | string {
  const sign = column?.field === "verdict" ? SIGNS.find(([start]) => cell.text.startsWith(start))?.[1] : undefined;
  return sign === undefined ? cell.text : html`<strong><span aria-hidden="true">${sign} </span>${cell.text}</strong>`;
}

const classOf = (column: Column | undefined): string => (column?.align === "right" ? "number" : "");

/** The column that names its rows is the widest; what stands before it numbers them. */
const nameAt = (columns: readonly Column[]): number =>
  columns.reduce((widest, { weight }, at) => (weight > (columns[widest]?.weight ?? 0) ? at : widest), 0);

/** The number of a row stands before its name: the sentences below the table call targets by it. */
function row(cells: readonly Cell[], columns: readonly Column[], named: number): Html {
  const name = cells
    .slice(0, named + 1)
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join(". ");
  const values = cells.slice(named + 1).map((cell, index) => {
    const column = columns[named + 1 + index];
    return html`<td role="cell" class="${classOf(column)}" data-label="${column?.title ?? ""}">${cellText(cell, column)}</td>`;
  });
  return html`<tr role="row"><th scope="row" role="rowheader">${name}</th>${values}</tr>\n`;
}

/**
 * What the report says, in the words and numbers of its own summary. On a phone the rows stand below each other; the roles
 * keep it a table to a screen reader there.
 */
export function summaryPart(overview: Overview | null): Html {
  if (overview === null) return html``;
  const { columns, rows } = overview.table;
  const named = nameAt(columns);
  const heads = columns
    .slice(named)
    .map((column) => html`<th scope="col" role="columnheader" class="${classOf(column)}">${column.title}</th>`);
  const sentences = overview.sentences.map((text) => html`<li>${text}</li>\n`);
  return html`<section aria-labelledby="ket-qua">
<h2 id="ket-qua">Kết quả</h2>
<table class="stack overview" role="table" aria-labelledby="ket-qua">
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${rows.map(({ cells }) => row(cells, columns, named))}</tbody>
</table>
${sentences.length === 0 ? "" : html`<ul>\n${sentences}</ul>`}
${overview.notes.map((text) => html`<p><small>${text}</small></p>\n`)}
</section>`;
}
