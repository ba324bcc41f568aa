import { beforeAll, expect, test } from "vitest";
import { mm } from "../../../functions/render/layout.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import {
  dense,
  find,
  type Item,
  lineAt,
  type Page,
  type Pdf,
  readPdf,
  textOf,
} from "../../helpers/documents/read-pdf.ts";
import { FOOTER, sampleAppendices, sampleReport, text } from "../../helpers/documents/sample.ts";

let pdf: Pdf;
let first: Page;

const LABELS = "DỮ LIỆU MÔ PHỎNG - SỐ LIỆU TẠM TÍNH";
const middle = (item: Item): number => item.x + item.width / 2;
const page = (number: number): Page => {
  const found = pdf.pages[number - 1];
  if (found === undefined) throw new Error(`no page ${number}`);
  return found;
};

beforeAll(async () => {
  pdf = await readPdf(await renderPdf(sampleReport(), []));
  first = page(1);
});

test("paper is A4, upright for the text and on its side for wide appendices", () => {
  const sizes = new Set(pdf.pages.map(({ width, height }) => `${width.toFixed(0)}×${height.toFixed(0)}`));
  expect(sizes).toEqual(new Set(["595×842", "842×595"]));
  expect(first.height).toBeGreaterThan(first.width);
});

test("no text stands outside 20, 20, 30 and 15 mm but page numbers and labels above and the footer below", () => {
  expect(pdf.pages.flatMap(({ items }) => items).length).toBeGreaterThan(1000);
  for (const { items, width, height } of pdf.pages) {
    for (const item of items) {
      expect(item.x, item.text).toBeGreaterThanOrEqual(mm(30) - 0.5);
      expect(item.x + item.width, item.text).toBeLessThanOrEqual(width - mm(15) + 0.5);
      if (item.y > height - mm(20)) expect(item).toMatchObject({ text: FOOTER, size: 8 });
      if (item.y < mm(20)) expect(`${LABELS} 1 2 3 4 5 6 7 8 9`, item.text).toContain(item.text.trim());
    }
  }
});

test("every letter is Tinos, embedded", () => {
  const fonts = new Set(pdf.pages.flatMap(({ items }) => items.map((item) => item.font.replace(/^[A-Z]{6}\+/, ""))));
  expect([...fonts].sort()).toEqual(["Tinos-Bold", "Tinos-BoldItalic", "Tinos-Italic", "Tinos-Regular"]);
});

test.each([
  ["UBND TỈNH BÀ RỊA - VŨNG TÀU", 12, "Tinos-Regular", mm(30 + 37.5)],
  ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG", 12, "Tinos-Bold", mm(30 + 37.5)],
  ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Tinos-Bold", mm(30 + 75 + 45)],
  ["Độc lập - Tự do - Hạnh phúc", 13, "Tinos-Bold", mm(30 + 75 + 45)],
  ["BÁO CÁO", 13, "Tinos-Bold", mm(30 + 82.5)],
])("%s: %d pt %s, centred in its block", (words, size, font, centre) => {
  const line = dense(words);
  const y = first.items.find((item) => line.startsWith(dense(item.text)) && item.size === size)?.y ?? 0;
  const items = first.items.filter(
    (item) => Math.abs(item.y - y) < 1 && line.includes(dense(item.text)) && item.size === size,
  );
  expect(dense(items.map((item) => item.text).join(""))).toBe(line);
  expect(items.every((item) => item.font.endsWith(font))).toBe(true);
  const [left, right] = [
    Math.min(...items.map((item) => item.x)),
    Math.max(...items.map((item) => item.x + item.width)),
  ];
  expect((left + right) / 2).toBeCloseTo(centre, -0.5);
});

test("number, place and date stand on one line, blanks to be filled in", () => {
  const number = find(first, "/BC-STTTT");
  expect(lineAt(first, number.y)).toBe("Số: /BC-STTTT Bà Rịa - Vũng Tàu, ngày tháng năm 2023");
  const year = find(first, "năm 2023");
  expect(year).toMatchObject({ size: 13, y: number.y });
  expect(year.font).toMatch(/Tinos-Italic$/);
  expect(year.x).toBeGreaterThanOrEqual(mm(105));
});

test("a place with a long name still keeps the date on one line", async () => {
  const letterhead = { ...sampleReport().letterhead, place: "Thành phố Phan Rang - Tháp Chàm" };
  const other = await readPdf(await renderPdf(sampleReport({ letterhead, appendices: [] }), []));
  const [one] = other.pages;
  if (one === undefined) throw new Error("no page");
  expect(lineAt(one, find(one, "/BC-STTTT").y)).toMatch(/Phan Rang - Tháp Chàm, ngày tháng năm 2023$/);
});

