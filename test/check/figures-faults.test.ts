import { expect, test } from "vitest";
import type { Difference } from "../../functions/check/figures/difference.ts";
import { checkFigures } from "../../functions/check/figures/figures.ts";
import { breachesOf } from "../../functions/check/layout/layout.ts";
import { checkPdf } from "../../functions/check/pdf.ts";
import { flowOf } from "../../functions/check/reading/flow.ts";
import type { Page } from "../../functions/check/reading/page.ts";
import { readPdf } from "../../functions/check/reading/pdf.ts";
import { readBack } from "../../functions/check/reading/sections.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import { type Block, FigureField, type Report, type Row } from "../../functions/report/report.ts";
import { moveMargins, renderedWith, tablesOf } from "../helpers/documents/definition.ts";
import { type Composed, composed, withCell, withColumns, withRows } from "../helpers/documents/reports.ts";
import { rate, text } from "../helpers/documents/sample.ts";

const signed = composed();
const { figures, scores } = signed;
/** What is signed, with the full tables in the place of its own. */
const report: Report = { ...signed.report, appendices: composed({ report: "phu-luc" }).report.appendices };

const DOCUMENT = "bao-cao-cntt.pdf";

/** What is made at most once for all the tests that want it. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What is wrong with the numbers of a report, printed as it says, against the figures of the month. */
const differencesIn = (altered: () => Report): (() => Promise<readonly Difference[]>) =>
  once(async () => {
    const printed = altered();
    return checkFigures(await readPdf(await renderPdf(printed, [])), printed, { figures, scores });
  });

const soundPages = once(async (): Promise<readonly Page[]> => readPdf(await renderPdf(report, [])));

const withDecimals = (programme: Programme): Programme => ({
  ...programme,
  targets: programme.targets.map((target) => ({
    ...target,
    thresholds: { so: 12.5, huyen: 33.33, xa: 50.05, province: 17.74 },
  })),
});

test("a threshold with decimals that is printed otherwise in a sentence is found", async () => {
  const made = composed({ change: withDecimals });
  const wrong = withWords(made.report, [
    ["Chỉ tiêu tối thiểu: 12,5% ", "Chỉ tiêu tối thiểu: 12,6% "],
    ["50,05% (UBND cấp xã)", "50,50% (UBND cấp xã)"],
  ]);
  const pages = await readPdf(await renderPdf(wrong, []));
  expect(checkFigures(pages, wrong, made)).toMatchObject([
    { column: "mức giao", printed: "12,6" },
    { column: "mức giao", printed: "50,50" },
  ]);
});

const REPORTS: readonly (readonly [what: string, asked: Parameters<typeof composed>[0]])[] = [
  ["a month", {}],
  ["January, whose period is the year so far", { period: "2023-01" }],
  [
    "three programmes, two of which share targets",
    { programmes: ["brvt-kh92-2021", "brvt-kh93-2021", "brvt-qd-2023"] },
  ],
  ["thresholds that differ by level", { province: "dong-nai", programmes: ["dongnai-kh109-2022"] }],
  ["thresholds with decimals", { change: withDecimals }],
  ["a target that counts", { province: "quang-tri", programmes: ["quangtri-cv90-2021"] }],
];

test.each(REPORTS)("a composed report keeps every rule and prints what figures.csv says: %s", async (_, asked) => {
  const made: Composed = composed(asked);
  expect(await checkPdf(await renderPdf(made.report, []), { document: DOCUMENT, ...made })).toEqual([]);
});

const SUMMARY = /^TỔNG HỢP KẾT QUẢ THỰC HIỆN/;

/** The province's row of the first target: column, what is printed there, what figures.csv says. */
const TARGET_CELLS: readonly (readonly [column: number, printed: string, expected: string])[] = [
  [2, "745", "744"],
  [3, "3.483", "3.438"],
  [4, "21,46", "21,64"],
  [5, "19,83", "19,82"],
  [6, "+1,28", "+1,82"],
  [7, "0,00", "–"],
  [8, "+0,10", "–"],
  [9, "37.37", "3.737"],
  [10, "21.047", "21.074"],
  [11, "17,74", "17,73"],
  [12, "60%", "50%"],
  [13, "30/9/2023", "30/11/2023"],
  [14, "Đạt", "Chưa đạt (chưa đến hạn)"],
  [15, "6.801", "6.800"],
  [16, "88,27", "88,72"],
];

