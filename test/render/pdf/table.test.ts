import { expect, test } from "vitest";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import type { Appendix, Column, Row, Table } from "../../../functions/report/report.ts";
import { XA } from "../../helpers/documents/agency-names.ts";
import { dense, type Page, readPdf, textOf } from "../../helpers/documents/read-pdf.ts";
import { agencyTable, count, FOOTER, sampleAppendices, sampleReport, text } from "../../helpers/documents/sample.ts";

/** The header as the page's content has it: the upper row, then the titles under groups. */
function headerOf(columns: readonly Column[]): string {
  const upper = columns.map(({ title, group }, index) => {
    if (group === undefined) return title;
    return columns[index - 1]?.group === group ? "" : group;
  });
  return dense([...upper, ...columns.filter(({ group }) => group !== undefined).map(({ title }) => title)].join(""));
}

const rowOf = (row: Row): string => dense(row.cells.map((cell) => cell.text).join(""));

async function pagesOf(table: Table, landscape = true): Promise<readonly Page[]> {
  const appendix: Appendix = { title: "BẢNG", sheet: "Bang", landscape, table, notes: [] };
  const provenance = { ...sampleReport().provenance, lines: [], verification: null };
  const { pages } = await readPdf(await renderPdf(sampleReport({ appendices: [appendix], provenance }), []));
  const start = pages.findIndex((page) => textOf(page).startsWith("PhụlụcBẢNG"));
  return pages.slice(start);
}

/** The rows that each page prints; throws where a page's text is not the header and then whole rows. */
function rowsByPage(pages: readonly Page[], table: Table): number[] {
  const header = headerOf(table.columns);
  const rows = table.rows.map(rowOf);
  let next = 0;
  return pages.map((page, index) => {
    let rest = textOf(page).slice(textOf(page).indexOf(header));
    expect(rest.startsWith(header), `header on page ${index + 1}`).toBe(true);
    rest = rest.slice(header.length);
    const before = next;
    for (let row = rows[next]; row !== undefined && rest.startsWith(row); row = rows[next]) {
      rest = rest.slice(row.length);
      next += 1;
    }
    expect(rest, `after ${next} rows`).toBe(dense(`${index + 1}DỮ LIỆU MÔ PHỎNG - SỐ LIỆU TẠM TÍNH${FOOTER}`));
    return next - before;
  });
}

test("a long table repeats its header, prints every cell once in order and cuts no row", async () => {
  const table = agencyTable(XA, "UBND cấp xã");
  const pages = await pagesOf(table);
  const rows = rowsByPage(pages, table);
  expect(pages.length).toBeGreaterThan(3);
  expect(rows.reduce((sum, one) => sum + one, 0)).toBe(table.rows.length);
});

test("600 rows of names over several lines", async () => {
  const names = Array.from(
    { length: 600 },
    (_, index) => `Ủy ban nhân dân xã số ${index} ${"Long Điền ".repeat(index % 7)}`,
  );
  const table = agencyTable(names, "Tất cả");
  const rows = rowsByPage(await pagesOf(table), table);
  expect(rows.reduce((sum, one) => sum + one, 0)).toBe(601);
});

test("every appendix of the sample report prints all its cells", async () => {
  const { pages } = await readPdf(await renderPdf(sampleReport(), []));
  const all = pages.map(textOf).join("");
  const rows = sampleAppendices().flatMap(({ table }) => table.rows.map(rowOf));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => !all.includes(row))).toEqual([]);
});

test("a table of the body prints its cells between the paragraphs", async () => {
  const { pages } = await readPdf(await renderPdf(sampleReport({ appendices: [] }), []));
  expect(pages.map(textOf).join("")).toContain("TTChỉtiêuTrongkỳLũykếtừđầunămChỉtiêugiaoĐánhgiá1Hồsơ");
});

test("an empty table says so and shows no header", async () => {
  const { columns } = agencyTable([], "");
  const [page] = await pagesOf({ columns, rows: [] }, false);
  expect(page === undefined ? "" : textOf(page)).toContain(dense("Truyền thông)Không có.1DỮ LIỆU"));
});

test("a row taller than a page is broken and not lost", async () => {
  const long = Array.from({ length: 900 }, (_, index) => `từ${index}`).join(" ");
  const columns: Column[] = [
    { title: "TT", align: "center", weight: 1 },
    { title: "Nội dung", align: "left", weight: 3 },
    { title: "Số", align: "right", weight: 4 },
  ];
  const pages = await pagesOf({ columns, rows: [{ bold: false, cells: [text("1"), text(long), count(7)] }] });
  const all = pages.flatMap(({ items }) => items.map((item) => item.text.trim()));
  for (let index = 0; index < 900; index++) expect(all.join(" ")).toContain(`từ${index}`);
});

test("columns keep to their place: no cell reaches into the next", async () => {
  const table = agencyTable(XA, "UBND cấp xã");
  const [, page] = await pagesOf(table);
  if (page === undefined) throw new Error("no second page");
  const lines = new Map<number, (typeof page.items)[number][]>();
  for (const item of page.items) {
    const key = Math.round(item.y);
    lines.set(key, [...(lines.get(key) ?? []), item]);
  }
  const neighbours = [...lines.values()].flatMap((items) => {
    const sorted = items.sort((left, right) => left.x - right.x);
    return sorted.slice(1).flatMap((after, index) => {
      const item = sorted[index];
      return item === undefined ? [] : [{ item, after }];
    });
  });
  expect(neighbours.length).toBeGreaterThan(100);
  for (const { item, after } of neighbours) {
    expect(item.x + item.width, `${item.text}|${after.text}`).toBeLessThanOrEqual(after.x + 0.1);
  }
});
