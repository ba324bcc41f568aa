import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import type { Slot } from "../../functions/report/outline.ts";
import { slotBlocks } from "../../functions/report/slot.ts";
import { parseSlotFile, slotFile } from "../../functions/report/slot-file.ts";

const outline = loadCatalogue(new URL("../../templates/", import.meta.url)).outline("cntt");
const OFFICE = "Sở Thông tin và Truyền thông";

const slot = (empty: Slot["empty"]): Slot => ({ slot: "chi-dao", label: "", empty });

describe("a slot in print", () => {
  test("an empty one leaves no trace in what is published", () => {
    expect(slotBlocks(slot("dotted"), new Map(), OFFICE, false)).toEqual([]);
  });

  test("an empty one leaves a dotted line in a draft, or no trace", () => {
    expect(slotBlocks(slot("none"), new Map([["chi-dao", " \n\t"]]), OFFICE, true)).toEqual([]);
    expect(slotBlocks(slot("dotted"), new Map(), OFFICE, true)).toEqual([
      { type: "paragraph", text: expect.stringMatching(/^…+\.$/) },
    ]);
  });

  test("lines are paragraphs, dashes are items, and markup is only text", () => {
    const text = "Ban hành Công văn số 12.\r\n\r\n- Kiểm tra <b>05</b> xã\n• Tập huấn {{x}}";
    expect(slotBlocks(slot("none"), new Map([["chi-dao", text]]), OFFICE, true)).toEqual([
      { type: "paragraph", text: "Ban hành Công văn số 12." },
      { type: "list", items: ["Kiểm tra <b>05</b> xã"] },
      { type: "list", items: ["Tập huấn {{x}}"] },
    ]);
  });
});

describe("the file in which people write", () => {
  test("is read back as it was written", () => {
    const texts = new Map([["chi-dao", "Dòng một\n- Dòng hai"]]);
    expect(parseSlotFile(slotFile(outline, texts, "Báo cáo"), outline, "noi-dung.txt")).toEqual([
      { slot: "chi-dao", text: "Dòng một\n- Dòng hai" },
    ]);
  });

  test("may come from Windows and with a byte order mark", () => {
    expect(parseSlotFile("\uFEFF# ghi chú\r\n[ton-tai] Tồn tại\r\nChậm.\r\n", outline, "noi-dung.txt")).toEqual([
      { slot: "ton-tai", text: "Chậm." },
    ]);
  });

  test("may have the bullets of a word processor, which become dashes", () => {
    const file = "[chi-dao]\n\uF0B7\tKiểm tra\n \uF0A7 Tập huấn\n\uF0E0Ban hành\n➢ Rà soát\n";
    const [written] = parseSlotFile(file, outline, "noi-dung.txt");
    expect(written?.text.split("\n")).toEqual(["- Kiểm tra", " - Tập huấn", "- Ban hành", "- Rà soát"]);
    const items = ["Kiểm tra", "Tập huấn", "Ban hành", "Rà soát"].map((item) => ({ type: "list", items: [item] }));
    expect(slotBlocks(slot("none"), new Map([["chi-dao", file.replace("[chi-dao]", "")]]), OFFICE, true)).toEqual(
      items,
    );
  });

  test.each([
    [
      "[chi-dao]\nĐã xong\nBước 1 \uF0E0 bước 2",
      "Tệp noi-dung.txt, dòng 3: ký tự “\uF0E0” (U+F0E0) không có trong phông chữ",
    ],
    [
      "[chi-dao]\nĐã xong ✅",
      "Tệp noi-dung.txt, dòng 2: ký tự “✅” (U+2705) không có trong phông chữ của báo cáo, thay bằng",
    ],
    ["[chi-dau]\nx", "Tệp noi-dung.txt, dòng 1: không có ô chữ [chi-dau]"],
    ["[chi-dao]\nx\n[chi-dao]\ny", "Tệp noi-dung.txt, dòng 3: ô chữ [chi-dao] có hai lần"],
    ["Kính gửi\n[chi-dao]\n", "Tệp noi-dung.txt, dòng 1: chữ đứng trước ô đầu tiên"],
    [`[chi-dao]\n${"x".repeat(200_001)}`, "Tệp noi-dung.txt dài quá 200000 ký tự"],
  ])("%.20s … is refused", (file, message) => {
    expect(() => parseSlotFile(file, outline, "noi-dung.txt")).toThrow(message);
  });
});