const UNITS: readonly (readonly [what: string, title: RegExp, row: RegExp])[] = [
  ["the level's own row", /^KẾT QUẢ .*SỞ, BAN, NGÀNH/, /^Sở, ban, ngành$/],
  ["a department", /^KẾT QUẢ .*SỞ, BAN, NGÀNH/, /^2$/],
  ["a district", /^KẾT QUẢ CỦA UBND CẤP HUYỆN/, /^1$/],
  ["a commune", /^KẾT QUẢ .*CẤP XÃ$/, /^3$/],
  ["a district with its communes", /ĐỊA BÀN/, /^1$/],
];

/** Words of the first target's section, and of the fourth's where something is missing; what stands there instead, and what is found of it. */
const SENTENCES: readonly (readonly [words: string, others: string, column: string, printed: string])[] = [
  ["17,73% (3.737", "17,73% (3.773", "tử số, mẫu số", "17,73"],
  ["61,54% (8 TTHC được", "61,45% (8 TTHC được", "tỷ lệ", "61,45"],
  ["không thay đổi so với tháng trước", "tăng 1,82 điểm phần trăm so với tháng trước", "so với kỳ trước", "1,82"],
  ["còn thiếu 1 TTHC", "còn thiếu 7 TTHC", "còn thiếu", "7"],
  ["lũy kế 12,85%", "lũy kế 12,58%", "tỷ lệ", "12,58"],
];

/** The report with other words in its sentences; throws where the words are not in it. */
function withWords(original: Report, changes: readonly (readonly [words: string, others: string])[]): Report {
  const seen = new Set<string>();
  const swapped = (value: string): string =>
    changes.reduce((one, [words, others]) => {
      if (!one.includes(words) || seen.has(words)) return one;
      seen.add(words);
      return one.replace(words, others);
    }, value);
  const body = original.body.map((block): Block => {
    if (block.type === "paragraph") return { ...block, text: swapped(block.text) };
    return block.type === "list" ? { ...block, items: block.items.map(swapped) } : block;
  });
  expect([...seen].sort()).toEqual(changes.map(([words]) => words).sort());
  return { ...original, body };
}

/** Another digit in every kind of place. */
const misprinted = differencesIn(() => {
  const targets = TARGET_CELLS.reduce(
    (one, [column, printed]) => withCell(one, SUMMARY, { row: /^Toàn tỉnh$/, column }, text(printed)),
    report,
  );
  const units = UNITS.reduce((one, [, title, row]) => withCell(one, title, { row, column: 2 }, rate(12.34)), targets);
  const words = SENTENCES.map(([old, other]) => [old, other] as const);
  return withWords(units, words);
});

test("target table: every wrong number is found in its place", async () => {
  const found = (await misprinted()).filter(({ part }) => part === "Phụ lục I");
  expect(found.map(({ printed, expected }) => [printed, expected])).toEqual(TARGET_CELLS.map(([, ...texts]) => texts));
  const { columns } = report.appendices[0]?.table ?? { columns: [] };
  expect(found.map(({ column }) => column.split(", ").at(-1))).toEqual(
    TARGET_CELLS.map(([column]) => columns[column]?.title),
  );
  const row = expect.stringMatching(/, Toàn tỉnh$/);
  expect(found).toEqual(found.map((one) => ({ ...one, row })));
});

test("tables of agencies: a wrong rate is found in every row of every kind", async () => {
  const found = (await misprinted()).filter(({ part }) => /^Phụ lục (II|III|IV|V)$/.test(part));
  expect(
    found.map(({ part, printed, column }) => `${part}, ${column.slice(0, 3)} ${column.slice(-9)}: ${printed}`),
  ).toEqual(["II", "II", "III", "IV", "V"].map((number) => `Phụ lục ${number}, CT  Tỷ lệ (%): 12,34%`));
});

