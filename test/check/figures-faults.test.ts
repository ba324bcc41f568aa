import { expect, test } from "vitest";
import { checkPdf } from "../../functions/check/check.ts";
import type { Difference } from "../../functions/check/difference.ts";
import { checkFigures } from "../../functions/check/figures.ts";
import { readPdf } from "../../functions/check/read-pdf.ts";
import type { PublishedRow } from "../../functions/domain/change.ts";
import type { Block, Report } from "../../functions/domain/report.ts";
import { renderPdf } from "../../functions/render/pdf.ts";
import { rate, text } from "../render/sample.ts";
import { type Composed, composed, withCell } from "./reports.ts";

const { report, figures } = composed();

async function differences(printed: Report, rows: readonly PublishedRow[] = figures): Promise<readonly Difference[]> {
  return checkFigures(await readPdf(await renderPdf(printed)), printed, rows);
}

const REPORTS: readonly (readonly [what: string, asked: Parameters<typeof composed>[0]])[] = [
  ["a month", {}],
  ["January, whose period is the year so far", { period: "2023-01" }],
  ["a quarter", { period: "2023-Q1" }],
  ["two programmes that share targets", { programmes: ["brvt-kh92-2021", "brvt-kh93-2021"] }],
  [
    "three programmes, eleven appendices and more",
    { programmes: ["brvt-kh92-2021", "brvt-kh93-2021", "brvt-qd-2023"] },
  ],
  ["thresholds that differ by level", { province: "dong-nai", programmes: ["dongnai-kh109-2022"] }],
  ["a target that counts", { province: "quang-tri", programmes: ["quangtri-cv90-2021"] }],
];

test.each(REPORTS)("a composed report keeps every rule and prints what figures.csv says: %s", async (_, asked) => {
  const made: Composed = composed(asked);
  await checkPdf(await renderPdf(made.report), made.report, made.figures);
});

/** The report with other words in a sentence; throws where they are not in it. */
function withWords(words: string, others: string): Report {
  let changed = 0;
  const swapped = (value: string): string => {
    if (value.includes(words)) changed += 1;
    return value.replace(words, others);
  };
  const body = report.body.map((block): Block => {
    if (block.type === "paragraph") return { ...block, text: swapped(block.text) };
    return block.type === "list" ? { ...block, items: block.items.map(swapped) } : block;
  });
  expect(changed).toBeGreaterThan(0);
  return { ...report, body };
}

const SUMMARY = /^TỔNG HỢP/;

test.each([
  ["numerator of the period", 2, "745", "744"],
  ["denominator of the period", 3, "3.483", "3.438"],
  ["rate of the period", 4, "21,46", "21,64"],
  ["rate that is not in Vietnamese form", 4, "21.64", "21,64"],
  ["rate of the period before", 5, "19,83", "19,82"],
  ["same period a year earlier that is not known", 6, "0,00", "–"],
  ["numerator of the year", 7, "37.37", "3.737"],
  ["rate of the year", 9, "17,74", "17,73"],
  ["threshold", 10, "60%", "50%"],
  ["deadline", 11, "30/9/2023", "30/11/2023"],
  ["verdict", 12, "Đạt", "Chưa đạt (chưa đến hạn)"],
  ["shortfall", 13, "6.801", "6.800"],
])("target table: %s", async (_, column, printed, expected) => {
  const altered = withCell(report, SUMMARY, { row: /^Toàn tỉnh$/, column }, text(printed));
  expect(await differences(altered)).toMatchObject([
    {
      file: "bao-cao-cntt.pdf",
      part: "Phụ lục I",
      row: expect.stringMatching(/^1\. .*, Toàn tỉnh$/),
      printed,
      expected,
    },
  ]);
});

