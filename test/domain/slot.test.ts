import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue.ts";
import type { Slot } from "../../functions/domain/outline.ts";
import { slotBlocks } from "../../functions/domain/slot.ts";
import { parseSlotFile, slotFile } from "../../functions/domain/slot-file.ts";

const outline = loadCatalogue(new URL("../../templates/", import.meta.url)).outline("cntt");
const slot = (empty: Slot["empty"]): Slot => ({ slot: "chi-dao", label: "", empty });

describe("a slot in print", () => {
  test("an empty one leaves a dotted line or no trace", () => {
    expect(slotBlocks(slot("none"), new Map([["chi-dao", " \n\t"]]))).toEqual([]);
    expect(slotBlocks(slot("dotted"), new Map())).toEqual([
      { type: "paragraph", text: expect.stringMatching(/^…+\.$/) },
    ]);
  });

  test("lines are paragraphs, dashes are items, and markup is only text", () => {
    const text = "Ban hành Công văn số 12.\r\n\r\n- Kiểm tra <b>05</b> xã\n• Tập huấn {{x}}";
    expect(slotBlocks(slot("none"), new Map([["chi-dao", text]]))).toEqual([
      { type: "paragraph", text: "Ban hành Công văn số 12." },
      { type: "list", items: ["Kiểm tra <b>05</b> xã"] },
      { type: "list", items: ["Tập huấn {{x}}"] },
    ]);
  });
});

describe("the file in which people write", () => {
  test("is read back as it was written", () => {
    const texts = new Map([["chi-dao", "Dòng một\n- Dòng hai"]]);
    expect(parseSlotFile(slotFile(outline, texts, "Báo cáo"), outline)).toEqual([
      { slot: "chi-dao", text: "Dòng một\n- Dòng hai" },
    ]);
  });

  test("may come from Windows and with a byte order mark", () => {
    expect(parseSlotFile("\uFEFF# ghi chú\r\n[ton-tai] Tồn tại\r\nChậm.\r\n", outline)).toEqual([
      { slot: "ton-tai", text: "Chậm." },
    ]);
  });

  test.each([
    ["[chi-dau]\nx", "Dòng 1: không có ô chữ [chi-dau]"],
    ["[chi-dao]\nx\n[chi-dao]\ny", "Dòng 3: ô chữ [chi-dao] có hai lần"],
    ["Kính gửi\n[chi-dao]\n", "Dòng 1: chữ đứng trước ô đầu tiên"],
    [`[chi-dao]\n${"x".repeat(200_001)}`, "Tệp dài quá 200000 ký tự"],
  ])("%.20s … is refused", (file, message) => {
    expect(() => parseSlotFile(file, outline)).toThrow(message);
  });
});
