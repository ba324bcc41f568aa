import type { ChartOf, Mark, Series } from "../../../functions/report/chart.ts";
import type { Report } from "../../../functions/report/report.ts";
import { HUYEN, SO } from "./agency-names.ts";
import { sampleReport } from "./sample.ts";

export const MONTHS: readonly string[] = [
  "7/2022",
  "8/2022",
  "9/2022",
  "10/2022",
  "11/2022",
  "12/2022",
  "01/2023",
  "02/2023",
  "3/2023",
  "4/2023",
  "5/2023",
  "6/2023",
];

const series = (name: string, values: Series["values"], text: string): Series => ({ name, values, text });

/** Rates that rise a little from month to month. */
const rising = (first: number, step: number): number[] => MONTHS.map((_, month) => first + step * month + (month % 3));

/** Four lines, two of them with gaps: one in the middle, one before the first month that was collected. */
export const trend: ChartOf<"trend"> = {
  type: "trend",
  title: "Tỷ lệ của từng tháng (%)",
  months: MONTHS,
  series: [
    series("Hồ sơ nộp trực tuyến từ xa", rising(20, 2), "44,00% (giao 50%)"),
    series(
      "Hồ sơ nộp trực tuyến",
      rising(24, 2).map((value, month) => (month === 4 || month === 5 ? null : value)),
      "48,00% (giao 100%)",
    ),
    series(
      "TTHC có yêu cầu nghĩa vụ tài chính được triển khai thanh toán trực tuyến",
      rising(60, 1).map((value, month) => (month < 8 ? null : value)),
      "73,00% (giao 60%)",
    ),
    series("Hồ sơ có phát sinh giao dịch thanh toán trực tuyến", rising(19, 2), "không phát sinh"),
  ],
  thresholds: [
    { name: "Mức tối thiểu 50%", value: 50 },
    { name: "Mức phấn đấu 100%", value: 100 },
  ],
};

const MARKS: readonly Mark[] = [
  "met",
  "met",
  "not-due",
  "not-due",
  "not-due",
  "not-assessed",
  "no-activity",
  "no-data",
];

/** A bar for each name: those at the end without a rate. */
export function barsOf(names: readonly string[]): ChartOf<"bars"> {
  const bars = names.map((name, index) => {
    const mark = MARKS[Math.floor((index * MARKS.length) / names.length)] ?? "met";
    if (mark === "no-activity") return { name, value: null, mark, text: "không phát sinh" };
    if (mark === "no-data") return { name, value: null, mark, text: "chưa có số liệu" };
    const value = 80 - (index * 60) / names.length;
    return { name, value, mark, text: `${value.toFixed(2).replace(".", ",")}%` };
  });
  return {
    type: "bars",
    title: "Tỷ lệ lũy kế từ đầu năm đến ngày 14/6/2023 (%)",
    threshold: { name: "Mức tối thiểu 50%", value: 50 },
    key: [
      { mark: "met", text: "Đạt" },
      { mark: "not-due", text: "Chưa đạt (chưa đến hạn)" },
      { mark: "not-assessed", text: "Không đánh giá" },
    ],
    bars,
  };
}

export const bars = barsOf(SO);

/** The threshold lies within a band. */
export const distribution: ChartOf<"distribution"> = {
  type: "distribution",
  title: "Số đơn vị theo tỷ lệ lũy kế từ đầu năm đến ngày 14/6/2023, mỗi cột là một khoảng 10%",
  threshold: { name: "Mức tối thiểu 35%", value: 35 },
  key: [
    { mark: "met", text: "Đạt" },
    { mark: "not-met", text: "Chưa đạt" },
  ],
  bands: Array.from({ length: 10 }, (_, band) => {
    const count = [3, 0, 12, 31, 20, 9, 4, 0, 1, 2][band] ?? 0;
    const below = band < 3 ? count : band === 3 ? 14 : 0;
    const parts = [
      { mark: "not-met" as const, count: below },
      { mark: "met" as const, count: count - below },
    ].filter((part) => part.count > 0);
    return { from: band * 10, to: band * 10 + 10, parts, text: count === 0 ? "" : String(count) };
  }),
  note: "53/82 đơn vị đạt; 02 đơn vị không phát sinh",
};

/** A panel for each district, every third of them with a gap. */
export const multiplesOf = (names: readonly string[]): ChartOf<"multiples"> => ({
  type: "multiples",
  title: "Tỷ lệ của từng tháng (%)",
  months: MONTHS,
  threshold: { name: "Mức tối thiểu 50%", value: 50 },
  panels: names.map((name, index) => {
    const values = rising(10 + index * 3, 2).map((value, month) => (index % 3 === 2 && month < 6 ? null : value));
    return { name, values, text: "44,00%" };
  }),
});

export const multiples = multiplesOf(HUYEN);

/** A report of pictures only, one of each kind. */
export function reportWithCharts(): Report {
  const charts = [trend, bars, distribution, multiples];
  const body = charts.map((chart, index) => ({
    type: "chart" as const,
    chart,
    caption: `Hình ${index + 1}. Chú thích`,
  }));
  return sampleReport({ body, appendices: [] });
}
