import { describe, expect, test } from "vitest";
import { FIGURE_COLUMNS } from "../../functions/domain/figures/columns.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import { changeValueText } from "../../functions/report/text/changes.ts";
import { composed } from "../helpers/documents/reports.ts";

/** In June 2023 the province has 3.737 of 21.074 since January by remote filing: 17,7327… %. */
const asking = (province: number) =>
  composed({
    change: (programme: Programme) => ({
      ...programme,
      targets: programme.targets.slice(0, 1).map((target) => ({ ...target, thresholds: { so: 12.5, province } })),
    }),
  });

const provinceRow = (province: number) =>
  asking(province).figures.find(({ scope, basis }) => scope === "province" && basis === "year");

describe("a threshold with decimals", () => {
  test.each([
    [17.73, "met", 0],
    [17.74, "not-due", 2],
    [17.5, "met", 0],
    [20.25, "not-due", 531],
  ])("of %d %%: %s, %i are missing", (threshold, verdict, shortfall) => {
    expect(provinceRow(threshold)).toMatchObject({ threshold, verdict, shortfall });
  });

  test("is printed with a comma, in sentences and tables", () => {
    const { report, workbook } = asking(17.74);
    const words = JSON.stringify(report);
    expect(words).toContain("Chỉ tiêu tối thiểu: 12,5% (sở, ban, ngành) và 17,74% (toàn tỉnh)");
    expect(words).toContain("thấp hơn 0,01 điểm phần trăm so với mức tối thiểu 17,74%");
    expect(words).toContain('"text":"17,74%"');
    expect(words).not.toMatch(/1[27]\.(5|74)%/);
    expect(JSON.stringify(workbook)).toContain('{"type":"threshold","value":17.74}');
  });

  test("is read back from figures.csv as it was written, and nothing else is taken for one", () => {
    const read = FIGURE_COLUMNS.find(({ field }) => field === "threshold")?.read ?? String;
    expect(["12.5", "0.07", "50", "268", ""].map(read)).toEqual([12.5, 0.07, 50, 268, null]);
    expect(["12,5", "12.50", "12.345", "-1", "1e2"].map(read)).toEqual(["12,5", "12.50", "12.345", "-1", "1e2"]);
  });

  test("is printed with a comma where a revision changes it", () => {
    expect(changeValueText("threshold", "12.5")).toBe("12,5");
    expect(changeValueText("threshold", "1268")).toBe("1.268");
  });
});
