import { beforeAll, expect, test } from "vitest";
import { finish } from "../../../functions/render/pdf/archive.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { hostileReport } from "../../helpers/documents/hostile.ts";
import { associatedFiles, type Bookmark, readArchive } from "../../helpers/documents/read-archive.ts";
import { dense, readPdf } from "../../helpers/documents/read-pdf.ts";
import { sampleReport } from "../../helpers/documents/sample.ts";

const FIGURES = {
  name: "figures.csv",
  mediaType: "text/csv",
  bytes: new TextEncoder().encode("\ufeffprovince,name\r\nba-ria-vung-tau,Sở Nội vụ\r\n"),
  description: "Số liệu của báo cáo",
};

let bytes: Uint8Array;
let archive: Awaited<ReturnType<typeof readArchive>>;
beforeAll(async () => {
  bytes = await renderPdf(sampleReport(), [FIGURES]);
  archive = await readArchive(bytes);
});

test("the file of figures is inside, byte for byte, with what it is", () => {
  expect(archive.files.map(({ name, description }) => [name, description])).toEqual([
    ["figures.csv", "Số liệu của báo cáo"],
  ]);
  expect(archive.files[0]?.bytes).toEqual(FIGURES.bytes);
});

test("the file belongs to the document as its data, with the dates of the data", async () => {
  expect(await associatedFiles(bytes)).toEqual([
    {
      relationship: "/Data",
      mediaType: "text/csv",
      created: "(D:20230616013000Z)",
      modified: "(D:20230616013000Z)",
      size: String(FIGURES.bytes.length),
    },
  ]);
});

test("a document without files has none, and one with two has both", async () => {
  const bare = await renderPdf(sampleReport({ appendices: [] }), []);
  expect(await associatedFiles(bare)).toEqual([]);
  const both = await renderPdf(sampleReport({ appendices: [] }), [FIGURES, { ...FIGURES, name: "quality.csv" }]);
  expect((await readArchive(both)).files.map(({ name }) => name)).toEqual(["figures.csv", "quality.csv"]);
});

test("equal files give equal bytes, another file gives others", async () => {
  const same = { ...FIGURES, bytes: new Uint8Array(FIGURES.bytes) };
  const other = { ...FIGURES, bytes: new TextEncoder().encode("province\r\n") };
  expect(Buffer.compare(await renderPdf(sampleReport(), [same]), bytes)).toBe(0);
  expect(Buffer.compare(await renderPdf(sampleReport(), [other]), bytes)).not.toBe(0);
});

test("the properties have the archive's names, and nothing that a draft does not know", () => {
  expect(Object.fromEntries(archive.info.Custom ?? [])).toEqual({
    OrganName: "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
    CodeNotation: "BC-STTTT",
    "SignerInfo.Position": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
    PageAmount: String(archive.pages),
  });
});

test("the XMP packet says what the properties say, and makes no claim to be PDF/A", async () => {
  const { xmp, info } = archive;
  expect(xmp?.get("dc:title")).toBe(info["Title"]);
  expect(xmp?.get("dc:creator")).toEqual([info["Author"]]);
  expect(xmp?.get("dc:description")).toBe(info["Subject"]);
  expect(xmp?.get("dc:language")).toBe("vi");
  expect(xmp?.get("pdf:keywords")).toBe("ba-ria-vung-tau, 2023-06");
  expect(xmp?.get("pdf:producer")).toBe(info["Producer"]);
  for (const name of ["xmp:createdate", "xmp:modifydate"]) expect(xmp?.get(name)).toBe("2023-06-16T01:30:00Z");
  for (const [name, value] of info.Custom ?? []) expect(xmp?.get(`nd30:${name.toLowerCase()}`)).toBe(value);
  expect(Buffer.from(bytes).toString("latin1")).not.toContain("pdfaid");
});