test("sentences: every wrong number is found", async () => {
  const found = (await misprinted()).filter(({ part }) => part.startsWith("mục"));
  expect(found.map(({ column, printed }) => `${column} ${printed}`).sort()).toEqual(
    SENTENCES.map(([, , column, printed]) => `${column} ${printed}`).sort(),
  );
  expect(found.filter(({ part }) => !/^mục "[14]\. /.test(part))).toEqual([]);
  expect(Math.min(...found.map(({ page }) => page))).toBeGreaterThan(0);
});

test.each([
  ["76,84/100 điểm, xếp hạng 02/02 cơ quan cùng cấp được tính điểm, giữ nguyên thứ hạng so với tháng trước.", []],
  ["78,94/100 điểm, xếp hạng 08/09 cơ quan cùng cấp được tính điểm, giảm 02 bậc so với tháng trước.", []],
  [
    "76,48/100 điểm, xếp hạng 02/02 cơ quan cùng cấp được tính điểm, giữ nguyên thứ hạng so với tháng trước.",
    ["76,48"],
  ],
  [
    "76,84/100 điểm, xếp hạng 01/02 cơ quan cùng cấp được tính điểm, giữ nguyên thứ hạng so với tháng trước.",
    ["76,84"],
  ],
  [
    "76,84/100 điểm, xếp hạng 02/03 cơ quan cùng cấp được tính điểm, giữ nguyên thứ hạng so với tháng trước.",
    ["76,84"],
  ],
  ["78,94/100 điểm, xếp hạng 08/09 cơ quan cùng cấp được tính điểm, tăng 02 bậc so với tháng trước.", ["78,94"]],
  ["78,94/100 điểm, xếp hạng 08/09 cơ quan cùng cấp được tính điểm.", ["78,94"]],
])("an agency's line about its score: “%s” is found to be wrong in %j", async (words, wrong) => {
  const found = await differencesIn(() => withParagraph(report, "TÌNH HÌNH CHỈ ĐẠO, TRIỂN KHAI", `Sở đạt ${words}`))();
  expect(found.map(({ printed }) => printed)).toEqual(wrong);
});

/** Rows of the target table: two cells in each other's place, a row twice, a row under another target. */
function misplacedRows(rows: readonly Row[]): Row[] {
  const [heading, province, level] = rows;
  const [over, under] = [province?.cells[9], province?.cells[10]];
  if (heading === undefined || province === undefined || level === undefined || !over || !under) {
    throw new Error("no cells");
  }
  const swapped = { ...province, cells: province.cells.with(9, under).with(10, over) };
  const last = rows.findLastIndex(({ figure }) => figure?.scope === undefined);
  return [heading, swapped, level, level, ...rows.slice(3, last + 1), level, ...rows.slice(last + 1)];
}

/** The report with a paragraph of these words below the heading that ends so. */
function withParagraph(original: Report, heading: string, words: string): Report {
  const at = original.body.findIndex((block) => block.type === "heading" && block.text.endsWith(heading));
  if (at === -1) throw new Error(`no heading ${heading}`);
  return { ...original, body: original.body.toSpliced(at + 1, 0, { type: "paragraph", text: words }) };
}

const REMOTE = "được người dân, doanh nghiệp thực hiện trực tuyến từ xa";

/** figures.csv: 88.720698 for the province on filing from afar; 60.333333 is nobody's. */
test.each([
  [REMOTE, "Mỗi đơn vị: các tháng còn lại phải đạt bình quân 88,72%.", []],
  [REMOTE, "Đơn vị: tháng còn lại phải đạt 88,72%.", []],
  [REMOTE, "Mỗi đơn vị: các tháng còn lại phải đạt bình quân 60,33%.", ["60,33"]],
  ["NHIỆM VỤ TRỌNG TÂM THÁNG 7 NĂM 2023", "Mỗi đơn vị: các tháng còn lại phải đạt bình quân 88,72%.", []],
  ["NHIỆM VỤ TRỌNG TÂM THÁNG 7 NĂM 2023", "Mỗi đơn vị: các tháng còn lại phải đạt bình quân 88,73%.", ["88,73"]],
])("sentences under …%s: “%s” is found to be wrong in %j", async (heading, words, wrong) => {
  const found = await differencesIn(() => withParagraph(report, heading, words))();
  expect(found.map(({ printed }) => printed)).toEqual(wrong);
  for (const { column, part } of found) expect([column, part]).toEqual(["tỷ lệ cần đạt", `mục "${part.slice(5, -1)}"`]);
});

const DEPARTMENT = [
  [1, "Sở Không Có", "Đơn vị"],
  [3, "Đ", "ĐG"],
  [4, "1,00", "Tỷ lệ (%)"],
  [14, "1,00", "Điểm"],
  [15, "9", "Hạng"],
  [16, "+7", "± bậc"],
] as const;

const ends = report.body
  .flatMap((block) => (block.type === "list" ? block.items : []))
  .flatMap((item) => /cao nhất.*?: .+? \((\d+,\d+)%\); thấp nhất: .+? \((\d+,\d+)%\)/.exec(item)?.slice(0, 3) ?? []);

/** Right numbers in wrong places. */
const misplaced = differencesIn(() => {
  const targets = withRows(report, SUMMARY, misplacedRows);
  const departments = DEPARTMENT.reduce(
    (one, [column, printed]) => withCell(one, /^KẾT QUẢ .*SỞ, BAN, NGÀNH/, { row: /^1$/, column }, text(printed)),
    targets,
  );
  const communes = withRows(departments, /^KẾT QUẢ .*CẤP XÃ$/, ([total, first, second, ...others]) => {
    if (total === undefined || first === undefined || second === undefined) throw new Error("no rows");
    return [total, { ...second, figure: first.figure }, { ...first, figure: second.figure }, ...others];
  });
  const [words = "", best = "", weakest = ""] = ends;
  const [other, sign] = [words.replace(best, "?").replace(weakest, best), "?"];
  return withWords(communes, [[words, other.replace(sign, weakest)]]);
});

test("target table: two cells in each other's place, a row twice, a row under another target", async () => {
  const found = (await misplaced()).filter(({ part }) => part === "Phụ lục I");
  expect(found.map(({ column, expected }) => `${column}: ${expected}`)).toEqual([
    "Lũy kế (tại ngày chốt), Tử số: 3.737",
    "Lũy kế (tại ngày chốt), Mẫu số: 21.074",
    "Chỉ tiêu, phạm vi: mỗi phạm vi một lần",
    "Chỉ tiêu, phạm vi: mỗi phạm vi một lần",
    "Chỉ tiêu, phạm vi: một dòng của chỉ tiêu đứng trên",
  ]);
});

test("tables of agencies: another agency's name, mark, rate, score, rank and places, two rows in each other's place", async () => {
  const found = await misplaced();
  const departments = found.filter(({ part }) => part === "Phụ lục II");
  expect(departments.map(({ column, printed }) => [column.split(", ").at(-1), printed])).toEqual(
    DEPARTMENT.map(([, printed, column]) => [column, printed]),
  );
  const communes = found.filter(({ part }) => part === "Phụ lục IV");
  expect(communes.map(({ column }) => column)).toContain("Đơn vị");
  expect(new Set(communes.map(({ row }) => row)).size).toBe(2);
});

test("sentences: a rate said of another agency than the one whose it is", async () => {
  const [, best = "", weakest = ""] = ends;
  const found = (await misplaced()).filter(({ part }) => part.startsWith("mục"));
  expect(found.map(({ printed, expected }) => [printed, expected])).toEqual([
    [weakest, expect.stringContaining(`${best}%`)],
    [best, expect.stringContaining(`${weakest}%`)],
  ]);
});

test("sentences: a level's rate since January that is another level's", async () => {
  const found = await differencesIn(() => withWords(report, [["lũy kế 12,85%", "lũy kế 23,31%"]]))();
  expect(found.map(({ printed, expected }) => [printed, expected])).toEqual([
    ["23,31", expect.stringContaining("12,85% (180 trên 1.401)")],
  ]);
});

test("a table of agencies that does not say what its rows are about passes for none", async () => {
  const untold = withRows(report, /^KẾT QUẢ .*SỞ, BAN, NGÀNH/, (rows) => rows.map(({ figure: _, ...row }) => row));
  const found = checkFigures(await soundPages(), untold, { figures, scores });
  expect(found.length).toBeGreaterThan(20);
  expect(new Set(found.map(({ part, expected }) => `${part}: ${expected}`))).toEqual(
    new Set(["Phụ lục II: một dòng của figures.csv"]),
  );
});

/** The headings that stand over the columns of a field, in the printed tables and in the workbook. */
const HEADINGS: Readonly<Record<FigureField, RegExp>> = {
  "period-numerator": /^Trong kỳ, Tử số$/,
  "period-denominator": /^Trong kỳ, Mẫu số$/,
  "period-rate": /^Trong kỳ(, Tỷ lệ)? \(%\)$/,
  previous: /^Kỳ trước \(%\)$/,
  "change-previous": /^± kỳ trước \(điểm %\)$/,
  "year-earlier": /^Cùng kỳ \(%\)$/,
  "change-year-earlier": /^± cùng kỳ \(điểm %\)$/,
  numerator: /^(Lũy kế \(tại ngày chốt\), Tử số|\(\d+\) .+, Số lượng)$/,
  denominator: /^Lũy kế \(tại ngày chốt\), Mẫu số$/,
  rate: /^(Lũy kế \(tại ngày chốt\)|\(\d+\) .+|CT \d+), Tỷ lệ \(%\)$/,
  value: /^Lũy kế, tại ngày chốt \(%\)$/,
  threshold: /^Mức giao$/,
  deadline: /^Thời hạn$/,
  verdict: /^Đánh giá$/,
  "verdict-mark": /^(\(\d+\) .+|CT \d+), ĐG$/,
  shortfall: /^Còn thiếu$/,
  pace: /^Mỗi tháng cần thêm$/,
  needed: /^(Tỷ lệ cần|Cần) đạt \(%\)$/,
  rank: /^Hạng$/,
  score: /^Xếp hạng chung, Điểm$/,
  "score-rank": /^Xếp hạng chung, Hạng$/,
  "places-moved": /^Xếp hạng chung, ± bậc$/,
  "target-name": /^Chỉ tiêu$/,
  "level-name": /^Cấp$/,
  district: /^Địa bàn$/,
};

test("every figure stands under the heading of its field, and under such a heading stands nothing else", () => {
  const made = REPORTS.map(([, asked]) => composed(asked));
  const full = REPORTS.flatMap(([, asked]) => composed({ ...asked, report: "phu-luc" }).report.appendices);
  const columns = made.flatMap(({ report: { appendices, body }, workbook }) => [
    ...[...appendices, ...full, ...body.filter((block) => block.type === "table")].flatMap(
      ({ table }) => table.columns,
    ),
    ...workbook.sheets.flatMap((sheet) => sheet.columns),
  ]);
  const named = columns.flatMap(({ field, title, group }) =>
    field === undefined ? [] : [{ field, heading: group === undefined ? title : `${group}, ${title}` }],
  );
  expect(new Set(named.map(({ field }) => field))).toEqual(new Set(FigureField.options));
  for (const { field, heading } of named) expect(heading, field).toMatch(HEADINGS[field]);
  const judged = new Set(["ĐG", "Hạng", "Điểm", "± bậc", "Mức giao", "Đánh giá", "Còn thiếu"]);
  expect(columns.filter(({ title, field }) => judged.has(title) && field === undefined)).toEqual([]);
});

test("a column of a row of figures that does not say what it prints is found", async () => {
  const untold = withColumns(report, SUMMARY, (columns) => columns.map(({ field: _, ...column }) => column));
  const found = checkFigures(await soundPages(), untold, { figures, scores });
  expect(found.length).toBeGreaterThan(20);
  expect(new Set(found.map(({ part, expected }) => `${part}: ${expected}`))).toEqual(
    new Set(["Phụ lục I: một cột có trong figures.csv"]),
  );
});

const SWAPPED: ReadonlyMap<string, string> = new Map(
  [
    ["Tử số", "Mẫu số"],
    ["Kỳ trước (%)", "Cùng kỳ (%)"],
    ["Trong kỳ", "Lũy kế (tại ngày chốt)"],
  ].flatMap(([one = "", other = ""]) => [
    [one, other],
    [other, one],
  ]),
);

test("headings over each other's columns are found on the page, those of groups too", async () => {
  const swapped = (text: string): string => SWAPPED.get(text) ?? text;
  const printed = withColumns(report, SUMMARY, (columns) =>
    columns.map((column) => {
      const { title, group } = column;
      return { ...column, title: swapped(title), ...(group === undefined ? {} : { group: swapped(group) }) };
    }),
  );
  const read = readBack(await readPdf(await renderPdf(printed, [])), report);
  const found = breachesOf(read, flowOf(read));
  expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(["table-text"]));
  expect(new Set(found.map(({ expected }) => expected))).toEqual(new Set(SWAPPED.keys()));
});

test("numbers are read back from pages with other margins and from tables whose heads are not repeated", async () => {
  const pdf = await renderedWith(report, (definition) => {
    moveMargins(definition, [3, 0, 0, 0]);
    for (const table of tablesOf(definition)) Object.assign(table, { headerRows: 0, keepWithHeaderRows: 0 });
  });
  const warnings = await checkPdf(pdf, { document: DOCUMENT, report, figures, scores });
  expect(warnings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["margins", "header-row-repeated"]));
});

