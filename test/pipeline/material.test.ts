import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { materialJson, materialOf } from "../../functions/pipeline/support/material.ts";
import { copyOfTemplates, rewrite, TEMPLATES } from "../helpers/catalogue/templates.ts";

const QD = "programmes/brvt-qd-2023.json";

/** What a report of the decision of 2023 is made from, with templates of this folder. */
const madeFrom = (root: string, programmes: readonly string[] = ["brvt-qd-2023"]): string =>
  JSON.stringify(materialJson(materialOf(loadCatalogue(root), "ba-ria-vung-tau", programmes, programmes, "2023-06")));

describe("what a report is made from", () => {
  test("is the same for the same files, wherever they lie and however the programmes are listed", () => {
    const both = ["brvt-kh92-2021", "brvt-kh93-2021"];
    expect(madeFrom(copyOfTemplates())).toBe(madeFrom(TEMPLATES));
    expect(madeFrom(TEMPLATES, [...both].reverse())).toBe(madeFrom(TEMPLATES, both));
  });

  test.each([
    ["the province", "provinces/ba-ria-vung-tau.json", "trước ngày 15 hằng tháng", "trước ngày 16 hằng tháng"],
    ["what provinces have in common", "default/province.json", '"symbol": "STTTT"', '"symbol": "SKHCN"'],
    ["the programme", QD, '"so": 50', '"so": 51'],
    ["an indicator", "indicators.json", "Tỷ lệ hồ sơ nộp trực tuyến", "Tỷ lệ nộp trực tuyến"],
    ["a duty under the programme", "reports/ba-ria-vung-tau-cntt.json", "Điều 3.2", "Điều 3.2 gạch 5"],
    ["an outline", "outlines/cntt.json", '"TÌNH HÌNH CHỈ ĐẠO, TRIỂN KHAI"', '"TÌNH HÌNH TRIỂN KHAI"'],
  ])("changes with %s", (_, file, find, put) => {
    const root = copyOfTemplates();
    rewrite(root, file, find, put);
    expect(madeFrom(root)).not.toBe(madeFrom(TEMPLATES));
  });

  test.each([
    ["another province's file", "provinces/dong-nai.json", "UBND các huyện", "UBND huyện"],
    ["a programme that is not named", "programmes/brvt-kh92-2021.json", '"so": 5,', '"so": 6,'],
    [
      "an indicator that it does not need",
      "indicators.json",
      "DVCTT được thiết kế, thiết kế lại",
      "DVCTT được thiết kế lại",
    ],
    ["the layout of a file", QD, /\n/g, "\r\n"],
  ])("does not change with %s", (_, file, find, put) => {
    const root = copyOfTemplates();
    rewrite(root, file, find, put);
    expect(madeFrom(root)).toBe(madeFrom(TEMPLATES));
  });

  test("does not change with letters whose tones an editor keeps apart", () => {
    const root = copyOfTemplates();
    writeFileSync(join(root, QD), readFileSync(join(root, QD), "utf8").normalize("NFD"));
    expect(madeFrom(root)).toBe(madeFrom(TEMPLATES));
  });
});
