import { expect, test } from "vitest";
import { printedTargets } from "../../functions/check/figure-rows.ts";
import { agrees, decimalOf, expectedText, wholeOf } from "../../functions/check/numbers.ts";

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
  expect(["21.074", "999", "1.000.000"].map(wholeOf)).toEqual(["21074", "999", "1000000"]);
  expect(["21074", "21,074", "2.1074", "", "–", "-1"].map(wholeOf)).toEqual(Array.from({ length: 6 }, () => undefined));
  expect(decimalOf("1.052,35")).toEqual({ digits: 105235n, decimals: 2 });
  expect(["52.35", "52", "1052,35", "52,"].map(decimalOf)).toEqual([undefined, undefined, undefined, undefined]);
});

test("targets that programmes set alike may be printed once or each for itself", () => {
  const row = (programme: string, target: string, numerator: string) => ({
    programme,
    target,
    scope: "province",
    numerator,
  });
  const figures = [row("a", "x", "1"), row("a", "y", "2"), row("b", "x", "1"), row("b", "z", "3")];
  const numbers = (count: number) =>
    printedTargets(figures, count).map((list) => list.map(({ rows }) => rows[0]?.["numerator"]).join(""));
  expect(numbers(3)).toEqual(["123"]);
  expect(numbers(4)).toEqual(["1213"]);
  expect(numbers(2)).toEqual([]);
});
