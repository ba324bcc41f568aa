import { expect, test } from "vitest";
import { mm } from "../../../functions/render/layout.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import type { Report } from "../../../functions/report/report.ts";
import { type Box, readArchive } from "../../helpers/documents/read-archive.ts";
import { dense, find, type Page, readPdf, textOf } from "../../helpers/documents/read-pdf.ts";
import { readQr } from "../../helpers/documents/read-qr.ts";
import { FOOTER, sampleReport } from "../../helpers/documents/sample.ts";

const BOX_TITLE = "Thông tin về số liệu và kiểm chứng";

async function printed(changes: Partial<Report> = {}) {
  const bytes = await renderPdf(sampleReport(changes), []);
  const { pages } = await readPdf(bytes);
  const { boxes } = await readArchive(bytes);
  const index = pages.findIndex((page) => textOf(page).includes(dense(BOX_TITLE)));
  const page = pages[index];
  return { pages, index, page, boxes: boxes[index] ?? [] };
}

const withAddress = (address: string): Partial<Report> => ({
  provenance: { ...sampleReport().provenance, verification: { address } },
  appendices: [],
});

/** The white square of a code and the dark modules on it. */
function codeOf(boxes: readonly Box[]) {
  const ground = boxes.find((box) => box.colour === "#ffffff" && box.width > 40);
  if (ground === undefined) throw new Error("no code on the page");
  const dark = boxes.filter((box) => box.colour === "#000000" && box.width < 5 && box.x > ground.x - 5);
  const side = dark[0]?.width ?? 0;
  const [left, top] = [Math.min(...dark.map((box) => box.x)), Math.min(...dark.map((box) => box.y))];
  const size = Math.round((Math.max(...dark.map((box) => box.x)) - left) / side) + 1;
  const modules = new Set(
    dark.map((box) => `${Math.round((box.y - top) / side)} ${Math.round((box.x - left) / side)}`),
  );
  return { ground, side, left, top, size, text: readQr((row, column) => modules.has(`${row} ${column}`), size) };
}

/** How much of the box's text is on a page. */
const linesOn = (page: Page): number =>
  sampleReport().provenance.lines.filter((line) => textOf(page).includes(dense(line))).length;

// documents.md 5: the box on data, the QR code and the hash stand at the end of the last appendix.
test("the box about the data ends the last appendix, in small type, with every line", async () => {
  const { page, pages, index } = await printed();
  if (page === undefined) throw new Error("no box");
  expect(index).toBe(pages.length - 1);
  expect(linesOn(page)).toBe(5);
  expect(find(page, "Bản phát hành").size).toBe(10);
});

test("the box about the data follows the signature of a report without appendices", async () => {
  const { page } = await printed({ appendices: [] });
  if (page === undefined) throw new Error("no box");
  const title = find(page, BOX_TITLE.slice(0, 9));
  expect(title).toMatchObject({ size: 11 });
  expect(title.y).toBeGreaterThan(find(page, "KT. GIÁM").y);
});

test("the box is on one page, wherever the page breaks", async () => {
  for (let lines = 0; lines < 40; lines += 2) {
    const filler = Array.from({ length: lines }, () => ({ type: "note", text: "Dòng." }) as const);
    const { pages } = await readPdf(await renderPdf(sampleReport({ body: filler, appendices: [] }), []));
    expect(pages.map(linesOn).filter((count) => count > 0)).toEqual([5]);
  }
});

test("a box taller than a page is broken and not lost", async () => {
  const lines = Array.from({ length: 150 }, (_, index) => `Dòng thứ ${index} về nguồn số liệu.`);
  const { pages } = await printed({ provenance: { ...sampleReport().provenance, lines }, appendices: [] });
  const all = pages.map(textOf).join("");
  for (const line of lines) expect(all).toContain(dense(line));
});

test.each([
  "https://a.vn/1",
  "https://baocao.example.vn/kiem-chung/ba-ria-vung-tau/2023-06/2",
  `https://baocao.example.vn/${"kiem-chung/".repeat(8)}`,
  `https://baocao.example.vn/xã-Long-Điền?số=${"1".repeat(150)}`,
])("the code says %s", async (address) => {
  const { page, boxes } = await printed(withAddress(address));
  if (page === undefined) throw new Error("no box");
  const code = codeOf(boxes);
  expect(code.text).toBe(address);
  expect(textOf(page)).toContain(dense(address));
});

test("a code is about 22 mm wide for an address of usual length, with four white modules around it and nothing on them", async () => {
  const { page, boxes } = await printed();
  const { ground, side, size, left, top } = codeOf(boxes);
  expect((size * side) / mm(1)).toBeGreaterThan(20);
  expect((size * side) / mm(1)).toBeLessThan(25);
  expect(left - ground.x).toBeCloseTo(4 * side, 1);
  expect(top - ground.y).toBeCloseTo(4 * side, 1);
  expect(ground.width).toBeCloseTo((size + 8) * side, 1);
  for (const item of page?.items ?? []) {
    const beside = item.x + item.width <= ground.x || item.x >= ground.x + ground.width;
    const aboveOrBelow = item.y <= ground.y || item.y - item.size * 0.7 >= ground.y + ground.height;
    expect(beside || aboveOrBelow, item.text).toBe(true);
  }
});

test("without an address there is no code and the lines have the whole width", async () => {
  const { page, boxes } = await printed({ provenance: { ...sampleReport().provenance, verification: null } });
  if (page === undefined) throw new Error("no box");
  expect(boxes.filter((box) => box.colour === "#ffffff")).toEqual([]);
  const widest = Math.max(...page.items.filter((item) => item.size === 10).map((item) => item.x + item.width));
  expect(widest).toBeGreaterThan(page.width - mm(30));
});

test("an address too long to be scanned is printed without a code", async () => {
  const address = `https://baocao.example.vn/${"x".repeat(400)}`;
  const { pages, boxes } = await printed(withAddress(address));
  expect(boxes.filter((box) => box.colour === "#ffffff")).toEqual([]);
  expect(pages.map(textOf).join("")).toContain(address);
});

test("one line of 8 pt in black stands in the bottom margin of every page, upright and on its side", async () => {
  const { pages } = await printed();
  expect(pages.length).toBeGreaterThan(5);
  for (const { items, height } of pages) {
    const low = items.filter((item) => item.y > height - mm(20));
    expect(low.map((item) => item.text)).toEqual([FOOTER]);
    expect(low[0]).toMatchObject({ size: 8, font: expect.stringMatching(/Tinos-Regular$/) });
    expect(low[0]?.x).toBeCloseTo(mm(30), 0);
    expect(low[0]?.y).toBeLessThan(height - mm(8));
  }
});

test("a footer too long for its line is cut and says so", async () => {
  const footer = "Số liệu của nhiều văn bản ".repeat(20);
  const { pages } = await printed({ provenance: { ...sampleReport().provenance, footer }, appendices: [] });
  expect(pages.length).toBeGreaterThan(1);
  for (const { items, height, width } of pages) {
    const low = items.filter((item) => item.y > height - mm(20));
    expect(low).toHaveLength(1);
    expect(low[0]?.text).toMatch(/^Số liệu của nhiều văn bản.*…$/);
    expect((low[0]?.x ?? 0) + (low[0]?.width ?? 0)).toBeLessThanOrEqual(width - mm(15) + 0.5);
  }
});
