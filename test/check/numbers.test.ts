import { expect, test } from "vitest";
import { agrees, expectedText, marginText } from "../../functions/check/figures/numbers.ts";

const row = (numerator: number, denominator: number, limits: readonly number[] = [50]) =>
  ({ numerator, denominator, limits, unit: "percent", rate: 1_000_000n }) as const;
const share = (numerator: number, denominator: number, limits?: readonly number[]) =>
  ({ type: "share", row: row(numerator, denominator, limits) }) as const;
const earlier = (value: bigint | null, limits: readonly number[] = [50]) => ({ type: "rate", value, limits }) as const;

test.each([
  [744, 3438, "21,64"],
  [1, 8, "12,50"],
  [1, 800, "0,13"],
  [4996, 9993, "49,99"],
  [49996, 100000, "49,996"],
  [499999999, 1000000000, "49,9999999"],
  [50, 100, "50,00"],
  [1234, 100, "1.234,00"],
  [19999, 20000, "99,995"],
  [100_000, 100_000, "100,00"],
  [1, 25_000, "0,004"],
  [0, 25_000, "0,00"],
])("%s of %s is printed as %s", (numerator, denominator, printed) => {
  expect(expectedText(share(numerator, denominator))).toBe(printed);
  expect(agrees(printed, share(numerator, denominator))).toBe(true);
  expect(agrees(`${printed}0`, share(numerator, denominator))).toBe(false);
});

test("a needed rate has two decimals of an exact number of which six decimals are known", () => {
  const accepted = (value: bigint | null) =>
    ["53,60", "53,61", "53,6", "53,605", "–"].filter((text) => agrees(text, { type: "needed", value }));
  expect(accepted(53_604_999n)).toEqual(["53,60"]);
  // 53,6049999 and 53,605 are alike in six decimals.
  expect(accepted(53_605_000n)).toEqual(["53,60", "53,61"]);
  expect(accepted(53_605_001n)).toEqual(["53,61"]);
  expect(accepted(null)).toEqual(["–"]);
  expect(expectedText({ type: "needed", value: 1_200_000_000n })).toBe("1.200,00");
});

test("a rate of figures.csv is rounded half up to two decimals, none is a dash", () => {
  expect(expectedText(earlier(19_815_000n))).toBe("19,82");
  expect(expectedText(earlier(0n))).toBe("0,00");
  expect(agrees("–", earlier(null))).toBe(true);
  expect(agrees("0,00", earlier(null))).toBe(false);
  expect(agrees("0", { type: "count", value: null })).toBe(false);
});

test("a rate has as many decimals as tell it from every threshold above it, from the whole and from nothing", () => {
  const texts = [4_999n, 49_995_000n, 79_999_900n, 99_999_999n].map((rate) => expectedText(earlier(rate, [50, 80])));
  expect(texts).toEqual(["0,005", "49,995", "79,9999", "99,999999"]);
  expect(expectedText(share(33_329, 100_000, [33.33]))).toBe("33,329");
  expect(expectedText(share(33_330, 100_000, [33.33]))).toBe("33,33");
});

test("only numbers in Vietnamese form are numbers", () => {
  const count = { type: "count", value: 21_074 } as const;
  expect(["21.074", "21074", "21,074", "2.1074", "-21.074", "–"].map((printed) => agrees(printed, count))).toEqual([
    true,
    ...Array.from({ length: 5 }, () => false),
  ]);
  const rate = earlier(1_052_350_000n);
  const printed = ["1.052,35", "1052,35", "1.052.35", "1.052,350", "1.052", "1.052,3□"];
  expect(printed.map((text) => agrees(text, rate))).toEqual([true, false, false, false, false, false]);
});

test("why there is no number is told by words or by a dash, and never by zero", () => {
  const none = { numerator: null, denominator: null, rate: null, unit: "percent", limits: [] } as const;
  const accepted = (expected: Parameters<typeof agrees>[1]) =>
    ["–", "KPS", "CCSL", "0", "0,00", ""].filter((text) => agrees(text, expected));
  expect(accepted({ type: "share", row: none })).toEqual(["–", "CCSL"]);
  expect(accepted({ type: "share", row: { ...none, numerator: 0, denominator: 0 } })).toEqual(["–", "KPS"]);
  expect(accepted({ type: "share", row: { ...none, numerator: 5, unit: "count" } })).toEqual(["–"]);
  expect(accepted({ type: "known", value: null })).toEqual(["–", "CCSL"]);
  expect(accepted({ type: "count", value: null })).toEqual(["–"]);
  expect(accepted({ type: "points", now: none, before: 1_000_000n })).toEqual(["–"]);
});

test.each([
  [744, 3438, 19_816_662n, "+1,82"],
  // 71,615 and 69,724: printed as 71,62 and 69,72, which a reader subtracts.
  [14_323, 20_000, 69_724_000n, "+1,90"],
  [14_323, 20_000, 71_624_900n, "0,00"],
  [20, 100, 20_000_000n, "0,00"],
  [19_999, 20_000, 98_120_000n, "+1,875"],
  [1, 2, 49_995_000n, "+0,005"],
  [0, 2, 100_000_000n, "-100,00"],
])("%s of %s after %s is a change of %s points", (numerator, denominator, before, printed) => {
  expect(expectedText({ type: "points", now: row(numerator, denominator), before })).toBe(printed);
});

test.each([
  [50_216, 100_000, "+0,22"],
  [49_996, 100_000, "-0,004"],
  [50_001, 100_000, "0,00"],
  [0, 0, null],
])("%s of %s is %s points from its threshold of 50", (numerator, denominator, printed) => {
  expect(marginText({ ...row(numerator, denominator), threshold: 50 })).toBe(printed);
});
