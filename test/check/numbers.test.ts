import { expect, test } from "vitest";
import { agrees, expectedText } from "../../functions/check/numbers.ts";

const share = (numerator: string, denominator: string, threshold = "50") =>
  ({ type: "share", row: { numerator, denominator, threshold, unit: "percent", rate: "1.000000" } }) as const;

test.each([
  ["744", "3438", "21,64"],
  ["1", "8", "12,50"],
  ["1", "800", "0,13"],
  ["4996", "9993", "49,99"],
  ["49996", "100000", "49,996"],
  ["499999999", "1000000000", "49,9999999"],
  ["50", "100", "50,00"],
  ["1234", "100", "1.234,00"],
])("%s of %s is printed as %s", (numerator, denominator, printed) => {
  expect(expectedText(share(numerator, denominator))).toBe(printed);
  expect(agrees(printed, share(numerator, denominator))).toBe(true);
  expect(agrees(`${printed}0`, share(numerator, denominator))).toBe(false);
});

test("a rate of figures.csv is rounded half up to two decimals, none is a dash", () => {
  expect(expectedText({ type: "rate", value: "19.815000" })).toBe("19,82");
  expect(expectedText({ type: "rate", value: "0.004999" })).toBe("0,00");
  expect(agrees("–", { type: "rate", value: "" })).toBe(true);
  expect(agrees("0,00", { type: "rate", value: "" })).toBe(false);
  expect(agrees("0", { type: "count", value: "" })).toBe(false);
});

test("only numbers in Vietnamese form are numbers", () => {
  const count = { type: "count", value: "21074" } as const;
  expect(["21.074", "21074", "21,074", "2.1074", "-21.074", "–"].map((printed) => agrees(printed, count))).toEqual([
    true,
    ...Array.from({ length: 5 }, () => false),
  ]);
  const rate = { type: "rate", value: "1052.350000" } as const;
  const printed = ["1.052,35", "1052,35", "1.052.35", "1.052,350", "1.052", "1.052,3□"];
  expect(printed.map((text) => agrees(text, rate))).toEqual([true, false, false, false, false, false]);
});

test("why there is no number is told by words or by a dash, and never by zero", () => {
  const row = { numerator: "", denominator: "", rate: "", unit: "percent", threshold: "" };
  const accepted = (expected: Parameters<typeof agrees>[1]) =>
    ["–", "KPS", "CCSL", "0", "0,00", ""].filter((text) => agrees(text, expected));
  expect(accepted({ type: "share", row })).toEqual(["–", "CCSL"]);
  expect(accepted({ type: "share", row: { ...row, numerator: "0", denominator: "0" } })).toEqual(["–", "KPS"]);
  expect(accepted({ type: "share", row: {} })).toEqual(["–"]);
  expect(accepted({ type: "known", value: "" })).toEqual(["–", "CCSL"]);
  expect(accepted({ type: "count", value: "" })).toEqual(["–"]);
  expect(accepted({ type: "points", now: "", before: "1.000000" })).toEqual(["–"]);
});

test.each([
  ["21.640489", "19.816662", "+1,82"],
  ["19.816662", "21.640489", "-1,82"],
  ["20.000000", "20.000000", "0,00"],
  ["20.000001", "20.000000", "+0,000001"],
  ["20.004999", "20.000000", "+0,004999"],
  ["20.005000", "20.000000", "+0,01"],
])("%s after %s is a change of %s points", (now, before, printed) => {
  expect(expectedText({ type: "points", now, before })).toBe(printed);
});