/** The page number is the only text of 14 pt in the top margin. */
const numberOn = ({ items }: Page): string | undefined =>
  items.find((item) => item.y < mm(16) && item.size === 14)?.text;

test("pages are numbered in the top margin, not on page 1, anew in every appendix", () => {
  const numbers = pdf.pages.map((one) => numberOn(one) ?? "");
  const starts = pdf.pages.flatMap((one, index) => (textOf(one).startsWith("Phụlục") ? [index] : []));
  expect(starts).toHaveLength(6);
  const counted = pdf.pages.map((_, index) => index - Math.max(0, ...starts.filter((start) => start <= index)) + 1);
  expect(numbers).toEqual(counted.map((number, index) => (index === 0 ? "" : String(number))));
  const second = page(2).items.find((item) => item.y < mm(16) && item.size === 14);
  expect(second === undefined ? 0 : middle(second)).toBeCloseTo(mm(30 + 82.5), 0);
});

test("labels stand on page 1 and in the top margin of every page", () => {
  for (const { items } of pdf.pages) {
    const top = items.filter((item) => item.y < mm(20) && item.size < 10);
    expect(dense(top.map((item) => item.text).join(""))).toBe(dense(LABELS));
  }
  expect(
    first.items
      .filter((item) => item.size === 13 && item.font.endsWith("Tinos-Bold"))
      .map((item) => dense(item.text))
      .join(""),
  ).toContain(dense("DỮ LIỆU MÔ PHỎNGSỐ LIỆU TẠM TÍNH"));
});

test("several addressees have lines and marks of their own, one stands beside Kính gửi", async () => {
  expect(textOf(first)).toContain(dense("Kính gửi: - Ủy ban nhân dân tỉnh; - Sở Nội vụ."));
  const one = await readPdf(
    await renderPdf(sampleReport({ addressees: ["Ủy ban nhân dân tỉnh"], appendices: [] }), []),
  );
  const [opening] = one.pages;
  if (opening === undefined) throw new Error("no page");
  expect(lineAt(opening, find(opening, "Kính").y)).toBe("Kính gửi: Ủy ban nhân dân tỉnh");
});

test("Nơi nhận and the signer's title are level, and the last sentence stays with them", () => {
  const signed = pdf.pages.find((one) => textOf(one).includes("Nơinhận:"));
  if (signed === undefined) throw new Error("no signature");
  expect(find(signed, "nhận").y).toBeCloseTo(find(signed, "KT.").y, -0.7);
  expect(textOf(signed)).toContain(
    dense("- Như trên; - Ban Giám đốc Sở; - Các sở, ban, ngành; UBND cấp huyện; - Lưu: VT."),
  );
  expect(textOf(signed)).toContain(dense("tháng 6 năm 2023./."));
});

test("no heading is the last line of a page, wherever the pages break", async () => {
  for (let lines = 0; lines < 40; lines += 3) {
    const filler = Array.from({ length: lines }, () => ({ type: "note", text: "Dòng." }) as const);
    const body = [...filler, ...sampleReport().body];
    const { pages } = await readPdf(await renderPdf(sampleReport({ body, appendices: [] }), []));
    expect(pages.length, `${lines} lines`).toBeGreaterThan(1);
    for (const { items, height } of pages) {
      const lowest = Math.max(...items.map((item) => item.y));
      const last = items.filter((item) => Math.abs(item.y - lowest) < 1);
      const cut = lowest > height - mm(45) && last.every((item) => item.font.includes("Bold"));
      expect(cut, last.map((item) => item.text).join(" ")).toBe(false);
    }
  }
});

test("a single appendix has no number", async () => {
  const [one] = sampleAppendices();
  if (one === undefined) throw new Error("no appendices");
  const { pages } = await readPdf(await renderPdf(sampleReport({ appendices: [one] }), []));
  const all = pages.map(textOf).join("");
  expect(all).toContain(dense(`Phụ lục ${one.title} (Kèm theo Báo cáo số /BC-STTTT ngày tháng năm 2023 của Sở`));
});

test("document properties name the report, its issuer, period and the data's instant", () => {
  expect(pdf.info).toMatchObject({
    Title: `BÁO CÁO ${sampleReport().subject}`,
    Author: "Sở Thông tin và Truyền thông",
    Keywords: "ba-ria-vung-tau, 2023-06",
    CreationDate: "D:20230616013000Z",
    ModDate: "D:20230616013000Z",
  });
});

test("a date without an offset is refused", async () => {
  await expect(renderPdf(sampleReport({ dataAsOf: "2023-06-16T08:30:00" }), [])).rejects.toThrow(RangeError);
  await expect(renderPdf(sampleReport({ kind: text("x").text, dataAsOf: "hôm nay" }), [])).rejects.toThrow(RangeError);
});