test("the packet keeps its form whatever the words hold", async () => {
  const subject = `Số <b>"A & B"</b> ]]> &lt; \u0000\ufffe ${"株式会社 😀"}`;
  const { xmp, info } = await readArchive(await renderPdf(sampleReport({ subject, appendices: [] }), []));
  const kept = `Số <b>"A & B"</b> ]]> &lt;  株式会社 😀`;
  expect(xmp?.get("dc:title")).toBe(`BÁO CÁO ${kept}`);
  expect(String(info["Title"]).replace("\ufffe", "")).toBe(`BÁO CÁO ${kept}`);
  const hostile = await readArchive(await renderPdf(hostileReport(), []));
  expect(hostile.xmp?.get("dc:format")).toBe("application/pdf");
  expect(hostile.xmp?.get("nd30:pageamount")).toBe(String(hostile.pages));
});

const titles = (items: readonly Bookmark[]): unknown[] =>
  items.map(({ title, items: below }) => (below.length === 0 ? title : [title, titles(below)]));

test("the outline has Mục, khoản and appendices in reading order, closed, and opens no panel", () => {
  expect(titles(archive.outline)).toEqual([
    "I. TÌNH HÌNH CHỈ ĐẠO, TRIỂN KHAI",
    [
      "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
      ["1. Hồ sơ trực tuyến", "2. Thanh toán trực tuyến", "3. Dịch vụ bưu chính công ích"],
    ],
    "III. KIẾN NGHỊ, ĐỀ XUẤT",
    "Phụ lục I. TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
    "Phụ lục II. KẾT QUẢ CỦA CÁC SỞ, BAN, NGÀNH",
    "Phụ lục III. KẾT QUẢ CỦA ỦY BAN NHÂN DÂN CẤP HUYỆN",
    "Phụ lục IV. KẾT QUẢ CỦA ỦY BAN NHÂN DÂN CẤP XÃ",
    "Phụ lục V. TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "Phụ lục VI. CHẤT LƯỢNG SỐ LIỆU",
  ]);
  expect(archive.outline.map(({ count }) => count ?? 0)).toEqual([0, -3, 0, 0, 0, 0, 0, 0, 0]);
  expect(archive.pageMode).toBe("UseNone");
});

test("every entry of the outline leads to the line that it names", async () => {
  const { pages } = await readPdf(bytes);
  const flat = (items: readonly Bookmark[]): Bookmark[] => items.flatMap((item) => [item, ...flat(item.items)]);
  const entries = flat(archive.outline);
  expect(entries).toHaveLength(12);
  for (const { title, page, y } of entries) {
    const near = pages[page - 1]?.items.filter((item) => item.y > y && item.y < y + 60) ?? [];
    const words = dense(near.map((item) => item.text).join(""));
    expect(words, title).toContain(dense(title.replace(/^(Phụ lục [IVX]+)\. /, "$1")).slice(0, 20));
  }
});

test("a khoản before any Mục, empty and strange headings: none is lost or misplaced", async () => {
  const heading = (level: 1 | 2 | 3, text: string) => ({ type: "heading", level, text }) as const;
  const body = [heading(2, "1. Trước"), heading(1, "\u0000"), heading(1, "I. 株 (x) \\ 😀"), heading(2, "2. Sau")];
  const closing = { type: "paragraph", text: "Trên đây là báo cáo./." } as const;
  for (const blocks of [body, [...body, heading(3, "a) Điểm"), closing]]) {
    const file = await renderPdf(sampleReport({ body: blocks, appendices: [] }), []);
    expect(titles((await readArchive(file)).outline)).toEqual(["1. Trước", ["I. 株 (x) \\ 😀", ["2. Sau"]]]);
  }
});

test("a letter without a glyph that came past the check of the texts stops the document", async () => {
  const pdfmake = (await import("pdfmake")).default;
  await renderPdf(sampleReport({ appendices: [] }), []);
  const laidOut = (text: string) =>
    pdfmake.createPdf({ content: [text], defaultStyle: { font: "Tinos" }, info: { creationDate: new Date(0) } });
  const instant = new Date("2023-06-16T01:30:00Z");
  const sound = await laidOut("Long Điền").getStream();
  const lacking = await laidOut("Tên 株式会社").getStream();
  expect(() => finish(sound, instant, [])).not.toThrow();
  expect(() => finish(lacking, instant, [])).toThrow(/株/);
});

test("the language is Vietnamese", () => {
  expect(archive.info["Language"]).toBe("vi");
});