test("two targets that are called alike are each held against their own lines", async () => {
  const [first = ""] = composed().report.body.flatMap((block) =>
    block.type === "heading" && block.text.startsWith("1. Tỷ lệ") ? [block.text.slice(3)] : [],
  );
  const alike = composed({
    change: (programme) => ({
      ...programme,
      targets: programme.targets.map((one) => (one.id === "paid-online-dossiers" ? { ...one, name: first } : one)),
    }),
  });
  expect(
    alike.figures.filter(({ target, scope }) => target === "paid-online-dossiers" && scope === "province"),
  ).not.toEqual([]);
  expect(await checkPdf(await renderPdf(alike.report, []), { document: DOCUMENT, ...alike })).toEqual([]);
});

test("every target's section is read", async () => {
  const pages = await soundPages();
  const targets = [...new Set(figures.map((row) => row.target))];
  expect(targets.length).toBeGreaterThan(5);
  for (const target of targets) {
    const others = figures.map((row) =>
      row.target === target && row.scope === "province" && row.numerator !== null
        ? { ...row, numerator: row.numerator + 1 }
        : row,
    );
    const parts = checkFigures(pages, report, { figures: others, scores }).map(({ part }) => part);
    expect(parts, target).toContain("Phụ lục I");
    expect(parts, target).toEqual(expect.arrayContaining([expect.stringMatching(/^mục "/)]));
  }
});

test("figures.csv without a target or an agency that the document prints", async () => {
  const pages = await soundPages();
  const without = (column: "target" | "code", value: string | undefined) =>
    checkFigures(pages, report, {
      figures: figures.filter((row) => row[column] !== value),
      scores,
    }).map(({ expected }) => expected);
  expect(without("target", "remote-filing")).toContain("một chỉ tiêu có trong figures.csv");
  const agency = figures.find((row) => row.scope === "agency");
  expect(without("code", agency?.code)).toContain("một phạm vi có trong figures.csv");
});

test("numbers that differ are refused by the first of them, words by their rule, typesetting never", async () => {
  const check = async (printed: Report, against = printed) =>
    checkPdf(await renderPdf(printed, []), { document: DOCUMENT, report: against, figures, scores });
  const altered = withCell(report, SUMMARY, { row: /^Toàn tỉnh$/, column: 2 }, text("745"));
  const differs = {
    name: "FiguresDiffer",
    message: expect.stringMatching(
      /^Văn bản bao-cao-cntt\.pdf, trang \d+, Phụ lục I, dòng .* in "745", figures\.csv là "744"/,
    ),
  };
  await expect(check(altered), "as the report says").rejects.toMatchObject(differs);
  await expect(check(altered, report), "otherwise than the report says").rejects.toMatchObject(differs);
  const [unmarked, unmarkedAltered] = [report, altered].map((one) => ({ ...one, body: one.body.slice(0, -1) }));
  if (unmarked === undefined || unmarkedAltered === undefined) throw new Error("no reports");
  await expect(check(unmarkedAltered), "and breaks a rule").rejects.toMatchObject(differs);
  await expect(check(unmarked), "breaks a rule").resolves.toMatchObject([{ document: DOCUMENT, rule: "end-mark" }]);
  await expect(check(unmarked, report), "a paragraph less than the report").rejects.toMatchObject({
    name: "DocumentInvalid",
    rule: "text-complete",
    message: expect.stringMatching(/^Văn bản bao-cao-cntt\.pdf, trang \d+, đọc lại không đạt yêu cầu: /),
  });
  const unreadable = { document: DOCUMENT, report, figures, scores };
  await expect(checkPdf(new TextEncoder().encode("không phải PDF"), unreadable)).rejects.toMatchObject({
    name: "DocumentInvalid",
    rule: "readable",
  });
});