test("target table: two cells in each other's place", async () => {
  const [row] = report.appendices.flatMap(({ title, table }) => (SUMMARY.test(title) ? table.rows.slice(1, 2) : []));
  const [over, under] = [row?.cells[7], row?.cells[8]];
  if (over === undefined || under === undefined) throw new Error("no cells");
  const once = withCell(report, SUMMARY, { row: /^Toàn tỉnh$/, column: 7 }, under);
  const swapped = withCell(once, SUMMARY, { row: /^Toàn tỉnh$/, column: 8 }, over);
  expect((await differences(swapped)).map(({ column }) => column)).toEqual([
    "Lũy kế (tại ngày chốt), Tử số",
    "Lũy kế (tại ngày chốt), Mẫu số",
  ]);
});

test("target table: a row less, a row twice", async () => {
  const rowsOf = (change: (rows: Report["appendices"][number]["table"]["rows"]) => typeof rows): Report => ({
    ...report,
    appendices: report.appendices.map((one) =>
      SUMMARY.test(one.title) ? { ...one, table: { ...one.table, rows: change(one.table.rows) } } : one,
    ),
  });
  const rows = report.appendices[0]?.table.rows ?? [];
  const [, province] = rows;
  if (province === undefined) throw new Error("no row");
  expect(await differences(rowsOf((all) => all.toSpliced(1, 1)))).toMatchObject([
    { row: "1. Toàn tỉnh", printed: "không in" },
  ]);
  expect(await differences(rowsOf((all) => all.toSpliced(1, 0, province)))).toMatchObject([{ printed: "Toàn tỉnh" }]);
});

const UNITS: readonly (readonly [what: string, title: RegExp, row: RegExp])[] = [
  ["the level's own row", /SỞ, BAN, NGÀNH/, /^Sở, ban, ngành$/],
  ["a department", /SỞ, BAN, NGÀNH/, /^2$/],
  ["a district", /^KẾT QUẢ CỦA UBND CẤP HUYỆN/, /^1$/],
  ["a commune", /CẤP XÃ$/, /^3$/],
  ["a district with its communes", /ĐỊA BÀN/, /^1$/],
];

test.each(UNITS)("table of agencies: a wrong rate of %s", async (_, title, row) => {
  const altered = withCell(report, title, { row, column: 2 }, rate(12.34));
  const found = await differences(altered);
  expect(found).toMatchObject([{ printed: "12,34%", column: expect.stringMatching(/^\(1\) .*Tỷ lệ \(%\)$/) }]);
});

test.each([
  ["mark", 3, "Đ", "ĐG"],
  ["rank", 4, "9", "Hạng"],
  ["rate of the second target", 5, "1,00", "Tỷ lệ (%)"],
  ["name", 1, "Sở Không Có", "Đơn vị"],
])("table of agencies: a wrong %s", async (_, column, printed, title) => {
  const altered = withCell(report, /SỞ, BAN, NGÀNH/, { row: /^1$/, column }, text(printed));
  const found = await differences(altered);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ printed });
  expect(found[0]?.column).toMatch(new RegExp(title.replace(/[()]/g, "\\$&")));
});

test("table of agencies: two rows in each other's place", async () => {
  const appendices = report.appendices.map((one) => {
    if (!/CẤP XÃ$/.test(one.title)) return one;
    const [total, first, second, ...others] = one.table.rows;
    if (total === undefined || first === undefined || second === undefined) throw new Error("no rows");
    return { ...one, table: { ...one.table, rows: [total, second, first, ...others] } };
  });
  expect((await differences({ ...report, appendices })).length).toBeGreaterThan(1);
});

test("a table of agencies that is not printed", async () => {
  const appendices = report.appendices.filter(({ title }) => !/CẤP XÃ$/.test(title));
  expect(await differences({ ...report, appendices })).toMatchObject([{ row: "xa", printed: "0" }]);
});

