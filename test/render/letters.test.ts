import { expect, test } from "vitest";
import { inFont } from "../../functions/render/fonts.ts";
import { lackingLetter, withDashes } from "../../functions/report/letters.ts";

test("the letters that are refused where texts are entered are those that the font would print as a box", () => {
  const differing: string[] = [];
  for (let point = 0x20; point < 0x20_000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const letter = String.fromCodePoint(point).normalize("NFC");
    const isBox = inFont(letter).includes("□") && !letter.includes("□");
    if ((lackingLetter(letter) !== null) !== isBox) differing.push(`U+${point.toString(16)}`);
  }
  expect(differing).toEqual([]);
});

test("every Vietnamese letter is there, in either form", () => {
  const text = "Ắ ằ ẳ ẵ ặ Ỗ ữ Đ đ Ơ ơ Ư ư ₫ – — … “ ” • ≥ ±";
  expect([lackingLetter(text), lackingLetter(text.normalize("NFD"))]).toEqual([null, null]);
});

test("a pasted bullet is one only where a line begins", () => {
  expect(withDashes("a\n\uF0B7b\n  \uF0A7\tc \uF0E0 d\n✓ e\n✓f")).toBe("a\n- b\n  - c \uF0E0 d\n- e\n✓f");
});
