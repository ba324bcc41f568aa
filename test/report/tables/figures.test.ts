import fc from "fast-check";
import { expect, test } from "vitest";
import type { Appendix, Cell } from "../../../functions/report/report.ts";
import { workedExample } from "../../helpers/data/answers.ts";
import { type Composed, composed, onSheet, rowNamed } from "../../helpers/data/composed.ts";
import { disagreements } from "../../helpers/data/figure-places.ts";
import { gappyProvinces } from "../../helpers/data/provinces.ts";
import { filingAppendix, paymentsAppendix, postalAppendix } from "../../helpers/data/tables.ts";

const made = ({ composition }: Composed): Appendix[] => [
  ...filingAppendix(composition),
  ...paymentsAppendix(composition),
  ...postalAppendix(composition),
];

test.each(["2023-06", "2023-Q2", "2023-H1"])(
  "every number that figures.csv has too is the same there, for any counts and gaps (%s)",
  (period) => {
    let compared = 0;
    fc.assert(
      fc.property(gappyProvinces, (answers) => {
        const one = composed(answers, period);
        const { found, wrong } = disagreements(one.composition, made(one));
        compared += found;
        expect(wrong).toEqual([]);
      }),
      { numRuns: 12 },
    );
    expect(compared).toBeGreaterThan(12 * 300);
  },
);

test("dossiers received by the way of filing, their rates and the change since the month before", () => {
  const { composition } = composed(workedExample(), "2023-06", ["brvt-qd-2023"]);
  const table = onSheet(filingAppendix(composition), "Tiep nhan");

  // figures.csv of the worked example: 744 of 3438, 21.640489, the month before 19.820151.
  expect(rowNamed(table, "Toàn tỉnh")).toMatchObject({
    "Hồ sơ tiếp nhận trong kỳ|Tổng số": "3.438",
    "Hồ sơ tiếp nhận trong kỳ|Trực tuyến từ xa": "744",
    "Nộp trực tuyến từ xa|Tỷ lệ (%)": "21,64",
    "Nộp trực tuyến từ xa|± so với tháng trước (điểm %)": "+1,82",
    "|Lượt thiếu số liệu": "1",
  });
});

test("an agency that has sent nothing has no number at all, and one whose counts are zeros has zeros", () => {
  const answers = workedExample();
  const idle = answers.counts.find(({ agency, from }) => agency === "Z1.X05" && from === "2023-05-15");
  if (idle !== undefined) idle.items = [];
  const { composition } = composed(answers, "2023-06");
  const cellsOf = (name: string): string[] =>
    made({ composition, targets: composition.targets }).map((table) =>
      JSON.stringify(Object.values(rowNamed(table, name)).slice(2)),
    );

  expect(cellsOf("UBND xã Nghĩa Thắng 3")).toEqual([
    JSON.stringify(["CCSL", "CCSL", "CCSL", "CCSL", "CCSL", "CCSL", "–", "CCSL", "–", "1"]),
    expect.stringMatching(
      /^\["\d+","\d+","[^"]+","CCSL","CCSL","CCSL","\d+","\d+","[^"]+","CCSL","CCSL","CCSL","CCSL","CCSL","CCSL","1"\]$/,
    ),
    JSON.stringify([...Array.from({ length: 12 }, () => "CCSL"), "1"]),
  ]);
  expect(cellsOf("UBND xã Nghĩa Thắng 5")[0]).toBe(
    JSON.stringify(["0", "0", "0", "0", "0", "KPS", "–", "KPS", "–", "0"]),
  );
});

test("payments are printed only where a programme of the report has a target on them", () => {
  const sheets = (ids: readonly string[]): string[] => {
    const { composition } = composed(workedExample(), "2023-06", ids);
    return paymentsAppendix(composition).map(({ sheet }) => sheet);
  };

  expect(sheets(["brvt-qd-2023"])).toEqual(["Thanh toan"]);
  expect(sheets(["dongnai-kh109-2022"])).toEqual(["Thanh toan"]);
  expect(sheets(["brvt-kh93-2021"])).toEqual([]);
  expect(sheets(["quangtri-cv90-2021"])).toEqual([]);
});

test("a rate just below its target shows it, as in the tables of the targets", () => {
  const answers = workedExample();
  const zero = { openingBacklog: 0, onlineRemote: 0, onlineAssisted: 0, counter: 0, postal: 0, resolvedEarly: 0 };
  for (const answer of answers.counts) {
    if (answer.items === undefined) continue;
    const [first] = answer.items;
    const isOne = answer.agency === "Z1.H01" && answer.from === "2023-05-15";
    answer.items = [{ ...Object(first), ...zero, ...(isOne ? { onlineRemote: 49_999, counter: 50_001 } : {}) }];
  }
  const { composition } = composed(answers, "2023-06", ["brvt-qd-2023"]);
  const table = onSheet(filingAppendix(composition), "Tiep nhan");

  expect(rowNamed(table, "UBND huyện Đảo Khỉ 1")["Nộp trực tuyến từ xa|Tỷ lệ (%)"]).toBe("49,999");
});

const numbersIn = (cells: readonly Cell[]): (number | null)[] =>
  cells.map((cell) => (cell.type === "count" ? cell.value : null));

test("the ways of filing add up to the total, in every line that has counts", () => {
  fc.assert(
    fc.property(gappyProvinces, (answers) => {
      const { composition } = composed(answers, "2023-Q2");
      const { rows } = onSheet(filingAppendix(composition), "Tiep nhan").table;
      const counted = rows.map((row) => numbersIn(row.cells.slice(2, 7))).filter(([total]) => total !== null);
      expect(counted.length).toBeGreaterThan(5);
      for (const [total, ...ways] of counted) {
        expect(ways.reduce((sum: number, way) => sum + (way ?? Number.NaN), 0)).toBe(total);
      }
    }),
    { numRuns: 8 },
  );
});
