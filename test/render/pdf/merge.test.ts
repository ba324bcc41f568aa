import { beforeAll, expect, test } from "vitest";
import { mergePdfs, type Part } from "../../../functions/render/pdf/merge.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { fontsOf, printedGlyphs, readArchive } from "../../helpers/documents/read-archive.ts";
import { type Pdf, readPdf } from "../../helpers/documents/read-pdf.ts";
import { agencyTable, sampleAppendices, sampleReport } from "../../helpers/documents/sample.ts";

const FIGURES = {
  name: "figures.csv",
  mediaType: "text/csv",
  bytes: new TextEncoder().encode("province\r\nba-ria-vung-tau\r\n"),
  description: "Số liệu",
};

const NAMES = ["Long Điền", "Côn Đảo", "Xuyên Mộc (株)"];
const ABOUT = { title: "Báo cáo các xã thuộc huyện Long Điền", instant: "2023-06-16T08:30:00+07:00" };

let parts: Part[];
let merged: Uint8Array;
let pdf: Pdf;
beforeAll(async () => {
  const table = agencyTable(NAMES, "Xã");
  const appendices = sampleAppendices()
    .slice(1, 2)
    .map((one) => ({ ...one, table }));
  parts = [];
  for (const name of NAMES) {
    const report = sampleReport({ addressees: [`Ủy ban nhân dân xã ${name}`], appendices });
    parts.push({ title: `Xã ${name}`, bytes: await renderPdf(report, [FIGURES]) });
  }
  merged = await mergePdfs(parts, ABOUT);
  pdf = await readPdf(merged);
});

test("every page of every part is there, in order, word for word and place for place", async () => {
  const single = [];
  for (const { bytes } of parts) single.push(...(await readPdf(bytes)).pages);
  const bare = (pages: Pdf["pages"]) =>
    pages.map(({ items, ...page }) => ({
      ...page,
      items: items.map((item) => ({ ...item, font: item.font.replace(/^[A-Z]{6}\+/, "") })),
    }));
  expect(bare(pdf.pages)).toEqual(bare(single));
  expect(new Set(pdf.pages.map(({ width }) => Math.round(width)))).toEqual(new Set([595, 842]));
});

test("the outline has one entry for each part, at its first page", async () => {
  const { outline, files, links } = await readArchive(merged);
  const each = pdf.pages.length / parts.length;
  expect(outline).toEqual(
    parts.map(({ title }, index) => ({ title, page: 1 + index * each, y: 0, count: undefined, items: [] })),
  );
  expect({ files, links }).toEqual({ files: [], links: [] });
});

test("the whole has its own title, the instant as its dates, and the same producer as a part", async () => {
  const part = await readArchive(parts[0]?.bytes ?? new Uint8Array());
  expect(pdf.info).toMatchObject({
    Title: ABOUT.title,
    CreationDate: "D:20230616013000Z",
    ModDate: "D:20230616013000Z",
    Producer: part.info["Producer"],
    Creator: part.info["Creator"],
    Language: "vi",
  });
});

test("equal parts give equal bytes", async () => {
  expect(Buffer.compare(await mergePdfs(parts, ABOUT), merged)).toBe(0);
  const other = await mergePdfs([...parts].reverse(), ABOUT);
  expect(Buffer.compare(other, merged)).not.toBe(0);
});

test("equal subsets of a face are kept once, different ones have different names", async () => {
  const [one] = parts;
  if (one === undefined) throw new Error("no part");
  const single = await fontsOf(one.bytes);
  expect((await fontsOf(await mergePdfs([one, one, one], ABOUT))).files).toBe(single.files);
  const { names, files } = await fontsOf(merged);
  expect(files).toBeLessThan(3 * single.files);
  expect(new Set(names).size).toBe(files);
  expect(names.every((name) => /^[A-Z]{6}\+Tinos-/.test(name))).toBe(true);
  expect((await printedGlyphs(merged)).has(0)).toBe(false);
});

test("a merged file can be a part again", async () => {
  const twice = await mergePdfs([{ title: "Cả huyện", bytes: merged }, ...parts.slice(0, 1)], ABOUT);
  const { outline, pages } = await readArchive(twice);
  expect(outline.map(({ title }) => title)).toEqual(["Cả huyện", "Xã Long Điền"]);
  expect(pages).toBe((pdf.pages.length * 4) / 3);
});

test("nothing to merge, a date without an offset and a file that is no PDF are refused", async () => {
  await expect(mergePdfs([], ABOUT)).rejects.toThrow(RangeError);
  await expect(mergePdfs(parts, { ...ABOUT, instant: "2023-06-16T08:30:00" })).rejects.toThrow(RangeError);
  await expect(mergePdfs([{ title: "x", bytes: new TextEncoder().encode("khác") }], ABOUT)).rejects.toThrow();
});
