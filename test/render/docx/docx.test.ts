import { strFromU8, unzipSync } from "fflate";
import mammoth from "mammoth";
import { beforeAll, describe, expect, test } from "vitest";
import { renderDocx } from "../../../functions/render/docx/docx.ts";
import type { Block, Report } from "../../../functions/report/report.ts";
import { hostileReport } from "../../helpers/documents/hostile.ts";
import { composed } from "../../helpers/documents/reports.ts";
import { sampleReport } from "../../helpers/documents/sample.ts";
import { reportWithCharts } from "../../helpers/documents/sample-charts.ts";

const { report } = composed();

let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await renderDocx(report);
});

const partOf = (file: Uint8Array, name: string): string => strFromU8(unzipSync(file)[name] ?? new Uint8Array());
const document = (): string => partOf(bytes, "word/document.xml");
const htmlOf = async (file: Uint8Array): Promise<string> =>
  (await mammoth.convertToHtml({ buffer: Buffer.from(file) })).value;

/** Texts that another reader finds, tags and white space apart. */
const letters = (html: string): string => html.replace(/<[^>]+>|\s|&nbsp;/g, "");

test("another reader finds headings, paragraphs and tables, in their order", async () => {
  const html = await htmlOf(bytes);
  const headings = [...html.matchAll(/<h1>.*?<\/h1>|<li><h1>.*?<\/h1><\/li>/g)].map(([text]) => letters(text));
  const wanted = report.body.flatMap((block) =>
    block.type === "heading" && block.level === 1 ? [letters(block.text).replace(/^[IVX]+\./, "")] : [],
  );
  expect(headings).toEqual(wanted);
  const tables = report.appendices.length + report.body.filter(({ type }) => type === "table").length;
  // Letterhead, signature and the box on the data are tables, too.
  expect(html.match(/<table>/g)?.length).toBeGreaterThanOrEqual(tables + 2);
  expect(letters(html)).toContain(letters(report.subject));
});

test("a table's head is repeated, and no row is cut", () => {
  const heads = document().match(/<w:tblHeader\/>/g)?.length ?? 0;
  expect(heads).toBeGreaterThanOrEqual(report.appendices.length);
  const rows = document().match(/<w:tr[ >]/g)?.length;
  expect(document().match(/<w:cantSplit\/>/g)).toHaveLength(rows ?? 0);
});

/** What the styles say of one of them. */
const styleOf = (id: string): string =>
  partOf(bytes, "word/styles.xml").match(new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`, "s"))?.[0] ?? "";

test("lines are as high as the PDF's, so that both editions have the same pages", () => {
  const [defaults = ""] = partOf(bytes, "word/styles.xml").match(/<w:docDefaults>.*?<\/w:docDefaults>/s) ?? [];
  // 2268 of 2048 units of Tinos; Word adds the line gap of 87 to a single line, which is 240.
  expect(defaults).toContain('<w:spacing w:line="231" w:lineRule="auto"/>');
  expect(Math.round((240 * 2268) / (2268 + 87))).toBe(231);
  for (const id of ["NoiDung", "GachDauDong", "NoiDungBang", "GhiChuBang"])
    expect(styleOf(id)).not.toContain("w:line=");
  expect(styleOf("HinhVe")).toContain('w:line="240"');
});

test("an empty cell makes no row higher than its letters", () => {
  const cells = [...document().matchAll(/<w:p><w:pPr><w:pStyle w:val="(?:NoiDungBang|DauBang)"\/>.*?<\/w:p>/gs)];
  expect(cells.length).toBeGreaterThan(100);
  for (const [xml] of cells) {
    const [mark, letters] = [...xml.matchAll(/<w:sz w:val="(\d+)"/g)].map(([, size]) => size);
    expect([mark, letters], xml).toEqual(letters === "18" ? ["18", "18"] : ["20", "20"]);
  }
});

test("the last paragraph is on the signature's page: it stays with what follows, and the signature is one row", () => {
  const closing = document().indexOf('<w:pStyle w:val="NoiDungCuoi"/>');
  const next = document().indexOf("<w:tbl>", closing);
  expect(closing).toBeGreaterThan(0);
  expect(document().slice(closing, next).match(/<w:p>/g)).toBeNull();
  expect(document().slice(next)).toMatch(/^<w:tbl>.*?<w:cantSplit\/>.*?Nơi nhận:/s);
  expect(styleOf("NoiDungCuoi")).toMatch(/<w:keepNext\/>.*<w:keepLines\/>/s);
});

test("every paragraph has a style that has a name, and letters are Times New Roman", () => {
  const styles = partOf(bytes, "word/styles.xml");
  const used = new Set([...document().matchAll(/<w:pStyle w:val="([^"]+)"/g)].map(([, id]) => id));
  for (const id of used) expect(styles).toMatch(new RegExp(`w:styleId="${id}"[^>]*>\\s*<w:name w:val="[^"]+"`));
  expect(used.size).toBeGreaterThan(20);
  // A paragraph that ends a section and nothing else has no words to be set.
  const paragraphs = document().match(/<w:p[ >](?!<w:pPr><w:sectPr)/g)?.length ?? 0;
  expect(document().match(/<w:pStyle /g)).toHaveLength(paragraphs);
  expect(new Set([...styles.matchAll(/w:ascii="([^"]+)"/g)].map(([, font]) => font))).toEqual(
    new Set(["Times New Roman"]),
  );
});

