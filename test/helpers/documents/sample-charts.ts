import type { ChartOf, Mark } from "../../../functions/report/chart.ts";
import type { Report } from "../../../functions/report/report.ts";
import { SO } from "./agency-names.ts";
import { sampleReport } from "./sample.ts";

export const MONTHS: readonly string[] = [
  "07/2022",
  "08/2022",
  "09/2022",
  "10/2022",
  "11/2022",
  "12/2022",
  "01/2023",
  "02/2023",
  "03/2023",
  "04/2023",
  "05/2023",
  "06/2023",
];

/** Rates that rise a little from month to month. */
const rising = (first: number, step: number): number[] => MONTHS.map((_, month) => first + step * month + (month % 3));

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

/** A panel for each name, every third of them with a gap; the second has no threshold, the third no rate at the end. */
export const multiplesOf = (names: readonly string[]): ChartOf<"multiples"> => ({
  type: "multiples",
  title: "Tỷ lệ của từng tháng (%), mỗi ô một thang đo; (n): chỉ tiêu số n",
  months: MONTHS,
  panels: names.map((name, index) => {
    const isGap = (month: number): boolean => index % 3 === 2 && (month === 4 || month === 11);
    const values = rising(10 + index * 3, 2).map((value, month) => (isGap(month) ? null : value));
    const threshold = index % 3 === 1 ? null : { name: "Mức phấn đấu 100%", value: 100 };
    return { name, values, text: index % 3 === 2 ? "chưa có số liệu" : "44,00%", threshold };
  }),
});

export const multiples = multiplesOf([
  "(1) Hồ sơ nộp trực tuyến từ xa",
  "(2) Hồ sơ nộp trực tuyến",
  "(3, 4) TTHC có yêu cầu nghĩa vụ tài chính được triển khai thanh toán trực tuyến",
  "(5) Giao dịch thanh toán trực tuyến",
  "(7) Hồ sơ có phát sinh giao dịch thanh toán trực tuyến",
]);

/** A report of pictures only, one of each kind. */
export function reportWithCharts(): Report {
  const charts = [multiples, bars, distribution];
  const body = charts.map((chart, index) => ({
    type: "chart" as const,
    chart,
    caption: `Hình ${index + 1}. Chú thích`,
  }));
  return sampleReport({ body, appendices: [] });
}
