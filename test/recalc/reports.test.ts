import { expect, test } from "vitest";
import { checkXlsx } from "../../functions/check/xlsx.ts";
import { renderXlsx } from "../../functions/render/xlsx/xlsx.ts";
import { FIRST_ROW, type WorkbookCell, type WorkbookSheet } from "../../functions/report/workbook.ts";
import { type Answers, workedExample } from "../helpers/data/answers.ts";
import { coarsened } from "../helpers/data/coarsened.ts";
import { NAMES } from "../helpers/documents/hostile.ts";
import { type Composed, composed } from "../helpers/documents/reports.ts";
import { chartFaults } from "../helpers/workbooks/charts.ts";
import { packageFaults } from "../helpers/workbooks/package.ts";
import { recalculate } from "../helpers/workbooks/recalculate.ts";

const ALL_SHEETS = [
  ...["Mục lục", "Tổng hợp", "Biểu đồ", "Xếp hạng", "Đơn vị", "Địa bàn", "Tiếp nhận", "Thanh toán", "BCCI - Số hóa"],
  ...["Biểu 06a", "Nhiệm vụ", "Nhiệm vụ - đơn vị", "Đơn vị thay đổi", "Số liệu gốc", "Chất lượng", "Giải thích"],
];

const brvt = { programmes: ["brvt-qd-2023"] };

const changed = (change: (answers: Answers) => void): Answers => {
  const answers = workedExample();
  change(answers);
  return answers;
};

const SOME = { "Z1.X01": "unit", "Z1.H01": "field", "Z1.S02": "unit" } as const;

const REPORTS: readonly (readonly [what: string, asked: Parameters<typeof composed>[0]])[] = [
  ["a month with mergers, splits, gaps and an excepted agency", brvt],
  ["a quarter", { ...brvt, period: "2023-Q2" }],
  ["half a year", { ...brvt, period: "2023-H1" }],
  ["the report of cải cách hành chính", { ...brvt, report: "cchc" }],
  ["a sở's own report", { ...brvt, report: "don-vi/Z1.S01" }],
  ["a district's own report with its communes", { ...brvt, report: "don-vi/Z1.H01" }],
  ["a commune's own report", { ...brvt, report: "don-vi/Z1.X11" }],
  ["targets on measures and by level", { province: "dong-nai", programmes: ["dongnai-kh109-2022"] }],
  ["targets on areas and a number of services", { province: "quang-tri", programmes: ["quangtri-cv90-2021"] }],
  [
    "an own report where the province has targets on measures",
    { province: "dong-nai", programmes: ["dongnai-kh109-2022"], report: "don-vi/Z1.H02" },
  ],
  [
    "thresholds with decimals",
    {
      ...brvt,
      change: (programme) => ({
        ...programme,
        targets: programme.targets.map((target, at) => ({
          ...target,
          thresholds: { so: 12.5, huyen: 33.33, xa: at === 0 ? 17.74 : 0.07, province: 17.73 },
        })),
      }),
    },
  ],
  [
    "levels for full marks, which some reach",
    {
      ...brvt,
      change: (programme) => ({
        ...programme,
        targets: programme.targets.map((target) => ({
          ...target,
          ...{ goal: "benchmark", deadline: null, thresholds: { so: 30, huyen: 30, xa: 30, province: 30 } },
        })),
      }),
    },
  ],
  ["two programmes that share targets", { programmes: ["brvt-kh92-2021", "brvt-kh93-2021"] }],
  ["agencies whose source gives Biểu II.06a alone", { ...brvt, answers: coarsened(workedExample(), SOME) }],
  [
    "a quarter of agencies whose sources give different things",
    {
      ...brvt,
      period: "2023-Q2",
      answers: coarsened(coarsened(workedExample(), SOME), { "Z1.X02": "unit" }, ["received", "resolved", "pending"]),
    },
  ],
  [
    "an own report of which the source knows fields",
    { ...brvt, report: "don-vi/Z1.H01", answers: coarsened(workedExample(), SOME) },
  ],
  [
    "an own report of which the source knows the whole alone",
    { ...brvt, report: "don-vi/Z1.X01", answers: coarsened(workedExample(), SOME) },
  ],
  [
    "a level without agencies",
    {
      ...brvt,
      answers: changed((answers) => {
        answers.agencies = answers.agencies.filter(({ level }) => level !== "huyen");
      }),
    },
  ],
  [
    "every agency missing",
    {
      ...brvt,
      answers: changed((answers) => {
        answers.counts = [];
      }),
    },
  ],
  [
    "every agency missing, measures too",
    {
      province: "dong-nai",
      programmes: ["dongnai-kh109-2022"],
      answers: changed((answers) => {
        answers.counts = [];
        answers.measures = [];
      }),
    },
  ],
  [
    "names that no name should be",
    {
      ...brvt,
      answers: changed(({ agencies }) => {
        agencies.forEach((agency, index) => {
          const name = NAMES[index];
          if (name !== undefined && name.trim() !== "") Object.assign(agency, { name });
        });
      }),
    },
  ],
  [
    "codes that look like numbers, days and criteria",
    {
      ...brvt,
      answers: changed(({ agencies, counts }) => {
        const codes = new Map(
          ["Z1.S01", "Z1.S02", "Z1.X01", "Z1.X02", "Z1.X03"].map((code, at) => [
            code,
            ["007", "7", "2023-06", "=1", ">0*"][at] ?? "",
          ]),
        );
        for (const agency of agencies) {
          agency.code = codes.get(agency.code) ?? agency.code;
          agency.successors = agency.successors.map((code) => codes.get(code) ?? code);
        }
        for (const answer of counts) answer.agency = codes.get(answer.agency) ?? answer.agency;
      }),
    },
  ],
];