test.each([
  ["a rate", "21,64% (744", "21,46% (744", "tỷ lệ"],
  ["a numerator", "(744 hồ sơ", "(774 hồ sơ", "tử số"],
  ["a denominator", "trên 3.438 hồ sơ", "trên 3.483 hồ sơ", "mẫu số"],
  ["a rate of the year", "17,73% (3.737", "17,37% (3.737", "tỷ lệ"],
  ["a fraction left out", "21,64% (744 hồ sơ nộp trực tuyến từ xa trên 3.438 hồ sơ tiếp nhận)", "nhiều hồ sơ", "tỷ lệ"],
  ["a change", "tăng 1,82 điểm", "tăng 1,28 điểm", "so với kỳ trước"],
  ["a way of change", "tăng 1,82 điểm", "giảm 1,82 điểm", "so với kỳ trước"],
  ["a shortfall", "còn thiếu 6.800 hồ sơ", "còn thiếu 6.880 hồ sơ", "còn thiếu"],
  ["a number each month", "cần thêm 1.360", "cần thêm 1.630", "mỗi tháng cần thêm"],
  ["a verdict", "Đánh giá: chưa đạt (chưa đến hạn)", "Đánh giá: đạt", "đánh giá"],
  ["a level's rate", "Sở, ban, ngành 12,85%", "Sở, ban, ngành 12,58%", "theo cấp"],
])("sentence: %s", async (_, words, others, column) => {
  const found = await differences(withWords(words, others));
  expect(found.map((one) => one.column)).toContain(column);
  expect(found[0]).toMatchObject({ part: "mục 1" });
  expect(found[0]?.page).toBeGreaterThan(0);
});

test("sentence: how many agencies reach the target, the best and the weakest", async () => {
  const item = report.body
    .flatMap((block) => (block.type === "list" ? block.items : []))
    .find((one) => /cao nhất/.test(one));
  const [, count = "", best = ""] = /: (\d+\/\d+) đơn vị đạt; cao nhất .+? \((\d+,\d+)%\)/.exec(item ?? "") ?? [];
  const [counted] = await differences(withWords(`${count} đơn vị đạt; cao nhất`, "07/09 đơn vị đạt; cao nhất"));
  expect(counted).toMatchObject({ part: "mục 1", column: "đơn vị đạt", printed: "7/9" });
  const [named] = await differences(withWords(`(${best}%), thấp nhất`, "(99,99%), thấp nhất"));
  expect(named).toMatchObject({ part: "mục 1", column: "cao nhất", printed: "99,99", expected: best });
});

test("figures.csv of another run", async () => {
  const others = figures.map((row) =>
    row["numerator"] === "744" ? { ...row, numerator: "745", rate: "21.669575" } : row,
  );
  const found = await differences(report, others);
  expect(new Set(found.map(({ part }) => part))).toEqual(new Set(["Phụ lục I", "mục 1"]));
  expect(
    await differences(
      report,
      figures.filter((row) => row["target"] !== "remote-filing"),
    ),
  ).not.toEqual([]);
});

test("a run fails by the name of the rule, or of the number", async () => {
  const altered = withCell(report, SUMMARY, { row: /^Toàn tỉnh$/, column: 2 }, text("745"));
  await expect(checkPdf(await renderPdf(altered), altered, figures)).rejects.toMatchObject({
    name: "FiguresDiffer",
    message: expect.stringMatching(
      /^Văn bản bao-cao-cntt\.pdf, trang \d+, Phụ lục I, dòng .* in "745", figures\.csv là "744"/,
    ),
  });
  const unmarked = { ...report, body: report.body.slice(0, -1) };
  await expect(checkPdf(await renderPdf(unmarked), unmarked, figures)).rejects.toMatchObject({
    name: "DocumentInvalid",
    rule: "end-mark",
    message: expect.stringContaining("quy tắc end-mark"),
  });
  await expect(checkPdf(new TextEncoder().encode("không phải PDF"), report, figures)).rejects.toMatchObject({
    name: "DocumentInvalid",
    rule: "readable",
  });
});
