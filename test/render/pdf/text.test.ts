import { expect, test } from "vitest";
import { inFont, tinos, widthOf } from "../../../functions/render/fonts.ts";
import { mm } from "../../../functions/render/layout.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { listed, printable } from "../../../functions/render/text.ts";
import { justified, linesIn } from "../../../functions/render/words.ts";
import { roman } from "../../../functions/report/wording.ts";
import { hostileReport } from "../../helpers/documents/hostile.ts";
import { dense, readPdf, textOf } from "../../helpers/documents/read-pdf.ts";
import { sampleReport } from "../../helpers/documents/sample.ts";

const VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

test("the four faces hold every Vietnamese letter and the signs of reports", () => {
  const faces = Object.values(tinos());
  expect(faces).toHaveLength(4);
  for (const { parsed } of faces) {
    for (const letter of `${VIETNAMESE}${VIETNAMESE.toUpperCase()}₫–—…“”‘’%□0123456789()[]/-;:.,`) {
      expect(parsed.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0), letter).toBe(true);
    }
  }
});

test("the four faces lack the same letters, so that one look-up answers for all", () => {
  const [first, ...others] = Object.values(tinos()).map(({ parsed }) =>
    parsed.characterSet.filter((code) => parsed.hasGlyphForCodePoint(code)).join(),
  );
  expect(others).toEqual([first, first, first]);
});

test.each([
  ["Long Điền".normalize("NFD"), "Long Điền"],
  ["a\u200bb\u00adc\u0007d\ufeff", "abcd"],
  ["a\tb\nc\u2003d\u3000e", "a b c d e"],
  ["株✓😀 x", "□□□ x"],
  ["\ud800x", "x"],
  ["ngày     tháng\u00a0\u00a0năm", "ngày     tháng\u00a0\u00a0năm"],
])("%j prints as %j", (given, printed) => {
  expect(inFont(given)).toBe(printed);
});

test("widths are those of Times New Roman (domain.md: the Quốc hiệu at 12 pt bold is 88 mm)", () => {
  expect(widthOf("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 12) / mm(1)).toBeCloseTo(88, 0);
  expect(widthOf("Độc lập - Tự do - Hạnh phúc", "bold", 13) / mm(1)).toBeCloseTo(56, 0);
});

test("a word is printed exactly as wide as it was measured, without kerning", async () => {
  const word = "AVATAR.To.Tỷ.LVÀ.fi";
  const report = sampleReport({ basis: [], body: [{ type: "paragraph", text: word }], appendices: [] });
  const { pages } = await readPdf(await renderPdf(report, []));
  const printed = pages.flatMap(({ items }) => items).find(({ text }) => text === word);
  expect(printed?.width).toBeCloseTo(widthOf(word, "regular", printed?.size ?? 0), 2);
});

test("lines are counted as they are broken", () => {
  const word = widthOf("từ", "regular", 10);
  expect(linesIn("từ từ từ từ", "regular", 10, word * 2.5 + 2)).toBe(2);
  expect(linesIn("", "regular", 10, 50)).toBe(1);
  expect(linesIn("ttttttttt", "regular", 10, widthOf("ttt", "regular", 10))).toBe(3);
});

test("marks of lists, Roman numbers", () => {
  expect(listed(["a;", "b.", " c "])).toEqual(["a;", "b;", "c."]);
  expect(listed([])).toEqual([]);
  expect([1, 4, 9, 14, 40].map(roman)).toEqual(["I", "IV", "IX", "XIV", "XL"]);
  expect(printable("\r\n")).toBe("  ");
});

test("justified lines spread over spaces only: the parts of 09/2019/NĐ-CP stay together", async () => {
  const sentence = `Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ, ${"tiếp theo ".repeat(30)}`;
  const { pages } = await readPdf(
    await renderPdf(sampleReport({ basis: [], body: [{ type: "paragraph", text: sentence }], appendices: [] }), []),
  );
  const words = pages[0]?.items.map((item) => item.text) ?? [];
  expect(words.some((word) => word.includes("09/2019/NĐ-CP"))).toBe(true);
  expect(justified("số 09/2019/NĐ-CP ngày 24", "regular", 14, 400)).toEqual([
    { text: "số " },
    { text: "09/2019/NĐ-CP ", noWrap: true },
    { text: "ngày 24" },
  ]);
  expect(justified("Tỷ lệ 61,52% (tăng), còn lại.", "regular", 14, 400)).toBe("Tỷ lệ 61,52% (tăng), còn lại.");
});

test("a hostile report prints no word of the machine, stays within the page and marks letters that are missing", async () => {
  const { pages } = await readPdf(await renderPdf(hostileReport(), []));
  const all = pages.map(textOf).join("");
  expect(all).not.toMatch(/undefined|NaN|null|Infinity|\[object/);
  expect(all).toContain("□□□□Tên□□");
  expect(all).toContain(dense(`Sở <b>A&B</b> "Một" 'Hai' & Co`));
  expect(all).toContain(dense("Trungtâm hành chính"));
  expect(all).toContain("XãLongĐiền");
  expect(all).not.toMatch(/[\u0300-\u036f\p{Cc}\p{Cf}]/u);
  for (const { items, width, height } of pages) {
    for (const item of items) {
      expect(item.x, item.text).toBeGreaterThanOrEqual(mm(30) - 0.5);
      expect(item.x + item.width, item.text).toBeLessThanOrEqual(width - mm(15) + 0.5);
      expect(item.y, item.text).toBeLessThanOrEqual(height - (item.size === 8 ? mm(10) : mm(20)));
    }
  }
});

test("an empty report has its form and nothing else", async () => {
  const provenance = { lines: [], footer: "", verification: null };
  const bare = {
    addressees: [],
    basis: [],
    labels: [],
    body: [],
    recipients: [],
    appendices: [],
    signerName: "",
    provenance,
  };
  const { pages } = await readPdf(await renderPdf(sampleReport(bare), []));
  expect(pages).toHaveLength(1);
  expect(pages.map(textOf).join("")).toMatch(/Nơinhận:-Lưu:VT\.KT\.GIÁMĐỐCPHÓGIÁMĐỐC$/);
});

const COUNTED = Array.from({ length: 900 }, (_, index) => `từ${index}`);
const LONG = COUNTED.join(" ");

test("headings, last paragraphs and table headers taller than a page are broken and not lost", async () => {
  const body = [
    { type: "heading", level: 1, text: `Đầu ${LONG}` },
    { type: "paragraph", text: `Cuối ${LONG}` },
  ] as const;
  const columns = [{ title: `${LONG} ${LONG} ${LONG}`, align: "left", weight: 1 }] as const;
  const table = { columns, rows: [{ bold: false, cells: [{ type: "text", text: "ô duy nhất" }] }] } as const;
  const appendix = { title: "DÀI", sheet: "Dai", landscape: true, table, notes: [] };
  const { pages } = await readPdf(await renderPdf(sampleReport({ body, appendices: [appendix] }), []));
  const words = pages.flatMap(({ items }) => items.flatMap((item) => item.text.trim().split(" ")));
  for (const word of COUNTED) expect(words.filter((one) => one === word)).toHaveLength(5);
  expect(pages.map(textOf).join("")).toContain(dense("ô duy nhất"));
});

test("more recipients than fit on a page are all printed", async () => {
  const recipients = Array.from({ length: 90 }, (_, index) => `Cơ quan nhận số ${index}`);
  const { pages } = await readPdf(await renderPdf(sampleReport({ recipients, appendices: [] }), []));
  const all = pages.map(textOf).join("");
  for (const name of recipients) expect(all).toContain(dense(`- ${name};`));
});