async function made(asked: Parameters<typeof composed>[0]): Promise<Composed & { readonly bytes: Uint8Array }> {
  const all = composed(asked);
  return { ...all, bytes: await renderXlsx(all.workbook) };
}

test.each(REPORTS)(
  "%s: every formula comes to what the file says, every figure is that of figures.csv, and nothing is to be repaired",
  async (_, asked) => {
    const { bytes, workbook, figures, scores } = await made(asked);
    const { formulas, differences } = recalculate(bytes);
    expect(differences).toEqual([]);
    expect(formulas).toBeGreaterThan(100);
    expect(packageFaults(bytes)).toEqual([]);
    expect(chartFaults(bytes)).toEqual([]);
    await checkXlsx(bytes, { document: "bao-cao.xlsx", workbook, figures, scores });
  },
);

const sheetOf = ({ workbook }: Composed, name: string): WorkbookSheet => {
  const found = workbook.sheets.find((sheet) => sheet.name === name);
  if (found === undefined) throw new Error(`no sheet ${name}`);
  return found;
};

test("the sheets of a province's report, and those of an agency that has no other level below it", () => {
  expect(composed(brvt).workbook.sheets.map(({ name }) => name)).toEqual(ALL_SHEETS);
  const own = composed({ ...brvt, report: "don-vi/Z1.S01" }).workbook.sheets.map(({ name }) => name);
  expect(own).toEqual(ALL_SHEETS.filter((name) => !["Địa bàn", "Đơn vị thay đổi"].includes(name)));
});

/** Kinds of cells by the titles over them, in the rows with a scope. */
function kindsUnder(sheet: WorkbookSheet, title: string, group?: string): Set<WorkbookCell["type"]> {
  const at = sheet.columns.findIndex((column) => column.title === title && column.group === group);
  return new Set(
    sheet.rows.flatMap(({ cells, figure }) => {
      const cell = figure?.scope === undefined ? undefined : cells[at];
      return cell === undefined || (cell.type === "text" && cell.text === "–") ? [] : [cell.type];
    }),
  );
}

test("rates, differences, verdicts, shortfalls and ranks are formulas on every sheet of targets", () => {
  const report = composed(brvt);
  for (const name of ["Tổng hợp", "Đơn vị", "Địa bàn"]) {
    const sheet = sheetOf(report, name);
    const asked = [
      ["Tỷ lệ (%)", "Trong kỳ"],
      ["Tỷ lệ (%)", "Lũy kế (tại ngày chốt)"],
      ["± kỳ trước (điểm %)"],
      ["Đánh giá"],
      ["Còn thiếu"],
    ];
    for (const [title = "", group] of asked)
      expect(kindsUnder(sheet, title, group), `${name} ${title}`).toEqual(new Set(["formula"]));
  }
  expect(kindsUnder(sheetOf(report, "Đơn vị"), "Hạng")).toEqual(new Set(["formula"]));
  for (const title of ["Điểm", "Hạng", "± bậc"])
    expect(kindsUnder(sheetOf(report, "Xếp hạng"), title, "Xếp hạng chung"), title).toEqual(new Set(["formula"]));
});

test("an agency's workbook has its score by a formula, and its place among all of the province as it is", () => {
  const sheet = sheetOf(composed({ ...brvt, report: "don-vi/Z1.S01" }), "Xếp hạng");
  const kinds = ["Điểm", "Hạng", "± bậc"].map((title) => [...kindsUnder(sheet, title, "Xếp hạng chung")]);
  expect(kinds).toEqual([["formula"], ["count"], ["places"]]);
});

