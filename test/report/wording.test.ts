import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countText, fewText, listText, sizeText, titleText } from "../../functions/report/wording.ts";

const counts = fc.maxSafeNat();
const GROUPED = /^(0|[1-9]\d{0,2}(\.\d{3})*)$/;

/** A printed decimal in units of its last decimal: "1.234,50" is 123450. */
const unitsOf = (text: string): bigint => BigInt(text.replaceAll(".", "").replace(",", ""));

describe("a count", () => {
  test("has its digits in threes", () => {
    fc.assert(
      fc.property(counts, (count) => {
        expect(countText(count)).toMatch(GROUPED);
        expect(unitsOf(countText(count))).toBe(BigInt(count));
      }),
    );
  });

  test("of agencies has a leading zero below 10", () => {
    expect([0, 2, 9, 10, 124, 1240].map(fewText)).toEqual(["00", "02", "09", "10", "124", "1.240"]);
  });
});

test("a list has commas, and “và” before its last item", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listText)).toEqual(["", "a", "a và b", "a, b và c"]);
  const items = fc.array(
    fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/, | và /g, "")),
    { minLength: 2 },
  );
  fc.assert(
    fc.property(items, (names) => {
      const places = names.reduce((sum, name) => sum + name.length, 0);
      const text = listText(names);
      expect(text.length).toBe(places + 2 * (names.length - 2) + " và ".length);
      expect(text.startsWith(names.slice(0, -1).join(", "))).toBe(true);
      expect(text.endsWith(` và ${names.at(-1)}`)).toBe(true);
    }),
  );
});

test.each([
  [0, "0 byte"],
  [1023, "1023 byte"],
  [1024, "1 KB"],
  [354_000, "346 KB"],
  [1024 * 1023.4, "1.023 KB"],
  [1024 * 1023.6, "1 MB"],
  [1_300_000, "1,2 MB"],
  [52_428_800, "50 MB"],
])("a size of %d bytes is %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

test("a title in capitals keeps those of proper names within a sentence", () => {
  expect(titleText("KẾT QUẢ TẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG CỦA UBND")).toBe(
    "Kết quả tại Trung tâm Phục vụ hành chính công của UBND",
  );
});
