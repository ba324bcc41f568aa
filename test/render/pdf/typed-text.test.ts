import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "vitest";
import { mm } from "../../../functions/render/layout.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { Report } from "../../../functions/report/report.ts";
import { printedGlyphs, readArchive } from "../../helpers/documents/read-archive.ts";
import { dense, type Page, readPdf, textOf } from "../../helpers/documents/read-pdf.ts";
import { sampleReport, text } from "../../helpers/documents/sample.ts";

/** What people type, or paste, or try. */
const TYPED = [
  "<b>đậm</b> <i>nghiêng</i> <a href='https://example.vn'>liên kết</a> <script>alert(1)</script>",
  "**đậm** __đậm__ _nghiêng_ `mã` # Tiêu đề [liên kết](https://example.vn) ![ảnh](a.png)",
  '{text: "x", bold: true} {"image": "data:image/png;base64,iVBORw0KGgo="} {"svg": "<svg/>"}',
  '<svg width="10" height="10"><rect width="10" height="10" fill="red"/></svg>',
  `{{ten_bien}} \${process.env.HOME} <%= 1 + 1 %> {text} %s %d $1 \\n \\u0041`,
  "qr: https://example.vn; pageBreak: after; attachment: figures.csv; linkToPage: 1",
  ") Tj ET endstream endobj <</S /JavaScript /JS (app.alert\\(1\\))>> (ngoặc \\( \\) \\",
  "%PDF-1.7 %%EOF startxref 0 trailer <</Root 1 0 R>>",
  '=HYPERLINK("https://example.vn") @SUM(A1) +1 -2 | \'; DROP TABLE figures; --',
  "Điều khiển:\u0000\u0001\u0008\u001b[31m đỏ\u001b[0m \u202eđảo\u202c \u2028dòng\u2029đoạn\ttab\r\nxuống dòng",
];

const paragraph = (value: string) => ({ type: "paragraph", text: value }) as const;

/** The text between the margins, without headers and footers. */
const between = ({ items, height, ...page }: Page): string =>
  textOf({ ...page, height, items: items.filter((item) => item.y > mm(20) && item.y < height - mm(20)) });

/** What is left of a text on paper: no control characters, and white space does not count. */
const onPaper = (value: string): string => dense(value).replace(/[\p{Cc}\p{Cf}]/gu, "");

test("what people type is printed as it stands: no markup, no template, no key of a library", async () => {
  const bytes = await renderPdf(sampleReport({ body: TYPED.map(paragraph), appendices: [] }), []);
  const { pages } = await readPdf(bytes);
  const all = pages.map(between).join("");
  for (const typed of TYPED) expect(all).toContain(onPaper(typed));
  const marked = pages.flatMap(({ items }) => items).filter(({ text: words }) => /đậm|nghiêng|Tiêu đề/.test(words));
  expect(marked.length).toBeGreaterThan(0);
  for (const item of marked) expect(item.font, item.text).toMatch(/Tinos-Regular$/);
});

test("nothing that was typed becomes a link, a picture, a script or a file", async () => {
  const typed = [...TYPED, ...TYPED.map((one) => `${one} `.repeat(3))];
  const report = sampleReport({ body: typed.map(paragraph), subject: TYPED.join(" "), appendices: [] });
  const found = await readArchive(await renderPdf(report, []));
  expect(found).toMatchObject({ links: [], scripts: null, files: [] });
  for (const operator of [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintFormXObjectBegin]) {
    expect(found.operators.has(operator)).toBe(false);
  }
});

test("a typed paragraph of five pages is printed whole and in order", async () => {
  const words = Array.from({ length: 2600 }, (_, index) => `${index % 97 === 0 ? TYPED[index % 10] : "từ"} ${index}`);
  const typed = words.join(" ");
  const { pages } = await readPdf(await renderPdf(sampleReport({ body: [paragraph(typed)], appendices: [] }), []));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.map(between).join("")).toContain(onPaper(typed));
});

test("marks of the three prints stand in their cells as they were given", async () => {
  const columns = [1, 2, 3, 4, 5].map((weight) => ({ title: `Cột ${weight}`, align: "right", weight }) as const);
  const cells = [
    ...["KPS", "CCSL", "–"].map(text),
    { type: "rate", value: 0, decimals: 2, text: "0,00" } as const,
    { type: "count", value: 0, text: "0" } as const,
  ];
  const table = { columns, rows: [{ bold: false, cells }] };
  const { pages } = await readPdf(
    await renderPdf(sampleReport({ body: [{ type: "table", table }], appendices: [] }), []),
  );
  const row = pages.flatMap(({ items }) => items).filter((item) => item.size === 10 && /Regular/.test(item.font));
  expect(row.map((item) => item.text).slice(0, 5)).toEqual(["KPS", "CCSL", "–", "0,00", "0"]);
});

/** Letters that Tinos lacks, letters whose capitals it lacks (ƛɤʂ), letters that grow in capitals, marks apart from their letters. */
const STRANGE = ` ${"Việt".normalize("NFD")} ê\u0323 ꨀꨁꨂꨃ 漢字 😀👨‍👩‍👧 ƛɤʂ ǰŉΐﬀ \ud800 \ufffe \ue000 \u{10ffff}`;

/** Words that a program reads and no page prints. */
const FIXED = new Set(["type", "align", "state", "form", "dataAsOf"]);

test("no text of a report, wherever it stands, can bring a glyph into the file that the font lacks", async () => {
  const everywhere = Report.parse(
    JSON.parse(JSON.stringify(sampleReport()), (key, value: unknown) =>
      typeof value === "string" && !FIXED.has(key) ? value + STRANGE : value,
    ),
  );
  const bytes = await renderPdf(everywhere, []);
  const glyphs = await printedGlyphs(bytes);
  expect(glyphs.size).toBeGreaterThan(50);
  expect(glyphs.has(0)).toBe(false);
  const all = (await readPdf(bytes)).pages.map(textOf).join("");
  expect(all).toContain("Việt");
  expect(all).toContain("□□□□□□");
});
