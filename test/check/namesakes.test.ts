import { expect, test } from "vitest";
import { PublishedFigures } from "../../functions/check/figures/published.ts";
import { tableDifferences } from "../../functions/check/figures/tables.ts";
import type { FigureKey } from "../../functions/report/report.ts";
import { workedExample } from "../helpers/data/answers.ts";
import { composed } from "../helpers/data/composed.ts";

const answers = workedExample();
for (const agency of answers.agencies) {
  if (agency.code === "Z1.X01" || agency.code === "Z1.X02") agency.name = "UBND phường 1";
}
const { composition } = composed(answers, "2023-06", ["brvt-qd-2023"]);
const figures = new PublishedFigures({ figures: composition.figures.rows, scores: [] });

/** What is found in a table that prints these names in rows of these scopes. */
function found(rows: readonly (readonly [printed: string, figure: FigureKey])[]): string[] {
  const placed = rows.map(([printed, figure]) => ({
    row: { bold: false, cells: [], figure },
    page: 1,
    cells: [printed],
  }));
  const table = { columns: [{ title: "Đơn vị", align: "left" as const, weight: 1 }], rows: [] };
  const where = { table, parts: [], rows: placed, firstPage: 1, firstRowPage: 1, breaches: [] };
  return tableDifferences({ part: "Phụ lục I", placed: where }, figures).map(({ expected }) => expected);
}

const first = { scope: "agency", code: "Z1.X01" } as const;
const second = { scope: "agency", code: "Z1.X02" } as const;
const area = { scope: "area", code: "Z1.H01" } as const;

test("namesakes are told apart by what is behind their names, or found", () => {
  expect(
    found([
      ["UBND Phường 1, huyện Đảo Khỉ 1", first],
      ["UBND Phường 1, huyện Đảo Khỉ 2", second],
    ]),
  ).toEqual([]);
  expect(
    found([
      ["UBND Phường 1", first],
      ["UBND Phường 1", second],
    ]),
  ).toEqual(["một tên riêng cho mỗi cơ quan"]);
  expect(found([["UBND Phường 2, huyện Đảo Khỉ 1", first]])).toEqual(["UBND phường 1"]);
});

test("a district with its communes is printed as an area, not as the district's office", () => {
  expect(found([["Địa bàn huyện Đảo Khỉ 1", area]])).toEqual([]);
  expect(found([["Địa bàn huyện Đảo Khỉ 1 (gồm cả cấp xã)", area]])).toEqual([]);
  expect(found([["UBND huyện Đảo Khỉ 1", area]])).toEqual(["UBND huyện Đảo Khỉ 1"]);
  expect(found([["Địa bàn huyện Đảo Khỉ 2", area]])).toEqual(["UBND huyện Đảo Khỉ 1"]);
});
