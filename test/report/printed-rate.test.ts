import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rateOf } from "../../functions/domain/figures/rate.ts";
import {
  type PrintedRate,
  printedDifference,
  printedEarlier,
  printedLimit,
  printedShare,
} from "../../functions/report/printed-rate.ts";
import { changeText, rateNumber, rateText } from "../../functions/report/wording.ts";

const GROUPED = /^(0|[1-9]\d{0,2}(\.\d{3})*)$/;

/** A printed decimal in units of its last decimal: "1.234,50" is 123450. */
const unitsOf = (text: string): bigint => BigInt(text.replaceAll(".", "").replace(",", ""));
const decimalsOf = (text: string): number => text.length - text.indexOf(",") - 1;

const of = (numerator: number, denominator: number, limits: readonly number[] = [50]) => ({
  numerator,
  denominator,
  limits,
});

const rate = (numerator: number, denominator: number, limits?: readonly number[]): PrintedRate =>
  printedShare(of(numerator, denominator, limits)) ?? { units: 0n, decimals: 0 };

const counts = fc.integer({ min: 0, max: 2_000_000 });
const wholes = fc.integer({ min: 1, max: 2_000_000 });
const limits = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 3 });

describe("a printed rate", () => {
  test("has two decimals with a comma, half up, and thousands in groups", () => {
    expect(rateText(of(744, 3438))).toBe("21,64%");
    expect(rateText(of(1, 800))).toBe("0,13%");
    expect(rateText(of(1_234, 1))).toBe("123.400,00%");
    expect(rateText(of(0, 0))).toBe("–");
  });

  test("has more decimals where two would hide that it misses a threshold, that one is missing or that there is one", () => {
    const texts = (held: readonly number[]) =>
      [of(49_996, 100_000, held), of(4_999_999_999, 10_000_000_000, held), of(50_001, 100_000, held)].map(rateText);
    expect(texts([50])).toEqual(["49,996%", "49,99999999%", "50,00%"]);
    expect(texts([80])).toEqual(["50,00%", "50,00%", "50,00%"]);
    expect(texts([80, 50])).toEqual(texts([50]));
    expect([of(19_999, 20_000), of(20_000, 20_000), of(1, 25_000), of(0, 25_000)].map(rateText)).toEqual([
      "99,995%",
      "100,00%",
      "0,004%",
      "0,00%",
    ]);
    expect([of(33_329, 100_000, [33.33]), of(33_330, 100_000, [33.33])].map(rateText)).toEqual(["33,329%", "33,33%"]);
  });

  test("stands on the same side of every threshold as the exact one, and is no further from it than its last digit", () => {
    fc.assert(
      fc.property(counts, wholes, limits, (numerator, denominator, hundredths) => {
        const held = hundredths.map((limit) => limit / 100);
        const text = rateText(of(numerator, denominator, held)).replace("%", "");
        const scale = 10n ** BigInt(decimalsOf(text));
        expect(text.split(",")[0]).toMatch(GROUPED);
        const [over, under] = [BigInt(numerator) * 100n, BigInt(denominator)];
        const away = 2n * (unitsOf(text) * under - over * scale);
        expect(-under < away && away <= under, text).toBe(true);
        for (const limit of [...hundredths, 10_000].map(BigInt)) {
          expect(unitsOf(text) * 100n >= limit * scale, `${text} ${limit}`).toBe(over * 100n >= limit * under);
        }
        expect(unitsOf(text) > 0n).toBe(numerator > 0);
      }),
    );
  });

  test("is one of the period before like any other, as far as its six decimals tell", () => {
    const texts = [19_815_000n, 4_999n, 99_999_999n, 100_000_000n, 49_999_000n, 999_995_000n].map((earlier) => {
      const known = printedEarlier(earlier, [50]);
      return known === null ? "" : rateNumber(known);
    });
    expect(texts).toEqual(["19,82", "0,005", "99,999999", "100,00", "49,999", "1.000,00"]);
    expect(printedEarlier(null, [50])).toBeNull();
  });
});

describe("a printed difference", () => {
  const earlierRate = (millionths: bigint): PrintedRate =>
    printedEarlier(millionths, [50]) ?? { units: 0n, decimals: 0 };

  test("is percentage points, in words", () => {
    expect(changeText(rate(744, 3438), earlierRate(19_816_662n))).toBe("tăng 1,82 điểm phần trăm");
    expect(changeText(rate(1, 5), earlierRate(21_640_489n))).toBe("giảm 1,64 điểm phần trăm");
    expect(changeText(rate(1, 2), earlierRate(50_000_000n))).toBe("không thay đổi");
  });

  test("is that of the rates as they are printed, not of the exact ones", () => {
    // 71,615 less 69,724 is 1,891; the reader sees 71,62 and 69,72.
    expect(changeText(rate(14_323, 20_000), earlierRate(69_724_000n))).toBe("tăng 1,90 điểm phần trăm");
    expect(changeText(rate(50_004, 100_000), earlierRate(50_000_000n))).toBe("không thay đổi");
    expect(changeText(rate(19_999, 20_000), earlierRate(98_120_000n))).toBe("tăng 1,875 điểm phần trăm");
    expect(changeText(rate(49_996, 100_000), printedLimit(50))).toBe("giảm 0,004 điểm phần trăm");
  });

  test("added to the earlier rate gives the later one, digit by digit", () => {
    fc.assert(
      fc.property(counts, wholes, counts, wholes, limits, (numerator, denominator, earlier, whole, hundredths) => {
        const held = hundredths.map((limit) => limit / 100);
        const now = rate(numerator, denominator, held);
        const then = printedEarlier(rateOf(earlier, whole), held) ?? { units: 0n, decimals: 0 };
        const difference = printedDifference(now, then);
        const [left, right] = [now, then].map((one) => Number(unitsOf(rateNumber(one))) / 10 ** one.decimals);
        const sum = (right ?? 0) + Number(difference.units) / 10 ** difference.decimals;
        expect(sum).toBeCloseTo(left ?? 0, difference.decimals + 1);
        expect(difference.decimals).toBe(Math.max(now.decimals, then.decimals));
      }),
    );
  });
});