test("every elementary count of every agency and month stands on the sheet of raw counts, a missing one as nothing", () => {
  const { rows, columns } = sheetOf(composed(brvt), "Số liệu gốc");
  expect(rows).toHaveLength(6 * 16 - 0);
  const status = columns.findIndex(({ title }) => title === "Tình trạng");
  const missing = rows.filter(
    ({ cells }) => cells[status]?.type === "text" && cells[status].text === "chưa có số liệu",
  );
  expect(missing.length).toBeGreaterThan(0);
  for (const { cells } of missing) {
    const counts = cells.slice(status + 1);
    expect(new Set(counts.map((cell) => (cell.type === "formula" ? cell.result : cell.type)))).toEqual(
      new Set(["empty", ""]),
    );
  }
});

test("a formula can be followed from a rate over the agency's counts to its months", () => {
  const report = composed(brvt);
  const level = sheetOf(report, "Đơn vị");
  const at = level.rows.findIndex(({ figure }) => figure?.scope === "agency" && figure.code === "Z1.S01");
  const written = (column: number): string => {
    const cell = level.rows[at]?.cells[column];
    return cell?.type === "formula" ? cell.formula : "";
  };
  const row = FIRST_ROW + at;
  expect(written(14)).toBe(`IF(ISNUMBER(N${row}),IF(N${row}=0,"KPS",M${row}*100/N${row}),"CCSL")`);
  expect(written(12)).toMatch(
    /^IF\(COUNT\('Số liệu gốc'!\$O\$7:\$O\$12\)=0,"CCSL",SUM\('Số liệu gốc'!\$O\$7:\$O\$12\)\)$/,
  );
});

test("nothing is computed from nothing: without counts there is no number that a formula gives", () => {
  const report = composed({
    ...brvt,
    answers: changed((answers) => {
      answers.counts = [];
    }),
  });
  for (const name of ["Tổng hợp", "Đơn vị", "Địa bàn"]) {
    const { columns, rows } = sheetOf(report, name);
    const flows = rows.filter(({ figure }) => figure?.scope !== undefined && figure.target !== "payable-procedures");
    const results = flows.flatMap(({ cells }) =>
      cells.flatMap((cell, at) =>
        cell.type === "formula" ? [{ title: columns[at]?.title, result: cell.result }] : [],
      ),
    );
    expect(results.length, name).toBeGreaterThan(0);
    for (const { title, result } of results) expect(result, `${name} ${title}`).toBeTypeOf("string");
  }
});

/** The texts of a column in every row, by its title. */
function textsUnder({ columns, rows }: WorkbookSheet, title: string): string[] {
  const at = columns.findIndex((column) => column.title === title);
  return rows.map(({ cells }) => {
    const cell = cells[at];
    return cell?.type === "text" ? cell.text : cell?.type === "formula" ? `${cell.result}` : "";
  });
}

test("agencies are one table: every row has its level and target, every commune its district, and nothing is a heading", () => {
  const { rows, ...sheet } = sheetOf(composed(brvt), "Đơn vị");
  const [levels, targets, districts] = ["Cấp", "Chỉ tiêu", "Địa bàn"].map((title) =>
    textsUnder({ ...sheet, rows }, title),
  );
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["total", "body"]));
  expect(new Set(levels)).toEqual(new Set(["Sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã"]));
  expect(targets?.includes("")).toBe(false);
  rows.forEach(({ figure }, at) => {
    const isInDistrict = figure?.scope === "agency" && levels?.[at] !== "Sở, ban, ngành";
    expect(districts?.[at] !== "", `${figure?.code}`).toBe(isInDistrict);
  });
});

test("the list of contents opens every other sheet, and says which of them are printed", () => {
  const [contents, ...others] = composed(brvt).workbook.sheets;
  if (contents === undefined) throw new Error("no sheets");
  expect(textsUnder(contents, "Trang tính")).toEqual(others.map(({ name }) => name));
  const links = contents.rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.type === "formula" ? [cell.formula] : [])),
  );
  expect(links).toEqual(others.map(({ name }) => `HYPERLINK("#'${name}'!A1","${name}")`));
  expect(textsUnder(contents, "Khi in cả tệp")).toEqual(
    others.map(({ isPrinted }) => (isPrinted ? "Có in" : "Không in")),
  );
  expect(others.filter(({ isPrinted }) => !isPrinted).map(({ name }) => name)).toContain("Số liệu gốc");
});