test("headings are numbered by Word where it counts as the report does, and in words where it does not", async () => {
  const heading = (level: 1 | 2 | 3, text: string): Block => ({ type: "heading", level, text });
  const texts = ["d) Bốn", "đ) Năm", "e) Sáu"];
  const before = ["a) Một", "b) Hai", "c) Ba"];
  const body = [heading(1, "I. MỘT"), ...[...before, ...texts].map((text) => heading(3, text)), heading(1, "III. BA")];
  const file = await renderDocx(sampleReport({ body, appendices: [] }));
  const words = [...partOf(file, "word/document.xml").matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text);
  expect(words.filter((text) => /(MỘT|Một|Hai|Ba|Bốn|Năm|Sáu|BA)$/.test(text ?? ""))).toEqual([
    "MỘT",
    "Một",
    "Hai",
    "Ba",
    "Bốn",
    "đ) Năm",
    "Sáu",
    "III. BA",
  ]);
});

test("pages are A4 in the decree's margins, tables on lying ones, each appendix counted from 1", () => {
  const sections = [...document().matchAll(/<w:sectPr.*?<\/w:sectPr>/gs)].map(([xml]) => xml);
  expect(sections).toHaveLength(report.appendices.length + 1);
  // 210 × 297 mm, and 20, 20, 30, 15 mm, in twentieths of a point.
  expect(sections[0]).toMatch(/w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/);
  expect(sections[0]).toMatch(/w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/);
  report.appendices.forEach(({ landscape }, at) => {
    const size = landscape ? 'w:w="16838" w:h="11906" w:orient="landscape"' : 'w:w="11906" w:h="16838"';
    expect(sections[at + 1]).toContain(size);
    expect(sections[at + 1]).toContain('<w:pgNumType w:start="1"/>');
  });
});

test("it is called a draft on every page, and once above its title", () => {
  const parts = unzipSync(bytes);
  const headers = Object.keys(parts).filter((name) => /^word\/header\d+\.xml$/.test(name));
  expect(headers.length).toBeGreaterThan(1);
  for (const name of headers) expect(partOf(bytes, name)).toContain("DỰ THẢO - DỮ LIỆU MÔ PHỎNG");
  expect(document().match(/DỰ THẢO/g)).toHaveLength(1);
  expect(document().indexOf("DỰ THẢO")).toBeLessThan(document().indexOf(">BÁO CÁO<"));
});

describe("pictures", () => {
  test("are PNG at 200 dots to the inch as wide as the text, each with its caption for those who do not see it", async () => {
    const charted = reportWithCharts();
    const file = await renderDocx(charted);
    const pictures = Object.entries(unzipSync(file)).filter(([name]) => /^word\/media\/.*\.png$/.test(name));
    const captions = charted.body.flatMap((block) => (block.type === "chart" ? [block.caption] : []));
    expect(pictures.length).toBe(captions.length);
    for (const [, png] of pictures) {
      const view = new DataView(png.buffer, png.byteOffset);
      // 165 mm.
      expect(Math.abs(view.getUint32(16) - (165 / 25.4) * 200)).toBeLessThan(2);
    }
    const xml = partOf(file, "word/document.xml");
    const described = [...xml.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(([, text]) => text);
    expect(described).toEqual(captions.map((caption) => caption.replaceAll('"', "&quot;")));
  });
});

test("what names and texts may hold is text in the file, and never markup", async () => {
  const name = '<w:p>&"\u0000\u202e</w:t>';
  const odd: Report = sampleReport({ subject: name, addressees: [name] });
  const html = await htmlOf(await renderDocx(odd));
  expect(html).toContain("&lt;w:p&gt;&amp;");
  await expect(htmlOf(await renderDocx(hostileReport()))).resolves.not.toMatch(/undefined|NaN|\[object/);
});

test("equal reports give equal bytes, whatever was rendered before", async () => {
  await renderDocx(reportWithCharts());
  const [one, other] = [await renderDocx(reportWithCharts()), await renderDocx(reportWithCharts())];
  expect(Buffer.compare(one, other)).toBe(0);
  expect(Buffer.compare(await renderDocx(report), bytes)).toBe(0);
});
